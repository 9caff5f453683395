import { describe, expect, it } from 'vitest';
import { type Provider, providers } from '../../../src/index.ts';
import { type Exploration, exploreProvider } from '../../../src/testing/index.ts';
import { compactWalks } from '../../../src/testing/suite/compact.ts';
import { randomFrom } from '../../../src/testing/suite/walks.ts';
import type { Walk } from '../../../src/testing/types.ts';
import { faultOf, numbers, randomTable, tableOf } from '../tables.ts';

/** What the walks leave out of what the table does: transitions by number, states by id. */
function missingFrom({ configurations, arcs }: Exploration, walks: readonly Walk[]) {
  const states = (those: readonly number[]) =>
    new Set(those.flatMap((index) => configurations[index]?.snapshot._nodes.map(({ id }) => id) ?? []));
  const steps = walks.flatMap((walk) => walk.arcs.map((arc) => arcs[arc] as (typeof arcs)[number]));
  const taken = new Set(steps.flatMap(({ transitions }) => transitions));
  const met = states([...walks.map(({ start }) => start), ...steps.map(({ to }) => to)]);
  const transitions = new Set(arcs.flatMap((arc) => arc.transitions));
  return [
    ...[...transitions].filter((transition) => !taken.has(transition)),
    ...[...states([...configurations.keys()])].filter((id) => !met.has(id)),
  ];
}

function eventsIn(walks: readonly Walk[]): number {
  return walks.reduce((all, { arcs }) => all + arcs.length, 0);
}

describe('compact walks', () => {
  it.each([
    { name: 'flinks', sessions: 12, ratio: 1.5 },
    { name: 'flexiti', sessions: 10, ratio: 1.1 },
    { name: 'opal', sessions: 4, ratio: 1.4 },
    { name: 'pinwheel', sessions: 7, ratio: 1.3 },
  ] as const)('of $name cover all that its chart writes, in few events and sessions', ({ name, sessions, ratio }) => {
    const provider: Provider = providers[name];
    const table = exploreProvider(provider);
    const walks = compactWalks(table, 5);
    expect(walks.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
    expect(missingFrom(table, walks)).toEqual([]);
    expect(walks.length).toBeLessThanOrEqual(sessions);
    expect(eventsIn(walks) / new Set(table.arcs.flatMap(({ transitions }) => transitions)).size).toBeLessThan(ratio);
    expect(compactWalks(table, 5)).toEqual(walks);
  });

  it('cover random tables, whatever a session costs', () => {
    const random = randomFrom(4);
    for (const resetCost of [0, 1, 3, 1_000_000]) {
      for (const _ of numbers(50)) {
        const table = randomTable(random, { states: 8, events: 3, colours: 2, density: 0.6 });
        const walks = compactWalks(table, resetCost);
        expect(walks.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
        expect(missingFrom(table, walks)).toEqual([]);
      }
    }
  });

  it('cost what they did', () => {
    const random = randomFrom(6);
    const all = numbers(60).map(() => randomTable(random, { states: 8, events: 3, colours: 2, density: 0.5 }));
    const costs = [0, 2, 1_000_000].map((resetCost) => {
      const walks = all.flatMap((table) => compactWalks(table, resetCost));
      return [eventsIn(walks), walks.length];
    });
    expect(costs).toEqual([
      [409, 105],
      [422, 101],
      [430, 96],
    ]);
  });

  it('weigh a new session against the way back', () => {
    const loops = tableOf({ a: { x: 'b', y: 'c' }, b: { x: 'b2' }, b2: { x: 'b3' }, b3: { x: 'a' }, c: {} });
    expect(compactWalks(loops, 0).map(({ arcs }) => arcs.length)).toEqual([1, 4]);
    expect(compactWalks(loops, 10).map(({ arcs }) => arcs.length)).toEqual([5]);
  });

  it('begin where nothing moves, and nowhere in an empty table', () => {
    expect(compactWalks(tableOf({ still: {} }), 1)).toEqual([{ start: 0, arcs: [] }]);
    const empty = { ...tableOf({ still: {} }), configurations: [], starts: [], arcs: [], leaving: [], refused: [] };
    expect(compactWalks(empty, 1)).toEqual([]);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuse a reset cost of %s', (resetCost) => {
    expect(() => compactWalks(tableOf({ still: {} }), resetCost)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: 'resetCost has to be a whole number from 0.' }),
    );
  });
});
