import { describe, expect, expectTypeOf, it } from 'vitest';
import { assign, createActor, type EventObject, setup } from 'xstate';
import { flexiti, type flinks, opal, WidgetError } from '../../../src/index.ts';
import { exploreKit, malformedMessages, sessionSubject } from '../../../src/kit/index.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { runPath, runSuite } from '../../../src/testing/run/run.ts';
import type { Subject } from '../../../src/testing/run/subject.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import type { Path, Suite } from '../../../src/testing/types.ts';
import { kitOf } from '../../support/cases.ts';

type PayEvent = { type: 'open' } | { type: 'pay'; amount: number } | { type: 'close' };

/** A till: it opens, takes money above nothing, and closes for good. */
const till = setup({
  types: { events: {} as PayEvent, context: {} as { paid: boolean } },
  guards: { isMoney: ({ event }) => event.type === 'pay' && event.amount > 0 },
}).createMachine({
  id: 'till',
  context: { paid: false },
  initial: 'shut',
  states: {
    shut: { on: { open: 'open' } },
    open: {
      initial: 'empty',
      states: {
        empty: { on: { pay: { guard: 'isMoney', target: 'full', actions: assign({ paid: true }) } } },
        full: {},
      },
      on: { close: 'gone' },
    },
    gone: { type: 'final' },
  },
});

const events: readonly PayEvent[] = [
  { type: 'open' },
  { type: 'pay', amount: 5 },
  { type: 'pay', amount: 0 },
  { type: 'close' },
];
const suite = generateSuite(explore(till, { events }));

/** A till that works, changed where a test wants one that does not. */
function fakeTill(change: Partial<Subject<typeof till>> = {}, tamper: (event: PayEvent) => PayEvent | null = (e) => e) {
  const actor = createActor(till).start();
  let heard = 0;
  actor.subscribe(() => {
    heard += 1;
  });
  const subject: Subject<typeof till> = {
    events: {
      '*': ({ event }) => {
        const sent = tamper(event);
        if (sent !== null && actor.getSnapshot().status === 'active') actor.send(sent);
      },
    },
    read: () => actor.getSnapshot().value,
    ...change,
  };
  return { subject, actor, heard: () => heard };
}

/** The path with the most events. */
const longest = suite.paths.reduce((a, b) => (b.steps.length > a.steps.length ? b : a));

async function failureOf(run: Promise<unknown>): Promise<Error> {
  return run.then(
    () => expect.unreachable('it passed'),
    (error: Error) => error,
  );
}

describe('a path', () => {
  it('passes where the subject is what the chart says, and counts what it did', async () => {
    const runs = await Promise.all(suite.paths.map((path) => runPath(till, path, fakeTill().subject, { suite })));
    const sum = (of: 'events' | 'illegal') => runs.reduce((all, run) => all + run[of], 0);
    expect([sum('events'), sum('illegal')]).toEqual([suite.suite.events, suite.illegal.total]);
    expect(runs.every(({ assertions }) => assertions > 0)).toBe(true);
  });

  it('gives its executors the whole payload, typed, and its assertions the snapshot', async () => {
    const amounts: number[] = [];
    const states: string[] = [];
    const { actor } = fakeTill();
    await runPath(till, longest, {
      events: {
        pay: ({ event }) => {
          amounts.push(event.amount);
          if (actor.getSnapshot().status === 'active') actor.send(event);
        },
        '*': ({ event }) => actor.getSnapshot().status === 'active' && actor.send(event),
      },
      states: {
        shut: () => states.push('shut'),
        'open.full': ({ context }) => {
          states.push('full');
          expect(context.paid).toBe(true);
        },
        open: () => states.push('open'),
        '*': () => states.push('other'),
      },
    });
    expect(new Set(amounts)).toEqual(new Set([5, 0]));
    expect(new Set(states)).toEqual(new Set(['shut', 'open', 'full', 'other']));
  });

  it('runs none of the effects of the chart that takes each step too', async () => {
    const effects: string[] = [];
    const noisy = setup({ actions: { ring: () => effects.push('ring') } }).createMachine({
      entry: 'ring',
      on: { bell: { actions: 'ring' } },
    });
    const found = generateSuite(explore(noisy));
    for (const path of found.paths) await runPath(noisy, path, { events: { '*': () => {} }, read: () => ({}) });
    expect(effects).toEqual([]);
  });

  it('closes its subject, whatever became of it', async () => {
    const closed: string[] = [];
    const close = () => closed.push('closed');
    await runPath(till, longest, fakeTill({ close }).subject);
    await failureOf(runPath(till, longest, fakeTill({ close, read: () => 'elsewhere' }).subject));
    expect(closed).toHaveLength(2);
  });
});

