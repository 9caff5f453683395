import { defineConfig } from 'vitest/config';

/**
 * The tests that mutants of the generator, the session and the guards have to get past. They run once for each mutant,
 * so what takes seconds is left out: processes of their own, and the generator's tests on the two large charts. The
 * probe charts, the random tables and the two small charts go through the same code.
 */
export default defineConfig({
  test: {
    include: ['test/{charts,session,testing}/**/*.test.ts'],
    exclude: ['test/charts/{matrix,paths}.test.ts'],
    testNamePattern: /^(?!.*(in a process of its own|of '(flinks|pinwheel)'|of a shipped chart|of the shipped charts))/,
    testTimeout: 60_000,
  },
});
