/**
 * Prints `N passed, N failed` from what vitest wrote to .tmp/vitest.json: the last line of `npm test` and of `.ci/run`.
 * With an exit code as its argument (`.ci/run` hands over that of `npm test`), it never says `0 failed` of a run that
 * failed otherwise: a check before the tests, a file that could not be loaded, a coverage threshold.
 */
import { readFileSync } from 'node:fs';

const exitCode = Number(process.argv[2] ?? 0);

let passed = 0;
let failed = 0;
try {
  const report = JSON.parse(readFileSync(new URL('../.tmp/vitest.json', import.meta.url), 'utf8'));
  passed = report.numPassedTests;
  failed = report.numFailedTests;
} catch {
  console.log('The tests did not run.');
}
if (exitCode !== 0 && failed === 0) {
  console.log('No test failed, but another check did: see above.');
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
