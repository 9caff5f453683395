/** What a provider is: one value, which holds all that a session needs to know of a company's widget. */
import type { AnyStateMachine, EventFromLogic, InputFrom } from 'xstate';
import type * as z from 'zod/mini';
import type { Envelope } from './envelope.ts';
import type { PayloadIssue, Schema } from './schemas.ts';

/** Why a message cannot be read. */
export type ReadingCode =
  /** It is in none of the provider's envelopes. */
  | 'envelope'
  /** It throws when it is read: a getter or a proxy. */
  | 'unreadable'
  /** It is larger than any message of a widget: it was not parsed, or not read to its end. */
  | 'too_large'
  /** Its payload is not as documented. */
  | 'payload';

/** What a message is, before a chart has seen it. `TEvent` is the typed event of the provider's chart. */
export type Reading<TEvent> =
  | (ReadMessage & { readonly kind: 'event'; readonly event: TEvent })
  | {
      readonly kind: 'malformed';
      readonly type: string;
      readonly code: ReadingCode;
      readonly issues: readonly PayloadIssue[];
    }
  | { readonly kind: 'unrecognized'; readonly type: string }
  | { readonly kind: 'foreign'; readonly code: ReadingCode; readonly problem: string };

/** A message that is whole: what a recording keeps of it. */
export interface ReadMessage {
  readonly type: string;
  /** The message's declared fields, as they were copied from it. */
  readonly content: unknown;
  /** The envelope that it came in. */
  readonly envelope: Envelope;
  /** How many characters the copy's texts have. */
  readonly size: number;
}

/** A guard that reads the chart's configuration and memory, and no event: what `expected` can evaluate. */
export type ContextGuard = (args: { readonly context: never }) => boolean;

/**
 * All that a session needs to know of a widget. The shipped ones are `flinks`, `flexiti`, `opal` and `pinwheel`; make one
 * of your own with `defineProvider`.
 */
export interface Provider<TMachine extends AnyStateMachine = AnyStateMachine> {
  /** A short name for commands, reports and recordings. */
  readonly name: string;
  /** The widget's name as its provider writes it. */
  readonly title: string;
  readonly machine: TMachine;
  /** The envelopes of its messages; the first that names a message reads it. */
  readonly envelopes: readonly Envelope[];
  /** The schema of each event's content, by the event's type. */
  readonly events: Readonly<Record<string, Schema>>;
  /** The schema of the chart's input. */
  readonly input: z.ZodMiniObject;
  /**
   * The schema of what the chart remembers: its context, less what the input decides. A saved session is checked by it.
   * Null where none was given: the context is saved and taken as it is.
   */
  readonly memory: z.ZodMiniObject | null;
  /** Keys of the input without which a recorded log cannot be evaluated (a bare chart does without). */
  readonly requiredInput: readonly string[];
  /** The fields of the chart's output that identify somebody or something: masked wherever a person looks. */
  readonly sensitiveOutput: readonly string[];
  /** Types that are legal wherever the widget is open and move nothing, left out of `expected`. */
  readonly informational: ReadonlySet<string>;
  /** Types that are still accepted, and move nothing, once the chart has reached a final state. */
  readonly afterEnd?: readonly string[] | undefined;
  /** The type that a run begins with, or null where the provider documents none. */
  readonly initialEvent: string | null;
  /** Guards that need no event, by name; of one that does, the part that needs none. */
  readonly contextGuards: Readonly<Record<string, ContextGuard>>;
  /** What to tell a developer when a guard refuses, by the guard's name. */
  readonly refusals: Readonly<Record<string, string>>;
  /** Reads a message as posted: envelope, name, payload. Never throws. */
  readonly read: (message: unknown) => Reading<EventFromLogic<TMachine>>;
}

/** The typed input of a provider's chart. */
export type ProviderInput<TProvider extends Provider> = InputFrom<TProvider['machine']>;
/** The typed events of a provider's chart. */
export type ProviderEvent<TProvider extends Provider> = EventFromLogic<TProvider['machine']>;
