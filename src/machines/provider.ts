import type { AnyStateMachine, EventFromLogic, InputFrom } from 'xstate';
import type * as z from 'zod/mini';

/** The names of the providers whose widgets this library knows. */
export type ProviderName = 'flinks' | 'flexiti' | 'opal' | 'pinwheel';

/**
 * How a fact is known: `documented` by the provider, `observed` in code that the provider or its customers publish,
 * or `inferred` from what the names and texts plainly mean.
 */
export type Evidence = 'documented' | 'observed' | 'inferred';

/** The evidence that each transition of a chart carries in `meta`, with the place it comes from. */
export interface TransitionMeta {
  readonly evidence: Evidence;
  readonly source: string;
}

/** What a state of a chart carries in `meta`: the host's next step while the widget is in it, where there is one. */
export interface StateMeta<TNextStep extends string> {
  readonly nextStep: TNextStep;
}

/** The tags that the four charts share, so that one piece of UI serves them all. */
export type WidgetTag =
  /** The widget has not shown its next screen yet. */
  | 'loading'
  /** The user has to do something in the widget. */
  | 'awaitingUser'
  /** The widget, the bank or the payroll system is busy. */
  | 'working'
  /** Something went wrong, and the widget or the host can still mend it. */
  | 'recoverable'
  /** The widget is done: nothing but a late farewell may follow. */
  | 'ended'
  /** The user reached what the widget is for. */
  | 'succeeded'
  /** The user did not reach it. */
  | 'unsuccessful'
  /** The user left. */
  | 'cancelled';

/** One thing wrong with a payload: where, and what. It never quotes the value. */
export interface PayloadIssue {
  readonly path: string;
  readonly problem: string;
}

/** What a message is, before a chart has judged it. `TEvent` is the typed event of the provider's chart. */
export type Reading<TEvent> =
  | { readonly kind: 'event'; readonly event: TEvent }
  | { readonly kind: 'malformed'; readonly type: string; readonly issues: readonly PayloadIssue[] }
  | { readonly kind: 'unrecognized'; readonly type: string }
  | { readonly kind: 'foreign'; readonly problem: string };

/** A guard that reads the chart's configuration and memory, and no event: what `expected` can evaluate. */
type ContextGuard = (args: { readonly context: never }) => boolean;

/**
 * All that the session needs to know of a provider. The four are `flinks`, `flexiti`, `opal` and `pinwheel`.
 * A fifth provider is one more value of this type.
 */
export interface Provider<TMachine extends AnyStateMachine = AnyStateMachine> {
  readonly name: ProviderName;
  /** The widget's name as its provider writes it. */
  readonly title: string;
  readonly machine: TMachine;
  /** The schema of the chart's input. */
  readonly input: z.ZodMiniObject;
  /** The schema of what the chart remembers: its context, less what the input decides. A saved session is checked by it. */
  readonly memory: z.ZodMiniObject;
  /** Keys of the input without which a recorded log cannot be judged (a bare chart does without). */
  readonly requiredInput: readonly string[];
  /** Reads a message as posted: envelope, name, payload. Never throws. */
  readonly read: (message: unknown) => Reading<EventFromLogic<TMachine>>;
  /** The keys of an envelope, which name a message and tell nothing of the user. */
  readonly envelope: readonly string[];
  /** The schema of a message as posted, by its name there; undefined for a name that the catalogue lacks. */
  readonly schemaOf: (message: unknown) => z.ZodMiniType | undefined;
  /** The fields of the chart's output that identify somebody or something: masked wherever a person looks. */
  readonly handles: readonly string[];
  /** Types that are legal wherever the widget is open and move nothing, left out of `expected`. */
  readonly ambient: ReadonlySet<string>;
  /** The type that a run begins with, or null where the provider documents none. */
  readonly opening: string | null;
  /** Guards that need no event, by name; of one that does, the part that needs none. */
  readonly contextGuards: Readonly<Record<string, ContextGuard>>;
  /** What to tell a developer when a guard refuses, by the guard's name. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** The typed input of a provider's chart. */
export type ProviderInput<TProvider extends Provider> = InputFrom<TProvider['machine']>;
/** The typed events of a provider's chart. */
export type ProviderEvent<TProvider extends Provider> = EventFromLogic<TProvider['machine']>;
