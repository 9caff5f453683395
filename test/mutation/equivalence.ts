/**
 * Equivalence by product search: the chart and a mutant side by side, through everything that both can be in, until
 * they show something else or there is nothing left to try.
 */
import { type AnyMachineSnapshot, type AnyStateMachine, createActor, type EventObject } from 'xstate';
import type { ChartTransition } from '../../src/testing/chart.ts';
import { type Arc, type Exploration, type ExploreOptions, explore } from '../../src/testing/explore.ts';
import { canonical } from '../../src/testing/identity.ts';
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

/** Where one of the two has come to: what a session shows of it, and what it is told from others by. */
interface Place {
  readonly snapshot: AnyMachineSnapshot;
  readonly shown: string;
  readonly key: string;
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
  readonly #steps = new Map<number, Place>();
  #site: Site | null = null;

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
    if (site.state !== this.#site?.state || site.event !== this.#site.event) this.#steps.clear();
    this.#site = site;
    const pairs: Pair[] = [];
    const metInStep = new Uint8Array(this.size);
    const metApart = new Set<string>();
    const inStep = (configuration: number) => {
      if (metInStep[configuration] === 1) return;
      metInStep[configuration] = 1;
      pairs.push({ configuration, chart: this.#snapshots[configuration] as AnyMachineSnapshot, mutant: null });
    };
    const apart = (pair: Pair, key: string) => {
      const name = `${pair.configuration} ${key}`;
      if (!metApart.has(name)) pairs.push(pair);
      metApart.add(name);
    };
    /** Notes what the two have come to; false where a session sees the difference. */
    const meet = (configuration: number, chart: Place, mutant: Place): boolean => {
      if (chart.shown !== mutant.shown) return false;
      // What they show is the same: one key is one place.
      if (chart.key === mutant.key) inStep(configuration);
      else apart({ configuration, chart: chart.snapshot, mutant: mutant.snapshot }, mutant.key);
      return true;
    };
    for (const { configuration, input } of starts) {
      const start = (either: AnyStateMachine) =>
        this.#placeOf(createActor(either, { input: inputs[input] }).getSnapshot());
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
      for (const index of leaving[configuration] ?? []) {
        const arc = arcs[index] as Arc;
        const event = eventOf(arc.event);
        if (mutant === null && !this.#asks(site, arc, event)) {
          inStep(arc.to);
          continue;
        }
        const next = stepOf(machine, standing(), event);
        if (next === null || next === standing()) return false;
        const expected = mutant === null ? this.#after(arc, event) : this.#placeOf(send(this.#machine, chart, event));
        if (!meet(arc.to, expected, this.#placeOf(next))) return false;
      }
      for (const index of refused[configuration] ?? []) {
        const event = eventOf(index);
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

  /** Where a step of the table takes the chart: asked for again by each mutant of a site. */
  #after(arc: Arc, event: EventObject): Place {
    const known = this.#steps.get(arc.index);
    if (known !== undefined) return known;
    const place = this.#placeOf(send(this.#machine, this.#snapshots[arc.from] as AnyMachineSnapshot, event));
    this.#steps.set(arc.index, place);
    return place;
  }

  #placeOf(snapshot: AnyMachineSnapshot): Place {
    const { status, value, context } = snapshot;
    const key = `${status} ${JSON.stringify(value)} ${canonical(this.#abstract(context))}`;
    return { snapshot, shown: shownIn(snapshot), key };
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
