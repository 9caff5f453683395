import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import * as z from 'zod';
import * as mini from 'zod/mini';
import * as lowest from 'zod-lowest';
import { opal } from '../../../src/index.ts';
import { exploreKit, malformedMessages } from '../../../src/kit/index.ts';
import { casesFromSchemas } from '../../../src/testing/explore/cases.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { malformedEvents } from '../../../src/testing/explore/malformed.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import { all, kitOf } from '../../support/cases.ts';

const namesOf = (schema: z.core.$ZodType, options = {}) =>
  casesFromSchemas({ E: schema }, options).cases.map(({ name }) => name);

describe('cases from schemas', () => {
  it.each([
    ['zod', z.object({ n: z.number().min(2).max(9), way: z.enum(['a', 'b']), on: z.boolean().optional() })],
    [
      'an older zod',
      lowest.object({
        n: lowest.number().min(2).max(9),
        way: lowest.enum(['a', 'b']),
        on: lowest.boolean().optional(),
      }),
    ],
    [
      'zod/mini',
      mini.object({
        n: mini.number().check(mini.minimum(2), mini.maximum(9)),
        way: mini.enum(['a', 'b']),
        on: mini.optional(mini.boolean()),
      }),
    ],
  ])('are one plain case and one for each alternative, with %s', (_, schema) => {
    const { cases, events, byHand } = casesFromSchemas({ PAY: schema as z.core.$ZodType });
    expect(cases.map(({ name }) => name)).toEqual(['PAY', 'PAY n 9', 'PAY way "b"', 'PAY on false', 'PAY on absent']);
    expect(events[0]).toEqual({ type: 'PAY', n: 2, way: 'a', on: true });
    expect(events[4]).toEqual({ type: 'PAY', n: 2, way: 'a' });
    expect(byHand).toEqual([]);
  });

  it.each<[string, z.core.$ZodType, string[]]>([
    ['null', z.object({ a: z.string().nullable() }), ['E', 'E a null']],
    ['literals', z.object({ a: z.literal(['x', 7]) }), ['E', 'E a 7']],
    ['unions', z.object({ a: z.union([z.string(), z.number()]) }), ['E', 'E a 1']],
    ['lists', z.object({ a: z.array(z.enum(['x', 'y'])) }), ['E', 'E a.0 "y"', 'E a empty']],
    ['lists of at least two', z.object({ a: z.array(z.enum(['x', 'y'])).min(2) }), ['E', 'E a.0 "y"']],
    ['objects within', z.object({ a: z.object({ b: z.boolean() }) }), ['E', 'E a.b false']],
    ['bounds left out', z.object({ a: z.number().gt(3).lt(5) }), ['E']],
    ['records', z.object({ a: z.record(z.string(), z.boolean()) }), ['E', 'E a false', 'E a empty']],
    ['defaults', z.object({ a: z.string().default('x') }), ['E', 'E a absent']],
    [
      'discriminated unions',
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('x'), n: z.number() }),
        z.object({ kind: z.literal('y'), on: z.boolean() }),
      ]),
      ['E', 'E kind "y"', 'E on false'],
    ],
  ])('tell %s', (_, schema, names) => {
    expect(namesOf(schema)).toEqual(names);
  });

  it('find texts and numbers of many formats, each valid', () => {
    const schema = z.object({
      mail: z.email(),
      url: z.url(),
      id: z.uuid(),
      at: z.iso.datetime(),
      day: z.iso.date(),
      code: z.string().length(7),
      long: z.string().min(100),
      ip: z.ipv4(),
      step: z.number().multipleOf(7).min(10),
      whole: z.int(),
      big: z.bigint().min(5n),
      date: z.date(),
      map: z.map(z.string(), z.number()),
      set: z.set(z.number()).min(1),
      pair: z.tuple([z.string(), z.number()]),
      both: z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })),
      parsed: z.string().transform(Number),
      any: z.unknown(),
    });
    const { events, byHand } = casesFromSchemas({ E: schema });
    expect(byHand).toEqual([]);
    for (const event of events) expect(z.safeParse(schema, event).success).toBe(true);
  });

  it('end with schemas that contain themselves', () => {
    const Tree = z.object({
      value: z.number(),
      get children() {
        return z.array(Tree);
      },
      get next() {
        return Tree.optional();
      },
    });
    expect(casesFromSchemas({ E: Tree as z.core.$ZodType })).toMatchObject({
      events: [{ type: 'E', value: 1, children: [] }],
      byHand: [],
    });
  });

  it('name what has to be written by hand', () => {
    const { cases, byHand } = casesFromSchemas({
      RULE: z.object({ a: z.boolean(), b: z.boolean() }).refine(({ a, b }) => a === b),
      CODE: z.object({ code: z.string().regex(/^[A-Z]{3}\d{2}$/) }),
      LATER: z.object({ a: z.string().refine(async () => true) }),
      OTHER: z.object({ type: z.literal('ANOTHER') }),
      TEXT: z.string(),
      FILE: z.file(),
    });
    expect(cases.map(({ name }) => name)).toEqual(['RULE']);
    expect(byHand.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'RULE a false: a check of the schema refuses it',
      'RULE b false: a check of the schema refuses it',
      'CODE code: no value that was tried fits its type and its checks',
      'LATER a: no value that was tried fits its type and its checks',
      'OTHER: its schema wants another type',
      'TEXT: an event must be an object',
      'FILE: no value that was tried fits its type and its checks',
    ]);
  });

  it('are of schemas for the payload or for the event as a whole, and come once', () => {
    const { events, byHand } = casesFromSchemas({
      WHOLE: z.strictObject({ type: z.literal('WHOLE'), a: z.string() }),
      PAYLOAD: z.strictObject({ a: z.string() }),
      TWICE: z.union([z.object({ a: z.string() }), z.object({ a: z.string() })]),
    });
    expect(events).toEqual(['WHOLE', 'PAYLOAD', 'TWICE'].map((type) => ({ type, a: 'text' })));
    expect(byHand).toEqual([]);
  });

  it('combine alternatives on request, and say where there are too many', () => {
    const schema = z.object({ a: z.boolean(), b: z.enum(['x', 'y', 'z']) });
    expect(namesOf(schema, { combine: true })).toHaveLength(6);
    const { cases, byHand } = casesFromSchemas({ E: schema }, { combine: true, limit: 4 });
    expect(cases).toHaveLength(4);
    expect(byHand[0]?.reason).toMatch(/6 combinations, the first 4/);
  });

  it('are made of schemas only', () => {
    const wrong = (message: string) => expect.objectContaining({ code: 'INVALID_OPTION', message });
    const noSchema = wrong('The schema of the event E is not a zod schema.');
    for (const schema of [{}, { _zod: {} }]) {
      expect(() => casesFromSchemas({ E: schema as never })).toThrow(noSchema);
    }
    expect(() => casesFromSchemas({}, { limit: 0 })).toThrow(wrong('limit must be above 0.'));
  });

  it('are no more than asked for', () => {
    const E = z.object({ way: z.enum(['a', 'b', 'c']) });
    const { cases, byHand } = casesFromSchemas({ E }, { limit: 2 });
    expect(cases.map(({ name }) => name)).toEqual(['E', 'E way "b"']);
    expect(byHand).toEqual([{ name: 'E', reason: 'of its 3 cases, the first 2 were made' }]);
    expect(casesFromSchemas({ E }, { limit: 3 }).byHand).toEqual([]);
  });

  it('are none of a text that would be shorter than nothing', () => {
    expect(casesFromSchemas({ E: z.object({ text: z.string().max(-1) }) })).toEqual({
      cases: [],
      events: [],
      byHand: [{ name: 'E text', reason: 'no value that was tried fits its type and its checks' }],
    });
  });
});

