/** What of a chart a suite, or a log, has done. */

import type { StateValue } from 'xstate';
import { activeIds } from '../../xstate.ts';
import type { Configuration, CutOff, Edge, Exploration, Unreachable } from '../explore/exploration.ts';
import { formatEvent, formatStateValue } from '../explore/names.ts';
import { invalidOption } from '../invalidOption.ts';
import type { CoverageCounts, Path } from '../types.ts';
import { type ColouredState, coloured } from './coloured.ts';
import { countable, type Listed, type Universe, universesOf } from './dimensions.ts';
import { followPaths, type StepOfPath, type UnknownStep } from './follow.ts';
import { type DimensionName, dimensionNames, type HitCounts, hitsOf, nowhere, passedBy } from './hits.ts';
import type { LogCounts, TraceCoverage } from './trace.ts';

/** What was traversed of the table of an exploration. */
export interface Traversed {
  readonly starts: readonly number[];
  readonly edges: ReadonlySet<number>;
  /** Two edges in a row: see `pairOf`. */
  readonly pairs: ReadonlySet<number>;
  /** Refused events that were sent: see `configurationEvent`. */
  readonly refusals: ReadonlySet<number>;
}

/** Counts what was traversed, as far as the table alone shows it. Guards and names are in the report of `coverPaths`. */
export function coverageOf(exploration: Exploration, traversed: Traversed): CoverageCounts {
  const { chart, configurations, edges, leaving, refused } = exploration;
  const reached = new Set(traversed.starts);
  const taken = new Set(traversed.starts.length === 0 ? [] : chart.startedBy);
  for (const index of traversed.edges) {
    const { to, transitions } = edges[index] as Edge;
    reached.add(to);
    for (const transition of transitions) taken.add(transition);
  }
  const entered = new Set<string>();
  for (const index of reached) {
    for (const id of activeIds((configurations[index] as Configuration).snapshot)) entered.add(id);
  }
  for (const id of passedBy(exploration, taken, nowhere, nowhere)) entered.add(id);
  const transitions = countable(exploration);
  return {
    states: [chart.states.filter((id) => entered.has(id)).length, chart.states.length],
    transitions: [transitions.filter((number) => taken.has(number)).length, transitions.length],
    configurations: [reached.size, configurations.length],
    steps: [traversed.edges.size, edges.length],
    pairs: [traversed.pairs.size, edges.reduce((all, { to }) => all + (leaving[to]?.length ?? 0), 0)],
    illegal: [traversed.refusals.size, refused.reduce((all, those) => all + those.length, 0)],
  };
}

/** One dimension of a report. `covered` and what is `missing` make up `of`. */
export interface Dimension {
  /** How much the paths did. */
  readonly covered: number;
  readonly of: number;
  /** How much of it the recorded traces did; null without logs, and for payloads, which logs do not share. */
  readonly observed: number | null;
  /** What the paths did not do. With a reason where nothing can do it. */
  readonly missing: Listed;
  /** What counts neither way: answers that a guard can never give, and illegal events that a widget does not offer. */
  readonly excluded: Listed;
}

/**
 * A report on what was covered: plain data, `JSON.stringify` writes it. Version 1 of its shape: fields may be added, and
 * none will change its meaning.
 *
 * - `states` and `transitions` are the chart's own, unreachable ones included, as the chart writes them; transitions
 *   that only forbid are left out.
 * - `configurations`, `steps` (accepted events in each configuration), `pairs` (two steps in a row) and `illegal`
 *   (refused events in each configuration) are those of the explored table.
 * - `guards` are the answers, yes and no, of each transition's guard, as far as the table can produce them at all.
 * - `payloads` are the events that the chart was explored with, accepted or refused.
 * - `tags` are those of the chart's states.
 */
export interface Coverage {
  readonly version: 1;
  /** The machine's id. */
  readonly chart: string;
  /** The projections that were explored separately: combinations of their states count nowhere. Left out where there is only one. */
  readonly projections?: readonly string[];
  readonly paths: number;
  /** Steps that were counted, by what was expected of them. */
  readonly accepted: number;
  readonly rejected: number;
  readonly dimensions: Readonly<Record<DimensionName, Dimension>>;
  /** The chart's root state, coloured. */
  readonly root: ColouredState;
  /** Steps that the chart, as explored, does not do: of a suite for another version of it, most likely. */
  readonly unknown: readonly UnknownStep[];
  readonly unreachable: readonly Unreachable[];
  /** What was not explored, each as a sentence. */
  readonly cutOff: readonly { readonly kind: CutOff['kind']; readonly reason: string }[];
  readonly logs: LogCounts | null;
}

