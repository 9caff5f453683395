/**
 * Holds src to arrows.config.js: each import to the arrows between the rooms, type imports included, and every file and
 * folder to importing itself in no roundabout way. Prints what does not hold, and fails.
 *
 * What is not yet as it should be is excused one by one in arrows.excused.json: where a file lies whose room is not
 * built (`moved`), imports against the arrows (`held`), and circles. What needs no excuse any more has to leave the
 * list; `--excuse` writes the lists of imports and circles anew, while rooms are being built.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import { also, rooms } from '../arrows.config.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const excuses = 'arrows.excused.json';
/** @type {{ moved: Record<string, string>, held: string[], circles: string[] }} */
const excused = JSON.parse(readFileSync(excuses, 'utf8'));

const { output } = await cruise(['src'], {
  // TypeScript 7 has no interface for tools. swc keeps type imports, but for `import('...')` within a type: biome
  // forbids those in src.
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  validate: true,
  ruleSet: {
    forbidden: [
      { name: 'file', severity: 'error', from: {}, to: { circular: true } },
      { name: 'folder', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    ],
  },
});
if (typeof output === 'string') throw new Error(output);

/** What does not hold, and why. @type {Map<string, string>} */
const held = new Map();
/** @type {Map<string, string>} */
const circles = new Map();
/** @type {Set<string>} */
const moved = new Set();
/** What of `also` is of use. @type {Set<string>} */
const used = new Set();
/** @type {Set<string>} */
const roomless = new Set();

function roomOf(/** @type {string} */ file) {
  const room = excused.moved[file];
  if (room !== undefined) {
    moved.add(file);
    return room;
  }
  return Object.keys(rooms).find((name) => rooms[name]?.has.test(file));
}

const providerOf = (/** @type {string} */ file) => /^src\/machines\/([^/]+)\//.exec(file)?.[1];

/** The package of an import, or `node:`. */
function packageOf(/** @type {import('dependency-cruiser').IDependency} */ { module, coreModule }) {
  if (coreModule) return 'node:';
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

function check(/** @type {string} */ file, /** @type {import('dependency-cruiser').IDependency} */ dependency) {
  const room = roomOf(file) ?? '';
  const { to, packages = [] } = rooms[room] ?? { to: /** @type {string[]} */ ([]) };
  const inside = dependency.resolved.startsWith('src/');
  const target = inside ? dependency.resolved : packageOf(dependency);
  if (also[file]?.includes(target)) {
    used.add(`${file} → ${target}`);
    return;
  }
  /** @type {string} */
  let why;
  if (inside) {
    const other = roomOf(target) ?? '';
    const [mine, theirs] = [providerOf(file), providerOf(target)];
    const foreign = mine !== undefined && theirs !== undefined && mine !== theirs;
    if (!foreign && (other === room || to.includes(other))) return;
    why = foreign ? 'no provider may import another' : `${room} may import ${to.join(', ') || 'no other room'}`;
    why = `${other}; ${why}`;
  } else {
    if (packages.includes(target)) return;
    why = `of packages ${room} may import ${packages.join(', ') || 'none'}`;
  }
  held.set(`${file} → ${target}`, why);
}

let imports = 0;
for (const { source, dependencies } of output.modules) {
  if (!source.startsWith('src/')) continue;
  if (roomOf(source) === undefined) roomless.add(source);
  else {
    for (const dependency of dependencies) {
      imports += 1;
      check(source, dependency);
    }
  }
}
for (const { from, to, cycle = [] } of output.summary.violations) {
  circles.set(`${from} → ${to}`, `a circle: ${[from, ...cycle.map(({ name }) => name)].join(' → ')}`);
}

if (process.argv.includes('--excuse')) {
  const still = Object.fromEntries(Object.entries(excused.moved).filter(([file]) => moved.has(file)));
  const lists = { moved: still, held: [...held.keys()].sort(), circles: [...circles.keys()].sort() };
  writeFileSync(excuses, JSON.stringify(lists));
  execFileSync('node_modules/.bin/biome', ['format', '--write', excuses], { stdio: 'ignore' });
  Object.assign(excused, lists);
}

const wrong = [...roomless].map((file) => `${file} is in no room of arrows.config.js`);
for (const [list, found] of /** @type {const} */ ([
  [excused.held, held],
  [excused.circles, circles],
])) {
  for (const [entry, why] of found) if (!list.includes(entry)) wrong.push(`${entry} (${why})`);
}
const done = [
  ...Object.keys(excused.moved).filter((file) => !moved.has(file)),
  ...excused.held.filter((entry) => !held.has(entry)),
  ...excused.circles.filter((entry) => !circles.has(entry)),
];
for (const entry of done) wrong.push(`${entry}: needs no excuse any more, take it out of ${excuses}`);

for (const entry of Object.entries(also).flatMap(([file, targets]) => targets.map((target) => `${file} → ${target}`))) {
  if (!used.has(entry)) wrong.push(`${entry}: arrows.config.js allows it for nothing`);
}

for (const line of wrong) console.error(line);
if (wrong.length > 0) {
  console.error(`${wrong.length} against arrows.config.js, which says who may import whom.`);
  process.exit(1);
}
const rest = moved.size + held.size + circles.size;
console.log(`${imports} imports keep to the arrows${rest === 0 ? '' : `, but for the ${rest} excuses of ${excuses}`}.`);
