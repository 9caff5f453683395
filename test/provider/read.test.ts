/** What is read of a message: in which envelope it is, what is copied of it, and where that ends. */
import { describe, expect, it, vi } from 'vitest';
import { assign, setup } from 'xstate';
import * as z from 'zod/mini';
import { flexiti, flinks, opal, openSession, type pinwheel, redactMessage } from '../../src/index.ts';
import { defineProvider } from '../../src/provider/define.ts';
import { callbackArguments, flat, nested } from '../../src/provider/envelope.ts';
import { maybe, nothing } from '../../src/provider/schemas.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { all, sampleMessages } from '../support/cases.ts';

describe('an envelope', () => {
  const isKnown = (type: string) => ['open', 'exit'].includes(type);

  it.each([
    ['a flat one', flat({ name: 'step' }), { step: 'open', at: 1 }, 'open'],
    ['a flat one, by an unknown name', flat({ name: 'step' }), { step: 'new' }, 'new'],
    ['no flat one, without a name', flat({ name: 'step' }), { at: 1 }, null],
    ['no flat one, with a name that is no text', flat({ name: 'step' }), { step: 5 }, null],
    ['a nested one', nested({ name: 'event', content: 'data' }), { event: 'exit', data: {} }, 'exit'],
    [
      'a nested one that is marked',
      nested({ name: 'event', content: 'data', marker: { v: 'A' } }),
      { v: 'A', event: 'exit' },
      'exit',
    ],
    [
      'none, by another marker',
      nested({ name: 'event', content: 'data', marker: { v: 'A' } }),
      { v: 'B', event: 'exit' },
      null,
    ],
    ['arguments', callbackArguments({ content: 'data' }), ['exit', {}], 'exit'],
    ['one argument', callbackArguments({ content: 'data' }), ['exit'], 'exit'],
    ['no arguments, of three', callbackArguments({ content: 'data' }), ['exit', {}, 1], null],
  ])('tells %s', (_, envelope, message, name) => {
    expect(envelope.nameOf(message, isKnown)).toBe(name);
  });

  it.each(all)('of $name writes what it reads', (provider) => {
    for (const message of sampleMessages(provider)) {
      const reading = provider.read(message);
      if (reading.kind !== 'event') throw new Error(`a sample is ${reading.kind}`);
      const again = provider.read(reading.envelope.write(reading.type, reading.content));
      expect(again).toEqual(reading);
    }
  });

  it.each<[typeof flinks | typeof pinwheel | typeof opal | typeof flexiti, unknown, string]>([
    [flinks, 'hello', 'it is neither { step, … } nor { flinksCode, … }'],
    [opal, { type: 'x' }, 'it is not { type, object, action, … }'],
    [flexiti, 7, 'it is not { eventType, eventData }'],
  ])('of $name is shown to whoever posts something else', (provider, message, problem) => {
    expect(provider.read(message)).toMatchObject({ kind: 'foreign', code: 'envelope', problem });
  });
});

/** A widget whose messages hold everything that a schema can describe. */
const machine = setup({
  types: { events: {} as { type: 'all' } | { type: 'bare' } },
  actions: { acknowledge: assign({}) },
}).createMachine({
  id: 'odd',
  initial: 'open',
  states: { open: { on: { all: { actions: 'acknowledge' }, bare: { actions: 'acknowledge' } } } },
});

const odd = defineProvider({
  name: 'odd',
  title: 'An odd widget',
  machine,
  envelope: nested({ name: 'event', content: 'data' }),
  events: {
    all: z.object({
      text: maybe(z.string()),
      amount: maybe(z.number()),
      list: maybe(z.array(z.string())),
      deep: maybe(z.unknown()),
      named: maybe(z.record(z.string(), z.unknown())),
    }),
    bare: nothing(),
  },
});

/** The verdict live, and the one that its recording replays to. */
function verdicts(message: unknown): [live: string, replayed: string] {
  const session = openSession(odd);
  const { verdict } = session.receive(message);
  let replayed = '';
  const log = createReplay(odd, { onRecord: (record) => (replayed = record.verdict) });
  for (const line of session.record().trim().split('\n')) log.take({ text: line }, null);
  return [verdict, replayed];
}

