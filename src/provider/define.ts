/** Makes a provider of a definition, and says what is missing in one or contradicts itself. */
import type { AnyStateMachine, EventFromLogic, EventObject } from 'xstate';
import * as z from 'zod/mini';
import { checkDefinition } from './check.ts';
import type { EventTypeOf, ProviderDefinition } from './definition.ts';
import type { Envelope } from './envelope.ts';
import type { Provider } from './provider.ts';
import { createReader } from './read.ts';
import type { Schema } from './schemas.ts';

/**
 * The events of a machine, from the schemas of their contents: the type that its `setup` takes. Of a flat envelope, the
 * content lies beside `type`; of others, under the key of the envelope.
 *
 * @example
 * ```ts
 * import type { EventsFrom } from 'widget-statecharts/provider';
 * import * as z from 'zod';
 *
 * const contents = { OPEN: z.object({ view: z.string() }) };
 * const event: EventsFrom<typeof contents, 'metadata'> = { type: 'OPEN', metadata: { view: 'start' } };
 * console.log(event.metadata.view); // start
 * ```
 */
export type EventsFrom<TContents extends Readonly<Record<string, Schema>>, TContentKey extends string | null = null> = {
  [TType in keyof TContents & string]: TContentKey extends string
    ? undefined extends z.output<TContents[TType]>
      ? { readonly type: TType } & { readonly [TKey in TContentKey]?: z.output<TContents[TType]> }
      : { readonly type: TType } & { readonly [TKey in TContentKey]: z.output<TContents[TType]> }
    : undefined extends z.output<TContents[TType]>
      ? { readonly type: TType }
      : { readonly type: TType } & z.output<TContents[TType]>;
}[keyof TContents & string];

/**
 * Makes a provider: sessions, replay, the simulator and the command line take it as they take the shipped ones. Reading,
 * redaction, samples and JSON Schema all come from the schemas and the envelope; mark tokens with `secret` and
 * identifiers with `handle`.
 *
 * @throws WidgetError `INVALID_DEFINITION` for what is missing or contradicts itself; its message names the field.
 * @example
 * ```ts
 * import { openSession } from 'widget-statecharts';
 * import { defineProvider, flat } from 'widget-statecharts/provider';
 * import { assign, setup } from 'xstate';
 * import * as z from 'zod';
 *
 * const machine = setup({
 *   types: { events: {} as { type: 'shown' } | { type: 'closed' } },
 *   actions: { acknowledge: assign({}) },
 * }).createMachine({
 *   id: 'survey',
 *   initial: 'open',
 *   states: {
 *     open: { on: { shown: { actions: 'acknowledge' }, closed: 'closed' } },
 *     closed: { type: 'final', tags: ['ended', 'cancelled'] },
 *   },
 * });
 * const survey = defineProvider({
 *   name: 'survey',
 *   title: 'A survey',
 *   machine,
 *   envelope: flat({ name: 'event' }),
 *   events: { shown: z.object({ page: z.number() }), closed: z.object({}) },
 * });
 * const session = openSession(survey);
 * console.log(session.receive({ event: 'shown', page: 1 }).verdict); // accepted
 * console.log(session.receive({ event: 'shown' }).verdict); // malformed
 * session.close();
 * ```
 */
export function defineProvider<TMachine extends AnyStateMachine>(
  definition: ProviderDefinition<TMachine>,
): Provider<TMachine> {
  checkDefinition(definition);
  const { name, title, machine, envelope, events } = definition;
  return providerOf({
    name,
    title,
    machine,
    envelopes: (Array.isArray(envelope) ? envelope : [envelope]) as readonly Envelope[],
    events,
    input: (definition.input ?? z.object({})) as z.ZodMiniObject,
    memory: (definition.memory ?? null) as z.ZodMiniObject | null,
    requiredInput: definition.requiredInput ?? [],
    sensitiveOutput: definition.sensitiveOutput ?? [],
    informational: definition.informational ?? [],
    afterEnd: definition.afterEnd,
    initialEvent: definition.initialEvent ?? null,
    contextGuards: definition.contextGuards ?? {},
    refusals: definition.refusals ?? {},
  });
}

/** What a definition comes to, with nothing left out. */
interface WholeDefinition<TMachine extends AnyStateMachine>
  extends Omit<
    Provider<TMachine>,
    'events' | 'informational' | 'afterEnd' | 'initialEvent' | 'contextGuards' | 'read'
  > {
  readonly events: ProviderDefinition<TMachine>['events'];
  readonly informational: readonly NoInfer<EventTypeOf<TMachine>>[];
  readonly afterEnd?: readonly NoInfer<EventTypeOf<TMachine>>[] | undefined;
  readonly initialEvent: NoInfer<EventTypeOf<TMachine>> | null;
  readonly contextGuards: NonNullable<ProviderDefinition<TMachine>['contextGuards']>;
}

/** A provider of a definition that is known to be right and whole: the shipped ones are, so no app carries the checks. */
export function providerOf<TMachine extends AnyStateMachine>(
  definition: WholeDefinition<TMachine>,
): Provider<TMachine> {
  const { envelopes, events, informational } = definition;
  return {
    ...definition,
    informational: new Set<string>(informational),
    read: createReader<EventFromLogic<TMachine> & EventObject>(envelopes, events),
  };
}
