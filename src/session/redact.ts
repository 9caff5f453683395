/** Recordings keep the shape of a message and none of its secrets: what a schema marks is masked, what none declares is gone. */
import type { Provider } from '../provider/provider.ts';
import type { Schema } from '../provider/schemas.ts';
import { maskSensitive } from '../provider/shape.ts';
import type { Evaluation } from './evaluate.ts';

/** What was read of a message. */
type AnyReading = Evaluation<unknown, unknown>['reading'];

/** What is kept of a message that was not whole, or not this provider's: nothing of its content. */
export interface RefusedMessage {
  readonly refused: 'malformed' | 'unrecognized' | 'foreign';
  readonly type: string | null;
  /** How long it was; null where it was no text, and so was not measured. */
  readonly bytes: number | null;
}

/**
 * A message as a recording keeps it: a whole one with placeholders for what its schema marks, and without what its
 * schema does not declare; of any other one, what became of it. Replaying it gives the verdict of the original.
 *
 * @example
 * ```ts
 * import { flinks, redactMessage } from 'widget-statecharts';
 *
 * console.log(redactMessage(flinks, { step: 'SUBMIT_CREDENTIAL', requestId: '89c77e20-dc45', password: 'hunter2' }));
 * // { step: 'SUBMIT_CREDENTIAL', requestId: '[redacted]' }
 * ```
 */
export function redactMessage(provider: Provider, posted: unknown): unknown {
  return redactReading(provider, provider.read(posted), posted);
}

/** The same of a message that was read. */
export function redactReading(provider: Provider, reading: AnyReading, posted: unknown): unknown {
  const line = lineOf(provider, reading, posted)();
  return 'message' in line ? line.message : line;
}

/** What a recording says of a message: masked at once, and written when somebody asks for it. */
export function lineOf(
  { events }: Provider,
  reading: AnyReading,
  posted: unknown,
): () => { readonly message: unknown } | RefusedMessage {
  if (reading.kind === 'event') {
    const { type, envelope } = reading;
    const content = maskSensitive(events[type] as Schema, reading.content);
    return () => ({ message: envelope.write(type, content) });
  }
  const { kind: refused } = reading;
  const type = refused === 'foreign' ? null : reading.type;
  // Nothing of the message itself may stay behind.
  const bytes = typeof posted === 'string' ? posted.length : null;
  return () => ({ refused, type, bytes });
}

/**
 * An identifier as a person may see it: its last four characters, enough to find it again in a list. Nothing is left
 * of a short one, or of a text of several words.
 */
export function maskHandle(handle: string): string {
  return handle.length >= 12 && !/[^\x21-\x7e]/.test(handle) ? `…${handle.slice(-4)}` : '…';
}
