/**
 * Writes what the documents say by the charts and the catalogues: diagrams and tables, between the markers
 * `<!-- generated:NAME -->` and `<!-- /generated -->`. With `--check` it writes nothing, and fails where they are stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { catalogues } from '../dist/catalogue.js';
import { main } from '../dist/cli/main.js';
import { detailsOf, mermaidOf } from '../dist/diagram/index.js';
import { providers } from '../dist/index.js';

/** @typedef {import('xstate').StateNode} Node */
/** @typedef {import('../dist/index.js').Provider} Provider */

const outcomes = ['succeeded', 'unsuccessful', 'cancelled'];
const root = new URL('../', import.meta.url);
const files = ['README.md', ...Object.keys(providers).map((name) => `docs/providers/${name}.md`)];

/** @type {Record<string, (provider: Provider) => string | Promise<string>>} */
const parts = {
  // The drawing itself is scripts/layouts.js' to write.
  picture: ({ name, title }) => `[![The chart of ${title}](../diagrams/${name}.svg)](../diagrams/${name}.svg)`,
  diagram: (provider) => fenced(mermaidOf(provider.machine, provider)),
  details: (provider) =>
    detailsOf(provider.machine, provider)
      .map((state) => `Inside \`${state}\`:\n\n${fenced(mermaidOf(provider.machine, { ...provider, state }))}`)
      .join('\n\n'),
  outcomes: (provider) => {
    const isTold = (/** @type {string} */ tag) => tag === 'ended' || outcomes.includes(tag);
    const told = statesOf(provider).filter((state) => nextStepOf(state) !== undefined || state.tags.some(isTold));
    return table(
      ['State', 'Status', 'Outcome', 'Next step', 'What it means'],
      told.map((state) => [
        code(state.path.join('.')),
        state.tags.includes('ended') ? 'ended' : 'active',
        state.tags.find((tag) => outcomes.includes(tag)) ?? 'undecided',
        nextStepOf(state) ?? 'none',
        prose(state.description),
      ]),
    );
  },
  states: (provider) =>
    table(
      ['State', 'Tags', 'What it means'],
      statesOf(provider).map((state) => [
        code(state.path.join('.')),
        state.tags.map(code).join(' '),
        prose(state.description),
      ]),
    ),
  catalogue: async (provider) =>
    table(
      ['Name', 'Kind', 'Known as', 'What it means', 'Accepted in'],
      (await catalogueOf(provider)).map(({ type, kind, evidence, description, acceptedIn }) => [
        code(type),
        kind,
        evidence,
        prose(description),
        acceptedIn.map(code).join(' '),
      ]),
    ),
};

/** @param {Node} state @returns {string | undefined} */
function nextStepOf({ meta }) {
  return meta?.nextStep === undefined ? undefined : code(meta.nextStep);
}

/** Every state of a chart, outer ones first. @param {Provider} provider @returns {Node[]} */
function statesOf({ machine }) {
  /** @param {Node} node @returns {Node[]} */
  const below = (node) => Object.values(node.states).flatMap((child) => [child, ...below(child)]);
  return below(machine.root);
}

/**
 * The catalogue as the command line prints it.
 *
 * @param {Provider} provider
 * @returns {Promise<{ type: string, kind: string, evidence: string, description: string, acceptedIn: string[] }[]>}
 */
async function catalogueOf({ name }) {
  let printed = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      printed += chunk;
      done();
    },
  });
  await main(['events', '--provider', name, '--json'], { stdin: process.stdin, stdout, stderr: process.stderr });
  const lines = printed.trimEnd().split('\n');
  if (lines.length !== catalogues[name].length) throw new Error(`The catalogue of ${name} is not printed in full.`);
  return lines.map((line) => JSON.parse(line));
}

/** Text that Markdown would take for marks. @param {string | undefined} text */
function prose(text = '') {
  return text.replace(/[*<]/g, '\\$&');
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}

/** @param {string} mermaid */
function fenced(mermaid) {
  return `\`\`\`mermaid\n${mermaid}\n\`\`\``;
}

/** @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A document with its generated parts made anew. @param {string} text @param {string} file */
async function generate(text, file) {
  const pieces = text.split(/(<!-- generated:[\w-]+ -->)[\s\S]*?(?=<!-- \/generated -->)/);
  for (const [index, piece] of pieces.entries()) {
    const [, provider = '', part = ''] = piece.match(/^<!-- generated:(\w+)-(\w+) -->$/) ?? [];
    if (part === '') continue;
    const write = parts[part];
    if (write === undefined || !Object.hasOwn(providers, provider)) throw new Error(`${file}: nobody writes ${piece}.`);
    pieces[index] = `${piece}\n\n${await write(providers[/** @type {keyof typeof providers} */ (provider)])}\n\n`;
  }
  return pieces.join('');
}

const isCheck = process.argv.includes('--check');
for (const file of files) {
  const url = new URL(file, root);
  const before = readFileSync(url, 'utf8');
  const after = await generate(before, file);
  if (after === before) continue;
  if (isCheck) {
    console.error(`${file} is stale: npm run build && node scripts/docs.js writes it anew.`);
    process.exitCode = 1;
  } else {
    writeFileSync(url, after);
    console.log(`${file} written`);
  }
}