/** How a report is made. */
export interface CoverOptions {
  /** Rejected steps that a live widget had no way to be sent: they are excluded from `illegal`. @default none */
  readonly notOfferable?: readonly StepOfPath[];
  /** What recorded logs did, see `traceCoverage`. @default no logs */
  readonly traces?: TraceCoverage;
  /** How many names a list holds at most. @default 100 */
  readonly maxListed?: number;
}

/**
 * Reports what paths cover of an explored chart: those of one suite or of several, fresh or read from a file, or cut to
 * what a run really did. A step that the chart does not do is listed and ends its path; nothing throws at it.
 *
 * The first report on an exploration takes each of its steps once more, to listen to the guards.
 *
 * @throws WidgetError `INVALID_OPTION` for a `maxListed` that is no whole number from 0.
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { coverPaths, generateSuite } from 'widget-statecharts/testing';
 *
 * const exploration = exploreKit(flexitiKit);
 * const { paths } = generateSuite(exploration, { strategy: 'states' });
 * const { states, steps } = coverPaths(exploration, paths).dimensions;
 * console.log(states.covered === states.of, steps.covered < steps.of); // true true
 * ```
 */
export function coverPaths(exploration: Exploration, paths: readonly Path[], options: CoverOptions = {}): Coverage {
  const { notOfferable, traces, maxListed = 100 } = options;
  if (!Number.isSafeInteger(maxListed) || maxListed < 0) {
    throw invalidOption('maxListed must be an integer of at least 0.');
  }
  const followed = followPaths(exploration, paths, notOfferable);
  const hits = hitsOf(exploration, followed.tally, { guards: true });
  const universes = universesOf(exploration);
  const withheld = new Set([...followed.notOfferable].filter((refusal) => !hits.illegal.has(refusal)));
  const observed = traces?.hits ?? null;
  const dimensions = Object.fromEntries(
    dimensionNames.map((name) => [
      name,
      dimensionOf(universes[name], hits[name], observed?.[name] ?? null, {
        withheld: name === 'illegal' ? withheld : new Set(),
        maxListed,
      }),
    ]),
  ) as Record<DimensionName, Dimension>;
  return {
    version: 1,
    chart: exploration.machine.id,
    ...(exploration.projections.length > 1 && { projections: exploration.projections }),
    paths: paths.length,
    accepted: followed.accepted,
    rejected: followed.rejected,
    dimensions,
    root: coloured(exploration, hits, observed, new Set(universes.guards.keys()) as Set<number>),
    unknown: followed.unknown,
    unreachable: exploration.unreachable,
    cutOff: cutOffIn(exploration),
    logs: traces?.logs ?? null,
  };
}

interface Withheld {
  /** Elements that count neither way, since no widget could be sent them. */
  readonly withheld: ReadonlySet<string | number>;
  readonly maxListed: number;
}

function dimensionOf(universe: Universe, hits: HitCounts, observed: HitCounts | null, options: Withheld): Dimension {
  const { withheld, maxListed } = options;
  const missing: (string | number)[] = [];
  let covered = 0;
  let missed = 0;
  let seen = 0;
  for (const key of universe.keys()) {
    if (observed?.has(key) === true) seen += 1;
    if (withheld.has(key)) continue;
    if (hits.has(key)) covered += 1;
    else {
      missed += 1;
      if (missing.length < maxListed) missing.push(key);
    }
  }
  const impossible = universe.excluded?.() ?? [];
  const notOffered = [...withheld].slice(0, maxListed).map((key) => ({ ...universe.item(key), reason: notOfferable }));
  return {
    covered,
    of: covered + missed,
    observed: observed === null ? null : seen,
    missing: { total: missed, items: missing.map((key) => universe.item(key)) },
    excluded: { total: impossible.length + withheld.size, items: [...impossible, ...notOffered].slice(0, maxListed) },
  };
}

const notOfferable = 'the widget does not offer it';

/** What was not explored, each sentence once: configurations of one state may say the same. */
function cutOffIn({ cutOff }: Exploration): Coverage['cutOff'] {
  const sentences = new Map(cutOff.map((each) => [formatCutOff(each), each.kind]));
  return [...sentences].map(([reason, kind]) => ({ kind, reason }));
}

function formatCutOff({ reason, state, event }: CutOff): string {
  const value = formatStateValue(state as StateValue | undefined);
  const place = value === '' ? '' : ` at ${value}`;
  const sent = event === undefined ? '' : `${formatEvent(event)}${place}: `;
  return `${sent}${reason}`;
}