describe('a path fails', () => {
  it('where an accepted event does nothing, and says what it did, expected and received', async () => {
    const { subject } = fakeTill({}, (event) => (event.type === 'pay' ? null : event));
    const { message } = await failureOf(runPath(till, longest, subject));
    expect(message).toMatch(
      /^Path \w+ failed at step \d+ of \d+, pay \(to be accepted\): the subject is in another state\.$/m,
    );
    expect(message).toContain('{"type":"pay","amount":5} → {"open":"full"}');
    expect(message).toMatch(/expected {2}\{"open":"full"\}\n {2}received {2}\{"open":"empty"\}/);
    expect(message).toContain(`id === '${longest.id}'`);
    expect(message).toMatch(/hint {6}the state did not change/);
  });

  it('where a refused event is accepted', async () => {
    // The guard of the subject is gone.
    const { subject } = fakeTill({}, (event) => (event.type === 'pay' ? { ...event, amount: 1 } : event));
    const { failed } = await runSuite(till, suite, () => fakeTill({}, () => null).subject);
    expect(failed.length).toBeGreaterThan(0);
    const { message } = await failureOf(runPath(till, longest, subject));
    expect(message).toMatch(/pay \(to be rejected\): the event was not refused/);
    expect(message).toMatch(/hint {6}refuse it in this state/);
  });

  it('where a refused event has a side effect', async () => {
    let calls = 0;
    const { subject, actor } = fakeTill();
    const loud: Subject<typeof till> = {
      ...subject,
      events: {
        '*': ({ event }) => {
          calls += 1;
          if (actor.getSnapshot().status === 'active') actor.send(event);
        },
      },
      observe: () => ({ calls }),
    };
    const { message } = await failureOf(runPath(till, longest, loud));
    expect(message).toMatch(/\(to be rejected\): it was refused, but with a side effect/);
  });

  it('where an assertion or an executor throws, with what it threw', async () => {
    const thrown = new Error('the drawer is stuck');
    const throwing = () => {
      throw thrown;
    };
    const asserted = await failureOf(runPath(till, longest, fakeTill({ states: { 'open.full': throwing } }).subject));
    expect(asserted.message).toContain('the drawer is stuck');
    expect(asserted.message).toMatch(/received {2}\{"open":"full"\}/);
    expect(asserted.cause).toBe(thrown);
    const executed = await failureOf(runPath(till, longest, fakeTill({ events: { '*': throwing } }).subject));
    expect(executed.message).toContain('its executor threw: the drawer is stuck');
    expect(executed.cause).toBe(thrown);
  });

  it('where the subject begins elsewhere', async () => {
    const { message } = await failureOf(runPath(till, longest, fakeTill({ read: () => 'open' }).subject));
    expect(message).toMatch(/failed before its first event/);
  });

  it('where the suite is of another chart', async () => {
    const old = { ...longest, steps: longest.steps.map((step) => ({ ...step, state: 'shut' })) };
    const { message } = await failureOf(runPath(till, old, fakeTill().subject));
    expect(message).toMatch(/the chart behaves differently\./);
    expect(message).toMatch(/generate it again/);
  });
});

