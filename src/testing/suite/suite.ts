/** Suites made of sessions over the table: of a strategy by its name, or of any sessions. */

import type { EventObject, StateValue } from 'xstate';
import { isObject } from '../../values.ts';
import { checkExploration, checkOptions } from '../arguments.ts';
import { coverageOf } from '../coverage/coverage.ts';
import { configurationEvent } from '../coverage/guards.ts';
import { pairOf } from '../coverage/hits.ts';
import type { Exploration } from '../explore/exploration.ts';
import { canonical } from '../explore/identity.ts';
import type { Malformed } from '../explore/malformed.ts';
import { invalidOption } from '../invalidOption.ts';
import type { Certificate, EdgePath, Guarantee, Path, Step, Suite, SuiteSize, TourKind } from '../types.ts';
import { compactPaths } from './compact.ts';
import { checkedEdgePaths } from './edgePaths.ts';
import { tourOf } from './tour.ts';

/** How a suite is made. */
export interface SuiteOptions {
  /**
   * What is covered: each configuration (`states`), each accepted event in each configuration (`transitions`), each two
   * of them in a row (`pairs`), or only what the chart itself writes, for slow drivers (`compact`). @default 'transitions'
   */
  readonly strategy?: TourKind | 'compact';
  /** How many events a session costs: 0 for many short sessions, a lot for few long ones. @default 1, or 5 for `compact` */
  readonly resetCost?: number;
  /** Whether each configuration is sent, once, every event that it refuses. @default true */
  readonly illegal?: boolean;
  /**
   * Malformed payloads to send, see `malformedEvents` and `malformedMessages`: to something that checks payloads, such
   * as a session; a bare chart does not. @default none
   */
  readonly malformed?: readonly Malformed[];
  /** Which accepted steps have to be covered. Not for `compact`, and it says nothing where states are covered. @default all */
  readonly cover?: (step: {
    readonly event: EventObject;
    readonly from: StateValue;
    readonly to: StateValue;
  }) => boolean;
}

/** How a suite is made of edge paths. */
export interface EdgePathSuiteOptions extends Pick<SuiteOptions, 'illegal' | 'malformed'> {
  /** Paths through the same exploration, such as those of `randomPaths`, `milestonePaths` and `hsiSuite`. */
  readonly edgePaths: Iterable<EdgePath>;
  /** The name of the strategy, for reports. @default 'custom' */
  readonly strategy?: string;
  /** What the paths are complete for: the `guarantee` of an `hsiSuite`. */
  readonly guarantee?: Guarantee;
}

/**
 * Makes the shortest suite that covers every state, every transition or every pair of transitions, with the illegal
 * matrix attached; or a compact one, which is short, but not always the shortest. With `edgePaths` it makes a suite of
 * these paths.
 *
 * @throws WidgetError `INVALID_OPTION` for what is no exploration, for an unknown option or strategy, for a reset cost
 * that is no whole number from 0, for `cover` with `compact`, and for edge paths of another exploration.
 * @example
 * ```ts
 * import { flexitiMachine } from 'widget-statecharts';
 * import { explore, generateSuite } from 'widget-statecharts/testing';
 *
 * const { suite, illegal } = generateSuite(explore(flexitiMachine, { events: [{ type: 'flx-cancel' }] }));
 * console.log(suite, illegal); // { events: 1, sessions: 1 } { total: 1, sent: 1 }
 * ```
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { generateSuite, randomPaths } from 'widget-statecharts/testing';
 *
 * const exploration = exploreKit(flexitiKit);
 * const edgePaths = randomPaths(exploration, { seed: 1, sessions: 3 });
 * const suite = generateSuite(exploration, { edgePaths, strategy: 'random' });
 * console.log(suite.strategy, suite.paths.length); // random 3
 * ```
 */
export function generateSuite(exploration: Exploration, options: SuiteOptions | EdgePathSuiteOptions = {}): Suite {
  checkExploration(exploration, 'generateSuite');
  return hasEdgePaths(options) ? suiteOfPaths(exploration, options) : shortestSuite(exploration, options);
}

