/** What a session records: enough to replay it to the same verdicts, and nothing that is nobody's business. */
import { describe, expect, it } from 'vitest';
import { flexiti, flinks, openSession, type Provider, pinwheel, type Session } from '../../src/index.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { callbackTransport, memoryTransport } from '../../src/transports/index.ts';
import { all, sampleMessages } from '../support/cases.ts';

const quiet = { onWarning: () => {} };

function linesOf(session: Session<Provider>): Record<string, unknown>[] {
  return session
    .record()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function replayed(provider: Provider, text: string): string[] {
  const verdicts: string[] = [];
  const log = createReplay(provider, { onRecord: ({ verdict, type }) => verdicts.push(`${verdict} ${type}`) });
  for (const line of text.trim().split('\n')) log.take({ text: line }, null);
  return verdicts;
}

describe('a recording', () => {
  it('begins with what a replay needs', () => {
    const input = { flow: 'apply' } as const;
    const transport = memoryTransport(['https://widget.example']);
    expect(linesOf(openSession<Provider>(flexiti, { input, transport }))).toEqual([
      {
        format: 'widget-statecharts recording',
        version: 1,
        provider: 'flexiti',
        input,
        origins: ['https://widget.example'],
      },
    ]);
  });

  it('holds no secret and no handle of the configuration, and comes to the same verdicts without', () => {
    const input = {
      authorizeToken: 'hunter2',
      requestId: 'r-hunter2',
      resumeSelectedAccounts: 'a-hunter2',
      demo: true,
    };
    const session = openSession<Provider>(flinks, { ...quiet, input: { ...input, misspelt: 'hunter2' } });
    for (const step of ['APP_MOUNTED', 'COMPONENT_LOAD_INSTITUTION_SELECTOR', 'COMPONENT_LOAD_MFA'])
      session.receive({ step });
    expect(session.record()).not.toContain('hunter2');
    expect(replayed(flinks, session.record())).toEqual([
      'accepted APP_MOUNTED',
      'illegal COMPONENT_LOAD_INSTITUTION_SELECTOR',
      'accepted COMPONENT_LOAD_MFA',
    ]);
  });

  it('replays the origins that the session trusted', () => {
    const transport = memoryTransport(['https://widget.example']);
    const session = openSession<Provider>(flinks, { transport });
    transport.post({ step: 'APP_MOUNTED' }, { origin: 'https://strange.example' });
    transport.post({ step: 'APP_MOUNTED' }, { origin: 'https://widget.example' });
    expect(replayed(flinks, session.record())).toEqual(['foreign null', 'accepted APP_MOUNTED']);
  });

  it('keeps of a callback’s unknown event its name, which replays as unrecognized', () => {
    const transport = callbackTransport();
    const session = openSession<Provider>(pinwheel, { transport });
    transport.onEvent('open', {});
    transport.onEvent('an_event_to_come', { accountId: 'hunter2' });
    expect(replayed(pinwheel, session.record())).toEqual(['accepted open', 'unrecognized an_event_to_come']);
    expect(session.record()).not.toContain('hunter2');
  });

  it('of a resumed session says where it went on from, without handles', () => {
    const first = openSession<Provider>(flinks);
    const messages = [
      { step: 'APP_MOUNTED' },
      { step: 'COMPONENT_LOAD_CREDENTIAL', institution: 'A bank' },
      { step: 'SUBMIT_CREDENTIAL' },
      { flinksCode: 'QUESTION_NOT_FOUND', requestId: 'r-hunter2' },
    ];
    for (const message of messages) first.receive(message);
    const session = openSession<Provider>(flinks, { resume: first.save() });
    for (const step of ['COMPONENT_LOAD_MFA', 'SUBMIT_MFA', 'APP_RESIZE']) session.receive({ step });
    expect(session.record()).not.toContain('hunter2');
    expect(replayed(flinks, session.record())).toEqual([
      'accepted COMPONENT_LOAD_MFA',
      'accepted SUBMIT_MFA',
      'accepted APP_RESIZE',
    ]);
  });

  it('is one session of a log that holds several', () => {
    const text = [{}, { flow: 'purchase' }].map((input) => {
      const session = openSession<Provider>(flexiti, { ...quiet, input });
      session.receive({ eventType: 'flx-cancel' });
      return session.record();
    });
    const log = createReplay(flexiti);
    for (const line of text.join('').trim().split('\n')) log.take({ text: line }, null);
    expect([...log.reports()].map(({ outcome, counts }) => [outcome, counts.accepted])).toEqual([
      ['cancelled', 1],
      ['cancelled', 1],
    ]);
  });

  it('of another provider is said to be one', () => {
    const text = openSession<Provider>(pinwheel).record();
    expect(replayed(flinks, text)).toEqual(['unparseable null']);
  });
});

describe('how much is kept', () => {
  it('is bounded in bytes, and what is left out at the end is counted', () => {
    const session = openSession<Provider>(flinks, { keep: { bytes: 20_000 } });
    for (let count = 0; count < 200; count++) session.receive({ step: 'APP_MOUNTED', institution: 'x'.repeat(1000) });
    const lines = linesOf(session);
    const { leftOut } = lines.at(-1) as { leftOut: number };
    expect(leftOut).toBeGreaterThan(150);
    expect(lines.length - 2 + leftOut).toBe(200);
    const log = createReplay(flinks);
    for (const line of session.record().trim().split('\n')) log.take({ text: line }, null);
    expect([...log.reports()][0]).toMatchObject({ leftOut });
  });

  it('never grows with what is refused', () => {
    const session = openSession<Provider>(flinks);
    const huge = 'x'.repeat(1_000_000);
    for (let count = 0; count < 50; count++) {
      session.receive(huge);
      session.receive({ step: huge.slice(count) });
      session.receive({ step: 'INSTITUTION_SELECTED', institution: [huge] });
    }
    expect(session.record().length).toBeLessThan(100_000);
    expect(JSON.stringify(session.rejections).length).toBeLessThan(200_000);
  });

  it.each([[-1], [Number.NaN], ['many'], [{ messages: -1 }], [{ bytes: Number.POSITIVE_INFINITY }], [null]])(
    'is refused as %j',
    (keep) => {
      const open = () => openSession(flinks, { keep: keep as never });
      if (keep === null) expect(open).toThrow(/keep/);
      else
        expect(open).toThrow(
          expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining('keep') }),
        );
    },
  );
});

describe('an explanation', () => {
  it.each(all)('of $name is made when somebody asks, and stands in JSON', (provider) => {
    const session = openSession(provider, quiet);
    const [message] = sampleMessages(provider).filter((each) => {
      const { verdict } = session.receive(each);
      return verdict === 'illegal';
    });
    if (message === undefined) return;
    const [rejection] = session.rejections;
    expect(Object.getOwnPropertyDescriptor(rejection, 'explanation')?.get).toBeTypeOf('function');
    expect(JSON.parse(JSON.stringify(rejection))).toMatchObject({
      code: expect.any(String),
      expected: expect.any(Array),
      explanation: expect.stringContaining('documented, but not here'),
    });
  });
});
