/** What was measured, as it is kept in measured.json and written into docs/mutation.md. */
import type { Provider } from '../../src/index.ts';
import { digestOf, type Fate, fateOf, isKilled, type Subject, subjectOf, titleOf } from './analysis.ts';
import type { Operator } from './operators.ts';
import { peerSuites } from './peers.ts';
import { Sessions } from './sessions.ts';

/** A chart's part of the record. */
export interface ChartRecord {
  /** Of the chart for which the equivalents were searched. */
  readonly digest: string;
  readonly mutants: Readonly<Partial<Record<Operator, number>>>;
  /** By name, those that nothing can tell from the chart. */
  readonly equivalents: readonly string[];
  /** By name, those that only the suite of pairs kills. */
  readonly pairs: readonly string[];
  /** By name, those that both suites miss. */
  readonly survivors: readonly string[];
}

/** Another suite's sessions, events, and the mutants that it kills of those that are no equivalents. */
export interface PeerRecord {
  readonly sessions: number;
  readonly events: number;
  readonly killed: Readonly<Partial<Record<Operator, number>>>;
}

/** All that was measured. */
export interface Measured {
  readonly charts: Readonly<Record<string, ChartRecord>>;
  readonly peers: Readonly<Record<string, PeerRecord>>;
}

/** The chart on which other suites are measured. */
export const comparedOn = 'opal';

/** Analyses a chart in full. */
export function measure(subject: Subject): ChartRecord {
  const fates: Record<Fate, string[]> = {
    killed: [],
    'killed by pairs': [],
    equivalent: [],
    survived: [],
  };
  for (const mutant of subject.mutants) fates[fateOf(subject, mutant)].push(titleOf(mutant));
  return {
    digest: digestOf(subject),
    mutants: countByOperator(subject.mutants),
    equivalents: fates.equivalent,
    pairs: fates['killed by pairs'],
    survivors: fates.survived,
  };
}

/** Runs XState's own suites against the mutants of a chart. */
export function measurePeers(provider: Provider, { equivalents }: ChartRecord): Record<string, PeerRecord> {
  const { exploration, mutants } = subjectOf(provider);
  const { machine } = provider;
  const told = mutants.filter((mutant) => !equivalents.includes(titleOf(mutant)));
  return Object.fromEntries(
    Object.entries(peerSuites(machine, exploration)).map(([name, scripts]) => {
      const sessions = new Sessions(machine, scripts);
      const killed = countByOperator(told.filter((mutant) => isKilled({ machine, sessions }, mutant)));
      return [name, { sessions: scripts.length, events: scripts.flatMap(({ events }) => events).length, killed }];
    }),
  );
}

/** How many there are of each operator. */
export function countByOperator(mutants: readonly { readonly operator: Operator }[]): ChartRecord['mutants'] {
  const counts: Partial<Record<Operator, number>> = {};
  for (const { operator } of mutants) counts[operator] = (counts[operator] ?? 0) + 1;
  return counts;
}