describe('not offerable', () => {
  it('is counted apart, for refused events', async () => {
    const events: Subject<typeof till>['events'] = {
      '*': ({ event, expect }) => (expect === 'rejected' ? 'notOfferable' : at.send(event)),
    };
    let at = createActor(till);
    const run = await runSuite(till, suite, () => {
      at = createActor(till).start();
      return { events, read: () => at.getSnapshot().value };
    });
    expect(run.failed).toEqual([]);
    expect(run.illegal).toBe(0);
    expect(run.notOfferable).toHaveLength(suite.illegal.total);
    expect(run.notOfferable[0]).toEqual({
      path: suite.paths[0]?.id,
      step: 0,
      event: suite.paths[0]?.steps[0]?.event,
      state: 'shut',
    });
  });

  it('is no answer to an event that the path needs', async () => {
    const { message } = await failureOf(
      runPath(till, longest, fakeTill({ events: { '*': () => 'notOfferable' } }).subject),
    );
    expect(message).toMatch(/\(to be accepted\): the event was not offerable/);
  });
});

describe('nothing is green for nothing', () => {
  const work = fakeTill().subject.events;
  const path = longest;

  it.each<[string, Partial<Subject>, RegExp]>([
    ['an unknown state', { states: { 'open.ful': () => {} } }, /state "open.ful" .* "open\.full"/],
    ['an unknown event', { events: { ...work, opne: () => {} } as Subject['events'] }, /event "opne" .* "open"/],
    ['a missing executor', { events: { open: () => {}, close: () => {} } }, /no executor for it: add events\['pay'\]/],
    ['a path without an assertion', { events: { '*': () => 'notOfferable' }, read: undefined as never }, /not/],
    [
      'a refused event without one',
      { events: work, read: undefined as never },
      /cannot fail: nothing asserts the refused/,
    ],
    [
      'one that is only made elsewhere',
      { events: work, read: undefined as never, states: { gone: () => {} } },
      /cannot/,
    ],
  ])('%s is an error', async (_, change, words) => {
    const subject = { ...fakeTill().subject, ...change } as Subject<typeof till>;
    expect((await failureOf(runPath(till, path, subject))).message).toMatch(words);
  });

  it('a path of accepted events only without an assertion is an error', async () => {
    const { paths } = generateSuite(explore(till, { events }), { illegal: false });
    const actor = createActor(till).start();
    const run = runPath(till, paths[0] as Path, { events: { '*': ({ event }) => actor.send(event) } });
    expect((await failureOf(run)).message).toMatch(/cannot fail: nothing asserts its steps/);
  });

  it('a suite without a path is an error', async () => {
    const empty: Suite = { ...suite, paths: [] };
    expect((await failureOf(runSuite(till, empty, () => fakeTill().subject))).message).toMatch(/no path/);
  });

  it('an event that no state takes may have an executor, where the suite sends it', async () => {
    const given: EventObject[] = [...events, { type: 'hack' }];
    const hacked = generateSuite(explore(till, { events: given }));
    const nothing = { hack: () => {} } as unknown as Subject<typeof till>['events'];
    const run = await runSuite(till, hacked, () => {
      const { subject } = fakeTill();
      return { ...subject, events: { ...subject.events, ...nothing } };
    });
    expect(run.failed).toEqual([]);
  });
});

describe('a subject is typed', () => {
  it('by the events and the states of its machine', () => {
    const subject: Subject<typeof till> = {
      events: {
        pay: ({ event }) => event.amount.toFixed(2),
        // @ts-expect-error it has no amount
        close: ({ event }) => event.amount,
        // @ts-expect-error no such event
        opne: () => {},
        '*': ({ event, expect }) => [event.type === 'pay' && event.amount, expect === 'rejected'],
      },
      states: {
        'open.full': (snapshot) => snapshot.context.paid,
        // @ts-expect-error no such state
        'open.ful': () => {},
      },
    };
    const ofFlinks: Subject<typeof flinks.machine> = {
      events: {
        COMPONENT_LOAD_INSTITUTION_SELECTOR: ({ event }) => {
          expectTypeOf(event.cached).toEqualTypeOf<boolean | null | undefined>();
        },
        // @ts-expect-error nothing else of it is known
        APP_MOUNTED: ({ event }) => event.cached,
        REDIRECT: ({ event }) => event.url?.length,
      },
      states: { 'open.flow.credentials': () => {}, open: () => {} },
    };
    expect([subject, ofFlinks]).toHaveLength(2);
  });
});

