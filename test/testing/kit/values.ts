import { assign, createMachine } from 'xstate';
import { type Probe, probes } from './probe.ts';

class Money {
  readonly amount: number;
  constructor(amount: number) {
    this.amount = amount;
  }
}

/** A class that hides what it holds, and says so to JSON. */
class Secret {
  readonly #word: string;
  constructor(word: string) {
    this.#word = word;
  }
  toJSON() {
    return this.#word;
  }
}

const shared = Symbol('one');
const other = Symbol('one');
const left = () => 'same';
const right = () => 'same';

function circle(name: string): unknown {
  const value: { name: string; self?: unknown } = { name };
  value.self = value;
  return value;
}

function bytes(offset: number): Uint8Array {
  return new Uint8Array(new Uint8Array([1, 2, 3]).buffer, offset, 1);
}

/**
 * A context that takes one of two values that differ, or the first one written in another way: with what it begins with,
 * three configurations.
 */
function toldApart(about: string, first: () => unknown, second: () => unknown, again = first): Omit<Probe, 'name'> {
  return {
    about,
    known: true,
    machine: createMachine({
      types: {} as { context: { value: unknown } },
      context: { value: 'nothing yet' },
      initial: 'only',
      states: {
        only: {
          on: {
            FIRST: { actions: assign({ value: first }) },
            SECOND: { actions: assign({ value: second }) },
            AGAIN: { actions: assign({ value: again }) },
          },
        },
      },
    }),
    truth: { configurations: 3, steps: 9, illegal: 0, transitions: [3, 3] },
  };
}

/** What contexts are told apart by. */
export const values = probes('values', {
  Maps: toldApart(
    'by their entries, in any order',
    () =>
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    () => new Map([['a', 1]]),
    () =>
      new Map([
        ['b', 2],
        ['a', 1],
      ]),
  ),
  Sets: toldApart(
    'by their members, in any order',
    () => new Set([1, 2]),
    () => new Set([1]),
    () => new Set([2, 1]),
  ),
  Dates: toldApart(
    'by their time',
    () => new Date(0),
    () => new Date(1),
  ),
  'a Date and its text': toldApart(
    'by their kind',
    () => new Date(0),
    () => new Date(0).toISOString(),
  ),
  BigInts: toldApart(
    'by their value, and from numbers',
    () => 1n,
    () => 1,
  ),
  'NaN and null': toldApart(
    'JSON writes both as null',
    () => Number.NaN,
    () => null,
  ),
  'Infinity and null': toldApart(
    'JSON writes both as null',
    () => Number.POSITIVE_INFINITY,
    () => null,
  ),
  'zero and minus zero': toldApart(
    'a guard may tell them apart',
    () => 0,
    () => -0,
  ),
  'undefined and nothing': toldApart(
    'a key without a value is still there',
    () => ({ key: undefined }),
    () => ({}),
  ),
  'the order of keys': toldApart(
    'makes no difference',
    () => ({ a: 1, b: 2 }),
    () => ({ a: 2, b: 1 }),
    () => ({ b: 2, a: 1 }),
  ),
  'a text and a number': toldApart(
    'by their kind',
    () => '1',
    () => 1,
  ),
  'a list and its text': toldApart(
    'by their kind',
    () => ['a', 'b'],
    () => ['a,b'],
  ),
  'circular values': toldApart(
    'a value that contains itself',
    () => circle('a'),
    () => circle('b'),
  ),
  Symbols: toldApart(
    'by being another one, whatever they are called',
    () => shared,
    () => other,
  ),
  functions: toldApart(
    'by being another one',
    () => left,
    () => right,
  ),
  'class instances': toldApart(
    'by class and fields',
    () => new Money(1),
    () => ({ amount: 1 }),
    () => new Money(1),
  ),
  'what a class hides': toldApart(
    'by what it tells JSON',
    () => new Secret('a'),
    () => new Secret('b'),
  ),
  URLs: toldApart(
    'they have no fields of their own',
    () => new URL('https://a.test'),
    () => new URL('https://b.test'),
  ),
  errors: toldApart(
    'by name and message',
    () => new TypeError('a'),
    () => new Error('a'),
  ),
  'regular expressions': toldApart(
    'by what they match',
    () => /a/,
    () => /a/i,
  ),
  bytes: toldApart(
    'by the projection of the buffer that they show',
    () => bytes(0),
    () => bytes(1),
  ),
  'keys of Object.prototype': toldApart(
    'fields called constructor or __proto__ are fields',
    () => JSON.parse('{"__proto__":1,"constructor":null}'),
    () => JSON.parse('{"__proto__":2,"constructor":null}'),
  ),
  'an abstraction': {
    about: 'what no guard reads is left out',
    machine: createMachine({
      types: {} as { context: { tries: number; log: readonly string[] } },
      context: { tries: 0, log: [] },
      initial: 'a',
      states: {
        a: {
          on: {
            TRY: {
              guard: ({ context }) => context.tries < 2,
              actions: assign({
                tries: ({ context }) => context.tries + 1,
                log: ({ context }) => [...context.log, 'tried'],
              }),
            },
            NOTE: { actions: assign({ log: ({ context }) => [...context.log, 'noted'] }) },
          },
        },
      },
    }),
    options: { abstractContext: ({ tries }) => tries },
    truth: { configurations: 3, steps: 5, illegal: 1, transitions: [2, 2], shortest: [5, 1] },
  },
});
