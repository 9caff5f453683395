/** Implementations of a table, right and wrong ones, and what the sessions of a suite make of them. */
import type { Configuration } from '../../../src/testing/explore/exploration.ts';
import { type HsiOptions, hsiSuite } from '../../../src/testing/hsi/hsi.ts';
import type { Exploration } from '../../../src/testing/index.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { numbers, randomTable } from '../tables.ts';

/**
 * An implementation: by state and event, whether it is accepted and where it leads, and what is seen of each state.
 * Undefined where the table does not say: there it may do what it likes.
 */
export interface Implementation {
  readonly cells: readonly (readonly (Reaction | undefined)[])[];
  readonly seen: readonly string[];
}

interface Reaction {
  readonly accepted: boolean;
  readonly to: number;
}

/** Two projections that share the events of a random table. */
export const evenAndOdd = [
  { name: 'even', includes: ({ type }: { type: string }) => ['e0', 'e2'].includes(type) },
  { name: 'odd', includes: ({ type }: { type: string }) => ['e1', 'e3'].includes(type) },
];

/** What a test may see of a state beside whether it accepts. */
export const observers = {
  tags: ({ snapshot }: Configuration) => [...snapshot.tags].join(),
  acceptance: 'acceptance',
} as const;

/** The table itself, its first start as state 0. */
export function specificationOf(table: Exploration, observe: HsiOptions['observe']): Implementation {
  const { configurations, edges, leaving, refused } = table;
  const cells = configurations.map(({ index }) => {
    const row: (Reaction | undefined)[] = [];
    for (const edge of leaving[index] ?? [])
      row[edges[edge]?.event as number] = { accepted: true, to: edges[edge]?.to ?? 0 };
    for (const event of refused[index] ?? []) row[event] = { accepted: false, to: index };
    return row;
  });
  const seen = configurations.map((each) => (typeof observe === 'function' ? observe(each) : ''));
  return { cells, seen };
}

/** Whether nothing that can be sent shows a difference: by searching the product of the two. */
export function isEquivalent(specification: Implementation, other: Implementation, start = 0): boolean {
  const met = new Set<string>();
  const open: [number, number][] = [[start, start]];
  for (const [a, b] of open) {
    if (specification.seen[a] !== other.seen[b]) return false;
    for (const [event, reaction] of specification.cells[a]?.entries() ?? []) {
      const answer = other.cells[b]?.[event];
      if (reaction === undefined || answer === undefined) continue;
      if (reaction.accepted !== answer.accepted) return false;
      const key = `${reaction.to} ${answer.to}`;
      if (met.has(key)) continue;
      met.add(key);
      open.push([reaction.to, answer.to]);
    }
  }
  return true;
}

/** What each session sends and what has to be seen, ready to be tried on many implementations. */
export function sessionsOf(table: Exploration, specification: Implementation, options: HsiOptions) {
  return [...hsiSuite(table, options).edgePaths()].map(({ start, edges }) => {
    let at = start;
    const steps = edges.map((step) => {
      const event = step < 0 ? ~step : (table.edges[step]?.event as number);
      if (step >= 0) at = table.edges[step]?.to as number;
      return { event, accepted: step >= 0, seen: specification.seen[at] };
    });
    return { start, seen: specification.seen[start], steps };
  });
}

type Sessions = ReturnType<typeof sessionsOf>;

export function isKilled(sessions: Sessions, { cells, seen }: Implementation): boolean {
  return sessions.some((session) => {
    if (seen[session.start] !== session.seen) return true;
    let at = session.start;
    return session.steps.some((step) => {
      const reaction = cells[at]?.[step.event] as Reaction;
      at = reaction.to;
      return reaction.accepted !== step.accepted || seen[at] !== step.seen;
    });
  });
}

function reachedIn({ cells }: Implementation, start: number): ReadonlySet<number> {
  const reached = new Set([start]);
  for (const at of reached)
    for (const reaction of cells[at] ?? []) if (reaction !== undefined) reached.add(reaction.to);
  return reached;
}

/** Whether the shortest ways of the table lead to every state of an implementation. */
export function isReachedBy(cover: readonly (readonly number[])[], { cells }: Implementation): boolean {
  const ends = cover.map((way) => way.reduce((at, event) => cells[at]?.[event]?.to ?? at, 0));
  return new Set(ends).size === reachedIn({ cells, seen: [] }, 0).size;
}

/** The shortest ways to each state, as events. */
export function coverOf({ cells }: Implementation): number[][] {
  const ways = new Map<number, number[]>([[0, []]]);
  for (const [at, way] of ways) {
    for (const [event, reaction] of cells[at]?.entries() ?? []) {
      if (reaction !== undefined && !ways.has(reaction.to)) ways.set(reaction.to, [...way, event]);
    }
  }
  return [...ways.values()];
}

/** Where each state of a table can be told from the others: only then has a copy of it as many states. */
export function isMinimal(table: Exploration, observe: HsiOptions['observe']): boolean {
  const [machine] = hsiSuite(table, observe === undefined ? {} : { observe }).machines;
  return machine?.states === machine?.configurations;
}

function changed(implementation: Implementation, state: number, event: number, reaction: Reaction): Implementation {
  const cells = implementation.cells.map((row) => [...row]);
  (cells[state] as (Reaction | undefined)[])[event] = reaction;
  return { ...implementation, cells };
}

