/**
 * Words that tell the states of a machine apart, and families of them that are harmonised: each two states have a
 * word in common (or the beginning of one) that they answer differently.
 */
import type { Machine } from './minimal.ts';

/** Words as a tree: what is sent next, and what after that. A word ends where nothing follows. */
export type Words = ReadonlyMap<number, Words>;

/** For each state, what has to be sent to be sure that it is no other. */
export interface Identifiers {
  readonly words: readonly Words[];
  /** Pairs of states that no word tells apart, since they differ only in what cannot be sent in one of them. */
  readonly inseparable: number;
}

/** For each two states a shortest word that tells them apart; undefined where there is none. */
export type Separator = (a: number, b: number) => readonly number[] | undefined;

/** Finds the shortest words for all pairs at once, by their length. */
export function separatorOf({ states, symbols, seen, next, accepts }: Machine): Separator {
  const unknown = -2;
  const nothing = -1;
  /** The first symbol of each pair's word; nothing where the states look different already. */
  const first = new Int32Array(states * states).fill(unknown);
  const pairOf = (a: number, b: number) => (a < b ? a * states + b : b * states + a);
  const nextOf = (state: number, symbol: number) => next[state]?.[symbol] as number;
  const isSplit = (a: number, b: number, symbol: number) => {
    const [toA, toB] = [nextOf(a, symbol), nextOf(b, symbol)];
    if (toA < 0 || toB < 0) return false;
    return accepts[a]?.[symbol] !== accepts[b]?.[symbol] || (first[pairOf(toA, toB)] as number) > unknown;
  };

  let open: [number, number][] = [];
  for (let a = 0; a < states; a++) {
    for (let b = a + 1; b < states; b++) {
      if (seen[a] !== seen[b]) first[pairOf(a, b)] = nothing;
      else open.push([a, b]);
    }
  }
  for (;;) {
    const found: [number, number][] = [];
    open = open.filter(([a, b]) => {
      const symbol = symbols.findIndex((_, each) => isSplit(a, b, each));
      if (symbol >= 0) found.push([pairOf(a, b), symbol]);
      return symbol < 0;
    });
    if (found.length === 0) break;
    // Only now, or a pair found in this round would count as found before.
    for (const [pair, symbol] of found) first[pair] = symbol;
  }

  return (from, to) => {
    if (from === to || first[pairOf(from, to)] === unknown) return undefined;
    const word: number[] = [];
    for (let [a, b] = [from, to]; ; ) {
      const symbol = first[pairOf(a, b)] as number;
      if (symbol === nothing) return word;
      word.push(symbol);
      if (accepts[a]?.[symbol] !== accepts[b]?.[symbol]) return word;
      [a, b] = [nextOf(a, symbol), nextOf(b, symbol)];
    }
  };
}

/** The textbook's families: for each two states their shortest word. */
export function pairwiseIdentifiers(machine: Machine, separator: Separator): Identifiers {
  const families = new Families(machine.states);
  return { words: families.words, inseparable: families.mend(machine, separator) };
}

/**
 * Families of few words: as long as the states in question end up in different ones, a word goes on instead of
 * another being begun, since a further word costs a session and a longer one only events.
 */
export function adaptiveIdentifiers(machine: Machine, separator: Separator): Identifiers {
  const families = new Families(machine.states);

  function identify(group: readonly Member[]): void {
    const word = bestWord(machine, separator, group);
    if (word !== undefined) {
      for (const part of splitBy(machine, group, word)) identify(part);
      return;
    }
    for (const { state, sent } of group) families.add(state, sent);
    // Some ended in the same state: what tells them apart has to be sent in a session of its own.
    if (group.length > 1 && group.some(({ sent }) => sent.length > 0)) identify(group.map(({ state }) => fresh(state)));
  }

  identify(Array.from({ length: machine.states }, (_, state) => fresh(state)));
  // Where a word cannot be sent to its end, it may have parted what it does not tell apart.
  return { words: families.words, inseparable: families.mend(machine, separator) };
}

