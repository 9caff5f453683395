/** Events to explore a chart with, made from the schemas of their payloads. */
import type { EventObject } from 'xstate';
import type * as z from 'zod/mini';
import { isObject } from '../../values.ts';
import { isSchema } from '../../zod.ts';
import { invalidOption } from '../invalidOption.ts';
import { canonical } from './identity.ts';
import { fits, sampleName, samplesOf } from './samples.ts';

/**
 * Zod schemas by the type of the event: of its payload, or of the event as a whole. Schemas of zod and of zod/mini do,
 * also of a copy of zod other than this library's.
 */
export type EventSchemas = Readonly<Record<string, z.core.$ZodType>>;

/** An event with a name that tells it from the others of its type. */
export interface NamedEvent {
  /** The type, and for all but the first case what is different in it: `PAY method "card"`. */
  readonly name: string;
  readonly event: EventObject;
}

/** A case that could not be made from a schema: it has to be written by hand, if it makes a difference. */
export interface CaseByHand {
  readonly name: string;
  readonly reason: string;
}

/** Events made from schemas. */
export interface SchemaCases {
  readonly cases: readonly NamedEvent[];
  /** The same without names: what `explore` takes. */
  readonly events: readonly EventObject[];
  readonly byHand: readonly CaseByHand[];
}

/** How cases are made. */
export interface CaseOptions {
  /** Whether fields vary together (every alternative with every other), rather than one at a time. @default false */
  readonly combine?: boolean;
  /** How many cases are made of one event at most; if there are more, `byHand` says so. @default 1,000 */
  readonly limit?: number;
}

/**
 * Makes the cases of events from zod schemas: one plain case of each type, and one more for each alternative that its
 * schema names (a value of an enum or a union, true and false, a field left out, null, a bound of a number, an empty
 * list), one at a time. Each is valid: what a check of yours refuses is left to you by name, in `byHand`.
 *
 * @throws WidgetError `INVALID_OPTION` for what is no zod schema, and for a limit that is no number above 0.
 * @example
 * ```ts
 * import { casesFromSchemas } from 'widget-statecharts/testing';
 * import * as z from 'zod';
 *
 * const { cases } = casesFromSchemas({
 *   PAY: z.object({ amount: z.number().min(1), method: z.enum(['card', 'bank']) }),
 *   CANCEL: z.object({}),
 * });
 * console.log(cases.map(({ name }) => name)); // [ 'PAY', 'PAY method "bank"', 'CANCEL' ]
 * ```
 */
export function casesFromSchemas(schemas: EventSchemas, options: CaseOptions = {}): SchemaCases {
  const { combine = false, limit = 1000 } = options;
  if (!(limit > 0)) throw invalidOption('limit must be above 0.');
  const cases: NamedEvent[] = [];
  const byHand: CaseByHand[] = [];
  const known = new Set<string>();
  for (const [type, schema] of Object.entries(schemas)) {
    if (!isSchema(schema)) throw invalidOption(`The schema of the event ${type} is not a zod schema.`);
    const { samples, gaps } = samplesOf(schema, { combine, limit });
    for (const gap of gaps) byHand.push({ ...gap, name: `${type} ${gap.name}`.trim() });
    if (samples.length > limit) {
      byHand.push({ name: type, reason: `of its ${samples.length} cases, the first ${limit} were made` });
    }
    for (const [index, sample] of samples.slice(0, limit).entries()) {
      const name = index === 0 ? type : `${type} ${sampleName(sample)}`;
      const event = { ...(sample.value as object), type };
      if (!isObject(sample.value)) byHand.push({ name, reason: 'an event must be an object' });
      else if (!fitsEvent(schema, event)) byHand.push({ name, reason: 'its schema wants another type' });
      else if (!known.has(canonical(event))) {
        known.add(canonical(event));
        cases.push({ name, event });
      }
    }
  }
  return { cases, events: cases.map(({ event }) => event), byHand };
}

/** Whether a schema takes an event: as a whole, or without its type. */
export function fitsEvent(schema: z.core.$ZodType, event: EventObject): boolean {
  const { type: _, ...payload } = event;
  return fits(schema, event) || fits(schema, payload);
}
