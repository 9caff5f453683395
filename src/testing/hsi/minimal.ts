/**
 * The table of an exploration as the machines a tester sees: one for each start, without configurations that nobody
 * can tell apart, and with one symbol for all events that behave alike.
 */
import type { Configuration, Exploration } from '../explore/exploration.ts';

/** A machine as it is tested. Its first state is the start. */
export interface Machine {
  readonly states: number;
  /** Events by number, those that behave alike in every state together. */
  readonly symbols: readonly (readonly number[])[];
  /** What can be seen in a state: the same number for the same sight. */
  readonly seen: readonly number[];
  /** By state and symbol: the next state, or -1 where the table does not say what the event does. */
  readonly next: readonly (readonly number[])[];
  /** By state and symbol: whether the event is accepted. */
  readonly accepts: readonly (readonly boolean[])[];
}

/** What begins at a configuration: as it is, and without states that cannot be told apart. */
export interface Machines {
  /** The configuration that it starts at. */
  readonly start: number;
  /** A state for each configuration. */
  readonly whole: Machine;
  readonly minimal: Machine;
  /** By state of the whole, the state of the minimal machine. */
  readonly stands: readonly number[];
}

/** By configuration and event: an edge, `~event` where it is refused, undefined where the table says nothing. */
export type StepTable = readonly (readonly (number | undefined)[])[];

/** Reads the steps of a table. */
export function stepTableOf({ configurations, edges, leaving, refused }: Exploration): StepTable {
  return configurations.map(({ index }) => {
    const row: (number | undefined)[] = [];
    for (const event of refused[index] ?? []) row[event] = ~event;
    for (const edge of leaving[index] ?? []) row[edges[edge]?.event as number] = edge;
    return row;
  });
}

/**
 * The machines that begin at a configuration. Events are one symbol where they lead to the same configurations, or to
 * states that cannot be told apart, or never.
 */
export function machinesOf(
  { configurations, edges, leaving, events }: Exploration,
  stepTable: StepTable,
  start: number,
  observe: (configuration: Configuration) => string,
  alike: 'configurations' | 'states' | 'never',
): Machines {
  const members = [...reachedFrom(start, (at) => (leaving[at] ?? []).map((edge) => edges[edge]?.to as number))];
  const places = new Map(members.map((configuration, place) => [configuration, place]));
  /** For each event, where it leads from each place: undefined where the table says nothing, null where it is refused. */
  const columns = events.map(({ index: event }) =>
    members.map((configuration) => {
      const step = stepTable[configuration]?.[event];
      if (step === undefined) return undefined;
      return step < 0 ? null : (places.get(edges[step]?.to as number) as number);
    }),
  );

  /** Partition refinement: what is together has to lead together, until nothing is parted any more. */
  const seen = numbered(members.map((configuration) => observe(configurations[configuration] as Configuration)));
  let blocks = seen;
  const blockOf = (to: number | null | undefined) => (typeof to === 'number' ? blocks.of[to] : String(to));
  for (let before = 0; before < blocks.first.length; ) {
    before = blocks.first.length;
    blocks = numbered(
      members.map((_, place) => `${blocks.of[place]} ${columns.map((column) => blockOf(column[place]))}`),
    );
  }

  const symbols = new Map<string, number[]>();
  for (const [event, column] of columns.entries()) {
    if (column.every((to) => to === undefined)) continue;
    const behaviour = { configurations: column.map(String), states: column.map(blockOf), never: [event] }[alike].join();
    symbols.set(behaviour, [...(symbols.get(behaviour) ?? []), event]);
  }

  function machineOf(represented: readonly number[], stateOf: (place: number) => number): Machine {
    const column = ([event]: readonly number[]) => columns[event as number] as (typeof columns)[number];
    return {
      states: represented.length,
      symbols: [...symbols.values()],
      seen: represented.map((place) => seen.of[place] as number),
      next: represented.map((place, state) =>
        [...symbols.values()].map((symbol) => {
          const to = column(symbol)[place];
          if (to === undefined) return -1;
          return to === null ? state : stateOf(to);
        }),
      ),
      accepts: represented.map((place) =>
        [...symbols.values()].map((symbol) => typeof column(symbol)[place] === 'number'),
      ),
    };
  }

  return {
    start,
    whole: machineOf([...members.keys()], (place) => place),
    minimal: machineOf(blocks.first, (place) => blocks.of[place] as number),
    stands: blocks.of,
  };
}

function reachedFrom(start: number, nextOf: (at: number) => readonly number[]): ReadonlySet<number> {
  const reached = new Set([start]);
  for (const at of reached) for (const next of nextOf(at)) reached.add(next);
  return reached;
}

/** Numbers for texts, in the order in which they first come, and where each first comes. */
function numbered(texts: readonly string[]): { readonly of: readonly number[]; readonly first: readonly number[] } {
  const numbers = new Map<string, number>();
  const first: number[] = [];
  const of = texts.map((text, index) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, first.length);
    return first.push(index) - 1;
  });
  return { of, first };
}
