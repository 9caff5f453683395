/** Reads messages: which one it is, and whether it is whole. A message is parsed once, named once and validated once. */
import type { EventObject } from 'xstate';
import * as z from 'zod/mini';
import { clip, parsed } from '../values.ts';
import type { Envelope } from './envelope.ts';
import type { Reading, ReadingCode } from './provider.ts';
import { isNothing, issuesOf, type Schema } from './schemas.ts';
import { copyDeclared, mostCharacters, newBudget } from './shape.ts';

/** What is read where a message has no content at all, and where it has null. */
interface Empty {
  readonly absent: unknown;
  readonly null: unknown;
}

/** Makes the reader of a provider's messages. It never throws, whatever it is given. */
export function createReader<TEvent extends EventObject>(
  envelopes: readonly Envelope[],
  events: Readonly<Record<string, Schema>>,
): (message: unknown) => Reading<TEvent> {
  const empties = new Map<string, Empty>();
  const isKnown = (type: string) => Object.hasOwn(events, type);
  const shapes = envelopes.map(({ shape }) => shape).join(' nor ');
  const strange = foreign('envelope', `it is ${envelopes.length > 1 ? 'neither' : 'not'} ${shapes}`);

  function emptyOf(type: string, schema: Schema): Empty {
    let empty = empties.get(type);
    if (empty === undefined) {
      const takes = (content: unknown) => z.safeParse(schema, content).success;
      // Where no field is promised, no content at all is an empty one.
      const absent = !takes(undefined) && takes({}) ? {} : undefined;
      empty = { absent, null: takes(null) ? null : absent };
      empties.set(type, empty);
    }
    return empty;
  }

  function readContent(envelope: Envelope, type: string, message: unknown): Reading<TEvent> {
    const schema = events[type] as Schema;
    const { value: given, path } = envelope.contentOf(message, type);
    const value = isNothing(schema) ? undefined : given;
    const budget = newBudget();
    const content =
      value == null ? emptyOf(type, schema)[value === null ? 'null' : 'absent'] : copyDeclared(schema, value, budget);
    if (budget.characters < 0)
      return { kind: 'malformed', type, code: 'too_large', issues: [{ path: '', problem: tooLong }] };
    const { success, data, error } = z.safeParse(schema, content);
    if (!success) return { kind: 'malformed', type, code: 'payload', issues: issuesOf(error, path) };
    const { contentKey } = envelope;
    const event =
      contentKey !== null
        ? data === undefined
          ? { type }
          : { type, [contentKey]: data }
        : // A message whose name is a field of its content is its event.
          (data as { readonly type?: unknown } | undefined)?.type === type
          ? data
          : { ...(data as object), type };
    const size = mostCharacters - budget.characters;
    return { kind: 'event', type, event: event as unknown as TEvent, content, envelope, size };
  }

  return (posted) => {
    if (typeof posted === 'string' && posted.length > mostCharacters) return tooLarge;
    try {
      // A transport may deliver a text.
      const message = typeof posted === 'string' ? parsed(posted) : posted;
      for (const envelope of envelopes) {
        const type = envelope.nameOf(message, isKnown);
        if (type === null) continue;
        const isRead = isKnown(type) && (envelope.has?.(type) ?? true);
        return isRead ? readContent(envelope, type, message) : { kind: 'unrecognized', type: clip(type) };
      }
      return strange;
    } catch {
      return unreadable;
    }
  };
}

function foreign(code: ReadingCode, problem: string) {
  return { kind: 'foreign', code, problem } as const;
}

const tooLong = 'it is longer than any message of it';
const tooLarge = foreign('too_large', tooLong);
const unreadable = foreign('unreadable', 'it cannot be read');
