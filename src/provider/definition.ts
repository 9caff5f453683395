import type { AnyStateMachine, ContextFrom, EventFromLogic } from 'xstate';
import type { Envelope } from './envelope.ts';
import type { Schema } from './schemas.ts';

/** What a widget is, in its provider's words. What may be left out has a default that knows nothing. */
export interface ProviderDefinition<TMachine extends AnyStateMachine = AnyStateMachine> {
  /** A short name for commands, reports and recordings: letters, digits and dashes. */
  readonly name: string;
  /** The widget's name as its provider writes it. */
  readonly title: string;
  /** The lifecycle: a pure chart that is driven by the widget's events alone. */
  readonly machine: TMachine;
  /** How a message is named, and where its content lies; of several, the first that names a message reads it. */
  readonly envelope: Envelope | readonly Envelope[];
  /** One schema for the content of each event of the machine, by the event's type. Of zod 4 or `zod/mini`. */
  readonly events: Readonly<Record<EventTypeOf<TMachine>, Schema>>;
  /** The schema of the machine's input. @default no key is known */
  readonly input?: Schema | undefined;
  /** The schema of the machine's context, less what the input decides. @default a saved session's context is taken as it is */
  readonly memory?: Schema | undefined;
  /** Keys of the input without which a recorded log cannot be evaluated. */
  readonly requiredInput?: readonly string[] | undefined;
  /** Fields of the machine's output that identify somebody or something. */
  readonly sensitiveOutput?: readonly string[] | undefined;
  /** Events that are legal wherever the widget is open and move nothing: no list of what is expected names them. */
  readonly informational?: readonly NoInfer<EventTypeOf<TMachine>>[] | undefined;
  /** Events that may still come once the machine has reached a final state: they are accepted there, and move nothing. */
  readonly afterEnd?: readonly NoInfer<EventTypeOf<TMachine>>[] | undefined;
  /** The event that a run begins with. */
  readonly initialEvent?: NoInfer<EventTypeOf<TMachine>> | null | undefined;
  /** The machine's guards that read the context only, by name: they tell what is expected in a state. */
  readonly contextGuards?:
    | Readonly<Record<string, (args: { readonly context: ContextFrom<TMachine> }) => boolean>>
    | undefined;
  /** Why such a guard refuses, in words, by its name. */
  readonly refusals?: Readonly<Record<string, string>> | undefined;
}

/** The types of a machine's events. */
export type EventTypeOf<TMachine extends AnyStateMachine> = EventFromLogic<TMachine>['type'];
