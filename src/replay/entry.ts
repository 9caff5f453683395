/** A line of a log: a message as posted, a wrapper around one, or a line of a session's recording. */

import type { Provider } from '../provider/provider.ts';
import { recordingFormat } from '../session/record.ts';
import type { RefusedMessage } from '../session/redact.ts';
import { isObject } from '../values.ts';

/** A line with a message. */
export interface MessageEntry {
  /** Whose message it is; null where the line does not name a session. */
  readonly session: string | null;
  readonly message: unknown;
  readonly origin: string | null;
}

/** A line of a recording that says what became of a message, and not what it was. */
export interface RefusedEntry extends Pick<RefusedMessage, 'refused' | 'type'> {
  readonly session: string | null;
  readonly origin: string | null;
}

/** The first line of a recording, or the last one of a recording that was cut. */
export interface HeaderEntry {
  readonly session: string | null;
  readonly header: Readonly<Record<string, unknown>>;
}
export interface LeftOutEntry {
  readonly session: string | null;
  readonly leftOut: number;
}

/** What a line says. */
export type Entry = MessageEntry | RefusedEntry | HeaderEntry | LeftOutEntry;

/** Why a line says nothing. */
export interface Unreadable {
  readonly problem: string;
}

const refusals: ReadonlySet<unknown> = new Set(['malformed', 'unrecognized', 'foreign']);

/** Whether an object names one of the provider's messages, so that it is never taken for a wrapper. */
export type IsMessage = (value: unknown) => boolean;

/** Asks a provider's envelopes. */
export function isMessageOf({ envelopes, events }: Provider): IsMessage {
  const isKnown = (type: string) => Object.hasOwn(events, type);
  return (value) => envelopes.some(({ nameOf }) => nameOf(value, isKnown) !== null);
}

/** Reads one line, which may begin with a byte-order mark. */
export function readEntry(text: string, isMessage: IsMessage): Entry | Unreadable {
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (!isObject(value)) return { session: null, message: value, origin: null };
  const read = Object.hasOwn(value, 'message') ? (isMessage(value) ? null : readWrapped) : readerOfRecording(value);
  if (read === null) return { session: null, message: value, origin: null };
  const { session, origin } = value;
  if (session !== undefined && typeof session !== 'string' && typeof session !== 'number') {
    return { problem: 'its session is neither a string nor a number' };
  }
  return read(value, session === undefined ? null : String(session), origin == null ? null : String(origin));
}

type Line = Readonly<Record<string, unknown>>;

function readWrapped({ message }: Line, session: string | null, origin: string | null): Entry {
  return { session, message, origin };
}

/** What a recording says in place of a message; null for a line that is a message itself. */
function readerOfRecording(line: Line): typeof readWrapped | null {
  const { format, refused, leftOut } = line;
  if (format === recordingFormat) return (header, session) => ({ session, header });
  if (refusals.has(refused) && Object.hasOwn(line, 'bytes')) {
    return ({ type }, session, origin) => ({
      session,
      refused: refused as RefusedEntry['refused'],
      type: typeof type === 'string' ? type : null,
      origin,
    });
  }
  const isEnd =
    Number.isSafeInteger(leftOut) && Object.keys(line).every((key) => key === 'leftOut' || key === 'session');
  return isEnd ? (_, session) => ({ session, leftOut: Number(leftOut) }) : null;
}

/** Empty as JSON sees it; a byte-order mark at the start of a file is nothing, too. */
export function isBlank(text: string): boolean {
  return text.trim() === '' && /^\ufeff?[ \t\r\n]*$/.test(text);
}
