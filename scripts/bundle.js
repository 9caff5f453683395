/**
 * Bundles what runs in a page by itself, from the sources: the page of each shipped kit and the frame that is driven
 * from Node, one script each; and the playground, as chunks that share one instance of everything. The folders are those
 * of the build, or the two named.
 */
import { cpSync, readFileSync } from 'node:fs';
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

/** The kits of the one list that names them all, with where each of them lies. */
const kits = [
  ...readFileSync(join(root, 'src/shipped.ts'), 'utf8').matchAll(
    /import \{ (\w+) \} from '(\.\/machines\/([\w-]+)\/kit\.ts)'/g,
  ),
].map(([, kit = '', path = '', name = '']) => ({ kit, path, name }));

for (const { kit, path, name } of kits) {
  await build({
    ...common,
    stdin: {
      contents: `import { startPage } from './simulator/page.ts'; import { ${kit} } from '${path}'; startPage(${kit});`,
      resolveDir: join(root, 'src'),
    },
    outfile: `${widgets}/${name}.js`,
    format: 'iife',
  });
}
await build({ ...common, entryPoints: { screen: 'src/simulator/frame.ts' }, outdir: widgets, format: 'iife' });

/** What a module of a user's may import in the playground, by the file that it is bundled to. */
const library = {
  'widget-statecharts': 'src/index.ts',
  ...Object.fromEntries(
    ['provider', 'kit', 'guards', 'transports', 'testing', 'simulator', 'diagram'].map((entry) => [
      `widget-statecharts/${entry}`,
      `src/${entry}/index.ts`,
    ]),
  ),
  ...Object.fromEntries(
    kits.flatMap(({ name }) => [
      [`widget-statecharts/${name}`, `src/machines/${name}/index.ts`],
      [`widget-statecharts/${name}/kit`, `src/machines/${name}/kit.ts`],
    ]),
  ),
  xstate: 'xstate',
  zod: 'zod',
  'zod/mini': 'zod/mini',
};

await build({
  ...common,
  entryPoints: {
    ...Object.fromEntries(Object.entries(library).map(([name, file]) => [`library/${name}`, file])),
    playground: 'src/playground/page.ts',
    widget: 'src/playground/widget.ts',
    shipped: 'src/shipped.ts',
    inspector: 'src/playground/inspector.ts',
  },
  outdir: playground,
  chunkNames: 'chunks/[hash]',
  format: 'esm',
  splitting: true,
});
for (const file of ['playground.html', 'playground.css', 'inspector.html']) {
  cpSync(join(root, 'src/playground', file), join(root, playground, file));
}
