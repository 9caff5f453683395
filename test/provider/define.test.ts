/** What a developer may get wrong in a definition: each is a WidgetError whose sentence names the field. */
import { describe, expect, it } from 'vitest';
import { assign, fromPromise, raise, sendTo, setup } from 'xstate';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { flexiti, openSession, WidgetError } from '../../src/index.ts';
import { defineKit } from '../../src/kit/index.ts';
import { callbackArguments, defineProvider, flat, handle, nested, nothing, secret } from '../../src/provider/index.ts';

/** A survey's chart, with what is to be tried added to the state that shows it. */
function chartOf(shown: object = {}, root: object = {}) {
  return setup({
    actors: { upload: fromPromise(async () => {}) },
    actions: {
      acknowledge: assign({}),
      log: () => {},
      tell: sendTo('other', { type: 'told' }),
    },
    guards: { isOdd: () => true },
    delays: { soon: 10 },
  }).createMachine({
    id: 'survey',
    initial: 'open',
    states: {
      open: { on: { shown: { actions: 'acknowledge' }, closed: 'closed' }, ...shown },
      closed: { type: 'final', tags: ['ended'] },
    },
    ...root,
  } as never);
}

const usual = {
  name: 'survey',
  title: 'A survey',
  machine: chartOf(),
  envelope: flat({ name: 'event' }),
  events: { shown: z.object({ page: z.number() }), closed: z.object({}) },
};

