/**
 * What must have been missed for a message to make sense: the shortest sequence of the chart's events after which it is
 * legal. The search is bounded by work and not by a clock, and what it found is remembered, so that a hostile frame
 * gains nothing by sending nonsense.
 */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  getNextTransitions,
  type StateValue,
} from 'xstate';
import type { Provider } from '../provider/provider.ts';
import { getOutcome, knownOutput } from '../provider/selectors.ts';
import { nodesOf } from '../xstate.ts';

/** Messages that must have been missed. */
export interface Gap {
  /** The events that are assumed, in order; at least one. */
  readonly missing: readonly string[];
  /** The state before the gap. */
  readonly from: StateValue;
  /** The state behind it, just before the message that showed it. */
  readonly to: StateValue;
}

/** A gap, and the snapshot behind it. */
export interface FoundGap {
  readonly gap: Gap;
  readonly snapshot: AnyMachineSnapshot;
}

/** So many transitions are tried for one message. */
const mostTries = 150;
/** So many searches are made in one session. */
const mostSearches = 200;

/** Steps a chart; the same snapshot where it refuses the event. */
export type Step = (snapshot: AnyMachineSnapshot, event: EventObject) => AnyMachineSnapshot;

/** Makes the search of one session: from a snapshot, for an event that is illegal there. Null where nothing is found. */
export function createGapSearch(
  provider: Provider,
  step: Step,
): (from: AnyMachineSnapshot, event: EventObject) => FoundGap | null {
  const known = new Map<string, readonly string[] | null>();

  return (from, event) => {
    const key = `${keyOf(provider, from)} ${event.type}`;
    let missing = known.get(key);
    if (missing === undefined) {
      if (known.size >= mostSearches) return null;
      missing = search(provider, step, from, event);
      known.set(key, missing);
    }
    if (missing === null) return null;
    const behind = withOutputOf(
      from,
      missing.reduce((at, type) => step(at, { type }), from),
    );
    // A payload may decide: what was found for another message of this type need not do for this one.
    if (step(behind, event) === behind) return null;
    return { gap: { missing, from: from.value, to: behind.value }, snapshot: behind };
  };
}

interface Place {
  readonly snapshot: AnyMachineSnapshot;
  readonly missing: readonly string[];
}

/** Breadth first, so that the first sequence that leads there is a shortest one. */
function search(
  provider: Provider,
  step: Step,
  from: AnyMachineSnapshot,
  event: EventObject,
): readonly string[] | null {
  const seen = new Set([keyOf(provider, from)]);
  const places: Place[] = [{ snapshot: from, missing: [] }];
  let tries = 0;
  for (const { snapshot, missing } of places) {
    for (const type of assumableIn(provider, snapshot)) {
      if (++tries > mostTries) return null;
      const next = step(snapshot, { type });
      if (next === snapshot || isTelling(snapshot, next)) continue;
      const key = keyOf(provider, next);
      if (seen.has(key)) continue;
      seen.add(key);
      const place = { snapshot: next, missing: [...missing, type] };
      if (handles(next, event.type)) {
        if (++tries > mostTries) return null;
        if (step(next, event) !== next) return place.missing;
      }
      places.push(place);
    }
  }
  return null;
}

function handles(snapshot: AnyMachineSnapshot, type: string): boolean {
  return nodesOf(snapshot).some(({ transitions }) => transitions.has(type));
}

/** The events that may have been missed in a state: documented ones first, then in the chart's order. */
function assumableIn(provider: Provider, snapshot: AnyMachineSnapshot): string[] {
  if (snapshot.status !== 'active') return [];
  const { initialEvent, informational, neverMissed } = provider;
  const isWaiting = isAtStart(snapshot);
  const transitions = getNextTransitions(snapshot).sort(
    (a, b) => rankOf(a.meta) - rankOf(b.meta) || b.source.path.length - a.source.path.length || a.order - b.order,
  );
  const types = new Set(transitions.map(({ eventType }) => eventType));
  return [...types].filter(
    (type) => type !== '' && !informational.has(type) && !neverMissed.has(type) && (type !== initialEvent || isWaiting),
  );
}

function rankOf(meta: unknown): number {
  return (meta as { readonly evidence?: unknown } | undefined)?.evidence === 'documented' ? 0 : 1;
}

/** Whether the chart is still at the state it begins with. A reload, once it is open, is nothing to assume. */
function isAtStart({ machine, value }: AnyMachineSnapshot): boolean {
  const [top] = typeof value === 'string' ? [value] : Object.keys(value);
  return top === (machine as AnyStateMachine).config.initial;
}

/** Whether a step says something that only a message can say: an outcome, an end, an error, trouble. */
function isTelling(before: AnyMachineSnapshot, after: AnyMachineSnapshot): boolean {
  return (
    after.status !== 'active' ||
    getOutcome(after) !== getOutcome(before) ||
    (after.hasTag('ended') && !before.hasTag('ended')) ||
    (after.hasTag('recoverable') && !before.hasTag('recoverable')) ||
    (after.context.error != null && after.context.error !== before.context.error)
  );
}

/** A configuration as what is legal in it goes by: its state, and the answers of the guards that read the context. */
function keyOf({ contextGuards }: Provider, { value, context }: AnyMachineSnapshot): string {
  const answers = Object.values(contextGuards).map((guard) => (guard({ context: context as never }) ? 1 : 0));
  return `${JSON.stringify(value)} ${answers.join('')}`;
}

/** What the host already had in hand is not lost by what is only assumed. */
function withOutputOf(from: AnyMachineSnapshot, to: AnyMachineSnapshot): AnyMachineSnapshot {
  const isEmpty = (value: unknown) => value == null || value === '' || (Array.isArray(value) && value.length === 0);
  const lost = Object.keys(Object(knownOutput(from))).filter(
    (key) => key in from.context && !isEmpty(from.context[key]) && isEmpty(to.context[key]),
  );
  if (lost.length === 0) return to;
  const context = { ...to.context, ...Object.fromEntries(lost.map((key) => [key, from.context[key]])) };
  return (to.machine as AnyStateMachine).resolveState({ value: to.value, context });
}
