/** Everything a chart can do with the given events: a table of configurations and of the steps between them. */
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, ContextFrom, EventObject, InputFrom } from 'xstate';
import { WidgetError } from '../../errors.ts';
import { checkExploreOptions, checkMachine } from '../arguments.ts';
import { type Chart, chartOf } from './chart.ts';
import { eventOf, howToGive, isInternal, routeType } from './due.ts';
import { canonical } from './identity.ts';
import { LeftOut, unreachableIn } from './unreachable.ts';

/** Events to try: one for each payload that makes a difference; or those that may come in a state. */
export type EventCases<TEvent extends EventObject = EventObject> =
  | readonly TEvent[]
  | ((snapshot: AnyMachineSnapshot) => readonly TEvent[]);

/** A part of a chart that is walked apart from the others: its configurations are those that `moves` lead to. */
export interface Part<TEvent extends EventObject = EventObject> {
  readonly name: string;
  /** Whether an event is walked in this part. Whatever its states refuse is refused in every part. */
  readonly moves: (event: TEvent) => boolean;
}

/** How a machine is explored. */
export interface ExploreOptions<TMachine extends AnyStateMachine, TEvent extends EventObject = EventObject> {
  /** The inputs to start from. @default one start without input */
  readonly inputs?: readonly InputFrom<TMachine>[];
  /** @default each of the machine's own event types, without a payload */
  readonly events?: EventCases<TEvent>;
  /** What of a context tells configurations apart: what guards read. @default all of it */
  readonly abstract?: (context: ContextFrom<TMachine>) => unknown;
  /**
   * Regions that answer to their own events, walked apart so that their states do not multiply. What a screen does in a
   * combination of their states is then not tested: to have it tested, let one part move both. @default one part
   */
  readonly parts?: readonly Part<TEvent>[];
  /** How many configurations are explored at most; what is cut off is listed. @default 50,000 */
  readonly maxConfigurations?: number;
}

/** A state with all that decides what comes next: what the chart can be in. */
export interface Configuration {
  readonly index: number;
  readonly part: number;
  readonly snapshot: AnyMachineSnapshot;
  /** The step that led here first; null where a session begins. */
  readonly reachedBy: number | null;
}

/** One event as it is sent. */
export interface EventCase {
  readonly index: number;
  readonly event: EventObject;
  /** A timeout, or the end of an invoked actor: the machine's own, and nobody's to send where it is not due. */
  readonly internal: boolean;
}

/** A step that the chart accepts. */
export interface Arc {
  readonly index: number;
  readonly from: number;
  readonly event: number;
  readonly to: number;
  /** The chart's transitions that it takes, by number. */
  readonly transitions: readonly number[];
}

/** Something of the chart that no session of the table does, and why. */
export interface Unreachable {
  readonly kind: 'state' | 'transition';
  readonly id: string;
  readonly reason: string;
}

/** Something that was not explored, and why. */
export interface CutOff {
  readonly kind: 'limit' | 'threw' | 'input';
  readonly reason: string;
  /** Where: a state value, where there is one. */
  readonly state?: unknown;
  readonly event?: EventObject;
}

