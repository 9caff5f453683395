// @module-tag slow
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AnyStateMachine, createActor, createMachine } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import {
  flexiti,
  flinks,
  getNextStep,
  getOutcome,
  getStatus,
  opal,
  openSession,
  type Provider,
  pinwheel,
  type Session,
  WidgetError,
} from '../../src/index.ts';
import { redactionFor } from '../../src/inspector/redaction.ts';
import { exploreKit, messageFor } from '../../src/kit/exploration.ts';
import { expectedTypes } from '../../src/session/explain.ts';
import { generateSuite } from '../../src/testing/suite/suite.ts';
import type { Path } from '../../src/testing/types.ts';
import { memoryTransport } from '../../src/transports/index.ts';
import { all, inputs, kitOf, sampleMessages } from '../support/cases.ts';

const quiet = { onWarning: () => {} };
const toText = (session: Session<Provider>) => JSON.stringify(session.save());
const resume = (provider: Provider, saved: unknown) => openSession(provider, { ...quiet, resume: saved });

/** All that a host can see of a session. */
function seen({ snapshot, counts, error }: Session<Provider>) {
  const { value, status, context, tags, output } = snapshot;
  const answers = [getStatus(snapshot), getOutcome(snapshot), getNextStep(snapshot)];
  return { value, status, context, tags: [...tags].sort(), output, answers, error, counts: { ...counts } };
}

function judged(session: Session<Provider>, message: unknown) {
  const { snapshot: _, ...verdict } = session.receive(message);
  return verdict;
}

const suites = new Map<Provider, readonly Path[]>();
function pathsOf(provider: Provider): readonly Path[] {
  const paths = suites.get(provider) ?? generateSuite(exploreKit(kitOf(provider))).paths;
  suites.set(provider, paths);
  return paths;
}

/** Some of them, from the first to the last. */
function someOf<TItem>(items: readonly TItem[], count: number): readonly TItem[] {
  const every = Math.ceil(items.length / count);
  return items.filter((_, index) => index % every === 0);
}

/** A message as the widget posts it, and a secret beside each of its declared fields. */
function withSecrets(message: unknown): unknown {
  if (Array.isArray(message)) return message.map(withSecrets);
  if (typeof message !== 'object' || message === null) return message;
  const fields = Object.entries(message).map(([key, value]) => [key, withSecrets(value)]);
  return { ...Object.fromEntries(fields), password: 'hunter2-password', [`${fields.length}-hunter2`]: 'key' };
}