/** What is thrown for a definition that differs from the usual one. */
function refusalOf(define: () => unknown): { code: string; message: string } {
  try {
    define();
  } catch (error) {
    if (error instanceof WidgetError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'NONE', message: 'nothing was thrown' };
}
const refusal = (changed: object) => refusalOf(() => defineProvider({ ...usual, ...changed } as never));

describe('a definition of a provider', () => {
  it('is taken as it is when it is right', () => {
    expect(defineProvider(usual as never).name).toBe('survey');
    expect(openSession(defineProvider(usual as never)).receive({ event: 'shown', page: 1 }).verdict).toBe('accepted');
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'survey'],
    ['a list', []],
    ['an empty object', {}],
    ['a provider in place of a definition', 5],
  ])('is not %s', (_, definition) => {
    expect(refusalOf(() => defineProvider(definition as never)).code).toBe('INVALID_DEFINITION');
  });

  it.each<[field: string, changed: object]>([
    ['name', { name: undefined }],
    ['name', { name: '' }],
    ['name', { name: 'my widget' }],
    ['name', { name: 7 }],
    ['title', { title: '' }],
    ['title', { title: null }],
    ['machine', { machine: undefined }],
    ['machine', { machine: {} }],
    ['machine', { machine: null }],
    ['machine', { machine: { root: {}, transition: () => {} } }],
    ['machine', { machine: { root: { states: null }, transition: () => {} } }],
    ['machine', { machine: chartOf().config }],
    ['machine', { machine: { config: {}, withConfig: () => {} } }],
    ['events', { events: undefined }],
    ['events', { events: null }],
    ['events', { events: 5 }],
    ['events', { events: [] }],
    ['events has no schema for closed', { events: { shown: z.object({}) } }],
    ['events has a schema for other', { events: { ...usual.events, other: z.object({}) } }],
    ['events.closed', { events: { ...usual.events, closed: null } }],
    ['events.closed', { events: { ...usual.events, closed: { parse: () => {} } } }],
    ['events.closed', { events: { ...usual.events, closed: { _zod: {} } } }],
    ['events.closed', { events: { ...usual.events, closed: z.string() } }],
    ['envelope', { envelope: undefined }],
    ['envelope', { envelope: null }],
    ['envelope', { envelope: 'step' }],
    ['envelope', { envelope: [] }],
    ['envelope', { envelope: [null] }],
    ['envelope has no nameOf', { envelope: {} }],
    ['envelope has no write', { envelope: { ...usual.envelope, write: undefined } }],
    ['envelope has no shape', { envelope: { ...usual.envelope, shape: undefined } }],
    ['contentKey', { envelope: { ...usual.envelope, contentKey: 5 } }],
    ['has', { envelope: { ...usual.envelope, has: ['shown'] } }],
    ['all of them', { envelope: [usual.envelope, nested({ name: 'name', content: 'payload' })] }],
    ['nameOf throws', { envelope: { ...usual.envelope, nameOf: (message: { event: string }) => message.event } }],
    ['nameOf', { envelope: { ...usual.envelope, nameOf: () => 7 } }],
    ['informational', { informational: ['other'] }],
    ['informational', { informational: 'shown' }],
    ['informational', { informational: 5 }],
    ['informational', { informational: null }],
    ['afterEnd', { afterEnd: ['other'] }],
    ['afterEnd', { afterEnd: 'shown' }],
    ['afterEnd', { afterEnd: 5 }],
    ['afterEnd', { afterEnd: null }],
    ['initialEvent', { initialEvent: 'other' }],
    ['initialEvent', { initialEvent: 5 }],
    ['contextGuards', { contextGuards: { isEven: () => true } }],
    ['contextGuards.isOdd', { contextGuards: { isOdd: true } }],
    ['contextGuards', { contextGuards: null }],
    ['contextGuards', { contextGuards: 5 }],
    ['refusals', { refusals: { isOdd: 'it is even' } }],
    ['refusals.isOdd', { contextGuards: { isOdd: () => true }, refusals: { isOdd: 5 } }],
    ['refusals', { refusals: null }],
    ['input', { input: z.string() }],
    ['input', { input: null }],
    ['input', { input: { flow: 'apply' } }],
    ['memory', { memory: z.array(z.string()) }],
    ['memory', { memory: 5 }],
    ['requiredInput', { requiredInput: ['flow'] }],
    ['requiredInput', { requiredInput: 'flow' }],
    ['requiredInput', { requiredInput: 5 }],
    ['sensitiveOutput', { sensitiveOutput: 'id' }],
    ['sensitiveOutput', { sensitiveOutput: [5] }],
  ])('names %s', (field, changed) => {
    const { code, message } = refusal(changed);
    expect(code).toBe('INVALID_DEFINITION');
    expect(message).toContain(field);
    expect(message).toMatch(/^\S.*[^.]\.$/s);
  });

  it.each<[sentence: RegExp, machine: object]>([
    [/open invokes an actor/, chartOf({ invoke: { src: 'upload' } })],
    [/its root invokes an actor/, chartOf({}, { invoke: { src: 'upload' } })],
    [/open has a delayed transition/, chartOf({ after: { soon: 'closed' } })],
    [/the action log in open is no assign/, chartOf({ entry: 'log' })],
    [/the action log in open is no assign/, chartOf({ exit: { type: 'log' } })],
    [/the action tell in open is no assign/, chartOf({ on: { shown: { actions: 'tell' }, closed: 'closed' } })],
    [/an action in open is no assign/, chartOf({ on: { shown: { actions: () => {} }, closed: 'closed' } })],
    [/open has an action absent, and setup has none/, chartOf({ entry: 'absent' })],
    [/the action log in its root is no assign/, chartOf({}, { entry: 'log' })],
    [/root handles "\*"/, chartOf({}, { on: { '*': { actions: 'acknowledge' } } })],
    [/shown in open may leave the state as it is/, chartOf({ on: { shown: {}, closed: 'closed' } })],
    [/shown in open may leave the state as it is/, chartOf({ on: { shown: 'open', closed: 'closed' } })],
    [/shown in open may leave the state as it is/, chartOf({ on: { shown: { guard: 'isOdd' }, closed: 'closed' } })],
  ])('says %s of a chart', (sentence, machine) => {
    const { code, message } = refusal({ machine });
    expect([code, message]).toEqual(['INVALID_DEFINITION', expect.stringMatching(sentence)]);
  });

  it('takes what may look wrong and is not', () => {
    const inline = { on: { shown: { actions: assign({}) }, closed: { target: 'closed', actions: ['acknowledge'] } } };
    const raising = { on: { shown: { actions: raise({ type: 'closed' }) }, closed: 'closed' } };
    for (const machine of [chartOf(inline), chartOf(raising), chartOf({ entry: 'acknowledge' })]) {
      expect(refusal({ machine }).code).toBe('NONE');
    }
    expect(refusal({ initialEvent: null, informational: ['shown'], sensitiveOutput: ['id'] }).code).toBe('NONE');
    expect(refusal({ afterEnd: ['shown'] }).code).toBe('NONE');
    expect(refusal({ events: { shown: nothing(), closed: mini.object({}) } }).code).toBe('NONE');
    expect(refusal({ envelope: callbackArguments({ content: 'payload' }) }).code).toBe('NONE');
  });

  it.each([
    ['a pattern that nothing usual has', { id: handle(z.string().regex(/^acc_\d{9}x$/)) }],
    ['a number beyond the usual', { id: secret(z.number().min(5000).max(5001)) }],
    ['a text of a rule', { id: handle(z.string().refine((text) => text === 'the one')) }],
  ])('says which masked field no placeholder fits: %s', (_, fields) => {
    const { code, message } = refusal({ events: { ...usual.events, shown: z.object({ account: z.object(fields) }) } });
    expect(code).toBe('INVALID_DEFINITION');
    expect(message).toContain('events.shown.account.id is masked in recordings');
  });

  it.each([
    ['a uuid', z.uuid(), 'c0ffee00-0000-4000-8000-000000000001'],
    ['an address', z.email(), 'grace@example.org'],
    ['a url', z.url(), 'https://shop.example/1'],
    ['a date', z.iso.date(), '2026-03-08'],
    ['four digits', z.string().regex(/^\d{4}$/), '4242'],
    ['an amount', z.number().positive(), 12],
  ])('finds a placeholder for %s, which is read again', (_, schema, value) => {
    const provider = defineProvider({
      ...usual,
      events: { ...usual.events, shown: z.object({ id: handle(schema) }) },
    } as never);
    const session = openSession(provider);
    session.receive({ event: 'shown', id: value });
    const recorded = JSON.parse(session.record().split('\n')[1] ?? '') as { message: { id: unknown } };
    expect(recorded.message.id).not.toBe(value);
    expect(provider.read(recorded.message).kind).toBe('event');
  });

  it('keeps nothing of an event that carries nothing, in any envelope', () => {
    for (const envelope of [flat({ name: 'event' }), nested({ name: 'event', content: 'payload' })]) {
      const session = openSession(
        defineProvider({ ...usual, envelope, events: { shown: nothing(), closed: z.object({}) } } as never),
      );
      session.receive({ event: 'shown', note: 'grace', payload: { note: 'grace' } });
      expect(session.record()).toContain('"message":{"event":"shown"}');
    }
  });

  it('masks what another copy of the library has marked', async () => {
    const copy: typeof import('../../src/provider/schemas.ts') = await import(
      '../../src/provider/schemas.ts?another copy' as string
    );
    expect(copy.handle).not.toBe(handle);
    const events = { shown: z.object({ id: copy.secret(z.string()) }), closed: copy.nothing() };
    const session = openSession(defineProvider({ ...usual, events } as never));
    session.receive({ event: 'shown', id: 'abc' });
    session.receive({ event: 'closed', id: 'abc' });
    expect(session.record()).not.toContain('abc');
  });
});

