import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flexiti, flinks, opal, openSession, type Provider, pinwheel } from '../../src/index.ts';
import { createLineSplitter } from '../../src/replay/lines.ts';
import { createReplay, type LineRecord } from '../../src/replay/replay.ts';
import { all, sampleMessages } from '../support/cases.ts';
import { asLine, flexitiSuccess, flinksRun, type LogLine, only, replayed } from './support.ts';

const mounted = { step: 'APP_MOUNTED' };
const zero = { accepted: 0, unrecognized: 0, illegal: 0, malformed: 0, foreign: 0, unparseable: 0 };

describe('a line', () => {
  it('is a message as posted', () => {
    const report = only(replayed(flinks, flinksRun).reports);
    expect(report).toMatchObject({
      session: null,
      verdict: 'conforms',
      status: 'ended',
      outcome: 'succeeded',
      nextStep: 'retrieve_data',
      counts: { ...zero, accepted: flinksRun.length },
    });
  });

  it('is a wrapper with a message, whose other keys may be left out', () => {
    for (const wrapper of [
      { message: mounted },
      { message: mounted, at: '2026-03-02T14:00:00Z' },
      { message: mounted, origin: 'https://anything.example' },
      { message: mounted, at: 17, comment: 'a wrapper may say more' },
    ]) {
      expect(only(replayed(flinks, [wrapper]).reports)).toMatchObject({ session: null, counts: { accepted: 1 } });
    }
  });

  it('may be a JSON string, as stringify=true posts it, in a wrapper or without', () => {
    const { records } = replayed(flinks, [
      JSON.stringify(JSON.stringify(mounted)),
      { session: 's', message: JSON.stringify(mounted) },
    ]);
    expect(records.map(({ verdict, type }) => [verdict, type])).toEqual([
      ['accepted', 'APP_MOUNTED'],
      ['accepted', 'APP_MOUNTED'],
    ]);
  });

  it('is no wrapper when it is named itself: Flexiti has a message of its own', () => {
    const failure = { eventType: 'flx-failure', error: 500, message: 'Internal server error' };
    expect(only(replayed(flexiti, [failure], { input: { flow: 'apply' } }).reports)).toMatchObject({
      session: null,
      counts: { ...zero, accepted: 1 },
      nextStep: 'handle_failure',
    });
    const wrapped = only(replayed(flexiti, [{ session: 'f', message: failure }], { input: { flow: 'apply' } }).reports);
    expect(wrapped).toMatchObject({ session: 'f', counts: { accepted: 1 } });
  });

  it.each([
    { provider: flinks, key: 'step' },
    { provider: flinks, key: 'flinksCode' },
    { provider: flexiti, key: 'eventType' },
    { provider: pinwheel, key: 'eventName' },
    { provider: opal, key: 'type' },
  ])('is no wrapper beside $key: its session is not read', ({ provider, key }) => {
    const line = { session: 'inside', message: mounted, [key]: 'NEVER_HEARD_OF', object: 'o', action: 'a' };
    expect(only(replayed(provider, [line]).reports).session).toBeNull();
  });

  it('is no wrapper through a key that it inherits, or that its message has', () => {
    const { reports } = replayed(flinks, ['{"session":"s","message":{"step":"APP_MOUNTED"},"__proto__":{"step":"X"}}']);
    expect(only(reports)).toMatchObject({ session: 's', counts: { ...zero, accepted: 1 } });
  });

  it('may have spaces, a carriage return and a byte order mark around it', () => {
    const { records } = replayed(flinks, [
      '\ufeff{"step":"APP_MOUNTED"}',
      '  {"step":"APP_ONLINE"} \r',
      '\ufeff\r',
      '',
    ]);
    expect(records.map(({ line, verdict }) => [line, verdict])).toEqual([
      [1, 'accepted'],
      [2, 'accepted'],
    ]);
  });
});

