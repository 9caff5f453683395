/** What a run did, element by element: the one shape that coverage is counted from, for suites and for logs. */
import { activeIds } from '../../xstate.ts';
import type { ChartTransition } from '../explore/chart.ts';
import type { Exploration } from '../explore/exploration.ts';
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
export type HitCounts = Map<string | number, number>;

/** What was met, by dimension. */
export type CoverageHits = Readonly<Record<DimensionName, HitCounts>>;

/** What was traversed of the table, and how often. */
export interface Tally {
  /** How many sessions began at a configuration. */
  readonly starts: ReadonlyMap<number, number>;
  readonly edges: ReadonlyMap<number, number>;
  /** Refused events that were sent, by `configurationEvent`. */
  readonly refusals: ReadonlyMap<number, number>;
  /** Two edges in a row: see `pairOf`. */
  readonly pairs: ReadonlyMap<number, number>;
}

/** Nothing met yet. */
export function noHits(): CoverageHits {
  return Object.fromEntries(dimensionNames.map((name) => [name, new Map()])) as unknown as CoverageHits;
}

/** Counts an element. */
export function addHit<TKey extends string | number>(hits: Map<TKey, number>, key: TKey, times = 1): void {
  hits.set(key, (hits.get(key) ?? 0) + times);
}

/** Two edges in a row, as one number. */
export function pairOf({ edges }: Exploration, first: number, second: number): number {
  return first * edges.length + second;
}

type Ids = ReadonlySet<string>;

/** Where a session is before it begins. */
export const nowhere: Ids = new Set();

/** States that a step only passes through: where its transitions lead, and where it goes on from by itself. */
export function passedBy({ chart }: Exploration, transitions: Iterable<number>, before: Ids, after: Ids): Ids {
  const passed = new Set<string>();
  for (const number of transitions) {
    const { source, targets } = chart.transitions[number] as ChartTransition;
    if (!before.has(source)) passed.add(source);
    for (const id of targets) passed.add(id);
  }
  for (const id of after) passed.delete(id);
  return passed;
}

/** The hits of what was traversed. Guards are left out where nobody asks: the whole table is stepped again for them. */
export function hitsOf(exploration: Exploration, tally: Tally, { guards }: { readonly guards: boolean }): CoverageHits {
  const { chart, configurations, edges, events } = exploration;
  const hits = { ...noHits(), illegal: new Map(tally.refusals), pairs: new Map(tally.pairs) };
  const answers = guards ? guardAnswersOf(exploration) : null;
  const take = (transitions: Iterable<number>, times: number, before: Ids, after: Ids) => {
    for (const transition of transitions) addHit(hits.transitions, transition, times);
    for (const id of passedBy(exploration, transitions, before, after)) addHit(hits.states, id, times);
  };
  const addAnswers = (those: readonly number[] | undefined, times: number) => {
    for (const answer of those ?? []) addHit(hits.guards, answer, times);
  };
  const idsIn = cached((index: number) => {
    const configuration = configurations[index];
    return configuration === undefined ? nowhere : activeIds(configuration.snapshot);
  });

  for (const [configuration, times] of tally.starts) {
    addHit(hits.configurations, configuration, times);
    take(chart.startedBy, times, nowhere, idsIn(configuration));
    addAnswers(answers?.atStart.get(configuration), times);
  }
  for (const [index, times] of tally.edges) {
    const edge = edges[index];
    if (edge === undefined) continue;
    addHit(hits.steps, index, times);
    addHit(hits.configurations, edge.to, times);
    addHit(hits.payloads, edge.event, times);
    take(edge.transitions, times, idsIn(edge.from), idsIn(edge.to));
    addAnswers(answers?.byEdge.get(index), times);
  }
  for (const [refusal, times] of tally.refusals) {
    addHit(hits.payloads, refusal % events.length, times);
    addAnswers(answers?.byRefusal.get(refusal), times);
  }
  for (const [index, times] of hits.configurations) {
    for (const id of idsIn(index as number)) addHit(hits.states, id, times);
    for (const tag of configurations[index as number]?.snapshot.tags ?? []) addHit(hits.tags, tag, times);
  }
  return hits;
}

function cached<TValue>(make: (key: number) => TValue): (key: number) => TValue {
  const known = new Map<number, TValue>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
