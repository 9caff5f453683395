import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assign, createMachine } from 'xstate';
import { checkSuite } from '../../../scripts/check-suite.js';
import { explore, generateSuite } from '../../../src/testing/index.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { type Tour, type TourTable, tourOf } from '../../../src/testing/suite/tour.ts';
import type { TourKind } from '../../../src/testing/types.ts';
import { numbers } from '../tables.ts';
import { cheapest, itemsOf, randomTourTable, weigher } from './brute.ts';

const kinds: readonly TourKind[] = ['states', 'transitions', 'pairs'];
/** More things to cover than these are left to other tests: trying every order takes too long. */
const most = 9;

/** Why edge paths are none of the table, or leave something out; null where they do what they should. */
function faultIn(kind: TourKind, table: TourTable, { edgePaths }: Tour): string | null {
  const nodes = new Set<number>();
  const edges = new Set<number>();
  const pairs = new Set<string>();
  for (const { start, edges: steps } of edgePaths) {
    if (!table.starts.includes(start)) return `${start} is no start`;
    let at = start;
    nodes.add(at);
    for (const [place, step] of steps.entries()) {
      if (table.edges[step]?.[0] !== at) return `${step} does not leave ${at}`;
      at = table.edges[step]?.[1] as number;
      nodes.add(at);
      edges.add(step);
      pairs.add(`${steps[place - 1]} ${step}`);
    }
  }
  const missing = itemsOf(kind, table).find(({ from, after, last }) => {
    if (last === undefined) return !nodes.has(from);
    return after === undefined ? !edges.has(last) : !pairs.has(`${after.edge} ${last}`);
  });
  return missing === undefined ? null : `${JSON.stringify(missing)} is not covered`;
}

function sizeOf({ edgePaths }: Tour) {
  return { events: edgePaths.reduce((all, { edges }) => all + edges.length, 0), sessions: edgePaths.length };
}

/** How a tour fares beside the least that covers the table. */
function compare(kind: TourKind, table: TourTable, resetCost: number) {
  const tour = tourOf(kind, table, resetCost);
  const weigh = weigher(resetCost);
  const { events, sessions } = sizeOf(tour);
  return {
    tour,
    fault: faultIn(kind, table, tour),
    weight: weigh(events, sessions),
    bound: weigh(tour.bound.events, tour.bound.sessions),
    least: cheapest(itemsOf(kind, table), table, resetCost),
  };
}

/** Fewer are tried where all of it runs once for each of hundreds of mutants. */
const many = process.env.MUTATED === undefined ? 10_000 : 500;

