/**
 * Suites as JSON texts, and back. What JSON cannot hold is written as an object with one key: `{ "$bigint": "12" }`,
 * `{ "$date": "2026-01-31T12:00:00.000Z" }`, `{ "$number": "NaN" }`, `{ "$undefined": true }`, `{ "$map": [[key, value]] }`,
 * `{ "$set": [value] }`, `{ "$error": [name, message] }`. What is known by no content (a function, a symbol, an instance
 * of a class, a value within itself) is `{ "$other": text }`, for a person to read: it comes back as it is written.
 */
import { WidgetError } from '../../errors.ts';
import { isObject } from '../../values.ts';
import { canonical } from '../explore/identity.ts';
import type { Path, Step, Suite } from './suite.ts';

/**
 * Writes a suite as JSON, piece by piece and one path a line: a long one has more than a string can hold. Values of
 * events and inputs that JSON lacks (a BigInt, a Date, a Map, undefined) are written as `parseSuite` reads them.
 *
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { exploreProvider, generateSuite, parseSuite, suiteJson } from 'widget-statecharts/testing';
 *
 * const suite = generateSuite(exploreProvider(flexiti), { strategy: 'states' });
 * const text = [...suiteJson(suite)].join('');
 * console.log(parseSuite(text).paths.length === suite.paths.length); // true
 * ```
 */
export function* suiteJson(suite: Suite): Generator<string, void, undefined> {
  const { paths, ...others } = suite;
  let before = '{\n';
  for (const key of Object.keys(suite)) {
    yield `${before}${JSON.stringify(key)}: `;
    before = ',\n';
    if (key === 'paths') yield* pathsJson(paths);
    else yield JSON.stringify(toPlain(others[key as keyof typeof others]));
  }
  yield '\n}\n';
}

function* pathsJson(paths: readonly Path[]): Generator<string, void, undefined> {
  const texts = new Map<unknown, string>();
  // Events and states are the same objects in thousands of steps.
  const textOf = (value: unknown): string => {
    const text = texts.get(value) ?? JSON.stringify(toPlain(value));
    texts.set(value, text);
    return text;
  };
  const stepText = ({ event, expect, state, ...rest }: Step): string => {
    const more = Object.keys(rest).length === 0 ? '' : `,${JSON.stringify(toPlain(rest)).slice(1, -1)}`;
    return `{"event":${textOf(event)},"expect":"${expect}","state":${textOf(state)}${more}}`;
  };
  let before = '[\n';
  for (const { id, input, steps } of paths) {
    yield `${before}{"id":${JSON.stringify(id)},"input":${textOf(input)},"steps":[`;
    for (const [index, step] of steps.entries()) yield index === 0 ? stepText(step) : `,${stepText(step)}`;
    yield ']}';
    before = ',\n';
  }
  yield paths.length === 0 ? '[]' : '\n]';
}

/**
 * Reads a suite that `suiteJson`, or `widget-statecharts paths --json`, has written.
 *
 * @throws WidgetError `INVALID_OPTION` for a text that is no JSON, or no suite.
 * @example
 * ```ts
 * import { parseSuite } from 'widget-statecharts/testing';
 *
 * try {
 *   parseSuite('{}');
 * } catch (error) {
 *   console.log(error instanceof Error && error.message); // It is no suite: it has no list of paths.
 * }
 * ```
 */
export function parseSuite(text: string): Suite {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new WidgetError('INVALID_OPTION', `It is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(parsed) || !Array.isArray(parsed.paths)) {
    throw new WidgetError('INVALID_OPTION', 'It is no suite: it has no list of paths.');
  }
  const odd = parsed.paths.findIndex((path) => !isPath(path));
  if (odd >= 0) {
    throw new WidgetError(
      'INVALID_OPTION',
      `It is no suite: path ${odd + 1} has no id, or no steps with an event each.`,
    );
  }
  try {
    // The certificate is numbers only, and by far the longest of the rest.
    const suite = fromPlain({ ...parsed, certificate: null }) as Suite;
    return { ...suite, certificate: (parsed.certificate ?? null) as Suite['certificate'] };
  } catch {
    throw new WidgetError('INVALID_OPTION', 'It is no suite: one of its $-values is not as it is written by paths.');
  }
}

function isPath(path: unknown): boolean {
  if (!isObject(path) || typeof path.id !== 'string' || !Array.isArray(path.steps)) return false;
  return path.steps.every((step) => isObject(step) && isObject(step.event) && typeof step.event.type === 'string');
}

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
  // A key of the user's own that looks like one of ours is told by a second sign.
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
