import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActor, createMachine } from 'xstate';
import {
  flexiti,
  flexitiMachine,
  flinks,
  flinksMachine,
  inspectRejections,
  opal,
  openSession,
  type Provider,
  pinwheel,
  type Rejection,
  WidgetError,
} from '../../src/index.ts';
import { memoryTransport } from '../../src/transports/index.ts';

const opalMessage = (type: string, data: unknown = null) => {
  const [, object, action] = type.split('.');
  return { type, mode: 'connect', object, action, timestamp: '2025-06-10T22:50:53.024Z', data };
};

describe('a session', () => {
  it('gives each message its verdict, and moves for the accepted ones only', () => {
    const session = openSession(flinks);
    const verdicts = [
      { step: 'APP_MOUNTED' },
      { step: 'SUBMIT_MFA' },
      { step: 'INSTITUTION_SELECTED', institution: 5 },
      { step: 'SOMETHING_NEW' },
      { hello: 'world' },
      '{"step":"COMPONENT_LOAD_INSTITUTION_SELECTOR"}',
    ].map((message) => {
      const before = session.snapshot;
      const { verdict } = session.receive(message);
      expect(session.snapshot !== before).toBe(verdict === 'accepted');
      return verdict;
    });
    expect(verdicts).toEqual(['accepted', 'illegal', 'malformed', 'unrecognized', 'foreign', 'accepted']);
    expect(session.counts).toEqual({ accepted: 2, unrecognized: 1, illegal: 1, malformed: 1, foreign: 1 });
    expect(session.rejections.map(({ position, type, reason }) => [position, type, reason])).toEqual([
      [2, 'SUBMIT_MFA', 'illegal'],
      [3, 'INSTITUTION_SELECTED', 'malformed'],
      [5, null, 'foreign'],
    ]);
  });

  it('says what would have been legal, and why this was not', () => {
    const session = openSession(flinks, { input: { closeEnable: false } });
    session.receive({ step: 'APP_MOUNTED' });
    const verdict = session.receive({ step: 'COMPONENT_CLOSE_SESSION' });
    expect(verdict).toMatchObject({ verdict: 'illegal', explanation: expect.stringContaining('closeEnable is false') });
    const early = openSession(pinwheel).receive({ eventName: 'login_attempt', payload: { platformId: 'p' } });
    expect(early).toMatchObject({ expected: ['open'], explanation: expect.stringContaining('attached too late') });
  });

  it('quotes no value of a malformed message', () => {
    const session = openSession(flexiti);
    const verdict = session.receive({ eventType: 'flx-success', eventData: { accountNumber: 'hunter2-hunter2' } });
    expect(verdict).toMatchObject({ verdict: 'malformed', explanation: expect.stringContaining('accountNumber') });
    expect(JSON.stringify(verdict)).not.toContain('hunter2');
  });

  it('resolves with the outcome when the widget has ended', async () => {
    const session = openSession(flexiti, { input: { flow: 'purchase' } });
    session.receive({ eventType: 'flx-failure', eventData: { error: 500, message: 'down' } });
    session.receive({ eventType: 'flx-cancel' });
    expect(await session.done).toMatchObject({
      status: 'ended',
      outcome: 'cancelled',
      nextStep: 'handle_cancel',
      closedBy: 'widget',
      counts: { accepted: 2 },
    });
  });

  it('resolves at completion of Opal, and still takes its farewell', async () => {
    const transport = memoryTransport();
    const session = openSession(opal, { transport });
    transport.post(opalMessage('opal.session.started'));
    transport.post(opalMessage('opal.session.completed'));
    expect(await session.done).toMatchObject({
      outcome: 'succeeded',
      nextStep: 'confirm_on_server',
      state: 'completed',
    });
    transport.post(opalMessage('opal.session.exited'));
    expect(session.snapshot.value).toBe('exitedAfterCompletion');
    expect(session.counts.accepted).toBe(3);
  });

  it('gives verdicts on what comes after the end', () => {
    const warn = vi.spyOn(console, 'warn');
    const session = openSession(flexiti, { input: { flow: 'apply' } });
    session.receive({ eventType: 'flx-cancel' });
    expect(session.receive({ eventType: 'flx-cancel' })).toMatchObject({
      verdict: 'illegal',
      state: 'cancelled',
      expected: [],
      explanation: expect.stringContaining('has ended'),
    });
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('closes before the end with what is known', async () => {
    const session = openSession(flinks);
    session.receive({ step: 'APP_MOUNTED' });
    session.receive({ step: 'COMPONENT_LOAD_INSTITUTION_SELECTOR' });
    session.receive({ step: 'INSTITUTION_SELECTED', institution: 'FlinksCapital' });
    session.close();
    session.close();
    expect(await session.done).toMatchObject({
      status: 'active',
      outcome: null,
      nextStep: null,
      closedBy: 'host',
      output: { institution: 'FlinksCapital', loginId: null },
    });
  });

  it('keeps to the result that it closed with', async () => {
    const session = openSession(pinwheel);
    session.receive({ eventName: 'open' });
    session.close();
    expect(session.receive({ eventName: 'exit' }).verdict).toBe('accepted');
    expect(await session.done).toMatchObject({ status: 'active', outcome: null, counts: { accepted: 1 } });
  });

  it('has counted a message when a listener of the actor hears of it', () => {
    const seen: number[] = [];
    const session = openSession(flinks, { onVerdict: () => seen.push(session.counts.accepted) });
    session.actor.subscribe(() => seen.push(session.counts.accepted));
    session.receive({ step: 'APP_MOUNTED' });
    expect(seen).toEqual([1, 1]);
  });

  it('goes on when a callback of the host throws', async () => {
    const uncaught = new Promise<unknown>((resolve) => {
      const original = process.listeners('uncaughtException');
      process.removeAllListeners('uncaughtException');
      process.once('uncaughtException', (error) => {
        for (const listener of original) process.on('uncaughtException', listener);
        resolve(error);
      });
    });
    const session = openSession(flexiti, {
      onVerdict: () => {
        throw new Error('of the host');
      },
    });
    expect(session.receive({ eventType: 'flx-cancel' }).verdict).toBe('accepted');
    expect(await uncaught).toMatchObject({ message: 'of the host' });
  });

  it('evaluates against the actor, to which a host may send as well', () => {
    const session = openSession(flinks);
    session.actor.send({ type: 'APP_MOUNTED' });
    expect(session.receive({ step: 'SUBMIT_MFA' }).verdict).toBe('illegal');
    expect(session.receive({ step: 'APP_RESIZE' }).verdict).toBe('accepted');
  });

  it('is wrong with an input of the wrong type, and warns of keys it does not know', () => {
    expect(() => openSession(flinks, { input: { maximumRetry: 'three' as never } })).toThrow(WidgetError);
    expect(() => openSession(flexiti, { input: { flow: 'lease' as never } })).toThrow(/flow/);
    expect(() => openSession(flexiti, { stallAfter: Number.NaN })).toThrow(/stallAfter/);
    const warnings: string[] = [];
    openSession(flinks, { input: { closeEnabled: true } as never, onWarning: (warning) => warnings.push(warning) });
    openSession(flexiti, { onWarning: (warning) => warnings.push(warning) });
    expect(warnings).toEqual([expect.stringContaining('closeEnabled'), expect.stringContaining('has no flow')]);
  });

  it.each<[string, unknown[], RegExp]>([
    ['no provider', [], /such as flinks/],
    ['the name of one', ['flinks'], /import \{ flinks \}/],
    ['a chart', [flinksMachine], /such as flinks/],
    ['null for options', [flinks, null], /options/],
    ['a text for options', [flinks, 'input'], /options/],
    ['a transport without attach', [flinks, { transport: {} }], /attach/],
    ['a function as transport', [flinks, { transport: memoryTransport }], /attach/],
  ])('is refused with %s', (_, args, words) => {
    const open = () => (openSession as (...those: unknown[]) => unknown)(...args);
    expect(open).toThrow(WidgetError);
    expect(open).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringMatching(words) }));
  });

  it('keeps no authorize token', () => {
    const session = openSession(flinks, { input: { authorizeToken: 'hunter2', demo: true } });
    const kept = [session.actor.getPersistedSnapshot(), (session.actor as { options?: unknown }).options];
    expect(JSON.stringify(kept)).not.toContain('hunter2');
    expect(JSON.stringify(kept)).toContain('demo');
  });

  it('keeps only so much', () => {
    const session = openSession(flinks, { keep: 2 });
    for (let i = 0; i < 5; i++) session.receive({ step: 'SUBMIT_MFA' });
    expect(session.rejections).toHaveLength(2);
    expect(session.counts.illegal).toBe(5);
    const lines = session
      .record()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.slice(1, -1).map(({ message }) => message)).toEqual(Array(2).fill({ step: 'SUBMIT_MFA' }));
    expect(lines.at(-1)).toEqual({ leftOut: 3 });
  });
});

