/**
 * Bundles what runs in a page by itself, one script each, from the sources: the simulated widget's page, and the
 * scripts in the place of the providers' own. The folder is that of the build, or the one named.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const outdir = process.argv[2] ?? `${root}dist/simulator/assets`;

/** @type {import('esbuild').BuildOptions} */
const common = { bundle: true, minify: true, target: 'es2022', legalComments: 'none', absWorkingDir: root, outdir };

await Promise.all([
  build({
    ...common,
    format: 'esm',
    stdin: { contents: "import { startPage } from './src/simulator/page.ts'; await startPage();", resolveDir: root },
    outdir: undefined,
    outfile: `${outdir}/widget.js`,
  }),
  build({
    ...common,
    format: 'iife',
    globalName: 'simulatedSdk',
    entryPoints: ['src/simulator/pinwheel.ts', 'src/simulator/flexiti.ts'],
  }),
]);
