import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { flinks } from '../../../src/index.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import { type Exploration, explore } from '../../../src/testing/index.ts';
import {
  type Milestone,
  milestonePaths,
  type SimplePathOptions,
  simplePaths,
} from '../../../src/testing/suite/milestones.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { kitOf } from '../../support/cases.ts';
import { faultOf, faultOnTheWay, numbers, randomTable, tableOf } from '../tables.ts';

const diamond = tableOf({ x: { left: 'l', right: 'r' }, l: { on: 'y', over: 'r' }, r: { on: 'y' }, y: { back: 'x' } });

function typesOf(table: Exploration, ways: Iterable<{ readonly edges: readonly number[] }>): string[] {
  return [...ways].map(({ edges }) =>
    edges.map((edge) => table.events[table.edges[edge]?.event as number]?.event.type).join(' '),
  );
}

/** All acyclic ways by plain search. */
function bruteSimplePaths(
  { edges, leaving }: Exploration,
  from: number[],
  to: number[],
  via: number[] | null,
): string[] {
  const found: string[] = [];
  const search = (at: number, met: readonly number[], way: readonly number[]) => {
    for (const edge of leaving[at] ?? []) {
      const next = edges[edge]?.to as number;
      if (met.includes(next)) continue;
      const longer = [...way, edge];
      if (!to.includes(next)) search(next, [...met, next], longer);
      else if (via === null || met.slice(1).some((each) => via.includes(each))) found.push(longer.join());
    }
  };
  for (const start of from) search(start, [start], []);
  return found.sort();
}

function isOneOf(indexes: readonly number[]): Milestone {
  return ({ index }) => indexes.includes(index);
}

describe('ways between milestones', () => {
  it('are all acyclic ones, the shortest first', () => {
    const ways = typesOf(diamond, simplePaths(diamond, { from: 'in x', to: 'in y' }));
    expect(ways).toHaveLength(3);
    expect(ways.slice(0, 2).sort()).toEqual(['left on', 'right on']);
    expect(ways[2]).toBe('left over on');
    // By state path and by function as well as by tag.
    expect(typesOf(diamond, simplePaths(diamond, { from: 'x', to: ({ index }) => index === 3 }))).toEqual(ways);
  });

  it('are those of a plain search, on random tables', () => {
    const random = randomFrom(5);
    let found = 0;
    for (const _each of numbers(300)) {
      const table = randomTable(random, { states: 6, events: 3, colours: 2, density: 0.9 });
      const some = (share: number) => [...table.configurations.keys()].filter(() => random() < share);
      const [from, to, via] = [some(0.4), some(0.4), random() < 0.5 ? some(0.4) : null];
      const options: SimplePathOptions = { from: isOneOf(from), to: isOneOf(to), ...(via && { via: isOneOf(via) }) };
      const ways = [...simplePaths(table, options)];
      expect(
        ways.map(({ start, edges }) => faultOnTheWay(table, start, edges)).filter((fault) => fault !== null),
      ).toEqual([]);
      expect(ways.map(({ edges }) => edges.join()).sort()).toEqual(bruteSimplePaths(table, from, to, via));
      const lengths = ways.map(({ edges }) => edges.length);
      expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
      found += ways.length;
    }
    expect(found).toBeGreaterThan(1000);
  });

  it('are the same each time', () => {
    const table = randomTable(randomFrom(9), { states: 8, events: 4, colours: 1, density: 0.8 });
    const first = [...simplePaths(table, { from: 's0', to: 's1' })];
    expect([...simplePaths(table, { from: 's0', to: 's1' })]).toEqual(first);
  });

  it('come one at a time: the first of millions at once', () => {
    const dense = randomTable(randomFrom(1), { states: 40, events: 20, colours: 1, density: 1 });
    const ways = simplePaths(dense, { from: 's0', to: 's1' });
    const first = numbers(1000).map(() => ways.next().value?.edges.length ?? 0);
    expect(first[0]).toBeLessThan(5);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
  });

  it('lead between the tags of a shipped chart', () => {
    const table = exploreKit(kitOf(flinks));
    const ways = simplePaths(table, { from: 'awaitingUser', to: 'ended', via: 'recoverable' });
    for (const _each of numbers(50)) {
      const { start, edges } = ways.next().value ?? { start: -1, edges: [] };
      const met = edges.map((edge) => table.configurations[table.edges[edge]?.to as number]?.snapshot);
      expect(faultOnTheWay(table, start, edges)).toBeNull();
      expect(table.configurations[start]?.snapshot.hasTag('awaitingUser')).toBe(true);
      expect(met.findIndex((snapshot) => snapshot?.hasTag('ended'))).toBe(edges.length - 1);
      expect(met.slice(0, -1).some((snapshot) => snapshot?.hasTag('recoverable'))).toBe(true);
    }
  });

  it('are found where none is of a length between', () => {
    const table = tableOf({ x: { a: 'y', b: 'l' }, l: { c: 'm' }, m: { d: 'y' }, y: {} });
    expect(typesOf(table, simplePaths(table, { from: 'in x', to: 'in y' }))).toEqual(['a', 'b c d']);
  });

  it('are none where nothing leads there, and a mistyped name is told', () => {
    const way = tableOf({ x: { go: 'y' }, y: {} });
    expect([...simplePaths(way, { from: 'in y', to: 'in x' })]).toEqual([]);
    expect([...simplePaths(way, { from: 'in x', to: 'in y', via: () => false })]).toEqual([]);
    expect(() => simplePaths(way, { from: 'in x', to: 'in Y' })).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message: 'No configuration has the tag or the state in Y.',
      }),
    );
  });
});

