import { defineConfig } from 'vitest/config';

/** The tests that mutants of the generator, the session and the guards have to get past: quick, and of one process. */
export default defineConfig({
  test: {
    include: ['test/{charts,session,testing}/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
