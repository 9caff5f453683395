import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { AnyStateNode } from 'xstate';
import * as frontDoor from '../../src/index.ts';
import type { Kit } from '../../src/kit/index.ts';
import { shippedKits } from '../../src/shipped.ts';

/** In bytes, as a browser would load it: minified and compressed. */
const ceilings: Readonly<Record<string, number>> = { flinks: 15_000 };
const usualCeiling = 9_000;
/** The same of a session with one provider, as an app loads it. */
const sessionCeilings: Readonly<Record<string, number>> = {
  flinks: 14_500,
  flexiti: 9_000,
  opal: 9_900,
  pinwheel: 12_300,
};
const ceilingOf = ({ provider }: Kit) => ceilings[provider.name] ?? usualCeiling;

/** Descriptions of a chart's states: text that is in the code of its provider. */
function descriptionsOf({ provider }: Kit): string[] {
  const below = (node: AnyStateNode): string[] => [
    ...(node.description === undefined ? [] : [longestPiece(node.description)]),
    ...Object.values(node.states).flatMap(below),
  ];
  return below(provider.machine.root);
}

/** A minifier may quote a text in its own way: the longest piece without a quote counts. */
function longestPiece(sentence: string): string {
  return sentence.split(/['"`]/).reduce((longest, piece) => (piece.length > longest.length ? piece : longest));
}

/** Of these descriptions, those of no other chart. */
const markers = new Map(
  shippedKits.map((kit) => {
    const others = shippedKits.filter((other) => other !== kit).flatMap(descriptionsOf);
    const own = descriptionsOf(kit).filter((text) => !others.some((other) => other.includes(text)));
    return [kit, own] as const;
  }),
);

/** Descriptions of messages. A short one may be the text of something else. */
const prose = shippedKits
  .flatMap(({ catalogue }) => catalogue.map(({ description }) => description))
  .filter((sentence) => longestPiece(sentence).length > 20);

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

const found = (text: string, of: Kit) => markers.get(of)?.filter((marker) => text.includes(marker)) ?? [];
const foundProse = (text: string) => prose.filter((sentence) => text.includes(longestPiece(sentence)));

function expectNoOther(text: string, kit: Kit): void {
  for (const other of shippedKits.filter((each) => each !== kit)) {
    expect(found(text, other), other.provider.name).toEqual([]);
  }
}

const sizes: string[] = [];
afterAll(() => console.log(`Minified and gzipped, in bytes: ${sizes.join(', ')}`));

describe.each(shippedKits.map((kit) => [kit.provider.name, kit] as const))('the entry of %s', (name, kit) => {
  it(`is at most ${ceilingOf(kit)} bytes`, async () => {
    const { size } = await bundle(`export * from 'widget-statecharts/${name}';`);
    sizes.push(`${name} ${size} of ${ceilingOf(kit)}`);
    expect(size).toBeLessThanOrEqual(ceilingOf(kit));
  });

  it('holds that provider, not the others, and no manual', async () => {
    const { text } = await bundle(`export * from 'widget-statecharts/${name}';`);
    expect(markers.get(kit)).not.toEqual([]);
    expect(found(text, kit)).toEqual(markers.get(kit));
    expectNoOther(text, kit);
    expect(foundProse(text)).toEqual([]);
  });
});

/** The providers that the front door has, by the names that it exports them by. */
const inFrontDoor = Object.entries(frontDoor).flatMap(([name, value]) => {
  const kit = shippedKits.find(({ provider }) => provider === (value as unknown));
  return kit === undefined ? [] : [[name, kit] as const];
});

describe.each(inFrontDoor)('%s from the front door', (name, kit) => {
  it('comes with a session, and drags nothing else along', async () => {
    const { text, size } = await bundle(
      `import { openSession, ${name} } from 'widget-statecharts'; globalThis.session = openSession(${name});`,
    );
    const ceiling = sessionCeilings[kit.provider.name] ?? 0;
    sizes.push(`${name} with openSession ${size} of ${ceiling}`);
    expect(size).toBeLessThanOrEqual(ceiling);
    expect(found(text, kit).length).toBeGreaterThan(0);
    expectNoOther(text, kit);
    expect(foundProse(text)).toEqual([]);
  });
});

describe('the catalogues', () => {
  it('are in the kits, where their prose is seen', async () => {
    const kits = shippedKits.map(({ provider: { name } }) => `export * from 'widget-statecharts/${name}/kit';`);
    const { text, size } = await bundle(kits.join('\n'));
    sizes.push(`all kits ${size}`);
    for (const kit of shippedKits) expect(found(text, kit)).toEqual(markers.get(kit));
    expect(foundProse(text)).toEqual(prose);
  });

  it('are not behind the front door', async () => {
    const { text, size } = await bundle(`export * from 'widget-statecharts';`);
    sizes.push(`everything ${size}`);
    for (const [, kit] of inFrontDoor) expect(found(text, kit)).toEqual(markers.get(kit));
    expect(foundProse(text)).toEqual([]);
  });
});
