/** Sessions on real actors: what the chart shows in each of them, and whether a mutant shows something else. */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
  type InspectionEvent,
} from 'xstate';
import { getNextStep } from '../../src/index.ts';
import { knownOutput } from '../../src/provider/selectors.ts';
import { canonical } from '../../src/testing/explore/identity.ts';
import type { Mutant } from './operators.ts';

/** What is sent in a session, and what it starts with. */
export interface Script {
  readonly input: unknown;
  readonly events: readonly EventObject[];
}

/** A session as the chart runs it. */
export interface Rehearsed extends Script {
  /** Where the chart is at the start and after each event, and what it shows there. */
  readonly snapshots: readonly AnyMachineSnapshot[];
  readonly shown: readonly string[];
}

/** A session that comes by a place, and how many events it has sent when it does: none where it starts there. */
export interface Visit {
  readonly session: Rehearsed;
  readonly at: number;
}

/**
 * What a session shows of a snapshot: its state, its tags (status and outcome are among them), the next step and the
 * output as far as it is known. Together with the verdict on each event, this is what mutants are told by.
 */
export function shownIn(snapshot: AnyMachineSnapshot): string {
  const { status, value, tags } = snapshot;
  if (status === 'error') return status;
  return JSON.stringify([status, value, [...tags].sort(), getNextStep(snapshot), canonical(knownOutput(snapshot))]);
}

/** The sessions of a suite, ready to be compared with mutants. */
export class Sessions {
  /** All of them, from their beginnings. */
  readonly all: readonly Visit[];
  readonly #visits = new Map<string, Visit[]>();

  constructor(machine: AnyStateMachine, scripts: readonly Script[]) {
    this.all = scripts.map((script) => ({ session: this.#rehearse(machine, script), at: 0 }));
    for (const visits of this.#visits.values()) visits.sort((a, b) => a.at - b.at);
  }

  /**
   * The sessions that come by the place that a mutant changes, likely killers first: those that take a transition
   * there, then those that are soon there. In all others it does what the chart does.
   */
  visiting({ site: { state, when, event, index } }: Mutant): Visit[] {
    const at = (place: string) => this.#visits.get(place) ?? [];
    const taking = at(`${state} ${event} ${index}`);
    return [...taking.slice(0, 3), ...at(when === 'event' ? `${state} ${event}` : state)];
  }

  #rehearse(machine: AnyStateMachine, script: Script): Rehearsed {
    const firsts = new Map<string, number>();
    let sent = 0;
    const visit = (place: string) => {
      if (!firsts.has(place)) firsts.set(place, sent);
    };
    const passed = new Set<AnyMachineSnapshot['_nodes'][number]>();
    const pass = ({ _nodes }: AnyMachineSnapshot) => {
      for (const node of _nodes) passed.add(node);
    };
    const inspect = (inspection: InspectionEvent) => {
      if (inspection.type !== '@xstate.microstep') return;
      pass(inspection.snapshot as AnyMachineSnapshot);
      for (const transition of inspection._transitions) {
        const { source, eventType } = transition;
        const all = eventType === '' ? source.always : source.transitions.get(eventType);
        visit(`${source.id} ${eventType} ${all?.indexOf(transition)}`);
      }
    };
    const visitPassed = (type: string | null) => {
      for (const { id } of passed) {
        visit(id);
        if (type !== null) visit(`${id} ${type}`);
      }
      passed.clear();
    };

    const actor = open(machine, { input: script.input, inspect });
    const snapshots: AnyMachineSnapshot[] = [];
    const shown: string[] = [];
    const keep = (snapshot: AnyMachineSnapshot) => {
      shown.push(snapshot === snapshots.at(-1) ? (shown.at(-1) as string) : shownIn(snapshot));
      snapshots.push(snapshot);
    };
    keep(actor.getSnapshot());
    pass(actor.getSnapshot());
    visitPassed(null);
    for (const event of script.events) {
      sent += 1;
      pass(actor.getSnapshot());
      keep(send(actor, event));
      visitPassed(event.type);
    }
    const session = { ...script, snapshots, shown };
    for (const [place, at] of firsts) {
      const visits = this.#visits.get(place) ?? [];
      visits.push({ session, at });
      this.#visits.set(place, visits);
    }
    return session;
  }
}

/**
 * Whether a mutant shows something else than the chart did. It stops at the first difference, and begins where the
 * session first comes by what the mutant changes: up to there both do the same.
 */
export function differs(machine: AnyStateMachine, { session, at }: Visit): boolean {
  const { input, events, snapshots, shown } = session;
  const first = Math.max(0, at - 1);
  const actor = open(machine, at === 0 ? { input } : { snapshot: snapshots[first] as AnyMachineSnapshot });
  let stands: AnyMachineSnapshot = actor.getSnapshot();
  if (shownIn(stands) !== shown[first]) return true;
  for (let index = first; index < events.length; index++) {
    const next = send(actor, events[index] as EventObject);
    const accepted = snapshots[index + 1] !== snapshots[index];
    if ((next !== stands) !== accepted) return true;
    if (accepted && shownIn(next) !== shown[index + 1]) return true;
    stands = next;
  }
  return false;
}

function open(machine: AnyStateMachine, options: Parameters<typeof createActor>[1]) {
  const actor = createActor(machine, options);
  // A mutant may fail, which is seen in its snapshot: nobody else has to be told.
  actor.subscribe({ error: () => {} });
  return actor.start();
}

/** Sends one event. What has ended takes none, and would warn. */
function send(actor: ReturnType<typeof open>, event: EventObject): AnyMachineSnapshot {
  const before: AnyMachineSnapshot = actor.getSnapshot();
  if (before.status === 'active') actor.send(event);
  return actor.getSnapshot();
}
