import type { EventObject } from 'xstate';
import type { Provider } from '../../src/index.ts';
import type { Kit } from '../../src/kit/index.ts';
import { shippedKits } from '../../src/shipped.ts';

/** The shipped kits, for suites that every provider has to pass. */
export const kits: readonly Kit[] = shippedKits;

/** Their providers. */
export const all: readonly Provider[] = kits.map(({ provider }) => provider);

/** The kit of a shipped provider. */
export function kitOf({ name }: Provider): Kit {
  const kit = kits.find(({ provider }) => provider.name === name);
  if (kit === undefined) throw new Error(`${name} is not shipped`);
  return kit;
}

/** Every sample message of a provider's catalogue, as posted. */
export function sampleMessages(provider: Provider): unknown[] {
  return kitOf(provider).catalogue.flatMap(({ samples }) => [...samples]);
}

/** The event that a message is read as; null where it is none. */
export function eventIn(provider: Provider, message: unknown): unknown {
  const reading = provider.read(message);
  return reading.kind === 'event' ? reading.event : null;
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
 * Sample events for walking everything a chart can do: of a name that only informs, such as that of a screen, two. Each
 * sample of it may have a state of its own, in a region that meets every other.
 */
export function walkEvents(provider: Provider): EventObject[] {
  const counts = new Map<string, number>();
  return sampleEvents(provider).filter(({ type }) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    return count <= 2 || !provider.informational.has(type);
  });
}

/** Inputs that together open and close every region of a chart. */
export const inputs: Readonly<Record<string, readonly Record<string, unknown>[]>> = Object.fromEntries(
  kits.map(({ provider, exploration }) => [provider.name, exploration.inputs]),
);

/**
 * The events of a chart in slices that do not meet: a region that answers to its own events is explored apart, or each
 * of its states would be met beside each state of the others.
 */
export function slices(provider: Provider): EventObject[][] {
  const events = sampleEvents(provider);
  const { projections } = kitOf(provider).exploration;
  return projections.length === 0
    ? [events]
    : projections.map(({ includes }) => events.filter(({ type }) => includes(type)));
}
