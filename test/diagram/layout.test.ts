import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMachine } from 'xstate';
import { type Box, type Layout, layOut, layoutOf, type Point, svgOf } from '../../src/diagram/index.ts';
import { layoutAt, placesOf } from '../../src/diagram/layout.ts';
import { modelOf } from '../../src/diagram/model.ts';
import { packed, unpacked } from '../../src/diagram/packed.ts';
import type { Kit } from '../../src/kit/index.ts';
import { flinks } from '../../src/machines/flinks/index.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { hostile, rowOf, shipped, shop } from './machines.ts';

const root = new URL('../../', import.meta.url);

describe.each(shipped)('the layout of %s', (name, kit) => {
  const { provider } = kit;
  const layout = layoutOf(kit);

  it('is sound', () => expectSound(layout));

  it('is that of its chart, as packed and as drawn in the documents', async () => {
    const { machine } = provider;
    expect(layout, 'npm run build && npm run layouts lays it out anew').toEqual(await layOut(machine, provider));
    const drawing = readFileSync(new URL(`docs/diagrams/${name}.svg`, root), 'utf8');
    expect(svgOf(layout) === drawing, 'npm run build && npm run layouts draws it anew').toBe(true);
  });
});

it('shows the way through Flinks Connect from top to bottom', () => {
  const layout = layoutOf(flinksKit);
  const way = [
    ...['loading', 'open', 'open.flow.starting', 'open.flow.consent', 'open.flow.credentials'],
    ...['open.flow.connecting.authorizing', 'open.flow.connecting.mfa', 'open.flow.problem', 'redirected'],
  ];
  const heights = way.map((path) => boxAt(layout, path).y);
  expect(heights).toEqual(heights.toSorted((one, other) => one - other));
});

describe('a layout of a chart of your own', () => {
  it('is sound, whatever the chart has', async () => {
    for (const machine of [shop, hostile, rowOf(12), rowOf(70), createMachine({ id: 'empty' })])
      expectSound(await layOut(machine));
  });

  it('is sound for machines that nobody thought of', async () => {
    await fc.assert(
      fc.asyncProperty(machines(), async (config) => {
        const layout = await layOut(createMachine(config as never));
        expectSound(layout);
        expect(svgOf(layout).endsWith('</svg>\n')).toBe(true);
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('is the same each time', async () => {
    expect(await layOut(shop)).toEqual(await layOut(shop));
  });

  it('tells by names what is not told by the machine', async () => {
    expect((await layOut(shop, { title: 'The shop' })).title).toBe('The shop');
    expect((await layOut(shop)).title).toBe('shop');
  });
});

it('packs the places of a chart, and knows when they are of another', async () => {
  const [model, other] = [modelOf(shop), modelOf(rowOf(4))];
  const places = await placesOf(model);
  expect(layoutAt(model, unpacked(model, packed(model, places)) ?? places)).toEqual(await layOut(shop));
  expect(unpacked(other, packed(model, places))).toBe(null);
});

describe('laying out', () => {
  afterEach(() => vi.doUnmock('elkjs/lib/elk.bundled.js'));

  it('takes longer than drawing what is packed', async () => {
    const timeOf = async (act: () => unknown) => {
      const before = performance.now();
      await act();
      return performance.now() - before;
    };
    const packed = await timeOf(() => svgOf(layoutOf(flinksKit)));
    expect(packed).toBeLessThan(await timeOf(() => layOut(flinks.machine, flinks)));
  });

  it('says in one line what to do where elkjs is not installed', async () => {
    vi.resetModules();
    vi.doMock('elkjs/lib/elk.bundled.js', () => {
      throw new Error("Cannot find package 'elkjs'");
    });
    const { layOut, layoutOf, svgOf } = await import('../../src/diagram/index.ts');
    await expect(layOut(shop)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(/^[^\n]*npm install elkjs[^\n]*$/),
    });
    // The shipped charts need none.
    for (const [, kit] of shipped) expect(svgOf(layoutOf(kit))).toContain('<svg');
  });

  it('says what to do where elkjs gives up', async () => {
    vi.resetModules();
    vi.doMock('elkjs/lib/elk.bundled.js', () => ({
      default: {
        default: class {
          layout = () => Promise.reject(new Error('no room\nat elk'));
        },
      },
    }));
    const { layOut } = await import('../../src/diagram/index.ts');
    await expect(layOut(shop)).rejects.toThrow(/^This chart cannot be laid out \(Error: no room\)\. .*mermaid/);
  });

  it('is needed for a kit without a layout, and for one of another version of its chart', () => {
    const without: Kit = { ...flinksKit, layout: null } as Kit;
    const other = { ...flinksKit, provider: { ...flinksKit.provider, machine: shop } } as Kit;
    const problems = [
      [without, 'has no layout'],
      [other, 'has the layout of another version'],
    ] as const;
    for (const [kit, problem] of problems) {
      expect(() => layoutOf(kit)).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(problem) }),
      );
    }
  });
});

/** Small machines with states in states, regions and arrows from anywhere to anywhere. */
function machines(): fc.Arbitrary<object> {
  const shape = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 2 }, fc.constant({ kind: 'atomic', children: [] }), tie('nest')),
    nest: fc.record({
      kind: fc.constantFrom('compound', 'compound', 'parallel'),
      children: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
    }),
  }));
  const jump = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('A', 'B', 'C'));
  return fc.tuple(shape.nest as fc.Arbitrary<Shape>, fc.array(jump, { maxLength: 14 })).map(([top, jumps]) => {
    const nodes: Node[] = [];
    const config = nodeOf(top, 'm', nodes);
    for (const [from, to, event] of jumps) {
      const [source, target] = [nodes[from % nodes.length], nodes[to % nodes.length]];
      // A region is no target: its neighbours would be entered with it.
      if (source !== undefined && target !== undefined && !target.isRegion) source.on[event] = `#${target.id}`;
    }
    return config;
  });
}

