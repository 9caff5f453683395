/**
 * Sessions as fast-check's values. A list of commands would have each ask whether it applies, skip those that do not,
 * and need a `replayPath` beside the seed; a session that is walked over the table applies as a whole, runs as long as
 * it says, is replayed by its seed and path, and shrinks along the table to a session that is shorter and as possible.
 */
import * as fc from 'fast-check';
import type { Exploration } from '../explore/exploration.ts';
import { type Cells, cellsOf } from '../hsi/minimal.ts';
import { invalidOption } from '../invalidOption.ts';
import type { Path, Walk } from '../types.ts';
import { assembleSuite } from './suite.ts';

/** Which sessions are made. */
export interface ArbitraryPathOptions {
  /** How many events a session has at most. @default 30 */
  readonly maxLength?: number;
  /** The share of events that are refused, where some are: from 0 to 1. @default 0.2 */
  readonly illegal?: number;
}

/**
 * Any session of the table, accepted and refused events as in a suite's paths. A failing one shrinks to fewer steps,
 * by shorter ways to where it fails, then to the first input and the first events that do the same.
 *
 * @throws WidgetError `INVALID_OPTION` for an option out of its range, and for a table without a start.
 * @example
 * ```ts
 * import * as fc from 'fast-check';
 * import { flexiti } from 'widget-statecharts';
 * import { exploreProvider } from 'widget-statecharts/testing';
 * import { arbitraryPath } from 'widget-statecharts/fast-check';
 *
 * const paths = arbitraryPath(exploreProvider(flexiti), { maxLength: 10 });
 * fc.assert(fc.property(paths, ({ steps }) => steps.length <= 10));
 * console.log('held'); // held
 * ```
 */
export function arbitraryPath(exploration: Exploration, options: ArbitraryPathOptions = {}): fc.Arbitrary<Path> {
  const { maxLength = 30, illegal = 0.2 } = options;
  if (!Number.isSafeInteger(maxLength) || maxLength < 0) {
    throw invalidOption('maxLength has to be a whole number from 0.');
  }
  if (!(illegal >= 0 && illegal <= 1)) throw invalidOption('illegal has to be from 0 to 1.');
  if (exploration.starts.length === 0) throw invalidOption('Nothing of the table starts.');
  return new Sessions(exploration, maxLength, illegal).map((walk) => {
    const { paths } = assembleSuite(exploration, { strategy: 'fast-check', walks: [walk], illegal: false });
    return paths[0] as Path;
  });
}

interface Shortcut {
  readonly state: string;
  readonly steps: readonly number[];
}

class Sessions extends fc.Arbitrary<Walk> {
  readonly #table: Exploration;
  readonly #maxLength: number;
  readonly #illegal: number;
  readonly #cells: Cells;
  readonly #starts: readonly number[];
  readonly #states: readonly string[];
  readonly #ways = new Map<number, ReadonlyMap<number, readonly number[]>>();

  constructor(table: Exploration, maxLength: number, illegal: number) {
    super();
    this.#table = table;
    this.#maxLength = maxLength;
    this.#illegal = illegal;
    this.#cells = cellsOf(table);
    this.#states = table.configurations.map(({ snapshot }) => JSON.stringify(snapshot.value));
    this.#starts = [...new Set(table.starts.map(({ configuration }) => configuration))];
  }

