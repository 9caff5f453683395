/** Malformed messages of the shipped charts, from the catalogue's samples. */
import { catalogues } from '../catalogue.ts';
import type { Provider } from '../machines/provider.ts';
import { type Malformed, MalformedList, mutations } from './explore/malformed.ts';
import { samplesOf } from './explore/samples.ts';

/**
 * Messages that a session of a shipped chart has to call malformed: samples of the catalogue, mutations in one place.
 *
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { malformedMessages } from 'widget-statecharts/testing';
 *
 * const { name, message } = malformedMessages(flexiti).at(-1) ?? {};
 * console.log(name, message); // flx-failure: message has another type { eventType: 'flx-failure', error: 401, message: 42 }
 * ```
 */
export function malformedMessages(provider: Provider): Malformed[] {
  const known = lists.get(provider);
  if (known !== undefined) return [...known];
  const found = new MalformedList();
  for (const { schema, samples } of catalogues[provider.name]) {
    // A sample seldom has all of the fields that its schema knows.
    const [fullest] = samplesOf(schema, { combine: false, limit: 1 }).samples;
    const messages = fullest === undefined ? samples : [...samples, fullest.value];
    for (const valid of messages.filter((message) => provider.read(message).kind === 'event')) {
      for (const { name, value: message } of mutations(valid)) {
        const reading = provider.read(message);
        if (reading.kind !== 'malformed') continue;
        const { type } = reading;
        found.add({ type, name: `${type}: ${name}`, event: { type }, message }, message);
      }
    }
  }
  lists.set(provider, found.all);
  return [...found.all];
}

const lists = new Map<Provider, readonly Malformed[]>();
