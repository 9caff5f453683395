/** The kit of probe charts, put to a tool: each question has an answer that was counted by hand. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { explore } from '../../dist/testing/index.js';
import { tellsStates, toolNamed } from './tools.js';

/** What is asked of each chart. A question that a chart or a tool cannot be asked is left out. */
export const questions = /** @type {const} */ ({
  ends: 'ends within the time, and throws nothing',
  transitions: 'a real actor that runs the suite takes every transition that can be taken',
  states: 'tells apart as many states as there are',
  illegal: 'sends every illegal event in every state, as illegal',
  names: 'names what cannot be reached, and what is cut off, with the reason',
});

/** @typedef {keyof typeof questions} Question */
/** @typedef {Partial<Record<Question, boolean>>} Answers */

/** The kit is written in TypeScript, beside its tests. */
async function loadKit() {
  const folder = new URL('../../.tmp/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const outfile = fileURLToPath(new URL(`kit-${process.pid}.mjs`, folder));
  const entry = fileURLToPath(new URL('../../test/testing/kit/index.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    packages: 'external',
    outfile,
    write: false,
  });
  return { text: outputFiles[0]?.text ?? '', outfile };
}

/**
 * Puts the charts of the kit to a tool, from one of them on, and reports each.
 *
 * @param {string} name @param {number} from @param {(report: { index: number, probe: string, known: boolean, answers: Answers }) => Promise<void>} report
 */
export async function scoreKit(name, from, report) {
  const { rmSync, writeFileSync } = await import('node:fs');
  const { text, outfile } = await loadKit();
  writeFileSync(outfile, text);
  const { kit, replay } = await import(outfile).finally(() => rmSync(outfile));
  const tool = await toolNamed(name);
  if (typeof tool === 'string') throw new Error(tool);
  console.warn = () => {};
  for (const [index, probe] of kit.entries()) {
    if (index < from) continue;
    const asked = askedOf(probe).filter((question) => question !== 'states' || tellsStates(name));
    const known = probe.known === true;
    // Told beforehand, so that of who never comes back it is known what was asked: nothing of it is right.
    const none = Object.fromEntries(asked.map((question) => [question, false]));
    await report({ index, probe: probe.name, known, answers: none });
    const answers = attempt(() => answersOf(tool, probe, replay)) ?? none;
    await report({
      index,
      probe: probe.name,
      known,
      answers: Object.fromEntries(asked.map((question) => [question, answers[question]])),
    });
  }
}

/**
 * The questions that a chart can be asked.
 *
 * @param {any} probe @returns {Question[]}
 */
function askedOf({ options, truth }) {
  return [
    'ends',
    ...(truth.configurations > 0 ? /** @type {const} */ (['transitions']) : []),
    // Who does not know projections explores their product, which is not wrong.
    ...(options?.projections === undefined ? /** @type {const} */ (['states']) : []),
    ...(truth.illegal > 0 ? /** @type {const} */ (['illegal']) : []),
    ...(toName(truth) > 0 ? /** @type {const} */ (['names']) : []),
  ];
}

/** @template T @param {() => T} work @returns {T | undefined} */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** @param {any} truth */
function toName({ unreachable = [], cutOff = [] }) {
  return unreachable.length + cutOff.length;
}

/** @param {import('./tools.js').Tool} tool @param {any} probe @param {any} replay @returns {Record<Question, boolean>} */
function answersOf(tool, { machine, provided = machine, options = {}, truth }, replay) {
  const { suite, states, paths } = tool({ machine, options });
  const exploration = explore(machine, options);
  const unreachable = new Set(exploration.unreachable.map(({ id }) => id));
  const sent = paths.map(({ input, events }) => ({
    input,
    steps: events.map((event) => ({ event, expect: 'accepted', state: null })),
  }));
  const { selected, refused } = replay(provided, sent);
  const taken = exploration.chart.transitions.filter(
    ({ id, forbids }) => !forbids && !unreachable.has(id) && selected.has(id),
  );
  return {
    ends: true,
    transitions: taken.length >= truth.transitions[0],
    states: states === truth.configurations,
    // Others may be credited with sending a cell twice, which none of them does.
    illegal: suite === undefined ? refused >= truth.illegal : suite.illegal.sent === truth.illegal,
    names: toName(truth) === (suite?.unreachable.length ?? 0) + (suite?.cutOff.length ?? 0),
  };
}
