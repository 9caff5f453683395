import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { explore } from '../../../src/testing/explore/explore.ts';
import { fromPlain, toPlain } from '../../../src/testing/plain.ts';
import { parseSuite, suiteJson } from '../../../src/testing/suite/json.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import type { Suite } from '../../../src/testing/types.ts';

class Amount {
  readonly cents = 5;
}

const circle: { self?: unknown } = {};
circle.self = [circle];

/** What comes back as it was. */
const values: readonly (readonly [value: unknown, plain: unknown])[] = [
  ['text', 'text'],
  [true, true],
  [null, null],
  [1.5, 1.5],
  [Number.NaN, { $number: 'NaN' }],
  [Number.NEGATIVE_INFINITY, { $number: '-Infinity' }],
  [-0, { $number: '-0' }],
  [12n, { $bigint: '12' }],
  [undefined, { $undefined: true }],
  [new Date('2026-01-31T12:00:00.000Z'), { $date: '2026-01-31T12:00:00.000Z' }],
  [new Date(Number.NaN), { $date: null }],
  [new Set([1, 2n]), { $set: [1, { $bigint: '2' }] }],
  [new Map<unknown, unknown>([[1n, new Set()]]), { $map: [[{ $bigint: '1' }, { $set: [] }]] }],
  [new RangeError('too far'), { $error: ['RangeError', 'too far'] }],
  [
    [1, [undefined]],
    [1, [{ $undefined: true }]],
  ],
  [
    { a: { b: 1n }, c: undefined },
    { a: { b: { $bigint: '1' } }, c: { $undefined: true } },
  ],
  [{}, {}],
  // The user's own keys that look like ours.
  [{ $bigint: '12' }, { $$bigint: '12' }],
  [{ $$set: [1n] }, { $$$set: [{ $bigint: '1' }] }],
  [
    { $date: 1, more: 2 },
    { $date: 1, more: 2 },
  ],
  [{ $unknown: 1 }, { $$unknown: 1 }],
];

describe('a value in JSON', () => {
  it.each(values)('%#: comes back as it was', (value, plain) => {
    expect(toPlain(value)).toStrictEqual(plain);
    const back = fromPlain(JSON.parse(JSON.stringify(plain)));
    if (value instanceof Error) expect(String(back)).toBe(String(value));
    else expect(back).toStrictEqual(value);
  });

  it('is for reading only where no content tells of it', () => {
    expect(toPlain(new Amount())).toEqual({ $other: 'Amount{"cents":5}' });
    expect(toPlain(Symbol.for('a'))).toEqual({ $other: 'Symbol(a) for all' });
    expect(toPlain(() => {})).toEqual({ $other: expect.stringMatching(/^function \d+$/) });
    expect(toPlain(circle)).toEqual({ self: [{ $other: 'circle' }] });
    const shared = { a: 1 };
    expect(toPlain([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
    expect(toPlain(Object.assign(Object.create(null), { a: 1n }))).toEqual({ a: { $bigint: '1' } });
    expect(fromPlain({ $other: 'circle' })).toEqual({ $other: 'circle' });
  });

  it('has no keys of objects themselves', () => {
    expect(fromPlain({ toString: 1 })).toEqual({ toString: 1 });
    expect(fromPlain({ $$set: [], other: 1 })).toEqual({ $$set: [], other: 1 });
    expect(fromPlain({ $undefined: true, other: 1 })).toEqual({ $undefined: true, other: 1 });
  });
});

const door = createMachine({
  id: 'door',
  initial: 'shut',
  states: { shut: { on: { OPEN: 'open' } }, open: {} },
});
const suite = generateSuite(
  explore(door, {
    events: [{ type: 'OPEN', by: 2n } as { type: 'OPEN' }, { type: 'OPEN' }],
    inputs: [{ at: undefined } as never],
  }),
);
const textOf = (given: Suite) => [...suiteJson(given)].join('');

describe('a suite in JSON', () => {
  it('has a path on a line of its own, and comes back as it was', () => {
    const text = textOf(suite);
    const [first, second] = suite.paths.map(({ id }) => id);
    expect(text.split('\n')).toEqual([
      '{',
      '"chart": "door",',
      '"strategy": "transitions",',
      '"bound": {"events":2,"sessions":2},',
      '"length": "minimal",',
      '"suite": {"events":2,"sessions":2},',
      expect.stringMatching(/^"coverage": \{"states":\[3,3\],/),
      '"illegal": {"total":2,"sent":2},',
      '"malformed": {"total":0,"sent":0},',
      '"unreachable": [],',
      '"cutOff": [],',
      '"paths": [',
      `{"id":"${first}","input":{"at":{"$undefined":true}},"steps":[{"event":{"type":"OPEN","by":{"$bigint":"2"}},"expect":"accepted","state":"open"},{"event":{"type":"OPEN","by":{"$bigint":"2"}},"expect":"rejected","state":"open"},{"event":{"type":"OPEN"},"expect":"rejected","state":"open"}]},`,
      `{"id":"${second}","input":{"at":{"$undefined":true}},"steps":[{"event":{"type":"OPEN"},"expect":"accepted","state":"open"}]}`,
      '],',
      expect.stringMatching(/^"certificate": \{"covers":"transitions",/),
      '}',
      '',
    ]);
    expect(parseSuite(text)).toEqual(suite);
  });

  it('keeps what rides along with a step, and a list of no paths', () => {
    const step = { event: { type: 'OPEN' }, expect: 'rejected', state: 'shut', malformed: 'OPEN: by is null' } as const;
    const message = { eventType: 'OPEN', by: undefined };
    const given = { ...suite, paths: [{ id: 'a', input: null, steps: [{ ...step, message }] }], certificate: null };
    expect(textOf(given)).toContain(
      '{"event":{"type":"OPEN"},"expect":"rejected","state":"shut","malformed":"OPEN: by is null","message":{"eventType":"OPEN","by":{"$undefined":true}}}',
    );
    expect(parseSuite(textOf(given))).toStrictEqual(given);
    expect(textOf({ ...suite, paths: [] })).toContain('\n"paths": [],\n');
  });

  it.each([
    ['{', /^This is not valid JSON: ./],
    ['null', /^This is not a suite: it has no list of paths\.$/],
    ['{"paths":1}', /^This is not a suite: it has no list of paths\.$/],
    [
      '{"paths":[{"id":"a","steps":[]},null]}',
      /^This is not a suite: path 2 has no id, or no steps with an event each\.$/,
    ],
    ['{"paths":[{"id":1,"steps":[]}]}', /^This is not a suite: path 1 has no id/],
    ['{"paths":[{"id":"a","steps":{}}]}', /^This is not a suite: path 1 has no id/],
    ['{"paths":[{"id":"a","steps":[null]}]}', /^This is not a suite: path 1 has no id/],
    ['{"paths":[{"id":"a","steps":[{"event":1}]}]}', /^This is not a suite: path 1 has no id/],
    ['{"paths":[{"id":"a","steps":[{"event":{"type":1}}]}]}', /^This is not a suite: path 1 has no id/],
    [
      '{"paths":[{"id":"a","steps":[{"event":{"type":"A","by":{"$bigint":"x"}}}]}]}',
      /^This is not a suite: one of its \$-values is invalid\.$/,
    ],
  ])('is not %s', (text, message) => {
    expect(() => parseSuite(text)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringMatching(message) }),
    );
  });
});
