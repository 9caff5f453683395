/** Small random tables, and the least that covers them, found by trying every order in which it can be covered. */

import type { TourTable } from '../../../src/testing/suite/tour.ts';
import type { TourKind } from '../../../src/testing/types.ts';
import { numbers } from '../tables.ts';

/** A table in which each node is reached from a start: several starts, loops, parallel steps and dead ends included. */
export function randomTourTable(random: () => number, most = { nodes: 5, edges: 6 }): TourTable {
  const below = (limit: number) => Math.floor(random() * limit);
  const size = 1 + below(most.nodes);
  const starts = numbers(1 + below(3)).map(() => below(size));
  const drawn = numbers(below(most.edges + 1)).map(() => [below(size), below(size)] as const);
  const reached = new Set(starts);
  for (const node of reached) for (const [from, to] of drawn) if (from === node) reached.add(to);
  const order = [...reached].sort();
  const edges = drawn.filter(([from]) => reached.has(from));
  return {
    nodes: order.length,
    edges: edges.map(([from, to]) => [order.indexOf(from), order.indexOf(to)]),
    starts: starts.map((start) => order.indexOf(start)),
  };
}

/** Costs as numbers: a tie goes to the fewer events, and to the fewer sessions where those are free. */
export function weigher(resetCost: number) {
  return (events: number, sessions: number) =>
    1000 * (events + resetCost * sessions) + (resetCost === 0 ? sessions : events);
}

/** Something to cover: where it begins and ends, and the steps it takes, with what it takes after another one. */
interface Item {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly after?: { readonly edge: number; readonly steps: number };
  readonly last?: number;
  /** Covered by beginning there only. */
  readonly begins?: boolean;
}

/** What a tour has to cover. */
export function itemsOf(kind: TourKind, { nodes, edges, starts, required }: TourTable): Item[] {
  if (kind === 'states') return numbers(nodes).map((node) => ({ from: node, to: node, steps: 0 }));
  const lonely = numbers(nodes).filter((node) => !edges.flat().includes(node) && starts.includes(node));
  const begun = required === undefined ? lonely.map((node) => ({ from: node, to: node, steps: 0, begins: true })) : [];
  const wanted = required ?? numbers(edges.length);
  const ends = (edge: number) => edges[edge] as readonly [number, number];
  const single = (edge: number): Item => ({ from: ends(edge)[0], to: ends(edge)[1], steps: 1, last: edge });
  if (kind === 'transitions') return [...begun, ...wanted.map(single)];
  const pairs = wanted.flatMap((first) =>
    wanted.filter((second) => ends(first)[1] === ends(second)[0]).map((second) => [first, second] as const),
  );
  const paired = new Set(pairs.flat());
  return [
    ...begun,
    ...wanted.filter((edge) => !paired.has(edge)).map(single),
    ...pairs.map(([first, second]): Item => {
      return { from: ends(first)[0], to: ends(second)[1], steps: 2, after: { edge: first, steps: 1 }, last: second };
    }),
  ];
}

/** The weight of the cheapest sessions that cover all items (Held and Karp). */
export function cheapest(items: readonly Item[], { nodes, edges, starts }: TourTable, resetCost: number): number {
  const weigh = weigher(resetCost);
  const far = distances(nodes, edges);
  const fromStart = (to: number) => Math.min(...starts.map((start) => weigh(far[start]?.[to] ?? 0, 1)));
  const between = numbers(nodes).map((from) =>
    numbers(nodes).map((to) => Math.min(weigh(far[from]?.[to] ?? 0, 0), fromStart(to))),
  );
  const first = items.map(({ from, steps, begins }) => (begins ? weigh(0, 1) : fromStart(from)) + weigh(steps, 0));
  const next = items.map((one) =>
    items.map((other) => {
      if (other.begins) return weigh(0, 1);
      const way = (between[one.to]?.[other.from] ?? 0) + weigh(other.steps, 0);
      const overlaps = other.after !== undefined && other.after.edge === one.last;
      return overlaps ? Math.min(way, weigh(other.after.steps, 0)) : way;
    }),
  );
  if (items.length === 0) return 0;
  const all = 2 ** items.length - 1;
  const least = items.map(() => new Float64Array(all + 1).fill(Number.POSITIVE_INFINITY));
  for (const [index, weight] of first.entries()) (least[index] as Float64Array)[2 ** index] = weight;
  for (let done = 1; done <= all; done++) {
    for (let last = 0; last < items.length; last++) {
      const so = least[last]?.[done] as number;
      if (so === Number.POSITIVE_INFINITY) continue;
      for (let item = 0; item < items.length; item++) {
        if (done & (1 << item)) continue;
        const row = least[item] as Float64Array;
        const more = done | (1 << item);
        row[more] = Math.min(row[more] as number, so + (next[last]?.[item] as number));
      }
    }
  }
  return Math.min(...least.map((row) => row[all] as number));
}

/** Steps between nodes (Floyd and Warshall). */
function distances(nodes: number, edges: TourTable['edges']): number[][] {
  const far = numbers(nodes).map((from) => numbers(nodes).map((to) => (from === to ? 0 : Number.POSITIVE_INFINITY)));
  for (const [from, to] of edges) if (from !== to) (far[from] as number[])[to] = 1;
  for (const by of numbers(nodes)) {
    for (const row of far) {
      for (const to of numbers(nodes)) {
        row[to] = Math.min(row[to] as number, (row[by] as number) + (far[by]?.[to] as number));
      }
    }
  }
  return far;
}