/** A list of one, of what is plain. */
const listed = (value: unknown) => (typeof value === 'object' ? value : [String(value)]);

describe('malformed events', () => {
  const schemas = {
    PAY: z.object({ amount: z.number().min(1), way: z.enum(['a', 'b']), note: z.string().optional() }),
  };

  it('are each refused by the schema, in one place', () => {
    const found = malformedEvents(schemas);
    expect(found.map(({ name }) => name)).toEqual([
      'PAY: amount is absent',
      'PAY: amount is null',
      'PAY: amount has another type',
      'PAY: amount has another value',
      'PAY: way is absent',
      'PAY: way is null',
      'PAY: way has another type',
      'PAY: way has another value',
      'PAY: note is null',
      'PAY: note has another type',
    ]);
    for (const { event, name } of found) expect(z.safeParse(schemas.PAY, event).success, name).toBe(false);
  });

  it.each<[string, z.core.$ZodType, Record<string, unknown>]>([
    ['texts', z.string().min(1), { type: 42, value: '' }],
    ['one of some texts', z.enum(['a', 'b']), { type: 42, value: 'no such value' }],
    ['numbers', z.number().min(1).max(9), { type: 'text', value: -1 }],
    ['whole numbers', z.int(), { type: 'text', value: 0.5 }],
    ['true', z.literal(true), { type: 42, value: false }],
    ['texts or numbers', z.union([z.string(), z.number()]), { type: true }],
    ['lists or nothing', z.union([z.array(z.string()), z.null()]), { type: 42 }],
    ['what is made a list', z.preprocess(listed, z.array(z.string())), { type: {} }],
    ['null or what is plain', z.union([z.null(), z.string(), z.number(), z.boolean()]), { type: {} }],
    ['all but lists', z.custom((value) => value !== undefined && !Array.isArray(value)), { type: [] }],
    ['dates', z.date(), { type: 42 }],
  ])('have another type or another value than %s', (_, schema, faults) => {
    const found = malformedEvents({ E: z.object({ a: schema }) }).filter(({ name }) => name.startsWith('E: a has'));
    expect(found).toEqual(
      Object.entries(faults).map(([fault, a]) => {
        return { type: 'E', name: `E: a has another ${fault}`, event: { type: 'E', a } };
      }),
    );
  });

  it('are spoilt within objects, and in the first of a list', () => {
    const found = malformedEvents({ E: z.object({ of: z.array(z.object({ n: z.number() })).min(2) }) });
    const rest = [{ n: 1 }];
    expect(found.map(({ name, event }) => [name, (event as { of?: unknown }).of])).toEqual([
      ['E: of is absent', undefined],
      ['E: of is null', null],
      ['E: of has another type', 42],
      ['E: of.0 is absent', rest],
      ['E: of.0 is null', [null, ...rest]],
      ['E: of.0 has another type', [42, ...rest]],
      ['E: of.0.n is absent', [{}, ...rest]],
      ['E: of.0.n is null', [{ n: null }, ...rest]],
      ['E: of.0.n has another type', [{ n: 'text' }, ...rest]],
    ]);
    const pairs = malformedEvents({ E: z.object({ of: z.tuple([z.string(), z.number()]) }) });
    expect(pairs.slice(3).map(({ event }) => event)).toEqual(
      [[1], [null, 1], [42, 1]].map((of) => ({ type: 'E', of })),
    );
  });

  it('ride on a suite once, where a valid one is accepted', () => {
    const machine = createMachine({
      initial: 'cart',
      states: { cart: { on: { CHECKOUT: 'checkout' } }, checkout: { on: { PAY: 'paid' } }, paid: {} },
    });
    const exploration = explore(machine, { events: [{ type: 'CHECKOUT' }, ...casesFromSchemas(schemas).events] });
    const malformed = [...malformedEvents(schemas), { type: 'NEVER', name: 'NEVER: x', event: { type: 'NEVER' } }];
    const suite = generateSuite(exploration, { malformed });
    const plain = generateSuite(exploration);
    expect(suite.malformed).toEqual({ total: malformed.length, sent: malformed.length - 1 });
    expect(suite).toMatchObject({ suite: plain.suite, illegal: plain.illegal, coverage: plain.coverage });
    const sent = suite.paths.flatMap(({ steps }) => steps).filter((step) => step.malformed !== undefined);
    expect(sent).toHaveLength(malformed.length - 1);
    for (const { state, expect: expected } of sent) expect([state, expected]).toEqual(['checkout', 'rejected']);
    expect(plain.malformed).toEqual({ total: 0, sent: 0 });
  });
});

