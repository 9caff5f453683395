/**
 * Mutates the library's own code, room by room, each against its own tests: quick enough to be run, and a room that is
 * tested by its neighbours only is seen. Prints the scores, and the survivors that `survivors.json` does not explain.
 * Fails below 90 %, at a survivor without an explanation, and at an explanation that explains nothing any more.
 *
 *     node scripts/stryker.js [--again | --report] [ROOM ...]
 *
 * With `--again`, only the survivors of the last run are tried once more, and all of a file that has changed since; with
 * `--report`, the last run is told again.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * What is mutated: all files of a folder, or those named, and more from elsewhere.
 *
 * @typedef {{ folder: string, files?: readonly string[], more?: readonly string[], tests: string }} Room
 */

/** Guards that lie in the folder of their provider. */
const ownGuards = readdirSync('src/machines')
  .map((name) => join('src/machines', name, 'guards.ts'))
  .filter((file) => existsSync(file));

/** @type {Record<string, Room>} */
const rooms = {
  guards: {
    folder: 'src/guards',
    more: ownGuards,
    tests: 'test/charts/{*.order,*.outcomes,contract,guards}.test.ts',
  },
  session: { folder: 'src/session', tests: 'test/session/*.test.ts' },
  explore: {
    folder: 'src/testing/explore',
    files: ['explore', 'unreachable', 'chart', 'pending', 'identity', 'exploration', 'eventCases'],
    tests: 'test/testing/{explore/{explore,reasons,pending,identity},kit/kit}.test.ts',
  },
  cases: {
    folder: 'src/testing/explore',
    files: ['cases', 'samples', 'names', 'malformed'],
    tests: 'test/testing/explore/{cases,samples,names}.test.ts',
  },
  tour: {
    folder: 'src/testing/suite',
    files: ['tour', 'flow', 'network', 'graph'],
    tests: 'test/testing/suite/{tour,flow,graph}.test.ts',
  },
  paths: {
    folder: 'src/testing/suite',
    files: ['randomPaths', 'commands', 'milestones', 'compact', 'shorten'],
    tests: 'test/testing/suite/{randomPaths,commands,milestones,compact,shorten}.test.ts',
  },
  suite: {
    folder: 'src/testing/suite',
    files: ['suite', 'json', 'diff'],
    tests: 'test/testing/{suite/{suite,json,diff,check-suite},kit/kit}.test.ts',
  },
  hsi: { folder: 'src/testing/hsi', tests: 'test/testing/hsi/*.test.ts' },
  coverage: { folder: 'src/testing/coverage', tests: 'test/testing/coverage/{coverage,trace,report,reports}.test.ts' },
  run: { folder: 'src/testing/run', tests: 'test/testing/run/{run,subject,runners,failure}.test.ts' },
  calls: {
    folder: 'src/testing',
    files: ['arguments', 'nearest', 'providers', 'text', 'plain', 'isObject', 'invalidOption', 'malformedMessages'],
    tests: 'test/testing/{arguments,providers}.test.ts',
  },
};

/** What only names what others do. */
const withoutRoom = ['src/testing/index.ts', 'src/testing/types.ts'];

/**
 * Survivors that no test could kill, or none should: where, what stood there, what stands there then, and why. Texts
 * are as this script prints them.
 *
 * @type {readonly { file: string, was: string, is: string, why: string }[]}
 */
const explained = JSON.parse(readFileSync(new URL('survivors.json', import.meta.url), 'utf8'));

const least = 90;
const { values: options, positionals: asked } = parseArgs({
  options: { again: { type: 'boolean' }, report: { type: 'boolean' } },
  allowPositionals: true,
});
attempt(() => {
  checkRooms(asked);
  for (const room of asked.length > 0 ? asked : Object.keys(rooms)) attempt(() => enter(room));
});

/** What goes wrong in one room does not keep the others from being told. @param {() => void} act */
function attempt(act) {
  try {
    act();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** A name that is no room, and a file that is in none and so would never be mutated. @param {readonly string[]} names */
function checkRooms(names) {
  const unknown = names.find((name) => !Object.hasOwn(rooms, name));
  if (unknown !== undefined) throw new Error(`There is no room ${unknown}: ${Object.keys(rooms).join(', ')}.`);
  const housed = new Set([...withoutRoom, ...Object.values(rooms).flatMap(sourcesOf)]);
  const folders = new Set(Object.values(rooms).map(({ folder }) => folder));
  const homeless = [...folders].flatMap((folder) => sourcesOf({ folder })).find((file) => !housed.has(file));
  if (homeless !== undefined) throw new Error(`${homeless} is in no room of scripts/stryker.js.`);
}

/** @param {string} name */
function enter(name) {
  const { tests, ...room } = /** @type {Room} */ (rooms[name]);
  const report = `.tmp/stryker/${name}.json`;
  const sources = sourcesOf(room);
  if (options.again) again(name, sources, tests, report);
  else if (!options.report) stryker(name, sources.join(), tests, report);
  tell(name, read(report));
}

/** @param {Omit<Room, 'tests'>} room */
function sourcesOf({ folder, files, more = [] }) {
  const inFolder = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && (files === undefined || files.includes(name.replace('.ts', ''))))
    .map((name) => join(folder, name));
  return [...inFolder, ...more];
}

/** @param {string} room @param {string} mutate @param {string} tests @param {string} report */
function stryker(room, mutate, tests, report) {
  const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', mutate], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, STRYKER_TESTS: tests, STRYKER_REPORT: report },
  });
  if (status !== 0) throw new Error(`${room}: Stryker did not come to an end.`);
}

