/**
 * Writes the folder of a new provider from scripts/templates/provider, and adds it to the one list (src/shipped.ts) and
 * to the entries of package.json. Whatever else the repository says of providers follows from these.
 *
 *     npm run new-provider -- my-widget
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const template = new URL('templates/provider/', import.meta.url);
const list = 'src/shipped.ts';

/** A sentence for who called, instead of a stack. */
class WrongCall extends Error {}

try {
  const provider = named(process.argv.slice(2));
  const files = filesOf(provider);
  mkdirSync(new URL(`src/machines/${provider.name}/`, root));
  for (const [file, text] of files) writeFileSync(new URL(file, root), text);
  // Imports and lines are ordered by the length and the letters of names.
  format(files.map(([file]) => file).filter((file) => !file.endsWith('.txt')));
  console.log(`src/machines/${provider.name} is written, with a chart of one event: put your widget's in its place.
Then: npm run build && npm run layouts && npm run docs`);
} catch (error) {
  if (!(error instanceof WrongCall)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/**
 * The names of a provider: `my-widget`, `myWidget`, `MyWidget` and "My Widget".
 *
 * @typedef {{ name: string, camel: string, pascal: string, title: string }} Names
 */

/** @param {readonly string[]} args @returns {Names} */
function named(args) {
  const [name, ...others] = args;
  if (name === undefined) throw new WrongCall('Name the provider, as in npm run new-provider -- my-widget.');
  if (others.length > 0) {
    throw new WrongCall(`Give one name, not ${args.length}, and join its words by dashes, as in my-widget.`);
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new WrongCall(
      `"${name}" is no name for a provider: use lower-case letters, digits and single dashes, and begin with a letter, as in my-widget.`,
    );
  }
  const words = name.split('-');
  const title = words.map(capitalized).join(' ');
  const pascal = words.map(capitalized).join('');
  const names = { name, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1), pascal, title };
  checkFree(names);
  return names;
}

/** @param {string} word */
function capitalized(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** @param {Names} names */
function checkFree({ name, camel }) {
  const { exports } = JSON.parse(textOf('package.json'));
  const isProvider = existsSync(new URL(`src/machines/${name}`, root));
  if (isProvider || Object.hasOwn(exports, `./${name}`)) {
    const where = isProvider ? `src/machines/${name}` : `the entry ./${name} of package.json`;
    throw new WrongCall(`The name "${name}" is taken by ${where}: choose another one.`);
  }
  if (new RegExp(`\\b${camel}Kit\\b`).test(textOf(list))) {
    throw new WrongCall(
      `The name "${name}" is too close to one of ${list}, which has ${camel}Kit: choose another one.`,
    );
  }
  if (isReserved(camel)) {
    throw new WrongCall(
      `"${camel}" means something else in JavaScript or in the template: choose another name, such as ${name}-widget.`,
    );
  }
}

/** Whether a constant of the provider's files cannot have this name. @param {string} camel */
function isReserved(camel) {
  const imported = ['provider.ts', 'kit.ts'].flatMap((file) =>
    [...readFileSync(new URL(file, template), 'utf8').matchAll(/^import .*?\{ (.*) \}/gm)].flatMap(([, names = '']) =>
      names.split(', '),
    ),
  );
  if (['await', ...imported].includes(camel) || camel in globalThis) return true;
  try {
    new Function(`'use strict'; const ${camel} = 0;`);
    return false;
  } catch {
    return true;
  }
}

/** Every file that is written, with its text. @param {Names} names @returns {[file: string, text: string][]} */
function filesOf(names) {
  const folder = `src/machines/${names.name}`;
  return [
    ...readdirSync(template).map(
      (file) => /** @type {[string, string]} */ ([`${folder}/${file}`, fileOf(file, names)]),
    ),
    [list, listWith(names)],
    ['package.json', manifestWith(names)],
  ];
}

/** @param {string} file @param {Names} names */
function fileOf(file, { name, camel, pascal, title }) {
  return readFileSync(new URL(file, template), 'utf8')
    .replaceAll("'../../../src/", "'../../")
    .replaceAll('my-widget', name)
    .replaceAll('My Widget', title)
    .replaceAll('MyWidget', pascal)
    .replaceAll('myWidget', camel);
}

/** The one list, with the new kit at its end. @param {Names} names */
function listWith({ name, camel }) {
  const text = textOf(list);
  const [start, kits] = text.match(/shippedKits: readonly Kit\[\] = \[([^\]]*?),?\s*\]/) ?? [];
  const lastImport = text.lastIndexOf('\nimport ');
  if (start === undefined || lastImport < 0) throw new Error(`${list} does not look as expected.`);
  const written = text.replace(start, `shippedKits: readonly Kit[] = [${kits}, ${camel}Kit]`);
  const line = `\nimport { ${camel}Kit } from './machines/${name}/kit.ts';`;
  return written.slice(0, lastImport) + line + written.slice(lastImport);
}

/** The manifest, with the provider's two entries behind those of the others. @param {Names} names */
function manifestWith({ name }) {
  const manifest = JSON.parse(textOf('package.json'));
  const entries = Object.entries(manifest.exports);
  const last = entries.findLastIndex(([entry]) => /^\.\/[\w-]+\/kit$/.test(entry));
  const added = ['index', 'kit'].map((file) => [
    file === 'index' ? `./${name}` : `./${name}/${file}`,
    { types: `./dist/machines/${name}/${file}.d.ts`, default: `./dist/machines/${name}/${file}.js` },
  ]);
  manifest.exports = Object.fromEntries(entries.toSpliced(last + 1, 0, .../** @type {typeof entries} */ (added)));
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** @param {readonly string[]} files */
function format(files) {
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  const args = [biome, 'check', '--write', '--linter-enabled=false', ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`Biome cannot format what is written.\n${stdout}${stderr}`);
}

/** @param {string} file */
function textOf(file) {
  return readFileSync(new URL(file, root), 'utf8');
}
