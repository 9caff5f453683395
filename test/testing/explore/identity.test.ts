import { describe, expect, it } from 'vitest';
import { createActor, createEmptyActor, createMachine, fromPromise } from 'xstate';
import { canonical } from '../../../src/testing/explore/identity.ts';

class Amount {
  readonly cents = 5;
}

/** What holds itself: the value, or what is in it. */
function circle(): object {
  const made: { self?: unknown; inner?: unknown } = {};
  made.self = made;
  made.inner = { outer: made };
  return made;
}

/** What is in it holds itself. */
function innerCircle(): object {
  const inner: { self?: unknown } = {};
  inner.self = inner;
  return { inner };
}

/** A proxy that has no constructor to tell of. */
const classless = Object.create(Object.create({ constructor: undefined }));

describe('an identity', () => {
  it.each<[value: unknown, text: string]>([
    ['a "b"', '"a \\"b\\""'],
    [0, '0'],
    [-0, '-0'],
    [Number.NaN, 'NaN'],
    [12n, '12n'],
    [true, 'true'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol.for('a'), 'Symbol(a) for all'],
    [[1, undefined, [2]], '[1,undefined,[2]]'],
    [{ b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
    [Object.create(null), '{}'],
    [new Date(86_400_000), 'Date 86400000'],
    [/a "b"/gi, 'RegExp "/a \\"b\\"/gi"'],
    [new TypeError('no "way"'), 'TypeError "no \\"way\\""'],
    [new Set([{ b: 1 }, 10, 9]), 'Set{10,9,{"b":1}}'],
    [
      new Map<unknown, unknown>([
        ['b', { of: 1 }],
        [{ a: 1 }, 2],
      ]),
      'Map{"b":{"of":1},{"a":1}:2}',
    ],
    [new Uint8Array([1, 2]).buffer, 'ArrayBuffer[1,2]'],
    [new Uint8Array([0, 1, 2, 3]).subarray(1, 3), 'Uint8Array[1,2]'],
    [new Uint16Array([1, 256]), 'Uint16Array[1,0,0,1]'],
    [new Amount(), 'Amount{"cents":5}'],
    [new URL('https://a.example/b'), 'URL "https://a.example/b"'],
    [Object(7), 'Number 7'],
    [classless, expect.stringMatching(/^object \d+$/)],
    [{ toJSON: 'no function' }, '{"toJSON":"no function"}'],
    [circle(), '{"inner":{"outer":circle 2},"self":circle 1}'],
    [innerCircle(), '{"inner":{"self":circle 1}}'],
    [[[], [[]]], '[[],[[]]]'],
  ])('of the value %# is a text', (value, text) => {
    expect(canonical(value)).toEqual(text);
    expect(canonical(value)).toBe(canonical(value));
  });

  it('is the same wherever a value stands, if it is in no circle', () => {
    const shared = { of: 1 };
    expect(canonical([shared, shared])).toBe('[{"of":1},{"of":1}]');
  });

  it('numbers what has nothing to compare, each once', () => {
    const number = (text: string) => Number(/\d+$/.exec(text)?.[0]);
    const one = () => {};
    const other = () => {};
    expect(canonical(one)).toMatch(/^function \d+$/);
    expect(number(canonical(other))).toBe(number(canonical(one)) + 1);
    const symbol = Symbol('a');
    expect(canonical(symbol)).toMatch(/^Symbol\(a\) \d+$/);
    expect(canonical(symbol)).toBe(canonical(symbol));
    expect(canonical(symbol)).not.toBe(canonical(Symbol('a')));
  });

  it('is of the instance where a class tells nothing of what it holds', () => {
    class Hidden {
      readonly #value = 1;
      get doubled() {
        return this.#value * 2;
      }
    }
    class HiddenToo extends Hidden {
      get toJSON() {
        return 'no function';
      }
    }
    for (const made of [Hidden, HiddenToo]) {
      const one = new made();
      expect(canonical({ one })).toBe(canonical({ one }));
      expect(canonical(one)).not.toBe(canonical(new made()));
    }
  });

  it('is of what an actor runs, and of the name that it was given', () => {
    const machine = createMachine({});
    const text = canonical(createActor(machine));
    expect(text).toMatch(/^actor \d+$/);
    // Its own id counts on for ever.
    expect(canonical(createActor(machine))).toBe(text);
    expect(canonical(createActor(machine, { id: 'mine' }))).toBe(`${text} "mine"`);
    expect(canonical(createActor(fromPromise(async () => {})))).not.toBe(text);
    const named = Object.assign(createEmptyActor(), { src: 'bank', id: 'b', sessionId: 's' });
    expect(canonical(named)).toBe('actor "bank" "b"');
  });

  it.each<object>([
    { sessionId: 's', src: 'a' },
    { src: 'a', getSnapshot: 1 },
    { sessionId: 's', getSnapshot: 1 },
  ])('of %o is that of plain data', (value) => {
    expect(canonical(value)).toMatch(/^\{/);
  });
});
