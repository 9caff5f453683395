/**
 * Mutates the library's own code, room by room, each against its own tests: quick enough to be run, and a room that is
 * tested by its neighbours only is seen. Prints the scores and the survivors, and fails below 90 %.
 *
 *     node scripts/stryker.js [ROOM ...]
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @type {Record<string, { mutate: string, tests: string }>} */
const rooms = {
  guards: { mutate: 'src/guards/*.ts', tests: 'test/charts/{*.order,*.outcomes,contract,guards}.test.ts' },
  session: { mutate: 'src/session/*.ts', tests: 'test/session/*.test.ts' },
  explore: { mutate: 'src/testing/explore/*.ts', tests: 'test/testing/{explore,cases,kit}.test.ts' },
  suite: {
    mutate: 'src/testing/suite/*.ts',
    tests: 'test/testing/{tour,flow,shorten,compact,milestones,walks,commands,diff,kit,check-suite}.test.ts',
  },
  hsi: { mutate: 'src/testing/hsi/*.ts', tests: 'test/testing/hsi.test.ts' },
  coverage: { mutate: 'src/testing/coverage/**/*.ts', tests: 'test/testing/{coverage,credit,report}.test.ts' },
  run: { mutate: 'src/testing/run/**/*.ts', tests: 'test/testing/{run,runners,failure}.test.ts' },
};

const least = 90;
const asked = process.argv.slice(2);
for (const room of asked.length > 0 ? asked : Object.keys(rooms)) {
  const { mutate, tests } = rooms[room] ?? unknown(room);
  const report = `.tmp/stryker/${room}.json`;
  const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', mutate], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, STRYKER_TESTS: tests, STRYKER_REPORT: report },
  });
  if (status !== 0) {
    console.error(`${room}: Stryker did not come to an end`);
    process.exitCode = 1;
    continue;
  }
  tell(room, JSON.parse(readFileSync(report, 'utf8')));
}

/** @typedef {{ status: string, mutatorName: string, replacement?: string, location: { start: { line: number } } }} Mutant */

/** @param {string} room @param {{ files: Record<string, { mutants: Mutant[] }> }} report */
function tell(room, { files }) {
  const mutants = Object.entries(files).flatMap(([file, each]) => each.mutants.map((mutant) => ({ file, ...mutant })));
  const tried = mutants.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status));
  const missed = tried.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const score = (100 * (tried.length - missed.length)) / tried.length;
  console.log(`${room}: ${score.toFixed(1)} % of ${tried.length} mutants, ${missed.length} not seen`);
  for (const { file, location, mutatorName, replacement = '', status } of missed) {
    const text = replacement.replaceAll(/\s+/g, ' ').slice(0, 80);
    console.log(
      `  ${file}:${location.start.line} ${mutatorName} ${text}${status === 'NoCoverage' ? ' (not run)' : ''}`,
    );
  }
  if (score < least) process.exitCode = 1;
}

/** @param {string} room @returns {never} */
function unknown(room) {
  throw new Error(`There is no room ${room}: ${Object.keys(rooms).join(', ')}.`);
}