/** What `explore` found. */
export interface Exploration {
  readonly machine: AnyStateMachine;
  readonly chart: Chart;
  readonly inputs: readonly unknown[];
  /** The names of the parts that were walked apart; one, without a name, where everything was walked together. */
  readonly parts: readonly string[];
  readonly events: readonly EventCase[];
  readonly configurations: readonly Configuration[];
  /** Where each input of each part begins: a configuration, and the input's number. */
  readonly starts: readonly { readonly configuration: number; readonly input: number }[];
  readonly arcs: readonly Arc[];
  /** By configuration, the arcs that leave it. */
  readonly leaving: readonly (readonly number[])[];
  /** By configuration, the events that it refuses. */
  readonly refused: readonly (readonly number[])[];
  readonly unreachable: readonly Unreachable[];
  readonly cutOff: readonly CutOff[];
  /** Whether configurations are told apart by less than all of their context. */
  readonly abstracted: boolean;
  /** The configuration of a part that a snapshot of `chart` is in; null where the table has none like it. */
  readonly locate: (part: number, snapshot: AnyMachineSnapshot) => number | null;
}

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
 * const { configurations, arcs } = explore(flexitiMachine, { events: [{ type: 'flx-cancel' }] });
 * console.log(configurations.length, arcs.length); // 2 1
 * ```
 */
export function explore<TMachine extends AnyStateMachine, TEvent extends EventObject = EventObject>(
  machine: TMachine,
  options: ExploreOptions<TMachine, TEvent> = {},
): Exploration {
  checkMachine(machine, 'explore');
  checkExploreOptions(options);
  const { abstract, maxConfigurations = 50_000 } = options;
  if (!(maxConfigurations > 0)) throw new WidgetError('INVALID_OPTION', 'maxConfigurations has to be above 0.');
  const chart = chartOf(machine);
  const inputs = options.inputs ?? [undefined];
  const parts: readonly Part<TEvent>[] = options.parts ?? [{ name: '', moves: () => true }];
  const cases = new Cases(options.events ?? defaultEvents(chart));

  const configurations: Configuration[] = [];
  const known = new Map<string, number>();
  const arcs: Arc[] = [];
  const leaving: number[][] = [];
  const refused: number[][] = [];
  const starts: { configuration: number; input: number }[] = [];
  const cutOff: CutOff[] = [];
  const leftOut = new LeftOut();
  let overflow = 0;
  const identify = identifier(chart, abstract);

  /** The configuration of a snapshot, or null where the limit is reached. */
  function admit(part: number, snapshot: AnyMachineSnapshot, reachedBy: number | null): number | null {
    const key = `${part} ${identify(snapshot)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (configurations.length >= maxConfigurations) {
      overflow += 1;
      return null;
    }
    const index = configurations.length;
    known.set(key, index);
    configurations.push({ index, part, snapshot, reachedBy });
    leaving.push([]);
    refused.push([]);
    return index;
  }

  /** The events to try; none where the caller's own function throws. */
  function casesAt(snapshot: AnyMachineSnapshot): readonly EventCase[] {
    try {
      return cases.at(snapshot, chart.due(snapshot));
    } catch (error) {
      if (error instanceof WidgetError) throw error;
      cutOff.push({ kind: 'threw', reason: `its events are not told: ${messageOf(error)}`, state: snapshot.value });
      return [];
    }
  }

  for (const part of parts.keys()) {
    for (const [input, given] of inputs.entries()) {
      try {
        const configuration = admit(part, chart.start(given), null);
        if (configuration !== null) starts.push({ configuration, input });
      } catch (error) {
        if (part === 0)
          cutOff.push({ kind: 'input', reason: `it does not start with input ${input + 1}: ${messageOf(error)}` });
      }
    }
  }

  for (const { index: from, part, snapshot } of configurations) {
    const { moves } = parts[part] as Part<TEvent>;
    for (const { index: event, event: sent, internal } of casesAt(snapshot)) {
      try {
        const { next, accepted, transitions } = chart.step(snapshot, sent);
        if (!accepted) {
          if (!internal) refused[from]?.push(event);
          continue;
        }
        if (!internal && !moves(sent as TEvent)) {
          leftOut.add(next, transitions, 'unmoved');
          continue;
        }
        const to = admit(part, next, arcs.length);
        if (to === null) {
          leftOut.add(next, transitions, 'beyond');
          continue;
        }
        leaving[from]?.push(arcs.length);
        arcs.push({ index: arcs.length, from, event, to, transitions });
      } catch (error) {
        const hint = internal && !cases.isGiven(sent.type) ? howToGive(sent.type) : '';
        cutOff.push({ kind: 'threw', reason: `${messageOf(error)}${hint}`, state: snapshot.value, event: sent });
      }
    }
  }

  if (overflow > 0) cutOff.push(limitReached(maxConfigurations, overflow, configurations));
  return {
    machine,
    chart,
    inputs,
    parts: parts.map(({ name }) => name),
    events: cases.all,
    configurations,
    starts,
    arcs,
    leaving,
    refused,
    unreachable: unreachableIn(chart, configurations, arcs, { cases, cutOff, leftOut }),
    cutOff,
    abstracted: abstract !== undefined,
    locate: (part, snapshot) => known.get(`${part} ${identify(snapshot)}`) ?? null,
  };
}

/** Every case that was ever offered, each once. */
export class Cases {
  readonly all: EventCase[] = [];
  readonly #known = new Map<string, EventCase>();
  readonly #events: EventCases;
  readonly #fixed: readonly EventCase[];
  /** What is given for the machine's own events: offered only where they are due. */
  readonly #internal = new Map<string, Set<EventCase>>();

  constructor(events: EventCases) {
    this.#events = events;
    this.#fixed = typeof events === 'function' ? [] : this.#external(events);
  }

  at(snapshot: AnyMachineSnapshot, due: readonly string[]): readonly EventCase[] {
    const external = typeof this.#events === 'function' ? this.#external(this.#events(snapshot)) : this.#fixed;
    return due.length === 0 ? external : [...external, ...due.flatMap((type) => this.#due(type))];
  }

  /** Whether an event of the machine's own was given, and not made up here. */
  isGiven(type: string): boolean {
    return this.#internal.has(type);
  }

  #external(events: readonly EventObject[]): EventCase[] {
    const cases = new Set(events.map((event) => this.#intern(event)));
    for (const each of cases) {
      if (!each.internal) continue;
      const { type } = each.event;
      this.#internal.set(type, (this.#internal.get(type) ?? new Set()).add(each));
    }
    return [...cases].filter(({ internal }) => !internal);
  }

  #due(type: string): EventCase[] {
    const given = this.#internal.get(type);
    return given === undefined ? [this.#intern(eventOf(type))] : [...given];
  }

  #intern(event: EventObject): EventCase {
    const type: unknown = event?.type;
    if (typeof type !== 'string' || type === '*') {
      throw new WidgetError('INVALID_OPTION', 'events have to be objects with a type, and none is of type *.');
    }
    const key = canonical(event);
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const made = { index: this.all.length, event, internal: isInternal(type) };
    this.#known.set(key, made);
    this.all.push(made);
    return made;
  }
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

/** Tells configurations apart by state, history, what is due and context; a context that two share is written once. */
function identifier(chart: Chart, abstract: ((context: never) => unknown) | undefined) {
  const contexts = new WeakMap<object, string>();
  const ofContext = (context: object): string => {
    const known = contexts.get(context);
    if (known !== undefined) return known;
    const text = canonical(abstract === undefined ? context : abstract(context as never));
    contexts.set(context, text);
    return text;
  };
  return (snapshot: AnyMachineSnapshot): string => {
    const { status, context } = snapshot;
    return `${status} ${leavesOf(snapshot)} ${historyOf(snapshot)} ${chart.due(snapshot)} ${ofContext(context)}`;
  };
}

/** The states that stand for all above them, by number: the order of regions in a state's value depends on the way. */
function leavesOf({ _nodes }: AnyMachineSnapshot): string {
  return numbersOf(_nodes.filter(({ type }) => type === 'atomic' || type === 'final'));
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
