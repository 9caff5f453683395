/** A session as plain data, for a page that is about to go, and back into a snapshot for the page that comes after it. */
import { type AnyMachineSnapshot, type AnyStateMachine, type AnyStateNode, createActor, type StateValue } from 'xstate';
import * as z from 'zod/mini';
import { WidgetError } from '../errors.ts';
import { withoutSecrets } from '../provider/input.ts';
import type { Provider } from '../provider/provider.ts';
import type { Schema } from '../provider/schemas.ts';
import { knownOutput } from '../provider/selectors.ts';
import { maskAll } from '../provider/shape.ts';
import { isObject, own } from '../values.ts';
import type { VerdictKind } from './verdict.ts';

/** What `session.save()` gives: plain JSON, to be taken as it is. It holds no secret, and it does hold handles. */
export interface SavedSession {
  readonly format: typeof format;
  /** Of the format: counts up when a session is saved in another way. */
  readonly version: typeof version;
  readonly provider: string;
  /** A hash of the chart, which tells a page that was deployed in between: its states may mean something else. */
  readonly chart: string;
  /** The configuration that the session was opened with, as far as the chart knows its keys. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly state: StateValue;
  /** The chart's context, less what follows from the input. */
  readonly memory: Readonly<Record<string, unknown>>;
  readonly counts: Readonly<Record<VerdictKind, number>>;
  /** The last error that the widget reported, or null. */
  readonly error: unknown;
}

/** A saved session that was found fit to go on. */
export interface Resumed {
  readonly input: unknown;
  readonly snapshot: AnyMachineSnapshot;
  readonly counts: Readonly<Record<VerdictKind, number>>;
  readonly error: unknown;
}

const format = 'widget-statecharts session';
const version = 1;

const count = z.int().check(z.nonnegative());
const countsSchema = z.strictObject({
  accepted: count,
  unrecognized: count,
  illegal: count,
  malformed: count,
  foreign: count,
});

/** Puts a session into plain data. It was accepted by the chart and the schemas before, so nothing can be wrong here. */
export function saveSession(
  provider: Provider,
  input: unknown,
  { value, context }: AnyMachineSnapshot,
  counts: Readonly<Record<VerdictKind, number>>,
  error: unknown,
): SavedSession {
  const saved: SavedSession = {
    format,
    version,
    provider: provider.name,
    chart: hashOf(provider.machine),
    // The schema knows which keys there are: a secret under a misspelt one must not get in.
    input: z.parse(provider.input, withoutSecrets(provider.input, input ?? {})),
    state: value,
    memory: memoryOf(provider, context),
    counts,
    error,
  };
  // A copy, which has nothing in it that the page's storage would drop.
  return JSON.parse(JSON.stringify(saved));
}

/**
 * Reads what a storage held, which may be anything, and builds the snapshot that was saved. `given` is the input of the
 * call that resumes; without one, the saved one counts.
 *
 * @throws WidgetError `SESSION_MISMATCH` for all that cannot be resumed.
 */
export function resumeSession(provider: Provider, stored: unknown, given: unknown): Resumed {
  try {
    return read(provider, typeof stored === 'string' ? parsed(stored) : stored, given);
  } catch (error) {
    if (error instanceof WidgetError) throw error;
    // A getter or a proxy that throws: no storage gives one.
    throw mismatch('it cannot be read');
  }
}

/** Broken JSON is no saved session, as any other text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function read(provider: Provider, saved: unknown, given: unknown): Resumed {
  if (!isObject(saved) || own(saved, 'format') !== format) throw mismatch('it is no saved session');
  if (own(saved, 'version') !== version) throw mismatch('another version of this library saved it');
  if (own(saved, 'provider') !== provider.name) throw mismatch(`it is not one of ${provider.name}`);
  if (own(saved, 'chart') !== hashOf(provider.machine))
    throw mismatch(`the chart of ${provider.name} has changed since`);

  const input = checked(provider.input, own(saved, 'input'), 'input');
  const begun = beginning(provider, input);
  // Compared by what the chart makes of them: a new token, or another language, changes nothing.
  if (given !== undefined && JSON.stringify(beginning(provider, given)) !== JSON.stringify(begun)) {
    throw mismatch('it was opened with another input than is given now');
  }
  const state = stateIn(provider.machine.root, own(saved, 'state'));
  if (state === undefined) throw mismatch(`the chart of ${provider.name} has no such state`);
  const memory = checked(provider.memory ?? z.looseObject({}), own(saved, 'memory'), 'memory');
  const counts = checked(countsSchema, own(saved, 'counts'), 'counts');
  const error = checked(errorSchema(provider), own(saved, 'error'), 'error');
  const snapshot = snapshotAt(provider.machine, state, { ...begun, ...memory });
  return { input: given ?? input, snapshot, counts, error };
}

/** Where a resumed session begins, as its recording has it: handles are masked. */
export function recordedMemory(provider: Provider, { value, context }: AnyMachineSnapshot) {
  const hidden = new Set(provider.sensitiveOutput);
  return { state: value, memory: maskNamed(memoryOf(provider, context), hidden) };
}

