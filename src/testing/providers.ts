/** The shipped charts, ready to explore: inputs, sample events and what their guards read. */
import type { EventObject } from 'xstate';
import { catalogues } from '../catalogue.ts';
import { WidgetError } from '../errors.ts';
import { flexitiTesting } from '../machines/flexiti/flexiti.testing.ts';
import { flinksTesting } from '../machines/flinks/flinks.testing.ts';
import { opalTesting } from '../machines/opal/opal.testing.ts';
import { pinwheelTesting } from '../machines/pinwheel/pinwheel.testing.ts';
import type { Provider, ProviderName } from '../machines/provider.ts';
import type { ProviderTesting } from '../machines/testing.ts';
import type { Exploration, ExploreOptions } from './explore/exploration.ts';
import { explore } from './explore/explore.ts';
import { canonical } from './explore/identity.ts';
import { isObject } from './isObject.ts';
import { describeValue } from './text.ts';

const testing: Readonly<Record<ProviderName, ProviderTesting>> = {
  flinks: flinksTesting as ProviderTesting,
  flexiti: flexitiTesting as ProviderTesting,
  opal: opalTesting as ProviderTesting,
  pinwheel: pinwheelTesting as ProviderTesting,
};

/**
 * How a shipped chart is explored by default: with inputs that open and close each of its regions, with the catalogue's
 * samples as events, and told apart by what its guards read. Of Flinks and Pinwheel, regions that answer to their own
 * events are explored separately (`projections`), and combinations of their states are not visited; without `projections`
 * they are. Pass it to `explore`, changed where you want.
 *
 * @throws WidgetError `INVALID_OPTION` for what is no shipped provider.
 * @example
 * ```ts
 * import { opal } from 'widget-statecharts';
 * import { explore, explorationOf, generateSuite } from 'widget-statecharts/testing';
 *
 * const suite = generateSuite(explore(opal.machine, { ...explorationOf(opal), inputs: [{ mode: 'connect' }] }));
 * console.log(suite.length, suite.illegal.sent === suite.illegal.total); // minimal true
 * ```
 */
export function explorationOf(provider: Provider): ExploreOptions<Provider['machine']> {
  if (!isObject(provider) || !Object.hasOwn(testing, provider.name)) {
    const needed = 'A shipped provider is needed, as widget-statecharts exports four';
    throw new WidgetError('INVALID_OPTION', `${needed}, and what was given is ${describeValue(provider)}.`);
  }
  const { inputs, abstractContext, projections } = testing[provider.name];
  return {
    inputs,
    events: [...samplesOf(provider).values()].map(({ event }) => event),
    abstractContext: (context) => [
      Object.values(provider.contextGuards).map((guard) => guard({ context: context as never })),
      abstractContext(context),
    ],
    ...(projections.length > 0 && {
      projections: projections.map(({ name, includes }) => ({ name, includes: ({ type }) => includes(type) })),
    }),
  };
}

/**
 * Explores a shipped chart as `explorationOf` says.
 *
 * @throws WidgetError `INVALID_OPTION` for what is no shipped provider.
 */
export function exploreProvider(provider: Provider): Exploration {
  const options = explorationOf(provider);
  return explore(provider.machine, options);
}

/**
 * The message that a widget posts for an event of `explorationOf`: what a test gives to a session, or a simulator posts.
 * Undefined for an event that is none of them.
 *
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { messageFor } from 'widget-statecharts/testing';
 *
 * console.log(messageFor(flexiti, { type: 'flx-cancel' })); // { eventType: 'flx-cancel' }
 * ```
 */
export function messageFor(provider: Provider, event: EventObject): unknown {
  return samplesOf(provider).get(canonical(event))?.message;
}

interface Sample {
  readonly event: EventObject;
  readonly message: unknown;
}

const samples = new Map<Provider, ReadonlyMap<string, Sample>>();

/** The catalogue's samples as the chart's events, each once. */
function samplesOf(provider: Provider): ReadonlyMap<string, Sample> {
  const known = samples.get(provider);
  if (known !== undefined) return known;
  const found = new Map<string, Sample>();
  for (const message of catalogues[provider.name].flatMap((entry) => entry.samples)) {
    const reading = provider.read(message);
    if (reading.kind !== 'event') continue;
    const event = reading.event as EventObject;
    if (!found.has(canonical(event))) found.set(canonical(event), { event, message });
  }
  samples.set(provider, found);
  return found;
}
