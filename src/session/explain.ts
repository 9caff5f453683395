import { type AnyMachineSnapshot, getNextTransitions, type StateValue } from 'xstate';
import type { PayloadIssue, Provider } from '../machines/provider.ts';
import type { Rejection, RejectionReason } from './verdict.ts';

/** What made a message fail, before it is put into words: words are made only for those that somebody reads. */
export type Failure =
  | { readonly reason: 'illegal' }
  | { readonly reason: 'malformed'; readonly issues: readonly PayloadIssue[] }
  | { readonly reason: 'foreign'; readonly problem: string };

/** Puts a rejection into words. */
export function explainRejection(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  position: number,
  type: string | null,
  failure: Failure,
): Rejection {
  const expected = expectedTypes(provider, snapshot);
  return {
    position,
    type,
    reason: failure.reason satisfies RejectionReason,
    state: snapshot.value,
    expected,
    explanation: sentence(provider, snapshot, type, failure, expected),
  };
}

/**
 * The catalogue's types that are legal in a state, sorted: those with a transition from here whose guards on the
 * configuration hold. Guards on a payload count as passable, and ambient types are left out.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { expectedTypes, pinwheel } from 'widget-statecharts';
 *
 * console.log(expectedTypes(pinwheel, createActor(pinwheel.machine).getSnapshot())); // [ 'open' ]
 * ```
 */
export function expectedTypes(provider: Provider, snapshot: AnyMachineSnapshot): string[] {
  if (snapshot.status !== 'active') return [];
  const types = new Set<string>();
  for (const { eventType, guard } of getNextTransitions(snapshot)) {
    if (eventType === '' || provider.ambient.has(eventType) || types.has(eventType)) continue;
    if (!refuses(provider, snapshot, guard)) types.add(eventType);
  }
  return [...types].sort();
}

/** Whether a guard that needs no event says no. */
function refuses(provider: Provider, snapshot: AnyMachineSnapshot, guard: unknown): boolean {
  const contextGuard = typeof guard === 'string' ? provider.contextGuards[guard] : undefined;
  return contextGuard !== undefined && !contextGuard({ context: snapshot.context as never });
}

function sentence(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  type: string | null,
  failure: Failure,
  expected: readonly string[],
): string {
  switch (failure.reason) {
    case 'foreign':
      return `This is no message of ${provider.title} to trust: ${failure.problem}.`;
    case 'malformed':
      return `${type} is documented, but its payload is not as documented: ${failure.issues.map(inWords).join('; ')}.`;
    case 'illegal':
      return `${type} is documented, but not here: ${whyIllegal(provider, snapshot, type, expected)}.`;
  }
}

function inWords({ path, problem }: PayloadIssue): string {
  return path === '' ? problem : `${path}: ${problem}`;
}

function whyIllegal(
  provider: Provider,
  snapshot: AnyMachineSnapshot,
  type: string | null,
  expected: readonly string[],
): string {
  const place = describeState(snapshot.value);
  if (snapshot.hasTag('ended')) return `the widget has ended (${place})`;
  const refusal = getNextTransitions(snapshot).find(
    ({ eventType, guard }) => eventType === type && refuses(provider, snapshot, guard),
  )?.guard;
  if (typeof refusal === 'string' && provider.refusals[refusal]) return `${provider.refusals[refusal]}`;
  if (provider.opening !== null && expected.includes(provider.opening) && snapshot.hasTag('loading')) {
    return `no ${provider.opening} came before it, so this listener was attached too late, or the widget never started`;
  }
  return `the widget is at ${place}, where ${listed(expected)} could follow`;
}

function listed(types: readonly string[]): string {
  if (types.length === 0) return 'nothing';
  return types.length <= 5 ? types.join(', ') : `${types.slice(0, 4).join(', ')} and ${types.length - 4} others`;
}

/**
 * A state as dotted paths, one for each region.
 *
 * @example
 * ```ts
 * import { describeState } from 'widget-statecharts';
 *
 * console.log(describeState({ open: { flow: 'credentials', closing: 'requested' } }));
 * // open.flow.credentials, open.closing.requested
 * ```
 */
export function describeState(value: StateValue): string {
  return leaves(value).join(', ');
}

function leaves(value: StateValue): string[] {
  if (typeof value === 'string') return [value];
  return Object.entries(value).flatMap(([key, child]) =>
    child === undefined ? [] : leaves(child).map((leaf) => `${key}.${leaf}`),
  );
}
