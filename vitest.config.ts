import { defineConfig } from 'vitest/config';
import { aliases } from './test/support/entries.ts';

/** These mount what a provider publishes for React or for a page. */
const ownScripts = ['flexiti-sdk', 'opal-react', 'pinwheel-modal', 'plaid'].map(
  (name) => `test/browser/${name}.test.ts`,
);

export default defineConfig({
  test: {
    testTimeout: 120_000,
    // By default vitest leaves one core idle: of two, that is half.
    maxWorkers: 2,
    tags: [
      {
        name: 'slow',
        description:
          'A file that starts a process, or takes more than 5 s by itself: `npm run test:quick` leaves it out.',
      },
    ],
    projects: [
      {
        extends: true,
        // An example imports the package by its name.
        resolve: { alias: aliases },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/package/**', 'test/browser/**', 'test/peers/lowest.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: ['test/package/consumer.setup.ts'],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: ownScripts,
          globalSetup: ['test/browser/browser.setup.ts'],
          setupFiles: ['test/browser/assets.setup.ts'],
          hookTimeout: 60_000,
        },
      },
      {
        // Example apps, and the providers' own scripts, in Chromium: `npm run test:apps`, since they take a while.
        extends: true,
        resolve: { alias: aliases },
        test: {
          name: 'apps',
          include: ['examples/**/*.test.ts', ...ownScripts],
          globalSetup: ['test/browser/browser.setup.ts'],
          setupFiles: ['test/browser/assets.setup.ts'],
          hookTimeout: 60_000,
        },
      },
      {
        // The charts and the sessions once more, on the lowest peers that package.json allows.
        extends: true,
        resolve: {
          alias: [
            { find: /^(xstate|zod)$/, replacement: '$1-lowest' },
            { find: /^(xstate|zod)\/(.*)$/, replacement: '$1-lowest/$2' },
          ],
        },
        test: {
          name: 'lowest',
          include: ['test/charts/**/*.test.ts', 'test/session/**/*.test.ts', 'test/peers/lowest.test.ts'],
          // Inlined, so that the aliases hold for its own imports too.
          server: { deps: { inline: [/@xstate\/(test|graph)/] } },
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // What runs in Chromium only, and is driven there.
      exclude: [
        'src/cli/bin.ts',
        'src/simulator/{page,view,mount,pinwheel,flexiti,sdk,widget,assets}.ts',
        'src/playground/**',
        'src/cli/playground.command.ts',
        'src/inspector/**',
      ],
      reporter: ['text-summary', 'html'],
      thresholds: { statements: 97, branches: 92, functions: 97, lines: 98 },
    },
  },
});
