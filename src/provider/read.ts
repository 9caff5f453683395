/** Reads messages: which one it is, and whether it is whole. A message is parsed once, named once and validated once. */
import type { EventObject } from 'xstate';
import * as z from 'zod/mini';
import { clip } from '../values.ts';
import type { Envelope } from './envelope.ts';
import type { Reading } from './provider.ts';
import { isNothing, issuesOf, type Schema } from './schemas.ts';
import { copyDeclared, mostCharacters, newBudget, TooLarge } from './shape.ts';

/** An event's schema, ready to be used on any message. */
interface EventReader {
  readonly schema: Schema;
  /** What is read where a message has no content at all, and where it has null. */
  readonly absent: unknown;
  readonly null: unknown;
}

/** Makes the reader of a provider's messages. It never throws, whatever it is given. */
export function createReader<TEvent extends EventObject>(
  envelopes: readonly Envelope[],
  events: Readonly<Record<string, Schema>>,
): (message: unknown) => Reading<TEvent> {
  const readers = new Map<string, EventReader>();
  const isKnown = (type: string) => Object.hasOwn(events, type);
  const shapes = envelopes.map(({ shape }) => shape).join(' nor ');
  const problem = `it is ${envelopes.length > 1 ? 'neither' : 'not'} ${shapes}`;
  const strange = { kind: 'foreign', code: 'envelope', problem } as const;

  function readerOf(type: string): EventReader {
    let reader = readers.get(type);
    if (reader === undefined) {
      const schema = events[type] as Schema;
      // Where no field is promised, no content at all is an empty one.
      const absent = [undefined, {}].find((content) => z.safeParse(schema, content).success);
      const ofNull = z.safeParse(schema, null).success ? null : absent;
      reader = { schema, absent, null: ofNull };
      readers.set(type, reader);
    }
    return reader;
  }

  function read(posted: unknown): Reading<TEvent> {
    const message = typeof posted === 'string' ? parsed(posted) : posted;
    for (const envelope of envelopes) {
      const type = envelope.nameOf(message, isKnown);
      if (type === null) continue;
      const isRead = isKnown(type) && (envelope.has?.(type) ?? true);
      return isRead ? readContent(envelope, type, message) : { kind: 'unrecognized', type: clip(type) };
    }
    return strange;
  }

  function readContent(envelope: Envelope, type: string, message: unknown): Reading<TEvent> {
    const reader = readerOf(type);
    const { value: given, path } = envelope.contentOf(message, type);
    const value = isNothing(reader.schema) ? undefined : given;
    const budget = newBudget();
    let content: unknown;
    try {
      content =
        value === undefined ? reader.absent : value === null ? reader.null : copyDeclared(reader.schema, value, budget);
    } catch (error) {
      if (error instanceof TooLarge) return { kind: 'malformed', type, code: 'too_large', issues: [tooLong] };
      throw error;
    }
    const result = z.safeParse(reader.schema, content);
    if (!result.success) return { kind: 'malformed', type, code: 'payload', issues: issuesOf(result.error, path) };
    const { contentKey } = envelope;
    const event =
      contentKey === null
        ? { ...(result.data as object), type }
        : result.data === undefined
          ? { type }
          : { type, [contentKey]: result.data };
    return {
      kind: 'event',
      type,
      event: event as unknown as TEvent,
      content,
      envelope,
      size: mostCharacters - budget.characters,
    };
  }

  return (posted) => {
    if (typeof posted === 'string' && posted.length > mostCharacters) return tooLarge;
    try {
      return read(posted);
    } catch {
      return unreadable;
    }
  };
}

const tooLarge = { kind: 'foreign', code: 'too_large', problem: 'it is larger than any message of it' } as const;
const tooLong = { path: '', problem: 'its texts are longer than those of any message' };
const unreadable = { kind: 'foreign', code: 'unreadable', problem: 'it cannot be read' } as const;

/** What a transport delivered as a text; broken JSON stays a text, which is in no envelope. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
