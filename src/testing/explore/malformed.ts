/** Payloads that no event may have: a valid one, mutations in one place, and asserted to be refused. */
import type { EventObject } from 'xstate';
import { isObject } from '../../values.ts';
import { casesFromSchemas, type EventSchemas, fitsEvent } from './cases.ts';
import { canonical } from './identity.ts';

/** An invalid event, or message of a widget. */
export interface Malformed {
  readonly type: string;
  /** What is wrong with it: `PAY: amount is null`. */
  readonly name: string;
  /** The invalid event; of a widget's message, the name only, since nothing else can be read from it. */
  readonly event: EventObject;
  /** The message as a widget posts it. */
  readonly message?: unknown;
}

/**
 * Invalid events from zod schemas: of each field that is there, one where it is absent, one where it is null, one of
 * another type and one outside of its values, as far as the schema refuses them. Each once.
 *
 * @throws WidgetError `INVALID_OPTION` for what is not a zod schema.
 * @example
 * ```ts
 * import { malformedEvents } from 'widget-statecharts/testing';
 * import * as z from 'zod';
 *
 * const invalid = malformedEvents({ PAY: z.object({ method: z.enum(['card', 'bank']) }) });
 * console.log(invalid.map(({ name }) => name.replace('PAY: method ', '')));
 * // [ 'is absent', 'is null', 'has another type', 'has another value' ]
 * ```
 */
export function malformedEvents(schemas: EventSchemas): Malformed[] {
  const found = new MalformedList();
  for (const { event } of casesFromSchemas(schemas).cases) {
    const { type, ...payload } = event;
    const schema = schemas[type] as EventSchemas[string];
    for (const { name, value } of mutations(payload)) {
      const invalid = { ...(value as object), type };
      if (!fitsEvent(schema, invalid)) found.add({ type, name: `${type}: ${name}`, event: invalid }, invalid);
    }
  }
  return found.all;
}

/** What was found, each fault of each type once: samples of one type are mutations in the same places. */
export class MalformedList {
  readonly all: Malformed[] = [];
  readonly #known = new Set<string>();

  add(found: Malformed, value: unknown): void {
    const keys = [found.name, canonical(value)];
    if (!keys.some((key) => this.#known.has(key))) this.all.push(found);
    for (const key of keys) this.#known.add(key);
  }
}

export interface Mutation {
  readonly name: string;
  readonly value: unknown;
}

/** A value with one place of it changed, for each place and each kind of change; most of them may still be valid. */
export function mutations(value: unknown, path: readonly string[] = []): Mutation[] {
  const inner = childrenOf(value).flatMap(([key, child]) =>
    mutations(child, [...path, key]).map((each) => ({ ...each, value: replaced(value, key, each.value) })),
  );
  if (path.length === 0) return inner;
  const name = path.join('.');
  const here = [
    { name: `${name} is absent`, value: gone },
    { name: `${name} is null`, value: null },
    ...othersOfType(value).map((other) => ({ name: `${name} has another type`, value: other })),
    ...othersLike(value).map((other) => ({ name: `${name} has another value`, value: other })),
  ];
  return [...here, ...inner];
}

/** Marks a key that is taken out. */
const gone = Symbol('gone');

function childrenOf(value: unknown): (readonly [key: string, child: unknown])[] {
  if (Array.isArray(value)) return value.slice(0, 1).map((child) => ['0', child]);
  return isObject(value) ? Object.entries(value) : [];
}

function replaced(value: unknown, key: string, child: unknown): unknown {
  if (Array.isArray(value)) return child === gone ? value.slice(1) : value.with(Number(key), child);
  const { [key]: _, ...others } = value as Record<string, unknown>;
  return child === gone ? others : { ...(value as object), [key]: child };
}

function othersOfType(value: unknown): unknown[] {
  return [42, 'text', true, {}, []].filter(
    (other) => value === null || typeof other !== typeof value || Array.isArray(other) !== Array.isArray(value),
  );
}

function othersLike(value: unknown): unknown[] {
  if (typeof value === 'string') return ['no such value', ''];
  if (typeof value === 'number') return [-1, 0.5, Number.MAX_SAFE_INTEGER];
  return typeof value === 'boolean' ? [!value] : [];
}
