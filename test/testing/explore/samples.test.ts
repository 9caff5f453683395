import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fits, sampleName, samplesOf } from '../../../src/testing/explore/samples.ts';

const none = 'no value that was tried fits its type and its checks';
const refused = 'a check of the schema refuses it';

/** What was made of a schema: each sample by its name, and what could not be made. */
function made(schema: z.core.$ZodType, options = { combine: false, limit: 100 }) {
  const { samples, gaps } = samplesOf(schema, options);
  return { samples: samples.map((sample) => [sampleName(sample), sample.value]), gaps };
}

describe('samples of a schema', () => {
  it.each<[string, z.core.$ZodType, [name: string, value: unknown][]]>([
    ['null', z.null(), [['null', null]]],
    ['NaN', z.nan(), [['NaN', Number.NaN]]],
    ['anything', z.any(), [['"text"', 'text']]],
    ['what is transformed first', z.transform(String), [['"text"', 'text']]],
    ['what is only true', z.custom((value) => value === true), [['true', true]]],
    ['what is only empty', z.custom((value) => Array.isArray(value) && value.length === 0), [['', []]]],
    [
      'a default of what comes in',
      z.object({ a: z.string().prefault('x') }),
      [
        ['', { a: 'text' }],
        ['a absent', {}],
      ],
    ],
    [
      'what may be left out and is read-only',
      z.object({ a: z.readonly(z.optional(z.null())) }),
      [
        ['', { a: null }],
        ['a absent', {}],
      ],
    ],
    ['a key for nothing', z.object({ a: z.undefined(), b: z.void() }), [['', { a: undefined, b: undefined }]]],
    ['nothing', z.tuple([z.void(), z.undefined()]), [['', [undefined, undefined]]]],
    [
      'what may be nothing',
      z.tuple([z.union([z.literal('x'), z.void()])]),
      [
        ['', ['x']],
        ['0 undefined', [undefined]],
      ],
    ],
    ['what may be left out as a whole', z.optional(z.object({})), [['', {}]]],
    [
      'what may not be left out after all',
      z.object({ a: z.nonoptional(z.optional(z.string())) }),
      [['', { a: 'text' }]],
    ],
    ['what never comes', z.object({ a: z.never().optional() }), [['', {}]]],
  ])('are right for %s', (_, schema, samples) => {
    expect(made(schema)).toEqual({ samples, gaps: [] });
  });

  const ab = z.enum(['a', 'b']);

  it.each<[string, z.core.$ZodType]>([
    ['read-only', z.readonly(ab)],
    ['with a value for failures', ab.catch('a')],
    ['asked for success only', z.success(ab)],
    ['named later', z.lazy(() => ab)],
    ['transformed', ab.transform((value) => value.length)],
    ['made of anything', z.preprocess(String, ab)],
  ])('are those of the schema within, if it is %s', (_, schema) => {
    const samples = [
      ['"a"', 'a'],
      ['"b"', 'b'],
    ];
    expect(made(schema)).toEqual({ samples, gaps: [] });
  });

  it.each<[string, z.core.$ZodType, unknown[]]>([
    ['numbers', z.number(), [1]],
    ['numbers up to a negative one', z.number().max(-0.5), [-1, -0.5]],
    ['numbers between two', z.number().gt(3).lt(9), [4, 8, 4.5]],
    ['numbers below a negative one', z.number().lt(-3), [-4]],
    ['numbers above 0 that are small', z.number().gt(0).lt(0.5), [0.25]],
    ['whole numbers', z.number().int().min(3), [3]],
    ['multiples', z.number().multipleOf(7).min(10), [14]],
    ['multiples up to one of them', z.number().multipleOf(7).max(21).min(8), [14, 21]],
    ['large integers', z.bigint(), [1n]],
    ['large integers between two', z.bigint().gt(5n).lt(8n), [6n, 7n]],
    ['days up to one', z.date().max(new Date('2026-01-01')), [new Date('2026-01-01')]],
    ['days before one', z.coerce.date().check(z.lt(new Date('2026-06-01'))), [new Date('2026-01-31T12:00:00.000Z')]],
    ['texts', z.string(), ['text']],
    ['short texts', z.string().max(2), ['te']],
    ['long texts', z.string().min(6), ['textte']],
    ['texts of a length', z.string().length(7), ['texttex']],
    ['digits of a length', z.string().length(7).regex(/^\d+$/), ['1111111']],
    ['texts from a pattern', z.templateLiteral([z.string()]), ['text']],
    ["TypeScript's numeric enums", z.enum({ 0: 'Off', 1: 'On', Off: 0, On: 1 } as never), [0, 1]],
  ])('are one plain value and the bounds, for %s', (_, schema, values) => {
    const samples = values.map((value) => {
      const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
      return [value instanceof Date ? value.toISOString() : text, value];
    });
    expect(made(schema)).toEqual({ samples, gaps: [] });
  });

  it.each<[string, z.core.$ZodType, [name: string, value: unknown][]]>([
    [
      'alternatives without a title',
      z.union([z.object({ a: z.string() }), z.object({ b: z.boolean() })]),
      [
        ['', { a: 'text' }],
        ['alternative 2', { b: true }],
        ['b false', { b: false }],
      ],
    ],
    [
      'alternatives by their title',
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('x') }),
        z.object({ kind: z.literal('y'), on: z.boolean() }),
      ]),
      [
        ['kind "x"', { kind: 'x' }],
        ['kind "y"', { kind: 'y', on: true }],
        ['on false', { kind: 'y', on: false }],
      ],
    ],
    [
      'what is two things at once',
      z.intersection(z.object({ a: z.string() }), z.object({ on: z.boolean() })),
      [
        ['', { a: 'text', on: true }],
        ['on false', { a: 'text', on: false }],
      ],
    ],
    ['a text with two schemas', z.intersection(z.string(), z.string().max(10)), [['', 'text']]],
    ['an object that is anything', z.intersection(z.object({ a: z.string() }), z.unknown()), [['', { a: 'text' }]]],
    [
      'a tuple',
      z.tuple([z.string(), z.optional(z.boolean())]),
      [
        ['', ['text', true]],
        ['1 false', ['text', false]],
        ['1 absent', ['text', undefined]],
      ],
    ],
    [
      'a list',
      z.array(z.object({ on: z.boolean() })),
      [
        ['', [{ on: true }]],
        ['0.on false', [{ on: false }]],
        ['empty', []],
      ],
    ],
    [
      'a list of at least three',
      z.array(z.boolean()).min(3),
      [
        ['', [true, true, true]],
        ['0 false', [false, true, true]],
      ],
    ],
    [
      'a list with holes',
      z.array(z.optional(z.string())),
      [
        ['', ['text']],
        ['empty', []],
      ],
    ],
    ['a list of nothing', z.array(z.never()), [['empty', []]]],
    ['a set of one', z.set(z.number()).size(1), [['', new Set([1])]]],
    [
      'a set of two at most',
      z.set(z.number()).max(2),
      [
        ['', new Set([1])],
        ['empty', new Set()],
      ],
    ],
    [
      'a record',
      z.record(z.string(), z.boolean()),
      [
        ['', { text: true }],
        ['false', { text: false }],
        ['empty', {}],
      ],
    ],
    [
      'a record over an enum',
      z.record(ab, z.boolean()),
      [
        ['', { a: true, b: true }],
        ['false', { a: false, b: false }],
      ],
    ],
    ['a record of nothing', z.record(z.string(), z.never()), [['empty', {}]]],
    [
      'a map',
      z.map(z.string(), z.boolean()),
      [
        ['', new Map([['text', true]])],
        ['false', new Map([['text', false]])],
        ['empty', new Map()],
      ],
    ],
  ])('change one thing at a time in %s', (_, schema, samples) => {
    expect(made(schema)).toEqual({ samples, gaps: [] });
  });

  it.each<[string, z.core.$ZodType, [name: string, reason: string][]]>([
    ['a file', z.file(), [['', none]]],
    ['a field', z.object({ a: z.string(), b: z.file() }), [['b', none]]],
    ['a field beside one that never comes', z.object({ a: z.never(), b: z.file() }), [['b', none]]],
    ['a field after an empty list', z.object({ a: z.array(z.never()), b: z.file() }), [['b', none]]],
    ['one of a tuple', z.tuple([z.string(), z.file()]), [['1', none]]],
    ['one half', z.intersection(z.object({ a: z.file() }), z.object({})), [['a', none]]],
    ['what is anything, and an object', z.intersection(z.unknown(), z.object({ a: z.string() })), [['', refused]]],
    ['a large multiple', z.bigint().multipleOf(7n).min(10n), [['', none]]],
    ['a large multiple above a small number', z.bigint().check(z.multipleOf(7n), z.gt(10)), [['', none]]],
    ['a multiple above a large number', z.number().check(z.multipleOf(7), z.gt(10n)), [['', none]]],
    ['a day without room', z.date().check(z.gt(new Date('2030-01-01'))), [['', none]]],
    ['what a check refuses', z.object({ a: z.object({}).refine(() => false) }), [['a', refused]]],
  ])('are none, with a reason, for %s', (_, schema, gaps) => {
    expect(made(schema)).toEqual({ samples: [], gaps: gaps.map(([name, reason]) => ({ name, reason })) });
  });

  it.each<[string, z.core.$ZodType, unknown, string[]]>([
    ['items', z.object({ a: z.array(z.file()) }), { a: [] }, ['a.0']],
    ['values', z.object({ a: z.record(z.string(), z.file()) }), { a: {} }, ['a.(value)']],
    ['keys', z.object({ a: z.map(z.file(), z.string()) }), { a: new Map() }, ['a.(key)']],
  ])('do without %s that cannot be made, and say so', (_, schema, value, names) => {
    const { samples, gaps } = made(schema);
    expect(samples[0]).toEqual(['', value]);
    expect(gaps).toEqual(names.map((name) => ({ name, reason: none })));
  });

  it('leave out what a check refuses, and name it', () => {
    const schema = z.object({ on: z.boolean(), off: z.boolean() }).refine(({ on, off }) => on && off);
    const gaps = ['on false', 'off false'].map((name) => ({ name, reason: refused }));
    expect(made(schema)).toEqual({ samples: [['', { on: true, off: true }]], gaps });
  });
});

