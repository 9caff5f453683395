/** Recorded messages from files, gathered by session: what a coverage report credits. */
import { createReadStream } from 'node:fs';
import { WidgetError } from '../errors.ts';
import { isObject } from '../machines/wire.ts';
import { createLineSplitter } from '../replay/lines.ts';
import type { RecordedSession } from '../testing/credit.ts';

/** Longer lines are no messages. */
const maxLine = 2 ** 20;

/** The keys that name a message, so that an object with one of them is never taken for a wrapper, as in `replay`. */
const messageKeys = ['step', 'flinksCode', 'eventType', 'eventName', 'type'];

/** Reads logs as `replay` does: a message a line, or `{ "session": …, "message": … }`. A line that is neither is foreign. */
export async function readSessions(files: readonly string[], input: object): Promise<RecordedSession[]> {
  const sessions = new Map<unknown, unknown[]>();
  const take = (session: unknown, message: unknown) => {
    const messages = sessions.get(session) ?? [];
    sessions.set(session, messages);
    messages.push(message);
  };
  for (const file of files) {
    const splitter = createLineSplitter(maxLine, (line) => {
      if ('problem' in line) take(null, undefined);
      else if (line.text.trim() !== '') take(...entryOf(line.text));
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

function entryOf(text: string): [session: unknown, message: unknown] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [null, undefined];
  }
  const isWrapper =
    isObject(value) &&
    Object.hasOwn(value, 'message') &&
    !messageKeys.some((key) => Object.hasOwn(value as object, key));
  if (!isWrapper) return [null, value];
  const { session, message } = value as { session?: unknown; message: unknown };
  return [session === undefined || session === null ? null : String(session), message];
}
