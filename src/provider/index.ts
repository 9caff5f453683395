/** Defines a provider of your own: its envelope, its schemas, and how sensitive what they hold is. */
export { defineProvider, type EventsFrom } from './define.ts';
export type { EventTypeOf, ProviderDefinition } from './definition.ts';
export {
  type ArgumentsOptions,
  type Content,
  callbackArguments,
  type Envelope,
  type EnvelopeForm,
  type FlatOptions,
  flat,
  type NestedOptions,
  nested,
} from './envelope.ts';
export type { Evidence, StateMeta, TransitionMeta, WidgetTag } from './evidence.ts';
export { parseInput } from './input.ts';
export type { ContextGuard, Provider, Reading, ReadingCode, ReadMessage } from './provider.ts';
export {
  handle,
  link,
  maybe,
  nothing,
  type PayloadIssue,
  rule,
  type Schema,
  type Sensitivity,
  secret,
} from './schemas.ts';
