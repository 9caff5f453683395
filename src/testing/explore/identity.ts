/**
 * Values told apart: one text for each value, the same for equal ones, whatever the order of keys. JSON would take a
 * Map for an empty object and NaN for null, and would throw at a BigInt.
 */
import type { AnyActorRef } from 'xstate';

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
      return `${String(value)} ${Symbol.keyFor(value) === undefined ? identityOf(value) : 'for all'}`;
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
  if (value instanceof RegExp) return `RegExp ${JSON.stringify(String(value))}`;
  if (value instanceof Error) return `${value.name} ${JSON.stringify(value.message)}`;
  if (value instanceof Set) return `Set{${writeSorted(value, (item) => write(item, within))}}`;
  if (value instanceof Map)
    return `Map{${writeSorted(value, ([key, item]) => `${write(key, within)}:${write(item, within)}`)}}`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer[${new Uint8Array(value).join()}]`;
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name}[${new Uint8Array(value.buffer, value.byteOffset, value.byteLength).join()}]`;
  }
  if (isActor(value)) return `actor ${writeActor(value)}`;
  return writeFields(value, within);
}

function writeSorted<T>(items: Iterable<T>, text: (item: T) => string): string {
  return Array.from(items, text).sort().join();
}

function writeFields(value: object, within: readonly object[]): string {
  const keys = Object.keys(value).sort();
  const fields = keys.map((key) => `${JSON.stringify(key)}:${write(Reflect.get(value, key), within)}`);
  const name = classOf(value);
  if (name === '' || keys.length > 0) return `${name}{${fields.join()}}`;
  // What a class hides is seen by what it makes of itself, as of a URL; if it makes nothing, each instance is itself.
  if ('toJSON' in value && typeof value.toJSON === 'function') return `${name} ${write(value.toJSON(), within)}`;
  const primitive = value.valueOf();
  return `${name} ${typeof primitive === 'object' ? identityOf(value) : write(primitive, within)}`;
}

/** The name of a value's class; empty for a plain object. */
function classOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return '';
  return typeof value.constructor === 'function' ? value.constructor.name : 'object';
}

/** By what it has and not by its class, since an app may bundle two copies of XState. */
function isActor(value: object): value is AnyActorRef {
  return 'sessionId' in value && 'src' in value && 'getSnapshot' in value;
}

/** What an actor runs, and its name where it was given one: an actor without is named after its session. */
function writeActor({ id, sessionId, src }: AnyActorRef): string {
  const runs = typeof src === 'object' ? String(identityOf(src)) : JSON.stringify(String(src));
  return id === sessionId ? runs : `${runs} ${JSON.stringify(id)}`;
}

/** Functions and the like have no content to compare: each is itself. */
const identities = new WeakMap<WeakKey, number>();
let known = 0;

function identityOf(value: WeakKey): number {
  const identity = identities.get(value) ?? ++known;
  identities.set(value, identity);
  return identity;
}
