/**
 * The one evaluation: reads a message, asks the chart, and moves it. Sessions, replay and the simulator are built on it.
 * A verdict is there when the call returns, also where a message is received while another one moves the chart.
 */
import {
  type Actor,
  type ActorOptions,
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
} from 'xstate';
import { withoutSecrets } from '../provider/input.ts';
import type { Provider, ProviderInput, Reading } from '../provider/provider.ts';
import { clip } from '../values.ts';
import type { SessionEvent, SessionSnapshot } from './result.ts';
import type { VerdictKind } from './verdict.ts';

/** A verdict without its explanation. */
export interface Evaluation<TEvent, TSnapshot> {
  readonly verdict: VerdictKind;
  /** The message's name, or null where it has none. */
  readonly type: string | null;
  /** Where the message leads; where it was turned away, the state that it met. */
  readonly snapshot: TSnapshot;
  /** What the message is; of one from a strange origin, that it was not looked at. */
  readonly reading: Reading<TEvent> | StrangeOrigin;
}

/** A message that was not looked at. */
interface StrangeOrigin {
  readonly kind: 'foreign';
  readonly code: 'origin';
  readonly problem: string;
}

/** How a chart is run. */
export interface EvaluatorOptions<TProvider extends Provider> {
  readonly input?: ProviderInput<TProvider> | undefined;
  /** The origins to trust; without them, origins are not looked at. */
  readonly origins?: readonly string[] | undefined;
  /** Where to begin, in place of the chart's own beginning. */
  readonly snapshot?: AnyMachineSnapshot | undefined;
  readonly inspect?: ActorOptions<AnyStateMachine>['inspect'];
}

/** One run of a provider's chart. */
export interface Evaluator<TProvider extends Provider> {
  readonly actor: Actor<AnyStateMachine>;
  /** Where the chart is: ahead of the actor while the actor still notifies its listeners of an earlier message. */
  getSnapshot(): SessionSnapshot<TProvider>;
  /**
   * Evaluates a message and moves the chart. `onEvaluated` is called when the verdict stands and before anybody who
   * listens to the actor hears of it: in the order in which messages are evaluated, whatever listeners do. What it makes
   * of the evaluation is returned.
   */
  evaluate<TResult>(
    message: unknown,
    origin: unknown,
    onEvaluated: (evaluation: EvaluationOf<TProvider>, message: unknown, origin: unknown) => TResult,
  ): TResult;
}

/** An evaluation of a provider's message. */
export type EvaluationOf<TProvider extends Provider> = Evaluation<SessionEvent<TProvider>, SessionSnapshot<TProvider>>;

/**
 * Runs a provider's chart.
 *
 * @throws WidgetError `INVALID_INPUT` for an input of the wrong type.
 */
export function createEvaluator<TProvider extends Provider>(
  provider: TProvider,
  { input, origins, snapshot, inspect }: EvaluatorOptions<TProvider> = {},
): Evaluator<TProvider> {
  const { machine, read } = provider;
  let scope: AnyActorScope | undefined;
  /** What the actor was sent and has not taken yet, in order. */
  const moves: Move[] = [];
  /** Where the chart is when all that its actor was sent is taken; undefined while nobody sends it anything. */
  let latest: AnyMachineSnapshot | undefined;

  const step = (snapshot: AnyMachineSnapshot, event: EventObject) =>
    machine.transition(snapshot, event, scope as never) as AnyMachineSnapshot;

  /**
   * The machine, whose steps are computed before its actor is sent the event. An actor that is sent one while it notifies
   * its listeners takes it later; here the next message is judged on where the chart will be then.
   */
  const logic: AnyStateMachine = Object.assign(Object.create(machine), {
    getInitialSnapshot(given: AnyActorScope, its: unknown) {
      scope = given;
      return machine.getInitialSnapshot(given as never, its);
    },
    restoreSnapshot(saved: never, given: AnyActorScope) {
      scope = given;
      return machine.restoreSnapshot(saved, given as never);
    },
    transition(met: AnyMachineSnapshot, event: EventObject) {
      // Where somebody has sent the actor an event of their own, it comes between.
      const move = moves[0]?.event === event ? moves.shift() : undefined;
      return move?.before === met ? move.after : step(met, event);
    },
  });
  const actor = createActor(logic, {
    input: withoutSecrets(provider.input, input),
    snapshot,
    inspect,
  } as ActorOptions<AnyStateMachine>);
  // The chart checks its input; an actor that could not begin holds what was wrong.
  const { status, error } = actor.getSnapshot();
  if (status === 'error') throw error;
  actor.start();
  const getSnapshot = () => (latest ?? actor.getSnapshot()) as SessionSnapshot<TProvider>;

  /**
   * Where an event leads: the same snapshot where the chart refuses it. In a chart that only assigns, an accepted event
   * always makes a new one, and a refused one never does.
   */
  function next(before: AnyMachineSnapshot, event: EventObject): AnyMachineSnapshot {
    // What has ended takes nothing; XState would warn.
    if (before.status !== 'active') return before;
    try {
      return step(before, event);
    } catch {
      // A guard of somebody's chart may throw at a payload: it is refused then, and the session goes on.
      return before;
    }
  }

  /** Sends the actor an event whose step was computed. */
  function send(move: Move): void {
    if (move.before.status !== 'active') return;
    const isOutermost = latest === undefined;
    moves.push(move);
    latest = move.after;
    try {
      actor.send(move.event);
    } finally {
      if (isOutermost) latest = undefined;
    }
  }

  const isStrange = (origin: unknown) =>
    origin != null && origins !== undefined && !origins.includes('*') && !origins.includes(origin as string);

  return {
    actor,
    getSnapshot,
    evaluate(message, origin, onEvaluated) {
      // Whose message it is comes first: of a stranger's, nothing is touched.
      const reading = isStrange(origin) ? strange(origin) : (read(message) as Reading<SessionEvent<TProvider>>);
      const type = reading.kind === 'foreign' ? null : reading.type;
      const before: AnyMachineSnapshot = getSnapshot();
      if (reading.kind !== 'event') {
        return onEvaluated({ verdict: reading.kind, type, snapshot: before as never, reading }, message, origin);
      }
      const { event } = reading;
      const after = next(before, event);
      const isLegal = after !== before || isTakenAfterEnd(provider, before, event.type);
      const verdict = isLegal ? 'accepted' : 'illegal';
      const result = onEvaluated({ verdict, type, snapshot: after as never, reading }, message, origin);
      send({ event, before, after });
      return result;
    },
  };
}

/** Whether a chart in a final state lets an event pass: it is accepted, and the actor is not sent it. */
export function isTakenAfterEnd({ afterEnd }: Provider, { status }: AnyMachineSnapshot, type: string): boolean {
  return status === 'done' && afterEnd?.includes(type) === true;
}

function strange(origin: unknown): StrangeOrigin {
  const from = typeof origin === 'string' ? clip(origin) : 'that is no text';
  return { kind: 'foreign', code: 'origin', problem: `it comes from the origin ${from}, which is not listed` };
}

/** An event that the actor has been sent and has not taken yet, and where it leads. */
interface Move {
  readonly event: EventObject;
  readonly before: AnyMachineSnapshot;
  readonly after: AnyMachineSnapshot;
}
