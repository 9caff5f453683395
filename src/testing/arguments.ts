/** What a caller without types may get wrong: each is told in a sentence, before anything of it is read. */
import { WidgetError } from '../errors.ts';
import { isObject } from '../values.ts';
import { nearest } from './nearest.ts';

/** A machine is known by its shape: the user's may come from another copy of XState than ours. */
export function checkMachine(value: unknown, call: string): void {
  if (isObject(value) && typeof value.provide === 'function' && isObject(value.root)) return;
  throw wrong(`${call} takes an XState v5 machine, and was given ${inWords(value)}.`);
}

/** What `explore` gives back. */
export function checkExploration(value: unknown, call: string): void {
  if (isObject(value) && Array.isArray(value.configurations) && Array.isArray(value.arcs)) return;
  const hint = 'of a machine, explore(machine) makes one; of a shipped chart, exploreProvider(provider)';
  throw wrong(`${call} takes an exploration, and was given ${inWords(value)}: ${hint}.`);
}

/** A suite that is of the chart which it is used for. */
export function checkSuite(value: unknown, chart: string, call: string): void {
  if (!isObject(value) || !Array.isArray(value.paths)) {
    throw wrong(`${call} takes a suite, such as generateSuite makes, and was given ${inWords(value)}.`);
  }
  const complaint = otherChart(value, chart);
  if (complaint !== null) throw wrong(`${call}: ${complaint}`);
}

/** That a suite is of another chart, in a sentence; null where it is not, or does not tell. */
export function otherChart({ chart }: { readonly chart?: unknown }, expected: string): string | null {
  if (typeof chart !== 'string' || chart === expected) return null;
  return `this is a suite of ${chart}, and not of ${expected}.`;
}

/** Options by name: one that nobody reads would be a wish that is dropped in silence. */
export function checkOptions(value: unknown, known: readonly string[], call: string): void {
  if (!isObject(value)) throw wrong(`${call} takes its options as an object, and was given ${inWords(value)}.`);
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw wrong(`${call} has no option "${key}": did you mean "${nearest(key, known)}"?`);
  }
}

/** How a machine is explored: the lists are lists, and each part tells what moves it. */
export function checkExploreOptions(value: unknown): void {
  checkOptions(value, ['inputs', 'events', 'abstract', 'parts', 'maxConfigurations'], 'explore');
  const { inputs = [], events = [], parts = [] } = value as Readonly<Record<string, unknown>>;
  if (!Array.isArray(inputs)) throw wrong(`inputs have to be an array, and are ${inWords(inputs)}.`);
  if (!Array.isArray(events) && typeof events !== 'function') {
    throw wrong(`events have to be an array, or a function from a snapshot to one, and are ${inWords(events)}.`);
  }
  if (!Array.isArray(parts)) throw wrong(`parts have to be an array, and are ${inWords(parts)}.`);
  if (!parts.every((part) => isObject(part) && typeof part.moves === 'function')) {
    throw wrong('Each of the parts has to have a name, and a function moves.');
  }
}

/** What somebody has given instead. */
export function inWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`;
  if (isObject(value) && typeof value.provide === 'function') return 'a machine';
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`;
}

function wrong(sentence: string): WidgetError {
  return new WidgetError('INVALID_OPTION', sentence);
}