describe('what may come after the end', () => {
  const toTheEnd = ['APP_MOUNTED', 'COMPONENT_LOAD_CREDENTIAL', 'SUBMIT_CREDENTIAL'].map((step) => ({ step }));
  const redirect = { step: 'REDIRECT', loginId: 'L1' };
  const ended = () => {
    const session = openSession(flinks);
    for (const message of [...toTheEnd, redirect]) session.receive(message);
    return session;
  };

  it('is accepted, and never sent to the actor', () => {
    const session = ended();
    const before = session.snapshot;
    const next = vi.fn();
    session.actor.subscribe(next);
    expect(session.receive({ step: 'APP_RESIZE', institution: 'b' })).toEqual({
      verdict: 'accepted',
      type: 'APP_RESIZE',
      event: { type: 'APP_RESIZE', institution: 'b' },
      snapshot: before,
    });
    expect(session.snapshot).toBe(before);
    expect(next).not.toHaveBeenCalled();
    expect([session.counts.accepted, session.rejections]).toEqual([5, []]);
  });

  it('is nothing else, and nothing of a provider that lists none', () => {
    expect(ended().receive(redirect)).toMatchObject({ verdict: 'illegal', code: 'after_end' });
    expect(ended().receive({ step: 'COMPONENT_HELP2FA_INFO' })).toMatchObject({
      verdict: 'illegal',
      code: 'after_end',
    });
    expect(ended().receive({ step: 'FEEDBACK', institution: 5 }).verdict).toBe('malformed');
    const session = openSession(flexiti, { input: { flow: 'apply' } });
    session.receive({ eventType: 'flx-cancel' });
    expect(session.receive({ eventType: 'flx-cancel' })).toMatchObject({ verdict: 'illegal', code: 'after_end' });
  });

  it('is not accepted where the host has stopped the actor', () => {
    const session = openSession(flinks);
    session.actor.stop();
    expect(session.receive({ step: 'APP_RESIZE' }).verdict).toBe('illegal');
  });

  it('is recorded, and accepted in a session that was saved after its end', () => {
    const session = ended();
    session.receive({ step: 'FEEDBACK' });
    expect(session.record()).toContain('FEEDBACK');
    const resumed = openSession(flinks, { resume: session.save() });
    const before = resumed.snapshot;
    expect(resumed.receive({ step: 'APP_ONLINE' }).verdict).toBe('accepted');
    expect(resumed.snapshot).toBe(before);
  });

  it('is no rejection of a bare actor', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const rejections: Rejection[] = [];
    const inspect = inspectRejections(flinks, (rejection) => rejections.push(rejection));
    const actor = createActor(flinksMachine, { inspect }).start();
    for (const { step: type } of toTheEnd) actor.send({ type } as never);
    for (const type of ['REDIRECT', 'APP_RESIZE', 'FEEDBACK', 'REDIRECT']) actor.send({ type, loginId: 'L1' } as never);
    expect(rejections).toMatchObject([{ position: 7, type: 'REDIRECT', code: 'after_end' }]);
    warn.mockRestore();
  });
});

