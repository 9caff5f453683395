import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyTransitionDefinition,
  getNextTransitions,
} from 'xstate';
import type { Provider, ReadingCode } from '../provider/provider.ts';
import type { PayloadIssue } from '../provider/schemas.ts';
import { describeState } from '../xstate.ts';
import type { Rejection, RejectionCode, RejectionReason } from './verdict.ts';

/** What made a message fail, before it is explained: only those that somebody reads are explained. */
export type Failure =
  | { readonly reason: 'illegal' }
  | { readonly reason: 'malformed'; readonly code: ReadingCode; readonly issues: readonly PayloadIssue[] }
  | { readonly reason: 'foreign'; readonly code: ReadingCode | 'origin'; readonly problem: string }
  /** As a recording says: the message itself is not in it. */
  | { readonly reason: RejectionReason; readonly code: 'recorded' };

/** A rejection, explained when somebody asks. */
export function explainRejection(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  position: number,
  type: string | null,
  failure: Failure,
): Rejection {
  let legal: readonly string[] | undefined;
  const legalHere = () => {
    legal ??= legalTypes(provider, snapshot);
    return legal;
  };
  let sentence: string | undefined;
  return {
    position,
    type,
    reason: failure.reason,
    state: snapshot.value,
    get code() {
      return 'code' in failure ? failure.code : codeOfIllegal(provider, snapshot, type);
    },
    get expected() {
      return [...legalHere()].sort();
    },
    get explanation() {
      sentence ??= explain(provider, snapshot, type, failure, legalHere);
      return sentence;
    },
  };
}

/**
 * The catalogue's types that are legal in a state, sorted: those with a transition from here whose guards on the
 * configuration hold. Guards on a payload count as passable, and informational types are left out.
 */
export function expectedTypes(provider: Provider, snapshot: AnyMachineSnapshot): string[] {
  return legalTypes(provider, snapshot).sort();
}

/** The same, the innermost state's first: what moves the flow on comes before what may happen at any time. */
function legalTypes(provider: Provider, snapshot: AnyMachineSnapshot): string[] {
  if (snapshot.status !== 'active') return [];
  const types = new Set<string>();
  const transitions = getNextTransitions(snapshot).sort(innermostFirst);
  for (const { eventType, guard } of transitions) {
    if (eventType === '' || provider.informational.has(eventType) || types.has(eventType)) continue;
    if (!refuses(provider, snapshot, guard)) types.add(eventType);
  }
  return [...types];
}

/** Among equals the chart's own order: the snapshot's would tell how the widget came here, and not where it is. */
function innermostFirst({ source: a }: AnyTransitionDefinition, { source: b }: AnyTransitionDefinition): number {
  return b.path.length - a.path.length || a.order - b.order;
}

/** Whether a guard that needs no event says no. */
function refuses(provider: Provider, snapshot: AnyMachineSnapshot, guard: unknown): boolean {
  const contextGuard = typeof guard === 'string' ? provider.contextGuards[guard] : undefined;
  return contextGuard !== undefined && !contextGuard({ context: snapshot.context as never });
}

function explain(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  type: string | null,
  failure: Failure,
  legalHere: () => readonly string[],
): string {
  if ('code' in failure && failure.code === 'recorded') {
    return `${type ?? 'A message without a name'} was ${failure.reason} when it was recorded.`;
  }
  switch (failure.reason) {
    case 'foreign':
      return `This is no message of ${provider.title} to trust: ${'problem' in failure ? failure.problem : ''}.`;
    case 'malformed':
      return `${type} is documented, but its payload is not as documented: ${('issues' in failure ? failure.issues : []).map(describeIssue).join('; ')}.`;
    case 'illegal':
      return `${type} is documented, but not here: ${whyIllegal(provider, snapshot, type, legalHere)}.`;
  }
}

function describeIssue({ path, problem }: PayloadIssue): string {
  return path === '' ? problem : `${path}: ${problem}`;
}

function codeOfIllegal(provider: Provider, snapshot: AnyMachineSnapshot, type: string | null): RejectionCode {
  if (snapshot.status !== 'active' || snapshot.hasTag('ended')) return 'after_end';
  if (getNextTransitions(snapshot).some(({ eventType }) => eventType === type)) return 'guard_refused';
  return isWaiting(provider, snapshot) ? 'before_start' : 'not_here';
}

function whyIllegal(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  type: string | null,
  legalHere: () => readonly string[],
): string {
  const place = describeState(snapshot);
  if (snapshot.hasTag('ended')) return `the widget has ended (${place})`;
  const refusal = getNextTransitions(snapshot).find(
    ({ eventType, guard }) => eventType === type && refuses(provider, snapshot, guard),
  )?.guard;
  if (typeof refusal === 'string' && provider.refusals[refusal]) return `${provider.refusals[refusal]}`;
  if (isWaiting(provider, snapshot)) {
    return `no ${provider.initialEvent} came before it, so this listener was attached too late, or the widget never started`;
  }
  return `the widget is at ${place}, where ${listed(legalHere())} could follow`;
}

/** Whether the chart is still at the state it begins with, where only the widget's own beginning leads out. */
function isWaiting({ initialEvent }: Provider, { machine, value }: AnyMachineSnapshot): boolean {
  if (initialEvent === null) return false;
  const [top] = typeof value === 'string' ? [value] : Object.keys(value);
  return top === (machine as AnyStateMachine).config.initial;
}

/** As many names as somebody reads. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} others`;
}
