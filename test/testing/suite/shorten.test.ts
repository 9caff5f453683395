import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { type Items, shorten } from '../../../src/testing/suite/shorten.ts';
import { numbers } from '../tables.ts';

/** Shortens edge paths that have to keep the nodes they pass. */
function shortened(edges: readonly (readonly [number, number])[], edgePaths: { start: number; edges: number[] }[]) {
  const from = edges.map(([source]) => source);
  const to = edges.map(([, target]) => target);
  const items: Items = { count: 100, ofEdge: (edge) => [to[edge] as number], ofStart: (node) => [node] };
  const leaving = (node: number) => numbers(edges.length).filter((edge) => from[edge] === node);
  return shorten(edgePaths, { from, to }, leaving, items);
}

describe('shortened edge paths', () => {
  it('leave out what leads back to where they were', () => {
    const edges = [[0, 1] as const, [1, 0] as const, [0, 2] as const];
    const edgePaths = [{ start: 0, edges: [0, 1, 0, 1, 2] }];
    expect(shortened(edges, edgePaths)).toEqual([{ start: 0, edges: [0, 1, 2] }]);
    expect(edgePaths).toEqual([{ start: 0, edges: [0, 1, 0, 1, 2] }]);
  });

  it('take the shorter way where nothing is lost by it', () => {
    const edges = [[0, 1] as const, [1, 2] as const, [0, 2] as const, [1, 3] as const];
    const long = { start: 0, edges: [0, 1] };
    expect(shortened(edges, [long])).toEqual([long]);
    const other = { start: 0, edges: [0, 3] };
    expect(shortened(edges, [other, long])).toEqual([other, { start: 0, edges: [2] }]);
  });

  it('look again where another one has come by what they were there for', () => {
    const edges = [
      [0, 1],
      [1, 2],
      [0, 2],
      [0, 3],
      [3, 4],
      [4, 5],
      [1, 5],
      [4, 6],
    ] as const;
    const edgePaths = [
      [0, 1],
      [3, 4, 5],
      [3, 4, 7],
    ].map((steps) => ({ start: 0, edges: steps }));
    expect(shortened(edges, edgePaths).map((walk) => walk.edges)).toEqual([[2], [0, 6], [3, 4, 7]]);
  });

  it('stay whole where a stretch is longer than anybody looks', () => {
    const line = numbers(80).map((node) => [node, node + 1] as const);
    const steps = numbers(80);
    const edgePaths = [80, 81].map((last) => ({ start: 0, edges: [...steps, last] }));
    expect(shortened([...line, [80, 81], [80, 82]], edgePaths)).toEqual(edgePaths);
  });

  it('are as long as they were, of random edge paths', () => {
    const random = randomFrom(8);
    const below = (limit: number) => Math.floor(random() * limit);
    const lengths = numbers(40).map(() => {
      const nodes = 4 + below(6);
      const ring = numbers(nodes).map((node) => [node, (node + 1) % nodes] as const);
      const edges = [...ring, ...numbers(below(2 * nodes)).map(() => [below(nodes), below(nodes)] as const)];
      const edgePaths = numbers(1 + below(4)).map(() => {
        const steps: number[] = [];
        for (let at = 0; steps.length < 120; at = edges[steps.at(-1) as number]?.[1] as number) {
          const possible = numbers(edges.length).filter((edge) => edges[edge]?.[0] === at);
          steps.push(possible[below(possible.length)] as number);
        }
        return { start: 0, edges: steps };
      });
      return shortened(edges, edgePaths).reduce((all, walk) => all + walk.edges.length, 0);
    });
    // biome-ignore format: a row of numbers
    expect(lengths).toEqual([
      3, 7, 8, 4, 7, 4, 8, 3, 6, 10, 4, 5, 4, 5, 9, 10, 7, 3, 9, 3,
      4, 3, 3, 5, 6, 5, 4, 7, 4, 4, 4, 5, 3, 11, 6, 4, 5, 8, 3, 6,
    ]);
  });

  it('end where nothing new comes, and are left out where nothing is left', () => {
    const edges = [[0, 1] as const, [1, 0] as const];
    expect(
      shortened(edges, [
        { start: 0, edges: [0, 1] },
        { start: 1, edges: [1] },
      ]),
    ).toHaveLength(1);
  });
});
