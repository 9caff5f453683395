/** A log that was dropped on the page: its first session's messages, what cannot be read of it, and whose they are. */
import { providers } from '../index.ts';
import type { ProviderName } from '../machines/provider.ts';
import { isObject } from '../machines/wire.ts';
import { type Entry, isBlank, readEntry } from '../replay/entry.ts';
import type { Received } from './run.ts';

/** What a text is read as; `summary` says how much of it that is. */
export type ReadLog =
  | { readonly provider: ProviderName | null; readonly received: Received[]; readonly summary: string }
  | { readonly problem: string };

/**
 * Reads NDJSON: a message a line, or `{ "session": …, "message": … }`. Of several sessions, the first one's. A line that
 * cannot be read stays in its place: nobody knows whose it was.
 */
export function readLog(text: string): ReadLog {
  const suite = pathsOf(text);
  if (suite !== null) return { problem: howToUse(suite) };
  const lines = text
    .split('\n')
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => !isBlank(text))
    .map(({ line, text }) => ({ line, entry: readEntry(text) }));
  const entries = lines.map(({ entry }) => entry).filter((entry): entry is Entry => 'message' in entry);
  if (entries.length === 0) {
    return { problem: 'no line of it can be read. A log has one message a line, as the widget posted it.' };
  }
  const sessions = new Set(entries.map(({ session }) => session));
  const [first] = sessions;
  const messages = entries.filter(({ session }) => session === first);
  const provider = Object.values(providers).find(({ read }) =>
    messages.some(({ message }) => ['event', 'malformed'].includes(read(message).kind)),
  );
  const received = lines.flatMap(({ line, entry }): Received[] => {
    if ('problem' in entry) return [{ problem: entry.problem, line }];
    return entry.session === first ? [{ message: entry.message, origin: entry.origin ?? undefined, line }] : [];
  });
  return {
    provider: provider?.name ?? null,
    received,
    summary: summaryOf(messages.length, sessions.size, lines.length - entries.length),
  };
}

function summaryOf(messages: number, sessions: number, unreadable: number): string {
  const some = messages === 1 ? '1 message' : `${messages} messages`;
  const whose = sessions === 1 ? '' : ` of the first of ${sessions} sessions`;
  if (unreadable === 0) return `${some}${whose}.`;
  return `${some}${whose}, and ${unreadable === 1 ? '1 line' : `${unreadable} lines`} that cannot be read.`;
}

/** The paths of a suite that `generateSuite` made, where a text is one. */
function pathsOf(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && Array.isArray(value.paths) ? value.paths : null;
  } catch {
    return null;
  }
}

function howToUse(paths: readonly unknown[]): string {
  return `it is a suite of ${paths.length} paths, which your tests take: drive(page, { provider, suite, path }), with the id of one as path. "widget-statecharts coverage --suite" reports what it covers. Here, choose one of the list.`;
}
