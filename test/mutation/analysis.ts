/** The analysis of a shipped chart: its suite against all of its mutants, and the search for those that are none. */

import { createHash } from 'node:crypto';
import type { AnyStateMachine } from 'xstate';
import type { Provider } from '../../src/index.ts';
import { explorationOf, exploreKit } from '../../src/kit/index.ts';
import { canonical } from '../../src/testing/explore/identity.ts';
import { type Exploration, type ExploreOptions, generateSuite, type Suite } from '../../src/testing/index.ts';
import { kitOf } from '../support/cases.ts';
import { isEquivalent } from './equivalence.ts';
import { type Mutant, machineOf, mutantsOf } from './operators.ts';
import { differs, type Script, Sessions } from './sessions.ts';
import { Table } from './table.ts';

/** What is analysed: a chart, and the suite of its transitions with the illegal matrix. */
export interface Subject {
  readonly machine: AnyStateMachine;
  readonly exploration: Exploration;
  readonly sessions: Sessions;
  readonly mutants: readonly Mutant[];
  /** The tables to search. They take a while, and are made when a mutant outlives the suite. */
  readonly tables: () => readonly Table[];
  /** A longer suite, of each two steps in a row, for what is hidden until the step after the next. */
  readonly pairs: () => readonly Script[];
}

/** What became of a mutant: killed by the suite, only by the longer one, told from the chart by nothing, or missed. */
export type Fate = 'killed' | 'killed by pairs' | 'equivalent' | 'survived';

/** A shipped chart, and the suite that is generated for it. */
export function subjectOf(provider: Provider): Subject {
  const exploration = exploreKit(kitOf(provider));
  const options = optionsOf(provider);
  let tables: readonly Table[] | undefined;
  let pairs: readonly Script[] | undefined;
  return {
    machine: provider.machine,
    exploration,
    sessions: new Sessions(provider.machine, scriptsOf(generateSuite(exploration))),
    mutants: mutantsOf(exploration),
    tables: () => {
      tables ??= options.map((each) => new Table(provider.machine, each));
      return tables;
    },
    pairs: () => {
      pairs ??= scriptsOf(generateSuite(exploration, { strategy: 'pairs' }));
      return pairs;
    },
  };
}

/** The sessions of a suite as they are sent. */
export function scriptsOf({ paths }: Pick<Suite, 'paths'>): Script[] {
  return paths.map(({ input, steps }) => ({ input: input ?? undefined, events: steps.map(({ event }) => event) }));
}

/**
 * Two tables: one in which contexts are told apart by the output too, part by part as the chart is walked; and one in
 * which all projections go on side by side.
 */
function optionsOf(provider: Provider): ExploreOptions<AnyStateMachine>[] {
  const { projections, abstractContext, ...rest } = explorationOf(kitOf(provider));
  const { output } = provider.machine.config;
  const withOutput = (context: unknown) => [
    abstractContext?.(context),
    typeof output === 'function' ? output({ context } as never) : output,
  ];
  const fine = { ...rest, abstractContext: withOutput };
  if (projections === undefined) return [fine];
  return [
    { ...fine, projections },
    { ...rest, ...(abstractContext && { abstractContext }) },
  ];
}

/** So many sessions are tried before the search, which is the longer way for all but a few mutants. */
const tries = 20;

type Suites = Pick<Subject, 'machine' | 'sessions' | 'pairs'>;

/** Whether a suite kills a mutant; and if not, whether anything could. */
export function fateOf(subject: Suites & Pick<Subject, 'tables'>, mutant: Mutant): Fate {
  const { machine, sessions, tables } = subject;
  const running = machineOf(mutant, machine);
  const visits = sessions.visiting(mutant);
  const kill = (some: typeof visits) => some.some((visit) => differs(running, visit));
  if (kill(visits.slice(0, tries))) return 'killed';
  if (tables().every((table) => isEquivalent(table, mutant, running))) return 'equivalent';
  if (kill(visits.slice(tries))) return 'killed';
  return isKilledByPairs(subject, mutant) ? 'killed by pairs' : 'survived';
}

/** Whether the suite kills a mutant, all of its sessions tried. */
export function isKilled({ machine, sessions }: Omit<Suites, 'pairs'>, mutant: Mutant): boolean {
  const running = machineOf(mutant, machine);
  return sessions.visiting(mutant).some((visit) => differs(running, visit));
}

/** Whether the longer suite does. It is rehearsed bit by bit, since all of it would take much memory. */
export function isKilledByPairs({ machine, pairs }: Omit<Suites, 'sessions'>, mutant: Mutant): boolean {
  const { when, event } = mutant.site;
  const scripts = pairs().filter(({ events }) => when !== 'event' || events.some(({ type }) => type === event));
  for (let first = 0; first < scripts.length; first += 100) {
    const sessions = new Sessions(machine, scripts.slice(first, first + 100));
    if (isKilled({ machine, sessions }, mutant)) return true;
  }
  return false;
}

/** The name of a mutant within its chart. */
export function titleOf({ operator, name }: Mutant): string {
  return `${operator}: ${name}`;
}

/** What a chart does and which mutants it has, as one short text: which mutants are equivalents depends on no more. */
export function digestOf({ exploration, mutants }: Pick<Subject, 'exploration' | 'mutants'>): string {
  const { configurations, edges, refused, events } = exploration;
  const states = configurations.map(({ snapshot }) => JSON.stringify([snapshot.value, [...snapshot.tags].sort()]));
  const sent = events.map(({ event }) => canonical(event));
  const lines = new Set([
    ...edges.map(({ from, event, to }) => `${states[from]} ${sent[event]} ${states[to]}`),
    ...refused.flatMap((those, from) => those.map((event) => `${states[from]} ${sent[event]}`)),
    ...mutants.map(titleOf),
  ]);
  const hash = createHash('sha256');
  for (const line of [...lines].sort()) hash.update(`${line}\n`);
  return hash.digest('hex').slice(0, 16);
}
