/** A log that was dropped on the page: its first session's messages, and whose they are. */
import { providers } from '../index.ts';
import type { ProviderName } from '../machines/provider.ts';
import { isObject } from '../machines/wire.ts';
import type { Received } from './run.ts';

/** What a text is read as. */
export type ReadLog =
  | { readonly provider: ProviderName | null; readonly messages: Received[]; readonly note: string }
  | { readonly problem: string };

/** Keys that name a message, so that an object with one of them is no wrapper, as `widget-statecharts replay` has it. */
const names = ['step', 'flinksCode', 'eventType', 'eventName', 'type'];

/** Reads NDJSON: a message a line, or `{ "session": …, "message": … }`. Of several sessions, the first one's. */
export function readLog(text: string): ReadLog {
  const entries = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => entryOf(line));
  if (entries.length === 0) {
    return { problem: 'no line of it is JSON. A log has one message a line, as the widget posted it.' };
  }
  const sessions = new Set(entries.map(({ session }) => session));
  const [first] = sessions;
  const messages = entries
    .filter(({ session }) => session === first)
    .map(({ message, origin }) => ({ message, origin }));
  const provider = Object.values(providers).find(({ read }) =>
    messages.some(({ message }) => ['event', 'malformed'].includes(read(message).kind)),
  );
  return {
    provider: provider?.name ?? null,
    messages,
    note: sessions.size === 1 ? '' : ` of the first of ${sessions.size} sessions`,
  };
}

function entryOf(line: string): { session: unknown; message: unknown; origin?: string | undefined }[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return [];
  }
  if (
    !isObject(value) ||
    !Object.hasOwn(value, 'message') ||
    names.some((name) => Object.hasOwn(value as object, name))
  ) {
    return [{ session: null, message: value }];
  }
  const { session = null, message, origin } = value;
  return [{ session, message, origin: typeof origin === 'string' ? origin : undefined }];
}
