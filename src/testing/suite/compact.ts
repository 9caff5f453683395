/** Small suites for slow drivers, such as browsers: all that the chart writes, once, wherever it comes cheapest. */

import { nodesOf } from '../../xstate.ts';
import type { Exploration } from '../explore/exploration.ts';
import { invalidOption } from '../invalidOption.ts';
import type { EdgePath } from '../types.ts';
import { type Items, shorten } from './shorten.ts';

/**
 * Covers each transition as the chart writes it, and each state, at least once over all inputs and projections together.
 * Always goes on to the nearest step that covers something new, from where it is or in a new session, which costs as
 * much as `resetCost` events; then leaves out what was done twice. The fewest events and sessions are not sure to be
 * found: that is as hard as the travelling salesman's tour. The same table gives the same edge paths.
 *
 * @throws WidgetError `INVALID_OPTION` for a reset cost that is no whole number from 0.
 */
export function compactPaths(exploration: Exploration, resetCost: number): EdgePath[] {
  if (!Number.isSafeInteger(resetCost) || resetCost < 0) {
    throw invalidOption('resetCost must be an integer of at least 0.');
  }
  const { edges, leaving } = exploration;
  const items = itemsOf(exploration);
  const columns = { from: edges.map(({ from }) => from), to: edges.map(({ to }) => to) };
  return shorten(nearestFirst(exploration, items, resetCost), columns, (node) => leaving[node] ?? [], items);
}

/** The chart's transitions and states as items to cover. */
function itemsOf({ chart, configurations, edges }: Exploration): Items {
  const numbers = new Map(chart.states.map((id, index) => [id, chart.transitions.length + index]));
  const states = configurations.map(({ snapshot }) => nodesOf(snapshot).flatMap(({ id }) => numbers.get(id) ?? []));
  const inConfiguration = (index: number) => states[index] ?? [];
  const steps = edges.map(({ to, transitions }) => [...new Set([...transitions, ...inConfiguration(to)])]);
  return {
    count: chart.transitions.length + chart.states.length,
    ofEdge: (edge) => steps[edge] ?? [],
    ofStart: inConfiguration,
  };
}

function nearestFirst({ starts, edges, leaving }: Exploration, items: Items, resetCost: number): EdgePath[] {
  const covered = new Uint8Array(items.count);
  const gainOf = (those: readonly number[]) => those.reduce((gain, item) => gain + (covered[item] === 0 ? 1 : 0), 0);
  const cover = (those: readonly number[]) => {
    for (const item of those) covered[item] = 1;
  };
  const sourceOf = (edge: number) => edges[edge]?.from ?? -1;

  /** The path to the nearest new thing; of several as near, to the most. Its first number is `~start` in a new session. */
  function nextPath(from: number | null): number[] | null {
    /** The edge by which each node is reached, or `~node` where a session begins. */
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
        for (const edge of leaving[node] ?? []) {
          const gain = gainOf(items.ofEdge(edge));
          if (gain > most) [most, best] = [gain, edge];
          const to = edges[edge]?.to as number;
          if (to === from || cameBy.has(to)) continue;
          cameBy.set(to, edge);
          next.push(to);
        }
      }
      if (best !== null) return pathBack(best);
      layer = next;
    }

    function pathBack(last: number): number[] {
      const path = [last];
      for (let node = sourceOf(last); node !== from; ) {
        const step = cameBy.get(node) as number;
        path.push(step);
        if (step < 0) break;
        node = sourceOf(step);
      }
      return path.reverse();
    }
  }

  const edgePaths: { start: number; edges: number[] }[] = [];
  let from: number | null = null;
  for (let path = nextPath(from); path !== null; path = nextPath(from)) {
    for (const step of path) {
      if (step < 0) {
        edgePaths.push({ start: ~step, edges: [] });
        cover(items.ofStart(~step));
        from = ~step;
      } else {
        edgePaths.at(-1)?.edges.push(step);
        cover(items.ofEdge(step));
        from = edges[step]?.to as number;
      }
    }
  }
  return edgePaths;
}