describe('samples in which fields vary together', () => {
  const schema = z.object({ on: z.boolean(), a: z.object({ n: z.number().nullable() }), of: z.array(z.number()) });
  const combine = (limit: number) => made(schema, { combine: true, limit });

  it('are all combinations, each with all that it differs by', () => {
    const names = ['on true, a n 1, of', 'on true, a n 1, of empty', 'on true, a n null, of'];
    expect(combine(8).gaps).toEqual([]);
    expect(combine(8).samples).toHaveLength(8);
    expect(
      combine(8)
        .samples.slice(0, 3)
        .map(([name]) => name),
    ).toEqual(names);
    expect(combine(8).samples.at(-1)).toEqual(['on false, a n null, of empty', { on: false, a: { n: null }, of: [] }]);
    const both = z.intersection(z.object({}), z.object({ on: z.boolean() }));
    expect(made(both, { combine: true, limit: 8 }).samples[1]).toEqual(['on false', { on: false }]);
  });

  it('are no more than asked for, and say so', () => {
    expect(combine(7).samples).toEqual(combine(8).samples.slice(0, 7));
    expect(combine(7).gaps).toEqual([{ name: '', reason: 'of its 8 combinations, the first 7 were made' }]);
  });
});

it.each<[string, z.core.$ZodType, boolean]>([
  ['takes what it is for', z.string(), true],
  ['does not take another type', z.number(), false],
  ['does not take what it throws at', z.string().refine(() => expect.unreachable()), false],
  ['does not take what it would answer later', z.string().refine(async () => true), false],
])('a schema %s', (_, schema, taken) => {
  expect(fits(schema, 'x')).toBe(taken);
});
