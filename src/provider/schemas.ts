/** What the providers' schemas share: small schemas, how sensitive a value is, and what is wrong with a payload. */
import * as z from 'zod/mini';
import { clip } from '../values.ts';
import { type AnySchema, structureOf } from '../zod.ts';

/**
 * How a value is treated. A `secret` is stored nowhere; a `handle` is an identifier for the host, masked wherever a
 * person or a tool looks; of a `link`, a URL, the values of its parameters are masked.
 */
export type Sensitivity = 'secret' | 'handle' | 'link';

/** Any schema of zod 4: of `zod`, or of `zod/mini`. */
export type Schema = AnySchema;

/** What this library knows of a schema beside what zod does. */
export interface Marks {
  readonly sensitivity?: Sensitivity;
  /** What stands for a value where it is masked, and the usual placeholder would not be taken. */
  readonly placeholder?: unknown;
  readonly isNothing?: true;
}

/**
 * On the schema itself, and by a name that is the same everywhere: a command of one installation masks what a provider
 * marked by another one.
 */
const key = Symbol.for('widget-statecharts.marks');

/** What is marked on a schema. */
export function marksOf(schema: Schema): Marks {
  return (schema as { readonly [key]?: Marks })[key] ?? {};
}

function mark<TSchema extends Schema>(schema: TSchema, marks: Marks): TSchema {
  return Object.defineProperty(schema, key, { value: { ...marksOf(schema), ...marks }, configurable: true });
}

/**
 * Marks a schema's value as an identifier that the host needs and nobody else may see: it is in the chart's event and
 * output, and masked in recordings, reports and inspectors.
 *
 * @example
 * ```ts
 * import { handle } from 'widget-statecharts/provider';
 * import * as z from 'zod';
 *
 * const metadata = z.object({ link_session_id: handle(z.string()) });
 * console.log(metadata.parse({ link_session_id: 'a1b2' })); // { link_session_id: 'a1b2' }
 * ```
 */
export function handle<TSchema extends Schema>(schema: TSchema): TSchema {
  return mark(schema, { sensitivity: 'handle' });
}

/**
 * Marks a schema's value as one that is stored nowhere: a token, a credential. It is in the event that the host is
 * given, and in no recording, report or inspector. Keep it out of the chart's context.
 *
 * @example
 * ```ts
 * import { secret } from 'widget-statecharts/provider';
 * import * as z from 'zod';
 *
 * const succeeded = z.object({ public_token: secret(z.string()) });
 * console.log(Object.keys(succeeded.shape)); // [ 'public_token' ]
 * ```
 */
export function secret<TSchema extends Schema>(schema: TSchema): TSchema {
  return mark(schema, { sensitivity: 'secret' });
}

/**
 * A URL as a text. In recordings the values of its parameters are masked, as are a user in front of the host and parts of
 * the path that look like identifiers.
 *
 * @example
 * ```ts
 * import { link } from 'widget-statecharts/provider';
 * import * as z from 'zod/mini';
 *
 * console.log(z.parse(link(), 'https://shop.example/done?id=1')); // https://shop.example/done?id=1
 * ```
 */
export function link(): z.ZodMiniString {
  return mark(z.string(), { sensitivity: 'link' });
}

/** How sensitive a schema's value was declared to be. */
export function sensitivityOf(schema: Schema): Sensitivity | undefined {
  return marksOf(schema).sensitivity;
}

/** Sets a schema's placeholder: a definition finds it when it is checked. */
export function setPlaceholder(schema: Schema, placeholder: unknown): void {
  mark(schema, { placeholder });
}

/**
 * A field that a provider does not promise: it may be absent, or null.
 *
 * @example
 * ```ts
 * import { maybe } from 'widget-statecharts/provider';
 * import * as z from 'zod/mini';
 *
 * console.log(z.safeParse(maybe(z.string()), null).success); // true
 * ```
 */
export function maybe<TSchema extends Schema>(schema: TSchema): z.ZodMiniOptional<z.ZodMiniNullable<TSchema>> {
  return z.optional(z.nullable(schema));
}

const empty = /* @__PURE__ */ mark(
  /* @__PURE__ */ z.pipe(
    /* @__PURE__ */ z.unknown(),
    /* @__PURE__ */ z.transform(() => undefined),
  ),
  { isNothing: true },
);

/**
 * The content of an event that carries nothing: whatever lies there is left behind.
 *
 * @example
 * ```ts
 * import { nothing } from 'widget-statecharts/provider';
 * import * as z from 'zod/mini';
 *
 * console.log(z.parse(nothing(), { debug: 1 })); // undefined
 * ```
 */
export function nothing(): typeof empty {
  return empty;
}

/** Whether a schema is that of `nothing`. */
export function isNothing(schema: Schema): boolean {
  return marksOf(schema).isNothing === true;
}

/**
 * A check that several fields make together, described in words.
 *
 * @example
 * ```ts
 * import { maybe, rule } from 'widget-statecharts/provider';
 * import * as z from 'zod/mini';
 *
 * const redirect = z
 *   .object({ loginId: maybe(z.string()), url: maybe(z.string()) })
 *   .check(rule('expected a loginId or a url', ({ loginId, url }) => Boolean(loginId ?? url)));
 * console.log(z.safeParse(redirect, {}).success); // false
 * ```
 */
export function rule<TContent>(problem: string, holds: (content: TContent) => boolean): z.core.$ZodCheck<TContent> {
  return z.refine(holds, { params: { problem } });
}

/** One thing wrong with a payload: where, and what. It never quotes the value. */
export interface PayloadIssue {
  readonly path: string;
  readonly problem: string;
}

/** The most issues that are kept of one payload: a hostile one has any number. */
const mostIssues = 10;

/** What is wrong, and where, without quoting a value. */
export function issuesOf(error: z.core.$ZodError, within: readonly string[] = []): PayloadIssue[] {
  return error.issues.slice(0, mostIssues).map((issue) => ({
    path: clip([...within, ...issue.path.map(String)].join('.')),
    problem: problemOf(issue),
  }));
}

/** Own words for zod's codes: zod/mini carries no locale, and a locale's messages may quote the value. */
function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  if (issue.code === 'invalid_union') return 'has none of the documented types';
  if (issue.code === 'invalid_value')
    return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
  const problem: unknown = issue.code === 'custom' && issue.params?.problem;
  return typeof problem === 'string' ? problem : 'not allowed';
}

/** What is wrong with a payload, as one text. */
export function listIssues(issues: readonly PayloadIssue[]): string {
  return issues.map(({ path, problem }) => (path === '' ? problem : `${path}: ${problem}`)).join('; ');
}

/** The fields of an object's schema; none of another schema's. */
export function fieldsOf(schema: Schema): Readonly<Record<string, Schema>> {
  return structureOf(schema).shape ?? {};
}
