import { describe, expect, it } from 'vitest';
import { exploreKit, type Kit } from '../../../src/kit/index.ts';
import { shippedKits } from '../../../src/shipped.ts';
import type { Exploration } from '../../../src/testing/index.ts';
import { compactPaths } from '../../../src/testing/suite/compact.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import type { EdgePath } from '../../../src/testing/types.ts';
import { faultOf, numbers, randomTable, tableOf } from '../tables.ts';

/** What the edge paths leave out of what the table does: transitions by number, states by id. */
function missingFrom({ configurations, edges }: Exploration, edgePaths: readonly EdgePath[]) {
  const states = (those: readonly number[]) =>
    new Set(those.flatMap((index) => configurations[index]?.snapshot._nodes.map(({ id }) => id) ?? []));
  const steps = edgePaths.flatMap((walk) => walk.edges.map((edge) => edges[edge] as (typeof edges)[number]));
  const taken = new Set(steps.flatMap(({ transitions }) => transitions));
  const met = states([...edgePaths.map(({ start }) => start), ...steps.map(({ to }) => to)]);
  const transitions = new Set(edges.flatMap((edge) => edge.transitions));
  return [
    ...[...transitions].filter((transition) => !taken.has(transition)),
    ...[...states([...configurations.keys()])].filter((id) => !met.has(id)),
  ];
}

function eventsIn(edgePaths: readonly EdgePath[]): number {
  return edgePaths.reduce((all, { edges }) => all + edges.length, 0);
}

describe('compact edge paths', () => {
  it.each([
    { name: 'flinks', sessions: 12, ratio: 1.5 },
    { name: 'flexiti', sessions: 10, ratio: 1.1 },
    { name: 'opal', sessions: 4, ratio: 1.4 },
    { name: 'pinwheel', sessions: 7, ratio: 1.3 },
  ] as const)('of $name cover all that its chart writes, in few events and sessions', ({ name, sessions, ratio }) => {
    const kit = shippedKits.find(({ provider }) => provider.name === name) as Kit;
    const table = exploreKit(kit);
    const edgePaths = compactPaths(table, 5);
    expect(edgePaths.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
    expect(missingFrom(table, edgePaths)).toEqual([]);
    expect(edgePaths.length).toBeLessThanOrEqual(sessions);
    expect(eventsIn(edgePaths) / new Set(table.edges.flatMap(({ transitions }) => transitions)).size).toBeLessThan(
      ratio,
    );
    expect(compactPaths(table, 5)).toEqual(edgePaths);
  });

  it('cover random tables, whatever a session costs', () => {
    const random = randomFrom(4);
    for (const resetCost of [0, 1, 3, 1_000_000]) {
      for (const _ of numbers(50)) {
        const table = randomTable(random, { states: 8, events: 3, colours: 2, density: 0.6 });
        const edgePaths = compactPaths(table, resetCost);
        expect(edgePaths.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
        expect(missingFrom(table, edgePaths)).toEqual([]);
      }
    }
  });

  it('cost what they did', () => {
    const random = randomFrom(6);
    const all = numbers(60).map(() => randomTable(random, { states: 8, events: 3, colours: 2, density: 0.5 }));
    const costs = [0, 2, 1_000_000].map((resetCost) => {
      const edgePaths = all.flatMap((table) => compactPaths(table, resetCost));
      return [eventsIn(edgePaths), edgePaths.length];
    });
    expect(costs).toEqual([
      [409, 105],
      [422, 101],
      [430, 96],
    ]);
  });

  it('weigh a new session against the way back', () => {
    const loops = tableOf({ a: { x: 'b', y: 'c' }, b: { x: 'b2' }, b2: { x: 'b3' }, b3: { x: 'a' }, c: {} });
    expect(compactPaths(loops, 0).map(({ edges }) => edges.length)).toEqual([1, 4]);
    expect(compactPaths(loops, 10).map(({ edges }) => edges.length)).toEqual([5]);
  });

  it('begin where nothing moves, and nowhere in an empty table', () => {
    expect(compactPaths(tableOf({ still: {} }), 1)).toEqual([{ start: 0, edges: [] }]);
    const empty = { ...tableOf({ still: {} }), configurations: [], starts: [], edges: [], leaving: [], refused: [] };
    expect(compactPaths(empty, 1)).toEqual([]);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuse a reset cost of %s', (resetCost) => {
    expect(() => compactPaths(tableOf({ still: {} }), resetCost)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: 'resetCost must be an integer of at least 0.' }),
    );
  });
});
