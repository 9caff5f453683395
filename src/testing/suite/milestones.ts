/**
 * Simple paths between milestones: all that meet no configuration twice, the shortest first, each found when it is asked for
 * (Yen's algorithm). There may be millions, and nobody has to wait for more than the next one.
 */

import { nodesOf } from '../../xstate.ts';
import type { Configuration, Exploration } from '../explore/exploration.ts';
import { invalidOption } from '../invalidOption.ts';
import type { EdgePath } from '../types.ts';

/** Configurations by a tag, by the path of a state (`app.consent`), or by a function. */
export type Milestone = string | ((configuration: Configuration) => boolean);

/** What lies at the ends of a path, and on it. */
export interface SimplePathOptions {
  readonly from: Milestone;
  /** A path ends at the first configuration of these. */
  readonly to: Milestone;
  /** What a path has to meet between its ends. @default anything */
  readonly via?: Milestone;
}

/** How sessions are led from milestone to milestone. */
export interface MilestoneOptions {
  /** How many paths are taken from each milestone to the next: the shortest. @default 1 */
  readonly pathsPerLeg?: number;
}

/**
 * All acyclic paths from one kind of configuration to another, the shortest first, as edge paths that begin where the path
 * begins. A path has at least one step, and two events between the same configurations make two paths.
 *
 * @throws WidgetError `INVALID_OPTION` for a name that is neither a tag nor a state of any configuration.
 * @example
 * ```ts
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { pinwheelKit } from 'widget-statecharts/pinwheel/kit';
 * import { simplePaths } from 'widget-statecharts/testing';
 *
 * const paths = simplePaths(exploreKit(pinwheelKit), { from: 'loading', to: 'ended' });
 * console.log(paths.next().value?.edges.length); // 2
 * ```
 */
export function simplePaths(
  exploration: Exploration,
  options: SimplePathOptions,
): Generator<EdgePath, void, undefined> {
  const { from, to, via } = options;
  const starts = selected(exploration, from);
  const isTarget = isIn(selected(exploration, to));
  const isVia = via === undefined ? undefined : isIn(selected(exploration, via));
  return simplePathsFrom(exploration, starts, isTarget, isVia);
}

/**
 * Sessions from the start through the milestones in their order: each leg takes the shortest paths, and a milestone that
 * is reached already needs no step. The last milestone is the end.
 *
 * @throws WidgetError `INVALID_OPTION` for a name that is neither a tag nor a state of any configuration, and for a
 * number of paths below 1.
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { milestonePaths } from 'widget-statecharts/testing';
 *
 * const [first] = milestonePaths(exploreKit(flexitiKit), ['awaitingUser', 'ended']);
 * console.log(first?.edges.length); // 1
 * ```
 */
export function milestonePaths(
  exploration: Exploration,
  milestones: readonly Milestone[],
  { pathsPerLeg = 1 }: MilestoneOptions = {},
): Generator<EdgePath, void, undefined> {
  if (!(pathsPerLeg >= 1)) throw invalidOption('pathsPerLeg must be at least 1.');
  const targets = milestones.map((each) => isIn(selected(exploration, each)));

  function* legs(at: number, leg: number): Generator<readonly number[], void, undefined> {
    const isTarget = targets[leg];
    if (isTarget === undefined) yield [];
    else if (isTarget(at)) yield* legs(at, leg + 1);
    else {
      let taken = 0;
      for (const { edges } of simplePathsFrom(exploration, [at], isTarget)) {
        const to = exploration.edges[edges.at(-1) as number]?.to as number;
        for (const rest of legs(to, leg + 1)) yield [...edges, ...rest];
        taken += 1;
        if (taken >= pathsPerLeg) break;
      }
    }
  }

  function* sessions(): Generator<EdgePath, void, undefined> {
    for (const start of new Set(exploration.starts.map(({ configuration }) => configuration))) {
      for (const edges of legs(start, 0)) yield { start, edges };
    }
  }

  return sessions();
}

