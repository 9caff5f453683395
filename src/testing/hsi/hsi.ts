/**
 * Fault-complete suites by harmonised state identifiers (HSI): each state that an implementation is led to is
 * told from every other one, so that no implementation of the named fault class passes by chance.
 */

import type { EventObject } from 'xstate';
import type { Configuration, Exploration } from '../explore/exploration.ts';
import { invalidOption } from '../invalidOption.ts';
import type { EdgePath, Guarantee, SuiteSize } from '../types.ts';
import { type Machines, machinesOf, type StepTable, stepTableOf } from './minimal.ts';
import { adaptiveIdentifiers, pairwiseIdentifiers, separatorOf, type Words } from './separate.ts';
import { type HsiSize, plainSizeOf, sizeOf, wordsOf } from './words.ts';

export type { HsiSize } from './words.ts';

/** How a fault-complete suite is made. */
export interface HsiOptions {
  /** How many events further states of an implementation may lie beyond those that the chart names. @default 0 */
  readonly k?: number;
  /**
   * What a test can see of a configuration; whether an event is accepted is seen as well. `acceptance`: that only.
   * @default its state value, status and tags
   */
  readonly observe?: 'acceptance' | ((configuration: Configuration) => string);
  /** Whether events that behave alike in every configuration are tested by one of them. @default true */
  readonly alike?: boolean;
  /**
   * Where tests begin: at each state that can be told from the others, or at each configuration of the table, since an
   * implementation may go wrong in one of several that should be alike. @default 'states'
   */
  readonly cover?: 'states' | 'configurations';
  /**
   * Whether an implementation that refuses an event is taken to stay where it is, as an XState actor does. Refused
   * events are then attached to other sessions instead of each costing a session. @default false
   */
  readonly inert?: boolean;
}

/** The machine of one start, as it is tested. */
export interface HsiMachine {
  readonly projection: string;
  /** Null where it starts without one. */
  readonly input: unknown;
  readonly configurations: number;
  /** As many of them as a test can tell apart. */
  readonly states: number;
  /** The events that are sent, and for each those that behave alike and are not sent. */
  readonly symbols: readonly { readonly event: EventObject; readonly alike: readonly EventObject[] }[];
  /** Pairs of states that differ only in events that one of them cannot be sent. */
  readonly inseparable: number;
}

/** A fault-complete suite, made while it is read. */
export interface HsiSuite {
  readonly k: number;
  readonly machines: readonly HsiMachine[];
  readonly guarantee: Guarantee;
  /** Its sessions, one at a time; those with a common beginning come one after another. */
  edgePaths(): Generator<EdgePath, void, undefined>;
  /** How much it costs, counted anew at each call and without making a session. */
  size(): HsiSize;
  /** What the textbook's suite costs: shortest words for each pair of states, and a session for every word. */
  plainSize(): SuiteSize;
}

/**
 * Makes the suite that is complete for k. Each start of the table (an input, or an input of a projection) is tested as a
 * machine of its own, since another input is another configuration of an implementation.
 *
 * @throws WidgetError `INVALID_OPTION` for a k that is no whole number from 0.
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { hsiSuite } from 'widget-statecharts/testing';
 *
 * const suite = hsiSuite(exploreKit(flexitiKit), { k: 1 });
 * console.log(suite.machines.length, suite.size().sessions); // 3 1457
 * for (const edgePath of suite.edgePaths()) if (edgePath.edges.length === 0) console.log('an empty session');
 * ```
 */
