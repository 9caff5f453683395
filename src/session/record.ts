/** What a session keeps of its messages, as the lines of a log that `replay` reads. */
import type { StateValue } from 'xstate';
import { WidgetError } from '../errors.ts';
import { withoutSecrets } from '../provider/input.ts';
import type { Provider } from '../provider/provider.ts';
import { maskSensitive } from '../provider/shape.ts';
import { isObject } from '../values.ts';
import type { Evaluation } from './evaluate.ts';
import { positive } from './options.ts';
import { type RefusedMessage, redactReading } from './redact.ts';

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

/** The first line of a recording: what a replay needs to come to the same verdicts. */
export interface RecordingHeader {
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

/** A kept message; `message` is redacted. */
interface Kept {
  readonly at: number;
  readonly origin: string | undefined;
  readonly message: unknown;
  /** Whether it was whole: of any other one only what became of it is kept. */
  readonly isWhole: boolean;
}

/** What a kept message costs beside its texts. */
const overhead = 200;

/** Keeps messages, the first ones: a replay has to begin where the session began. */
export class Recorder {
  readonly #provider: Provider;
  readonly #messages: number;
  #bytes: number;
  readonly #kept: Kept[] = [];
  #leftOut = 0;

  constructor(provider: Provider, { messages, bytes }: Keep) {
    this.#provider = provider;
    this.#messages = messages;
    this.#bytes = bytes;
  }

  add(posted: unknown, origin: unknown, { reading }: Evaluation<unknown, unknown>): void {
    // A text has two bytes a character.
    const cost = overhead + (reading?.kind === 'event' ? 2 * reading.size : 0);
    // Once one is left out all later ones are: a log with a hole in it would come to other verdicts.
    if (this.#leftOut > 0 || this.#kept.length >= this.#messages || cost > this.#bytes) {
      this.#leftOut += 1;
      return;
    }
    this.#bytes -= cost;
    this.#kept.push({
      at: Date.now(),
      origin: typeof origin === 'string' ? origin.slice(0, 200) : undefined,
      message: redactReading(this.#provider, reading, posted),
      isWhole: reading?.kind === 'event',
    });
  }

  text(header: Omit<RecordingHeader, 'format' | 'version' | 'provider'>): string {
    const first = { format: recordingFormat, version: 1, provider: this.#provider.name, ...header };
    const lines = this.#kept.map(({ at, origin, message, isWhole }) => ({
      at: new Date(at).toISOString(),
      origin,
      ...(isWhole ? { message } : (message as RefusedMessage)),
    }));
    const last = this.#leftOut === 0 ? [] : [{ leftOut: this.#leftOut }];
    return [first, ...lines, ...last].map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

/** An input as a recording has it: nothing that its schema does not know, handles masked. */
export function recordedInput(provider: Provider, input: unknown): unknown {
  if (!isObject(input)) return {};
  const known = Object.fromEntries(Object.entries(input).filter(([key]) => Object.hasOwn(provider.input.shape, key)));
  return maskSensitive(provider.input, withoutSecrets(provider.input, known));
}

/** How much is to be kept, of what a caller gave. */
export function keepOf(keep: number | KeepOptions | undefined): Keep {
  if (keep !== undefined && typeof keep !== 'number' && !isObject(keep)) {
    throw new WidgetError('INVALID_OPTION', 'keep is a number of messages, or { messages, bytes }.');
  }
  const given: KeepOptions = typeof keep === 'number' ? { messages: keep } : (keep ?? {});
  const { messages = 1000, bytes = 4_000_000 } = given;
  return { messages: positive('keep', messages), bytes: positive('keep.bytes', bytes) };
}
