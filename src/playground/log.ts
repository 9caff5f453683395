/** A log that was dropped on the page: its first session's messages, what cannot be read of it, and whose they are. */
import type { Kit } from '../kit/kit.ts';
import { type Entry, isBlank, readEntry, type Unreadable } from '../replay/entry.ts';
import { isObject } from '../values.ts';
import type { Received } from './run.ts';

/** What a text is read as; `summary` says how much of it that is. */
export type ReadLog =
  | {
      readonly provider: string | null;
      /** The configuration of a recorded session; undefined where the log has none. */
      readonly input: unknown;
      readonly received: Received[];
      readonly summary: string;
    }
  | { readonly problem: string };

interface NumberedEntry {
  readonly line: number;
  readonly entry: Entry | Unreadable;
}

/**
 * Reads NDJSON: a message a line, `{ "session": …, "message": … }`, or a recording. Of several sessions, the first one's.
 * A line that cannot be read stays in its place: nobody knows whose it was.
 */
export function readLog(text: string, kits: readonly Kit[]): ReadLog {
  const suite = pathsOf(text);
  if (suite !== null) return { problem: howToUse(suite) };
  const isMessage = (value: unknown) => kits.some(({ provider }) => provider.read(value).kind === 'event');
  const lines: NumberedEntry[] = text
    .split('\n')
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => !isBlank(content))
    .map(({ line, content }) => ({ line, entry: readEntry(content, isMessage) }));
  const entries = lines.map(({ entry }) => entry).filter((entry) => !('problem' in entry));
  const messages = entries.filter((entry) => 'message' in entry || 'refused' in entry);
  const [first] = messages;
  if (first === undefined) {
    return { problem: 'no line of it can be read. A log has one message a line, as the widget posted it.' };
  }
  const own = messages.filter(({ session }) => session === first.session);
  const header = entries.find((entry) => 'header' in entry && entry.session === first.session);
  const { provider, input } = header !== undefined && 'header' in header ? header.header : {};
  const named = kits.find((kit) => kit.provider.name === provider) ?? readerOf(own, kits);
  return {
    provider: named?.provider.name ?? null,
    input,
    received: lines.flatMap((numbered) => receivedOf(numbered, first.session)),
    summary: summaryOf(own.length, new Set(messages.map(({ session }) => session)).size, lines.length - entries.length),
  };
}

function receivedOf({ line, entry }: NumberedEntry, session: string | null): Received[] {
  if ('problem' in entry) return [{ problem: entry.problem, line }];
  if (entry.session !== session) return [];
  if ('message' in entry) return [{ message: entry.message, origin: entry.origin ?? undefined, line }];
  return 'refused' in entry ? [{ refused: entry.refused, type: entry.type, line }] : [];
}

/** The kit whose provider takes most of the messages as events; null where none takes any. */
function readerOf(entries: readonly Entry[], kits: readonly Kit[]): Kit | null {
  let best: Kit | null = null;
  let most = 0;
  for (const kit of kits) {
    const count = entries.filter(
      (entry) => 'message' in entry && kit.provider.read(entry.message).kind === 'event',
    ).length;
    if (count > most) [best, most] = [kit, count];
  }
  return best;
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
  return `it is a suite of ${paths.length} paths, which your tests take: drive(page, { kit, suite, path }), with the id of one as path. "widget-statecharts coverage --suite" reports what it covers. Here, choose one of the list.`;
}
