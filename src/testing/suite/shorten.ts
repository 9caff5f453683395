/** Sessions made shorter: what they do more than once they need not do twice. */

import type { EdgePath } from '../types.ts';
import { add, at, type Edges } from './graph.ts';

/** What has to be covered, by number, and where it is. */
export interface Items {
  readonly count: number;
  /** What a step covers. */
  readonly ofEdge: (edge: number) => readonly number[];
  /** What a session covers before its first step. */
  readonly ofStart: (node: number) => readonly number[];
}

/** Longer stretches are left: they are rare, and each place of a long edge path would look along one. */
const longest = 64;

/**
 * Takes short cuts: where all that a stretch of an edge path covers is covered elsewhere too, the shortest path between its
 * ends does. Ends of edge paths go, and whole edge paths, where nothing is lost. `leaving` holds the edges of each node.
 */
export function shorten(
  edgePaths: readonly EdgePath[],
  { from, to }: Edges,
  leaving: (node: number) => Iterable<number>,
  items: Items,
): EdgePath[] {
  const times = new Int32Array(items.count);
  const count = (those: readonly number[], amount: number) => {
    for (const item of those) add(times, item, amount);
  };
  const take = (edge: number) => count(items.ofEdge(edge), 1);
  const drop = (edge: number) => count(items.ofEdge(edge), -1);
  const isLost = (item: number) => times[item] === 0;

  for (const { start, edges } of edgePaths) {
    count(items.ofStart(start), 1);
    edges.forEach(take);
  }

  /** Replaces the longest stretch from a place on that a shorter one can stand for. False if there is none. */
  function cut(edgePath: number[], place: number): boolean {
    let end = place;
    while (end < edgePath.length && end < place + longest) {
      const edge = at(edgePath, end++);
      drop(edge);
      if (items.ofEdge(edge).some(isLost)) break;
    }
    const origin = at(from, at(edgePath, place));
    const cameBy = within(origin, end - place - 1);
    for (; end > place; end--) {
      const last = at(edgePath, end - 1);
      const path = pathTo(at(to, last), cameBy);
      if (path !== null && path.length < end - place) {
        path.forEach(take);
        if (!items.ofEdge(last).some(isLost)) {
          edgePath.splice(place, end - place, ...path);
          return true;
        }
        path.forEach(drop);
      }
      take(last);
    }
    return false;
  }

  /** The edge by which each node is reached in so many steps; -1 for the origin. */
  function within(origin: number, steps: number): Map<number, number> {
    const cameBy = new Map([[origin, -1]]);
    let layer = [origin];
    for (let depth = 0; depth < steps && layer.length > 0; depth++) {
      const next: number[] = [];
      for (const node of layer) {
        for (const edge of leaving(node)) {
          const target = at(to, edge);
          if (cameBy.has(target)) continue;
          cameBy.set(target, edge);
          next.push(target);
        }
      }
      layer = next;
    }
    return cameBy;
  }

  function pathTo(target: number, cameBy: ReadonlyMap<number, number>): number[] | null {
    if (!cameBy.has(target)) return null;
    const path: number[] = [];
    for (let edge = cameBy.get(target) ?? -1; edge >= 0; edge = cameBy.get(at(from, edge)) ?? -1) path.push(edge);
    return path.reverse();
  }

  /** Gives up what something covers, where all of it is covered elsewhere too. */
  function spare(those: readonly number[]): boolean {
    count(those, -1);
    if (!those.some(isLost)) return true;
    count(those, 1);
    return false;
  }

  function straighten(edges: number[]): boolean {
    let shorter = false;
    for (let place = 0; place < edges.length; ) {
      if (cut(edges, place)) shorter = true;
      else place += 1;
    }
    for (let last = edges.at(-1); last !== undefined && spare(items.ofEdge(last)); last = edges.at(-1)) {
      edges.pop();
      shorter = true;
    }
    return shorter;
  }

  const isNeeded = ({ start, edges }: EdgePath) => !spare([...items.ofStart(start), ...edges.flatMap(items.ofEdge)]);
  const needed = edgePaths.filter(isNeeded).map(({ start, edges }) => ({ start, edges: [...edges] }));
  for (let again = true; again; ) {
    again = false;
    for (const edgePath of needed) if (straighten(edgePath.edges)) again = true;
  }
  return needed.filter(isNeeded);
}
