/** Messages that a session has to call malformed: samples of the catalogue, invalid in one place. */
import { type Malformed, MalformedList, mutations } from '../testing/explore/malformed.ts';
import { samplesOf } from '../testing/explore/samples.ts';
import type { Kit } from './kit.ts';

/**
 * Messages that a session has to call malformed: samples of the catalogue, invalid in one place.
 *
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { malformedMessages } from 'widget-statecharts/kit';
 *
 * const { name, message } = malformedMessages(flexitiKit).at(-1) ?? {};
 * console.log(name, message); // flx-failure: message has another type { eventType: 'flx-failure', error: 401, message: 42 }
 * ```
 */
export function malformedMessages(kit: Kit): Malformed[] {
  const known = lists.get(kit);
  if (known !== undefined) return [...known];
  const found = new MalformedList();
  for (const { schema, samples } of kit.catalogue) {
    // A sample seldom has all of the fields that its schema knows.
    const [fullest] = samplesOf(schema, { combine: false, limit: 1 }).samples;
    const messages = fullest === undefined ? samples : [...samples, fullest.value];
    for (const valid of messages.filter((message) => kit.provider.read(message).kind === 'event')) {
      for (const { name, value: message } of mutations(valid)) {
        const reading = kit.provider.read(message);
        if (reading.kind !== 'malformed') continue;
        const { type } = reading;
        found.add({ type, name: `${type}: ${name}`, event: { type }, message }, message);
      }
    }
  }
  lists.set(kit, found.all);
  return [...found.all];
}

const lists = new WeakMap<Kit, readonly Malformed[]>();
