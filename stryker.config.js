/** How `scripts/stryker.js` runs Stryker, a room of the library at a time. */
export default {
  testRunner: 'vitest',
  // TypeScript 7 has not the interface that Stryker rewrites a tsconfig with, and nothing has to be rewritten.
  tsconfigFile: 'no-rewriting-needed.json',
  vitest: { configFile: 'vitest.stryker.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  ignoreStatic: true,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: process.env.STRYKER_REPORT },
  tempDirName: '.tmp/stryker-sandbox',
  timeoutFactor: 3,
  timeoutMS: 10_000,
  thresholds: { high: 95, low: 90, break: null },
};
