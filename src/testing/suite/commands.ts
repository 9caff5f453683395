/**
 * Sessions as fast-check's values. A list of commands would have each ask whether it applies, skip those that do not,
 * and need a `replayPath` beside the seed; an edge path through the table applies as a whole, runs as long as
 * it says, is replayed by its seed and path, and shrinks along the table to a session that is shorter and as possible.
 */
import * as fc from 'fast-check';
import type { Exploration } from '../explore/exploration.ts';
import { type StepTable, stepTableOf } from '../hsi/minimal.ts';
import { invalidOption } from '../invalidOption.ts';
import type { EdgePath, Path } from '../types.ts';
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
 * by shorter paths to where it fails, then to the first input and the first events that do the same.
 *
 * @throws WidgetError `INVALID_OPTION` for an option out of its range, and for a table without a start.
 * @example
 * ```ts
 * import * as fc from 'fast-check';
 * import { arbitraryPath } from 'widget-statecharts/fast-check';
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 *
 * const paths = arbitraryPath(exploreKit(flexitiKit), { maxLength: 10 });
 * fc.assert(fc.property(paths, ({ steps }) => steps.length <= 10));
 * console.log('held'); // held
 * ```
 */
export function arbitraryPath(exploration: Exploration, options: ArbitraryPathOptions = {}): fc.Arbitrary<Path> {
  const { maxLength = 30, illegal = 0.2 } = options;
  if (!Number.isSafeInteger(maxLength) || maxLength < 0) {
    throw invalidOption('maxLength must be an integer of at least 0.');
  }
  if (!(illegal >= 0 && illegal <= 1)) throw invalidOption('illegal must be a number from 0 to 1.');
  if (exploration.starts.length === 0) throw invalidOption('Nothing of the table starts.');
  return new Sessions(exploration, maxLength, illegal).map((edgePath) => {
    const { paths } = assembleSuite(exploration, { strategy: 'fast-check', edgePaths: [edgePath], illegal: false });
    return paths[0] as Path;
  });
}

interface Shortcut {
  readonly state: string;
  readonly steps: readonly number[];
}

class Sessions extends fc.Arbitrary<EdgePath> {
  readonly #table: Exploration;
  readonly #maxLength: number;
  readonly #illegal: number;
  readonly #stepTable: StepTable;
  readonly #starts: readonly number[];
  readonly #states: readonly string[];
  readonly #shortestPaths = new Map<number, ReadonlyMap<number, readonly number[]>>();

  constructor(table: Exploration, maxLength: number, illegal: number) {
    super();
    this.#table = table;
    this.#maxLength = maxLength;
    this.#illegal = illegal;
    this.#stepTable = stepTableOf(table);
    this.#states = table.configurations.map(({ snapshot }) => JSON.stringify(snapshot.value));
    this.#starts = [...new Set(table.starts.map(({ configuration }) => configuration))];
  }

