/** A machine as the generator sees it: its transitions by name, and one way to take a step and to see what was taken. */
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, AnyTransitionDefinition, EventObject } from 'xstate';
import { inertScope, reportingAction, watchedGuard } from '../../xstate.ts';
import { armedBy, cancelledBy, pendingEvents, timersAndActorsIn } from './pending.ts';

/** A transition of a chart, as it is written there. */
export interface ChartTransition {
  /** The id of its source, its event (empty for `always`), and its place among those of that event. */
  readonly id: string;
  readonly source: string;
  readonly event: string;
  readonly index: number;
  readonly guard: string | null;
  readonly targets: readonly string[];
  /** Neither target nor actions: it only keeps its event from the states around it. */
  readonly forbids: boolean;
}

/** What one event did. */
export interface StepResult {
  readonly next: AnyMachineSnapshot;
  /** Whether a transition that moves or acts was taken. */
  readonly accepted: boolean;
  /** The chart's transitions, by number, in the order they were taken, `always` and raised ones included. */
  readonly transitions: readonly number[];
}

/** A guard's answers while somebody watches. */
type GuardWatcher = (transition: number, held: boolean) => void;

/** A chart under exploration. */
export interface Chart {
  /** A copy of the user's machine, so that nothing done here is seen there. */
  readonly machine: AnyStateMachine;
  readonly transitions: readonly ChartTransition[];
  /** The ids of all states, history states left out. */
  readonly states: readonly string[];
  /** The states that any step so far was in, passed through included. */
  readonly visited: ReadonlySet<string>;
  /** The transitions that are taken before the first event: `always` and raised ones, by number. */
  readonly startedBy: ReadonlySet<number>;
  /** The first snapshot. Throws what the context, an assignment or a guard throws. */
  start(input: unknown): AnyMachineSnapshot;
  /** Sends one event to an actor that would stand at the snapshot. Throws what a guard or an assignment throws. */
  step(snapshot: AnyMachineSnapshot, event: EventObject): StepResult;
  /** The timers, and the ends and news of actors, that may come next: each type once until it is armed again. */
  pending(snapshot: AnyMachineSnapshot): readonly string[];
  /** Reports each answer of a guard until it is called with null. */
  watchGuards(watcher: GuardWatcher | null): void;
}

/** More than this many transitions without another event are a loop of `always` or raised events. */
const transitionLimit = 10_000;

/** The set of no types, shared by all that cancel none. */
const none = new Set<string>();

/** The copy's own actions, which report when their turn comes. */
const transitionReport = 'widget-statecharts.transition';
const entryReport = 'widget-statecharts.entry';

interface EntryParams {
  readonly node: AnyStateNode;
  /** The types that are pending from now on. */
  readonly armed: readonly string[];
}