describe('what a message may carry', () => {
  it.each<[string, unknown, string]>([
    ['NaN for a number', { amount: Number.NaN }, 'malformed'],
    ['Infinity for a number', { amount: Number.POSITIVE_INFINITY }, 'malformed'],
    ['-0 for a number', { amount: -0 }, 'accepted'],
    ['a Date for a text', { text: new Date(0) }, 'malformed'],
    ['undefined for a text', { text: undefined }, 'accepted'],
    ['a BigInt for a number', { amount: 5n }, 'accepted'],
    ['a Map', { deep: new Map([['a', 1]]) }, 'accepted'],
    ['an invalid Date', { deep: new Date(Number.NaN) }, 'accepted'],
    ['bytes', { deep: new Uint8Array(1000) }, 'accepted'],
    ['an Error', { deep: new Error('a secret') }, 'accepted'],
    ['holes in a list', { list: Object.assign(Array(3), { 0: 'a', 2: 'b' }) }, 'malformed'],
    [
      'a value within itself',
      (() => {
        const self: { deep?: unknown } = {};
        self.deep = self;
        return self;
      })(),
      'accepted',
    ],
    ['functions', { deep: { call: () => 1 } }, 'accepted'],
    ['strange keys', { named: JSON.parse('{"__proto__":1,"constructor":2}') }, 'accepted'],
    ['nothing', undefined, 'accepted'],
    ['null', null, 'accepted'],
  ])('%s has one verdict, live and replayed', (_, data, verdict) => {
    expect(verdicts({ event: 'all', data })).toEqual([verdict, verdict]);
  });

  it('is left behind where an event carries nothing', () => {
    const reading = odd.read({ event: 'bare', data: { anything: 1 } });
    expect(reading).toMatchObject({ kind: 'event', event: { type: 'bare' } });
    expect(redactMessage(odd, { event: 'bare', data: { anything: 1 } })).toEqual({ event: 'bare' });
  });
});

describe('how much of a message is read', () => {
  it('refuses a text of more than a megabyte unparsed', () => {
    const parse = vi.spyOn(JSON, 'parse');
    const text = JSON.stringify({ step: 'APP_MOUNTED', filler: 'x'.repeat(2 ** 20) });
    const session = openSession(flinks);
    expect(session.receive(text)).toMatchObject({ verdict: 'foreign', code: 'too_large' });
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
    expect(session.record()).toContain(`"refused":"foreign","type":null,"bytes":${text.length}`);
  });

  it('refuses declared texts of more than a megabyte', () => {
    const message = { step: 'INSTITUTION_SELECTED', institution: 'x'.repeat(2 ** 20 + 1) };
    expect(openSession(flinks).receive(message)).toMatchObject({
      verdict: 'malformed',
      code: 'too_large',
    });
  });

  it('cuts a list at a thousand items, sparse ones at once', () => {
    const list: unknown[] = [];
    list[100_000_000] = 'last';
    expect(odd.read({ event: 'all', data: { deep: list } })).toMatchObject({ content: { deep: { length: 1000 } } });
    const texts = Array.from({ length: 5000 }, () => 'a');
    expect(odd.read({ event: 'all', data: { list: texts } })).toMatchObject({ content: { list: { length: 1000 } } });
  });

  it('keeps at most ten issues of a payload', () => {
    const reading = odd.read({ event: 'all', data: { list: Array.from({ length: 100_000 }, () => 5) } });
    expect(reading).toMatchObject({ kind: 'malformed', issues: { length: 10 } });
  });

  it('does not touch a message of a strange origin', () => {
    const touched = vi.fn();
    const message = new Proxy({}, { get: touched, has: touched, getOwnPropertyDescriptor: touched, ownKeys: touched });
    const attach = () => () => {};
    const session = openSession(flinks, { transport: { origins: ['https://widget.example'], attach } });
    expect(session.receive(message, { origin: 'https://strange.example' })).toMatchObject({
      verdict: 'foreign',
      code: 'origin',
    });
    expect(session.receive(message, { origin: 5 as never })).toMatchObject({ verdict: 'foreign', code: 'origin' });
    expect(touched).not.toHaveBeenCalled();
  });

  it('reads each getter once, so that session and recording see one value', () => {
    let reads = 0;
    const message = {
      step: 'INSTITUTION_SELECTED',
      get institution() {
        reads += 1;
        return `bank ${reads}`;
      },
    };
    const session = openSession(flinks);
    session.receive({ step: 'APP_MOUNTED' });
    const verdict = session.receive(message);
    expect(verdict).toMatchObject({ verdict: 'accepted', event: { institution: 'bank 1' } });
    expect(session.record()).toContain('"institution":"bank 1"');
    expect(reads).toBe(1);
  });

  it.each(['url', 'institution'])('takes no time for a long %s of one character', (field) => {
    const session = openSession(flinks);
    const started = performance.now();
    session.receive({ step: 'REDIRECT', [field]: '?'.repeat(100_000), loginId: 'a' });
    session.receive({ step: 'REDIRECT', [field]: `https://${'a/'.repeat(50_000)}`, loginId: 'a' });
    session.record();
    // It took eleven seconds where a pattern went back and forth: no measure of speed, but of kind.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
