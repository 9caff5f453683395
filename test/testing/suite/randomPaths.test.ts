import { describe, expect, it } from 'vitest';
import { flexiti, flinks } from '../../../src/index.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import { type RandomPathOptions, randomFrom, randomPaths } from '../../../src/testing/suite/randomPaths.ts';
import { kitOf } from '../../support/cases.ts';
import { faultOf, tableOf } from '../tables.ts';

const fork = tableOf({ x: { often: 'x', seldom: 'x', never: 'x' }, y: { odd: 'x' } });

function countsOf(options: Partial<RandomPathOptions>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { edges } of randomPaths(fork, { seed: 3, ...options })) {
    for (const step of edges) {
      const event = step < 0 ? ~step : (fork.edges[step]?.event as number);
      const name = `${step < 0 ? 'refused ' : ''}${fork.events[event]?.event.type}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}

describe('random edge paths', () => {
  it.each([flexiti, flinks])('of $name are edge paths of its table, the same for the same seed', (provider) => {
    const table = exploreKit(kitOf(provider));
    const edgePaths = randomPaths(table, { seed: 7, illegal: 0.3 });
    expect(edgePaths).toHaveLength(100);
    expect(edgePaths.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
    expect(randomPaths(table, { seed: 7, illegal: 0.3 })).toEqual(edgePaths);
    expect(randomPaths(table, { seed: 8, illegal: 0.3 })).not.toEqual(edgePaths);
    expect(new Set(edgePaths.map(({ start }) => start)).size).toBeGreaterThan(1);
  });

  it('are as long as asked for, and end where nothing more is accepted', () => {
    expect(randomPaths(fork, { seed: 1, sessions: 2, length: 9 }).map(({ edges }) => edges.length)).toEqual([9, 9]);
    const ending = tableOf({ x: { go: 'y' }, y: {} });
    expect(randomPaths(ending, { seed: 1, sessions: 2 }).map(({ edges }) => edges.length)).toEqual([1, 1]);
    expect(randomPaths(fork, { seed: 1, sessions: 0 })).toEqual([]);
  });

  it('take events by their weights', () => {
    const counts = countsOf({ weights: { often: 9, never: 0 } });
    expect(Object.keys(counts).sort()).toEqual(['often', 'seldom']);
    expect((counts.often ?? 0) / 5000).toBeCloseTo(0.9, 1);
  });

  it('end where nothing may be sent', () => {
    const weights = { often: 0, seldom: 0, never: 0 };
    expect(randomPaths(fork, { seed: 1, sessions: 1, weights })).toEqual([{ start: 0, edges: [] }]);
  });

  it('send the share of refused events that is asked for', () => {
    expect((countsOf({ illegal: 0.25 })['refused odd'] ?? 0) / 5000).toBeCloseTo(0.25, 1);
    expect(countsOf({})['refused odd']).toBeUndefined();
    expect(countsOf({ illegal: 1 })).toEqual({ 'refused odd': 5000 });
  });

  it('are these, for these seeds', () => {
    const edgePaths = (options: RandomPathOptions) => randomPaths(fork, { sessions: 2, length: 8, ...options });
    expect(edgePaths({ seed: 1, illegal: 0.4 }).map(({ edges }) => edges)).toEqual([
      [-2, 2, -2, 1, 1, 0, 0, -2],
      [-2, -2, -2, 2, -2, 1, 0, 1],
    ]);
    expect(edgePaths({ seed: 2, weights: { often: 5, seldom: 0.5 } }).map(({ edges }) => edges)).toEqual([
      [1, 1, 1, 1, 1, 1, 1, 1],
      [0, 0, 1, 2, 1, 1, 1, 1],
    ]);
    expect(randomPaths(tableOf({ x: { go: 'y' }, y: {} }), { seed: 1, illegal: 1, length: 3, sessions: 1 })).toEqual([
      { start: 0, edges: [0] },
    ]);
    const first = randomFrom(42);
    expect([first(), first(), first()]).toEqual([0.6011037519201636, 0.44829055899754167, 0.8524657934904099]);
  });

  it('are none of a table without a start, and none longer than nothing', () => {
    expect(randomPaths({ ...fork, starts: [] }, { seed: 1 })).toEqual([]);
    expect(randomPaths(fork, { seed: 1, sessions: 1, length: 0 })).toEqual([{ start: 0, edges: [] }]);
  });

  it.each<[string, RandomPathOptions]>([
    ['seed must be an integer.', { seed: 0.5 }],
    ['sessions must be an integer of at least 0.', { seed: 1, sessions: -1 }],
    ['sessions must be an integer of at least 0.', { seed: 1, sessions: 0.5 }],
    ['length must be an integer of at least 0.', { seed: 1, length: Number.NaN }],
    ['length must be an integer of at least 0.', { seed: 1, length: -1 }],
    ['illegal must be a number from 0 to 1.', { seed: 1, illegal: 2 }],
    ['illegal must be a number from 0 to 1.', { seed: 1, illegal: -0.1 }],
    ['weights names oft, which is no event of the table.', { seed: 1, weights: { oft: 1 } }],
    ['the weight of often must be a number from 0.', { seed: 1, weights: { often: -1 } }],
    ['the weight of often must be a number from 0.', { seed: 1, weights: { often: Number.POSITIVE_INFINITY } }],
  ])('say what is wrong: %s', (message, options) => {
    expect(() => randomPaths(fork, options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', message }));
  });

  it('are made from numbers that lie evenly between 0 and 1', () => {
    const random = randomFrom(42);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let count = 0; count < 10_000; count++) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.min(...tenths)).toBeGreaterThan(900);
    expect(Math.max(...tenths)).toBeLessThan(1100);
  });
});
