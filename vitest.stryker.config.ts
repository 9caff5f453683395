import { defineConfig } from 'vitest/config';

/**
 * The tests that a room's mutants have to get past. They run once for each mutant, so what takes seconds is left out:
 * processes of their own, and the two large charts. The probe charts, the random tables and the two small charts go
 * through the same code.
 */
export default defineConfig({
  test: {
    include: [process.env.STRYKER_TESTS ?? 'test/{charts,session,testing}/**/*.test.ts'],
    testNamePattern: /^(?!.*(in a process of its own|'(flinks|pinwheel)'|of a shipped chart|of the shipped charts))/,
    testTimeout: 60_000,
  },
});
