/** A line of a log: a message as posted, or a wrapper around one. */
import { isObject } from '../machines/wire.ts';

/** What a line says. */
export interface Entry {
  /** Whose message it is; null where the line does not name a session. */
  readonly session: string | null;
  readonly message: unknown;
  readonly origin: string | null;
}

/** Why a line says nothing. */
export interface Unreadable {
  readonly problem: string;
}

/** The keys that name a message, so that an object with one of them is never taken for a wrapper. */
const messageKeys = ['step', 'flinksCode', 'eventType', 'eventName', 'type'];

/** Reads one line, which may begin with a byte-order mark. */
export function readEntry(text: string): Entry | Unreadable {
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (!isWrapper(value)) return { session: null, message: value, origin: null };
  const { session, message, origin } = value;
  if (session !== undefined && typeof session !== 'string' && typeof session !== 'number') {
    return { problem: 'its session is neither a string nor a number' };
  }
  return {
    session: session === undefined ? null : String(session),
    message,
    origin: origin == null ? null : String(origin),
  };
}

function isWrapper(value: unknown): value is { session?: unknown; message: unknown; origin?: unknown } {
  return isObject(value) && Object.hasOwn(value, 'message') && !messageKeys.some((key) => Object.hasOwn(value, key));
}

/** Empty as JSON sees it; a byte-order mark at the start of a file is nothing, too. */
export function isBlank(text: string): boolean {
  return text.trim() === '' && /^\ufeff?[ \t\r\n]*$/.test(text);
}
