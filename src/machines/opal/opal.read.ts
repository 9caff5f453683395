import type * as z from 'zod/mini';
import type { Reading } from '../provider.ts';
import { fromJson, isObject, own, readContent, type Schema } from '../wire.ts';
import { type OpalEvent, opalContents } from './opal.events.ts';

/**
 * Reads an Opal message, `{ type, mode, object, action, timestamp, data }`. Method announces that more types will
 * come, so a message of that shape with an unknown `type` is unrecognized, not foreign.
 *
 * @example
 * ```ts
 * import { readOpal } from 'widget-statecharts/opal';
 *
 * console.log(readOpal({ type: 'opal.quiz.started', object: 'quiz', action: 'started' }).kind); // unrecognized
 * ```
 */
export function readOpal(posted: unknown): Reading<OpalEvent> {
  const message = fromJson(posted);
  if (!isObject(message)) return { kind: 'foreign', problem: 'it is not an object' };
  const type = own(message, 'type');
  if (typeof type !== 'string') return { kind: 'foreign', problem: 'it has no type' };
  const schema = own(opalContents, type) as z.ZodMiniType<OpalEvent> | undefined;
  if (schema !== undefined) return readContent(type, schema, message, (event) => event);
  return typeof own(message, 'object') === 'string' && typeof own(message, 'action') === 'string'
    ? { kind: 'unrecognized', type }
    : { kind: 'foreign', problem: 'it has no object and action' };
}

/** The schema of a message as posted. */
export function opalSchemaOf(posted: unknown): Schema | undefined {
  const message = fromJson(posted);
  const type = isObject(message) ? own(message, 'type') : undefined;
  return typeof type === 'string' ? (own(opalContents, type) as Schema | undefined) : undefined;
}
