/**
 * Bundles what runs in a page by itself, one script each, from the sources: the simulated widget's page, the scripts in
 * the place of the providers' own, and the playground. The folders are those of the build, or the two named.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

const [, , widgets = 'dist/simulator/assets', playground = 'dist/playground/assets'] = process.argv;

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
};

await build({
  ...common,
  entryPoints: ['widget', 'pinwheel', 'flexiti'].map((name) => `src/simulator/${name}.ts`),
  outdir: widgets,
  // An SDK's script is followed by a call of its `define`.
  format: 'iife',
  globalName: 'simulatedSdk',
});

await build({
  ...common,
  entryPoints: { playground: 'src/playground/page.ts', inspector: 'src/playground/inspector.ts' },
  outdir: playground,
  format: 'esm',
});
for (const file of ['playground.html', 'playground.css', 'inspector.html']) {
  cpSync(join(root, 'src/playground', file), join(root, playground, file));
}
