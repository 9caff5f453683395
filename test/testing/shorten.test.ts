import { describe, expect, it } from 'vitest';
import { type Items, shorten } from '../../src/testing/suite/shorten.ts';
import { numbers } from './tables.ts';

/** Shortens walks that have to keep the nodes they pass. */
function shortened(arcs: readonly (readonly [number, number])[], walks: { start: number; arcs: number[] }[]) {
  const from = arcs.map(([source]) => source);
  const to = arcs.map(([, target]) => target);
  const items: Items = { count: 10, ofArc: (arc) => [to[arc] as number], ofStart: (node) => [node] };
  const leaving = (node: number) => numbers(arcs.length).filter((arc) => from[arc] === node);
  return shorten(walks, { from, to }, leaving, items);
}

describe('shortened walks', () => {
  it('leave out what leads back to where they were', () => {
    const arcs = [[0, 1] as const, [1, 0] as const, [0, 2] as const];
    const walks = [{ start: 0, arcs: [0, 1, 0, 1, 2] }];
    expect(shortened(arcs, walks)).toEqual([{ start: 0, arcs: [0, 1, 2] }]);
    expect(walks).toEqual([{ start: 0, arcs: [0, 1, 0, 1, 2] }]);
  });

  it('take the shorter way where nothing is lost by it', () => {
    const arcs = [[0, 1] as const, [1, 2] as const, [0, 2] as const, [1, 3] as const];
    const long = { start: 0, arcs: [0, 1] };
    expect(shortened(arcs, [long])).toEqual([long]);
    const other = { start: 0, arcs: [0, 3] };
    expect(shortened(arcs, [other, long])).toEqual([other, { start: 0, arcs: [2] }]);
  });

  it('look again where another one has come by what they were there for', () => {
    const arcs = [
      [0, 1],
      [1, 2],
      [0, 2],
      [0, 3],
      [3, 4],
      [4, 5],
      [1, 5],
      [4, 6],
    ] as const;
    const walks = [
      [0, 1],
      [3, 4, 5],
      [3, 4, 7],
    ].map((steps) => ({ start: 0, arcs: steps }));
    expect(shortened(arcs, walks).map((walk) => walk.arcs)).toEqual([[2], [0, 6], [3, 4, 7]]);
  });

  it('end where nothing new comes, and are left out where nothing is left', () => {
    const arcs = [[0, 1] as const, [1, 0] as const];
    expect(
      shortened(arcs, [
        { start: 0, arcs: [0, 1] },
        { start: 1, arcs: [1] },
      ]),
    ).toHaveLength(1);
  });
});
