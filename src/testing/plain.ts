/**
 * Values as JSON can hold them, and back. What it cannot hold is written as an object with one key: `{ "$bigint": "12" }`,
 * `{ "$date": "2026-01-31T12:00:00.000Z" }`, `{ "$number": "NaN" }`, `{ "$undefined": true }`, `{ "$map": [[key, value]] }`,
 * `{ "$set": [value] }`, `{ "$error": [name, message] }`. What is known by no content (a function, a symbol, an instance
 * of a class, a value within itself) is `{ "$other": text }`, for a person to read: it comes back as it is written.
 */

import { isObject } from '../values.ts';
import { canonical } from './explore/identity.ts';

/** A value as JSON can hold it. */
export function toPlain(value: unknown, above: readonly object[] = []): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: canonical(value) };
    case 'bigint':
      return { $bigint: String(value) };
    case 'undefined':
      return { $undefined: true };
    case 'object':
      return value === null ? null : plainObject(value, above);
    default:
      return { $other: canonical(value) };
  }
}

function plainObject(value: object, above: readonly object[]): unknown {
  if (above.includes(value)) return { $other: 'circle' };
  const within = [...above, value];
  const each = (item: unknown) => toPlain(item, within);
  if (Array.isArray(value)) return Array.from(value, each);
  if (value instanceof Date) return { $date: Number.isNaN(value.getTime()) ? null : value.toISOString() };
  if (value instanceof Error) return { $error: [value.name, value.message] };
  if (value instanceof Set) return { $set: [...value].map(each) };
  if (value instanceof Map) return { $map: [...value].map(([key, item]) => [each(key), each(item)]) };
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return { $other: canonical(value) };
  const entries = Object.entries(value).map(([key, item]) => [key, each(item)] as const);
  // A key of the user's own that looks like one of ours gets a second `$`.
  const [[only] = ['']] = entries;
  if (entries.length === 1 && only.startsWith('$')) return { [`$${only}`]: entries[0]?.[1] };
  return Object.fromEntries(entries);
}

/** The value that `toPlain` wrote. */
export function fromPlain(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (!isObject(plain)) return plain;
  const entries = Object.entries(plain);
  const [[only, content] = ['', null]] = entries;
  if (entries.length === 1 && only.startsWith('$$')) return { [only.slice(1)]: fromPlain(content) };
  const read = entries.length === 1 && Object.hasOwn(readers, only) ? readers[only] : undefined;
  if (read !== undefined) return read(content as never);
  return Object.fromEntries(entries.map(([key, item]) => [key, fromPlain(item)]));
}

const readers: Readonly<Record<string, (content: never) => unknown>> = {
  $number: (text: string) => Number(text),
  $bigint: (text: string) => BigInt(text),
  $undefined: () => undefined,
  $date: (text: string | null) => new Date(text ?? Number.NaN),
  $error: ([name, message]: [string, string]) => Object.assign(new Error(message), { name }),
  $set: (items: unknown[]) => new Set(items.map(fromPlain)),
  $map: (entries: [unknown, unknown][]) => new Map(entries.map(([key, item]) => [fromPlain(key), fromPlain(item)])),
};