/** The snapshot that a recording went on from. Null where the chart has no such place. */
export function snapshotFrom(
  provider: Provider,
  input: unknown,
  state: unknown,
  memory: unknown,
): AnyMachineSnapshot | null {
  const value = stateIn(provider.machine.root, state);
  if (value === undefined || !isObject(memory)) return null;
  return snapshotAt(provider.machine, value, { ...beginning(provider, input), ...memory });
}

function maskNamed(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => maskNamed(item, hidden));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      hidden.has(key) ? maskAll(field, true) : maskNamed(field, hidden),
    ]),
  );
}

/** The chart's own first context. An input of the wrong type is the chart's to refuse. */
function beginning(provider: Provider, input: unknown): object {
  const { status, error, context } = createActor(provider.machine as AnyStateMachine, {
    input: withoutSecrets(provider.input, input),
  }).getSnapshot();
  if (status === 'error') throw error;
  return context;
}

function memoryOf(provider: Provider, context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { memory } = provider;
  return memory === null
    ? { ...context }
    : Object.fromEntries(Object.keys(memory.shape).map((key) => [key, context[key]]));
}

/** The chart held the error once, so its memory's schema knows what one is. A chart without errors never had any. */
function errorSchema({ memory }: Provider): Schema {
  return memory === null ? z.unknown() : ((memory.shape.error as Schema | undefined) ?? z.null());
}

function checked<TSchema extends Schema>(schema: TSchema, value: unknown, what: string): z.output<TSchema> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw mismatch(`the ${what} in it cannot be right`);
}

/**
 * A state value that the chart can be in, written anew: each region's state where there are regions, one child
 * elsewhere. Undefined for anything else. It goes as deep as the chart does, whatever the value.
 */
function stateIn({ type, states }: AnyStateNode, value: unknown): StateValue | undefined {
  const child = (key: string) => own(states, key) as AnyStateNode | undefined;
  if (typeof value === 'string') return type === 'compound' && isLeaf(child(value)) ? value : undefined;
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length !== (type === 'parallel' ? Object.keys(states).length : 1)) return undefined;
  const entries: [string, StateValue][] = [];
  for (const key of keys) {
    const node = child(key);
    const below = node && stateIn(node, value[key]);
    if (below === undefined) return undefined;
    entries.push([key, below]);
  }
  return Object.fromEntries(entries);
}

function isLeaf(node: AnyStateNode | undefined): boolean {
  return node?.type === 'atomic' || node?.type === 'final';
}

/** The snapshot as the chart itself would have made it, its status and its output included. */
function snapshotAt(machine: AnyStateMachine, value: StateValue, context: object): AnyMachineSnapshot {
  const snapshot = machine.resolveState({ value, context });
  return snapshot.status === 'done'
    ? machine.resolveState({ value, context, output: knownOutput(snapshot) })
    : snapshot;
}

/** A hash of what a chart's author wrote, less the words: functions have none, and descriptions and sources move nothing. */
function hashOf({ config }: AnyStateMachine): string {
  const text = JSON.stringify(config, (key, value) => (key === 'description' || key === 'meta' ? undefined : value));
  // FNV-1a: enough to tell two versions of one chart apart, and no protection against anybody.
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function mismatch(reason: string): WidgetError {
  return new WidgetError(
    'SESSION_MISMATCH',
    `The saved session cannot be resumed: ${reason}. Remove it, and open a new session without resume.`,
  );
}
