/** Everything a chart can do with the given events: a table of configurations and of the steps between them. */
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, EventObject } from 'xstate';
import { WidgetError } from '../../errors.ts';
import { nodesOf } from '../../xstate.ts';
import { checkExploreOptions, checkMachine } from '../arguments.ts';
import { invalidOption } from '../invalidOption.ts';
import { messageOf } from '../text.ts';
import { type Chart, chartOf } from './chart.ts';
import { Cases } from './eventCases.ts';
import type { Configuration, CutOff, Edge, EventCase, Exploration, ExploreOptions, Projection } from './exploration.ts';
import { canonical } from './identity.ts';
import { missingPayloadHint, routeType } from './pending.ts';
import { LeftOut, unreachableIn } from './unreachable.ts';

/**
 * Explores a machine breadth first, with its real guards and context, and without running any of its effects.
 * Invoked actors and delays are explored through the events of their end.
 *
 * @throws WidgetError `INVALID_OPTION` for what is no machine, for an option that there is not or that is no list, and for
 * a limit that is no number above 0.
 * @example
 * ```ts
 * import { flexitiMachine } from 'widget-statecharts';
 * import { explore } from 'widget-statecharts/testing';
 *
 * const { configurations, edges } = explore(flexitiMachine, { events: [{ type: 'flx-cancel' }] });
 * console.log(configurations.length, edges.length); // 2 1
 * ```
 */
