/** A provider's chart, ready to explore: inputs, sample events and what its guards read. */
import type { AnyStateMachine, EventObject } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Provider } from '../provider/provider.ts';
import type { Exploration, ExploreOptions } from '../testing/explore/exploration.ts';
import { explore } from '../testing/explore/explore.ts';
import { isObject } from '../values.ts';
import type { Kit } from './kit.ts';

/**
 * How a provider's chart is explored by default: with inputs that open and close each of its regions, with the
 * catalogue's samples as events, and told apart by what its guards read. Regions that answer to their own events may be
 * explored separately (`projections`), and combinations of their states are not visited then; without they are. Pass it to
 * `explore`, changed where you want.
 *
 * @throws WidgetError `INVALID_OPTION` for what is no kit.
 * @example
 * ```ts
 * import { explorationOf } from 'widget-statecharts/kit';
 * import { opalKit } from 'widget-statecharts/opal/kit';
 * import { explore, generateSuite } from 'widget-statecharts/testing';
 *
 * const { machine } = opalKit.provider;
 * const suite = generateSuite(explore(machine, { ...explorationOf(opalKit), inputs: [{ mode: 'connect' }] }));
 * console.log(suite.length, suite.coverage.transitions[0]); // minimal 26
 * ```
 */
export function explorationOf<TProvider extends Provider>(kit: Kit<TProvider>): ExploreOptions<TProvider['machine']> {
  if (!isObject(kit) || !isObject(kit.provider) || !isObject(kit.exploration)) {
    throw new WidgetError(
      'INVALID_OPTION',
      'A kit is needed, such as flinksKit of widget-statecharts/flinks/kit, or one of defineKit.',
    );
  }
  const { provider, exploration } = kit;
  const { inputs, abstractContext, projections } = exploration;
  return {
    inputs,
    events: [...samplesOf(kit).values()].map(({ event }) => event),
    abstractContext: (context: unknown) => [
      Object.values(provider.contextGuards).map((guard) => guard({ context: context as never })),
      abstractContext(context as never),
    ],
    ...(projections.length > 0 && {
      projections: projections.map(({ name, includes }) => ({
        name,
        includes: ({ type }: EventObject) => includes(type),
      })),
    }),
  } as ExploreOptions<TProvider['machine']>;
}

/**
 * Explores a provider's chart as `explorationOf` says.
 *
 * @throws WidgetError `INVALID_OPTION` for what is no kit.
 */
export function exploreKit(kit: Kit): Exploration {
  const options = explorationOf(kit);
  return explore(kit.provider.machine as AnyStateMachine, options);
}

/**
 * The message that a widget posts for an event of `explorationOf`: what a test gives to a session, or a simulator posts.
 * Undefined for an event that is none of them.
 *
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { messageFor } from 'widget-statecharts/kit';
 *
 * console.log(messageFor(flexitiKit, { type: 'flx-cancel' })); // { eventType: 'flx-cancel' }
 * ```
 */
export function messageFor(kit: Kit, event: EventObject): unknown {
  return samplesOf(kit).get(keyOf(event))?.message;
}

interface SampleMessage {
  readonly event: EventObject;
  readonly message: unknown;
}

const samples = new WeakMap<Kit, ReadonlyMap<string, SampleMessage>>();

/** The catalogue's samples as the chart's events, each once. */
function samplesOf(kit: Kit): ReadonlyMap<string, SampleMessage> {
  const known = samples.get(kit);
  if (known !== undefined) return known;
  const found = new Map<string, SampleMessage>();
  for (const message of kit.catalogue.flatMap((entry) => entry.samples)) {
    const reading = kit.provider.read(message);
    if (reading.kind !== 'event') continue;
    const event = reading.event as EventObject;
    const key = keyOf(event);
    if (!found.has(key)) found.set(key, { event, message });
  }
  samples.set(kit, found);
  return found;
}

/** An event as a text, the same whatever the order of its keys: what a provider reads is as JSON has it. */
function keyOf(event: EventObject): string {
  return JSON.stringify(event, (_, value) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
