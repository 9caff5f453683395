import type { AnyMachineSnapshot, StateValue } from 'xstate';
import type { Provider, ProviderInput } from '../provider/provider.ts';
import { getNextStep, getOutcome, getOutput, getStatus, type Outcome, type Status } from '../provider/selectors.ts';
import { createEvaluator, type Evaluator } from '../session/evaluate.ts';
import { explainRejection, type Found } from '../session/explain.ts';
import { snapshotFrom } from '../session/saved.ts';
import type { RejectionCode, VerdictKind } from '../session/verdict.ts';
import { clip, isObject } from '../values.ts';
import {
  type HeaderEntry,
  isBlank,
  isMessageOf,
  type LeftOutEntry,
  type MessageEntry,
  type RefusedEntry,
  readEntry,
} from './entry.ts';
import type { Line } from './lines.ts';

/** What became of a line. */
export type LineVerdict = VerdictKind | 'unparseable';

/** A name that the catalogue lacks, where it stood. */
interface ListedName {
  readonly line: number;
  readonly file: string | null;
  readonly type: string;
}

/** A line that was turned away, where it stood, and why. */
export interface ListedRejection {
  readonly line: number;
  readonly file: string | null;
  readonly type: string | null;
  readonly reason: 'illegal' | 'malformed' | 'foreign' | 'unparseable';
  readonly code: RejectionCode | 'unparseable';
  readonly state: StateValue;
  readonly expected: readonly string[];
  readonly explanation: string;
}

/** What a recorded session came to. */
export interface SessionReport {
  readonly session: string | null;
  readonly provider: string;
  readonly verdict: 'conforms' | 'deviates';
  readonly status: Status;
  readonly outcome: Outcome;
  readonly nextStep: string | null;
  readonly state: StateValue;
  readonly output: unknown;
  readonly counts: Readonly<Record<LineVerdict, number>>;
  readonly unrecognized: readonly ListedName[];
  readonly rejected: readonly ListedRejection[];
  /** How many messages the recording left out at its end, since it was full. */
  readonly leftOut?: number;
}

/** What became of one line, as it happens. `rejection` is made when it is first asked for. */
export interface LineRecord {
  readonly line: number;
  readonly file: string | null;
  readonly session: string | null;
  readonly verdict: LineVerdict;
  readonly type: string | null;
  /** Null where the line names none, and where it cannot be read. */
  readonly origin: string | null;
  /** Where the chart stands after the line. */
  readonly snapshot: AnyMachineSnapshot;
  rejection(): ListedRejection | null;
}

/** How a log is replayed. */
export interface ReplayOptions {
  readonly input?: ProviderInput<Provider> | undefined;
  /** Called with the input that a session is replayed with, its own or the caller's: throws where that will not do. */
  readonly checkInput?: ((input: unknown) => void) | undefined;
  /** The origins to trust, in place of those that a recording names; without any, origins are not looked at. */
  readonly origins?: readonly string[] | undefined;
  /** How many names and rejections a report lists. @default 100 */
  readonly maxListed?: number | undefined;
  readonly onRecord?: ((record: LineRecord) => void) | undefined;
}

/** How many entries all reports together list, so that memory grows with the sessions and not with their messages. */
const maxListedInAll = 10_000;