export function explore<TMachine extends AnyStateMachine, TEvent extends EventObject = EventObject>(
  machine: TMachine,
  options: ExploreOptions<TMachine, TEvent> = {},
): Exploration {
  checkMachine(machine, 'explore');
  checkExploreOptions(options);
  const { abstractContext, maxConfigurations = 50_000 } = options;
  if (!(maxConfigurations > 0)) throw invalidOption('maxConfigurations must be above 0.');
  const chart = chartOf(machine);
  const inputs = options.inputs ?? [undefined];
  const projections: readonly Projection<TEvent>[] = options.projections ?? [{ name: '', includes: () => true }];
  const cases = new Cases(options.events ?? defaultEvents(chart));

  const configurations: Configuration[] = [];
  const known = new Map<string, number>();
  const edges: Edge[] = [];
  const leaving: number[][] = [];
  const refused: number[][] = [];
  const starts: { configuration: number; input: number }[] = [];
  const cutOff: CutOff[] = [];
  const leftOut = new LeftOut();
  let overflow = 0;
  const identify = identifier(chart, abstractContext);

  /** The configuration of a snapshot, or null where the limit is reached. */
  function admit(projection: number, snapshot: AnyMachineSnapshot, reachedBy: number | null): number | null {
    const key = `${projection} ${identify(snapshot)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (configurations.length >= maxConfigurations) {
      overflow += 1;
      return null;
    }
    const index = configurations.length;
    known.set(key, index);
    configurations.push({ index, projection, snapshot, reachedBy });
    leaving.push([]);
    refused.push([]);
    return index;
  }

  /** The events to try; none where the caller's own function throws. */
  function casesAt(snapshot: AnyMachineSnapshot): readonly EventCase[] {
    try {
      return cases.at(snapshot, chart.pending(snapshot));
    } catch (error) {
      if (error instanceof WidgetError) throw error;
      cutOff.push({ kind: 'threw', reason: `the events function threw: ${messageOf(error)}`, state: snapshot.value });
      return [];
    }
  }

  for (const projection of projections.keys()) {
    for (const [input, given] of inputs.entries()) {
      try {
        const configuration = admit(projection, chart.start(given), null);
        if (configuration !== null) starts.push({ configuration, input });
      } catch (error) {
        if (projection === 0)
          cutOff.push({ kind: 'input', reason: `it does not start with input ${input + 1}: ${messageOf(error)}` });
      }
    }
  }

  for (const { index: from, projection, snapshot } of configurations) {
    const { includes } = projections[projection] as Projection<TEvent>;
    for (const { index: event, event: sent, internal } of casesAt(snapshot)) {
      try {
        const { next, accepted, transitions } = chart.step(snapshot, sent);
        if (!accepted) {
          if (!internal) refused[from]?.push(event);
          continue;
        }
        if (!internal && !includes(sent as TEvent)) {
          leftOut.add(next, transitions, 'unmoved');
          continue;
        }
        const to = admit(projection, next, edges.length);
        if (to === null) {
          leftOut.add(next, transitions, 'beyond');
          continue;
        }
        leaving[from]?.push(edges.length);
        edges.push({ index: edges.length, from, event, to, transitions });
      } catch (error) {
        const hint = internal && !cases.isGiven(sent.type) ? missingPayloadHint(sent.type) : '';
        cutOff.push({ kind: 'threw', reason: `${messageOf(error)}${hint}`, state: snapshot.value, event: sent });
      }
    }
  }

  if (overflow > 0) cutOff.push(limitReached(maxConfigurations, overflow, configurations));
  return {
    machine,
    chart,
    inputs,
    projections: projections.map(({ name }) => name),
    events: cases.all,
    configurations,
    starts,
    edges,
    leaving,
    refused,
    unreachable: unreachableIn(chart, configurations, edges, { cases, cutOff, leftOut }),
    cutOff,
    abstracted: abstractContext !== undefined,
    locate: (projection, snapshot) => known.get(`${projection} ${identify(snapshot)}`) ?? null,
  };
}

/** Each type that the chart names, without a payload; for a wildcard, a name that only it takes. */
function defaultEvents({ transitions }: Chart): EventObject[] {
  const types = new Set(transitions.map(({ event }) => event));
  const named = [...types]
    .filter((type) => type !== '' && !type.startsWith('xstate.'))
    .map((type) => ({
      type: type === '*' ? 'any-other-event' : type.endsWith('.*') ? `${type.slice(0, -1)}any` : type,
    }));
  const routes = transitions.filter(({ event }) => event === routeType);
  return [...named, ...routes.map(({ targets }) => ({ type: routeType, to: `#${targets[0]}` }))];
}

/** Tells configurations apart by state, history, pending events and context; a context that two share is written once. */
function identifier(chart: Chart, abstractContext: ((context: never) => unknown) | undefined) {
  const contexts = new WeakMap<object, string>();
  const ofContext = (context: object): string => {
    const known = contexts.get(context);
    if (known !== undefined) return known;
    const text = canonical(abstractContext === undefined ? context : abstractContext(context as never));
    contexts.set(context, text);
    return text;
  };
  return (snapshot: AnyMachineSnapshot): string => {
    const { status, context } = snapshot;
    return `${status} ${leavesOf(snapshot)} ${historyOf(snapshot)} ${chart.pending(snapshot)} ${ofContext(context)}`;
  };
}

/** The states that stand for all above them, by number: the order of regions in a state's value depends on the way. */
function leavesOf(snapshot: AnyMachineSnapshot): string {
  return numbersOf(nodesOf(snapshot).filter(({ type }) => type === 'atomic' || type === 'final'));
}

function historyOf({ historyValue }: AnyMachineSnapshot): string {
  const history = historyValue as Readonly<Record<string, readonly AnyStateNode[]>>;
  return Object.keys(history)
    .sort()
    .map((id) => `${JSON.stringify(id)}:${numbersOf(history[id] ?? [])}`)
    .join();
}

function numbersOf(nodes: readonly AnyStateNode[]): string {
  const numbers = nodes.map(({ order }) => order);
  return (numbers.length > 1 ? numbers.sort((a, b) => a - b) : numbers).join();
}

function limitReached(limit: number, overflow: number, configurations: readonly Configuration[]): CutOff {
  const keys = new Map<string, Set<string>>();
  for (const { snapshot } of configurations.slice(-1000)) {
    for (const [key, value] of Object.entries(snapshot.context)) {
      keys.set(key, (keys.get(key) ?? new Set()).add(canonical(value)));
    }
  }
  const [widest] = [...keys].sort(([, a], [, b]) => b.size - a.size);
  const hint =
    widest === undefined
      ? ''
      : ` Of the context, ${widest[0]} takes the most values: bound it, or leave it out with an abstraction.`;
  const beyond = overflow === 1 ? '1 step leads' : `${overflow} steps lead`;
  return {
    kind: 'limit',
    reason: `the limit of ${limit} configurations was reached, and ${beyond} beyond it.${hint}`,
  };
}
