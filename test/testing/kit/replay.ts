import {
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  createActor,
  type InspectionEvent,
  SimulatedClock,
} from 'xstate';
import type { Path } from '../../../src/testing/types.ts';

/** What a real actor did. */
export interface Replayed {
  /** Steps after which it was not where, or did not do, what the suite says. */
  readonly wrong: readonly string[];
  /** The ids of the transitions that XState reports as selected. */
  readonly selected: ReadonlySet<string>;
  /** How many of the events it refused. */
  readonly refused: number;
}

/** Sends a suite to real actors, one for each path, and compares step by step. */
export function replay(machine: AnyStateMachine, paths: readonly Path[]): Replayed {
  const names = nameTransitions(machine.root);
  const selected = new Set<string>();
  const wrong: string[] = [];
  let refused = 0;
  for (const { input, steps } of paths) {
    let moved = false;
    const inspect = (inspection: InspectionEvent) => {
      if (inspection.type !== '@xstate.microstep') return;
      for (const each of inspection._transitions) {
        selected.add(names.get(each) ?? '');
        moved ||= each.target !== undefined || each.actions.length > 0;
      }
    };
    const actor = createActor(machine, { input: input ?? undefined, inspect, clock: new SimulatedClock() });
    // Without an observer of errors, XState throws them where no test can see them.
    actor.subscribe({ error: () => {} });
    actor.start();
    for (const [index, { event, expect, state }] of steps.entries()) {
      moved = false;
      const before = actor.getSnapshot();
      actor.send(event);
      const after = actor.getSnapshot();
      const accepted = moved || after.status !== before.status;
      if (!accepted) refused += 1;
      const isThere = JSON.stringify(sorted(after.value)) === JSON.stringify(sorted(state));
      if (accepted !== (expect === 'accepted') || !isThere) wrong.push(`step ${index + 1}: ${event.type}`);
      if (expect === 'rejected' && after !== before) wrong.push(`step ${index + 1}: ${event.type} changed something`);
    }
    actor.stop();
  }
  return { wrong, selected, refused };
}

/** The ids that `ChartTransition` gives, counted out once more. */
function nameTransitions(node: AnyStateNode): Map<AnyTransitionDefinition, string> {
  const lists: [string, readonly AnyTransitionDefinition[]][] = [...node.transitions];
  if (node.always !== undefined) lists.push(['always', node.always]);
  const own = lists.flatMap(([event, definitions]) =>
    definitions.map((each, index): [AnyTransitionDefinition, string] => [
      each,
      `${node.id} ${event}${definitions.length > 1 ? ` ${index + 1}` : ''}`,
    ]),
  );
  return new Map([...own, ...Object.values(node.states).flatMap((child) => [...nameTransitions(child)])]);
}

/** The regions of a state value come in the order in which they were entered. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, below]) => [key, sorted(below)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
