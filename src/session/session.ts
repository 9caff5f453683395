import type { ActorRefFrom, AnyMachineSnapshot, SnapshotFrom, StateValue } from 'xstate';
import { WidgetError } from '../errors.ts';
import { unknownInputKeys } from '../machines/input.ts';
import type { Provider, ProviderEvent, ProviderInput } from '../machines/provider.ts';
import {
  type ChartOutput,
  getNextStep,
  getOutcome,
  getStatus,
  knownOutput,
  type Outcome,
  type Status,
} from '../machines/selectors.ts';
import type { MessageSource, Transport } from '../transports/transport.ts';
import { explainRejection } from './explain.ts';
import { createJudge } from './judge.ts';
import { redactMessage } from './redact.ts';
import type { Rejection, Verdict, VerdictKind } from './verdict.ts';

type Snapshot<TProvider extends Provider> = SnapshotFrom<TProvider['machine']>;
/** The verdict on a message of a provider, with its typed event when it was accepted. */
export type SessionVerdict<TProvider extends Provider> = Verdict<ProviderEvent<TProvider>, Snapshot<TProvider>>;

/** How a session is opened. */
export interface SessionOptions<TProvider extends Provider> {
  /** The widget's configuration; what is left out is unknown, and therefore allowed. */
  readonly input?: ProviderInput<TProvider> | undefined;
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
  /** How many messages `record()` keeps, and how many rejections `rejections` does. @default 1000 */
  readonly keep?: number | undefined;
}

/** What a session came to. */
export interface SessionResult<TProvider extends Provider> {
  readonly status: Status;
  readonly outcome: Outcome;
  readonly nextStep: ReturnType<typeof getNextStep<Snapshot<TProvider>>>;
  readonly state: StateValue;
  /** The chart's output, as far as it is known. It holds handles. */
  readonly output: ChartOutput<TProvider['machine']>;
  /** `widget` when it ended, `host` when it was closed before. */
  readonly closedBy: 'widget' | 'host';
  readonly counts: Readonly<Record<VerdictKind, number>>;
}

/** One run of a widget. */
export interface Session<TProvider extends Provider> {
  /** The running chart: hand it to a UI framework's XState binding, or subscribe to it. */
  readonly actor: ActorRefFrom<TProvider['machine']>;
  readonly snapshot: Snapshot<TProvider>;
  /** How many messages came to which verdict. */
  readonly counts: Readonly<Record<VerdictKind, number>>;
  /** The first rejections, up to `keep`. */
  readonly rejections: readonly Rejection[];
  /** Reads, judges and sends one message. Never throws. */
  receive(message: unknown, source?: MessageSource): SessionVerdict<TProvider>;
  /** Resolves when the widget has ended, or when the host closes the session before. Never rejects. */
  readonly done: Promise<SessionResult<TProvider>>;
  /** Stops listening. May be called twice, and after the end. */
  close(): void;
  /** The messages so far as NDJSON, redacted; replaying them gives the same verdicts. */
  record(): string;
}

/**
 * Opens a session: starts the provider's chart, feeds it from the transport, and reports what became of each message.
 * It listens until the chart has reached its final state or `close` is called.
 *
 * @throws WidgetError `INVALID_INPUT` for an input of the wrong type, `INVALID_OPTION` for an option that is.
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
  const { input, transport, onVerdict, stallAfter, onStall } = options;
  const keep = positive('keep', options.keep ?? 1000);
  const warn = options.onWarning ?? ((warning: string) => console.warn(warning));

  const { actor, judge, getSnapshot } = createJudge(provider, input, transport?.origins);
  for (const key of unknownInputKeys(provider.input, input)) {
    warn(`The input of ${provider.name} has a key that its chart does not know: ${key}.`);
  }

  const counts: Record<VerdictKind, number> = { accepted: 0, unrecognized: 0, illegal: 0, malformed: 0, foreign: 0 };
  const rejections: Rejection[] = [];
  const lines: string[] = [];
  let position = 0;

  let resolveDone: (result: SessionResult<TProvider>) => void;
  const done = new Promise<SessionResult<TProvider>>((resolve) => {
    resolveDone = resolve;
  });

  function receive(message: unknown, source?: MessageSource): SessionVerdict<TProvider> {
    clearTimeout(stall);
    position += 1;
    const judgement = judge(message, source?.origin);
    const snapshot: AnyMachineSnapshot = getSnapshot();
    counts[judgement.verdict] += 1;
    const verdict = (
      'failure' in judgement
        ? {
            verdict: judgement.verdict,
            ...explainRejection(provider, snapshot, position, judgement.type, judgement.failure),
            snapshot,
          }
        : { ...judgement, snapshot }
    ) as SessionVerdict<TProvider>;
    if ('reason' in verdict && rejections.length < keep) {
      const { verdict: _verdict, snapshot: _snapshot, ...rejection } = verdict;
      rejections.push(rejection);
    }
    if (lines.length < keep) lines.push(recordLine(provider, message, source));
    tell(onVerdict, verdict);
    if (judgement.verdict === 'accepted' && getStatus(snapshot) === 'ended') {
      resolveDone(result('widget'));
      if (snapshot.status !== 'active') detach();
    }
    return verdict;
  }

  function result(closedBy: 'widget' | 'host'): SessionResult<TProvider> {
    const snapshot: AnyMachineSnapshot = getSnapshot();
    return {
      status: getStatus(snapshot),
      outcome: getOutcome(snapshot),
      nextStep: getNextStep(snapshot) as SessionResult<TProvider>['nextStep'],
      state: snapshot.value,
      output: knownOutput(snapshot) as ChartOutput<TProvider['machine']>,
      closedBy,
      counts: { ...counts },
    };
  }

  function detach(): void {
    clearTimeout(stall);
    release?.();
  }

  const stall =
    stallAfter === undefined ? undefined : setTimeout(() => tell(onStall, undefined), positive('stallAfter', stallAfter));
  const release = transport?.attach(receive);

  return {
    actor: actor as unknown as ActorRefFrom<TProvider['machine']>,
    get snapshot() {
      return getSnapshot();
    },
    counts,
    rejections,
    receive,
    done,
    close() {
      detach();
      // After the end the promise is settled already, and this changes nothing.
      resolveDone(result('host'));
    },
    record: () => lines.map((line) => `${line}\n`).join(''),
  };
}

/** A host's callback that throws must not stop the session: the error surfaces as an uncaught one of its own. */
function tell<TValue>(callback: ((value: TValue) => void) | undefined, value: TValue): void {
  try {
    callback?.(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** A wrapper line of a log, as `widget-statecharts replay` reads it. */
function recordLine(provider: Provider, message: unknown, source: MessageSource | undefined): string {
  const wrapper = { at: new Date().toISOString(), origin: source?.origin, message: redactMessage(provider, message) };
  return JSON.stringify(wrapper);
}

function positive(option: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new WidgetError('INVALID_OPTION', `${option} has to be a number, 0 or more.`);
}