describe.each(all)('a saved session of $name', (provider) => {
  it('goes on as the unbroken one, cut before every step', () => {
    for (const { input, steps } of someOf(pathsOf(provider), 12)) {
      const unbroken: Session<Provider> = openSession(provider, { ...quiet, input });
      let resumed: Session<Provider> = openSession(provider, { ...quiet, input });
      for (const { event } of steps) {
        resumed = resume(provider, toText(resumed));
        const message = messageFor(kitOf(provider), event);
        expect(judged(resumed, message)).toEqual(judged(unbroken, message));
        expect(seen(resumed)).toEqual(seen(unbroken));
      }
      expect(toText(resumed)).toBe(toText(unbroken));
    }
  });

  it('holds no secret, in any configuration that the generated suite reaches', () => {
    const texts = new Set<string>();
    const reached = new Set<string>();
    for (const { input, steps } of pathsOf(provider)) {
      const secretive = { ...(input as object), authorizeToken: 'hunter2-token', authorizeTokn: 'hunter2-misspelt' };
      const session: Session<Provider> = openSession(provider, { ...quiet, input: secretive, keep: 0 });
      const accepted = steps.filter(({ expect }) => expect === 'accepted');
      for (const { event } of accepted) {
        session.receive(withSecrets(messageFor(kitOf(provider), event)));
        const at = JSON.stringify([session.snapshot.value, session.snapshot.context]);
        if (!reached.has(at)) texts.add(toText(session));
        reached.add(at);
      }
      expect(session.counts.accepted).toBe(accepted.length);
    }
    expect([...texts].filter((text) => text.includes('hunter2'))).toEqual([]);
    expect(texts.size).toBeGreaterThan(0);
  });

  it('gives the same verdicts to whatever comes later', () => {
    const messages = fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...sampleMessages(provider)) },
        { weight: 1, arbitrary: fc.jsonValue() },
      ),
      { maxLength: 30, size: 'max' },
    );
    const input = fc.constantFrom(...(inputs[provider.name] ?? []));
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(provider)), fc.nat(), input, messages, (path, cut, given, later) => {
        const unbroken: Session<Provider> = openSession(provider, { ...quiet, input: given });
        for (const { event } of path.steps.slice(0, cut % (path.steps.length + 1))) {
          unbroken.receive(messageFor(kitOf(provider), event));
        }
        const resumed = resume(provider, toText(unbroken));
        expect(seen(resumed)).toEqual(seen(unbroken));
        for (const message of later) {
          expect(judged(resumed, message)).toEqual(judged(unbroken, message));
          expect(seen(resumed)).toEqual(seen(unbroken));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is refused with one coded error, whatever was done to it, or resumes to what the chart can be', () => {
    const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    const session: Session<Provider> = openSession(provider, quiet);
    for (const { event } of pathsOf(provider)[0]?.steps ?? []) session.receive(messageFor(kitOf(provider), event));
    const places = placesIn(session.save());
    const hostile = fc.oneof(
      fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true }),
      fc.constantFrom<unknown>(
        Number.NaN,
        Number.POSITIVE_INFINITY,
        -1,
        'x'.repeat(100_000),
        Array.from({ length: 100_000 }, () => 'x'),
        deep(10_000),
        JSON.parse('{"__proto__":{"polluted":true}}'),
        { constructor: { prototype: { polluted: true } } },
      ),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'open', ...Object.keys(provider.machine.states)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), hostile, fc.constantFrom('set', 'drop', 'add'), (place, value, how) => {
        const saved = changed(session.save(), place, value, how);
        const resumed = attempt(() => resume(provider, saved));
        if (resumed instanceof WidgetError) expect(resumed.code).toBe('SESSION_MISMATCH');
        else for (const message of sampleMessages(provider)) resumed.receive(message);
      }),
      { numRuns: 500 },
    );
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is refused where one part of it is missing, or not what it was', () => {
    const saved = openSession(provider, quiet).save();
    for (const key of Object.keys(saved)) {
      expect(attempt(() => resume(provider, { ...saved, [key]: undefined }))).toMatchObject(refusal);
      expect(attempt(() => resume(provider, { ...saved, [key]: 5 }))).toMatchObject(refusal);
    }
    for (const key of Object.keys(saved.memory)) {
      for (const odd of [undefined, Symbol('odd'), { deep: deep(3) }]) {
        const memory = { ...saved.memory, [key]: odd };
        expect(
          attempt(() => resume(provider, { ...saved, memory })),
          key,
        ).toMatchObject(refusal);
      }
    }
    const memory = { ...saved.memory, another: null };
    expect(attempt(() => resume(provider, { ...saved, memory }))).toMatchObject(refusal);
  });

  it('is refused by the other charts', () => {
    const saved = openSession(provider, quiet).save();
    for (const other of all.filter((other) => other !== provider)) {
      expect(attempt(() => resume(other, saved))).toMatchObject(refusal);
      const forged = { ...resume(other, undefined).save(), state: saved.state, memory: saved.memory };
      expect(attempt(() => resume(other, forged))).toMatchObject(refusal);
    }
  });

  it('is told from one of another chart, and not from one with other words', () => {
    const saved = openSession(provider, quiet).save();
    const { machine } = provider as { machine: AnyStateMachine };
    const variant = (change: (config: Record<string, unknown>) => void) => {
      const config = { ...machine.config } as Record<string, unknown>;
      change(config);
      return { ...provider, machine: createMachine(config as never).provide(machine.implementations as never) };
    };
    const reworded = variant((config) => {
      config.description = 'Other words.';
    });
    const extended = variant((config) => {
      config.states = { ...(config.states as object), another: {} };
    });
    expect(resume(reworded, saved).snapshot.value).toEqual(saved.state);
    expect(attempt(() => resume(extended, saved))).toMatchObject(refusal);
  });
});

