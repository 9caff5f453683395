import type { Provider } from '../provider/provider.ts';
import type { LineRecord, LineVerdict, SessionReport } from '../replay/replay.ts';
import { maskHandle } from '../session/redact.ts';
import { describeState } from '../xstate.ts';
import { type CliOutput, printable } from './output.ts';

const marks: Record<LineVerdict, [mark: string, style: 'green' | 'cyan' | 'red']> = {
  accepted: ['✓', 'green'],
  unrecognized: ['?', 'cyan'],
  illegal: ['✗', 'red'],
  malformed: ['✗', 'red'],
  foreign: ['✗', 'red'],
  unparseable: ['✗', 'red'],
};

/** How many messages are shown in full, of a session and in all: a person reads no more, and memory stays bounded. */
const shownPerSession = 200;
/** Rejections are what a transcript is read for: of those that come later, so many are shown besides. */
const lateRejections = 100;
const shownInAll = 10_000;

/** Prints sessions for a person: message by message, with the state after each, rejections explained. */
export class Transcript {
  readonly #provider: Provider;
  readonly #output: CliOutput;
  readonly #lines = new Map<string | null, string[]>();
  #shown = 0;

  constructor(provider: Provider, output: CliOutput) {
    this.#provider = provider;
    this.#output = output;
  }

  /** Keeps a line for its session's transcript. */
  note(record: LineRecord): void {
    const lines = this.#lines.get(record.session) ?? [];
    this.#lines.set(record.session, lines);
    const limit = isRejected(record) ? shownPerSession + lateRejections : shownPerSession;
    if (lines.length >= limit || this.#shown >= shownInAll) return;
    this.#shown += 1;
    const [mark, style] = marks[record.verdict];
    const name = (record.type === null ? `(${record.verdict})` : printable(record.type)).padEnd(36);
    const place = `${record.line}`.padStart(6);
    const rejection = record.rejection();
    const state = this.#output.paint('dim', describeState(record.snapshot));
    const text = `${place}  ${this.#output.paint(style, mark)} ${name} ${state}`;
    lines.push(
      rejection === null
        ? text
        : `${text}\n          ${this.#output.paint(style, `${rejection.reason}: ${printable(rejection.explanation)}`)}`,
    );
  }

  /** Prints everything that was kept, and a summary. */
  async print(reports: readonly SessionReport[]): Promise<void> {
    for (const report of reports) await this.#printSession(report);
    await this.#output.write(`${summary(reports)}\n`);
  }

  async #printSession(report: SessionReport): Promise<void> {
    const paint: CliOutput['paint'] = (style, text) => this.#output.paint(style, text);
    const lines = this.#lines.get(report.session) ?? [];
    const title = report.session === null ? 'messages without a session' : `session ${printable(report.session)}`;
    await this.#output.write(`${paint('bold', `${this.#provider.title}, ${title}`)}\n`);
    for (const line of lines) await this.#output.write(`${line}\n`);
    const count = Object.values(report.counts).reduce((sum, n) => sum + n, 0);
    if (count > lines.length)
      await this.#output.write(`        … and ${count - lines.length} more that are not shown\n`);
    const verdict = paint(report.verdict === 'conforms' ? 'green' : 'red', report.verdict);
    const outcome = report.outcome ?? 'undecided';
    await this.#output.write(
      `        ${verdict} · ${report.status} · ${paint('bold', outcome)} · next step: ${report.nextStep ?? 'none'}\n`,
    );
    const output = outputForEyes(report.output, new Set(this.#provider.sensitiveOutput));
    await this.#output.write(output === '' ? '\n' : `        ${output}\n\n`);
  }
}

function isRejected({ verdict }: LineRecord): boolean {
  return verdict !== 'accepted' && verdict !== 'unrecognized';
}

/** The output for a person's eyes: identifiers are masked, whatever is unknown is left out. */
function outputForEyes(output: unknown, handles: ReadonlySet<string>, isWithinHandle = false): string {
  const shown = (key: string, value: unknown): string => {
    const isHandle = isWithinHandle || handles.has(key);
    if (value === null || value === undefined || value === '') return '';
    if (Array.isArray(value)) return value.map((item) => shown(key, item)).join(' ');
    if (typeof value === 'object') return outputForEyes(value, handles, isHandle);
    return isHandle ? maskHandle(String(value)) : printable(String(value));
  };
  return Object.entries(output ?? {})
    .map(([key, value]) => ({ key, text: shown(key, value) }))
    .filter(({ text }) => text !== '')
    .map(({ key, text }) => `${key}: ${text}`)
    .join(', ');
}

function summary(reports: readonly SessionReport[]): string {
  if (reports.length === 0) return 'No messages.';
  const by = (test: (report: SessionReport) => boolean) => reports.filter(test).length;
  const outcomes = (['succeeded', 'unsuccessful', 'cancelled'] as const)
    .map((outcome) => [outcome, by((report) => report.outcome === outcome)] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`);
  const undecided = by((report) => report.outcome === null);
  if (undecided > 0) outcomes.push(`${undecided} undecided`);
  const sessions = reports.length === 1 ? '1 session' : `${reports.length} sessions`;
  return `${sessions}: ${by((report) => report.verdict === 'conforms')} conform, ${by(
    (report) => report.verdict === 'deviates',
  )} deviate; ${outcomes.join(', ')}.`;
}
