/** What a path is run against, as the user writes it, and the names that may be used there. */
import type {
  AnyMachineSnapshot,
  AnyStateMachine,
  AnyStateNode,
  EventFromLogic,
  EventObject,
  ExtractEvent,
  SnapshotFrom,
  StateValue,
} from 'xstate';
import type { WidgetError } from '../../errors.ts';
import { isObject } from '../../values.ts';
import { nodesOf } from '../../xstate.ts';
import { type Chart, chartOf } from '../explore/chart.ts';
import { invalidOption } from '../invalidOption.ts';
import { nearest } from '../nearest.ts';
import { describeValue } from '../text.ts';
import type { Path, Step, Suite } from '../types.ts';

/** What an executor receives: the step, its event with the whole payload, and what has to become of it. */
export interface Execution<TEvent> extends Omit<Step, 'event'> {
  readonly event: TEvent;
}

/**
 * Does in the subject what an event stands for. Of an event that has to be refused it may answer `'notOfferable'`:
 * there is nothing to send it with (the button is not there), which is counted separately and not asserted.
 */
export type Executor<TEvent> = (execution: Execution<TEvent>) => unknown;

/** Executors by event type. `'*'` does those that no other key names. */
export type Executors<TMachine extends AnyStateMachine> = {
  readonly [TType in EventFromLogic<TMachine>['type']]?: Executor<ExtractEvent<EventFromLogic<TMachine>, TType>>;
} & {
  readonly '*'?: Executor<EventFromLogic<TMachine>>;
  /** Timeouts and the ends of invoked actors. */
  readonly [internal: `xstate.${string}`]: Executor<EventObject>;
};

/** The dotted paths of a machine's states: `'open.flow.credentials'`. */
export type StatePath<TMachine extends AnyStateMachine> = PathsOf<SnapshotFrom<TMachine>['value']>;

type PathsOf<TValue> = [StateValue] extends [TValue]
  ? string
  : TValue extends string
    ? TValue
    : { [TKey in keyof TValue & string]: TKey | `${TKey}.${PathsOf<NonNullable<TValue[TKey]>>}` }[keyof TValue &
        string];

/** Asserts that the subject is where the chart is. Throws where it is not. */
export type StateAssertion<TMachine extends AnyStateMachine> = (snapshot: SnapshotFrom<TMachine>) => unknown;

/** What is tested, seen from a path: these keys and no others. Functions may be async; a path takes a fresh one each. */
export interface Subject<TMachine extends AnyStateMachine = AnyStateMachine> {
  /** How to do each event. A path with an event that no executor does is an error. */
  readonly events: Executors<TMachine>;
  /**
   * Assertions by dotted state path: each that the chart is in is made after every step, and before the first. `'*'`
   * is made where no other key matches.
   */
  readonly states?: { readonly [TPath in StatePath<TMachine> | '*']?: StateAssertion<TMachine> };
  /** What the subject observably is: compared with `expected` after every step, and before the first. */
  readonly read?: () => unknown;
  /** What `read` must return. The step is null before the first. @default the snapshot's state value */
  readonly expected?: (snapshot: SnapshotFrom<TMachine>, step: Step | null) => unknown;
  /** What stays as it is while an event is refused: what was emitted, called or written so far. */
  readonly observe?: () => unknown;
  /** Called at the end of a path, failed or not. */
  readonly close?: () => unknown;
}

/** A chart to follow a path with, and the names that a subject may use. */
export interface Model {
  readonly chart: Chart;
  readonly events: ReadonlySet<string>;
  readonly states: ReadonlySet<string>;
  /** The types that each suite sends, which may be none of the chart's. */
  readonly sent: WeakMap<Suite, ReadonlySet<string>>;
}

const models = new WeakMap<AnyStateMachine, Model>();

export function modelOf(machine: AnyStateMachine): Model {
  const known = models.get(machine);
  if (known !== undefined) return known;
  const chart = chartOf(machine);
  const events = new Set(chart.transitions.map(({ event }) => event).filter((event) => event !== ''));
  const model = { chart, events, states: new Set(pathsIn(chart.machine.root)), sent: new WeakMap() };
  models.set(machine, model);
  return model;
}

function pathsIn(node: AnyStateNode): string[] {
  return Object.values(node.states).flatMap((child) =>
    child.type === 'history' ? [] : [child.path.join('.'), ...pathsIn(child)],
  );
}

const subjectKeys = ['events', 'states', 'read', 'expected', 'observe', 'close'] satisfies (keyof Subject)[];

/** Whether somebody has given a subject at all, with no other keys than those that are read. */
export function checkSubject(subject: unknown): asserts subject is Subject {
  if (!isObject(subject) || !isObject(subject.events)) {
    const given = isObject(subject) ? `with ${describeValue(subject.events)} as its events` : describeValue(subject);
    throw invalidOption(`A subject must be an object with executors in events, but got ${given}.`);
  }
  const known: readonly string[] = subjectKeys;
  for (const key of Object.keys(subject)) {
    if (known.includes(key)) continue;
    const hint = `did you mean "${nearest(key, known)}"?`;
    throw invalidOption(`The subject has a key "${key}" that is not known: ${hint}`);
  }
}

/** Keys that name nothing would never be used, and the test would be green without them. */
export function checkKeys(
  model: Omit<Model, 'chart'>,
  path: Path,
  { events, states = {} }: Subject,
  suite: Suite | undefined,
): void {
  for (const key of Object.keys(states)) {
    if (key !== '*' && !model.states.has(key)) throw unknownKey('state', key, model.states);
  }
  const isKnown = (type: string) =>
    type === '*' || model.events.has(type) || (suite && typesOf(model, suite).has(type)) || sends(path, type);
  for (const key of Object.keys(events)) if (!isKnown(key)) throw unknownKey('event', key, model.events);
  for (const { event } of path.steps) {
    if (executorFor(events, event.type) !== undefined) continue;
    throw invalidOption(
      `Path ${path.id} sends ${event.type}, and the subject has no executor for it: add events['${event.type}'], or events['*'] for all that no other key names.`,
    );
  }
}

function typesOf({ sent }: Pick<Model, 'sent'>, suite: Suite): ReadonlySet<string> {
  const known = sent.get(suite) ?? new Set(suite.paths.flatMap(({ steps }) => steps.map(({ event }) => event.type)));
  sent.set(suite, known);
  return known;
}

function sends({ steps }: Path, type: string): boolean {
  return steps.some(({ event }) => event.type === type);
}

function unknownKey(kind: 'state' | 'event', key: string, known: ReadonlySet<string>): WidgetError {
  const near = nearest(key, known);
  const hint = near === null ? `it has none` : `did you mean "${near}"?`;
  const what = kind === 'state' ? 'a state "' : 'an event "';
  return invalidOption(`The subject names ${what}${key}" that the chart does not know: ${hint}`);
}

export function executorFor(events: Subject['events'], type: string): Executor<EventObject> | undefined {
  const found = Object.hasOwn(events, type) ? events[type] : undefined;
  return (found ?? events['*']) as Executor<EventObject> | undefined;
}

/** The assertions of the states that a snapshot is in. */
export function assertionsFor({ states = {} }: Subject, known: ReadonlySet<string>, snapshot: AnyMachineSnapshot) {
  const inside = nodesOf(snapshot)
    .map(({ path }) => path.join('.'))
    .filter((path) => known.has(path));
  const named = inside.flatMap((path) => states[path] ?? []);
  return named.length > 0 ? named : [states['*'] ?? []].flat();
}
