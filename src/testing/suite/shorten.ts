/** Sessions made shorter: what they do more than once they need not do twice. */

import type { Walk } from '../types.ts';
import { type Arcs, add, at } from './graph.ts';

/** What has to be covered, by number, and where it is. */
export interface Items {
  readonly count: number;
  /** What a step covers. */
  readonly ofArc: (arc: number) => readonly number[];
  /** What a session covers before its first step. */
  readonly ofStart: (node: number) => readonly number[];
}

/** Longer stretches are left: they are rare, and each place of a long walk would look along one. */
const longest = 64;

/**
 * Takes short cuts: where all that a stretch of a walk covers is covered elsewhere too, the shortest way between its
 * ends does. Ends of walks go, and whole walks, where nothing is lost. `leaving` holds the arcs of each node.
 */
export function shorten(
  walks: readonly Walk[],
  { from, to }: Arcs,
  leaving: (node: number) => Iterable<number>,
  items: Items,
): Walk[] {
  const times = new Int32Array(items.count);
  const count = (those: readonly number[], amount: number) => {
    for (const item of those) add(times, item, amount);
  };
  const take = (arc: number) => count(items.ofArc(arc), 1);
  const drop = (arc: number) => count(items.ofArc(arc), -1);
  const isLost = (item: number) => times[item] === 0;

  for (const { start, arcs } of walks) {
    count(items.ofStart(start), 1);
    arcs.forEach(take);
  }

  /** Replaces the longest stretch from a place on that a shorter one can stand for. False if there is none. */
  function cut(walk: number[], place: number): boolean {
    let end = place;
    while (end < walk.length && end < place + longest) {
      const arc = at(walk, end++);
      drop(arc);
      if (items.ofArc(arc).some(isLost)) break;
    }
    const origin = at(from, at(walk, place));
    const cameBy = within(origin, end - place - 1);
    for (; end > place; end--) {
      const last = at(walk, end - 1);
      const way = wayTo(at(to, last), cameBy);
      if (way !== null && way.length < end - place) {
        way.forEach(take);
        if (!items.ofArc(last).some(isLost)) {
          walk.splice(place, end - place, ...way);
          return true;
        }
        way.forEach(drop);
      }
      take(last);
    }
    return false;
  }

  /** The arc by which each node is reached in so many steps; -1 for the origin. */
  function within(origin: number, steps: number): Map<number, number> {
    const cameBy = new Map([[origin, -1]]);
    let layer = [origin];
    for (let depth = 0; depth < steps && layer.length > 0; depth++) {
      const next: number[] = [];
      for (const node of layer) {
        for (const arc of leaving(node)) {
          const target = at(to, arc);
          if (cameBy.has(target)) continue;
          cameBy.set(target, arc);
          next.push(target);
        }
      }
      layer = next;
    }
    return cameBy;
  }

  function wayTo(target: number, cameBy: ReadonlyMap<number, number>): number[] | null {
    if (!cameBy.has(target)) return null;
    const way: number[] = [];
    for (let arc = cameBy.get(target) ?? -1; arc >= 0; arc = cameBy.get(at(from, arc)) ?? -1) way.push(arc);
    return way.reverse();
  }

  /** Gives up what something covers, where all of it is covered elsewhere too. */
  function spare(those: readonly number[]): boolean {
    count(those, -1);
    if (!those.some(isLost)) return true;
    count(those, 1);
    return false;
  }

  function straighten(arcs: number[]): boolean {
    let shorter = false;
    for (let place = 0; place < arcs.length; ) {
      if (cut(arcs, place)) shorter = true;
      else place += 1;
    }
    for (let last = arcs.at(-1); last !== undefined && spare(items.ofArc(last)); last = arcs.at(-1)) {
      arcs.pop();
      shorter = true;
    }
    return shorter;
  }

  const isNeeded = ({ start, arcs }: Walk) => !spare([...items.ofStart(start), ...arcs.flatMap(items.ofArc)]);
  const needed = walks.filter(isNeeded).map(({ start, arcs }) => ({ start, arcs: [...arcs] }));
  for (let again = true; again; ) {
    again = false;
    for (const walk of needed) if (straighten(walk.arcs)) again = true;
  }
  return needed.filter(isNeeded);
}
