/** A session as plain data, for a page that is about to go, and back into a snapshot for the page that comes after it. */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  getInitialSnapshot,
  type StateValue,
} from 'xstate';
import * as z from 'zod/mini';
import { WidgetError } from '../errors.ts';
import { withoutSecrets } from '../provider/input.ts';
import type { Provider } from '../provider/provider.ts';
import { knownOutput } from '../provider/selectors.ts';
import { maskAll } from '../provider/shape.ts';
import { isObject, own, parsed } from '../values.ts';
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
  return plain(saved) as SavedSession;
}

/** A copy, which has nothing in it that a page's storage would drop. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/**
 * Reads what a storage held, which may be anything, and builds the snapshot that was saved. `given` is the input of the
 * call that resumes; without one, the saved one counts.
 *
 * @throws WidgetError `SESSION_MISMATCH` for all that cannot be resumed.
 */
export function resumeSession(provider: Provider, stored: unknown, given: unknown): Resumed {
  let saved: unknown;
  try {
    saved = typeof stored === 'string' ? parsed(stored) : plain(stored);
  } catch {
    // A getter or a proxy that throws: no storage gives one, and the schema refuses that there is nothing.
  }
  const { data, error } = z.safeParse(schemaOf(provider), saved);
  if (error) throw mismatch(provider, error.issues[0]?.path[0] ?? 'format');
  const begun = beginning(provider, data.input);
  // Compared by what the chart makes of them: a new token, or another language, changes nothing.
  if (given !== undefined && JSON.stringify(beginning(provider, given)) !== JSON.stringify(begun)) {
    throw mismatch(provider, 'input');
  }
  const snapshot = snapshotAt(provider, data.state, { ...begun, ...data.memory });
  return { input: given ?? data.input, snapshot, counts: data.counts, error: data.error };
}

/** What a saved session of this provider is, in the order in which it is looked at. */
function schemaOf({ name, machine, input, memory }: Provider) {
  const count = z.uint32();
  return z.object({
    format: z.literal(format),
    version: z.literal(version),
    provider: z.literal(name),
    chart: z.literal(hashOf(machine)),
    state: z.custom<StateValue>((value) => isStateOf(machine.root, value)),
    input,
    memory: memory ?? z.looseObject({}),
    counts: z.strictObject({
      accepted: count,
      unrecognized: count,
      illegal: count,
      malformed: count,
      foreign: count,
    }),
    // The chart held the error once, so its memory's schema knows what one is. A chart without errors never had any.
    error: memory === null ? z.unknown() : ((memory.shape.error as z.ZodMiniType | undefined) ?? z.null()),
  });
}

/** Where a resumed session begins, as its recording has it: handles are masked. */
export function recordedMemory(provider: Provider, { value, context }: AnyMachineSnapshot) {
  const memory = JSON.stringify(memoryOf(provider, context), (key, field) =>
    provider.sensitiveOutput.includes(key) ? maskAll(field, true) : field,
  );
  return { state: value, memory: JSON.parse(memory) as unknown };
}

/** The snapshot that a recording went on from. Null where the chart has no such place. */
export function snapshotFrom(
  provider: Provider,
  input: unknown,
  state: unknown,
  memory: unknown,
): AnyMachineSnapshot | null {
  if (!isStateOf(provider.machine.root, state) || !isObject(memory)) return null;
  return snapshotAt(provider, state as StateValue, { ...beginning(provider, input), ...memory });
}

/** The chart's own first context. An input of the wrong type is the chart's to refuse. */
function beginning({ machine, input: schema }: Provider, input: unknown): object {
  const { status, error, context } = getInitialSnapshot(machine as AnyStateMachine, withoutSecrets(schema, input));
  if (status === 'error') throw error;
  return context;
}

function memoryOf(provider: Provider, context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { memory } = provider;
  return memory === null
    ? { ...context }
    : Object.fromEntries(Object.keys(memory.shape).map((key) => [key, context[key]]));
}

/**
 * Whether a chart can be in a state: the state of each region where there are regions, of one child elsewhere. It goes as
 * deep as the chart does, whatever the value.
 */
function isStateOf(node: AnyStateNode | undefined, value: unknown): boolean {
  const { type, states = {} } = node ?? {};
  // Only a name has nothing below it.
  if (value === undefined) return type === 'atomic' || type === 'final';
  const below = typeof value === 'string' ? { [value]: undefined } : value;
  if (!isObject(below)) return false;
  const keys = Object.keys(below);
  return (
    keys.length === (type === 'parallel' ? Object.keys(states).length : 1) &&
    keys.every((key) => isStateOf(own(states, key) as AnyStateNode | undefined, below[key]))
  );
}

/** The snapshot as the chart itself would have made it, its status and its output included. */
function snapshotAt({ machine }: Provider, value: StateValue, context: object): AnyMachineSnapshot {
  const place = { value, context };
  const snapshot: AnyMachineSnapshot = machine.resolveState(place);
  return snapshot.status === 'done' ? machine.resolveState({ ...place, output: knownOutput(snapshot) }) : snapshot;
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

function mismatch({ name }: Provider, part: PropertyKey): WidgetError {
  return new WidgetError(
    'SESSION_MISMATCH',
    `The saved session cannot be resumed: its ${String(part)} does not fit ${name}. Remove it, and open a new session without resume.`,
  );
}
