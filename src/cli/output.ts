import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';

/** A stream that may be a terminal. */
type Terminal = Writable & { readonly isTTY?: boolean };

/** What the command line reads and writes: `process` is one. */
export interface CliIo {
  readonly stdin: Readable;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The reader of the output has gone away. */
export class ClosedOutput extends Error {}

/** The output cannot be written: a full disk, most likely. */
export class FailedOutput extends Error {}

/** Streams whose errors are heard where they are written to, so that they stop nothing elsewhere. */
const heard = new WeakSet<Writable>();

type Style = Parameters<typeof styleText>[0];

/** Standard output, in blocks, at the speed of whoever reads it, in colour on a terminal. */
export class CliOutput {
  readonly #stream: Terminal;
  readonly #colours: boolean;
  #pending = '';

  constructor({ stdout, env = {} }: CliIo) {
    this.#stream = stdout;
    this.#colours = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
    if (!heard.has(stdout)) stdout.on('error', () => {});
    heard.add(stdout);
  }

  /** Whether a person is reading. */
  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  /** Text in a style, where there are colours. */
  paint(style: Style, text: string): string {
    return this.#colours ? styleText(style, text) : text;
  }

  /** Keeps text until there is a block of it. */
  add(text: string): void {
    this.#pending += text;
  }

  /** Whether enough is kept to be worth a flush. */
  get isFull(): boolean {
    return this.#pending.length > 65_536;
  }

  async write(text: string): Promise<void> {
    this.add(text);
    if (this.isFull) await this.flush();
  }

  /** Writes what is kept, and waits until it is taken. */
  async flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = '';
    if (text === '') return;
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(text, (error) => (error ? reject(failureOf(error)) : resolve()));
    });
  }
}

function failureOf(error: NodeJS.ErrnoException): Error {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
    ? new ClosedOutput()
    : new FailedOutput(`The output cannot be written (${error.code ?? error.message}).`);
}

/**
 * Text from a log, fit for a terminal: a name that nobody knows may hold control characters that a terminal obeys.
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to replace
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '�');
}
