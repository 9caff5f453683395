/** Messages that come while another one is evaluated: from a listener, a callback, a getter. One truth in all of it. */
import { describe, expect, it } from 'vitest';
import { flinks, openSession, pinwheel, type Session, type SessionVerdict } from '../../src/index.ts';
import { createReplay } from '../../src/replay/replay.ts';

type FlinksSession = Session<typeof flinks>;

/** The verdicts that a recording replays to. */
function replayed(text: string): string[] {
  const verdicts: string[] = [];
  const log = createReplay(flinks, { onRecord: ({ verdict, type }) => verdicts.push(`${verdict} ${type}`) });
  for (const line of text.trim().split('\n')) log.take({ text: line }, null);
  return verdicts;
}

/** Opens a session, and tells in which order its verdicts were reported. */
function opened() {
  const reported: string[] = [];
  const session = openSession(flinks, {
    onVerdict: ({ verdict, type }) => reported.push(`${verdict} ${type}`),
  });
  return { session, reported };
}

describe('a message that comes while a listener of the actor is notified', () => {
  it('is evaluated at once, on the state that the message under way leads to', () => {
    const { session, reported } = opened();
    let inner: SessionVerdict<typeof flinks> | undefined;
    session.actor.subscribe(() => {
      inner ??= session.receive({ step: 'COMPONENT_LOAD_CREDENTIAL' });
    });
    expect(session.receive({ step: 'APP_MOUNTED' }).verdict).toBe('accepted');
    expect(inner?.verdict).toBe('accepted');
    expect(inner?.snapshot.matches({ open: { flow: 'credentials' } })).toBe(true);
    expect(session.snapshot.matches({ open: { flow: 'credentials' } })).toBe(true);
    expect(session.snapshot.value).toEqual(inner?.snapshot.value);
    expect(reported).toEqual(['accepted APP_MOUNTED', 'accepted COMPONENT_LOAD_CREDENTIAL']);
    expect(session.counts.accepted).toBe(2);
    expect(replayed(session.record())).toEqual(reported);
  });

  it('is refused where it is illegal then, and the state stays', () => {
    const { session, reported } = opened();
    let once = false;
    session.actor.subscribe(() => {
      if (once) return;
      once = true;
      expect(session.receive({ step: 'SUBMIT_MFA' }).verdict).toBe('illegal');
    });
    session.receive({ step: 'APP_MOUNTED' });
    expect(session.snapshot.matches({ open: { flow: 'starting' } })).toBe(true);
    expect(reported).toEqual(['accepted APP_MOUNTED', 'illegal SUBMIT_MFA']);
    expect(session.rejections.map(({ position }) => position)).toEqual([2]);
    expect(replayed(session.record())).toEqual(reported);
  });

  it('is evaluated in turn, however deep listeners and messages nest', () => {
    const { session, reported } = opened();
    const steps = ['COMPONENT_LOAD_CREDENTIAL', 'SUBMIT_CREDENTIAL', 'COMPONENT_LOAD_MFA', 'SUBMIT_MFA'];
    session.actor.subscribe(() => {
      const step = steps.shift();
      if (step !== undefined) session.receive({ step });
    });
    session.receive({ step: 'APP_MOUNTED' });
    expect(reported.map((line) => line.split(' ')[0])).toEqual(Array(5).fill('accepted'));
    expect(replayed(session.record())).toEqual(reported);
  });

  it('that a refused message notifies is evaluated for itself', () => {
    const { session } = opened();
    let inner: string | undefined;
    session.actor.subscribe(() => {
      inner ??= session.receive({ step: 'APP_MOUNTED' }).verdict;
    });
    expect(session.receive({ step: 'SUBMIT_MFA' }).verdict).toBe('illegal');
    expect(inner).toBe('accepted');
    expect(session.counts).toMatchObject({ accepted: 1, illegal: 1 });
  });
});

describe('a message that comes from within a callback', () => {
  it('has its verdict at once, and is reported after the one under way', () => {
    const reported: string[] = [];
    const session: FlinksSession = openSession(flinks, {
      onVerdict: ({ type }) => {
        reported.push(`${type} begins`);
        if (type === 'APP_MOUNTED') {
          expect(session.receive({ step: 'COMPONENT_LOAD_CREDENTIAL' }).verdict).toBe('accepted');
        }
        reported.push(`${type} ends`);
      },
    });
    session.receive({ step: 'APP_MOUNTED' });
    expect(reported).toEqual([
      'APP_MOUNTED begins',
      'APP_MOUNTED ends',
      'COMPONENT_LOAD_CREDENTIAL begins',
      'COMPONENT_LOAD_CREDENTIAL ends',
    ]);
    expect(replayed(session.record())).toEqual(['accepted APP_MOUNTED', 'accepted COMPONENT_LOAD_CREDENTIAL']);
  });
});

describe('a message that comes from a getter of another one', () => {
  it('is the earlier of the two, in positions, counts, state and recording', () => {
    const { session, reported } = opened();
    const trap = {
      get step() {
        if (session.counts.accepted === 0) session.receive({ step: 'APP_MOUNTED' });
        return 'SUBMIT_MFA';
      },
    };
    const outer = session.receive(trap);
    expect(outer).toMatchObject({ verdict: 'illegal', position: 2 });
    expect(reported).toEqual(['accepted APP_MOUNTED', 'illegal SUBMIT_MFA']);
    expect(replayed(session.record())).toEqual(reported);
  });
});

describe('the end of a session', () => {
  const connected = [
    { step: 'APP_MOUNTED' },
    { step: 'COMPONENT_LOAD_CREDENTIAL' },
    { step: 'SUBMIT_CREDENTIAL' },
    { step: 'REDIRECT', loginId: '6747ff12-6943' },
  ];

  it.each<[string, (session: () => FlinksSession) => { onVerdict?: () => void; subscribe?: () => void }]>([
    ['onVerdict', (session) => ({ onVerdict: () => session().close() })],
    ['a listener of the actor', (session) => ({ subscribe: () => session().close() })],
  ])('is the widget’s, whole counts included, where %s closes it on the last message', async (_, hooks) => {
    let session: FlinksSession | undefined;
    const { onVerdict, subscribe } = hooks(() => session as FlinksSession);
    session = openSession(flinks, {
      onVerdict: ({ type }) => {
        if (type === 'REDIRECT') onVerdict?.();
      },
    });
    session.actor.subscribe((snapshot) => {
      if (snapshot.status === 'done') subscribe?.();
    });
    for (const message of connected) session.receive(message);
    expect(await session.done).toMatchObject({ closedBy: 'widget', outcome: 'succeeded', counts: { accepted: 4 } });
  });

  it('comes when somebody stops the actor', async () => {
    const session = openSession(pinwheel);
    session.receive({ eventName: 'open', payload: {} });
    session.actor.stop();
    expect(await session.done).toMatchObject({ closedBy: 'host', status: 'active', counts: { accepted: 1 } });
    expect(session.receive({ eventName: 'exit', payload: {} }).verdict).toBe('illegal');
  });
});
