/** A machine as the generator sees it: its transitions by name, and one way to take a step and to see what was taken. */
import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  and,
  createActor,
  createEmptyActor,
  type EventObject,
  type InspectionEvent,
} from 'xstate';

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
export interface Taken {
  readonly next: AnyMachineSnapshot;
  /** Whether a transition that moves or acts was taken. */
  readonly accepted: boolean;
  /** The chart's transitions, by number, in the order they were taken, `always` and raised ones included. */
  readonly transitions: readonly number[];
}

/** A guard's answers while somebody watches. */
export type GuardWatcher = (transition: number, held: boolean) => void;

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
  start(input: unknown): AnyMachineSnapshot;
  /** Sends one event to an actor that would stand at the snapshot. Throws what a guard or an assignment throws. */
  step(snapshot: AnyMachineSnapshot, event: EventObject): Taken;
  /** Reports each answer of a guard until it is called with null. */
  watchGuards(watcher: GuardWatcher | null): void;
}

/** More than this many steps without an event are a loop of `always` or raised events. */
const microstepLimit = 1000;

/** Prepares a machine for exploration. */
export function chartOf(original: AnyStateMachine): Chart {
  const machine: AnyStateMachine = original.provide({});
  const { transitions, numbers } = numberTransitions(machine.root);
  const visited = new Set<string>();
  const startedBy = new Set<number>();
  const note = (snapshot: AnyMachineSnapshot) => {
    for (const { id } of snapshot._nodes) visited.add(id);
  };
  let watcher: GuardWatcher | null = null;
  for (const [definition, number] of numbers) {
    if (definition.guard === undefined) continue;
    // The copy's own definition: the user's machine keeps its guard.
    (definition as { guard: unknown }).guard = watched(definition.guard, (held) => watcher?.(number, held));
  }

  let taken: AnyTransitionDefinition[] = [];
  let first: readonly AnyTransitionDefinition[] | undefined;
  let microsteps = 0;
  const scope = inertScope((snapshot, definitions) => {
    first ??= definitions;
    taken = microsteps === 0 ? [...definitions] : taken.concat(definitions);
    microsteps += 1;
    note(snapshot);
    if (microsteps > microstepLimit) throw loop();
  });

  return {
    machine,
    transitions,
    states: statesIn(machine.root).map(({ id }) => id),
    visited,
    startedBy,
    start(input) {
      let started = 0;
      const inspect = (inspection: InspectionEvent) => {
        if (inspection.type !== '@xstate.microstep') return;
        note(inspection.snapshot as AnyMachineSnapshot);
        started += 1;
        if (started > microstepLimit) throw loop();
        for (const each of inspection._transitions) startedBy.add(numbers.get(each) ?? -1);
      };
      const snapshot: AnyMachineSnapshot = createActor(machine, { input, inspect }).getSnapshot();
      if (snapshot.status === 'error') throw snapshot.error;
      note(snapshot);
      return snapshot;
    },
    step(snapshot, event) {
      // An actor that has ended takes no more events, whatever its root would handle.
      if (snapshot.status !== 'active') return { next: snapshot, accepted: false, transitions: [] };
      taken = [];
      first = undefined;
      microsteps = 0;
      const next = machine.transition(snapshot as never, event as AnyEventObject as never, scope) as AnyMachineSnapshot;
      const accepted = (first ?? []).some(moves) || next.status === 'error';
      return { next, accepted, transitions: accepted ? taken.map((each) => numbers.get(each) ?? -1) : [] };
    },
    watchGuards(next) {
      watcher = next;
    },
  };
}

function loop(): Error {
  return new Error(`more than ${microstepLimit} steps without an event: its always or raised events go in circles`);
}

/** A transition without target and actions only forbids: nothing is accepted by it. */
function moves({ target, actions }: AnyTransitionDefinition): boolean {
  return target !== undefined || actions.length > 0;
}

function statesIn(node: AnyStateNode): AnyStateNode[] {
  const below = Object.values(node.states).flatMap(statesIn);
  return node.type === 'history' ? below : [node, ...below];
}

function numberTransitions(root: AnyStateNode) {
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
        forbids: !moves(definition),
      });
    }
  };
  for (const node of statesIn(root)) {
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

/** A guard that tells its answer: of XState's own kind, since a named one is found only through the snapshot. */
function watched(guard: unknown, tell: (held: boolean) => void): unknown {
  const both = and([guard as never]) as unknown as BuiltinGuard;
  return Object.assign(() => false, {
    check: (snapshot: unknown, args: unknown) => {
      const held = both.check(snapshot, args, both);
      tell(held);
      return held;
    },
  });
}

interface BuiltinGuard {
  check(snapshot: unknown, args: unknown, self: BuiltinGuard): boolean;
}

/** What `machine.transition` asks of a scope: nothing is run, started or stopped, and each microstep is told. */
function inertScope(
  onMicrostep: (snapshot: AnyMachineSnapshot, transitions: readonly AnyTransitionDefinition[]) => void,
) {
  const self = createEmptyActor();
  const system = Object.create(self.system, {
    _sendInspectionEvent: {
      value: (inspection: {
        readonly type: string;
        readonly snapshot: AnyMachineSnapshot;
        readonly _transitions: readonly AnyTransitionDefinition[];
      }) => {
        if (inspection.type === '@xstate.microstep') onMicrostep(inspection.snapshot, inspection._transitions);
      },
    },
  });
  const ignore = () => {};
  return {
    self,
    system,
    id: 'explored',
    sessionId: 'explored',
    logger: ignore,
    defer: ignore,
    stopChild: ignore,
    emit: ignore,
    actionExecutor: ignore,
  } as never;
}