  override generate(random: fc.Random): fc.Value<EdgePath> {
    const { leaving, refused } = this.#table;
    const pick = (items: readonly number[]) => items[random.nextInt(0, items.length - 1)] as number;
    const start = pick(this.#starts);
    const edges: number[] = [];
    const length = random.nextInt(0, this.#maxLength);
    for (let at = start; edges.length < length; ) {
      const accepted = leaving[at] ?? [];
      const others = refused[at] ?? [];
      if (others.length > 0 && random.nextInt(1, 1000) <= this.#illegal * 1000) edges.push(~pick(others));
      else if (accepted.length > 0) {
        const edge = pick(accepted);
        edges.push(edge);
        at = this.#leadsTo(at, edge);
      } else break;
    }
    return new fc.Value({ start, edges }, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is EdgePath {
    return false;
  }

  override shrink(edgePath: EdgePath): fc.Stream<fc.Value<EdgePath>> {
    return fc.stream(this.#simpler(edgePath)).map((each) => new fc.Value(each, undefined));
  }

  /** Simpler sessions, those with the fewest steps first. Each is shorter, or else begins or goes on with less. */
  *#simpler({ start, edges }: EdgePath): Generator<EdgePath, void, undefined> {
    const length = edges.length;
    for (let cut = length; cut > 0; cut = Math.floor(cut / 2)) yield { start, edges: edges.slice(0, length - cut) };

    const places = [start];
    for (const step of edges) places.push(this.#leadsTo(places.at(-1) as number, step));
    // A shorter path from anywhere to where the rest can go on as it did: in any state, and in the same one.
    for (let from = 0; from < length; from++) {
      for (let to = length; to > from; to--) {
        const state = this.#states[places[to] as number];
        const found = this.#shortcuts(places[from] as number, to - from, edges.slice(to));
        const any = found.next().value;
        if (any === undefined) continue;
        const same = any.state === state ? undefined : find(found, (each) => each.state === state);
        for (const each of [any, same]) if (each) yield { start, edges: [...edges.slice(0, from), ...each.steps] };
      }
    }

    for (let size = Math.floor(length / 2); size > 0; size = Math.floor(size / 2)) {
      for (let index = length - size; index >= 0; index--) {
        const kept = edges.slice(0, index);
        const rest = this.#sent(places[index] as number, this.#eventsOf(edges.slice(index + size)));
        yield { start, edges: [...kept, ...rest] };
      }
    }

    for (const other of this.#starts.slice(0, this.#starts.indexOf(start))) {
      yield { start: other, edges: this.#sent(other, this.#eventsOf(edges)) };
    }
    for (const [index, step] of edges.entries()) {
      const simpler = this.#simplest(places[index] as number, step);
      if (simpler !== step) yield { start, edges: edges.with(index, simpler) };
    }
  }

  /** Shorter paths to go on with the rest, the shortest first, and the state in which the rest begins. */
  *#shortcuts(from: number, length: number, rest: readonly number[]): Generator<Shortcut, undefined, undefined> {
    const events = this.#eventsOf(rest);
    for (const [place, path] of this.#shortestPathsFrom(from)) {
      if (path.length >= length) return;
      const steps = this.#sent(place, events);
      const isLikewise =
        steps.length === rest.length && steps.every((step, at) => step < 0 === (rest[at] as number) < 0);
      if (isLikewise) yield { state: this.#states[place] as string, steps: [...path, ...steps] };
    }
  }

  /** The first event that does here what a step does. */
  #simplest(at: number, step: number): number {
    const row = this.#stepTable[at] ?? [];
    const isSame = (other: number | undefined) =>
      other !== undefined && other < 0 === step < 0 && this.#leadsTo(at, other) === this.#leadsTo(at, step);
    return row.find(isSame) ?? step;
  }

  #leadsTo(at: number, step: number): number {
    return step < 0 ? at : (this.#table.edges[step]?.to as number);
  }

  #eventsOf(steps: readonly number[]): number[] {
    return steps.map((step) => (step < 0 ? ~step : (this.#table.edges[step]?.event as number)));
  }

  /** The events as the table takes them from another place; those that cannot be sent there are left out. */
  #sent(from: number, events: readonly number[]): number[] {
    const steps: number[] = [];
    let at = from;
    for (const event of events) {
      const step = this.#stepTable[at]?.[event];
      if (step === undefined) continue;
      steps.push(step);
      at = this.#leadsTo(at, step);
    }
    return steps;
  }

  /** The shortest path to each configuration. */
  #shortestPathsFrom(start: number): ReadonlyMap<number, readonly number[]> {
    const known = this.#shortestPaths.get(start);
    if (known !== undefined) return known;
    const paths = new Map<number, readonly number[]>([[start, []]]);
    for (const [at, path] of paths) {
      for (const edge of this.#table.leaving[at] ?? []) {
        const to = this.#leadsTo(at, edge);
        if (!paths.has(to)) paths.set(to, [...path, edge]);
      }
    }
    this.#shortestPaths.set(start, paths);
    return paths;
  }
}

function find<T>(items: Iterable<T>, isMeant: (item: T) => boolean): T | undefined {
  for (const item of items) if (isMeant(item)) return item;
  return undefined;
}
