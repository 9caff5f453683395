import type { EventObject } from 'xstate';
import type { Provider } from '../../src/index.ts';
import type { Kit } from '../../src/kit/kit.ts';
import { shippedKits } from '../../src/shipped.ts';

/** The shipped providers, for suites that every one has to pass. */
export const all: readonly Provider[] = shippedKits.map(({ provider }) => provider);

/** The kit of a shipped provider. */
export function kitOf(provider: Provider): Kit {
  return shippedKits.find((kit) => kit.provider === provider) as Kit;
}

/** Every sample message of a provider's catalogue, as posted. */
export function sampleMessages(provider: Provider): unknown[] {
  return kitOf(provider).catalogue.flatMap(({ samples }) => [...samples]);
}

/** Every sample as the chart's event: each name at least once, and a payload for each outcome of a guard. */
function sampleEvents(provider: Provider): EventObject[] {
  const seen = new Map<string, EventObject>();
  for (const message of sampleMessages(provider)) {
    const reading = provider.read(message);
    if (reading.kind !== 'event') throw new Error(`a sample of ${provider.name} reads as ${reading.kind}`);
    seen.set(JSON.stringify(reading.event), reading.event as EventObject);
  }
  return [...seen.values()];
}

/**
 * Sample events for walking everything a chart can do: where one name has several samples, those between which a guard
 * chooses; of Pinwheel's screens a few, since each is a state of a region that meets every other.
 */
export function walkEvents(provider: Provider): EventObject[] {
  const screens = new Set(['LOGIN', 'JOB_ERROR']);
  return sampleEvents(provider).filter((event) => {
    const screen = (event as { payload?: { screen_name?: string } }).payload?.screen_name;
    return screen === undefined || screens.has(screen);
  });
}

/** Inputs that together open and close every region of a chart. */
export const inputs = Object.fromEntries(
  shippedKits.map(({ provider, exploration }) => [provider.name, exploration.inputs]),
) as Readonly<Record<string, readonly Record<string, unknown>[]>>;

/**
 * The events of a chart in slices that do not meet: a region that answers to its own events is explored apart, or each
 * of its states would be met beside each state of the others.
 */
export function slices(provider: Provider): EventObject[][] {
  const events = sampleEvents(provider);
  const { projections } = kitOf(provider).exploration;
  return projections.length === 0 ? [events] : projections.map(({ includes }) => events.filter(({ type }) => includes(type)));
}
