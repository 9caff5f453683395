/** What of a chart no session of its table does, and why. */
import type { AnyMachineSnapshot } from 'xstate';
import { nodesOf } from '../../xstate.ts';
import type { Chart, ChartTransition } from './chart.ts';
import type { Cases } from './eventCases.ts';
import type { Configuration, CutOff, Edge, Unreachable } from './exploration.ts';
import { isInternal, missingPayloadHint } from './pending.ts';

/** What was tried, and what of it is not in the table. */
export interface Tried {
  readonly cases: Cases;
  readonly cutOff: readonly CutOff[];
  readonly leftOut: LeftOut;
}

/** Why a step that the chart does is not in the table: its event moves no projection, or it leads beyond the limit. */
type Omission = 'unmoved' | 'beyond';

const omissions: Readonly<Record<Omission, Readonly<Record<Unreachable['kind'], string>>>> = {
  unmoved: {
    state: 'what leads to it is in no projection that can take it',
    transition: 'its event is in no projection that can take it',
  },
  beyond: { state: 'it lies beyond the limit', transition: 'it leads beyond the limit' },
};

/** Transitions of such steps, and the states that they lead to. */
export class LeftOut {
  readonly transitions = new Map<number, Omission>();
  readonly states = new Map<string, Omission>();

  add(snapshot: AnyMachineSnapshot, transitions: readonly number[], omission: Omission): void {
    for (const number of transitions) {
      if (this.transitions.has(number)) continue;
      this.transitions.set(number, omission);
      for (const { id } of nodesOf(snapshot)) this.states.set(id, omission);
    }
  }
}

/** The states and transitions that are not in the table, each with the reason. */
export function unreachableIn(
  chart: Chart,
  configurations: readonly Configuration[],
  edges: readonly Edge[],
  tried: Tried,
): Unreachable[] {
  // After a cut, nothing is known of what lies behind it.
  const proviso = tried.cutOff.length === 0 ? '' : ', as far as it was explored';
  const taken = new Set(edges.flatMap(({ transitions }) => transitions));
  for (const { snapshot } of tried.leftOut.states.size === 0 ? [] : configurations) {
    for (const { id } of nodesOf(snapshot)) tried.leftOut.states.delete(id);
  }
  const found: Unreachable[] = [];
  for (const id of chart.states) {
    const omission = tried.leftOut.states.get(id);
    if (omission === undefined && chart.visited.has(id)) continue;
    const reason = omission === undefined ? 'no step leads to it' : omissions[omission].state;
    found.push({ kind: 'state', id, reason: `${reason}${proviso}` });
  }
  for (const [number, each] of chart.transitions.entries()) {
    if (each.forbids || taken.has(number) || chart.startedBy.has(number)) continue;
    const omission = tried.leftOut.transitions.get(number);
    const reason = omission === undefined ? whyNotTaken(each, chart, tried) : omissions[omission].transition;
    found.push({ kind: 'transition', id: each.id, reason: `${reason}${proviso}` });
  }
  return found;
}

function whyNotTaken(transition: ChartTransition, chart: Chart, { cases, cutOff }: Tried): string {
  const { source, event, index, guard } = transition;
  if (!chart.visited.has(source)) return `its state ${source} is never reached`;
  const siblings = chart.transitions.filter((each) => each.source === source && each.event === event);
  if (siblings.some((each) => each.index < index && each.guard === null)) {
    return 'a transition before it has no guard and always goes first';
  }
  if (event.startsWith('xstate.done.state.')) return `its state ${source} is never done`;
  if (event !== '' && !cases.all.some(({ event: { type } }) => matches(type, event))) {
    return isInternal(event) ? `nothing sends ${event} there` : `no event ${event} was given`;
  }
  if (guard === null) {
    const threw = cutOff.some(({ event: sent }) => sent !== undefined && matches(sent.type, event));
    return threw ? 'it threw when it was tried' : 'another transition always goes first';
  }
  const hint = cases.isGiven(event) ? '' : missingPayloadHint(event);
  return `its guard ${guard} never held where it was asked${hint}`;
}

/** Whether an event's type is taken by a handler's descriptor, wildcards included. */
function matches(type: string, descriptor: string): boolean {
  if (descriptor === '*') return true;
  return descriptor.endsWith('.*') ? `${type}.`.startsWith(descriptor.slice(0, -1)) : type === descriptor;
}
