/**
 * Bundles what runs in a page by itself, one script each, from the sources: the simulated widget's page, and the
 * scripts in the place of the providers' own. The folder is that of the build, or the one named.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

await build({
  absWorkingDir: root,
  entryPoints: ['widget', 'pinwheel', 'flexiti'].map((name) => `src/simulator/${name}.ts`),
  outdir: process.argv[2] ?? 'dist/simulator/assets',
  bundle: true,
  minify: true,
  // An SDK's script is followed by a call of its `define`.
  format: 'iife',
  globalName: 'simulatedSdk',
  target: 'es2022',
  legalComments: 'none',
});
