/** One run of a widget as the playground keeps it: its messages, and what the chart made of each. */
import type { AnyMachineSnapshot, EventObject, InspectionEvent, Observer } from 'xstate';
import type { Provider, Reading } from '../provider/provider.ts';
import { getNextStep, getOutcome, getStatus } from '../provider/selectors.ts';
import { createEvaluator } from '../session/evaluate.ts';
import { expectedTypes, explainRejection, type Found } from '../session/explain.ts';
import { createRecorder, keepOf, recordedInput } from '../session/record.ts';
import { type RefusedMessage, redactReading } from '../session/redact.ts';
import type { VerdictKind } from '../session/verdict.ts';
import { chartOf } from '../testing/explore/chart.ts';
import { describeState, nodesOf } from '../xstate.ts';

/**
 * A message as it came, what a recording says in place of one, or a line of a log that cannot be read; `line` is where
 * it stands in that log.
 */
export type Received =
  | { readonly message: unknown; readonly origin?: string | undefined; readonly line?: number | undefined }
  | (Pick<RefusedMessage, 'refused' | 'type'> & { readonly line?: number | undefined })
  | { readonly problem: string; readonly line?: number | undefined };

/** A line of the transcript. */
interface TranscriptLine {
  /** Of a log its line there, as `replay` numbers them. */
  readonly position: number;
  readonly type: string;
  readonly verdict: string;
  /** The state after the message. */
  readonly state: string;
  readonly explanation: string;
  /** The message, redacted. */
  readonly message: string;
}

/** What the page shows at one moment. */
interface Moment {
  readonly active: readonly string[];
  readonly possible: readonly string[];
  readonly taken: readonly string[];
  readonly description: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly nextStep: string | null;
}

/** A run that grows with each message. */
export interface PlaygroundRun {
  readonly lines: readonly TranscriptLine[];
  readonly moment: Moment;
  receive(received: Received): void;
  record(): string;
}

/** How a run is watched over. */
export interface PlaygroundRunOptions {
  /** The origins to trust; without them, origins are not looked at. */
  readonly origins?: readonly string[] | undefined;
  /** Shown to an inspector as well. */
  readonly inspect?: Observer<InspectionEvent> | undefined;
}

/** Starts a run. */
export function startRun(
  provider: Provider,
  input: unknown,
  { origins, inspect }: PlaygroundRunOptions = {},
): PlaygroundRun {
  const { evaluate, getSnapshot } = createEvaluator(provider, { input: input as never, origins, inspect });
  const recorder = createRecorder(provider, keepOf(undefined));
  const chart = chartOf(provider.machine);
  let reference = chart.start(input);
  const lines: TranscriptLine[] = [];
  const taken = new Set<string>();
  const snapshot = (): AnyMachineSnapshot => getSnapshot();

  function add(received: Received, line: Omit<TranscriptLine, 'position' | 'state'>): void {
    const position = received.line ?? lines.length + 1;
    lines.push({ position, state: describeState(snapshot()), ...line });
  }

  function explain(type: string | null, verdict: VerdictKind, found: Found): string {
    if (verdict === 'accepted' || verdict === 'unrecognized') return '';
    return explainRejection(provider, snapshot(), lines.length + 1, type, verdict, found).explanation;
  }

  function receive(received: Received): void {
    if ('problem' in received) {
      const explanation = `This line cannot be read: ${received.problem}.`;
      add(received, { type: noName, verdict: 'unparseable', explanation, message: '' });
      return;
    }
    if ('refused' in received) {
      const { refused, type } = received;
      recorder.add({ reading: recordedReading(received) }, undefined, undefined);
      const explanation = explain(type, refused, { code: 'recorded' });
      add(received, { type: type ?? noName, verdict: refused, explanation, message: '' });
      return;
    }
    const { message, origin } = received;
    const { verdict, type, reading } = evaluate(message, origin, (evaluation) => evaluation);
    recorder.add({ reading }, message, origin);
    if (verdict === 'accepted' && reading.kind === 'event') {
      const step = chart.step(reference, reading.event as EventObject);
      reference = step.next;
      for (const number of step.transitions) taken.add(chart.transitions[number]?.id ?? '');
    }
    add(received, {
      type: type ?? noName,
      verdict,
      explanation: explain(type, verdict, reading),
      message: JSON.stringify(redactReading(provider, reading, message)),
    });
  }

  return {
    lines,
    get moment() {
      return momentOf(provider, snapshot(), chart.transitions, taken);
    },
    receive,
    record: () => recorder.text({ input: recordedInput(provider, input), origins }),
  };
}

const noName = 'no name';

/** As a message was read that a recording says was refused. */
function recordedReading({ refused, type }: Pick<RefusedMessage, 'refused' | 'type'>): Reading<never> {
  if (refused === 'foreign' || type === null) return { kind: 'foreign', code: 'envelope', problem: '' };
  return refused === 'malformed' ? { kind: refused, type, code: 'payload', issues: [] } : { kind: refused, type };
}

function momentOf(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  transitions: ReturnType<typeof chartOf>['transitions'],
  taken: ReadonlySet<string>,
): Moment {
  const nodes = [...nodesOf(snapshot)];
  const [deepest] = nodes.filter(({ description }) => description).sort((a, b) => b.path.length - a.path.length);
  const ids = new Set(nodes.map(({ id }) => id));
  const expected = new Set([
    ...expectedTypes(provider, snapshot),
    ...(snapshot.status === 'active' ? provider.informational : []),
  ]);
  return {
    active: nodes.map(({ path }) => path.join('.')).filter((path) => path !== ''),
    possible: transitions.filter(({ source, event }) => ids.has(source) && expected.has(event)).map(({ id }) => id),
    taken: [...taken],
    description: deepest?.description ?? '',
    status: getStatus(snapshot),
    outcome: getOutcome(snapshot),
    nextStep: getNextStep(snapshot),
  };
}