  override generate(random: fc.Random): fc.Value<Walk> {
    const { leaving, refused } = this.#table;
    const pick = (items: readonly number[]) => items[random.nextInt(0, items.length - 1)] as number;
    const start = pick(this.#starts);
    const arcs: number[] = [];
    const length = random.nextInt(0, this.#maxLength);
    for (let at = start; arcs.length < length; ) {
      const accepted = leaving[at] ?? [];
      const others = refused[at] ?? [];
      if (others.length > 0 && random.nextInt(1, 1000) <= this.#illegal * 1000) arcs.push(~pick(others));
      else if (accepted.length > 0) {
        const arc = pick(accepted);
        arcs.push(arc);
        at = this.#leadsTo(at, arc);
      } else break;
    }
    return new fc.Value({ start, arcs }, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Walk {
    return false;
  }

  override shrink(walk: Walk): fc.Stream<fc.Value<Walk>> {
    return fc.stream(this.#simpler(walk)).map((each) => new fc.Value(each, undefined));
  }

  /** Simpler sessions, those with the fewest steps first. Each is shorter, or else begins or goes on with less. */
  *#simpler({ start, arcs }: Walk): Generator<Walk, void, undefined> {
    const length = arcs.length;
    for (let cut = length; cut > 0; cut = Math.floor(cut / 2)) yield { start, arcs: arcs.slice(0, length - cut) };

    const places = [start];
    for (const step of arcs) places.push(this.#leadsTo(places.at(-1) as number, step));
    // A shorter way from anywhere to where the rest can go on as it did: in any state, and in the same one.
    for (let from = 0; from < length; from++) {
      for (let to = length; to > from; to--) {
        const state = this.#states[places[to] as number];
        const found = this.#shortcuts(places[from] as number, to - from, arcs.slice(to));
        const any = found.next().value;
        if (any === undefined) continue;
        const same = any.state === state ? undefined : find(found, (each) => each.state === state);
        for (const each of [any, same]) if (each) yield { start, arcs: [...arcs.slice(0, from), ...each.steps] };
      }
    }

    for (let size = Math.floor(length / 2); size > 0; size = Math.floor(size / 2)) {
      for (let index = length - size; index >= 0; index--) {
        const kept = arcs.slice(0, index);
        const rest = this.#sent(places[index] as number, this.#eventsOf(arcs.slice(index + size)));
        yield { start, arcs: [...kept, ...rest] };
      }
    }

    for (const other of this.#starts.slice(0, this.#starts.indexOf(start))) {
      yield { start: other, arcs: this.#sent(other, this.#eventsOf(arcs)) };
    }
    for (const [index, step] of arcs.entries()) {
      const simpler = this.#simplest(places[index] as number, step);
      if (simpler !== step) yield { start, arcs: arcs.with(index, simpler) };
    }
  }

  /** Shorter ways to go on with the rest, the shortest first, and the state in which the rest begins. */
  *#shortcuts(from: number, length: number, rest: readonly number[]): Generator<Shortcut, undefined, undefined> {
    const events = this.#eventsOf(rest);
    for (const [place, way] of this.#waysFrom(from)) {
      if (way.length >= length) return;
      const steps = this.#sent(place, events);
      const isLikewise =
        steps.length === rest.length && steps.every((step, at) => step < 0 === (rest[at] as number) < 0);
      if (isLikewise) yield { state: this.#states[place] as string, steps: [...way, ...steps] };
    }
  }

  /** The first event that does here what a step does. */
  #simplest(at: number, step: number): number {
    const row = this.#cells[at] ?? [];
    const same = (cell: number | undefined) =>
      cell !== undefined && cell < 0 === step < 0 && this.#leadsTo(at, cell) === this.#leadsTo(at, step);
    return row.find(same) ?? step;
  }

  #leadsTo(at: number, step: number): number {
    return step < 0 ? at : (this.#table.arcs[step]?.to as number);
  }

  #eventsOf(steps: readonly number[]): number[] {
    return steps.map((step) => (step < 0 ? ~step : (this.#table.arcs[step]?.event as number)));
  }

  /** The events as the table takes them from another place; those that cannot be sent there are left out. */
  #sent(from: number, events: readonly number[]): number[] {
    const steps: number[] = [];
    let at = from;
    for (const event of events) {
      const cell = this.#cells[at]?.[event];
      if (cell === undefined) continue;
      steps.push(cell);
      at = this.#leadsTo(at, cell);
    }
    return steps;
  }

  /** The shortest way to each configuration. */
  #waysFrom(start: number): ReadonlyMap<number, readonly number[]> {
    const known = this.#ways.get(start);
    if (known !== undefined) return known;
    const ways = new Map<number, readonly number[]>([[start, []]]);
    for (const [at, way] of ways) {
      for (const arc of this.#table.leaving[at] ?? []) {
        const to = this.#leadsTo(at, arc);
        if (!ways.has(to)) ways.set(to, [...way, arc]);
      }
    }
    this.#ways.set(start, ways);
    return ways;
  }
}

function find<T>(items: Iterable<T>, isMeant: (item: T) => boolean): T | undefined {
  for (const item of items) if (isMeant(item)) return item;
  return undefined;
}
