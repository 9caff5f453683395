/** Paths of a suite, followed through the table: of any suite, of several together, or of what a run really did. */
import type { StateValue } from 'xstate';
import type { Exploration } from '../explore/exploration.ts';
import { canonical } from '../explore/identity.ts';
import { formatEvent, formatStateValue } from '../explore/names.ts';
import { fromPlain, toPlain } from '../plain.ts';
import type { Path, Step } from '../types.ts';
import { configurationEvent } from './guards.ts';
import { addHit, pairOf, type Tally } from './hits.ts';

/** A step of a path that the chart, as explored, does not do: it and the rest of its path count for nothing. */
export interface UnknownStep {
  readonly path: string;
  /** Its place in the path, from 0; null where not even the path's input is known. */
  readonly step: number | null;
  readonly event: string | null;
  readonly reason: string;
}

/** A step of a path, by its place from 0. */
export interface StepOfPath {
  readonly path: string;
  readonly step: number;
}

/** What paths came to. */
export interface Followed {
  readonly tally: Tally;
  readonly unknown: readonly UnknownStep[];
  /** Refused events that a widget had no way to be sent, by `configurationEvent`. */
  readonly notOfferable: ReadonlySet<number>;
  readonly accepted: number;
  readonly rejected: number;
}

/** EdgePaths paths over the table. */
export function followPaths(
  exploration: Exploration,
  paths: readonly Path[],
  notOfferable: readonly StepOfPath[] = [],
): Followed {
  const table = tableOf(exploration);
  const withheld = new Set(notOfferable.map(({ path, step }) => stepKey({ id: path }, step)));
  const tally = {
    starts: new Map<number, number>(),
    edges: new Map<number, number>(),
    refusals: new Map<number, number>(),
  };
  const pairs = new Map<number, number>();
  const unknown: UnknownStep[] = [];
  const passedOver = new Set<number>();
  let accepted = 0;
  let rejected = 0;

  for (const path of paths) {
    const starts = table.startsOf(path.input);
    if (starts.length === 0) {
      unknown.push({ path: path.id, step: null, event: null, reason: 'the chart was not explored with its input' });
      continue;
    }
    // Parts begin alike: a path belongs to each that does it, which is the one that gets furthest with it.
    const candidates = starts.map((start) => follow(table, start, path, withheld));
    const furthest = Math.max(...candidates.map(({ steps }) => steps));
    const those = candidates.filter(({ steps }) => steps === furthest);
    for (const { start, edges, refusals, offeredNot, problem } of those) {
      addHit(tally.starts, start);
      for (const [index, edge] of edges.entries()) {
        addHit(tally.edges, edge);
        const next = edges[index + 1];
        if (next !== undefined) addHit(pairs, pairOf(exploration, edge, next));
      }
      for (const refusal of refusals) addHit(tally.refusals, refusal);
      for (const refusal of offeredNot) passedOver.add(refusal);
      if (problem !== null) unknown.push(problem);
    }
    accepted += those[0]?.edges.length ?? 0;
    rejected += those[0]?.refusals.length ?? 0;
  }
  return { tally: { ...tally, pairs }, unknown: once(unknown), notOfferable: passedOver, accepted, rejected };
}

/** What was understood of a path, from one of the configurations that it may begin at. */
interface FollowedPath {
  readonly start: number;
  readonly steps: number;
  readonly edges: readonly number[];
  readonly refusals: readonly number[];
  readonly offeredNot: readonly number[];
  /** What it ended at before its end. */
  readonly problem: UnknownStep | null;
}

