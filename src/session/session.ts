import type { ActorRefFrom, AnyMachineSnapshot } from 'xstate';
import type { Provider, ProviderInput } from '../provider/provider.ts';
import { getStatus } from '../provider/selectors.ts';
import type { MessageSource, Transport } from '../transports/transport.ts';
import { createEvaluator, type EvaluationOf } from './evaluate.ts';
import { explainRejection } from './explain.ts';
import { checkCall, positive } from './options.ts';
import { createRecorder, type KeepOptions, keepOf, recordedInput } from './record.ts';
import {
  type Ending,
  resultOf,
  type SessionError,
  type SessionEvent,
  type SessionResult,
  type SessionSnapshot,
} from './result.ts';
import { recordedMemory, resumeSession, type SavedSession, saveSession } from './saved.ts';
import type { Rejection, Verdict, VerdictKind } from './verdict.ts';

/**
 * The verdict on a message of a provider. When it was accepted, its `type` says which event it holds: after
 * `verdict === 'accepted' && type === 'REDIRECT'`, the event is a REDIRECT to the compiler too.
 */
export type SessionVerdict<TProvider extends Provider> = Verdict<SessionEvent<TProvider>, SessionSnapshot<TProvider>>;

/** How a session is opened. */
export interface SessionOptions<TProvider extends Provider> {
  /** The widget's configuration; what is left out is unknown, and therefore allowed. */
  readonly input?: ProviderInput<TProvider> | undefined;
  /**
   * What `save()` gave, also as the JSON text that a storage holds: the session goes on from there. Undefined and null
   * open it afresh, so that what `sessionStorage.getItem` gives can be passed as it is.
   */
  readonly resume?: unknown;
  /** Where messages come from; without one, call `receive`. */
  readonly transport?: Transport | undefined;
  /** Called with the verdict on each message, after the chart has moved. */
  readonly onVerdict?: ((verdict: SessionVerdict<TProvider>) => void) | undefined;
  /** Called with sentences about what looks wrong in the call itself. @default console.warn */
  readonly onWarning?: ((warning: string) => void) | undefined;
  /** After how many milliseconds without a first message `onStall` is called. @default never */
  readonly stallAfter?: number | undefined;
  /** The frame never spoke: it is blocked, its URL is wrong, or the origins are. */
  readonly onStall?: (() => void) | undefined;
  /**
   * How many messages `record()` keeps, and how many rejections `rejections` does; or both that and a bound in bytes.
   * The first ones are kept, and the recording says how many were left out. @default 1000, and 4,000,000 bytes
   */
  readonly keep?: number | KeepOptions | undefined;
}

/** One run of a widget. */
export interface Session<TProvider extends Provider> {
  /** The running chart: hand it to a UI framework's XState binding, or subscribe to it. */
  readonly actor: ActorRefFrom<TProvider['machine']>;
  readonly snapshot: SessionSnapshot<TProvider>;
  /**
   * The last error that the widget reported so far: unlike `snapshot.context.error`, it stays when the user has got
   * past it. Null where there was none. A `message` in it may quote handles: keep it out of logs.
   *
   * @example
   * ```ts
   * import { flexiti, openSession } from 'widget-statecharts';
   *
   * const session = openSession(flexiti, { input: { flow: 'apply' } });
   * session.receive({ eventType: 'flx-failure', eventData: { error: 500, message: 'Internal server error' } });
   * console.log(session.error?.error); // 500
   * ```
   */
  readonly error: SessionError<TProvider>;
  /**
   * How many messages came to which verdict, the one that moves the chart included: a listener of `actor` finds it
   * counted.
   */
  readonly counts: Readonly<Record<VerdictKind, number>>;
  /** The first rejections, up to `keep`. */
  readonly rejections: readonly Rejection[];
  /** Reads one message, evaluates it and moves the chart. Never throws; may be called while another one is evaluated. */
  receive(message: unknown, source?: MessageSource): SessionVerdict<TProvider>;
  /** Resolves when the widget has ended, or when the host closes the session before. Never rejects. */
  readonly done: Promise<SessionResult<TProvider>>;
  /** Stops listening, and settles `done`. May be called twice, and after the end; `receive` still gives verdicts. */
  close(): void;
  /**
   * The messages so far as NDJSON, redacted, after a line with the configuration: `replay` gives the same verdicts. Of a
   * message that was not whole, only its name and what became of it are kept.
   */
  record(): string;
  /**
   * The session as plain JSON, for a page that is about to go: a later page gives it to `openSession` as `resume`. It
   * holds state, context, input, counts and the last error: no secret, but handles (a loginId, account ids). Keep it in
   * the `sessionStorage` of your own origin, and remove it when it was read. A session that has ended resumes as ended:
   * don't save it. Rejections and the recording are not in it: where you want them, store
   * what `record()` returns beside it.
   *
   * @example
   * ```ts
   * import { openSession, pinwheel } from 'widget-statecharts';
   *
   * const session = openSession(pinwheel);
   * session.receive({ eventName: 'open', payload: {} });
   * const saved = JSON.stringify(session.save());
   *
   * const resumed = openSession(pinwheel, { resume: saved });
   * console.log(resumed.receive({ eventName: 'exit', payload: {} }).verdict, resumed.counts.accepted); // accepted 2
   * ```
   */
  save(): SavedSession;
}

