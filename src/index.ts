/** The front door: the four providers, sessions, selectors, errors. */
export { WidgetError, type WidgetErrorCode } from './errors.ts';
export * from './machines/flexiti/index.ts';
export * from './machines/flinks/index.ts';
export * from './machines/opal/index.ts';
export * from './machines/pinwheel/index.ts';
export type {
  Evidence,
  PayloadIssue,
  Provider,
  ProviderEvent,
  ProviderInput,
  ProviderName,
  Reading,
  StateMeta,
  TransitionMeta,
  WidgetTag,
} from './machines/provider.ts';
export { providerNamed, providers } from './machines/providers.ts';
export { getNextStep, getOutcome, getOutput, getStatus, type Outcome, type Status } from './machines/selectors.ts';
export { expectedTypes } from './session/explain.ts';
export { inspectRejections } from './session/inspect.ts';
export { maskHandle, redactMessage } from './session/redact.ts';
export type { SessionResult } from './session/result.ts';
export type { SavedSession } from './session/saved.ts';
export { openSession, type Session, type SessionOptions, type SessionVerdict } from './session/session.ts';
export type { Rejection, RejectionReason, Verdict, VerdictKind } from './session/verdict.ts';
export { describeState } from './xstate.ts';
