import { type AnyMachineSnapshot, type AnyStateMachine, createActor } from 'xstate';
import { withoutSecrets } from '../machines/input.ts';
import type { Provider, ProviderInput, Reading } from '../machines/provider.ts';
import type { Failure } from './explain.ts';
import type { SessionEvent, SessionSnapshot } from './result.ts';

/** A verdict without its words. */
export type Judgement<TEvent, TSnapshot> =
  | { readonly verdict: 'accepted'; readonly type: string; readonly event: TEvent; readonly snapshot: TSnapshot }
  | { readonly verdict: 'unrecognized'; readonly type: string; readonly snapshot: TSnapshot }
  | {
      readonly verdict: Failure['reason'];
      readonly type: string | null;
      readonly failure: Failure;
      readonly snapshot: TSnapshot;
    };

/**
 * Reads, judges and sends one message after another to one actor. Sessions and replay are built on it.
 * `origins` are the ones to trust; without them, origins are not judged. `resumed` is where to begin, in place of the
 * chart's own beginning.
 */
export function createJudge<TProvider extends Provider>(
  provider: TProvider,
  input: ProviderInput<TProvider> | undefined,
  origins?: readonly string[],
  resumed?: AnyMachineSnapshot,
) {
  type Event = SessionEvent<TProvider>;
  type Snapshot = SessionSnapshot<TProvider>;
  const machine: AnyStateMachine = provider.machine;
  const options = { input: withoutSecrets(provider.input, input) };
  const actor = createActor(machine, resumed === undefined ? options : { ...options, snapshot: resumed });
  // The chart checks its input; an actor that could not begin holds what was wrong.
  const { status, error } = actor.getSnapshot();
  if (status === 'error') throw error;
  actor.start();
  const getSnapshot = () => actor.getSnapshot() as Snapshot;

  const trusts = (origin: string) => origins === undefined || origins.includes(origin) || origins.includes('*');

  function judge(message: unknown, origin?: string | null): Judgement<Event, Snapshot> {
    const reading = read(message);
    if (reading.kind === 'foreign') return failed(null, { reason: 'foreign', problem: reading.problem });
    if (origin != null && !trusts(origin)) {
      return failed(null, {
        reason: 'foreign',
        problem: `it comes from the origin ${clip(origin)}, which is not listed`,
      });
    }
    if (reading.kind === 'unrecognized') {
      return { verdict: 'unrecognized', type: clip(reading.type), snapshot: getSnapshot() };
    }
    if (reading.kind === 'malformed') {
      return failed(reading.type, { reason: 'malformed', issues: reading.issues });
    }
    const event = reading.event as Event;
    // A finished actor would only warn. In a chart that only assigns, an accepted event always makes a new snapshot
    // and a refused one never does: comparing the two is the whole judgement.
    const before: AnyMachineSnapshot = actor.getSnapshot();
    if (before.status === 'active') {
      actor.send(event);
      const snapshot = getSnapshot();
      if (snapshot !== before) return { verdict: 'accepted', type: event.type, event, snapshot };
    }
    return failed(event.type, illegal);
  }

  /** A host's SDK may hand over anything, a getter or a proxy that throws included. */
  function read(message: unknown): Reading<Event> {
    try {
      return provider.read(message) as Reading<Event>;
    } catch {
      return { kind: 'foreign', problem: 'it cannot be read' };
    }
  }

  function failed(type: string | null, failure: Failure): Judgement<Event, Snapshot> {
    return { verdict: failure.reason, type, failure, snapshot: getSnapshot() };
  }

  return { actor, judge, getSnapshot };
}

const illegal: Failure = { reason: 'illegal' };

/** A name nobody knows may be of any length. */
function clip(type: string): string {
  return type.length <= 200 ? type : `${type.slice(0, 199)}…`;
}