function hasEdgePaths(options: SuiteOptions | EdgePathSuiteOptions): options is EdgePathSuiteOptions {
  return isObject(options) && Object.hasOwn(options, 'edgePaths');
}

function suiteOfPaths(exploration: Exploration, options: EdgePathSuiteOptions): Suite {
  checkOptions(options, ['edgePaths', 'strategy', 'illegal', 'malformed', 'guarantee'], 'generateSuite with edgePaths');
  const { strategy = 'custom', illegal = true, malformed = [], guarantee } = options;
  const edgePaths = checkedEdgePaths(exploration, options.edgePaths);
  return assembleSuite(exploration, { strategy, edgePaths, illegal, malformed, ...(guarantee && { guarantee }) });
}

function shortestSuite(exploration: Exploration, options: SuiteOptions): Suite {
  checkOptions(options, ['strategy', 'resetCost', 'illegal', 'malformed', 'cover', 'edgePaths'], 'generateSuite');
  const { strategy = 'transitions', illegal = true, malformed = [], cover } = options;
  if (!strategies.includes(strategy)) {
    throw invalidOption(`There is no strategy "${strategy}": there are ${strategies.join(', ')}.`);
  }
  const { resetCost = strategy === 'compact' ? 5 : 1 } = options;
  if (!Number.isSafeInteger(resetCost) || resetCost < 0 || resetCost > 1_000_000) {
    throw invalidOption('resetCost must be an integer from 0 to 1,000,000.');
  }
  if (strategy === 'compact') {
    if (cover !== undefined) throw invalidOption('A compact suite covers what the chart writes.');
    return assembleSuite(exploration, {
      strategy,
      edgePaths: compactPaths(exploration, resetCost),
      illegal,
      malformed,
    });
  }
  const { configurations, edges, events } = exploration;
  const stateOf = (index: number) => configurations[index]?.snapshot.value as StateValue;
  const table = {
    nodes: configurations.length,
    edges: edges.map(({ from, to }) => [from, to] as const),
    starts: exploration.starts.map(({ configuration }) => configuration),
    required:
      cover &&
      edges
        .filter(({ from, to, event }) =>
          cover({ event: events[event]?.event as EventObject, from: stateOf(from), to: stateOf(to) }),
        )
        .map(({ index }) => index),
  };
  const tour = tourOf(strategy, table, resetCost);
  return assembleSuite(exploration, {
    strategy,
    edgePaths: tour.edgePaths,
    illegal,
    malformed,
    bound: tour.bound,
    length: tour.minimal ? 'minimal' : 'bounded',
    certificate: {
      covers: strategy,
      resetCost,
      nodes: table.nodes,
      edges: table.edges,
      starts: table.starts,
      ...(table.required && { required: table.required }),
      potentials: tour.potentials,
      edgePaths: tour.edgePaths.map((edgePath) => edgePath.edges),
    },
  });
}

const strategies: readonly string[] = [
  'transitions',
  'states',
  'pairs',
  'compact',
] satisfies SuiteOptions['strategy'][];

/** What a strategy hands over: sessions as edges of the table, where `~event` is an event that is refused. */
export interface AssembleOptions {
  readonly strategy: string;
  readonly edgePaths: readonly EdgePath[];
  /** Whether the illegal matrix is attached: each configuration on the way is sent, once, every event that it refuses. */
  readonly illegal: boolean;
  /** Malformed payloads to attach. */
  readonly malformed?: readonly Malformed[];
  readonly bound?: SuiteSize;
  readonly length?: Suite['length'];
  readonly certificate?: Certificate;
  readonly guarantee?: Guarantee;
}