/** Evaluates the lines of logs, session by session; lines of many sessions may interleave. */
export function createReplay(provider: Provider, options: ReplayOptions = {}) {
  const { maxListed = 100, onRecord } = options;
  const all: RecordedSession[] = [];
  const current = new Map<string | null, RecordedSession>();
  let line = 0;
  let listedInAll = 0;
  const isMessage = isMessageOf(provider);

  function openRecorded(id: string | null, header: HeaderEntry['header'] = {}): RecordedSession {
    const counts = { accepted: 0, unrecognized: 0, illegal: 0, malformed: 0, foreign: 0, unparseable: 0 };
    const evaluator = evaluatorOf(provider, header, options);
    const session = { id, evaluator, counts, unrecognized: [], rejected: [], leftOut: 0 };
    all.push(session);
    current.set(id, session);
    return session;
  }

  /** Takes the next line; an empty one counts for the numbering only. */
  function take(next: Line, file: string | null): void {
    line += 1;
    if ('text' in next && isBlank(next.text)) return;
    const entry = 'text' in next ? readEntry(next.text, isMessage) : next;
    if ('header' in entry && entry.header.provider === provider.name) {
      openRecorded(entry.session, entry.header);
      return;
    }
    takeEntry(
      'header' in entry ? { problem: `a recording of ${clip(String(entry.header.provider))} begins here` } : entry,
      file,
    );
  }

  function takeEntry(entry: MessageLine | LeftOutEntry, file: string | null): void {
    const id = 'problem' in entry ? null : entry.session;
    const session = current.get(id) ?? openRecorded(id);
    if ('leftOut' in entry) session.leftOut += entry.leftOut;
    else takeMessage(session, entry, line, file);
  }

  function takeMessage(session: RecordedSession, entry: MessageLine, position: number, file: string | null): void {
    const { evaluator, counts, unrecognized, rejected } = session;
    const before = evaluator.getSnapshot();
    const { verdict, type, found } = verdictOn(evaluator, entry);
    counts[verdict] += 1;

    let rejection: ListedRejection | undefined;
    const explain = (): ListedRejection | null => {
      if (verdict === 'accepted' || verdict === 'unrecognized') return null;
      rejection ??= explainLine(provider, before, type, verdict, found, position, file);
      return rejection;
    };
    if (listedInAll < maxListedInAll) {
      if (verdict === 'unrecognized' && unrecognized.length < maxListed) {
        unrecognized.push({ line: position, file, type: type ?? '' });
        listedInAll += 1;
      } else if (rejected.length < maxListed) {
        const listed = explain();
        if (listed !== null) {
          rejected.push(listed);
          listedInAll += 1;
        }
      }
    }
    onRecord?.({
      line: position,
      file,
      session: session.id,
      verdict,
      type,
      origin: 'problem' in entry ? null : entry.origin,
      snapshot: evaluator.getSnapshot(),
      rejection: explain,
    });
  }

  return {
    take,
    /** How many lines were taken, empty ones included. */
    get lines() {
      return line;
    },
    /** One report a session, in the order in which they began. */
    *reports(): Generator<SessionReport> {
      for (const session of all) yield reportOf(provider, session);
    },
  };
}

/** A line that holds a message, or would. */
type MessageLine = MessageEntry | RefusedEntry | { readonly problem: string };

interface RecordedSession {
  readonly id: string | null;
  readonly evaluator: Evaluator<Provider>;
  readonly counts: Record<LineVerdict, number>;
  readonly unrecognized: ListedName[];
  readonly rejected: ListedRejection[];
  leftOut: number;
}

/** Runs the chart as the session did that was recorded, as far as the header tells and the caller does not. */
function evaluatorOf(provider: Provider, header: HeaderEntry['header'], options: ReplayOptions): Evaluator<Provider> {
  const input = options.input ?? (isObject(header.input) ? header.input : undefined);
  options.checkInput?.(input);
  const named = Array.isArray(header.origins) ? header.origins.map(String) : undefined;
  const from = isObject(header.from) ? snapshotFrom(provider, input, header.from.state, header.from.memory) : null;
  return createEvaluator(provider, {
    input,
    origins: options.origins ?? named,
    ...(from !== null && { snapshot: from }),
  });
}

interface LineResult {
  readonly verdict: LineVerdict;
  readonly type: string | null;
  readonly found: Found;
}

function verdictOn(evaluator: Evaluator<Provider>, entry: MessageLine): LineResult {
  if ('problem' in entry) {
    return { verdict: 'unparseable', type: null, found: entry };
  }
  if ('refused' in entry) {
    return { verdict: entry.refused, type: entry.type, found: { code: 'recorded' } };
  }
  return evaluator.evaluate(entry.message, entry.origin, ({ verdict, type, reading }) => ({
    verdict,
    type,
    found: reading,
  }));
}

function reportOf(provider: Provider, session: RecordedSession): SessionReport {
  const { id, evaluator, counts, unrecognized, rejected, leftOut } = session;
  const snapshot: AnyMachineSnapshot = evaluator.getSnapshot();
  return {
    session: id,
    provider: provider.name,
    verdict: counts.illegal + counts.malformed + counts.foreign + counts.unparseable > 0 ? 'deviates' : 'conforms',
    status: getStatus(snapshot),
    outcome: getOutcome(snapshot),
    nextStep: getNextStep(snapshot),
    state: snapshot.value,
    output: getOutput(snapshot),
    counts,
    unrecognized,
    rejected,
    ...(leftOut > 0 && { leftOut }),
  };
}

function explainLine(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  type: string | null,
  reason: ListedRejection['reason'],
  found: Found,
  line: number,
  file: string | null,
): ListedRejection {
  if (reason === 'unparseable') {
    // A line that nobody can read met the state as a stranger's message does.
    const { state, expected } = explainRejection(provider, snapshot, line, null, 'foreign');
    const explanation = `This line cannot be read: ${found.problem}.`;
    return { line, file, type, reason, code: reason, state, expected, explanation };
  }
  const { code, state, expected, explanation } = explainRejection(provider, snapshot, line, type, reason, found);
  return { line, file, type, reason, code, state, expected, explanation };
}
