/**
 * Writes what the documents say by the charts and the catalogues: diagrams and tables, between the markers
 * `<!-- generated:NAME -->` and `<!-- /generated -->`. A provider without a page gets one, with the sections that only a
 * person can write left to fill in. With `--check` it writes nothing, and fails where pages are stale or missing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { main } from '../dist/cli/main.js';
import { detailsOf, mermaidOf } from '../dist/diagram/mermaid.js';
import { shippedKits } from '../dist/shipped.js';

/** @typedef {import('xstate').StateNode} Node */
/** @typedef {import('../dist/kit/index.js').Kit} Kit */

const outcomes = ['succeeded', 'unsuccessful', 'cancelled'];
const root = new URL('../', import.meta.url);
const pages = new Map(shippedKits.map((kit) => [`docs/providers/${kit.provider.name}.md`, kit]));
const files = ['README.md', ...pages.keys()];

/** @type {Record<string, (kit: Kit) => string | Promise<string>>} */
const parts = {
  // The drawing itself is scripts/layouts.js' to write.
  picture: ({ provider: { name, title } }) =>
    `[![The chart of ${title}](../diagrams/${name}.svg)](../diagrams/${name}.svg)`,
  messages: ({ catalogue }) =>
    fencedAs(
      'json',
      catalogue.flatMap(({ samples }) => samples.slice(0, 1).map((sample) => JSON.stringify(sample))).join('\n'),
    ),
  diagram: ({ provider }) => fenced(mermaidOf(provider.machine, provider)),
  details: ({ provider }) =>
    detailsOf(provider.machine, provider)
      .map((state) => `Inside \`${state}\`:\n\n${fenced(mermaidOf(provider.machine, { ...provider, state }))}`)
      .join('\n\n'),
  outcomes: ({ provider }) => {
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
  states: ({ provider }) =>
    table(
      ['State', 'Tags', 'What it means'],
      statesOf(provider).map((state) => [
        code(state.path.join('.')),
        state.tags.map(code).join(' '),
        prose(state.description),
      ]),
    ),
  catalogue: async (kit) =>
    table(
      ['Name', 'Kind', 'Known as', 'What it means', 'Accepted in'],
      (await catalogueOf(kit)).map(({ type, kind, evidence, description, acceptedIn }) => [
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

/** Every state of a chart, outer ones first. @param {Kit['provider']} provider @returns {Node[]} */
function statesOf({ machine }) {
  /** @param {Node} node @returns {Node[]} */
  const below = (node) => Object.values(node.states).flatMap((child) => [child, ...below(child)]);
  return below(machine.root);
}

/**
 * The catalogue as the command line prints it.
 *
 * @param {Kit} kit
 * @returns {Promise<{ type: string, kind: string, evidence: string, description: string, acceptedIn: string[] }[]>}
 */
async function catalogueOf({ provider: { name }, catalogue }) {
  let printed = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      printed += chunk;
      done();
    },
  });
  await main(['events', '--provider', name, '--json'], { stdin: process.stdin, stdout, stderr: process.stderr });
  const lines = printed.trimEnd().split('\n');
  if (lines.length !== catalogue.length) throw new Error(`The catalogue of ${name} is not printed in full.`);
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
  return fencedAs('mermaid', mermaid);
}

/** @param {string} language @param {string} text */
function fencedAs(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``;
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
    const [, name = '', part = ''] = piece.match(/^<!-- generated:([\w-]+)-(\w+) -->$/) ?? [];
    if (part === '') continue;
    const write = parts[part];
    const kit = shippedKits.find(({ provider }) => provider.name === name);
    if (write === undefined || kit === undefined) throw new Error(`${file}: nobody writes ${piece}.`);
    pieces[index] = `${piece}\n\n${await write(kit)}\n\n`;
  }
  return pieces.join('');
}

/**
 * The page of a provider that has none yet. Its chart's `details` are there where a diagram of all would be too large.
 *
 * @param {Kit} kit
 */
function newPage({ provider: { name, title, machine, informational } }) {
  const details = detailsOf(machine, { title, informational }).length > 0 ? '{{details}}\n\n' : '';
  return readFileSync(new URL('templates/provider.md', import.meta.url), 'utf8')
    .replaceAll('{{name}}', name)
    .replaceAll('{{title}}', () => title)
    .replace('{{details}}\n\n', details)
    .replaceAll(/\{\{(\w+)\}\}/g, `<!-- generated:${name}-$1 --><!-- /generated -->`);
}

const isCheck = process.argv.includes('--check');
for (const file of files) {
  const url = new URL(file, root);
  const kit = pages.get(file);
  const before = existsSync(url) || kit === undefined ? readFileSync(url, 'utf8') : null;
  const after = await generate(before ?? newPage(/** @type {Kit} */ (kit)), file);
  if (after === before) continue;
  if (isCheck) {
    console.error(`${file} is ${before === null ? 'missing' : 'stale'}: npm run build && npm run docs writes it.`);
    process.exitCode = 1;
  } else {
    writeFileSync(url, after);
    console.log(`${file} written`);
  }
}
