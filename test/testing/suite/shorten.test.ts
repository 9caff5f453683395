import { describe, expect, it } from 'vitest';
import { type Items, shorten } from '../../../src/testing/suite/shorten.ts';
import { randomFrom } from '../../../src/testing/suite/walks.ts';
import { numbers } from '../tables.ts';

/** Shortens walks that have to keep the nodes they pass. */
function shortened(arcs: readonly (readonly [number, number])[], walks: { start: number; arcs: number[] }[]) {
  const from = arcs.map(([source]) => source);
  const to = arcs.map(([, target]) => target);
  const items: Items = { count: 100, ofArc: (arc) => [to[arc] as number], ofStart: (node) => [node] };
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

  it('stay whole where a stretch is longer than anybody looks', () => {
    const line = numbers(80).map((node) => [node, node + 1] as const);
    const steps = numbers(80);
    const walks = [80, 81].map((last) => ({ start: 0, arcs: [...steps, last] }));
    expect(shortened([...line, [80, 81], [80, 82]], walks)).toEqual(walks);
  });

  it('are as long as they were, of random walks', () => {
    const random = randomFrom(8);
    const below = (limit: number) => Math.floor(random() * limit);
    const lengths = numbers(40).map(() => {
      const nodes = 4 + below(6);
      const ring = numbers(nodes).map((node) => [node, (node + 1) % nodes] as const);
      const arcs = [...ring, ...numbers(below(2 * nodes)).map(() => [below(nodes), below(nodes)] as const)];
      const walks = numbers(1 + below(4)).map(() => {
        const steps: number[] = [];
        for (let at = 0; steps.length < 120; at = arcs[steps.at(-1) as number]?.[1] as number) {
          const possible = numbers(arcs.length).filter((arc) => arcs[arc]?.[0] === at);
          steps.push(possible[below(possible.length)] as number);
        }
        return { start: 0, arcs: steps };
      });
      return shortened(arcs, walks).reduce((all, walk) => all + walk.arcs.length, 0);
    });
    // biome-ignore format: a row of numbers
    expect(lengths).toEqual([
      3, 7, 8, 4, 7, 4, 8, 3, 6, 10, 4, 5, 4, 5, 9, 10, 7, 3, 9, 3,
      4, 3, 3, 5, 6, 5, 4, 7, 4, 4, 4, 5, 3, 11, 6, 4, 5, 8, 3, 6,
    ]);
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
