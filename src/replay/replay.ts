import type { AnyMachineSnapshot, StateValue } from 'xstate';
import type { Provider, ProviderInput, ProviderName } from '../machines/provider.ts';
import { getNextStep, getOutcome, getOutput, getStatus, type Outcome, type Status } from '../machines/selectors.ts';
import { explainRejection, type Failure } from '../session/explain.ts';
import { createJudge, type Judgement } from '../session/judge.ts';
import { isBlank, readEntry } from './entry.ts';
import type { Line } from './lines.ts';

/** What became of a line. */
export type LineVerdict = Judgement<unknown, AnyMachineSnapshot>['verdict'] | 'unparseable';

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
  readonly state: StateValue;
  readonly expected: readonly string[];
  readonly explanation: string;
}

/** What a recorded session came to. */
export interface SessionReport {
  readonly session: string | null;
  readonly provider: ProviderName;
  readonly verdict: 'conforms' | 'deviates';
  readonly status: Status;
  readonly outcome: Outcome;
  readonly nextStep: string | null;
  readonly state: StateValue;
  readonly output: unknown;
  readonly counts: Readonly<Record<LineVerdict, number>>;
  readonly unrecognized: readonly ListedName[];
  readonly rejected: readonly ListedRejection[];
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
  /** The origins to trust; without them, origins are not judged. */
  readonly origins?: readonly string[] | undefined;
  /** How many names and rejections a report lists. @default 100 */
  readonly maxListed?: number | undefined;
  readonly onRecord?: ((record: LineRecord) => void) | undefined;
}

/** How many entries all reports together list, so that memory grows with the sessions and not with their messages. */
const maxListedInAll = 10_000;

/** Judges the lines of logs, session by session; lines of many sessions may interleave. */
export function createReplay(provider: Provider, options: ReplayOptions = {}) {
  const { input, origins, maxListed = 100, onRecord } = options;
  const sessions = new Map<string | null, RecordedSession>();
  let line = 0;
  let listedInAll = 0;

  function openRecorded(id: string | null): RecordedSession {
    const { judge, getSnapshot } = createJudge(provider, input, origins);
    const counts = { accepted: 0, unrecognized: 0, illegal: 0, malformed: 0, foreign: 0, unparseable: 0 };
    return { id, judge, getSnapshot, counts, unrecognized: [], rejected: [] };
  }

  function sessionOf(id: string | null): RecordedSession {
    let session = sessions.get(id);
    if (session === undefined) {
      session = openRecorded(id);
      sessions.set(id, session);
    }
    return session;
  }

  /** Takes the next line; an empty one counts for the numbering only. */
  function take(next: Line, file: string | null): void {
    line += 1;
    if ('text' in next && isBlank(next.text)) return;
    const entry = 'text' in next ? readEntry(next.text) : next;
    const session = sessionOf('problem' in entry ? null : entry.session);
    const before = session.getSnapshot();
    const judgement: RecordedJudgement =
      'problem' in entry
        ? { verdict: 'unparseable', type: null, problem: entry.problem }
        : session.judge(entry.message, entry.origin);
    session.counts[judgement.verdict] += 1;

    const position = line;
    let rejection: ListedRejection | null | undefined;
    const explain = (): ListedRejection | null => {
      rejection ??= explainLine(provider, before, judgement, position, file);
      return rejection;
    };
    if (listedInAll < maxListedInAll) {
      if (judgement.verdict === 'unrecognized' && session.unrecognized.length < maxListed) {
        session.unrecognized.push({ line: position, file, type: judgement.type });
        listedInAll += 1;
      } else if (session.rejected.length < maxListed) {
        const listed = explain();
        if (listed !== null) {
          session.rejected.push(listed);
          listedInAll += 1;
        }
      }
    }
    onRecord?.({
      line: position,
      file,
      session: session.id,
      verdict: judgement.verdict,
      type: judgement.type,
      origin: 'problem' in entry ? null : entry.origin,
      snapshot: session.getSnapshot(),
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
      for (const session of sessions.values()) yield reportOf(provider, session);
    },
  };
}

type RecordedJudgement =
  | Judgement<unknown, AnyMachineSnapshot>
  | { readonly verdict: 'unparseable'; readonly type: null; readonly problem: string };

interface RecordedSession extends Pick<ReturnType<typeof createJudge<Provider>>, 'judge' | 'getSnapshot'> {
  readonly id: string | null;
  readonly counts: Record<LineVerdict, number>;
  readonly unrecognized: ListedName[];
  readonly rejected: ListedRejection[];
}

function reportOf(provider: Provider, session: RecordedSession): SessionReport {
  const { id, counts, unrecognized, rejected } = session;
  const snapshot = session.getSnapshot();
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
  };
}

function explainLine(
  provider: Provider,
  snapshot: ReturnType<RecordedSession['getSnapshot']>,
  judgement: RecordedJudgement,
  line: number,
  file: string | null,
): ListedRejection | null {
  if (judgement.verdict === 'accepted' || judgement.verdict === 'unrecognized') return null;
  // A line that nobody can read is told in the words of a stranger's message.
  const failure: Failure =
    judgement.verdict === 'unparseable' ? { reason: 'foreign', problem: judgement.problem } : judgement.failure;
  const { position: _position, ...rejection } = explainRejection(provider, snapshot, line, judgement.type, failure);
  return {
    line,
    file,
    ...rejection,
    ...(judgement.verdict === 'unparseable' && {
      reason: 'unparseable' as const,
      explanation: `This line cannot be read: ${judgement.problem}.`,
    }),
  };
}