/**
 * Opens a session: starts the provider's chart, feeds it from the transport, and reports what became of each message.
 * It listens until the chart has reached its final state or `close` is called.
 *
 * @throws WidgetError `INVALID_INPUT` for an input of the wrong type, `INVALID_OPTION` for an option that is, or for
 * something else in place of the provider, `SESSION_MISMATCH` for a saved session that cannot be resumed: open a new
 * one then.
 * @example
 * ```ts
 * import { openSession, pinwheel } from 'widget-statecharts';
 *
 * const session = openSession(pinwheel, { onVerdict: ({ verdict }) => console.log(verdict) });
 * session.receive({ eventName: 'open', payload: {} }); // accepted
 * session.receive({ eventName: 'exit', payload: {} }); // accepted
 * console.log((await session.done).nextStep); // handle_cancel
 * ```
 */
export function openSession<TProvider extends Provider>(
  provider: TProvider,
  options: SessionOptions<TProvider> = {},
): Session<TProvider> {
  checkCall(provider, options);
  const { transport, onVerdict, stallAfter, onStall, onWarning = (warning) => console.warn(warning) } = options;
  const keep = keepOf(options.keep);

  const resumed = options.resume == null ? undefined : resumeSession(provider, options.resume, options.input);
  const input = resumed === undefined ? options.input : (resumed.input as ProviderInput<TProvider>);
  const origins = transport?.origins;
  const evaluator = createEvaluator(provider, { input, origins, snapshot: resumed?.snapshot });
  const { actor } = evaluator;
  const getSnapshot = evaluator.getSnapshot as () => AnyMachineSnapshot;
  for (const warning of warningsOf(provider, input)) onWarning(warning);

  const counts: Record<VerdictKind, number> = resumed?.counts ?? {
    accepted: 0,
    unrecognized: 0,
    illegal: 0,
    malformed: 0,
    foreign: 0,
  };
  /** Each message was counted once. */
  let position = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const rejections: Rejection[] = [];
  const recorder = createRecorder(provider, keep);
  /** A chart forgets an error that the user got past; the session does not. */
  let lastError: unknown = resumed?.error ?? null;
  const latestError = (snapshot = getSnapshot()) => snapshot.context.error ?? lastError;

  let settle: (ending: Ending) => void;
  const done = new Promise<Ending>((resolve) => {
    settle = resolve;
  }).then(resultOf<TProvider>);
  /** What is known at this moment is what the session came to, whatever is received afterwards. */
  const end = (closedBy: Ending['closedBy'], snapshot = getSnapshot()) =>
    settle({ closedBy, snapshot, error: latestError(snapshot), counts: { ...counts } });

  /** Verdicts that `onVerdict` has not been given yet. A message that came within another one is reported after it. */
  const unreported: SessionVerdict<TProvider>[] = [];
  let depth = 0;

  function receive(message: unknown, source?: MessageSource): SessionVerdict<TProvider> {
    depth += 1;
    try {
      const verdict = evaluator.evaluate(message, source?.origin, take);
      while (depth === 1 && unreported.length > 0) call(onVerdict, unreported.shift());
      return verdict;
    } finally {
      depth -= 1;
      detachWhenOver();
    }
  }

  /** Counts and keeps what was evaluated, in the order of positions, before anybody hears of it. */
  function take(evaluation: EvaluationOf<TProvider>, message: unknown, origin: unknown): SessionVerdict<TProvider> {
    const snapshot: AnyMachineSnapshot = evaluation.snapshot;
    clearTimeout(stall);
    position += 1;
    counts[evaluation.verdict] += 1;
    recorder.add(evaluation, message, origin);
    lastError = latestError(snapshot);
    const verdict = verdictOf(evaluation);
    if (onVerdict !== undefined) unreported.push(verdict);
    if (evaluation.verdict === 'accepted' && getStatus(snapshot) === 'ended') end('widget', snapshot);
    return verdict;
  }

  /** Of an evaluation, what the host is given. */
  function verdictOf({ verdict, type, snapshot, reading }: EvaluationOf<TProvider>): SessionVerdict<TProvider> {
    if (verdict === 'unrecognized') return { verdict, type, snapshot } as SessionVerdict<TProvider>;
    if (verdict === 'accepted') {
      const { event } = reading as Extract<typeof reading, { kind: 'event' }>;
      return { verdict, type, event, snapshot } as SessionVerdict<TProvider>;
    }
    const explained = <TMore extends object>(more: TMore) =>
      explainRejection(provider, snapshot as AnyMachineSnapshot, position, type, verdict, reading, more);
    if (rejections.length < keep.messages) rejections.push(explained({}));
    return explained({ verdict, snapshot });
  }

  function detach(): void {
    clearTimeout(stall);
    release?.();
  }

  let stall: ReturnType<typeof setTimeout> | undefined;
  let release: (() => void) | undefined;
  const isListening = () => getSnapshot().status === 'active';
  const detachWhenOver = () => isListening() || detach();

  // Only a resumed session may be over already.
  if (getStatus(getSnapshot()) === 'ended') end('widget');
  // A host that stops the actor is done with the session; after the widget's own end this changes nothing.
  actor.subscribe({ complete: () => end('host') });
  if (isListening()) {
    if (stallAfter !== undefined) stall = setTimeout(() => call(onStall), positive('stallAfter', stallAfter));
    release = transport?.attach(receive);
    // A transport may post at once.
    detachWhenOver();
  }

  return {
    actor: actor as unknown as ActorRefFrom<TProvider['machine']>,
    get snapshot() {
      return evaluator.getSnapshot();
    },
    get error() {
      return latestError() as SessionError<TProvider>;
    },
    counts,
    rejections,
    receive,
    done,
    close() {
      detach();
      // After the end the promise is settled already, and this changes nothing.
      end('host');
    },
    record: () =>
      recorder.text({
        input: recordedInput(provider, input),
        origins,
        from: resumed && recordedMemory(provider, resumed.snapshot),
      }),
    save: () => saveSession(provider, input, getSnapshot(), counts, latestError()),
  };
}

/** What looks wrong in an input, and is no reason to refuse it. */
function warningsOf({ name, requiredInput, input: { shape } }: Provider, input: unknown): string[] {
  const given = { ...(input as object | undefined) };
  const missing = requiredInput.filter((key) => !Object.hasOwn(given, key));
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(shape, key));
  return [
    ...missing.map((key) => `has no ${key}: where it decides what a message means, nothing is decided`),
    ...unknown.map((key) => `has a key that its chart does not know: ${key}`),
  ].map((problem) => `The input of ${name} ${problem}.`);
}

/** A host's callback that throws must not stop the session: the error surfaces as an uncaught one of its own. */
function call<TValue>(callback: ((value: TValue) => void) | undefined, value?: TValue): void {
  try {
    callback?.(value as TValue);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