const refusal = {
  code: 'SESSION_MISMATCH',
  message: expect.stringMatching(/^The saved session cannot be resumed: .+, and open a new session without resume\.$/),
};

function attempt<TResult>(action: () => TResult): TResult | WidgetError {
  try {
    return action();
  } catch (error) {
    if (error instanceof WidgetError) return error;
    throw error;
  }
}

function deep(levels: number): unknown {
  return levels === 0 ? 'open' : { open: deep(levels - 1) };
}

/** The ways to each value of a plain object. */
function placesIn(value: unknown, above: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [[...above, key], ...placesIn(below, [...above, key])]);
}

function changed(saved: object, place: readonly string[], value: unknown, how: string): unknown {
  const key = place.at(-1) ?? '';
  const holder = place
    .slice(0, -1)
    .reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, saved as never);
  if (how === 'drop') Reflect.deleteProperty(holder, key);
  else
    Object.defineProperty(holder, how === 'set' ? key : '__proto__', { value, enumerable: true, configurable: true });
  return saved;
}

describe('resuming', () => {
  const leaving = [
    'APP_MOUNTED',
    'COMPONENT_LOAD_INSTITUTION_SELECTOR',
    'INSTITUTION_SELECTED',
    'COMPONENT_PROVIDER_CONSENT_INFO',
    'COMPONENT_ACCEPT_PROVIDER_CONSENT',
  ].map((step) => ({ step }));
  const input = { oauthWindowRedirect: true, authorizeToken: 'hunter2', language: 'en' };
  const atTheBank = () => {
    const session = openSession(flinks, { input });
    for (const message of leaving) session.receive(message);
    return session;
  };

  it.each([undefined, null])('from %s opens afresh', (nothing) => {
    expect(openSession(flinks, { resume: nothing }).snapshot.value).toEqual({ loading: 'waiting' });
  });

  it('counts positions on, and begins a new recording', () => {
    const left = atTheBank();
    const session = openSession(flinks, { resume: left.save() });
    expect(session.receive({ step: 'SUBMIT_MFA' })).toMatchObject({ verdict: 'illegal', position: 6 });
    expect(session.counts).toMatchObject({ accepted: 5, illegal: 1 });
    expect(session.rejections).toHaveLength(1);
    const replayed = openSession(flinks, { input });
    for (const line of `${left.record()}${session.record()}`.trim().split('\n')) {
      const { message } = JSON.parse(line);
      if (message !== undefined) replayed.receive(message);
    }
    expect(replayed.save()).toEqual(session.save());
  });

  it.each<[Provider, unknown[], unknown, string]>([
    [flinks, leaving, { step: 'APP_MOUNTED' }, 'accepted'],
    [opal, [sampleMessages(opal)[0]], sampleMessages(opal)[0], 'illegal'],
    [pinwheel, [{ eventName: 'open' }], { eventName: 'open' }, 'illegal'],
  ])('by $name, whose frame is loaded anew', (provider, messages, opening, verdict) => {
    const session = openSession(provider);
    for (const message of messages) expect(session.receive(message).verdict).toBe('accepted');
    const resumed = openSession(provider, { resume: session.save() });
    expect(resumed.receive(opening).verdict).toBe(verdict);
    if (provider !== flinks) return;
    expect(resumed.snapshot.matches({ open: { flow: 'starting' } })).toBe(true);
    expect(resumed.receive({ step: 'REDIRECT', loginId: 'an id' }).verdict).toBe('illegal');
  });

  it('gives a snapshot that every tool takes as any other', () => {
    const left = atTheBank();
    const { actor, snapshot } = openSession(flinks, { resume: left.save() });
    const events = [{ type: 'COMPONENT_PROVIDER_CONSENT_INFO' }, { type: 'SUBMIT_MFA' }] as const;
    const pathsFrom = (fromState: typeof snapshot) => getShortestPaths(flinks.machine, { fromState, events });
    expect(pathsFrom(snapshot).map(({ state }) => state.value)).toEqual(
      pathsFrom(left.snapshot).map(({ state }) => state.value),
    );
    expect(expectedTypes(flinks, snapshot)).toEqual(expectedTypes(flinks, left.snapshot));
    expect(actor.getPersistedSnapshot()).toEqual(left.actor.getPersistedSnapshot());
    const again = createActor(flinks.machine, { snapshot: actor.getPersistedSnapshot() });
    expect(again.getSnapshot()).toEqual(snapshot);
    const { snapshot: shown } = redactionFor(all);
    expect(shown(snapshot)).toEqual(shown(left.snapshot));
  });

  it('leaves what was saved as it was', () => {
    const saved = atTheBank().save();
    const before = structuredClone(saved);
    const session = openSession(flinks, { resume: saved });
    session.receive({ step: 'APP_MOUNTED' });
    expect(saved).toEqual(before);
    expect(session.save()).not.toEqual(before);
  });

  it('keeps the input, and takes another one that means the same to the chart', () => {
    const saved = atTheBank().save();
    const popup = { step: 'POPUP_OPENED' };
    expect(saved.input).toEqual({ oauthWindowRedirect: true, language: 'en' });
    expect(openSession(flinks, { resume: saved }).receive(popup).verdict).toBe('illegal');
    const again = openSession(flinks, {
      resume: saved,
      input: { oauthWindowRedirect: 'true', authorizeToken: 'another', language: 'fr' },
    });
    expect(again.receive(popup).verdict).toBe('illegal');
    expect(again.snapshot).toEqual(openSession(flinks, { resume: saved }).snapshot);
  });

  it.each([
    ['an input that contradicts the saved one', { input: { oauthWindowRedirect: false } }, 'SESSION_MISMATCH', 'input'],
    ['an input that leaves out what mattered', { input: {} }, 'SESSION_MISMATCH', 'its input'],
    ['an input of the wrong type', { input: { maximumRetry: 'three' as never } }, 'INVALID_INPUT', 'maximumRetry'],
  ])('is refused with %s', (_, options, code, words) => {
    const resume = atTheBank().save();
    const refused = attempt(() => openSession(flinks, { ...options, resume }));
    expect(refused).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it.each<[string, unknown, string]>([
    ['broken JSON', '{"format":', 'its format does not fit flinks'],
    ['something else', '"a text"', 'its format does not fit flinks'],
    ['a list', [], 'its format does not fit flinks'],
    ['another format', { ...atTheBank().save(), version: 2 }, 'its version does not fit flinks'],
    ['another provider', openSession(opal).save(), 'its provider does not fit flinks'],
    ['another chart', { ...atTheBank().save(), chart: '00000000' }, 'its chart does not fit flinks'],
    ['a state that is not there', { ...atTheBank().save(), state: 'connected' }, 'its state does not fit flinks'],
    ['half a state', { ...atTheBank().save(), state: { open: { flow: 'starting' } } }, 'its state does not fit'],
    ['a state that holds others', { ...atTheBank().save(), state: 'open' }, 'its state does not fit'],
    ['a state within an end', { ...atTheBank().save(), state: { redirected: {} } }, 'its state does not fit'],
    [
      'two states at once',
      { ...atTheBank().save(), state: { loading: 'waiting', open: 'flow' } },
      'its state does not fit',
    ],
    ['a state called __proto__', { ...atTheBank().save(), state: '__proto__' }, 'its state does not fit'],
    ['a strange input', { ...atTheBank().save(), input: { maximumRetry: 'three' } }, 'its input'],
    ['a strange memory', { ...atTheBank().save(), memory: { loginId: 5 } }, 'its memory'],
    ['strange counts', { ...atTheBank().save(), counts: { accepted: -1 } }, 'its counts'],
  ])('is refused from %s', (_, stored, words) => {
    expect(attempt(() => openSession(flinks, { resume: stored }))).toMatchObject({
      ...refusal,
      message: expect.stringContaining(words),
    });
  });

  it('is refused from what cannot be read', () => {
    const trap = new Proxy(atTheBank().save(), {
      getOwnPropertyDescriptor: () => {
        throw new Error('a trap');
      },
    });
    expect(attempt(() => openSession(flinks, { resume: trap }))).toMatchObject(refusal);
  });

  it('does nothing to the prototype of anything', () => {
    const text = toText(atTheBank() as unknown as Session<Provider>);
    const polluting = text.replace('"memory":{', '"memory":{"__proto__":{"polluted":true},');
    expect(attempt(() => openSession(flinks, { resume: polluting }))).toMatchObject(refusal);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a saved session that had ended', () => {
  const connected = () => {
    const session = openSession(flinks);
    for (const step of ['APP_MOUNTED', 'COMPONENT_LOAD_CREDENTIAL', 'SUBMIT_CREDENTIAL']) session.receive({ step });
    session.receive({ step: 'REDIRECT', loginId: '6747ff12-6943-429f-c710-08d9aaed1c78' });
    return session;
  };

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is done at once, with the same result', async () => {
    const session = connected();
    expect(await openSession(flinks, { resume: session.save() }).done).toEqual(await session.done);
    expect(await session.done).toMatchObject({ closedBy: 'widget', outcome: 'succeeded' });
  });

  it('listens to nothing, waits for nothing, and goes on judging', () => {
    const attach = vi.fn(() => () => {});
    const onStall = vi.fn();
    const resume = connected().save();
    const session = openSession(flinks, { resume, transport: { attach }, stallAfter: 5, onStall });
    vi.advanceTimersByTime(10);
    expect([attach.mock.calls.length, onStall.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0, 0]);
    expect(session.receive({ step: 'REDIRECT', loginId: 'again' })).toMatchObject({ verdict: 'illegal', position: 5 });
    expect(() => session.close()).not.toThrow();
  });

  it('still takes the farewell of Opal', async () => {
    const opalMessage = (action: string) => ({
      type: `opal.session.${action}`,
      mode: 'connect',
      object: 'session',
      action,
      timestamp: '2025-06-10T22:50:53.024Z',
    });
    const session = openSession(opal);
    session.receive(opalMessage('started'));
    session.receive(opalMessage('completed'));
    const transport = memoryTransport();
    const resumed = openSession(opal, { resume: session.save(), transport });
    expect(await resumed.done).toMatchObject({ state: 'completed', closedBy: 'widget' });
    transport.post(opalMessage('exited'));
    expect(resumed.snapshot.value).toBe('exitedAfterCompletion');
  });

  it('is one that the host had not closed: that goes on', async () => {
    const session = openSession(pinwheel);
    session.receive({ eventName: 'open' });
    session.close();
    const transport = memoryTransport();
    const resumed = openSession(pinwheel, { resume: session.save(), transport });
    transport.post({ eventName: 'exit' });
    expect(await resumed.done).toMatchObject({ closedBy: 'widget', outcome: 'cancelled', counts: { accepted: 2 } });
  });
});

describe('a resumed session whose frame never speaks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['is noticed', false, 1],
    ['is not, when it speaks in time', true, 0],
  ])('%s', (_, speaks, calls) => {
    const onStall = vi.fn();
    const left = openSession(flexiti, { input: { flow: 'apply' } });
    left.receive({ eventType: 'flx-failure', eventData: { error: 500, message: 'down' } });
    const session = openSession(flexiti, { resume: left.save(), stallAfter: 5000, onStall });
    if (speaks) session.receive({ eventType: 'flx-failure', eventData: { error: 500, message: 'down' } });
    vi.advanceTimersByTime(10_000);
    expect(onStall).toHaveBeenCalledTimes(calls);
    expect(vi.getTimerCount()).toBe(0);
  });
});
