/** A chart's whole table, as the search for equivalents follows it: where a step leads, and what it asks of the chart. */
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import type { ChartTransition } from '../../src/testing/explore/chart.ts';
import type { Edge, Exploration, ExploreOptions } from '../../src/testing/explore/exploration.ts';
import { explore } from '../../src/testing/explore/explore.ts';
import { canonical } from '../../src/testing/explore/identity.ts';
import { send } from '../support/explore.ts';
import { type StateSite, statesOf } from './config.ts';
import type { Site } from './operators.ts';
import { shownIn } from './sessions.ts';

/** What a session shows of a snapshot, and what it is told from others by: equal texts have equal numbers. */
export interface Place {
  readonly shown: number;
  readonly key: number;
}

/** The table of a chart. */
export class Table {
  readonly machine: AnyStateMachine;
  readonly exploration: Exploration;
  /** By configuration. The exploration's own belong to a copy of the chart, with its instruments. */
  readonly snapshots: readonly AnyMachineSnapshot[];
  readonly #states: readonly ReadonlySet<string>[];
  /** By transition. */
  readonly #reaches: readonly Reach[];
  readonly #abstractContext: (context: unknown) => unknown;
  readonly #numbers = new Map<string, number>();
  readonly #steps = new Map<number, Place>();

  constructor(machine: AnyStateMachine, options: ExploreOptions<AnyStateMachine>) {
    this.machine = machine;
    this.exploration = explore(machine, options);
    const { chart, configurations, cutOff } = this.exploration;
    if (cutOff.length > 0) throw new Error(`not all was explored: ${cutOff[0]?.reason}`);
    this.#abstractContext = options.abstractContext ?? ((context) => context);
    this.snapshots = configurations.map(({ snapshot }) => machine.resolveState(snapshot as never));
    this.#states = this.snapshots.map(({ _nodes }) => new Set(_nodes.map(({ id }) => id)));
    const states = statesOf(machine);
    this.#reaches = chart.transitions.map((transition) => reachOf(states, transition));
  }

  eventOf(index: number): EventObject {
    return this.exploration.events[index]?.event as EventObject;
  }

  /** Where a step leads the chart: asked for again by each mutant of a site. */
  after(edge: Edge): Place {
    const known = this.#steps.get(edge.index);
    if (known !== undefined) return known;
    const before = this.snapshots[edge.from] as AnyMachineSnapshot;
    const place = this.placeOf(send(this.machine, before, this.eventOf(edge.event)));
    this.#steps.set(edge.index, place);
    return place;
  }

  placeOf(snapshot: AnyMachineSnapshot): Place {
    const { status, value, context } = snapshot;
    const key = `${status} ${JSON.stringify(value)} ${canonical(this.#abstractContext(context))}`;
    return { shown: this.#numberOf(shownIn(snapshot)), key: this.#numberOf(key) };
  }

  /** Whether a step that is accepted asks for what a mutant changes. */
  isAskedBy({ state, when, event }: Site, { from, to, event: sent, transitions }: Edge): boolean {
    switch (when) {
      case 'look':
        return false;
      case 'event':
        return event === this.eventOf(sent).type && this.#isActive(state, from);
      case 'always':
        return this.#isActive(state, from) || this.#isActive(state, to);
      case 'border':
        return transitions.some((transition) => this.#reaches[transition]?.scope.has(state));
      case 'initial':
        return transitions.some((transition) => {
          const { scope, above } = this.#reaches[transition] as Reach;
          return scope.has(state) && !above.has(state);
        });
    }
  }

  /** Whether an event that is refused asks for it. */
  isAskedInVain({ state, when, event }: Site, configuration: number, sent: number): boolean {
    const isAsked = when === 'always' || (when === 'event' && event === this.eventOf(sent).type);
    return isAsked && this.#isActive(state, configuration);
  }

  /** Whether it is seen by looking at a configuration. */
  isSeenIn({ state, when }: Site, configuration: number): boolean {
    return when === 'look' && this.#isActive(state, configuration);
  }

  #isActive(state: string, configuration: number): boolean {
    return this.#states[configuration]?.has(state) === true;
  }

  #numberOf(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}

/** What a transition may enter or leave: all within the innermost state around its ends, and what its targets are in. */
interface Reach {
  readonly scope: ReadonlySet<string>;
  readonly above: ReadonlySet<string>;
}

function reachOf(states: readonly StateSite[], { source, targets }: ChartTransition): Reach {
  const pathOf = (id: string) => states.find((state) => state.id === id)?.path ?? [];
  const isWithin = (path: readonly string[], outer: readonly string[]) => outer.every((key, at) => path[at] === key);
  const ends = [source, ...targets].map(pathOf);
  const around = states.filter(({ path }) => ends.every((end) => isWithin(end, path))).at(-1)?.path ?? [];
  const scope = states.filter(({ path }) => isWithin(path, around));
  const above = scope.filter(({ id, path }) => targets.some((to) => to !== id && isWithin(pathOf(to), path)));
  return { scope: new Set(scope.map(({ id }) => id)), above: new Set(above.map(({ id }) => id)) };
}