type Selection = (configuration: number) => boolean;

function isIn(indexes: readonly number[]): Selection {
  const all = new Set(indexes);
  return (index) => all.has(index);
}

function selected({ configurations }: Exploration, milestone: Milestone): number[] {
  const isMeant =
    typeof milestone === 'function'
      ? milestone
      : ({ snapshot }: Configuration) =>
          snapshot.hasTag(milestone) || nodesOf(snapshot).some(({ path }) => path.join('.') === milestone);
  const found = configurations.filter(isMeant).map(({ index }) => index);
  if (found.length === 0 && typeof milestone === 'string') {
    // No path at all would look like a suite in which nothing fails.
    throw invalidOption(`No configuration has the tag or the state ${milestone}.`);
  }
  return found;
}

/** All paths that begin like `steps` and do not go on with one of the `closed` edges, by the shortest of them. */
interface Branch {
  readonly start: number;
  readonly steps: readonly number[];
  readonly closed: readonly number[];
  readonly path: readonly number[];
}

function* simplePathsFrom(
  exploration: Exploration,
  starts: readonly number[],
  isTarget: Selection,
  isVia?: Selection,
): Generator<EdgePath, void, undefined> {
  const { edges } = exploration;
  const completion = completer(exploration, isTarget, isVia);
  /** Branches by the length of their shortest path. */
  const waiting: Branch[][] = [];
  const add = (start: number, steps: readonly number[], closed: readonly number[]) => {
    const rest = completion(start, steps, closed);
    if (rest === undefined) return;
    const path = [...steps, ...rest];
    const equal = waiting[path.length] ?? [];
    waiting[path.length] = equal;
    equal.push({ start, steps, closed, path });
  };

  for (const start of starts) add(start, [], []);
  // Whatever is added on the path is at least as long.
  for (let length = 1; length < waiting.length; length++) {
    for (let branch = waiting[length]?.pop(); branch !== undefined; branch = waiting[length]?.pop()) {
      const { start, steps, closed, path } = branch;
      if (isVia === undefined || path.slice(0, -1).some((edge) => isVia(edges[edge]?.to as number))) {
        yield { start, edges: path };
      }
      // All other paths of the branch leave this one somewhere.
      for (let index = steps.length; index < path.length; index++) {
        const left = path[index] as number;
        add(start, path.slice(0, index), index === steps.length ? [...closed, left] : [left]);
      }
    }
  }
}

/**
 * Finds the shortest end of a path that begins like `steps`, without what it met there; undefined where there is none,
 * so that no branch is kept that leads nowhere.
 */
function completer({ configurations, edges, leaving }: Exploration, isTarget: Selection, isVia: Selection | undefined) {
  /** The edge that each configuration was reached by in this round. */
  const cameBy = new Int32Array(configurations.length);
  const unvisited = -1;
  const met = -2;

  return (start: number, steps: readonly number[], closed: readonly number[]): number[] | undefined => {
    cameBy.fill(unvisited);
    cameBy[start] = met;
    let head = start;
    let seesVia = isVia === undefined;
    for (const step of steps) {
      head = edges[step]?.to as number;
      cameBy[head] = met;
      seesVia ||= isVia?.(head) === true;
    }
    let end: number | undefined;
    const queue = [head];
    for (const at of queue) {
      for (const edge of leaving[at] ?? []) {
        const to = edges[edge]?.to as number;
        if (cameBy[to] !== unvisited || (at === head && closed.includes(edge))) continue;
        cameBy[to] = edge;
        if (isTarget(to)) end ??= to;
        else {
          queue.push(to);
          seesVia ||= isVia?.(to) === true;
        }
      }
      if (end !== undefined && seesVia) break;
    }
    if (end === undefined || !seesVia) return undefined;
    const path: number[] = [];
    for (let at = end; at !== head; ) {
      const edge = cameBy[at] as number;
      path.unshift(edge);
      at = edges[edge]?.from as number;
    }
    return path;
  };
}
