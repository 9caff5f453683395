/** What a page carries that simulates one widget. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** In bytes, minified and compressed, without XState and zod. */
const ceilings = { flexiti: 10_700, opal: 13_500, pinwheel: 16_700, flinks: 23_000 };

/** Bundles a page's script, from the sources. */
async function bundle(contents: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../../src/', import.meta.url)) },
    outfile: 'page.js',
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    external: ['xstate', 'zod'],
  });
  const inputs = Object.entries(metafile.outputs['page.js']?.inputs ?? {});
  return {
    size: gzipSync(outputFiles[0]?.text ?? '', { level: 9 }).length,
    files: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file),
  };
}

it.each(Object.entries(ceilings))('a simulator of %s is at most %i bytes', async (name, ceiling) => {
  const { size, files } = await bundle(`
    import { createSimulator } from './simulator/index.ts';
    import { ${name}Kit } from './machines/${name}/kit.ts';
    globalThis.widget = createSimulator(${name}Kit, { post() {} });`);
  console.log(`A simulator of ${name}, minified and gzipped: ${size} of ${ceiling} bytes`);
  expect(size).toBeLessThanOrEqual(ceiling);
  // Neither another provider, nor what finds paths.
  const others = Object.keys(ceilings).filter((other) => other !== name);
  const foreign = new RegExp(`machines/(${others.join('|')})/|testing/(explore/explore|suite|run|coverage)`);
  expect(files.filter((file) => foreign.test(file))).toEqual([]);
});

it('a browser bundle of the entry has nothing of Node', async () => {
  const { files } = await bundle(`export * from './simulator/index.ts';`);
  expect(files.filter((file) => /(assets|html|drive|shipped)\.ts/.test(file))).toEqual([]);
});
