/** A suite's score: of all mutants that are no equivalents, how many it kills. */
import type { AnyStateMachine } from 'xstate';
import { isEquivalent } from './equivalence.ts';
import { type Mutant, machineOf, type Operator } from './operators.ts';
import { differs, type Sessions } from './sessions.ts';
import type { Table } from './table.ts';

/** What became of the mutants of one operator. */
export interface Score {
  mutants: number;
  killed: number;
  equivalent: number;
  /** By name, those that something tells from the chart, and the suite does not. */
  readonly survivors: string[];
}

/** So many sessions are tried before the search, which is for most mutants the longer way. */
const tries = 20;

/** Runs a suite's sessions against mutants. The tables are made only when a mutant is not killed at once. */
export function scoreOf(
  machine: AnyStateMachine,
  mutants: readonly Mutant[],
  sessions: Sessions,
  tables: () => readonly Table[],
): Map<Operator, Score> {
  const scores = new Map<Operator, Score>();
  for (const mutant of mutants) {
    const score = scores.get(mutant.operator) ?? { mutants: 0, killed: 0, equivalent: 0, survivors: [] };
    scores.set(mutant.operator, score);
    score.mutants += 1;
    const running = machineOf(mutant, machine);
    const candidates = sessions.visiting(mutant);
    const kills = (some: typeof candidates) => some.some((visit) => differs(running, visit));
    if (kills(candidates.slice(0, tries))) score.killed += 1;
    else if (tables().every((table) => isEquivalent(table, mutant, running))) score.equivalent += 1;
    else if (kills(candidates.slice(tries))) score.killed += 1;
    else score.survivors.push(`${mutant.operator}: ${mutant.name}`);
  }
  return scores;
}
