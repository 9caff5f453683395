import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyTransitionDefinition,
  getNextTransitions,
} from 'xstate';
import type { Provider, ReadingCode } from '../provider/provider.ts';
import { listIssues, type PayloadIssue } from '../provider/schemas.ts';
import { describeState } from '../xstate.ts';
import type { Rejection, RejectionCode, RejectionReason } from './verdict.ts';

/** What is known of a message that was turned away, before it is explained: only what somebody reads is explained. */
export interface Found {
  readonly kind?: unknown;
  /** `recorded` where a recording says what became of it: the message itself is not in it. */
  readonly code?: ReadingCode | 'origin' | 'recorded';
  /** Of a malformed one. */
  readonly issues?: readonly PayloadIssue[];
  /** Of a foreign one. */
  readonly problem?: string;
}

/** A rejection, explained when somebody asks; `more` is put before it. */
export function explainRejection<TMore extends object>(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  position: number,
  type: string | null,
  reason: RejectionReason,
  found: Found = {},
  more?: TMore,
): Rejection & TMore {
  return {
    ...(more as TMore),
    position,
    type,
    reason,
    state: snapshot.value,
    get code() {
      return found.code ?? whyIllegal(provider, snapshot, type)[0];
    },
    get expected() {
      return expectedTypes(provider, snapshot);
    },
    get explanation() {
      return explain(provider, snapshot, type, reason, found);
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
  const legal = getNextTransitions(snapshot).filter(
    ({ eventType, guard }) =>
      eventType !== '' && !provider.informational.has(eventType) && !refuses(provider, snapshot, guard),
  );
  return [...new Set(legal.sort(innermostFirst).map(({ eventType }) => eventType))];
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
  reason: RejectionReason,
  { code, problem, issues = [] }: Found,
): string {
  if (code === 'recorded') return `${type ?? 'A message without a name'} was ${reason} when it was recorded.`;
  if (reason === 'foreign') return `This is no message of ${provider.title} to trust: ${problem}.`;
  const why =
    reason === 'illegal'
      ? `not here: ${whyIllegal(provider, snapshot, type)[1]}`
      : `its payload is not as documented: ${listIssues(issues)}`;
  return `${type} is documented, but ${why}.`;
}

/** Why a documented message is illegal in a state, for a program and for a person. */
function whyIllegal(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  type: string | null,
): readonly [code: RejectionCode, words: string] {
  const place = describeState(snapshot);
  if (snapshot.hasTag('ended')) return ['after_end', `the widget has ended (${place})`];
  const guards = getNextTransitions(snapshot).flatMap(({ eventType, guard }) => (eventType === type ? [guard] : []));
  const refusal = guards.find((guard) => refuses(provider, snapshot, guard));
  const waits = isWaiting(provider, snapshot);
  const words =
    (typeof refusal === 'string' && provider.refusals[refusal]) ||
    (waits
      ? `no ${provider.initialEvent} came before it, so this listener was attached too late, or the widget never started`
      : `the widget is at ${place}, where ${listed(legalTypes(provider, snapshot))} could follow`);
  if (snapshot.status !== 'active') return ['after_end', words];
  return [guards.length > 0 ? 'guard_refused' : waits ? 'before_start' : 'not_here', words];
}

/** Whether the chart is still at the state it begins with, where only the widget's own beginning leads out. */
function isWaiting({ initialEvent }: Provider, snapshot: AnyMachineSnapshot): boolean {
  return initialEvent !== null && snapshot.matches((snapshot.machine as AnyStateMachine).config.initial as string);
}

/** As many names as somebody reads. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} others`;
}
