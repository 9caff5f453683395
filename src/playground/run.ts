/** One run of a widget as the playground keeps it: its messages, and what the chart made of each. */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
  type InspectionEvent,
  type Observer,
  type StateValue,
} from 'xstate';
import {
  describeState,
  expectedTypes,
  getNextStep,
  getOutcome,
  getStatus,
  openSession,
  type Provider,
  redactMessage,
} from '../index.ts';
import { chartOf } from '../testing/explore/chart.ts';
import { nodesOf } from '../xstate.ts';

/** A message as it came, or a line of a log that cannot be read; `line` is where it stands in that log. */
export type Received =
  | { readonly message: unknown; readonly origin?: string | undefined; readonly line?: number | undefined }
  | { readonly problem: string; readonly line?: number | undefined };

/** A line of the transcript. */
interface Line {
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
  readonly value: StateValue;
  readonly description: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly nextStep: string | null;
}

/** A run that grows with each message. */
export interface Run {
  readonly lines: readonly Line[];
  readonly moment: Moment;
  receive(received: Received): void;
  record(): string;
}

/** How a run is watched over. */
export interface RunOptions {
  /** The origins to trust; without them, origins are not judged. */
  readonly origins?: readonly string[] | undefined;
  /** Shown to an inspector as well. */
  readonly inspect?: Observer<InspectionEvent> | undefined;
}

/** Starts a run. */
export function startRun(provider: Provider, input: unknown, { origins, inspect }: RunOptions = {}): Run {
  let deliver: (message: unknown, source?: { origin: string }) => void = () => {};
  const attach = (receive: typeof deliver) => {
    deliver = receive;
    return () => {};
  };
  const session = openSession(provider, {
    input: input as never,
    onWarning: () => {},
    transport: { ...(origins && { origins }), attach } as never,
  });
  const chart = chartOf(provider.machine);
  let reference = chart.start(input);
  const machine: AnyStateMachine = provider.machine;
  const inspected = inspect && createActor(machine, { input, inspect }).start();
  const lines: Line[] = [];
  const taken = new Set<string>();

  return {
    lines,
    get moment() {
      return momentOf(provider, session.snapshot, chart.transitions, taken);
    },
    receive(received) {
      const position = received.line ?? lines.length + 1;
      if ('problem' in received) {
        lines.push(unreadable(position, received.problem, session.snapshot));
        return;
      }
      const { message, origin } = received;
      const reading = provider.read(message);
      if (reading.kind === 'event' && inspected?.getSnapshot().status === 'active')
        inspected.send(reading.event as EventObject);
      const verdict = session.receive(message, origin === undefined ? undefined : { origin });
      if (verdict.verdict === 'accepted') {
        const step = chart.step(reference, verdict.event as EventObject);
        reference = step.next;
        for (const number of step.transitions) taken.add(chart.transitions[number]?.id ?? '');
      }
      lines.push({
        position,
        type: verdict.type ?? 'no name',
        verdict: verdict.verdict,
        state: describeState(verdict.snapshot as AnyMachineSnapshot),
        explanation: 'explanation' in verdict ? verdict.explanation : '',
        message: JSON.stringify(redactMessage(provider, message)),
      });
    },
    record: () => session.record(),
  };
}

function unreadable(position: number, problem: string, snapshot: AnyMachineSnapshot): Line {
  return {
    position,
    type: 'no name',
    verdict: 'unparseable',
    state: describeState(snapshot),
    explanation: `This line cannot be read: ${problem}.`,
    message: '',
  };
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
    ...(snapshot.status === 'active' ? provider.ambient : []),
  ]);
  return {
    active: nodes.map(({ path }) => path.join('.')).filter((path) => path !== ''),
    possible: transitions.filter(({ source, event }) => ids.has(source) && expected.has(event)).map(({ id }) => id),
    taken: [...taken],
    value: snapshot.value,
    description: deepest?.description ?? '',
    status: getStatus(snapshot),
    outcome: getOutcome(snapshot),
    nextStep: getNextStep(snapshot),
  };
}
