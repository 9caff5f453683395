/** The front door: the shipped providers, sessions, selectors, errors. */
export { WidgetError, type WidgetErrorCode } from './errors.ts';
export * from './machines/flexiti/index.ts';
export * from './machines/flinks/index.ts';
export * from './machines/opal/index.ts';
export * from './machines/pinwheel/index.ts';
// A declaration of a session or a machine names these, so that they have to be where those are.
export type { Evidence, StateMeta, TransitionMeta, WidgetTag } from './provider/evidence.ts';
export type { Provider, ProviderEvent, ProviderInput, Reading } from './provider/provider.ts';
export type { PayloadIssue } from './provider/schemas.ts';
export { getNextStep, getOutcome, getOutput, getStatus, type Outcome, type Status } from './provider/selectors.ts';
export { inspectRejections } from './session/inspect.ts';
export type { KeepOptions } from './session/record.ts';
export { redactMessage } from './session/redact.ts';
export type { SessionResult } from './session/result.ts';
export type { SavedSession } from './session/saved.ts';
export { openSession, type Session, type SessionOptions, type SessionVerdict } from './session/session.ts';
export type { Rejection, RejectionCode, RejectionReason, Verdict, VerdictKind } from './session/verdict.ts';
