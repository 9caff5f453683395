/** Small suites for slow drivers, such as browsers: all that the chart writes, once, wherever it comes cheapest. */

import { nodesOf } from '../../xstate.ts';
import type { Exploration } from '../explore/exploration.ts';
import { invalidOption } from '../invalidOption.ts';
import type { Walk } from '../types.ts';
import { type Items, shorten } from './shorten.ts';

/**
 * Covers each transition as the chart writes it, and each state, at least once over all inputs and parts together.
 * Always goes on to the nearest step that covers something new, from where it is or in a new session, which costs as
 * much as `resetCost` events; then leaves out what was done twice. The fewest events and sessions are not sure to be
 * found: that is as hard as the travelling salesman's tour. The same table makes the same walks.
 *
 * @throws WidgetError `INVALID_OPTION` for a reset cost that is no whole number from 0.
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { compactWalks, exploreProvider } from 'widget-statecharts/testing';
 *
 * const walks = compactWalks(exploreProvider(flexiti), 5);
 * console.log(walks.length); // 10
 * ```
 */
export function compactWalks(exploration: Exploration, resetCost: number): Walk[] {
  if (!Number.isSafeInteger(resetCost) || resetCost < 0) {
    throw invalidOption('resetCost has to be a whole number from 0.');
  }
  const { arcs, leaving } = exploration;
  const items = itemsOf(exploration);
  const columns = { from: arcs.map(({ from }) => from), to: arcs.map(({ to }) => to) };
  return shorten(nearestFirst(exploration, items, resetCost), columns, (node) => leaving[node] ?? [], items);
}

/** The chart's transitions and states as items to cover. */
function itemsOf({ chart, configurations, arcs }: Exploration): Items {
  const numbers = new Map(chart.states.map((id, index) => [id, chart.transitions.length + index]));
  const states = configurations.map(({ snapshot }) => nodesOf(snapshot).flatMap(({ id }) => numbers.get(id) ?? []));
  const inConfiguration = (index: number) => states[index] ?? [];
  const steps = arcs.map(({ to, transitions }) => [...new Set([...transitions, ...inConfiguration(to)])]);
  return {
    count: chart.transitions.length + chart.states.length,
    ofArc: (arc) => steps[arc] ?? [],
    ofStart: inConfiguration,
  };
}

function nearestFirst({ starts, arcs, leaving }: Exploration, items: Items, resetCost: number): Walk[] {
  const covered = new Uint8Array(items.count);
  const gainOf = (those: readonly number[]) => those.reduce((gain, item) => gain + (covered[item] === 0 ? 1 : 0), 0);
  const cover = (those: readonly number[]) => {
    for (const item of those) covered[item] = 1;
  };
  const sourceOf = (arc: number) => arcs[arc]?.from ?? -1;

  /** The way to the nearest new thing; of several as near, to the most. Its first number is `~start` in a new session. */
  function nextWay(from: number | null): number[] | null {
    /** The arc by which each node is reached, or `~node` where a session begins. */
    const cameBy = new Map<number, number>();
    let layer = from === null ? [] : [from];
    let reset = false;
    for (let cost = 0; ; cost++) {
      if (!reset && (layer.length === 0 || cost === resetCost)) {
        reset = true;
        for (const { configuration: start } of starts) {
          if (start === from || cameBy.has(start)) continue;
          cameBy.set(start, ~start);
          layer.push(start);
          if (gainOf(items.ofStart(start)) > 0) return [~start];
        }
      }
      if (layer.length === 0) return null;
      let most = 0;
      let best: number | null = null;
      const next: number[] = [];
      for (const node of layer) {
        for (const arc of leaving[node] ?? []) {
          const gain = gainOf(items.ofArc(arc));
          if (gain > most) [most, best] = [gain, arc];
          const to = arcs[arc]?.to as number;
          if (to === from || cameBy.has(to)) continue;
          cameBy.set(to, arc);
          next.push(to);
        }
      }
      if (best !== null) return wayBack(best);
      layer = next;
    }

    function wayBack(last: number): number[] {
      const way = [last];
      for (let node = sourceOf(last); node !== from; ) {
        const step = cameBy.get(node) as number;
        way.push(step);
        if (step < 0) break;
        node = sourceOf(step);
      }
      return way.reverse();
    }
  }

  const walks: { start: number; arcs: number[] }[] = [];
  let from: number | null = null;
  for (let way = nextWay(from); way !== null; way = nextWay(from)) {
    for (const step of way) {
      if (step < 0) {
        walks.push({ start: ~step, arcs: [] });
        cover(items.ofStart(~step));
        from = ~step;
      } else {
        walks.at(-1)?.arcs.push(step);
        cover(items.ofArc(step));
        from = arcs[step]?.to as number;
      }
    }
  }
  return walks;
}
