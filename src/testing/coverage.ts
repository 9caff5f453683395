/** What of a chart a suite, or a log, has done. */
import type { Exploration } from './explore.ts';

/** How many of how many. */
export type Count = readonly [covered: number, of: number];

/** What was done, by what can be done. */
export interface CoverageCounts {
  /** States of the chart. */
  readonly states: Count;
  /** Transitions as the chart writes them. */
  readonly transitions: Count;
  /** States together with what decides on what comes next. */
  readonly configurations: Count;
  /** Accepted events in each configuration. */
  readonly steps: Count;
  /** Two steps in a row. */
  readonly pairs: Count;
  /** Refused events in each configuration. */
  readonly illegal: Count;
}

/** What was walked over the table of an exploration. */
export interface Walked {
  readonly starts: readonly number[];
  readonly walked: ReadonlySet<number>;
  /** Two arcs in a row, as `first second`. */
  readonly pairs: ReadonlySet<string>;
  /** Refused events that were sent, as `configuration event`. */
  readonly sent: ReadonlySet<string>;
}

/** Counts what was walked. */
export function coverageOf(exploration: Exploration, { starts, walked, pairs, sent }: Walked): CoverageCounts {
  const { chart, configurations, arcs, leaving, refused } = exploration;
  const steps = [...walked].map((arc) => arcs[arc] as (typeof arcs)[number]);
  const met = new Set([...starts, ...steps.map(({ to }) => to)]);
  const taken = new Set([...chart.startedBy, ...steps.flatMap(({ transitions }) => transitions)]);
  // A state that is only passed through is the target of a transition, and in no configuration.
  const states = new Set([...taken].flatMap((transition) => chart.transitions[transition]?.targets ?? []));
  for (const index of met) for (const { id } of configurations[index]?.snapshot._nodes ?? []) states.add(id);
  const countable = chart.transitions.filter(({ forbids }) => !forbids).length;
  return {
    states: [states.size, chart.states.length],
    transitions: [taken.size, countable],
    configurations: [met.size, configurations.length],
    steps: [steps.length, arcs.length],
    pairs: [pairs.size, arcs.reduce((all, { to }) => all + (leaving[to]?.length ?? 0), 0)],
    illegal: [sent.size, refused.reduce((all, those) => all + those.length, 0)],
  };
}