/** A state in question: what was sent to it, and where that led. */
interface Member {
  readonly state: number;
  readonly sent: readonly number[];
  readonly at: number;
}

function fresh(state: number): Member {
  return { state, sent: [], at: state };
}

/** More words than these are not compared: the first few are as good as any. */
const manyWords = 64;

/** Of the words that group somebody in a group, the one that leaves the fewest pairs together, least of all merged ones. */
function bestWord(machine: Machine, separator: Separator, group: readonly Member[]): readonly number[] | undefined {
  const candidates = new Map<string, readonly number[]>();
  for (const [index, { at }] of group.entries()) {
    for (const other of group.slice(index + 1)) {
      const word = separator(at, other.at);
      if (word !== undefined && candidates.size < manyWords) candidates.set(word.join(), word);
    }
    if (candidates.size >= manyWords) break;
  }
  let best: { readonly word: readonly number[]; readonly cost: number } | undefined;
  for (const word of candidates.values()) {
    const cost = splitBy(machine, group, word).reduce((all, group) => all + costOf(group), 0);
    if (best === undefined || cost < best.cost || (cost === best.cost && word.length < best.word.length)) {
      best = { word, cost };
    }
  }
  return best?.word;
}

/** Pairs that are still together; one that ended in the same state can only be parted by another word. */
function costOf(group: readonly Member[]): number {
  const places = new Map<number, number>();
  for (const { at } of group) places.set(at, (places.get(at) ?? 0) + 1);
  const merged = [...places.values()].reduce((all, count) => all + pairs(count), 0);
  return pairs(group.length) + merged;
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}

/** Sends a word to each of a group, and puts together those that answer alike. */
function splitBy(machine: Machine, group: readonly Member[], word: readonly number[]): Member[][] {
  const groups = new Map<string, Member[]>();
  for (const { state, sent, at } of group) {
    const answers = [machine.seen[at]];
    const taken = [...sent];
    let place = at;
    for (const symbol of word) {
      const next = machine.next[place]?.[symbol] as number;
      if (next < 0) break;
      answers.push(Number(machine.accepts[place]?.[symbol]), machine.seen[next]);
      taken.push(symbol);
      place = next;
    }
    const key = answers.join();
    const group = groups.get(key) ?? [];
    group.push({ state, sent: taken, at: place });
    groups.set(key, group);
  }
  return [...groups.values()];
}

type Growing = Map<number, Growing>;

class Families {
  readonly words: readonly Growing[];

  constructor(states: number) {
    this.words = Array.from({ length: states }, () => new Map());
  }

  add(state: number, word: readonly number[]): void {
    let at = this.words[state] as Growing;
    for (const symbol of word) {
      const next = at.get(symbol) ?? new Map();
      at.set(symbol, next);
      at = next;
    }
  }

  /** Adds the shortest word of each pair that has no word in common to tell it apart. Returns how many have none at all. */
  mend(machine: Machine, separator: Separator): number {
    let inseparable = 0;
    for (let a = 0; a < machine.states; a++) {
      for (let b = a + 1; b < machine.states; b++) {
        if (isDistinguished(machine, [a, b], this.words[a] as Growing, this.words[b] as Growing)) continue;
        const word = separator(a, b);
        if (word === undefined) inseparable += 1;
        for (const state of word === undefined ? [] : [a, b]) this.add(state, word as readonly number[]);
      }
    }
    return inseparable;
  }
}

/** Whether two states answer differently to something that is sent to both. */
function isDistinguished(machine: Machine, [a, b]: readonly [number, number], ofA: Words, ofB: Words): boolean {
  if (machine.seen[a] !== machine.seen[b]) return true;
  for (const [symbol, restOfA] of ofA) {
    const restOfB = ofB.get(symbol);
    if (restOfB === undefined) continue;
    if (machine.accepts[a]?.[symbol] !== machine.accepts[b]?.[symbol]) return true;
    const next: [number, number] = [machine.next[a]?.[symbol] as number, machine.next[b]?.[symbol] as number];
    if (isDistinguished(machine, next, restOfA, restOfB)) return true;
  }
  return false;
}