describe.each(all)('malformed messages of $name', (provider) => {
  const messages = malformedMessages(kitOf(provider));

  it('are called malformed, each of another kind', () => {
    for (const { type, name, message } of messages) {
      expect(provider.read(message), name).toMatchObject({ kind: 'malformed', type });
    }
    expect(new Set(messages.map(({ name }) => name)).size).toBe(messages.length);
  });

  it('are there for each type that has a payload to spoil', () => {
    const spoilt = new Set(messages.map(({ type }) => type));
    const whole = kitOf(provider)
      .catalogue.map(({ type }) => type)
      .filter((type) => !spoilt.has(type));
    expect(whole).toEqual(provider.name === 'flexiti' ? ['flx-cancel'] : []);
  });

  it('are all sent by its suite', () => {
    const { malformed } = generateSuite(exploreKit(kitOf(provider)), { malformed: messages });
    expect(malformed).toEqual({ total: messages.length, sent: messages.length });
  });
});

it('malformed messages are made once, of fields that no sample has too, whatever is done to the list', () => {
  const copy = { ...opal };
  const once = malformedMessages(kitOf(copy));
  expect(once.map(({ name }) => name)).toContain('opal.flow.completed: data.account has another type');
  for (const { type, event, message } of once) {
    expect(event).toEqual({ type });
    expect(opal.read(message)).toMatchObject({ kind: 'malformed', type });
  }
  malformedMessages(kitOf(copy)).pop();
  const again = malformedMessages(kitOf(copy));
  expect(again).toHaveLength(once.length);
  for (const [index, message] of again.entries()) expect(message).toBe(once[index]);
});
