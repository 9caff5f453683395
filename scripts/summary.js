/**
 * Prints `N passed, N failed` from what vitest wrote: the last line of `npm test` and of `.ci/run`. Arguments are an exit
 * code and the names of reports in .tmp, `vitest` by default. With an exit code that is not 0 it never says `0 failed`,
 * also of a run that failed otherwise: a check before the tests, a file that could not be loaded, a coverage threshold.
 */
import { readFileSync } from 'node:fs';

const [code = 0, ...named] = process.argv.slice(2);
const exitCode = Number(code);

let passed = 0;
let failed = 0;
for (const name of named.length > 0 ? named : ['vitest']) {
  try {
    const report = JSON.parse(readFileSync(new URL(`../.tmp/${name}.json`, import.meta.url), 'utf8'));
    passed += report.numPassedTests;
    failed += report.numFailedTests;
  } catch {
    console.log(`The tests of ${name} did not run.`);
  }
}
if (exitCode !== 0 && failed === 0) {
  console.log('No test failed, but another check did: see above.');
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
