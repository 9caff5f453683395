/** A log that was dropped on the page: its first session's messages, and whose they are. */
import { providers } from '../index.ts';
import type { ProviderName } from '../machines/provider.ts';
import { readEntry } from '../replay/entry.ts';
import type { Received } from './run.ts';

/** What a text is read as. */
export type ReadLog =
  | { readonly provider: ProviderName | null; readonly messages: Received[]; readonly note: string }
  | { readonly problem: string };

/** Reads NDJSON: a message a line, or `{ "session": …, "message": … }`. Of several sessions, the first one's. */
export function readLog(text: string): ReadLog {
  const entries = text
    .split('\n')
    .map(readEntry)
    .filter((entry) => 'message' in entry);
  if (entries.length === 0) {
    return { problem: 'no line of it is JSON. A log has one message a line, as the widget posted it.' };
  }
  const sessions = new Set(entries.map(({ session }) => session));
  const [first] = sessions;
  const messages = entries
    .filter(({ session }) => session === first)
    .map(({ message, origin }) => ({ message, origin: origin ?? undefined }));
  const provider = Object.values(providers).find(({ read }) =>
    messages.some(({ message }) => ['event', 'malformed'].includes(read(message).kind)),
  );
  return {
    provider: provider?.name ?? null,
    messages,
    note: sessions.size === 1 ? '' : ` of the first of ${sessions.size} sessions`,
  };
}