describe('a definition of a kit', () => {
  const text = { kind: 'Events', evidence: 'documented', source: 'A page', description: 'It happened.' };
  const shown = { ...text, type: 'shown', samples: [{ event: 'shown', page: 1 }] };
  const closed = { ...text, type: 'closed', samples: [{ event: 'closed' }] };
  const provider = defineProvider(usual as never);
  const kitRefusal = (changed: object) =>
    refusalOf(() => defineKit(provider, { catalogue: [shown, closed], ...changed } as never));

  it('is taken as it is when it is right', () => {
    expect(kitRefusal({}).code).toBe('NONE');
    expect(defineKit(flexiti, { catalogue: flexitiCatalogue }).layout).toBe(null);
  });

  it.each<[unknown, unknown]>([
    [undefined, undefined],
    [{}, undefined],
    [null, {}],
    ['survey', { catalogue: [] }],
    [usual, { catalogue: [] }],
  ])('needs a provider: %o', (given, definition) => {
    const { code, message } = refusalOf(() => defineKit(given as never, definition as never));
    expect([code, message]).toEqual(['INVALID_DEFINITION', expect.stringContaining('provider')]);
  });

  it.each<[field: string, changed: object]>([
    ['catalogue', { catalogue: undefined }],
    ['catalogue', { catalogue: 5 }],
    ['catalogue', { catalogue: {} }],
    ['catalogue.1', { catalogue: [shown, null] }],
    ['catalogue.0', { catalogue: ['shown', closed] }],
    ['catalogue has no entry for closed', { catalogue: [shown] }],
    ['other', { catalogue: [shown, closed, { ...closed, type: 'other' }] }],
    ['shown has no sample', { catalogue: [{ ...shown, samples: [] }, closed] }],
    ['catalogue.0.samples', { catalogue: [{ ...shown, samples: undefined }, closed] }],
    ['catalogue.0.samples', { catalogue: [{ ...shown, samples: 'shown' }, closed] }],
    ['page expected number', { catalogue: [{ ...shown, samples: [{ event: 'shown' }] }, closed] }],
    ['a message of closed', { catalogue: [{ ...shown, samples: closed.samples }, closed] }],
    ['description', { catalogue: [{ ...shown, description: undefined }, closed] }],
    ['evidence', { catalogue: [{ ...shown, evidence: 'guessed' }, closed] }],
    ['source', { catalogue: [{ ...shown, source: 5 }, closed] }],
    ['kind', { catalogue: [{ ...shown, kind: undefined }, closed] }],
    ['wire', { wire: null }],
    ['wire', { wire: 5 }],
    ['wire.post', { wire: { post: 'flat' } }],
    ['wire.variants', { wire: { variants: 5 } }],
    ['wire.variants.order', { wire: { variants: { order: [] } } }],
    ['wire.variants.order', { wire: { variants: { order: 'first' } } }],
    ['wire.unknown', { wire: { unknown: { event: 'shown', page: 1 } } }],
    ['presentation', { presentation: null }],
    ['presentation.hue', { presentation: { hue: 'red' } }],
    ['presentation.shortName', { presentation: { shortName: 'short' } }],
    ['origins', { origins: 'https://survey.example' }],
    ['origins', { origins: [5] }],
    ['origins', { origins: ['https://survey.example/'] }],
    ['origins', { origins: 5 }],
    ['sdk', { sdk: 5 }],
    ['sdk.define', { sdk: {} }],
    ['sdk.frame', { sdk: { define: () => {}, script: null } }],
    ['sdk.script', { sdk: { define: () => {}, script: 5, frame: 'https://survey.example/' } }],
    ['exploration', { exploration: null }],
    ['exploration.inputs', { exploration: { inputs: 5 } }],
    ['exploration.inputs', { exploration: { inputs: [] } }],
    ['exploration.abstractContext', { exploration: { abstractContext: 5 } }],
    ['exploration.projections', { exploration: { projections: {} } }],
    ['fromAddress', { fromAddress: 'https://survey.example' }],
    ['layout', { layout: {} }],
  ])('names %s', (field, changed) => {
    const { code, message } = kitRefusal(changed);
    expect([code, message]).toEqual(['INVALID_DEFINITION', expect.stringContaining(field)]);
  });
});

const flexitiCatalogue = [
  { type: 'flx-success', eventData: success() },
  { type: 'flx-failure', eventData: { error: 500, message: 'Internal server error' } },
  { type: 'flx-cancel' },
].map(({ type, ...content }) => ({
  type: type as 'flx-success' | 'flx-failure' | 'flx-cancel',
  kind: 'Ends',
  evidence: 'documented' as const,
  source: 'A page',
  description: 'It ended.',
  samples: [{ eventType: type, ...content }] as [unknown],
}));

function success() {
  return {
    accountNumber: 1,
    verified: true,
    action: null,
    mfaOptionSelected: null,
    widget_session_id: 'a1',
    customerId: 'a1',
    accountType: 'new',
  };
}
