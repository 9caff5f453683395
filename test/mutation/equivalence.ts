/**
 * Equivalence by product search: the chart and a mutant side by side, through everything that both can be in, until
 * they show something else or there is nothing left to try.
 */
import { type AnyMachineSnapshot, type AnyStateMachine, createActor, type EventObject } from 'xstate';
import { canonical } from '../../src/testing/identity.ts';
import type { ChartTransition } from '../../src/testing/chart.ts';
import { type Arc, type Exploration, type ExploreOptions, explore } from '../../src/testing/explore.ts';
import { send } from '../support/explore.ts';
import { type StateSite, statesOf } from './config.ts';
import type { Mutant, Site } from './operators.ts';
import { shownIn } from './sessions.ts';

/** A pair that is yet to be looked at: where the chart is, and where the mutant is, null for where the chart is too. */
interface Pair {
  readonly configuration: number;
  readonly chart: AnyMachineSnapshot;
  readonly mutant: AnyMachineSnapshot | null;
}

/** A chart's table, to walk it with mutants at its side. */
export class Product {
  readonly #machine: AnyStateMachine;
  readonly #table: Exploration;
  readonly #snapshots: readonly AnyMachineSnapshot[];
  readonly #states: readonly ReadonlySet<string>[];
  /** By transition, the states that it may enter or leave. */
  readonly #scopes: readonly ReadonlySet<string>[];
  readonly #abstract: (context: unknown) => unknown;

  constructor(machine: AnyStateMachine, options: ExploreOptions<AnyStateMachine>) {
    this.#machine = machine;
    this.#abstract = options.abstract ?? ((context) => context);
    this.#table = explore(machine, options);
    if (this.#table.cutOff.length > 0) throw new Error(`not all was explored: ${this.#table.cutOff[0]?.reason}`);
    this.#scopes = this.#table.chart.transitions.map((transition) => scopeOf(statesOf(machine), transition));
    // The exploration has a copy of the chart, with its own instruments: from here on it is the chart itself.
    this.#snapshots = this.#table.configurations.map(({ snapshot }) => machine.resolveState(snapshot as never));
    this.#states = this.#snapshots.map(({ _nodes }) => new Set(_nodes.map(({ id }) => id)));
  }

  /** How many configurations of the chart are looked at. */
  get size(): number {
    return this.#snapshots.length;
  }

  /** Whether nothing that can be sent tells the mutant from the chart. */
  isEquivalent({ site }: Mutant, machine: AnyStateMachine): boolean {
    const { starts, inputs, leaving, arcs, refused, events } = this.#table;
    const eventOf = (index: number) => events[index]?.event as EventObject;
    const seen = new Set<string>();
    const pairs: Pair[] = [];
    const add = (pair: Pair, key: string) => {
      const name = `${pair.configuration} ${key}`;
      if (!seen.has(name)) pairs.push(pair);
      seen.add(name);
    };
    /** Notes what the two have come to; false where a session sees the difference. */
    const meet = (configuration: number, chart: AnyMachineSnapshot, mutant: AnyMachineSnapshot): boolean => {
      if (shownIn(chart) !== shownIn(mutant)) return false;
      const key = this.#keyOf(mutant);
      // What they show is the same: one key is one place.
      if (key === this.#keyOf(chart)) inStep(configuration);
      else add({ configuration, chart, mutant }, key);
      return true;
    };
    const inStep = (configuration: number) => {
      add({ configuration, chart: this.#snapshots[configuration] as AnyMachineSnapshot, mutant: null }, '');
    };

    for (const { configuration, input } of starts) {
      const start = (either: AnyStateMachine) => createActor(either, { input: inputs[input] }).getSnapshot();
      if (!meet(configuration, start(this.#machine), start(machine))) return false;
    }
    for (const { configuration, chart, mutant } of pairs) {
      let restored = mutant;
      const standing = (): AnyMachineSnapshot => {
        restored ??= machine.resolveState(chart as never) as AnyMachineSnapshot;
        return restored;
      };
      const isLookedAt = site.when === 'look' && this.#states[configuration]?.has(site.state) === true;
      if (isLookedAt && shownIn(standing()) !== shownIn(chart)) return false;
      if (chart.status !== 'active') continue;
      for (const arc of (leaving[configuration] ?? []).map((index) => arcs[index] as Arc)) {
        const event = eventOf(arc.event);
        if (mutant === null && !this.#asks(site, arc, event)) {
          inStep(arc.to);
          continue;
        }
        const next = stepOf(machine, standing(), event);
        if (next === null || next === standing()) return false;
        if (!meet(arc.to, send(this.#machine, chart, event), next)) return false;
      }
      for (const event of (refused[configuration] ?? []).map(eventOf)) {
        if (mutant === null && !this.#isAskedInVain(site, configuration, event)) continue;
        if (stepOf(machine, standing(), event) !== standing()) return false;
      }
    }
    return true;
  }

  /** Whether a step of both from one place asks for what the mutant changes. */
  #asks({ state, when, event }: Site, { from, to, transitions }: Arc, { type }: EventObject): boolean {
    if (when === 'look' || (when === 'event' && event !== type)) return false;
    if (this.#states[from]?.has(state) !== true) {
      if (when === 'event' || this.#states[to]?.has(state) !== true) return false;
    }
    return when !== 'entry' || transitions.some((transition) => this.#scopes[transition]?.has(state));
  }

  /** Whether an event that both refuse, as far as the chart goes, asks for what the mutant changes. */
  #isAskedInVain({ state, when, event }: Site, configuration: number, { type }: EventObject): boolean {
    if (this.#states[configuration]?.has(state) !== true) return false;
    return when === 'always' || (when === 'event' && event === type);
  }

  #keyOf({ status, value, context }: AnyMachineSnapshot): string {
    return `${status} ${JSON.stringify(value)} ${canonical(this.#abstract(context))}`;
  }
}

/** The states that a transition may enter or leave: those within the innermost state around its source and targets. */
function scopeOf(states: readonly StateSite[], { source, targets }: ChartTransition): ReadonlySet<string> {
  const pathOf = (id: string) => states.find((state) => state.id === id)?.path ?? [];
  const paths = [source, ...targets].map(pathOf);
  const within = (paths[0] ?? []).filter((key, depth) =>
    paths.every((path) => path.slice(0, depth).join() === paths[0]?.slice(0, depth).join() && path[depth] === key),
  );
  return new Set(states.filter(({ path }) => within.every((key, depth) => path[depth] === key)).map(({ id }) => id));
}

/** Null where the mutant fails. */
function stepOf(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: EventObject) {
  try {
    return send(machine, snapshot, event);
  } catch {
    return null;
  }
}
