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
import type { Failure } from './explain.ts';
import type { SessionEvent, SessionSnapshot } from './result.ts';

/** A verdict without its explanation. */
export type Evaluation<TEvent, TSnapshot> =
  | {
      readonly verdict: 'accepted';
      readonly type: string;
      readonly event: TEvent;
      readonly snapshot: TSnapshot;
      readonly reading: Reading<TEvent>;
    }
  | {
      readonly verdict: 'unrecognized';
      readonly type: string;
      readonly snapshot: TSnapshot;
      readonly reading: Reading<TEvent>;
    }
  | {
      readonly verdict: Failure['reason'];
      readonly type: string | null;
      readonly failure: Failure;
      readonly snapshot: TSnapshot;
      /** Null where the message was not looked at. */
      readonly reading: Reading<TEvent> | null;
    };

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
   * listens to the actor hears of it: in the order in which messages are evaluated, whatever listeners do.
   */
  evaluate(
    message: unknown,
    origin?: unknown,
    onEvaluated?: (evaluation: EvaluationOf<TProvider>) => void,
  ): EvaluationOf<TProvider>;
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
  type Event = SessionEvent<TProvider>;
  type Snapshot = SessionSnapshot<TProvider>;
  const chart = new MovedChart(provider.machine);
  const actor = createActor(chart.logic, {
    input: withoutSecrets(provider.input, input),
    ...(snapshot !== undefined && { snapshot }),
    ...(inspect !== undefined && { inspect }),
  } as ActorOptions<AnyStateMachine>);
  // The chart checks its input; an actor that could not begin holds what was wrong.
  const { status, error } = actor.getSnapshot();
  if (status === 'error') throw error;
  actor.start();
  const getSnapshot = () => chart.latest(actor) as Snapshot;

  const trusts = (origin: unknown) =>
    origins === undefined || origins.includes('*') || (typeof origin === 'string' && origins.includes(origin));

  function evaluate(
    message: unknown,
    origin?: unknown,
    onEvaluated?: (evaluation: EvaluationOf<TProvider>) => void,
  ): EvaluationOf<TProvider> {
    // Whose message it is comes first: of a stranger's, nothing is touched.
    const isStrange = origin != null && !trusts(origin);
    const reading = isStrange ? null : (provider.read(message) as Reading<Event>);
    if (reading?.kind !== 'event') {
      const evaluation = reading === null ? failed(null, strange(origin), null) : unread(reading);
      onEvaluated?.(evaluation);
      return evaluation;
    }
    const { type, event } = reading;
    const before = chart.latest(actor);
    const after = chart.next(before, event);
    const evaluation: EvaluationOf<TProvider> =
      after === before
        ? failed(type, illegal, reading)
        : { verdict: 'accepted', type, event, snapshot: after as Snapshot, reading };
    onEvaluated?.(evaluation);
    chart.send(actor, { event, before, after });
    return evaluation;
  }

  function unread(reading: Exclude<Reading<Event>, { readonly kind: 'event' }>): EvaluationOf<TProvider> {
    const { kind } = reading;
    if (kind === 'unrecognized') return { verdict: kind, type: reading.type, snapshot: getSnapshot(), reading };
    if (kind === 'foreign')
      return failed(null, { reason: kind, code: reading.code, problem: reading.problem }, reading);
    return failed(reading.type, { reason: kind, code: reading.code, issues: reading.issues }, reading);
  }

  function failed(type: string | null, failure: Failure, reading: Reading<Event> | null): EvaluationOf<TProvider> {
    return { verdict: failure.reason, type, failure, snapshot: getSnapshot(), reading };
  }

  return { actor, evaluate, getSnapshot };
}

const illegal: Failure = { reason: 'illegal' };

function strange(origin: unknown): Failure {
  const from = typeof origin === 'string' ? clip(origin) : 'that is no text';
  return { reason: 'foreign', code: 'origin', problem: `it comes from the origin ${from}, which is not listed` };
}

/** An event that the actor has been sent and has not taken yet, and where it leads. */
interface Move {
  readonly event: EventObject;
  readonly before: AnyMachineSnapshot;
  readonly after: AnyMachineSnapshot;
}

/**
 * A machine whose steps are computed before its actor is sent the event. An actor that is sent one while it notifies its
 * listeners takes it later; here the next message is evaluated where the chart will be then.
 */
class MovedChart {
  readonly logic: AnyStateMachine;
  readonly #machine: AnyStateMachine;
  /** What the actor was sent and has not taken yet, in order. */
  readonly #moves: Move[] = [];
  #scope: AnyActorScope | undefined;
  #latest: AnyMachineSnapshot | undefined;

  constructor(machine: AnyStateMachine) {
    this.#machine = machine;
    this.logic = Object.assign(Object.create(machine), {
      getInitialSnapshot: (scope: AnyActorScope, input: unknown) => {
        this.#scope = scope;
        return machine.getInitialSnapshot(scope as never, input);
      },
      restoreSnapshot: (snapshot: never, scope: AnyActorScope) => {
        this.#scope = scope;
        return machine.restoreSnapshot(snapshot, scope as never);
      },
      transition: (snapshot: AnyMachineSnapshot, event: EventObject) => this.#take(snapshot, event),
    });
  }

  /** Where the chart is when all that its actor was sent is taken. */
  latest(actor: Actor<AnyStateMachine>): AnyMachineSnapshot {
    return this.#latest ?? actor.getSnapshot();
  }

  /**
   * Where an event leads: the same snapshot where the chart refuses it. In a chart that only assigns, an accepted event
   * always makes a new one, and a refused one never does.
   */
  next(snapshot: AnyMachineSnapshot, event: EventObject): AnyMachineSnapshot {
    // What has ended takes nothing; XState would warn.
    if (snapshot.status !== 'active') return snapshot;
    try {
      return this.#machine.transition(snapshot, event, this.#scope as never);
    } catch {
      // A guard of somebody's chart may throw at a payload: it is refused then, and the session goes on.
      return snapshot;
    }
  }

  /** Sends the actor an event whose step was computed. */
  send(actor: Actor<AnyStateMachine>, move: Move): void {
    if (move.before.status !== 'active') return;
    const isOutermost = this.#latest === undefined;
    this.#moves.push(move);
    this.#latest = move.after;
    try {
      actor.send(move.event);
    } finally {
      if (isOutermost) this.#latest = undefined;
    }
  }

  #take(snapshot: AnyMachineSnapshot, event: EventObject): AnyMachineSnapshot {
    // Where somebody has sent the actor an event of their own, it comes between.
    const move = this.#moves[0]?.event === event ? this.#moves.shift() : undefined;
    if (move?.before === snapshot) return move.after;
    return this.#machine.transition(snapshot, event, this.#scope as never);
  }
}