/** Turns sessions over the table into a suite. */
export function assembleSuite(exploration: Exploration, options: AssembleOptions): Suite {
  const { configurations, edges, events, inputs, leaving, refused } = exploration;
  const { malformed = [] } = options;
  const inputAt = new Map([...exploration.starts].reverse().map(({ configuration, input }) => [configuration, input]));
  const texts = events.map(({ event }) => canonical(event));
  /** The refused events that the suite sends, and the edges that it takes. */
  const sent = new Set<number>();
  const taken = new Set<number>();
  const pairs = new Set<number>();
  const probed = new Set<number>();
  const ids = new Map<string, number>();
  /** The malformed payloads that are still to send, by type. */
  const unsent = new Map<string, Malformed[]>();
  for (const each of malformed) unsent.set(each.type, [...(unsent.get(each.type) ?? []), each]);
  let accepted = 0;

  function pathOf({ start, edges: steps }: EdgePath): Path {
    const input = inputs[inputAt.get(start) ?? 0] ?? null;
    const path: Step[] = [];
    const hash = new Hash(canonical(input));
    let at = start;
    let before: number | null = null;
    const add = (event: number, expect: Step['expect']) => {
      const state = configurations[at]?.snapshot.value as StateValue;
      path.push({ event: events[event]?.event as EventObject, expect, state });
    };
    const reject = (event: number) => {
      sent.add(configurationEvent(exploration, at, event));
      add(event, 'rejected');
    };
    const addInvalid = ({ type, name, event, ...rest }: Malformed) => {
      const state = configurations[at]?.snapshot.value as StateValue;
      path.push({ event, expect: 'rejected', state, malformed: name, ...rest });
    };
    /** Attaches probes. They are no part of the id, by which a path is found in suites with and without them. */
    const probe = () => {
      if (probed.has(at)) return;
      probed.add(at);
      if (options.illegal) for (const event of refused[at] ?? []) reject(event);
      if (unsent.size === 0) return;
      // It is worth most where a valid payload would have been accepted.
      for (const type of new Set(leaving[at]?.map((edge) => events[edges[edge]?.event ?? -1]?.event.type ?? ''))) {
        for (const each of unsent.get(type) ?? []) addInvalid(each);
        unsent.delete(type);
      }
    };
    probe();
    for (const step of steps) {
      if (step < 0) {
        hash.add(texts[~step] as string);
        reject(~step);
        continue;
      }
      const edge = edges[step] as (typeof edges)[number];
      hash.add(texts[edge.event] as string);
      at = edge.to;
      accepted += 1;
      taken.add(step);
      if (before !== null) pairs.add(pairOf(exploration, before, step));
      before = step;
      add(edge.event, 'accepted');
      probe();
    }
    return { id: unique(hash.text), input, steps: path };
  }

  function unique(id: string): string {
    const times = (ids.get(id) ?? 0) + 1;
    ids.set(id, times);
    return times === 1 ? id : `${id}-${times}`;
  }

  const paths = options.edgePaths.map(pathOf);
  return {
    chart: exploration.machine.id,
    strategy: options.strategy,
    ...(exploration.projections.length > 1 && { projections: exploration.projections }),
    bound: options.bound ?? null,
    length: options.length ?? 'unbounded',
    suite: { events: accepted, sessions: paths.length },
    coverage: coverageOf(exploration, {
      starts: options.edgePaths.map(({ start }) => start),
      edges: taken,
      pairs,
      refusals: sent,
    }),
    illegal: { total: refused.reduce((all, those) => all + those.length, 0), sent: sent.size },
    malformed: {
      total: malformed.length,
      sent: malformed.length - [...unsent.values()].reduce((all, those) => all + those.length, 0),
    },
    unreachable: exploration.unreachable,
    cutOff: exploration.cutOff,
    paths,
    certificate: options.certificate ?? null,
    ...(options.guarantee && { guarantee: options.guarantee }),
  };
}

/** FNV-1a in two halves: ids have to differ, not to withstand anybody. */
class Hash {
  #low = 0x811c9dc5;
  #high = 0x01000193;

  constructor(text: string) {
    this.add(text);
  }

  add(text: string): void {
    for (let index = 0; index <= text.length; index++) {
      const code = index === text.length ? 0x1f : text.charCodeAt(index);
      this.#low = Math.imul(this.#low ^ code, 0x01000193);
      this.#high = Math.imul(this.#high ^ (code + index), 0x85ebca6b);
    }
  }

  get text(): string {
    return [this.#high, this.#low]
      .map((half) => (half >>> 0).toString(16).padStart(8, '0'))
      .join('')
      .slice(0, 12);
  }
}
