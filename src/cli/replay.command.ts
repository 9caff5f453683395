import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { WidgetError } from '../errors.ts';
import { parseInput, unknownInputKeys } from '../provider/input.ts';
import type { Provider } from '../provider/provider.ts';
import { createLineSplitter } from '../replay/lines.ts';
import { createReplay, type LineRecord, type SessionReport } from '../replay/replay.ts';
import { checkOrigin } from '../transports/window.ts';
import { isObject } from '../values.ts';
import { kitHelp, kitOptions, loadProvider } from './kits.ts';
import { wholeNumber } from './numbers.ts';
import type { CliIo, CliOutput } from './output.ts';
import { Transcript } from './transcript.ts';

export const replayHelp = `Usage: widget-statecharts replay (--provider <name> | --provider-module <file>) [options] [FILE…]

Evaluates recorded messages, one JSON text a line, from the files or standard input. A line is a message as the provider
posted it, or a wrapper { "session": …, "at": …, "origin": …, "message": <as posted> } whose other keys may be left out.
What session.record() gives is such a log, and names its own input and origins.

${kitHelp}  --export <name>     the kit's or provider's name in that module (default: the only one that it has)
  --input <json>      the widget's configuration; what it leaves out is unknown, and allowed
                      (flexiti needs it: '{"flow":"apply"}' or '{"flow":"purchase"}')
  --origin <origin>   an origin to trust; may be repeated. Without it, origins are not checked. A message
                      without an origin passes; standard error says how many did
  --json              one JSON text a session
  --verdicts          one JSON text a message, in order, nothing left out
  --max-listed <n>    how many rejections and unknown names a session lists (default 100; 10,000 in all)
  --max-line <bytes>  longer lines are skipped and counted (default 1048576)

Exit code: 0 all sessions conform, 1 some deviate, 2 the call was wrong or a file could not be read.
`;

const options = {
  ...kitOptions,
  input: { type: 'string' },
  origin: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  verdicts: { type: 'boolean', default: false },
  'max-listed': { type: 'string', default: '100' },
  'max-line': { type: 'string', default: String(2 ** 20) },
} as const;

/** Evaluates logs. */
export async function replay(args: readonly string[], io: CliIo, output: CliOutput): Promise<number> {
  const { values, positionals: files } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.json && values.verdicts) throw new WidgetError('INVALID_OPTION', 'Choose one of --json and --verdicts.');
  const { provider } = await loadProvider(values);
  const input = readInput(provider, values.input, io);
  for (const origin of values.origin ?? []) checkOrigin(origin);
  const maxListed = wholeNumber('--max-listed', values['max-listed']);
  const maxLine = wholeNumber('--max-line', values['max-line']);

  const transcript = new Transcript(provider, output);
  const origins = new OriginCount();
  const onRecord = (record: LineRecord) => {
    if (values.origin !== undefined) origins.note(record);
    if (values.verdicts) output.add(verdictLine(record));
    else if (!values.json) transcript.note(record);
  };
  const log = createReplay(provider, {
    input,
    checkInput: (used) => checkRequired(provider, used),
    origins: values.origin,
    maxListed,
    onRecord,
  });
  const progress = new Progress(io);

  const unreadable: string[] = [];
  for (const file of files.length > 0 ? files : [null]) {
    const splitter = createLineSplitter(maxLine, (line) => log.take(line, file));
    try {
      for await (const chunk of file === null ? io.stdin : (createReadStream(file) as Readable)) {
        splitter.push(chunk as Buffer);
        if (output.isFull) await output.flush();
        progress.show(log.lines);
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      unreadable.push(`${file === null ? 'standard input' : `"${file}"`} (${error.code})`);
    }
    splitter.end();
  }
  progress.clear();

  let deviates = false;
  const reports: SessionReport[] = [];
  for (const report of log.reports()) {
    deviates ||= report.verdict === 'deviates';
    if (values.json) await output.write(`${JSON.stringify(report)}\n`);
    else reports.push(report);
  }
  const nothingRead = reports.length === 0 && unreadable.length > 0;
  if (!values.json && !values.verdicts && !nothingRead) await transcript.print(reports);
  await output.flush();
  origins.tell(io);

  if (unreadable.length > 0) {
    io.stderr.write(`widget-statecharts: cannot read ${unreadable.join(', ')}\n`);
    return 2;
  }
  return deviates ? 1 : 0;
}

/** A log that is no recording does not say what it needs to be evaluated. */
function checkRequired({ title, requiredInput }: Provider, input: unknown): void {
  for (const key of requiredInput) {
    if (isObject(input) && Object.hasOwn(input, key)) continue;
    throw new WidgetError('INVALID_INPUT', `${title} cannot be replayed without --input '{"${key}": …}'.`);
  }
}

/** Undefined where none is given: a recording may have its own. */
function readInput(provider: Provider, json: string | undefined, io: CliIo): object | undefined {
  if (json === undefined) return undefined;
  let input: unknown = {};
  try {
    input = JSON.parse(json);
  } catch {
    throw new WidgetError('INVALID_INPUT', '--input is not JSON.');
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new WidgetError('INVALID_INPUT', '--input has to be a JSON object.');
  }
  parseInput(provider.name, provider.input, input);
  for (const key of unknownInputKeys(provider.input, input)) {
    io.stderr.write(`widget-statecharts: --input has a key that ${provider.title} does not know: ${key}\n`);
  }
  return input;
}

function verdictLine(record: LineRecord): string {
  const { line, file, session, verdict, type, snapshot } = record;
  const { code, expected, explanation } = record.rejection() ?? {};
  return `${JSON.stringify({ line, file, session, verdict, type, state: snapshot.value, code, expected, explanation })}\n`;
}

function isFileError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** How many messages no list of origins could turn away, since they name none. */
class OriginCount {
  #messages = 0;
  #without = 0;

  note({ verdict, origin }: LineRecord): void {
    if (verdict === 'unparseable') return;
    this.#messages += 1;
    if (origin === null) this.#without += 1;
  }

  tell({ stderr }: CliIo): void {
    if (this.#without === 0) return;
    stderr.write(
      `widget-statecharts: ${this.#without} of ${this.#messages} messages name no origin: they were not checked by --origin\n`,
    );
  }
}

/** How far a long log is, on standard error, where somebody sees it. */
class Progress {
  readonly #io: CliIo;
  #shown = Date.now();

  constructor(io: CliIo) {
    this.#io = io;
  }

  show(lines: number): void {
    if (!this.#io.stderr.isTTY || Date.now() - this.#shown < 500) return;
    this.#shown = Date.now();
    this.#io.stderr.write(`\r${lines.toLocaleString('en')} lines `);
  }

  clear(): void {
    if (this.#io.stderr.isTTY) this.#io.stderr.write('\r\u001b[K');
  }
}
