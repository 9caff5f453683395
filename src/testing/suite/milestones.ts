/**
 * Ways between milestones: all that meet no configuration twice, the shortest first, each found when it is asked for
 * (Yen's algorithm). There may be millions, and nobody has to wait for more than the next one.
 */

import { nodesOf } from '../../xstate.ts';
import type { Configuration, Exploration } from '../explore/exploration.ts';
import { invalidOption } from '../invalidOption.ts';
import type { Walk } from '../types.ts';

/** Configurations by a tag, by the path of a state (`app.consent`), or by a function. */
export type Milestone = string | ((configuration: Configuration) => boolean);

/** What lies at the ends of a way, and on it. */
export interface WaysOptions {
  readonly from: Milestone;
  /** A way ends at the first configuration of these. */
  readonly to: Milestone;
  /** What a way has to meet between its ends. @default anything */
  readonly via?: Milestone;
}

/** How sessions are led from milestone to milestone. */
export interface MilestoneOptions {
  /** How many ways are taken from each milestone to the next: the shortest. @default 1 */
  readonly ways?: number;
}

/**
 * All acyclic ways from one kind of configuration to another, the shortest first, as walks that begin where the way
 * begins. A way has at least one step, and two events between the same configurations make two ways.
 *
 * @throws WidgetError `INVALID_OPTION` for a name that is neither a tag nor a state of any configuration.
 * @example
 * ```ts
 * import { pinwheel } from 'widget-statecharts';
 * import { exploreProvider, waysBetween } from 'widget-statecharts/testing';
 *
 * const ways = waysBetween(exploreProvider(pinwheel), { from: 'loading', to: 'ended' });
 * console.log(ways.next().value?.arcs.length); // 2
 * ```
 */
export function waysBetween(exploration: Exploration, options: WaysOptions): Generator<Walk, void, undefined> {
  const { from, to, via } = options;
  const starts = selected(exploration, from);
  const isTarget = isIn(selected(exploration, to));
  const isVia = via === undefined ? undefined : isIn(selected(exploration, via));
  return waysFrom(exploration, starts, isTarget, isVia);
}

/**
 * Sessions from the start through the milestones in their order: each leg takes the shortest ways, and a milestone that
 * is reached already needs no step. The last milestone is the end.
 *
 * @throws WidgetError `INVALID_OPTION` for a name that is neither a tag nor a state of any configuration, and for a
 * number of ways below 1.
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { exploreProvider, milestoneWalks } from 'widget-statecharts/testing';
 *
 * const [first] = milestoneWalks(exploreProvider(flexiti), ['awaitingUser', 'ended']);
 * console.log(first?.arcs.length); // 1
 * ```
 */
export function milestoneWalks(
  exploration: Exploration,
  milestones: readonly Milestone[],
  { ways = 1 }: MilestoneOptions = {},
): Generator<Walk, void, undefined> {
  if (!(ways >= 1)) throw invalidOption('ways has to be at least 1.');
  const targets = milestones.map((each) => isIn(selected(exploration, each)));

  function* legs(at: number, leg: number): Generator<readonly number[], void, undefined> {
    const isTarget = targets[leg];
    if (isTarget === undefined) yield [];
    else if (isTarget(at)) yield* legs(at, leg + 1);
    else {
      let taken = 0;
      for (const { arcs } of waysFrom(exploration, [at], isTarget)) {
        const to = exploration.arcs[arcs.at(-1) as number]?.to as number;
        for (const rest of legs(to, leg + 1)) yield [...arcs, ...rest];
        taken += 1;
        if (taken >= ways) break;
      }
    }
  }

  function* sessions(): Generator<Walk, void, undefined> {
    for (const start of new Set(exploration.starts.map(({ configuration }) => configuration))) {
      for (const arcs of legs(start, 0)) yield { start, arcs };
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
    // Nothing to walk to would look like a suite in which nothing fails.
    throw invalidOption(`No configuration has the tag or the state ${milestone}.`);
  }
  return found;
}

/** All ways that begin like `steps` and do not go on with one of the `closed` arcs, by the shortest of them. */
interface Branch {
  readonly start: number;
  readonly steps: readonly number[];
  readonly closed: readonly number[];
  readonly way: readonly number[];
}

function* waysFrom(
  exploration: Exploration,
  starts: readonly number[],
  isTarget: Selection,
  isVia?: Selection,
): Generator<Walk, void, undefined> {
  const { arcs } = exploration;
  const completion = completer(exploration, isTarget, isVia);
  /** Branches by the length of their shortest way. */
  const waiting: Branch[][] = [];
  const add = (start: number, steps: readonly number[], closed: readonly number[]) => {
    const rest = completion(start, steps, closed);
    if (rest === undefined) return;
    const way = [...steps, ...rest];
    const equal = waiting[way.length] ?? [];
    waiting[way.length] = equal;
    equal.push({ start, steps, closed, way });
  };

  for (const start of starts) add(start, [], []);
  // Whatever is added on the way is at least as long.
  for (let length = 1; length < waiting.length; length++) {
    for (let branch = waiting[length]?.pop(); branch !== undefined; branch = waiting[length]?.pop()) {
      const { start, steps, closed, way } = branch;
      if (isVia === undefined || way.slice(0, -1).some((arc) => isVia(arcs[arc]?.to as number))) {
        yield { start, arcs: way };
      }
      // All other ways of the branch leave this one somewhere.
      for (let index = steps.length; index < way.length; index++) {
        const left = way[index] as number;
        add(start, way.slice(0, index), index === steps.length ? [...closed, left] : [left]);
      }
    }
  }
}

/**
 * Finds the shortest end of a way that begins like `steps`, without what it met there; undefined where there is none,
 * so that no branch is kept that leads nowhere.
 */
function completer({ configurations, arcs, leaving }: Exploration, isTarget: Selection, isVia: Selection | undefined) {
  /** The arc that each configuration was reached by in this round. */
  const cameBy = new Int32Array(configurations.length);
  const untouched = -1;
  const met = -2;

  return (start: number, steps: readonly number[], closed: readonly number[]): number[] | undefined => {
    cameBy.fill(untouched);
    cameBy[start] = met;
    let head = start;
    let seesVia = isVia === undefined;
    for (const step of steps) {
      head = arcs[step]?.to as number;
      cameBy[head] = met;
      seesVia ||= isVia?.(head) === true;
    }
    let end: number | undefined;
    const queue = [head];
    for (const at of queue) {
      for (const arc of leaving[at] ?? []) {
        const to = arcs[arc]?.to as number;
        if (cameBy[to] !== untouched || (at === head && closed.includes(arc))) continue;
        cameBy[to] = arc;
        if (isTarget(to)) end ??= to;
        else {
          queue.push(to);
          seesVia ||= isVia?.(to) === true;
        }
      }
      if (end !== undefined && seesVia) break;
    }
    if (end === undefined || !seesVia) return undefined;
    const way: number[] = [];
    for (let at = end; at !== head; ) {
      const arc = cameBy[at] as number;
      way.unshift(arc);
      at = arcs[arc]?.from as number;
    }
    return way;
  };
}
