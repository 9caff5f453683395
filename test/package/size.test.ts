import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { catalogues } from '../../src/catalogue.ts';

/** Text that is in the code of one provider, and in no other's. */
const markers = {
  flinks: ['COMPONENT_LOAD_INSTITUTION_SELECTOR', 'SECURITYRESPONSES_INCOMPLETE'],
  flexiti: ['flx-success', 'open_customer_portal'],
  opal: ['opal.session.started', 'identity_verification.identity.completed'],
  pinwheel: ['PINWHEEL_EVENT', 'BILL_SWITCH_MERCHANT_LIST'],
};
type Name = keyof typeof markers;
const names = Object.keys(markers) as Name[];

/** In bytes, as a browser would load it: minified and compressed. */
const ceilings: Record<Name, number> = { flinks: 15_000, flexiti: 9_000, opal: 9_000, pinwheel: 9_000 };

const prose = Object.values(catalogues)
  .flat()
  .map(({ description }) => description);

/** Bundles a module that uses the packed library; its peers stay outside. */
async function bundle(contents: string): Promise<{ text: string; size: number }> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: inject('consumer') },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    // As a browser's build would; and so that text stays legible to the tests below.
    platform: 'neutral',
    charset: 'utf8',
    external: ['xstate', 'zod'],
  });
  const text = outputFiles[0]?.text ?? '';
  return { text, size: gzipSync(text, { level: 9 }).length };
}

const found = (text: string, of: Name) => markers[of].filter((marker) => text.includes(marker));
/** Descriptions of the catalogue. A minifier may quote them in its own way: the longest piece without a quote counts. */
const foundProse = (text: string) => prose.filter((sentence) => text.includes(longestPiece(sentence)));
const longestPiece = (sentence: string) =>
  sentence.split(/['"`]/).reduce((longest, piece) => (piece.length > longest.length ? piece : longest));

const sizes: string[] = [];
afterAll(() => console.log(`Minified and gzipped, in bytes: ${sizes.join(', ')}`));

describe.each(names)('the entry of %s', (name) => {
  it(`is at most ${ceilings[name]} bytes`, async () => {
    const { size } = await bundle(`export * from 'widget-statecharts/${name}';`);
    sizes.push(`${name} ${size} of ${ceilings[name]}`);
    expect(size).toBeLessThanOrEqual(ceilings[name]);
  });

  it('holds that provider, not the other three, and no manual', async () => {
    const { text } = await bundle(`export * from 'widget-statecharts/${name}';`);
    expect(found(text, name)).toEqual(markers[name]);
    for (const other of names.filter((other) => other !== name)) expect(found(text, other), other).toEqual([]);
    expect(foundProse(text)).toEqual([]);
  });

  it('can also be had from the front door, with a session, and drags nothing else along', async () => {
    const { text, size } = await bundle(
      `import { openSession, ${name} } from 'widget-statecharts'; globalThis.session = openSession(${name});`,
    );
    sizes.push(`${name} with openSession ${size}`);
    expect(found(text, name).length).toBeGreaterThan(0);
    for (const other of names.filter((other) => other !== name)) expect(found(text, other), other).toEqual([]);
    expect(foundProse(text)).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('is an entry of its own, and the marks above are seen where they are', async () => {
    const { text, size } = await bundle(`export * from 'widget-statecharts/catalogue';`);
    sizes.push(`catalogue ${size}`);
    for (const name of names) expect(found(text, name).length, name).toBeGreaterThan(0);
    expect(foundProse(text)).toEqual(prose);
  });

  it('is not behind the front door', async () => {
    const { text, size } = await bundle(`export * from 'widget-statecharts';`);
    sizes.push(`everything ${size}`);
    for (const name of names) expect(found(text, name), name).toEqual(markers[name]);
    expect(foundProse(text)).toEqual([]);
  });
});