describe('sessions through milestones', () => {
  it('go from the start to each in turn, by as many ways as asked for', () => {
    expect(typesOf(diamond, milestonePaths(diamond, ['in x', 'in r', 'in y', 'in x']))).toEqual(['right on back']);
    expect(
      typesOf(diamond, milestonePaths(diamond, ['in r', 'in x'], { pathsPerLeg: Number.POSITIVE_INFINITY })),
    ).toEqual(['right on back', 'left over on back']);
    expect(typesOf(diamond, milestonePaths(diamond, []))).toEqual(['']);
  });

  it('take so many ways to each, and go on from each', () => {
    const edgePaths = (ways: number) =>
      typesOf(diamond, milestonePaths(diamond, ['in y', 'in r'], { pathsPerLeg: ways }));
    expect(edgePaths(1)).toHaveLength(1);
    expect(edgePaths(2)).toHaveLength(4);
    expect(edgePaths(3).slice(0, 2)).toEqual(edgePaths(2).slice(0, 2));
    expect(edgePaths(9)).toHaveLength(6);
  });

  it('go by the whole path of a state', () => {
    const machine = createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'b.in' } }, b: { initial: 'out', states: { out: {}, in: { on: { LEAVE: 'out' } } } } },
    });
    const table = explore(machine);
    expect(typesOf(table, milestonePaths(table, ['b.out']))).toEqual(['GO LEAVE']);
    expect(typesOf(table, milestonePaths(table, ['b']))).toEqual(['GO']);
    expect(() => milestonePaths(table, ['out'])).toThrow('No configuration has the tag or the state out.');
  });

  it('begin at each start once', () => {
    const table = { ...diamond, starts: [...diamond.starts, ...diamond.starts, { configuration: 3, input: 0 }] };
    expect([...milestonePaths(table, ['in y'])].map(({ start, edges }) => [start, edges.length])).toEqual([
      [0, 2],
      [3, 0],
    ]);
  });

  it('begin at every start of a shipped chart that leads there', () => {
    const table = exploreKit(kitOf(flinks));
    const edgePaths = [...milestonePaths(table, ['awaitingUser', 'working', 'ended'], { pathsPerLeg: 3 })];
    expect(edgePaths.length).toBeGreaterThan(10);
    expect(edgePaths.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
    for (const { edges } of edgePaths) {
      const end = table.edges[edges.at(-1) as number]?.to as number;
      expect(table.configurations[end]?.snapshot.hasTag('ended')).toBe(true);
    }
  });

  it('need a name that exists and at least one way', () => {
    expect(() => milestonePaths(diamond, ['in q'])).toThrow('No configuration has the tag or the state in q.');
    expect(() => milestonePaths(diamond, ['in x'], { pathsPerLeg: 0 })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: 'pathsPerLeg must be at least 1.' }),
    );
  });
});