function follow(table: Table, start: number, path: Path, withheld: ReadonlySet<string>): FollowedPath {
  const edges: number[] = [];
  const refusals: number[] = [];
  const offeredNot: number[] = [];
  let at = start;
  for (const [index, step] of path.steps.entries()) {
    // A malformed payload is turned away before the chart: it moves nothing, and is no projection of the table.
    if (step.malformed !== undefined) continue;
    const isWithheld = withheld.has(stepKey(path, index));
    const stuck = isWithheld && step.expect === 'accepted';
    const move = stuck ? 'the widget does not offer it, and the path goes on from there' : table.move(at, step);
    if (typeof move === 'string') {
      const problem = { path: path.id, step: index, event: formatEvent(step.event), reason: move };
      return { start, steps: index, edges, refusals, offeredNot, problem };
    }
    if ('edge' in move) {
      edges.push(move.edge);
      at = move.to;
    } else (isWithheld ? offeredNot : refusals).push(move.refusal);
  }
  return { start, steps: path.steps.length, edges, refusals, offeredNot, problem: null };
}

function stepKey({ id }: Pick<Path, 'id'>, step: number): string {
  return `${step} ${id}`;
}

interface Table {
  startsOf(input: unknown): readonly number[];
  /** What a step does and where it leads; a text where the table does not do it. */
  move(
    from: number,
    step: Step,
  ): { readonly edge: number; readonly to: number } | { readonly refusal: number } | string;
}

const tables = new WeakMap<Exploration, Table>();

function tableOf(exploration: Exploration): Table {
  const table = tables.get(exploration) ?? makeTable(exploration);
  tables.set(exploration, table);
  return table;
}

function makeTable(exploration: Exploration): Table {
  const { inputs, starts, events, edges, refused, configurations } = exploration;
  const startsByInput = new Map<string, Set<number>>();
  for (const { configuration, input } of starts) {
    for (const key of keysOf(inputs[input] ?? null)) {
      startsByInput.set(key, (startsByInput.get(key) ?? new Set()).add(configuration));
    }
  }
  const cases = new Map<string, number>();
  for (const { event, index } of [...events].reverse()) for (const key of keysOf(event)) cases.set(key, index);
  // What is written alike in a file is told apart by its own text.
  for (const { event, index } of events) cases.set(canonical(event), index);
  const edgeAt = new Map(edges.map(({ from, event, index }) => [configurationEvent(exploration, from, event), index]));
  const refusedAt = new Set(
    refused.flatMap((those, from) => those.map((event) => configurationEvent(exploration, from, event))),
  );
  const values = configurations.map(({ snapshot }) => canonical(snapshot.value));
  const valueAt = (configuration: number) => configurations[configuration]?.snapshot.value as StateValue;

  return {
    startsOf: (input) => [...(startsByInput.get(canonical(input ?? null)) ?? [])],
    move(from, { event, expect, state }) {
      const index = cases.get(canonical(event));
      if (index === undefined) return 'the chart was not explored with this event';
      const key = configurationEvent(exploration, from, index);
      const edge = edges[edgeAt.get(key) ?? -1];
      const place = formatStateValue(valueAt(from));
      if (edge === undefined && !refusedAt.has(key)) return `the table has no such step at ${place}`;
      if (edge === undefined && expect === 'accepted') return `the chart refuses it at ${place}`;
      if (edge !== undefined && expect === 'rejected') return `the chart accepts it at ${place}`;
      const to = edge?.to ?? from;
      if (valueAt(to) !== state && values[to] !== canonical(state)) {
        return `it leads to ${formatStateValue(valueAt(to))}, and not to ${formatStateValue(state)}`;
      }
      return edge === undefined ? { refusal: key } : { edge: edge.index, to };
    },
  };
}

/** The texts that a value may be known by: its own, that of a file by `suiteJson`, and that of bare JSON. */
function keysOf(value: unknown): string[] {
  return [canonical(value), canonical(fromPlain(toPlain(value))), asJson(value)];
}

/** A value as bare JSON brings it back, without what is undefined and with texts for dates. */
function asJson(value: unknown): string {
  try {
    return canonical(JSON.parse(JSON.stringify(value)));
  } catch {
    // JSON has no way to write it.
    return canonical(value);
  }
}

/** Parts that get equally far stumble over the same step. */
function once(unknown: readonly UnknownStep[]): UnknownStep[] {
  return [...new Map(unknown.map((each) => [`${each.path} ${each.step}`, each])).values()];
}