describe('the last error of a session', () => {
  const wrongPassword = [
    { step: 'APP_MOUNTED' },
    { step: 'COMPONENT_LOAD_CREDENTIAL' },
    { step: 'SUBMIT_CREDENTIAL' },
    { flinksCode: 'INVALID_PASSWORD' },
  ];
  const triedAgain = [...wrongPassword, { step: 'COMPONENT_LOAD_CREDENTIAL_RETRY' }];
  const down = { error: 500, message: 'down' };
  const opalError = { type: 'A_TYPE', sub_type: 'A_SUBTYPE', message: 'words' };
  const linkError = { type: 'userActionError', code: 'invalidCredentials', message: 'words', pendingRetry: false };

  it.each<[string, Provider, unknown[], object]>([
    ['is null where there was none', flinks, wrongPassword.slice(0, 3), { error: null, outcome: null }],
    ['is the one on screen', flinks, wrongPassword, { error: 'INVALID_PASSWORD', outcome: null }],
    [
      'is known when the user has left',
      flinks,
      [...triedAgain, { step: 'COMPONENT_CLOSE_SESSION' }],
      { error: 'INVALID_PASSWORD', outcome: 'cancelled', nextStep: 'close_widget' },
    ],
    [
      'is the later of two',
      flinks,
      [...triedAgain, { step: 'SUBMIT_CREDENTIAL' }, { flinksCode: 'DISABLED_LOGIN' }],
      { error: 'DISABLED_LOGIN' },
    ],
    [
      'stays beside a success',
      flinks,
      [...triedAgain, { step: 'SUBMIT_CREDENTIAL' }, { step: 'REDIRECT', loginId: 'an id' }],
      { error: 'INVALID_PASSWORD', outcome: 'succeeded' },
    ],
    ['is none that was refused', flinks, [{ flinksCode: 'INVALID_PASSWORD' }], { error: null }],
    [
      'is that of Flexiti',
      flexiti,
      [{ eventType: 'flx-failure', eventData: down }, { eventType: 'flx-cancel' }],
      { error: down, outcome: 'cancelled' },
    ],
    [
      'is that of Opal',
      opal,
      [
        opalMessage('opal.session.started'),
        opalMessage('opal.session.errored', opalError),
        opalMessage('opal.flow.started'),
        opalMessage('opal.session.exited'),
      ],
      { error: { type: 'A_TYPE', subType: 'A_SUBTYPE', message: 'words' }, outcome: 'cancelled' },
    ],
    [
      'is that of Pinwheel',
      pinwheel,
      [
        { eventName: 'open' },
        { eventName: 'login_attempt', payload: { platformId: 'p' } },
        { eventName: 'error', payload: linkError },
        { eventName: 'login_attempt', payload: { platformId: 'p' } },
        { eventName: 'exit' },
      ],
      { error: linkError, output: expect.objectContaining({ error: null }) },
    ],
  ])('%s', async (_, provider, messages, result) => {
    const session = openSession(provider, { onWarning: () => {} });
    for (const message of messages) session.receive(message);
    session.close();
    const { error, ...rest } = await session.done;
    expect({ error, ...rest }).toMatchObject(result);
    expect(session.error).toEqual(error);
    expect(openSession(provider, { onWarning: () => {}, resume: session.save() }).error).toEqual(error);
  });

  it('can be read while a message is evaluated, and in onVerdict', () => {
    const seen: unknown[] = [];
    const session = openSession(flinks, { onVerdict: () => seen.push(session.error) });
    session.actor.subscribe(() => seen.push(session.error));
    for (const message of triedAgain) session.receive(message);
    expect(seen).toEqual([null, null, null, null, null, null, ...Array(4).fill('INVALID_PASSWORD')]);
  });

  it.each([
    ['the error', 4],
    ['what came after it', 5],
  ])('is in the result of a host that closes while %s is evaluated', async (_, position) => {
    const session = openSession(flinks);
    let heard = 0;
    session.actor.subscribe(() => {
      heard += 1;
      if (heard === position) session.close();
    });
    for (const message of triedAgain) session.receive(message);
    expect((await session.done).error).toBe('INVALID_PASSWORD');
  });

  it('is not what came after the result', async () => {
    const session = openSession(flinks);
    for (const message of wrongPassword.slice(0, 3)) session.receive(message);
    session.close();
    session.receive({ flinksCode: 'INVALID_PASSWORD' });
    expect([(await session.done).error, session.error]).toEqual([null, 'INVALID_PASSWORD']);
  });

  it.each([undefined, 'NO_SUCH_CODE', { error: 'INVALID_PASSWORD' }])(
    'is checked when it comes back as %j',
    (error) => {
      const saved = { ...openSession(flinks).save(), error };
      expect(() => openSession(flinks, { resume: saved })).toThrow(
        expect.objectContaining({ code: 'SESSION_MISMATCH', message: expect.stringContaining('its error') }),
      );
    },
  );
});

