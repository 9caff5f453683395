import type {
  AnyActorRef,
  AnyMachineSnapshot,
  ContextFrom,
  EventObject,
  MachineSnapshot,
  SnapshotFrom,
  StateValue,
} from 'xstate';
import type { StateMeta } from '../provider/evidence.ts';
import type { Provider, ProviderEvent } from '../provider/provider.ts';
import {
  type ChartOutput,
  getNextStep,
  getOutcome,
  getStatus,
  knownOutput,
  type Outcome,
  type Status,
} from '../provider/selectors.ts';
import type { VerdictKind } from './verdict.ts';

/** What a session came to. */
export interface SessionResult<TProvider extends Provider> {
  readonly status: Status;
  readonly outcome: Outcome;
  readonly nextStep: ReturnType<typeof getNextStep<SessionSnapshot<TProvider>>>;
  readonly state: SessionSnapshot<TProvider>['value'];
  /** The chart's output, as far as it is known. It holds handles. */
  readonly output: Known<ChartOutput<TProvider['machine']>>;
  /**
   * The last error that the widget reported, also where the user got past it; null where there was none. Read it beside
   * the outcome: a user who succeeded may have mistyped a password before. A `message` in it may quote handles.
   */
  readonly error: SessionError<TProvider>;
  /** `widget` when it ended, `host` when it was closed before. */
  readonly closedBy: 'widget' | 'host';
  readonly counts: Readonly<Record<VerdictKind, number>>;
}

/** A snapshot of the provider's chart. */
export type SessionSnapshot<TProvider extends Provider> =
  IsAny<ContextFrom<TProvider['machine']>> extends true ? UnknownSnapshot : SnapshotFrom<TProvider['machine']>;

/** An event of the provider's chart. */
export type SessionEvent<TProvider extends Provider> =
  IsAny<ProviderEvent<TProvider>> extends true ? EventObject : ProviderEvent<TProvider>;

/** An error as the provider's chart keeps it: a code, or an object with one. */
export type SessionError<TProvider extends Provider> =
  ContextFrom<TProvider['machine']> extends { readonly error: infer TError } ? Known<TError> : null;

/** Where only the run knows which chart it is, what the chart holds is unknown, and not anything. */
type Known<TValue> = IsAny<TValue> extends true ? unknown : TValue;

type IsAny<TValue> = 0 extends 1 & TValue ? true : false;

type UnknownSnapshot = MachineSnapshot<
  Record<string, unknown>,
  EventObject,
  Record<string, AnyActorRef | undefined>,
  StateValue,
  string,
  unknown,
  StateMeta<string>,
  // biome-ignore lint/suspicious/noExplicitAny: XState asks it which states there are, and nothing else
  any
>;

/** What is known of a session at the moment that it ends. */
export interface Ending {
  readonly closedBy: 'widget' | 'host';
  readonly snapshot: AnyMachineSnapshot;
  readonly error: unknown;
  readonly counts: Readonly<Record<VerdictKind, number>>;
}

/** Puts the end of a session into its result. */
export function resultOf<TProvider extends Provider>(ending: Ending): SessionResult<TProvider> {
  const { closedBy, snapshot, error, counts } = ending;
  return {
    status: getStatus(snapshot),
    outcome: getOutcome(snapshot),
    nextStep: getNextStep(snapshot) as SessionResult<TProvider>['nextStep'],
    state: snapshot.value as SessionResult<TProvider>['state'],
    output: knownOutput(snapshot) as SessionResult<TProvider>['output'],
    error: error as SessionError<TProvider>,
    closedBy,
    counts,
  };
}
