/**
 * Equivalence by product search: the chart and a mutant side by side, through everything that both can be in, until
 * a session could tell one from the other or there is nothing left to try.
 */
import { type AnyMachineSnapshot, type AnyStateMachine, createActor, type EventObject } from 'xstate';
import { send } from '../support/explore.ts';
import type { Mutant } from './operators.ts';
import { shownIn } from './sessions.ts';
import type { Place, Table } from './table.ts';

/** A pair that is yet to be looked at: where the chart is, and where the mutant is; null where that is the same place. */
interface Pair {
  readonly configuration: number;
  readonly chart: AnyMachineSnapshot;
  readonly mutant: AnyMachineSnapshot | null;
}

/** Whether nothing that can be sent over the table tells a mutant, which `machine` runs, from the chart. */
export function isEquivalent(table: Table, { site }: Mutant, machine: AnyStateMachine): boolean {
  const { starts, inputs, leaving, edges, refused } = table.exploration;
  const pairs: Pair[] = [];
  const metInStep = new Uint8Array(table.snapshots.length);
  const metApart = new Set<string>();

  function meetInStep(configuration: number): void {
    if (metInStep[configuration] === 1) return;
    metInStep[configuration] = 1;
    pairs.push({ configuration, chart: table.snapshots[configuration] as AnyMachineSnapshot, mutant: null });
  }

  /** Notes what both have come to; false where a session sees a difference. */
  function meet(configuration: number, expected: Place, chart: () => AnyMachineSnapshot, mutant: AnyMachineSnapshot) {
    const actual = table.placeOf(mutant);
    if (actual.shown !== expected.shown) return false;
    // What they show is the same: with the same key, they will do the same until the change is asked for again.
    if (actual.key === expected.key) {
      meetInStep(configuration);
      return true;
    }
    const pair = `${configuration} ${expected.key} ${actual.key}`;
    if (!metApart.has(pair)) pairs.push({ configuration, chart: chart(), mutant });
    metApart.add(pair);
    return true;
  }

  for (const { configuration, input } of starts) {
    const [chart, mutant] = [table.machine, machine].map((each) => startOf(each, inputs[input]));
    if (chart === undefined || mutant === undefined) return false;
    if (!meet(configuration, table.placeOf(chart), () => chart, mutant)) return false;
  }
  for (const { configuration, chart, mutant } of pairs) {
    const isInStep = mutant === null;
    let restored = mutant;
    const stands = (): AnyMachineSnapshot => {
      restored ??= machine.resolveState(chart as never) as AnyMachineSnapshot;
      return restored;
    };
    if (table.isSeenIn(site, configuration) && shownIn(stands()) !== shownIn(chart)) return false;
    if (chart.status !== 'active') continue;
    for (const index of leaving[configuration] ?? []) {
      const edge = edges[index] as (typeof edges)[number];
      if (isInStep && !table.isAskedBy(site, edge)) {
        meetInStep(edge.to);
        continue;
      }
      const event = table.eventOf(edge.event);
      const next = sendOrFail(machine, stands(), event);
      if (next === null || next === stands()) return false;
      const onChart = () => send(table.machine, chart, event);
      const expected = isInStep ? table.after(edge) : table.placeOf(onChart());
      if (!meet(edge.to, expected, onChart, next)) return false;
    }
    for (const event of refused[configuration] ?? []) {
      if (isInStep && !table.isAskedInVain(site, configuration, event)) continue;
      if (sendOrFail(machine, stands(), table.eventOf(event)) !== stands()) return false;
    }
  }
  return true;
}

function startOf(machine: AnyStateMachine, input: unknown): AnyMachineSnapshot {
  return createActor(machine, { input }).getSnapshot();
}

/** Null where the mutant fails. */
function sendOrFail(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: EventObject) {
  try {
    return send(machine, snapshot, event);
  } catch {
    return null;
  }
}
