/** The words of a fault-complete suite over a machine, made one at a time, and how many there are. */

import type { SuiteSize } from '../types.ts';
import type { Machine } from './minimal.ts';
import type { Words } from './separate.ts';

/** How much a suite costs: events, refused ones included, and sessions. */
export interface HsiSize {
  readonly events: number;
  readonly sessions: number;
  /** Events, where a session can go on from where an earlier one was instead of beginning anew. */
  readonly distinct: number;
}

/** A word to come: where the machine stands, and what is still to be sent from here. */
interface Frame {
  readonly state: number;
  /** The symbol that led here. */
  readonly by: number | null;
  /** How many symbols the word may still grow by, beside its identifier. */
  readonly left: number;
  readonly covered: boolean;
  readonly rest: Words;
  /** Refused symbols that the first word through here takes along. */
  probes: readonly number[];
  next: number;
  isLast: boolean;
}

/**
 * All words of the state cover with up to k + 1 symbols more, each with the identifier of the state it leads to. Depth
 * first: what is left of an identifier is handed down to the longer words, so that only those words are made that are
 * no beginning of others. With `inert`, refused symbols lead nowhere and are attached to other words.
 */
export function* wordsOf(
  machine: Machine,
  identifiers: readonly Words[],
  k: number,
  inert: boolean,
): Generator<readonly number[], void, undefined> {
  const { steps } = coverOf(machine);
  const join = joiner();
  const refusedIn = machine.accepts.map((row, state) =>
    row.flatMap((accepted, symbol) => (!accepted && isDefined(machine, state, symbol) ? [symbol] : [])),
  );

  function frame(state: number, by: number | null, left: number, covered: boolean, handed: Words | undefined): Frame {
    const given = join(identifiers[state] as Words, handed);
    const refused = inert ? (refusedIn[state] as readonly number[]) : [];
    const { rest, probes } = settled(given, refused, join);
    return { state, by, left, covered, rest, probes: left > 0 ? refused : probes, next: 0, isLast: true };
  }

  const stack = [frame(0, null, k + 1, true, undefined)];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const symbol = top.left === 0 ? machine.symbols.length : top.next++;
    if (symbol === machine.symbols.length) {
      if (top.isLast) for (const word of branches(top.rest)) yield [...pathOf(stack), ...word];
      stack.pop();
      continue;
    }
    if (!isDefined(machine, top.state, symbol) || (inert && !machine.accepts[top.state]?.[symbol])) continue;
    top.isLast = false;
    const state = machine.next[top.state]?.[symbol] as number;
    const covered = top.covered && steps.has(`${top.state} ${symbol}`);
    stack.push(frame(state, symbol, covered ? k + 1 : top.left - 1, covered, top.rest.get(symbol)));
  }
}

/** The size of a suite, its words counted one at a time. */
export function sizeOf(words: Iterable<readonly number[]>): HsiSize {
  let events = 0;
  let sessions = 0;
  let distinct = 0;
  let before: readonly number[] = [];
  for (const word of words) {
    const parting = word.findIndex((symbol, index) => symbol !== before[index]);
    events += word.length;
    sessions += 1;
    distinct += parting < 0 ? 0 : word.length - parting;
    before = word;
  }
  return { events, sessions, distinct };
}

/** The size of a suite of all those words, each a session of its own: none is left out for being a beginning. */
export function plainSizeOf(machine: Machine, identifiers: readonly Words[], k: number): SuiteSize {
  const { depths, steps } = coverOf(machine);
  const families = identifiers.map((words) => [...branches(words)].map(({ length }) => length));
  let events = 0;
  let sessions = 0;
  const count = (state: number, depth: number, left: number) => {
    for (const length of families[state] ?? []) {
      sessions += 1;
      events += depth + length;
    }
    if (left === 0) return;
    for (const next of machine.next[state] ?? []) if (next >= 0) count(next, depth + 1, left - 1);
  };
  for (const [state, depth] of depths) {
    count(state, depth, 0);
    for (const [symbol, next] of machine.next[state]?.entries() ?? []) {
      if (next >= 0 && !steps.has(`${state} ${symbol}`)) count(next, depth + 1, k);
    }
  }
  return { events, sessions };
}

/** The shortest paths from the start to each state: how long they are, and their steps as `state symbol`. */
function coverOf({ next }: Machine): {
  readonly depths: ReadonlyMap<number, number>;
  readonly steps: ReadonlySet<string>;
} {
  const steps = new Set<string>();
  const depths = new Map([[0, 0]]);
  for (const [state, depth] of depths) {
    for (const [symbol, to] of next[state]?.entries() ?? []) {
      if (to < 0 || depths.has(to)) continue;
      depths.set(to, depth + 1);
      steps.add(`${state} ${symbol}`);
    }
  }
  return { depths, steps };
}

function isDefined({ next }: Machine, state: number, symbol: number): boolean {
  return (next[state]?.[symbol] as number) >= 0;
}

/** The word to where the stack stands. Attached symbols are sent once. */
function pathOf(stack: readonly Frame[]): number[] {
  return stack.flatMap((frame) => {
    const { by, probes } = frame;
    frame.probes = [];
    return by === null ? probes : [by, ...probes];
  });
}

/** Of words that begin with refused symbols, what is left when these have been sent: where they lead is known. */
function settled(words: Words, refused: readonly number[], join: Join): { rest: Words; probes: number[] } {
  let rest = words;
  const probes: number[] = [];
  for (let symbol = firstSent(rest, refused); symbol !== undefined; symbol = firstSent(rest, refused)) {
    if (!probes.includes(symbol)) probes.push(symbol);
    const others = new Map(rest);
    others.delete(symbol);
    rest = join(others, rest.get(symbol));
  }
  return { rest, probes };
}

function firstSent(words: Words, refused: readonly number[]): number | undefined {
  return refused.find((symbol) => words.has(symbol));
}

type Join = (a: Words, b: Words | undefined) => Words;

/** Joins two trees of words; the same two are joined once. */
function joiner(): Join {
  const known = new WeakMap<Words, WeakMap<Words, Words>>();
  return function join(a, b) {
    if (b === undefined || b.size === 0 || a === b) return a;
    if (a.size === 0) return b;
    const found = known.get(a)?.get(b);
    if (found !== undefined) return found;
    const joined = new Map(a);
    for (const [symbol, rest] of b) joined.set(symbol, join(rest, joined.get(symbol)));
    const ofA = known.get(a) ?? new WeakMap<Words, Words>();
    known.set(a, ofA.set(b, joined));
    return joined;
  };
}

function* branches(words: Words, before: readonly number[] = []): Generator<readonly number[], void, undefined> {
  if (words.size === 0) yield before;
  for (const [symbol, rest] of words) yield* branches(rest, [...before, symbol]);
}
