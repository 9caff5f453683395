import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import whole from './vitest.config.ts';

const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).map((file) => `test/${file}`);
const slow = files.filter((file) => file.endsWith('.test.ts') && /@module-tag slow\b/.test(readFileSync(file, 'utf8')));

/** What `npm run test:quick` and `npm run test:watch` run: the unit tests, but for the files that are tagged slow. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/package/**', 'test/browser/**', 'test/peers/lowest.test.ts', ...slow],
    maxWorkers: 2,
    // Files share their modules: of many small ones, most of the time is what each imports.
    isolate: false,
    testTimeout: 60_000,
    tags: whole.test?.tags ?? [],
  },
});
