import { Readable, Writable } from 'node:stream';
import { main } from '../../src/cli/main.ts';

/** What a run of the command line came to. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was printed, line by line. */
  readonly lines: string[];
  /** The same, as JSON. */
  json<TLine>(): TLine[];
}

/** How the streams around the command line behave. */
export interface Around {
  readonly stdin?: string | readonly Buffer[];
  readonly stdoutIsTerminal?: boolean;
  readonly stderrIsTerminal?: boolean;
  readonly env?: Record<string, string>;
  readonly stdout?: Writable;
}

/** A stream that keeps what is written to it. */
export class Kept extends Writable {
  readonly #chunks: Buffer[] = [];
  readonly isTTY: boolean;

  constructor(isTTY = false, slowly = false) {
    super({
      ...(slowly && { highWaterMark: 1 }),
      write: (chunk: Buffer, _encoding, done) => {
        this.#chunks.push(Buffer.from(chunk));
        if (slowly) setImmediate(done);
        else done();
      },
    });
    this.isTTY = isTTY;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

/** Runs the command line in this process, with streams of its own. */
export async function cli(args: readonly string[], around: Around = {}): Promise<CliRun> {
  const { stdin = '', env = {} } = around;
  const stdout = around.stdout ?? new Kept(around.stdoutIsTerminal);
  const stderr = new Kept(around.stderrIsTerminal);
  const chunks = typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin;
  const code = await main(args, { stdin: Readable.from(chunks), stdout, stderr, env });
  const text = stdout instanceof Kept ? stdout.text : '';
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  return {
    code,
    stdout: text,
    stderr: stderr.text,
    lines,
    json: <TLine>() => lines.map((line) => JSON.parse(line) as TLine),
  };
}

/** Messages and texts as a log. */
export function ndjson(...lines: (object | string)[]): string {
  return lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
}