describe('a session as a subject', () => {
  it.each([
    ['flexiti', flexiti],
    ['opal', opal],
  ])('passes the whole suite of %s', async (_, provider) => {
    const generated = generateSuite(exploreKit(kitOf(provider)));
    const { failed, passed, illegal } = await runSuite(provider.machine, generated, (path) =>
      sessionSubject(kitOf(provider), path),
    );
    expect(failed).toEqual([]);
    expect(passed).toEqual(generated.paths);
    expect(illegal).toBe(generated.illegal.total);
  });

  it('fails where its messages are read as others', async () => {
    const generated = generateSuite(exploreKit(kitOf(flexiti)));
    const deaf = { ...flexiti, read: () => ({ kind: 'unrecognized', type: 'x' }) as const };
    const { failed } = await runSuite(flexiti.machine, generated, (path) =>
      sessionSubject({ ...kitOf(flexiti), provider: deaf }, path),
    );
    expect(failed.length).toBeGreaterThan(0);
  });

  it('has to know a message for each event', async () => {
    const [path] = generateSuite(explore(flexiti.machine, { events: [{ type: 'flx-success' }] })).paths;
    const { message } = await failureOf(
      runPath(flexiti.machine, path as Path, sessionSubject(kitOf(flexiti), path as Path)),
    );
    expect(message).toMatch(/No sample message of Flexiti stands for flx-success: explorationOf\(kit\)/);
  });
});

describe('a whole suite', () => {
  it('adds up what its paths did', async () => {
    const suite = generateSuite(exploreKit(kitOf(flexiti)), { malformed: malformedMessages(kitOf(flexiti)) });
    const run = await runSuite(flexiti.machine, suite, (path) => sessionSubject(kitOf(flexiti), path));
    expect(run.failed).toEqual([]);
    expect(run.passed).toHaveLength(suite.paths.length);
    expect(run).toMatchObject({
      events: suite.suite.events,
      illegal: suite.illegal.sent,
      malformed: suite.malformed.sent,
    });
    expect(run.malformed).toBeGreaterThan(1);
  });

  const suite = generateSuite(explore(till, { events }));
  const subject = () => ({ events: { '*': () => {} }, states: { '*': () => {} } });

  it.each<[string, () => Promise<unknown>]>([
    ['runSuite takes an XState v5 machine, but got another object.', () => runSuite({} as never, suite, subject)],
    ['runSuite: this suite is of till, not of flexiti.', () => runSuite(flexiti.machine, suite, subject as never)],
    [
      'runSuite takes a function from a path to its subject, but got the text "subject".',
      () => runSuite(till, suite, 'subject' as never),
    ],
    [
      'runSuite has no option "repaly": did you mean "replay"?',
      () => runSuite(till, suite, subject, { repaly: () => '' } as never),
    ],
    ['The suite has no path: nothing is tested.', () => runSuite(till, { ...suite, paths: [] }, subject)],
    [
      'runPath takes an XState v5 machine, but got nothing.',
      () => runPath(undefined as never, suite.paths[0] as Path, subject()),
    ],
    [
      'runPath has no option "siute": did you mean "suite"?',
      () => runPath(till, suite.paths[0] as Path, subject(), { siute: suite } as never),
    ],
    [
      'A subject must be an object with executors in events, but got nothing.',
      () => runPath(till, suite.paths[0] as Path, undefined as never),
    ],
    [
      'A subject must be an object with executors in events, but got with the text "all" as its events.',
      () => runPath(till, suite.paths[0] as Path, { events: 'all' } as never),
    ],
    [
      'The subject has a key "raed" that is not known: did you mean "read"?',
      () => runPath(till, suite.paths[0] as Path, { ...subject(), raed: () => 1 } as never),
    ],
  ])('rejects a wrong call: %s', async (message, call) => {
    await expect(call()).rejects.toThrow(new WidgetError('INVALID_OPTION', message));
  });
});
