/** What a run did, element by element: the one shape that coverage is counted from, for suites and for logs. */
import type { Exploration } from '../explore/explore.ts';
import { guardAnswersOf } from './guards.ts';

/** What is counted. */
export const dimensionNames = [
  'states',
  'transitions',
  'configurations',
  'steps',
  'pairs',
  'guards',
  'illegal',
  'payloads',
  'tags',
] as const;

/** A dimension of coverage. */
export type DimensionName = (typeof dimensionNames)[number];

/** How often each element was met: states and tags by name, all others by number. */
export type Hits = Map<string | number, number>;

/** What was met, by dimension. */
export type Touched = Readonly<Record<DimensionName, Hits>>;

/** What was walked over the table, in numbers of the table. */
export interface Tally {
  /** How many sessions began at a configuration. */
  readonly starts: ReadonlyMap<number, number>;
  readonly arcs: ReadonlyMap<number, number>;
  /** Refused events that were sent, by cell: see `cellOf`. */
  readonly cells: ReadonlyMap<number, number>;
  /** Two arcs in a row: see `pairOf`. */
  readonly pairs: ReadonlyMap<number, number>;
}

/** Nothing met yet. */
export function untouched(): Touched {
  return Object.fromEntries(dimensionNames.map((name) => [name, new Map()])) as unknown as Touched;
}

/** Counts an element. */
export function hit<TKey extends string | number>(hits: Map<TKey, number>, key: TKey, times = 1): void {
  hits.set(key, (hits.get(key) ?? 0) + times);
}

/** Two arcs in a row, as one number. */
export function pairOf({ arcs }: Exploration, first: number, second: number): number {
  return first * arcs.length + second;
}

/** What a walk over the table met. Guards are left out where nobody asks: the whole table is stepped again for them. */
export function touchedBy(exploration: Exploration, tally: Tally, { guards }: { readonly guards: boolean }): Touched {
  const { chart, configurations, arcs, events } = exploration;
  const touched = { ...untouched(), illegal: new Map(tally.cells), pairs: new Map(tally.pairs) };
  const answers = guards ? guardAnswersOf(exploration) : null;
  const take = (transition: number, times: number, within: ReadonlySet<string>) => {
    hit(touched.transitions, transition, times);
    // A state that is only passed through is the target of a transition, and in no configuration.
    for (const id of chart.transitions[transition]?.targets ?? []) if (!within.has(id)) hit(touched.states, id, times);
  };
  const hear = (those: readonly number[] | undefined, times: number) => {
    for (const answer of those ?? []) hit(touched.guards, answer, times);
  };
  const idsIn = cached((index: number) => new Set(configurations[index]?.snapshot._nodes.map(({ id }) => id)));

  for (const [configuration, times] of tally.starts) {
    hit(touched.configurations, configuration, times);
    for (const transition of chart.startedBy) take(transition, times, idsIn(configuration));
    hear(answers?.atStart.get(configuration), times);
  }
  for (const [index, times] of tally.arcs) {
    const arc = arcs[index];
    if (arc === undefined) continue;
    hit(touched.steps, index, times);
    hit(touched.configurations, arc.to, times);
    hit(touched.payloads, arc.event, times);
    for (const transition of arc.transitions) take(transition, times, idsIn(arc.to));
    hear(answers?.byArc.get(index), times);
  }
  for (const [cell, times] of tally.cells) {
    hit(touched.payloads, cell % events.length, times);
    hear(answers?.byCell.get(cell), times);
  }
  for (const [index, times] of touched.configurations) {
    for (const id of idsIn(index as number)) hit(touched.states, id, times);
    for (const tag of configurations[index as number]?.snapshot.tags ?? []) hit(touched.tags, tag, times);
  }
  return touched;
}

function cached<TValue>(make: (key: number) => TValue): (key: number) => TValue {
  const known = new Map<number, TValue>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