describe('a frame that never speaks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is noticed, once', () => {
    const onStall = vi.fn();
    openSession(flinks, { stallAfter: 5000, onStall });
    vi.advanceTimersByTime(4999);
    expect(onStall).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(onStall).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['speaks', (session: { receive(message: unknown): unknown }) => session.receive({ step: 'APP_MOUNTED' })],
    ['is closed', (session: { close(): void }) => session.close()],
  ])('is not, when it %s in time', (_, act) => {
    const onStall = vi.fn();
    act(openSession(flinks, { stallAfter: 5000, onStall }));
    vi.advanceTimersByTime(10_000);
    expect(onStall).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('inspectRejections', () => {
  it('reports what a bare actor refuses, also after its end', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const rejections: Rejection[] = [];
    const inspect = inspectRejections(flexiti, (rejection) => rejections.push(rejection));
    const actor = createActor(flexitiMachine, { inspect }).start();
    actor.send({ type: 'flx-cancel' });
    actor.send({ type: 'flx-cancel' });
    expect(rejections).toMatchObject([{ position: 2, type: 'flx-cancel', reason: 'illegal', state: 'cancelled' }]);
    warn.mockRestore();
  });

  it('reports for a child machine, and not for its parent', () => {
    const rejections: Rejection[] = [];
    const parent = createMachine({ id: 'host', invoke: { src: flinksMachine, id: 'widget' } });
    const inspect = inspectRejections(flinks, (rejection) => rejections.push(rejection));
    const actor = createActor(parent, { inspect }).start();
    actor.send({ type: 'APP_MOUNTED' });
    const widget = actor.getSnapshot().children.widget as { send(event: { type: string }): void };
    widget.send({ type: 'SUBMIT_MFA' });
    widget.send({ type: 'APP_MOUNTED' });
    expect(rejections.map(({ type }) => type)).toEqual(['SUBMIT_MFA']);
  });

  it('gives a child its output', async () => {
    const parent = createMachine({
      id: 'host',
      context: { outcome: null as unknown },
      initial: 'widget',
      states: { widget: { invoke: { src: flexitiMachine, id: 'widget', onDone: 'done' } }, done: {} },
    });
    const actor = createActor(parent).start();
    const widget = actor.getSnapshot().children.widget as { send(event: { type: string }): void };
    widget.send({ type: 'flx-cancel' });
    expect(actor.getSnapshot().value).toBe('done');
  });
});

describe('what a stranger chose', () => {
  it.each([200, 201, 5000])('as a name of %i characters is told up to 200', (length) => {
    const { type } = openSession(flinks).receive({ step: 'X'.repeat(length) });
    expect(type).toBe(length === 200 ? 'X'.repeat(200) : `${'X'.repeat(199)}…`);
  });

  it('as an origin is told', () => {
    const session = openSession(flinks, { transport: memoryTransport(['https://listed.example']) });
    const mounted = { step: 'APP_MOUNTED' };
    expect(session.receive(mounted, { origin: 'https://evil.example' })).toMatchObject({
      verdict: 'foreign',
      explanation:
        'This is no message of Flinks Connect to trust: it comes from the origin https://evil.example, which is not listed.',
    });
    expect(session.receive(mounted).verdict).toBe('accepted');
    expect(session.receive(mounted, { origin: 'https://listed.example' }).verdict).toBe('accepted');
  });
});

describe.each(['keep', 'stallAfter'])('the option %s', (option) => {
  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])('is not %s', (value) => {
    expect(() => openSession(flinks, { [option]: value })).toThrow(
      `${option} has to be a number from 0 to 2147483647.`,
    );
  });

  it.each([0, 2 ** 31 - 1])('may be %i', (value) => {
    openSession(flinks, { [option]: value }).close();
  });
});