interface Shape {
  readonly kind: string;
  readonly children: readonly Shape[];
}

interface Node {
  readonly id: string;
  readonly on: Record<string, string>;
  readonly isRegion: boolean;
}

function nodeOf({ kind, children }: Shape, id: string, nodes: Node[], isRegion = false): object {
  const node: Node = { id, on: {}, isRegion };
  nodes.push(node);
  const keyed = children.map((child, index) => [
    `s${index}`,
    nodeOf(child, `${id}_${index}`, nodes, kind === 'parallel'),
  ]);
  const inner =
    keyed.length === 0 ? {} : { states: Object.fromEntries(keyed), ...(kind === 'compound' && { initial: 's0' }) };
  return { ...node, isRegion: undefined, ...inner, ...(kind === 'parallel' && { type: 'parallel' }) };
}

/** Each state is drawn once in the box around it, none over another, and arrows join their boxes. */
function expectSound(layout: Layout): void {
  const { states, arrows, width, height } = layout;
  const frame = { x: 0, y: 0, width, height };
  for (const state of states) {
    const { path, parent, box } = state;
    expect(contains(parent === null ? frame : boxAt(layout, parent), box), `${path} lies in ${parent}`).toBe(true);
    for (const other of states) {
      if (other === state || other.parent !== parent) continue;
      expect(overlap(box, other.box), `${path} and ${other.path} lie apart`).toBe(false);
    }
  }
  const leaves = states.filter(({ path }) => !states.some(({ parent }) => parent === path));
  for (const { from, to, points, label } of arrows) {
    const name = `${from} -> ${to}`;
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) throw new Error(`${name} is not drawn`);
    expect(isOnBorder(last, boxAt(layout, to)), `${name} ends at its target`).toBe(true);
    expect(isOnBorder(first, from === null ? label : boxAt(layout, from)), `${name} begins at its source`).toBe(true);
    expect(contains(frame, label), `the label of ${name} is on the picture`).toBe(true);
    for (const leaf of leaves) expect(overlap(label, leaf.box), `the label of ${name} hides ${leaf.path}`).toBe(false);
  }
  for (const { path, initial, start } of states) {
    expect(start.length > 1, `${path} shows where it begins`).toBe(initial !== null);
    const last = start.at(-1);
    if (last !== undefined) expect(isOnBorder(last, boxAt(layout, initial))).toBe(true);
  }
}

function boxAt({ states }: Layout, path: string | null): Box {
  const state = states.find((each) => each.path === path);
  if (state === undefined) throw new Error(`There is no ${path}.`);
  return state.box;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** Places are whole pixels: a pixel off is on it. */
function isOnBorder({ x, y }: Point, box: Box): boolean {
  const near = (one: number, other: number) => Math.abs(one - other) <= 1;
  const between = (value: number, from: number, length: number) => value >= from - 1 && value <= from + length + 1;
  const isAtSide = (near(x, box.x) || near(x, box.x + box.width)) && between(y, box.y, box.height);
  const isAtEnd = (near(y, box.y) || near(y, box.y + box.height)) && between(x, box.x, box.width);
  return isAtSide || isAtEnd;
}
