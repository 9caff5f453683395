/** What the providers' schemas and readers share: small schemas, the marks on them, and one way to validate. */
import * as z from 'zod/mini';
import type { PayloadIssue, Reading } from './provider.ts';

/** How a value is treated: stored nowhere, masked whole wherever a person or a tool looks, or (a URL) with its query masked. */
export type Mark = 'secret' | 'handle' | 'link';

/** Any schema that this library builds. */
export type Schema = z.ZodMiniType;

const marks = new WeakMap<object, Mark>();

/** Marks a schema's value as an identifier that the host needs and nobody else may see. */
export function handle<TSchema extends Schema>(schema: TSchema): TSchema {
  marks.set(schema, 'handle');
  return schema;
}

/** Marks a schema's value as one that is stored nowhere: a token, a credential. */
export function secret<TSchema extends Schema>(schema: TSchema): TSchema {
  marks.set(schema, 'secret');
  return schema;
}

/** A URL, whose query is masked. */
export function link(): z.ZodMiniString {
  const schema = z.string();
  marks.set(schema, 'link');
  return schema;
}

/** The mark on a schema, if it has one. */
export function markOf(schema: Schema): Mark | undefined {
  return marks.get(schema);
}

/** A field that a provider does not promise: it may be absent, or null. */
export function maybe<TSchema extends Schema>(schema: TSchema): z.ZodMiniOptional<z.ZodMiniNullable<TSchema>> {
  return z.optional(z.nullable(schema));
}

/** A non-null object that is not an array: what every envelope is. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own value of a key: a message may be called `__proto__` or `constructor`. */
export function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

/** Parses JSON that a transport delivered as a string; anything else, and broken JSON, is returned as it is. */
export function fromJson(message: unknown): unknown {
  if (typeof message !== 'string') return message;
  try {
    return JSON.parse(message);
  } catch {
    return message;
  }
}

/**
 * Validates the content of a known message; `toEvent` gets a fresh object that holds declared fields only. `within` is
 * the key that the content lies under, for whoever reads what is wrong with it.
 */
export function readContent<TContent, TEvent>(
  type: string,
  schema: z.ZodMiniType<TContent>,
  content: unknown,
  toEvent: (content: TContent) => TEvent,
  within: readonly string[] = [],
): Reading<TEvent> {
  const result = z.safeParse(schema, content);
  return result.success
    ? { kind: 'event', event: toEvent(result.data) }
    : { kind: 'malformed', type, issues: issuesOf(result.error, within) };
}

/** What is wrong, and where, without quoting a value. */
export function issuesOf(error: z.core.$ZodError, within: readonly string[] = []): PayloadIssue[] {
  return error.issues.map((issue) => ({
    path: [...within, ...issue.path.map(String)].join('.'),
    problem: problemOf(issue),
  }));
}

/** Own words for zod's codes: zod/mini carries no locale, and a locale's messages may quote the value. */
function problemOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'custom':
      return typeof issue.params?.problem === 'string' ? issue.params.problem : 'not allowed';
    case 'invalid_union':
      return 'has none of the documented types';
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    default:
      return 'not allowed';
  }
}

/** A check that several fields make together, told in words. */
export function rule<TContent>(problem: string, holds: (content: TContent) => boolean): z.core.$ZodCheck<TContent> {
  return z.refine(holds, { params: { problem } });
}
