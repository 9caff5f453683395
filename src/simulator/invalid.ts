/** Messages with an invalid payload: one of each type of which a sample can be changed into one. */
import type { Kit, Message } from '../kit/kit.ts';
import { mutations } from '../testing/explore/malformed.ts';

const lists = new WeakMap<Kit, ReadonlyMap<string, Message>>();

/** A message with an invalid payload, of one of the types where there is one; undefined where the kit has none at all. */
export function invalidMessage(kit: Kit, types: ReadonlySet<string>): Message | undefined {
  const all = lists.get(kit) ?? invalidMessages(kit);
  lists.set(kit, all);
  const [first] = [...all].find(([type]) => types.has(type)) ?? [...all][0] ?? [];
  return first === undefined ? undefined : all.get(first);
}

function invalidMessages({ provider, catalogue }: Kit): ReadonlyMap<string, Message> {
  const found = new Map<string, Message>();
  for (const { type, samples } of catalogue) {
    const mutated = samples.flatMap((sample) => mutations(sample));
    const invalid = mutated.find(({ value }) => {
      const reading = provider.read(value);
      return reading.kind === 'malformed' && reading.type === type;
    });
    if (invalid !== undefined) found.set(type, invalid.value as Message);
  }
  return found;
}
