import { defineConfig } from 'vitest/config';
import whole from './vitest.config.ts';

/** What takes seconds: processes of their own, the two large charts, and what is tried on hundreds of random values. */
const slow = [
  'in a process of its own',
  "(?<!recording )of '(flinks|pinwheel)'",
  '(of|in) (a|the) shipped charts?',
  "the suites of 'opal'",
  'generated twice',
  'by its exit code',
  'whatever (it is sent|comes later|was done to it)',
];

/**
 * The tests that a room's mutants have to get past. They run once for each mutant, so what is slow is left out: the
 * probe charts, the random tables and the two small charts go through the same code.
 */
export default defineConfig({
  test: {
    include: [process.env.STRYKER_TESTS ?? 'test/{charts,session,testing}/**/*.test.ts'],
    testNamePattern: new RegExp(`^(?!.*(${slow.join('|')}))`),
    env: { MUTATED: 'yes' },
    testTimeout: 60_000,
    tags: whole.test?.tags ?? [],
  },
});
