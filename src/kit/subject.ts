/** A chart's paths through a real session: what this library promises of its own charts. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Provider } from '../provider/provider.ts';
import { getNextStep, getOutcome, getStatus } from '../provider/selectors.ts';
import { isTakenAfterEnd } from '../session/evaluate.ts';
import { openSession } from '../session/session.ts';
import type { VerdictKind } from '../session/verdict.ts';
import { formatEvent } from '../testing/explore/names.ts';
import type { Subject } from '../testing/run/subject.ts';
import type { Path, Step } from '../testing/types.ts';
import { messageFor } from './exploration.ts';
import type { Kit } from './kit.ts';

/**
 * A subject for a path of a provider's chart: a session that receives the widget's messages. Each verdict, the state, the
 * status, the outcome and the next step have to be the chart's own, and a refused or malformed message has to leave the
 * very same snapshot. What a chart in a final state refuses, the session accepts where the provider lists it as
 * `afterEnd`, and leaves the same snapshot. Where your app wraps a session, put your app in its place.
 *
 * @throws WidgetError `INVALID_OPTION`, when it is run, for an event that no sample message of the catalogue stands for.
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit, sessionSubject } from 'widget-statecharts/kit';
 * import { generateSuite, runPath } from 'widget-statecharts/testing';
 *
 * const { machine } = flexitiKit.provider;
 * const [path] = generateSuite(exploreKit(flexitiKit)).paths;
 * if (path) console.log((await runPath(machine, path, sessionSubject(flexitiKit, path))).path === path); // true
 * ```
 */
export function sessionSubject<TProvider extends Provider>(
  kit: Kit<TProvider>,
  path: Path,
): Subject<TProvider['machine']> {
  const provider: Provider = kit.provider;
  const session = openSession<Provider>(provider, { input: path.input ?? {}, keep: 0, onWarning: () => {} });
  let verdict: VerdictKind | null = null;
  let moved = false;
  let moves = 0;
  const subject: Subject = {
    events: {
      '*': ({ event, message = messageFor(kit as Kit, event) }) => {
        if (message === undefined) throw withoutMessage(provider, event);
        const before = session.snapshot;
        verdict = session.receive(message).verdict;
        moved = session.snapshot !== before;
        if (moved) moves += 1;
      },
    },
    read: () => ({ verdict, moved, ...seen(session.snapshot) }),
    expected: (snapshot, step) => ({
      verdict: step === null ? null : verdictFor(provider, snapshot, step),
      moved: step?.expect === 'accepted',
      ...seen(snapshot),
    }),
    observe: () => moves,
    close: () => session.close(),
  };
  return subject as unknown as Subject<TProvider['machine']>;
}

function withoutMessage({ title }: Provider, event: EventObject): WidgetError {
  const hint = 'explorationOf(kit) has the events that can be posted';
  return new WidgetError('INVALID_OPTION', `No sample message of ${title} stands for ${formatEvent(event)}: ${hint}.`);
}

function verdictFor(provider: Provider, snapshot: AnyMachineSnapshot, step: Step): VerdictKind {
  const { event, expect, malformed } = step;
  if (malformed !== undefined) return 'malformed';
  return expect === 'accepted' || isTakenAfterEnd(provider, snapshot, event.type) ? 'accepted' : 'illegal';
}

/** What a host reads of a snapshot. */
function seen(snapshot: AnyMachineSnapshot) {
  return {
    state: snapshot.value,
    status: getStatus(snapshot),
    outcome: getOutcome(snapshot),
    nextStep: getNextStep(snapshot),
  };
}