describe('tours', () => {
  it.each(['transitions', 'pairs'] as const)(`of %s are the cheapest there are on ${many} random tables`, (kind) => {
    const random = randomFrom(kind.length);
    const wrong: unknown[] = [];
    let compared = 0;
    let deadEnds = 0;
    for (let drawn = 0; compared < many; drawn++) {
      const table = randomTourTable(random);
      if (itemsOf(kind, table).length > most) continue;
      compared += 1;
      if (table.edges.some(([, to]) => !table.edges.some(([from]) => from === to))) deadEnds += 1;
      const resetCost = drawn % 5;
      const { tour, fault, weight, bound, least } = compare(kind, table, resetCost);
      if (fault !== null || !tour.minimal || weight !== least || bound !== least)
        wrong.push({ table, resetCost, fault, tour });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(deadEnds).toBeGreaterThan(many / 10);
  });

  it.each(kinds)(
    'of %s that are not all asked for never beat the bound, and are minimal only where they are',
    (kind) => {
      const random = randomFrom(17);
      const wrong: unknown[] = [];
      let minimal = 0;
      for (let drawn = 0; drawn < many / 5; drawn++) {
        const whole = randomTourTable(random);
        const required = numbers(whole.edges.length).filter(() => random() < 0.5);
        const table = kind === 'states' ? whole : { ...whole, required };
        if (itemsOf(kind, table).length > most) continue;
        const resetCost = drawn % 5;
        const { tour, fault, weight, bound, least } = compare(kind, table, resetCost);
        if (tour.minimal) minimal += 1;
        const honest = bound <= least && least <= weight && (!tour.minimal || weight === least);
        if (fault !== null || !honest) wrong.push({ table, resetCost, fault, tour });
      }
      expect(wrong.slice(0, 3)).toEqual([]);
      expect(minimal).toBeGreaterThan(many / 10);
    },
  );

  it('through real machines, with guards and inputs, agree with trying every order and with the checker', () => {
    const random = randomFrom(5);
    const wrong: unknown[] = [];
    let compared = 0;
    for (let drawn = 0; compared < many / 30; drawn++) {
      const exploration = randomExploration(random);
      const strategy = kinds[1 + (drawn % 2)] as TourKind;
      const resetCost = drawn % 5;
      const suite = generateSuite(exploration, { strategy, resetCost });
      const { ok, sentence } = checkSuite(JSON.parse(JSON.stringify(suite)));
      if (!ok || suite.length !== 'minimal') wrong.push({ sentence, suite });
      const table = suite.certificate as TourTable;
      const items = itemsOf(strategy, table);
      if (items.length > most) continue;
      compared += 1;
      const weight = weigher(resetCost)(suite.suite.events, suite.suite.sessions);
      if (weight !== cheapest(items, table, resetCost)) wrong.push({ suite });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it.each([
    ['states', '222566f9035f3129'],
    ['transitions', '0083893f0d9a5dcd'],
    ['pairs', '217220a385f6c3a9'],
  ] as const)('of %s are the ones that they were, or committed suites would change', (kind, digest) => {
    const random = randomFrom(23);
    const tours = numbers(300).map((index) => {
      const whole = randomTourTable(random, index < 200 ? undefined : { nodes: 15, edges: 40 });
      const required = numbers(whole.edges.length).filter(() => random() < (index < 200 ? 0.5 : 0.2));
      const table = index % 2 === 0 || kind === 'states' ? whole : { ...whole, required };
      const { edgePaths, minimal, bound } = tourOf(kind, table, index % 4);
      return [minimal, bound, ...edgePaths.map(({ start, edges }) => [start, ...edges])];
    });
    expect(createHash('sha256').update(JSON.stringify(tours)).digest('hex').slice(0, 16)).toBe(digest);
  });

  it('of states are of all of them, whatever steps are asked for', () => {
    const random = randomFrom(3);
    for (const table of numbers(20).map(() => randomTourTable(random))) {
      expect(tourOf('states', { ...table, required: [] }, 1)).toEqual(tourOf('states', table, 1));
    }
  });

  it.each(kinds)('of %s of nothing are nothing', (kind) => {
    expect(tourOf(kind, { nodes: 0, edges: [], starts: [] }, 1)).toMatchObject({ edgePaths: [], minimal: true });
    const edgePaths = [{ start: 0, edges: [] }];
    expect(tourOf(kind, { nodes: 1, edges: [], starts: [0, 0] }, 1)).toMatchObject({ edgePaths, minimal: true });
  });

  it('begin a session for each start that nothing leaves or enters, unless only some steps are asked for', () => {
    const table = { nodes: 4, edges: [[0, 1]] as const, starts: [0, 2, 3] };
    for (const kind of kinds) expect(tourOf(kind, table, 1).edgePaths).toHaveLength(3);
    expect(tourOf('transitions', { ...table, required: [0] }, 1).edgePaths).toEqual([{ start: 0, edges: [0] }]);
  });

  it('of pairs go round a circle once more than its steps: a session has to begin on it', () => {
    const circle = { nodes: 2, edges: [[0, 1] as const, [1, 0] as const], starts: [0] };
    const tour = tourOf('pairs', circle, 1);
    expect(tour).toMatchObject({ minimal: true, bound: { events: 3, sessions: 1 } });
    expect(tour.edgePaths).toEqual([{ start: 0, edges: [0, 1, 0] }]);
  });

  it('weigh sessions against events as they are told to', () => {
    // Three steps from 0 to 1, and three back in a row: the third may be taken after the way back, or in a new session.
    const ends = [
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ] as const;
    const table = { nodes: 4, edges: ends, starts: [0] };
    for (const cheap of [0, 1, 2]) {
      expect(sizeOf(tourOf('transitions', table, cheap))).toEqual({ events: 6, sessions: 2 });
    }
    // As cheap either way: the fewer events.
    expect(sizeOf(tourOf('transitions', table, 3))).toEqual({ events: 6, sessions: 2 });
    for (const dear of [4, 1_000_000]) {
      expect(sizeOf(tourOf('transitions', table, dear))).toEqual({ events: 9, sessions: 1 });
    }
  });

  it('join what falls apart by short ways', () => {
    // A row of 50, each with a neighbour that leads there and back: a cheapest flow goes round in 50 circles.
    const row = numbers(50).flatMap((node) => [
      [2 * node, 2 * node + 1] as const,
      [2 * node + 1, 2 * node] as const,
      ...(node < 49 ? [[2 * node, 2 * node + 2] as const] : []),
    ]);
    const tour = tourOf('states', { nodes: 100, edges: row, starts: [0] }, 1);
    expect(faultIn('states', { nodes: 100, edges: row, starts: [0] }, tour)).toBeNull();
    expect(sizeOf(tour)).toEqual({ events: 147, sessions: 2 });
    expect(tour.minimal).toBe(false);
  });

  it('of states know that a step which stays where it is leads to no other state', () => {
    const edges = [[0, 1] as const, [0, 2] as const, [1, 1] as const, [2, 2] as const];
    const tour = tourOf('states', { nodes: 3, edges, starts: [0] }, 1);
    expect(tour).toMatchObject({ minimal: true, bound: { events: 2, sessions: 2 } });
  });

  it('are the same for the same table', () => {
    const random = randomFrom(3);
    for (const table of numbers(50).map(() => randomTourTable(random))) {
      for (const kind of kinds) expect(tourOf(kind, table, 2)).toEqual(tourOf(kind, table, 2));
    }
  });
});

/** A machine of a few states that begins where its input says; some of its steps are open only twice. */
function randomExploration(random: () => number) {
  const below = (limit: number) => Math.floor(random() * limit);
  const size = 1 + below(3);
  const target = () => `s${below(size)}`;
  const twice = () => ({
    target: target(),
    guard: ({ context }: { context: { times: number } }) => context.times < 1,
    actions: assign({ times: 1 }),
  });
  const stateOf = () => ({
    on: Object.fromEntries(numbers(below(3)).map((event) => [`e${event}`, random() < 0.2 ? twice() : target()])),
  });
  const states = Object.fromEntries(numbers(size).map((state) => [`s${state}`, stateOf()]));
  const beginnings = numbers(size).map((state) => ({
    guard: ({ context }: { context: { begin: number } }) => context.begin === state,
    target: `s${state}`,
  }));
  const machine = createMachine({
    types: {} as { input: number; context: { begin: number; times: number } },
    context: ({ input }: { input: number }) => ({ begin: input, times: 0 }),
    initial: 'begin',
    states: { begin: { always: beginnings }, ...states },
  } as never);
  return explore(machine, {
    inputs: numbers(1 + below(3)).map(() => below(size)) as never,
    abstractContext: ({ times }: { times: number }) => times,
  } as never);
}
