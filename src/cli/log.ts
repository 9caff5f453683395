/** Recorded messages from files, gathered by session: what a coverage report credits. */
import { createReadStream } from 'node:fs';
import { WidgetError } from '../errors.ts';
import type { Provider } from '../provider/provider.ts';
import { isBlank, isMessageOf, readEntry } from '../replay/entry.ts';
import { createLineSplitter } from '../replay/lines.ts';
import type { RecordedSession } from '../testing/coverage/trace.ts';

/** Longer lines are no messages. */
const maxLine = 2 ** 20;

/** Reads logs as `replay` does: a message a line, or `{ "session": …, "message": … }`. A line that is neither is foreign. */
export async function readSessions(
  files: readonly string[],
  input: object,
  provider: Provider | null,
): Promise<RecordedSession[]> {
  const isMessage = provider === null ? () => false : isMessageOf(provider);
  const sessions = new Map<string | null, unknown[]>();
  const take = (session: string | null, message: unknown) => {
    const messages = sessions.get(session) ?? [];
    sessions.set(session, messages);
    messages.push(message);
  };
  for (const file of files) {
    const splitter = createLineSplitter(maxLine, (line) => {
      if ('text' in line && isBlank(line.text)) return;
      const entry = 'text' in line ? readEntry(line.text, isMessage) : line;
      if ('problem' in entry) take(null, undefined);
      else if ('message' in entry) take(entry.session, entry.message);
      // Of what a recording refused, nothing is known but that it moved nothing.
      else if ('refused' in entry) take(entry.session, undefined);
    });
    try {
      for await (const chunk of createReadStream(file)) splitter.push(chunk as Buffer);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : error;
      throw new WidgetError('INVALID_OPTION', `--log cannot read "${file}" (${code}).`);
    }
    splitter.end();
  }
  return [...sessions.values()].map((messages) => ({ input, messages }));
}