/** Prepares a machine for exploration. */
export function chartOf(original: AnyStateMachine): Chart {
  /** What the current step has taken so far. */
  let taken: number[] = [];
  const machine: AnyStateMachine = original.provide({
    actions: {
      [transitionReport]: reportingAction((number: number) => {
        taken.push(number);
        if (taken.length > transitionLimit) throw loop();
      }),
      [entryReport]: reportingAction(({ node, armed }: EntryParams) => {
        visited.add(node.id);
        for (const type of armed) cancelled.delete(type);
        // To know that it was there, once is enough.
        if (armed.length === 0) node.entry.shift();
      }),
    },
  });
  const nodes = statesIn(machine.root);
  const { transitions, numbers } = numberTransitions(nodes);
  const sources = timersAndActorsIn(nodes);
  const visited = new Set<string>();
  const startedBy = new Set<number>();
  let watcher: GuardWatcher | null = null;
  /** What the actor has sent to itself, to be taken after the step. */
  const mailbox: EventObject[] = [];
  const cancelledAt = new WeakMap<AnyMachineSnapshot, ReadonlySet<string>>();
  let cancelled = none;

  // All definitions are the copy's own: the user's machine keeps its guards and actions.
  for (const [definition, number] of numbers) {
    const { guard, actions } = definition;
    if (guard !== undefined) definition.guard = watchedGuard(guard, (held) => watcher?.(number, held));
    // One that only forbids stays as it is, or XState would take it for one that acts.
    if (movesOrActs(definition)) definition.actions = [{ type: transitionReport, params: number }, ...actions];
  }
  for (const node of nodes) {
    const own = sources.get(node);
    const params: EntryParams = { node, armed: own === undefined ? [] : armedBy(own) };
    node.entry.unshift({ type: entryReport, params });
  }
  const scope = inertScope((event) => mailbox.push(event));

  /** Takes the first step and those that the actor asks itself for. */
  function settle(first: () => AnyMachineSnapshot): AnyMachineSnapshot {
    taken = [];
    mailbox.length = 0;
    let snapshot = first();
    for (let event = mailbox.shift(); event !== undefined && snapshot.status === 'active'; event = mailbox.shift()) {
      snapshot = machine.transition(snapshot as never, event as never, scope) as AnyMachineSnapshot;
    }
    return snapshot;
  }

  /** Keeps the cancelled events of a snapshot with it; an actor that is started again may end again. */
  function keepCancelled(before: AnyMachineSnapshot, next: AnyMachineSnapshot): AnyMachineSnapshot {
    if (cancelled.size === 0 && !cancelledAt.has(before)) return next;
    for (const id of Object.keys(next.children)) {
      if (next.children[id] !== before.children[id])
        for (const type of armedBy({ timers: [], actors: [id] })) cancelled.delete(type);
    }
    const pending = new Set(pendingEvents(next, sources, none));
    for (const type of cancelled) if (!pending.has(type)) cancelled.delete(type);
    if (cancelled.size === 0 && next !== before) return next;
    // Where only actions ran, XState returns the same snapshot.
    const own = next === before ? { ...next } : next;
    cancelledAt.set(own, cancelled);
    return own;
  }

  return {
    machine,
    transitions,
    states: nodes.map(({ id }) => id),
    visited,
    startedBy,
    start(input) {
      cancelled = none;
      const snapshot = settle(() => machine.getInitialSnapshot(scope, input as never) as AnyMachineSnapshot);
      if (snapshot.status === 'error') throw snapshot.error;
      for (const number of taken) startedBy.add(number);
      return snapshot;
    },
    step(snapshot, event) {
      // An actor that has ended takes no more events, whatever its root would handle.
      if (snapshot.status !== 'active') return { next: snapshot, accepted: false, transitions: [] };
      const before = cancelledAt.get(snapshot) ?? none;
      const cancelling = cancelledBy(event.type);
      cancelled = before.size + cancelling.length === 0 ? none : new Set([...before, ...cancelling]);
      const next = settle(() => machine.transition(snapshot as never, event as never, scope) as AnyMachineSnapshot);
      if (taken.length === 0 && next.status !== 'error') return { next: snapshot, accepted: false, transitions: [] };
      return { next: keepCancelled(snapshot, next), accepted: true, transitions: taken };
    },
    pending(snapshot) {
      if (snapshot.status !== 'active') return [];
      return pendingEvents(snapshot, sources, cancelledAt.get(snapshot) ?? none);
    },
    watchGuards(next) {
      watcher = next;
    },
  };
}

function loop(): Error {
  return new Error(
    `more than ${transitionLimit} transitions without another event: always or raised ones go in circles`,
  );
}

/** A transition without target and actions only forbids: nothing is accepted by it. */
function movesOrActs({ target, actions }: AnyTransitionDefinition): boolean {
  return target !== undefined || actions.length > 0;
}

function statesIn(node: AnyStateNode): AnyStateNode[] {
  const below = Object.values(node.states).flatMap(statesIn);
  return node.type === 'history' ? below : [node, ...below];
}

function numberTransitions(nodes: readonly AnyStateNode[]) {
  const transitions: ChartTransition[] = [];
  const numbers = new Map<AnyTransitionDefinition, number>();
  const add = (source: AnyStateNode, event: string, definitions: readonly AnyTransitionDefinition[]) => {
    for (const [index, definition] of definitions.entries()) {
      numbers.set(definition, transitions.length);
      transitions.push({
        id: `${source.id} ${event === '' ? 'always' : event}${definitions.length > 1 ? ` ${index + 1}` : ''}`,
        source: source.id,
        event,
        index,
        guard: nameOfGuard(definition.guard),
        targets: (definition.target ?? []).map(({ id }) => id),
        forbids: !movesOrActs(definition),
      });
    }
  };
  for (const node of nodes) {
    for (const [event, definitions] of node.transitions) add(node, event, definitions);
    add(node, '', node.always ?? []);
  }
  return { transitions, numbers };
}

function nameOfGuard(guard: unknown): string | null {
  if (guard === undefined) return null;
  if (typeof guard === 'string') return guard;
  if (typeof guard === 'object' && guard !== null && 'type' in guard) return String(guard.type);
  return typeof guard === 'function' && guard.name !== '' && guard.name !== 'guard' ? guard.name : 'inline guard';
}