/**
 * Runs what the report has as survivors, and writes what became of them into it.
 *
 * @param {string} room @param {readonly string[]} sources @param {string} tests @param {string} report
 */
function again(room, sources, tests, report) {
  const { files, ...rest } = read(report);
  /** What is known of a file, if it is still the same. */
  const known = (/** @type {string} */ file) => {
    return files[file]?.source === readFileSync(file, 'utf8') ? files[file] : undefined;
  };
  const places = sources.flatMap((file) => {
    const before = known(file);
    return before === undefined ? [file] : survivorsIn(file, before);
  });
  if (places.length === 0) return;
  const part = report.replace('.json', '.again.json');
  stryker(room, places.join(), tests, part);
  const fresh = read(part).files;
  const merged = sources.map((file) => [file, renewed(known(file), fresh[file])]);
  writeFileSync(report, JSON.stringify({ ...rest, files: Object.fromEntries(merged) }));
}

/** @param {MutatedFile | undefined} before @param {MutatedFile | undefined} now */
function renewed(before, now) {
  if (before === undefined || now === undefined) return before ?? now;
  const fresh = new Map(now.mutants.map((mutant) => [identityOf(mutant), mutant]));
  return { ...before, mutants: before.mutants.map((mutant) => fresh.get(identityOf(mutant)) ?? mutant) };
}

/** The places of a file's survivors, as Stryker's `--mutate` takes them. @param {string} file @param {MutatedFile} mutated */
function survivorsIn(file, { mutants }) {
  return mutants.filter(survives).map(({ location: { start, end } }) => {
    return `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
  });
}

/** @param {{ status: string }} mutant */
function survives({ status }) {
  return status === 'Survived' || status === 'NoCoverage';
}

/** @param {Mutant} mutant */
function identityOf({ mutatorName, replacement, location }) {
  return JSON.stringify([mutatorName, replacement, location]);
}

/** @param {string} report @returns {Report} */
function read(report) {
  if (!existsSync(report))
    throw new Error(`There is no ${report} yet: run the room without --again or --report first.`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** @typedef {{ line: number, column: number }} Position */
/** @typedef {{ status: string, mutatorName: string, replacement?: string, location: { start: Position, end: Position } }} Mutant */
/** @typedef {{ source: string, mutants: Mutant[] }} MutatedFile */
/** @typedef {{ files: Record<string, MutatedFile> }} Report */

/** @param {string} room @param {Report} report */
function tell(room, { files }) {
  const mutants = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map(({ status, replacement = '', location }) => {
      return { file, status, line: location.start.line, was: short(textAt(source, location)), is: short(replacement) };
    }),
  );
  const tried = mutants.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status));
  const missed = tried.filter(survives);
  const open = missed.filter((mutant) => !explained.some((each) => isSame(each, mutant)));
  const score = (100 * (tried.length - missed.length)) / tried.length;
  console.log(
    `${room}: ${score.toFixed(1)} % of ${tried.length} mutants, ${missed.length} survive, ${open.length} of them unexplained`,
  );
  for (const { file, line, was, is, status } of open) {
    console.log(`  ${file}:${line}${status === 'NoCoverage' ? ' (not run)' : ''}\n    was ${was}\n    is  ${is}`);
  }
  const idle = explained.filter((each) => each.file in files && !missed.some((mutant) => isSame(each, mutant)));
  for (const { file, was, is } of idle) {
    console.log(`  ${file}: explained, and no survivor\n    was ${was}\n    is  ${is}`);
  }
  if (score < least || open.length > 0 || idle.length > 0) process.exitCode = 1;
}

/** @typedef {{ file: string, was: string, is: string }} Change */

/** @param {Change} one @param {Change} other */
function isSame(one, other) {
  return one.file === other.file && one.was === other.was && one.is === other.is;
}

/** @param {string} source @param {{ start: Position, end: Position }} location */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  // The end first: both may be on one line.
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? '';
  lines[0] = lines[0]?.slice(start.column - 1) ?? '';
  return lines.join('\n');
}

/** One line, however long the text is. @param {string} text */
function short(text) {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