export function hsiSuite(exploration: Exploration, options: HsiOptions = {}): HsiSuite {
  const { k = 0, observe = seenOf, alike = true, cover = 'states', inert = false } = options;
  if (!Number.isSafeInteger(k) || k < 0) throw invalidOption('k must be an integer of at least 0.');
  const stepTable = stepTableOf(exploration);
  const see = observe === 'acceptance' ? () => '' : observe;
  const machines = startsOf(exploration).map(({ configuration, input }) => {
    const made = machinesOf(exploration, stepTable, configuration, see, alike ? cover : 'never');
    const separator = separatorOf(made.minimal);
    const { words, inseparable } = adaptiveIdentifiers(made.minimal, separator);
    const plain = () => pairwiseIdentifiers(made.minimal, separator).words;
    const machine = cover === 'states' ? made.minimal : made.whole;
    const spread = (of: readonly Words[]) => (cover === 'states' ? of : made.stands.map((state) => of[state] as Words));
    return {
      edgePath: (word: readonly number[]) => edgePathOf(exploration, stepTable, made, word),
      words: () => wordsOf(machine, spread(words), k, inert),
      plainSize: () => plainSizeOf(machine, spread(plain()), k),
      described: describe(exploration, made, input, inseparable),
    };
  });
  const described = machines.map((each) => each.described);
  return {
    k,
    machines: described,
    guarantee: guaranteeOf({ k, observe, cover, inert }, described, exploration),
    *edgePaths() {
      for (const { words, edgePath } of machines) for (const word of words()) yield edgePath(word);
    },
    size() {
      const sizes = machines.map(({ words }) => sizeOf(words()));
      return {
        events: sum(sizes.map(({ events }) => events)),
        sessions: sum(sizes.map(({ sessions }) => sessions)),
        distinct: sum(sizes.map(({ distinct }) => distinct)),
      };
    },
    plainSize() {
      const sizes = machines.map(({ plainSize }) => plainSize());
      return { events: sum(sizes.map(({ events }) => events)), sessions: sum(sizes.map(({ sessions }) => sessions)) };
    },
  };
}

/** Two inputs that begin in the same configuration are one machine, with the first of them. */
function startsOf({ starts }: Exploration): Exploration['starts'] {
  return starts.filter(
    ({ configuration }, index) => starts.findIndex((each) => each.configuration === configuration) === index,
  );
}

function seenOf({ snapshot }: Configuration): string {
  return JSON.stringify([snapshot.value, snapshot.status, [...snapshot.tags].sort()]);
}

function describe(
  { events, inputs, projections, configurations }: Exploration,
  { start, whole, minimal }: Machines,
  input: number,
  inseparable: number,
): HsiMachine {
  const eventOf = (event: number) => events[event]?.event as EventObject;
  return {
    projection: projections[configurations[start]?.projection ?? 0] ?? '',
    input: inputs[input] ?? null,
    configurations: whole.states,
    states: minimal.states,
    symbols: minimal.symbols.map(([event, ...others]) => ({
      event: eventOf(event as number),
      alike: others.map(eventOf),
    })),
    inseparable,
  };
}

/** A word as an edge path: each symbol by the first of its events. */
function edgePathOf(
  { edges }: Exploration,
  stepTable: StepTable,
  { start, minimal: { symbols } }: Machines,
  word: readonly number[],
): EdgePath {
  let at = start;
  const steps = word.map((symbol) => {
    const step = stepTable[at]?.[symbols[symbol]?.[0] as number] as number;
    if (step >= 0) at = edges[step]?.to as number;
    return step;
  });
  return { start, edges: steps };
}

function guaranteeOf(
  { k, observe, cover, inert }: Required<Omit<HsiOptions, 'alike'>>,
  machines: readonly HsiMachine[],
  { projections, cutOff }: Exploration,
): Guarantee {
  const reach = k === 0 ? '' : `, or from there by at most ${k} event${k === 1 ? '' : 's'}`;
  const unsent = sum(machines.flatMap(({ symbols }) => symbols.map((symbol) => symbol.alike.length)));
  const inseparable = sum(machines.map((machine) => machine.inseparable));
  const shown = observe === seenOf ? 'its state value, status and tags' : 'what `observe` returns';
  const assumptions = [
    'A session begins anew: nothing of the session before is left.',
    'The same events have the same effect each time.',
    ...(machines.length > 1 ? ['What one input leads to does not depend on the others.'] : []),
    ...(projections.length > 1 ? ['The events of one projection do not move the others.'] : []),
    ...(unsent > 0
      ? ['Events that the chart does not distinguish are not distinguished by the implementation either.']
      : []),
    ...(inert ? ['An implementation that refuses an event stays where it is.'] : []),
    ...(inseparable > 0
      ? [`${inseparable} pairs of states may stand for each other: one of them cannot be sent what distinguishes them.`]
      : []),
    ...(cutOff.length > 0 ? ['What the exploration cut off is not tested.'] : []),
  ];
  return {
    faultClass:
      `Complete for k = ${k} (k-A-complete): all implementations of which each state is reached by the shortest way to ` +
      `one of the chart's ${cover === 'states' ? 'distinguishable states' : cover}${reach}; among them all with at ` +
      `most as many states as the chart has distinguishable ones${k === 0 ? '' : `, and ${k} more`}.`,
    oracle:
      observe === 'acceptance'
        ? 'whether each event is accepted'
        : `whether each event is accepted, and after each, and at the start, ${shown}`,
    assumptions,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
