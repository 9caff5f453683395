/** What a session keeps of its messages, as the lines of a log that `replay` reads. */
import type { StateValue } from 'xstate';
import { withoutSecrets } from '../provider/input.ts';
import type { Provider } from '../provider/provider.ts';
import { copyDeclared, maskSensitive, newBudget } from '../provider/shape.ts';
import { isObject } from '../values.ts';
import type { Evaluation } from './evaluate.ts';
import { positive } from './options.ts';
import { lineOf } from './redact.ts';

/** How much a session keeps. */
export interface KeepOptions {
  /** How many messages `record()` keeps, and how many rejections `rejections` does. @default 1000 */
  readonly messages?: number | undefined;
  /** How many bytes the kept messages may take together, about. @default 4,000,000 */
  readonly bytes?: number | undefined;
}

/** How much is kept. */
export interface Keep {
  readonly messages: number;
  readonly bytes: number;
}

/** The first line of a recording: what a replay needs to judge as the session did. */
interface RecordingHeader {
  readonly format: typeof recordingFormat;
  readonly version: 1;
  readonly provider: string;
  /** The widget's configuration, with handles masked and without secrets. */
  readonly input: unknown;
  /** The origins that were trusted; left out where origins were not looked at. */
  readonly origins?: readonly string[] | undefined;
  /** Where a resumed session went on from, with handles masked. */
  readonly from?: { readonly state: StateValue; readonly memory: unknown } | undefined;
}

export const recordingFormat = 'widget-statecharts recording';

/** A kept message, masked. */
interface Kept {
  readonly at: number;
  readonly origin: string | undefined;
  readonly line: ReturnType<typeof lineOf>;
}

/** What a kept message costs beside its texts. */
const overhead = 200;

/** Keeps messages. */
export interface Recorder {
  add(evaluation: Pick<Evaluation<unknown, unknown>, 'reading'>, posted: unknown, origin: unknown): void;
  text(header: Omit<RecordingHeader, 'format' | 'version' | 'provider'>): string;
}

/** Keeps messages, the first ones: a replay has to begin where the session began. */
export function createRecorder(provider: Provider, { messages, bytes: left }: Keep): Recorder {
  const kept: Kept[] = [];
  let leftOut = 0;
  return {
    add({ reading }, posted, origin) {
      // A text has two bytes a character.
      const cost = overhead + (reading.kind === 'event' ? 2 * reading.size : 0);
      // Once one is left out all later ones are: a log with a hole in it would be judged otherwise.
      if (leftOut > 0 || kept.length >= messages || cost > left) {
        leftOut += 1;
        return;
      }
      left -= cost;
      kept.push({
        at: Date.now(),
        origin: typeof origin === 'string' ? origin.slice(0, 200) : undefined,
        line: lineOf(provider, reading, posted),
      });
    },
    text: (header) =>
      [
        { format: recordingFormat, version: 1, provider: provider.name, ...header },
        ...kept.map(({ at, origin, line }) => ({ at: new Date(at), origin, ...line() })),
        ...(leftOut > 0 ? [{ leftOut }] : []),
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
  };
}

/** An input as a recording has it: nothing that its schema does not know, handles masked. */
export function recordedInput({ input: schema }: Provider, input: unknown): unknown {
  return maskSensitive(schema, copyDeclared(schema, withoutSecrets(schema, input ?? {}), newBudget()));
}

/** How much is to be kept, of what a caller gave. */
export function keepOf(keep: unknown): Keep {
  const { messages = 1000, bytes = 4_000_000 } = isObject(keep) ? (keep as KeepOptions) : { messages: keep };
  return { messages: positive('keep', messages), bytes: positive('keep.bytes', bytes) };
}
