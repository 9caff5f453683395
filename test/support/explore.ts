import { type AnyMachineSnapshot, type AnyStateMachine, createActor, type EventObject } from 'xstate';
import type { Provider } from '../../src/index.ts';
import { kitOf } from './cases.ts';

/** A configuration that a chart can reach, and the events that lead to it. */
export interface Reached {
  readonly snapshot: AnyMachineSnapshot;
  readonly path: readonly EventObject[];
}

/** One cell of a chart's matrix: a reachable configuration, an event, and what became of it. */
export interface Cell extends Reached {
  readonly event: EventObject;
  readonly next: AnyMachineSnapshot;
}

/**
 * Walks everything a chart can do with the given events, breadth first, on real actors, and shows each cell of the
 * matrix of configuration × event to `visit`. Configurations are told apart by state and by what guards read.
 */
export function explore(
  provider: Provider,
  input: unknown,
  events: readonly EventObject[],
  visit: (cell: Cell) => void = () => {},
): Reached[] {
  const { machine } = provider;
  const keyOf = (snapshot: AnyMachineSnapshot) => abstractKey(provider, snapshot);
  const first = createActor(machine, { input }).getSnapshot();
  const reached = new Map<string, Reached>([[keyOf(first), { snapshot: first, path: [] }]]);
  for (const { snapshot, path } of reached.values()) {
    for (const event of events) {
      const next = send(machine, snapshot, event);
      visit({ snapshot, path, event, next });
      const key = keyOf(next);
      if (!reached.has(key)) reached.set(key, { snapshot: next, path: [...path, event] });
    }
  }
  return [...reached.values()];
}

/** Sends one event to an actor that stands at the snapshot. */
export function send(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: EventObject): AnyMachineSnapshot {
  if (snapshot.status !== 'active') return snapshot;
  return machine.transition(snapshot, event, inert);
}

/** What `machine.transition` asks of a scope in charts that start no actors and run no effects. */
const inert = {
  self: {},
  logger: () => {},
  id: 'test',
  sessionId: 'test',
  defer: () => {},
  system: { _sendInspectionEvent: () => {} },
  stopChild: () => {},
  emit: () => {},
  actionExecutor: () => {},
} as never;

/**
 * A configuration as a chart's guards see it: its state, the answers of those that read the context, and what payload
 * guards read of it beside that.
 */
export function abstractKey(provider: Provider, { value, context, status }: AnyMachineSnapshot): string {
  const answers = Object.values(provider.contextGuards).map((guard) => guard({ context: context as never }));
  return JSON.stringify([value, status, answers, kitOf(provider).exploration.abstractContext(context)]);
}
