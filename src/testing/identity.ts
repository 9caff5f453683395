/**
 * Values told apart: one text for each value, the same for equal ones, whatever the order of keys. JSON would take a
 * Map for an empty object and NaN for null, and would throw at a BigInt.
 */

/** A value as a canonical text. Actors are told apart by what they run, since their ids count on for ever. */
export function canonical(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, above: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'symbol':
      return `${String(value)}`;
    case 'function':
      return `function ${identityOf(value)}`;
    case 'object':
      return value === null ? 'null' : writeObject(value, above);
  }
}

function writeObject(value: object, above: readonly object[]): string {
  // A value that contains itself is told by how far up it closes.
  const depth = above.indexOf(value);
  if (depth >= 0) return `circle ${above.length - depth}`;
  const within = [...above, value];
  if (Array.isArray(value)) return `[${value.map((item) => write(item, within)).join()}]`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return `${value.name} ${JSON.stringify(value.message)}`;
  if (value instanceof Set)
    return `Set{${[...value]
      .map((item) => write(item, within))
      .sort()
      .join()}}`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => `${write(key, within)}:${write(item, within)}`);
    return `Map{${entries.sort().join()}}`;
  }
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}[${[...new Uint8Array(value.buffer)].join()}]`;
  if (isActor(value)) return `actor ${JSON.stringify(sourceOf(value))}`;
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write((value as Record<string, unknown>)[key], within)}`);
  const name = value.constructor === Object || value.constructor === undefined ? '' : value.constructor.name;
  return `${name}{${fields.join()}}`;
}

function isActor(value: object): value is { readonly src?: unknown; readonly logic?: { readonly id?: unknown } } {
  return 'xstate$$type' in value;
}

function sourceOf({ src, logic }: { readonly src?: unknown; readonly logic?: { readonly id?: unknown } }): string {
  return typeof src === 'string' ? src : String(logic?.id ?? 'inline');
}

/** Functions have no content to compare: each is itself. */
const identities = new WeakMap<object, number>();
let known = 0;

function identityOf(value: object): number {
  const identity = identities.get(value) ?? ++known;
  identities.set(value, identity);
  return identity;
}