/** Every implementation that differs in one reaction of what begins at a start. */
export function* singleFaults(specification: Implementation, start = 0): Generator<Implementation> {
  const states = reachedIn(specification, start);
  for (const state of states) {
    for (const [event, reaction] of specification.cells[state]?.entries() ?? []) {
      if (reaction === undefined) continue;
      for (const accepted of [true, false]) {
        for (const to of states) {
          if (accepted !== reaction.accepted || to !== reaction.to) {
            yield changed(specification, state, event, { accepted, to });
          }
        }
      }
    }
  }
}

/** A state more that is a copy of another, entered by a random step, with some reactions changed: a hidden fault. */
export function withFurtherStates(specification: Implementation, count: number, random: () => number): Implementation {
  const below = (limit: number) => Math.floor(random() * limit);
  let made = specification;
  for (let extra = 0; extra < count; extra++) {
    const original = below(made.cells.length);
    made = {
      cells: [...made.cells, [...(made.cells[original] ?? [])]],
      seen: [...made.seen, made.seen[original] ?? ''],
    };
    made = someChanged(made, random, { to: made.cells.length - 1 });
  }
  for (let faults = 1 + below(2); faults > 0; faults--) made = someChanged(made, random, {});
  return made;
}

function someChanged(given: Implementation, random: () => number, change: Partial<Reaction>): Implementation {
  const below = (limit: number) => Math.floor(random() * limit);
  const state = below(given.cells.length);
  const events = [...(given.cells[state] ?? []).keys()].filter((event) => given.cells[state]?.[event] !== undefined);
  const event = events[below(events.length)];
  if (event === undefined) return given;
  const old = given.cells[state]?.[event] as Reaction;
  const fault = random() < 0.5 ? { ...old, accepted: !old.accepted } : { ...old, to: below(given.cells.length) };
  return changed(given, state, event, { ...('to' in change ? old : fault), ...change });
}

/** Any machine of so many states. */
export function anyImplementation(specification: Implementation, states: number, random: () => number): Implementation {
  const below = (limit: number) => Math.floor(random() * limit);
  const events = specification.cells[0]?.length ?? 0;
  return {
    cells: numbers(states).map(() => numbers(events).map(() => ({ accepted: random() < 0.6, to: below(states) }))),
    seen: numbers(states).map(() => specification.seen[below(specification.seen.length)] as string),
  };
}

/**
 * An implementation with far more states: one of its own for each way of up to `k` events from the shortest ways, all
 * as the table wants it but for a fault or two anywhere.
 */
export function withStatesAllAlong(specification: Implementation, k: number, random: () => number): Implementation {
  const below = (limit: number) => Math.floor(random() * limit);
  const nodes: { stands: number; left: number }[] = [{ stands: 0, left: k }];
  const cells: Reaction[][] = [];
  const cover = new Map([[0, 0]]);
  for (const [index, { stands, left }] of nodes.entries()) {
    cells[index] = (specification.cells[stands] as Reaction[]).map(({ accepted, to }) => {
      const isFirst = cover.get(stands) === index && !cover.has(to);
      if (isFirst) cover.set(to, nodes.length);
      if (!isFirst && left === 0) return { accepted, to: ~to };
      nodes.push({ stands: to, left: isFirst ? k : left - 1 });
      return { accepted, to: nodes.length - 1 };
    });
  }
  // Where no own state is left, it goes to any that stands for the right one.
  const closed = cells.map((row) =>
    row.map(({ accepted, to }) => {
      if (to >= 0) return { accepted, to };
      const right = [...nodes.keys()].filter((node) => nodes[node]?.stands === ~to);
      return { accepted, to: right[below(right.length)] as number };
    }),
  );
  let made: Implementation = {
    cells: closed,
    seen: nodes.map(({ stands }) => specification.seen[stands] as string),
  };
  // Steps of the last layer lead nowhere new: whatever they do, each state is still reached as before.
  const last = [...nodes.keys()].filter((node) => nodes[node]?.left === 0);
  for (let faults = 1 + below(2); faults > 0; faults--) {
    const state = last[below(last.length)] as number;
    const event = below(closed[0]?.length ?? 1);
    made = changed(made, state, event, { accepted: random() < 0.7, to: below(nodes.length) });
  }
  return made;
}

export function tally(implementations: Iterable<Implementation>, specification: Implementation, sessions: Sessions) {
  const counts = { killed: 0, equivalent: 0, survived: 0 };
  for (const each of implementations) {
    if (isKilled(sessions, each)) counts.killed += 1;
    else counts[isEquivalent(specification, each) ? 'equivalent' : 'survived'] += 1;
  }
  return counts;
}

/** What the table does not say, done like an event of another projection: accepted, and nothing moved. */
export function complete(implementation: Implementation): Implementation {
  const events = Math.max(...implementation.cells.map((row) => row.length));
  const cells = implementation.cells.map((row, state) =>
    numbers(events).map((event) => row[event] ?? { accepted: true, to: state }),
  );
  return { ...implementation, cells };
}

/** Small machines of all kinds, the same in each run. */
export function tables(
  count: number,
  seed: number,
  size: Partial<Parameters<typeof randomTable>[1]> = {},
  projections: typeof evenAndOdd | undefined = undefined,
): Exploration[] {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  return numbers(count).map(() =>
    randomTable(
      random,
      {
        states: between(2, 6),
        events: between(2, 4),
        colours: between(1, 3),
        density: 0.3 + 0.7 * random(),
        ...size,
      },
      projections && { projections },
    ),
  );
}