describe('a session', () => {
  it('is named by a string or a number, and told as a string', () => {
    const { reports } = replayed(
      flinks,
      ['a', 7, '7', '', 0, -1.5, '__proto__', 'constructor'].map((session) => ({ session, message: mounted })),
    );
    expect(reports.map(({ session }) => session)).toEqual(['a', '7', '', '0', '-1.5', '__proto__', 'constructor']);
    expect(reports[1]?.counts).toEqual({ ...zero, accepted: 2 });
  });

  it.each([[null], [true], [['s']], [{ id: 's' }]])(
    'is nothing else: with %j the line cannot be parsed, and belongs to null',
    (session) => {
      const report = only(replayed(flinks, [{ session, message: mounted }]).reports);
      expect(report).toMatchObject({ session: null, verdict: 'deviates', counts: { ...zero, unparseable: 1 } });
      expect(report.rejected[0]).toMatchObject({ line: 1, type: null, reason: 'unparseable' });
    },
  );

  it('named "null" is not the session without a name', () => {
    const { reports } = replayed(flinks, [{ session: 'null', message: mounted }, { message: mounted }]);
    expect(reports.map(({ session }) => session)).toEqual(['null', null]);
  });

  it('is only told of when it has lines', () => {
    expect(replayed(flinks, []).reports).toEqual([]);
    expect(replayed(flinks, ['', '  ', '\r']).reports).toEqual([]);
    expect(replayed(flinks, [{ session: 's', message: mounted }]).reports.map(({ session }) => session)).toEqual(['s']);
  });

  it('is told of in the order of its first line', () => {
    const sessions = ['b', 'a', 'b', 'c', 'a'];
    const { reports } = replayed(
      flinks,
      sessions.map((session) => ({ session, message: mounted })),
    );
    expect(reports.map(({ session }) => session)).toEqual(['b', 'a', 'c']);
  });

  it('is evaluated as if it were alone, however sessions interleave', () => {
    const messages = fc.array(fc.constantFrom(...sampleMessages(flinks)), { maxLength: 15 });
    fc.assert(
      fc.property(
        fc.array(messages, { minLength: 2, maxLength: 4 }),
        fc.array(fc.nat(3), { minLength: 60, maxLength: 60 }),
        (runs, dice) => {
          const left = runs.map((run) => [...run]);
          const mixed: LogLine[] = [];
          for (const pick of dice) {
            const session = [0, 1, 2, 3].map((n) => (n + pick) % runs.length).find((n) => (left[n]?.length ?? 0) > 0);
            if (session === undefined) break;
            mixed.push({ session, message: left[session]?.shift() });
          }
          const together = replayed(flinks, mixed).reports;
          for (const report of together) {
            const alone = replayed(
              flinks,
              (runs[Number(report.session)] ?? []).map((message) => ({ session: report.session, message })),
            ).reports;
            expect(withoutLines(report)).toEqual(withoutLines(only(alone)));
          }
          expect(together).toHaveLength(runs.filter((run) => run.length > 0).length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function withoutLines(report: ReturnType<typeof only>) {
  const { rejected, unrecognized, ...rest } = report;
  return {
    ...rest,
    rejected: rejected.map(({ line: _line, ...each }) => each),
    unrecognized: unrecognized.map(({ line: _line, ...each }) => each),
  };
}

describe('counting', () => {
  it('counts every verdict by its name', () => {
    const { reports, records } = replayed(flinks, [
      mounted,
      { step: 'SUBMIT_MFA' },
      { step: 'INSTITUTION_SELECTED', institution: 5 },
      { step: 'SOMETHING_NEW' },
      { event: 'viewable' },
      '{"step":',
    ]);
    expect(only(reports).counts).toEqual({
      accepted: 1,
      unrecognized: 1,
      illegal: 1,
      malformed: 1,
      foreign: 1,
      unparseable: 1,
    });
    expect(records.map(({ verdict, type }) => [verdict, type])).toEqual([
      ['accepted', 'APP_MOUNTED'],
      ['illegal', 'SUBMIT_MFA'],
      ['malformed', 'INSTITUTION_SELECTED'],
      ['unrecognized', 'SOMETHING_NEW'],
      ['foreign', null],
      ['unparseable', null],
    ]);
  });

  it('finds a deviation in each verdict but accepted and unrecognized', () => {
    const verdictOf = (line: LogLine) => only(replayed(flinks, [line]).reports).verdict;
    expect(verdictOf(mounted)).toBe('conforms');
    expect(verdictOf({ step: 'SOMETHING_NEW' })).toBe('conforms');
    expect(verdictOf({ step: 'SUBMIT_MFA' })).toBe('deviates');
    expect(verdictOf({ step: 'APP_MOUNTED', institution: 5 })).toBe('deviates');
    expect(verdictOf({ event: 'viewable' })).toBe('deviates');
    expect(verdictOf('garbage')).toBe('deviates');
  });

  it.each(all)('counts each non-empty line once, in one session, whatever it is ($name)', (provider) => {
    const message = fc.oneof(fc.constantFrom(...sampleMessages(provider)), fc.jsonValue({ maxDepth: 3 }));
    const session = fc.oneof(fc.constantFrom('a', 'b', 3, '__proto__', null, undefined), fc.jsonValue());
    const line = fc.oneof(
      message.map((value) => JSON.stringify(value)),
      fc.record({ session, message }).map((value) => JSON.stringify(value)),
      fc.string(),
      fc.constantFrom('', ' ', '\r', '{', '{"step":"__proto__"}', '{"session":"a","message":', 'NaN', '"', '[]'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { records, reports } = replayed(provider, lines);
        const expected = lines.flatMap((text, index) => (text.trim() === '' ? [] : [index + 1]));
        expect(records.map((record) => record.line)).toEqual(expected);

        const sum = (counts: object) => Object.values(counts).reduce((total: number, n: number) => total + n, 0);
        expect(reports.reduce((total, { counts }) => total + sum(counts), 0)).toBe(expected.length);
        expect(new Set(reports.map((report) => report.session)).size).toBe(reports.length);
        for (const report of reports) {
          const own = records.filter((record) => record.session === report.session);
          expect(sum(report.counts)).toBe(own.length);
          for (const [verdict, count] of Object.entries(report.counts)) {
            expect(own.filter((record) => record.verdict === verdict)).toHaveLength(count);
          }
          const { illegal, malformed, foreign, unparseable } = report.counts;
          expect(report.verdict).toBe(illegal + malformed + foreign + unparseable > 0 ? 'deviates' : 'conforms');
          expect(report.rejected).toHaveLength(illegal + malformed + foreign + unparseable);
          expect(report.unrecognized).toHaveLength(report.counts.unrecognized);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(all)('leaves the very same snapshot behind what is not accepted ($name)', (provider) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...sampleMessages(provider)), { maxLength: 40 }), (messages) => {
        const { records } = replayed(
          provider,
          messages.map((message) => ({ message })),
        );
        for (const [index, { verdict, snapshot }] of records.entries()) {
          const before = records[index - 1]?.snapshot;
          if (before === undefined) continue;
          // Compared here: printing the difference of two snapshots takes all the memory there is.
          expect(snapshot !== before, `${verdict} at ${index}`).toBe(verdict === 'accepted');
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each(all)('comes to the verdicts of a live session ($name)', (provider: Provider) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...sampleMessages(provider)), { maxLength: 30 }), (messages) => {
        const session = openSession(provider);
        const live = messages.map((message) => session.receive(message).verdict);
        const { records, reports } = replayed(
          provider,
          messages.map((message) => ({ message })),
        );
        expect(records.map(({ verdict }) => verdict)).toEqual(live);
        if (messages.length > 0) {
          expect(only(reports).state).toEqual(session.snapshot.value);
          expect(only(reports).rejected.map(({ explanation }) => explanation)).toEqual(
            session.rejections.map(({ explanation }) => explanation),
          );
        }
        session.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('a rejection', () => {
  it('tells the line, the type, the reason, the state it met, what was expected, and why', () => {
    const [rejection] = only(replayed(flinks, ['', mounted, '', { step: 'SUBMIT_MFA' }]).reports).rejected;
    const { state } = only(replayed(flinks, [mounted]).reports);
    expect(rejection).toMatchObject({ line: 4, file: null, type: 'SUBMIT_MFA', reason: 'illegal', state });
    expect(rejection?.expected).toContain('COMPONENT_LOAD_INSTITUTION_SELECTOR');
    expect(rejection?.expected).not.toContain('SUBMIT_MFA');
    expect(rejection?.expected).toEqual([...(rejection?.expected ?? [])].sort());
    // Ambient types are left out: they are legal at any time.
    for (const informational of ['APP_RESIZE', 'APP_ONLINE', 'APP_OFFLINE']) {
      expect(rejection?.expected).not.toContain(informational);
    }
    expect(rejection?.explanation).toMatch(/^[^\n]*SUBMIT_MFA[^\n]*\.$/);
  });

  it('expects nothing after the end', () => {
    const { rejected } = only(replayed(flinks, [...flinksRun, mounted, flinksRun.at(-1) ?? {}]).reports);
    expect(rejected).toMatchObject([
      { type: 'APP_MOUNTED', reason: 'illegal', code: 'after_end', expected: [] },
      { type: 'REDIRECT', reason: 'illegal', code: 'after_end', expected: [] },
    ]);
  });

  it('accepts after the end what the provider says may still come', () => {
    const late = ['APP_RESIZE', 'FEEDBACK', 'APP_OFFLINE', 'APP_ONLINE'].map((step) => ({ step }));
    const { records, reports } = replayed(flinks, [...flinksRun, ...late]);
    expect(only(reports)).toMatchObject({ verdict: 'conforms', outcome: 'succeeded', counts: { illegal: 0 } });
    const [end, ...after] = records.slice(flinksRun.length - 1);
    for (const record of after) {
      expect([record.verdict, record.rejection()]).toEqual(['accepted', null]);
      expect(record.snapshot).toBe(end?.snapshot);
    }
    expect(after).toHaveLength(late.length);
  });

  it.each([
    ['no JSON', '{"step":', /JSON/],
    ['a session of the wrong type', '{"session":{},"message":{"step":"APP_MOUNTED"}}', /session/],
  ])('says of %s what is wrong with the line', (_name, line, words) => {
    const [rejection] = only(replayed(flinks, [line]).reports).rejected;
    expect(rejection).toMatchObject({ reason: 'unparseable', type: null });
    expect(rejection?.explanation).toMatch(words);
  });

  it('quotes no value of the message', () => {
    const secret = 'hunter2-6747ff12';
    const { reports } = replayed(flinks, [
      mounted,
      { step: 'INSTITUTION_SELECTED', institution: [secret] },
      { step: 'REDIRECT', url: `https://x.example/?token=${secret}` },
      { step: 'REDIRECT', loginId: [secret], url: `https://x.example/?loginId=${secret}` },
      { [secret]: secret },
      { password: secret },
      `{"password":"${secret}"`,
      { session: [secret], message: mounted },
    ]);
    expect(only(reports).counts).toMatchObject({ malformed: 3, foreign: 2, unparseable: 2 });
    expect(JSON.stringify(only(reports).rejected)).not.toContain(secret);
  });
});

describe('line numbers', () => {
  it('go on from file to file, and each entry names its file', () => {
    const records: LineRecord[] = [];
    const log = createReplay(flinks, { onRecord: (record) => records.push(record) });
    // The first file has no newline at its end, the second is empty, the third begins with an empty line.
    for (const [file, text] of Object.entries({
      'a.ndjson': '{"step":"NEW_A"}\n{"step":"SUBMIT_MFA"}',
      'b.ndjson': '',
      'c.ndjson': '\n{"step":"SUBMIT_MFA"}\r\n\r\n{"step":"NEW_C"}\n',
    })) {
      const splitter = createLineSplitter(1000, (line) => log.take(line, file));
      splitter.push(Buffer.from(text));
      splitter.end();
    }
    expect(records.map(({ line, file, type }) => [line, file, type])).toEqual([
      [1, 'a.ndjson', 'NEW_A'],
      [2, 'a.ndjson', 'SUBMIT_MFA'],
      [4, 'c.ndjson', 'SUBMIT_MFA'],
      [6, 'c.ndjson', 'NEW_C'],
    ]);
    const report = only([...log.reports()]);
    expect(report.unrecognized).toEqual([
      { line: 1, file: 'a.ndjson', type: 'NEW_A' },
      { line: 6, file: 'c.ndjson', type: 'NEW_C' },
    ]);
    expect(report.rejected.map(({ line, file }) => [line, file])).toEqual([
      [2, 'a.ndjson'],
      [4, 'c.ndjson'],
    ]);
    expect(log.lines).toBe(6);
  });

  it('are the same with windows newlines', () => {
    const numbers = (text: string) => {
      const records: LineRecord[] = [];
      const log = createReplay(flinks, { onRecord: (record) => records.push(record) });
      const splitter = createLineSplitter(1000, (line) => log.take(line, null));
      splitter.push(Buffer.from(text));
      splitter.end();
      return records.map(({ line, verdict }) => [line, verdict]);
    };
    const lines = ['{"step":"APP_MOUNTED"}', '', '{"step":"SUBMIT_MFA"}', 'garbage', ''];
    expect(numbers(lines.join('\r\n'))).toEqual(numbers(lines.join('\n')));
    expect(numbers(lines.join('\r\n'))).toEqual([
      [1, 'accepted'],
      [3, 'illegal'],
      [4, 'unparseable'],
    ]);
  });
});

describe('the lists', () => {
  const illegal = (session: number | string, count: number) =>
    Array.from({ length: count }, () => ({ session, message: { step: 'SUBMIT_MFA' } }));
  const unknown = (session: number | string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ session, message: { step: `NEW_${n}` } }));

  it('hold the first 100 of a session, and the counts all', () => {
    const report = only(replayed(flinks, [...illegal('s', 130), ...unknown('s', 120)]).reports);
    expect(report.counts).toEqual({ ...zero, illegal: 130, unrecognized: 120 });
    expect(report.rejected.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    expect(report.unrecognized.map(({ type }) => type)).toEqual(Array.from({ length: 100 }, (_, n) => `NEW_${n}`));
  });

  it('hold as many as were asked for, none too', () => {
    const report = only(replayed(flinks, [...illegal('s', 9), ...unknown('s', 9)], { maxListed: 4 }).reports);
    expect([report.rejected.length, report.unrecognized.length]).toEqual([4, 4]);
    const none = only(replayed(flinks, illegal('s', 9), { maxListed: 0 }).reports);
    expect(none).toMatchObject({ rejected: [], verdict: 'deviates', counts: { illegal: 9 } });
  });

  it('hold 10,000 in all, whatever was asked for', () => {
    const listed = (lines: LogLine[], maxListed?: number) =>
      replayed(flinks, lines, { maxListed }).reports.reduce(
        (sum, { rejected, unrecognized }) => sum + rejected.length + unrecognized.length,
        0,
      );
    const many = Array.from({ length: 120 }, (_, session) => [...illegal(session, 60), ...unknown(session, 60)]).flat();
    expect(listed(many)).toBe(10_000);
    expect(listed(illegal('s', 12_000), 1_000_000)).toBe(10_000);
    expect(listed(many.slice(0, 1000))).toBe(1000);
  });

  it('bound nothing but themselves: each line is still told of, with its explanation', () => {
    const { records } = replayed(flinks, illegal('s', 300), { maxListed: 1 });
    expect(records).toHaveLength(300);
    expect(records.at(-1)?.rejection()).toMatchObject({ line: 300, reason: 'illegal', type: 'SUBMIT_MFA' });
  });

  it('do not keep a name of any length', () => {
    const report = only(replayed(flinks, [{ step: 'N'.repeat(100_000) }]).reports);
    expect(report.counts.unrecognized).toBe(1);
    expect(report.unrecognized[0]?.type.length).toBeLessThan(1000);
  });
});

describe('origins', () => {
  const from = (origin: unknown, message: unknown = mounted) => ({ session: 's', origin, message });
  const trusted = 'https://toolbox-iframe.private.fin.ag';

  it('are not checked when none is named', () => {
    const { records } = replayed(flinks, [from('https://evil.example'), from('null'), from('')]);
    expect(records.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('are checked against those named, exactly', () => {
    const options = { origins: [trusted, 'https://other.example'] };
    const verdict = (origin: unknown) => replayed(flinks, [from(origin)], options).records[0]?.verdict;
    expect(verdict(trusted)).toBe('accepted');
    expect(verdict('https://other.example')).toBe('accepted');
    for (const strange of [
      'https://evil.example',
      'http://toolbox-iframe.private.fin.ag',
      `${trusted}.evil.example`,
      `${trusted}:8443`,
      `x${trusted}`,
      'null',
      '',
      '*',
    ]) {
      expect(verdict(strange), strange).toBe('foreign');
    }
  });

  it('make a message foreign whatever it says, known, unknown or malformed', () => {
    const { records, reports } = replayed(
      flinks,
      [
        from('https://evil.example', mounted),
        from('https://evil.example', { step: 'SOMETHING_NEW' }),
        from('https://evil.example', { step: 'APP_MOUNTED', institution: 5 }),
        from(trusted, mounted),
      ],
      { origins: [trusted] },
    );
    expect(records.map(({ verdict }) => verdict)).toEqual(['foreign', 'foreign', 'foreign', 'accepted']);
    expect(only(reports).rejected[0]).toMatchObject({ reason: 'foreign' });
    expect(only(reports).rejected[0]?.explanation).toMatch(/origin/);
  });

  it('may be left out of a line: then there is nothing to check', () => {
    const { records } = replayed(flinks, [mounted, { session: 's', message: mounted }], { origins: [trusted] });
    expect(records.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
  });
});

describe('several providers in one file', () => {
  const lines = all.flatMap((each) => sampleMessages(each).map((message) => ({ message })));

  // Two providers may use the same names in the same envelope: what a message is to one says nothing of the other.
  it.each(all)('are read one by one, as $name reads them', (provider) => {
    const { records, reports } = replayed(provider, lines);
    expect(records).toHaveLength(lines.length);
    for (const [index, { message }] of lines.entries()) {
      const { kind } = provider.read(message);
      expect(kind === 'event' ? ['accepted', 'illegal'] : [kind]).toContain(records[index]?.verdict);
    }
    const { accepted, illegal } = only(reports).counts;
    expect(accepted + illegal).toBeGreaterThanOrEqual(sampleMessages(provider).length);
  });

  it.each([
    [flinks, mounted, {}],
    [flexiti, flexitiSuccess, { flow: 'purchase' }],
    [pinwheel, { type: 'PINWHEEL_EVENT', eventName: 'open', payload: {} }, {}],
  ] as const)('leave $name as it would be alone, where their envelopes differ', (provider, message, input) => {
    const others = [mounted, flexitiSuccess, { type: 'PINWHEEL_EVENT', eventName: 'open', payload: {} }];
    const log = [message, ...others.filter((other) => JSON.stringify(other) !== JSON.stringify(message))];
    const { records, reports } = replayed(provider as Provider, log, { input });
    expect(records.map(({ verdict }) => verdict)).toEqual(['accepted', 'foreign', 'foreign']);
    expect(only(reports)).toMatchObject({ verdict: 'deviates', counts: { ...zero, accepted: 1, foreign: 2 } });
  });
});

describe('hostile lines', () => {
  it.each(all)('named __proto__ or like a method change nothing ($name)', (provider) => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', ''];
    const lines = names.flatMap((name) => [
      `{"step":${JSON.stringify(name)}}`,
      `{"flinksCode":${JSON.stringify(name)},"x":{"__proto__":{"polluted":true}}}`,
      `{"eventType":${JSON.stringify(name)},"eventData":{"__proto__":{"polluted":true}}}`,
      `{"type":${JSON.stringify(name)},"object":"o","action":"a","data":{"__proto__":{"polluted":true}}}`,
      `{"eventName":${JSON.stringify(name)},"payload":{"__proto__":{"polluted":true}}}`,
      `{"session":${JSON.stringify(name)},"message":{"__proto__":{"polluted":true}}}`,
    ]);
    const { records } = replayed(provider, lines);
    expect(records).toHaveLength(lines.length);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(records.map(({ verdict }) => verdict)).not.toContain('accepted');
  });

  it.each(all)('nested very deep get verdicts like others ($name)', (provider) => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const lines = [
      deep,
      `{"message":${deep}}`,
      `{"step":"APP_MOUNTED","extra":${deep}}`,
      `{"eventType":"flx-cancel","eventData":${deep}}`,
      `{"type":"new","object":"o","action":"a","data":${deep}}`,
      `{"eventName":"new","payload":${deep}}`,
    ];
    const { records, reports } = replayed(provider, lines);
    expect(records).toHaveLength(lines.length);
    expect(() => JSON.stringify(reports)).not.toThrow();
  });
});

it('explains every kind of line as text that JSON can carry back', () => {
  const { reports } = replayed(flinks, [mounted, 'garbage', { step: 'SUBMIT_MFA' }, asLine({ a: 1 })]);
  expect(JSON.parse(JSON.stringify(reports))).toEqual(reports);
});
