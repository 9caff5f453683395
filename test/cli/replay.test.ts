import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SessionReport } from '../../src/replay/replay.ts';
import { flexitiSuccess, flinksRun } from '../replay/support.ts';
import { cli, Kept, ndjson } from './run.ts';

const flinks = ['replay', '--provider', 'flinks'];
const mounted = { step: 'APP_MOUNTED' };
const illegal = { step: 'SUBMIT_MFA' };
const loginId = '6747ff12-6943-429f-c710-08d9aaed1c78';
const requestId = '89c77e20-dc45-4f30-9a9c-24059b1d255c';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'widget-statecharts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

async function file(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** One line of a wrong call: no stack trace, and nothing on standard output. */
function expectWrongCall({ code, stdout, stderr }: Awaited<ReturnType<typeof cli>>, words: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/\n\s+at |node:internal/);
}

describe('the exit code', () => {
  it('is 0 when all sessions conform', async () => {
    const log = ndjson(...flinksRun.map((message) => ({ session: 's', message })), { session: 't', message: mounted });
    for (const mode of [[], ['--json'], ['--verdicts']]) {
      expect(await cli([...flinks, ...mode], { stdin: log })).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('is 0 when a name is unknown: that is no deviation', async () => {
    const { code, json } = await cli([...flinks, '--json'], { stdin: ndjson(mounted, { step: 'SOMETHING_NEW' }) });
    expect(code).toBe(0);
    expect(json<SessionReport>()[0]).toMatchObject({
      verdict: 'conforms',
      unrecognized: [{ line: 2, type: 'SOMETHING_NEW' }],
    });
  });

  it.each([
    ['illegal', illegal],
    ['malformed', { step: 'APP_MOUNTED', institution: 7 }],
    ['foreign', { event: 'viewable' }],
    ['unparseable', '{"step":'],
  ])('is 1 when a message is %s', async (verdict, line) => {
    const log = ndjson({ session: 'good', message: mounted }, line);
    for (const mode of [[], ['--json'], ['--verdicts']]) {
      expect(await cli([...flinks, ...mode], { stdin: log })).toMatchObject({ code: 1, stderr: '' });
    }
    const { json } = await cli([...flinks, '--json'], { stdin: log });
    expect(json<SessionReport>()[1]?.counts).toMatchObject({ [verdict]: 1 });
  });

  it('is 0 for an empty log, in every form of output', async () => {
    for (const stdin of ['', '\n', '\n\r\n  \n']) {
      expect(await cli([...flinks, '--json'], { stdin })).toMatchObject({ code: 0, stdout: '', stderr: '' });
      expect(await cli([...flinks, '--verdicts'], { stdin })).toMatchObject({ code: 0, stdout: '', stderr: '' });
      const human = await cli(flinks, { stdin });
      expect(human).toMatchObject({ code: 0, stderr: '' });
      expect(human.stdout).toMatch(/^[^\n]+\n$/);
    }
  });
});

describe('a wrong call', () => {
  it('names no command, or one that there is not', async () => {
    expectWrongCall(await cli([]), /replay/);
    expectWrongCall(await cli(['repaly']), /repaly/);
    expectWrongCall(await cli(['__proto__']), /__proto__/);
    expectWrongCall(await cli(['toString']), /toString/);
    expectWrongCall(await cli(['--json']), /--json/);
    expectWrongCall(await cli(['two\nlines']), /two/);
  });

  it('names two widgets', async () => {
    expectWrongCall(await cli([...flinks, '--provider', 'opal']), /more than once/);
    expectWrongCall(await cli([...flinks, '--json', '--provider=flinks']), /more than once/);
    expectWrongCall(await cli(['events', '--provider', 'opal', '--provider', 'flinks']), /more than once/);
    // Behind this, all are names of files.
    expectWrongCall(await cli([...flinks, '--', '--provider']), /cannot read "--provider"/);
  });

  it.each([
    [['replay'], /--provider/],
    [['replay', '--provider'], /--provider/],
    [['replay', '--provider', ''], /flinks/],
    [['replay', '--provider', 'plaid'], /plaid.*flinks/],
    [['replay', '--provider', 'Flinks'], /Flinks/],
    [['replay', '--provider', 'constructor'], /constructor/],
    [[...flinks, '--bogus'], /--bogus/],
    [[...flinks, '-x'], /-x/],
    [[...flinks, '--json=yes'], /--json/],
    [[...flinks, '--json', '--verdicts'], /--json.*--verdicts/],
    [[...flinks, '--origin'], /--origin/],
    [[...flinks, '--max-line', 'much'], /--max-line/],
    [[...flinks, '--max-line', '1.5'], /--max-line/],
    [[...flinks, '--max-line=-1'], /--max-line/],
    [[...flinks, '--max-line', '-1'], /--max-line/],
    [[...flinks, '--max-line='], /--max-line/],
    [[...flinks, '--max-listed', '1e3'], /--max-listed/],
    [[...flinks, '--max-listed', 'NaN'], /--max-listed/],
  ])('is %j', async (args, words) => {
    expectWrongCall(await cli(args, { stdin: ndjson(mounted) }), words);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{flow:apply}'],
    ['half of one', '{"flow":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"apply"'],
    ['a number', '7'],
    ['a wrong type', '{"maximumRetry":"three"}'],
    ['a text where a flag belongs', '{"consentEnable":"yes"}'],
    ['a number where a flag belongs', '{"closeEnable":1}'],
    ['an object where a text belongs', '{"path":{}}'],
  ])('gives %s as --input', async (_name, input) => {
    expectWrongCall(await cli([...flinks, '--input', input], { stdin: ndjson(mounted) }), /input/);
  });

  it.each([
    ['opal', '{"mode":7}'],
    ['pinwheel', '{"sdkVersion":"three"}'],
    ['pinwheel', '{"sdkVersion":4}'],
    ['pinwheel', '{"jobs":"paystubs"}'],
    ['pinwheel', '{"onDemandUpdate":"perhaps"}'],
    ['flexiti', '{"flow":"lease"}'],
    ['flexiti', '{"flow":null}'],
    ['flexiti', '{"flow":["apply"]}'],
  ])('gives %s the --input %s', async (provider, input) => {
    expectWrongCall(await cli(['replay', '--provider', provider, '--input', input]), /input/);
  });

  it('is flexiti without its flow: nothing can be judged', async () => {
    const args = ['replay', '--provider', 'flexiti'];
    expectWrongCall(await cli(args, { stdin: ndjson(flexitiSuccess) }), /flow/);
    expectWrongCall(await cli([...args, '--input', '{}'], { stdin: ndjson(flexitiSuccess) }), /flow/);
    const right = await cli([...args, '--input', '{"flow":"purchase"}'], { stdin: ndjson(flexitiSuccess) });
    expect(right.code).toBe(0);
  });
});

it('warns of a key of --input that the chart does not know, and goes on', async () => {
  const { code, stderr, json } = await cli([...flinks, '--json', '--input', '{"consentEnabled":true}'], {
    stdin: ndjson(mounted),
  });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^[^\n]*consentEnabled[^\n]*\n$/);
  expect(json()).toHaveLength(1);
});

it('takes --input as the configuration: what it switches off is illegal', async () => {
  const log = ndjson(mounted, { step: 'COMPONENT_CLOSE_SESSION' });
  const codeWith = async (input: string) => (await cli([...flinks, '--json', '--input', input], { stdin: log })).code;
  expect(await codeWith('{}')).toBe(0);
  expect(await codeWith('{"closeEnable":true}')).toBe(0);
  expect(await codeWith('{"closeEnable":"true"}')).toBe(0);
  expect(await codeWith('{"closeEnable":false}')).toBe(1);
  expect(await codeWith('{"closeEnable":"false"}')).toBe(1);
});

describe('files', () => {
  it('are read one after the other, and named in the report; lines go on', async () => {
    const first = await file('first.ndjson', '\n{"step":"APP_MOUNTED"}\n{"step":"NEW"}');
    const second = await file('second.ndjson', '{"step":"SUBMIT_MFA"}\r\n');
    const { code, json } = await cli([...flinks, '--json', first, second], { stdin: 'never read' });
    expect(code).toBe(1);
    expect(json<SessionReport>()).toEqual([
      expect.objectContaining({
        unrecognized: [{ line: 3, file: first, type: 'NEW' }],
        rejected: [expect.objectContaining({ line: 4, file: second, type: 'SUBMIT_MFA' })],
      }),
    ]);
  });

  it('from standard input have no name', async () => {
    const { json } = await cli([...flinks, '--json'], { stdin: ndjson(illegal) });
    expect(json<SessionReport>()[0]?.rejected[0]).toMatchObject({ line: 1, file: null });
  });

  it('that cannot be read stop nothing else, and make the call wrong', async () => {
    const good = await file('good.ndjson', ndjson(...flinksRun));
    const missing = join(folder, 'missing.ndjson');
    for (const mode of [[], ['--json'], ['--verdicts']]) {
      const alone = await cli([...flinks, ...mode, good]);
      const both = await cli([...flinks, ...mode, missing, good, folder]);
      expect(alone.code).toBe(0);
      expect(both.code).toBe(2);
      expect(both.stdout).toBe(alone.stdout);
      expect(both.stderr).toMatch(/^[^\n]+\n$/);
      expect(both.stderr).toContain(missing);
      expect(both.stderr).toContain('EISDIR');
      expect(both.stderr).not.toMatch(/\n\s+at /);
    }
  });

  it('that cannot be read outweigh a deviation', async () => {
    const bad = await file('bad.ndjson', ndjson(illegal));
    expect((await cli([...flinks, '--json', bad, join(folder, 'missing.ndjson')])).code).toBe(2);
  });
});

describe('--json', () => {
  const log = ndjson(
    ...flinksRun.map((message) => ({ session: 's1', at: '2026-03-02T14:00:00Z', message })),
    { session: 's1', message: { step: 'SOMETHING_NEW' } },
    { session: 's1', message: mounted },
    'garbage',
  );

  it('prints one line a session, exactly as specified, keys in order', async () => {
    const { code, lines, json } = await cli([...flinks, '--json'], { stdin: log });
    expect(code).toBe(1);
    const [first, second] = json<SessionReport>();
    expect(lines).toHaveLength(2);
    for (const report of [first, second]) {
      expect(Object.keys(report ?? {})).toEqual([
        'session',
        'provider',
        'verdict',
        'status',
        'outcome',
        'nextStep',
        'state',
        'output',
        'counts',
        'unrecognized',
        'rejected',
      ]);
      expect(Object.keys(report?.counts ?? {})).toEqual([
        'accepted',
        'unrecognized',
        'illegal',
        'malformed',
        'foreign',
        'unparseable',
      ]);
      for (const rejection of report?.rejected ?? []) {
        expect(Object.keys(rejection)).toEqual([
          'line',
          'file',
          'type',
          'reason',
          'code',
          'state',
          'expected',
          'explanation',
        ]);
      }
      for (const name of report?.unrecognized ?? []) expect(Object.keys(name)).toEqual(['line', 'file', 'type']);
    }
    expect(first).toMatchObject({
      session: 's1',
      provider: 'flinks',
      verdict: 'deviates',
      status: 'ended',
      outcome: 'succeeded',
      nextStep: 'retrieve_data',
      output: { loginId, requestId, institution: 'FlinksCapital', accountIds: [] },
      counts: { accepted: 6, unrecognized: 1, illegal: 1, malformed: 0, foreign: 0, unparseable: 0 },
      unrecognized: [{ line: 7, file: null, type: 'SOMETHING_NEW' }],
    });
    expect(first?.rejected).toEqual([
      {
        line: 8,
        file: null,
        type: 'APP_MOUNTED',
        reason: 'illegal',
        code: 'after_end',
        state: first?.state,
        expected: [],
        explanation: expect.stringMatching(/APP_MOUNTED/),
      },
    ]);
    expect(second).toMatchObject({
      session: null,
      verdict: 'deviates',
      status: 'active',
      outcome: null,
      nextStep: null,
      output: null,
      counts: { accepted: 0, unrecognized: 0, illegal: 0, malformed: 0, foreign: 0, unparseable: 1 },
      unrecognized: [],
      rejected: [{ line: 9, file: null, type: null, reason: 'unparseable' }],
    });
  });

  it('keeps a session on one line, whatever its name holds', async () => {
    const session = 'two\nlines\u2028"quoted"\u001b[2J';
    const { lines, json } = await cli([...flinks, '--json'], { stdin: ndjson({ session, message: mounted }) });
    expect(lines).toHaveLength(1);
    expect(json<SessionReport>()[0]?.session).toBe(session);
  });

  it('bounds its lists with --max-listed, and its counts with nothing', async () => {
    const stdin = ndjson(...Array<object>(150).fill(illegal), ...Array<object>(150).fill({ step: 'NEW' }));
    const listed = async (...args: string[]) => {
      const [report] = (await cli([...flinks, '--json', ...args], { stdin })).json<SessionReport>();
      expect(report?.counts).toMatchObject({ illegal: 150, unrecognized: 150 });
      return [report?.rejected.length, report?.unrecognized.length];
    };
    expect(await listed()).toEqual([100, 100]);
    expect(await listed('--max-listed', '3')).toEqual([3, 3]);
    expect(await listed('--max-listed', '0')).toEqual([0, 0]);
    expect(await listed('--max-listed', '1000')).toEqual([150, 150]);
  });
});

describe('--verdicts', () => {
  it('prints one line a message, in order, nothing left out', async () => {
    const sessions = ['a', 'b', 'c'];
    const messages = [mounted, illegal, { step: 'NEW' }, { x: 1 }];
    const log = Array.from({ length: 3000 }, (_, n) => ({ session: sessions[n % 3], message: messages[n % 4] }));
    const { code, json } = await cli([...flinks, '--verdicts', '--max-listed', '0'], { stdin: ndjson(...log) });
    expect(code).toBe(1);
    const printed = json<{
      line: number;
      session: string;
      verdict: string;
      explanation?: string;
      expected?: string[];
    }>();
    expect(printed.map(({ line }) => line)).toEqual(log.map((_, n) => n + 1));
    expect(printed.map(({ session }) => session)).toEqual(log.map(({ session }) => session));
    for (const { verdict, explanation, expected } of printed) {
      const rejected = verdict !== 'accepted' && verdict !== 'unrecognized';
      expect(explanation !== undefined, verdict).toBe(rejected);
      expect(expected !== undefined, verdict).toBe(rejected);
    }
  });

  it('agrees with the counts of --json', async () => {
    const stdin = ndjson(...flinksRun, illegal, { step: 'NEW' }, { x: 1 }, 'garbage', { step: 'REDIRECT' });
    const verdicts = (await cli([...flinks, '--verdicts'], { stdin })).json<{ verdict: string }>();
    const [report] = (await cli([...flinks, '--json'], { stdin })).json<SessionReport>();
    for (const [verdict, count] of Object.entries(report?.counts ?? {})) {
      expect(verdicts.filter((line) => line.verdict === verdict)).toHaveLength(count);
    }
    expect(verdicts).toHaveLength(flinksRun.length + 5);
  });
});

describe('--max-line', () => {
  const long = JSON.stringify({ step: 'APP_MOUNTED', extra: 'x'.repeat(100) });

  it('skips a longer line, counts it, and goes on with the next', async () => {
    const stdin = ndjson(long, mounted);
    const short = await cli([...flinks, '--json', '--max-line', '99'], { stdin });
    expect(short.code).toBe(1);
    expect(short.json<SessionReport>()).toEqual([
      expect.objectContaining({
        session: null,
        counts: { accepted: 1, unrecognized: 0, illegal: 0, malformed: 0, foreign: 0, unparseable: 1 },
        rejected: [
          expect.objectContaining({ line: 1, reason: 'unparseable', explanation: expect.stringMatching(/99/) }),
        ],
      }),
    ]);
    expect((await cli([...flinks, '--json', '--max-line', `${long.length}`], { stdin })).code).toBe(0);
    expect((await cli([...flinks, '--json', '--max-line', `${long.length - 1}`], { stdin })).code).toBe(1);
  });

  it('is 1 MiB unless told', async () => {
    const line = (size: number) =>
      JSON.stringify({ step: 'APP_MOUNTED', x: '' }).replace('""', `"${'x'.repeat(size - 29)}"`);
    expect(line(2 ** 20)).toHaveLength(2 ** 20);
    const counts = async (size: number) =>
      (await cli([...flinks, '--json'], { stdin: ndjson(line(size)) })).json<SessionReport>()[0]?.counts;
    expect(await counts(2 ** 20)).toMatchObject({ accepted: 1, unparseable: 0 });
    expect(await counts(2 ** 20 + 1)).toMatchObject({ accepted: 0, unparseable: 1 });
  });

  it('puts a long line into session null, whatever session it names', async () => {
    const { json } = await cli([...flinks, '--json', '--max-line', '99'], {
      stdin: ndjson({ session: 's', message: { step: 'NEW', x: 'x'.repeat(100) } }),
    });
    expect(json<SessionReport>().map(({ session }) => session)).toEqual([null]);
  });
});

describe('--origin', () => {
  const from = (origin: string) => ({ session: origin, origin, message: mounted });

  it('may be repeated, and makes every other origin foreign', async () => {
    const stdin = ndjson(from('https://a.example'), from('https://b.example'), from('https://c.example'));
    expect((await cli([...flinks, '--json'], { stdin })).code).toBe(0);
    const args = [...flinks, '--json', '--origin', 'https://a.example', '--origin', 'https://b.example'];
    const { code, json } = await cli(args, { stdin });
    expect(code).toBe(1);
    expect(json<SessionReport>().map(({ counts }) => counts.foreign)).toEqual([0, 0, 1]);
  });

  it('cannot judge what names no origin, and says of how many messages that is so', async () => {
    const args = [...flinks, '--json', '--origin', 'https://a.example'];
    const stdin = ndjson(from('https://a.example'), { session: 'b', message: mounted }, '', 'no JSON', mounted);
    expect((await cli(args, { stdin })).stderr).toBe(
      'widget-statecharts: 2 of 3 messages name no origin: theirs was not judged by --origin\n',
    );
    expect((await cli(args, { stdin: ndjson(from('https://a.example')) })).stderr).toBe('');
    expect((await cli([...flinks, '--json'], { stdin })).stderr).toBe('');
  });
});

describe('a transcript', () => {
  const secrets = [loginId, requestId];

  it('tells each message with the state after it, and a summary at the end', async () => {
    const stdin = ndjson(
      ...flinksRun.map((message) => ({ session: 's1', message })),
      { session: 's2', message: mounted },
      { session: 's2', message: illegal },
    );
    const { code, stdout, lines } = await cli(flinks, { stdin });
    expect(code).toBe(1);
    for (const [index, { step }] of flinksRun.entries()) {
      expect(
        lines.some((line) => new RegExp(`\\b${index + 1}\\b.*${step}\\b.*\\S`).test(line)),
        `${step}`,
      ).toBe(true);
    }
    expect(lines.find((line) => line.includes('REDIRECT'))).toMatch(/redirected/);
    expect(lines.find((line) => line.includes('INSTITUTION_SELECTED'))).toMatch(/open\./);
    expect(stdout).toMatch(/illegal: .*SUBMIT_MFA.*\./);
    expect(stdout.indexOf('s1')).toBeLessThan(stdout.indexOf('s2'));
    expect(stdout).toMatch(/retrieve_data/);
    expect(lines.at(-1)).toMatch(/2 sessions.*1 conform.*1 deviate/);
  });

  it('masks handles, in every provider', async () => {
    const flinksLog = ndjson(...flinksRun);
    const eyes = await cli(flinks, { stdin: flinksLog });
    for (const secret of secrets) expect(eyes.stdout).not.toContain(secret);
    expect(eyes.stdout).toContain('FlinksCapital');
    expect((await cli([...flinks, '--json'], { stdin: flinksLog })).stdout).toContain(loginId);

    const { eventData } = flexitiSuccess;
    const flexiti = await cli(['replay', '--provider', 'flexiti', '--input', '{"flow":"purchase"}'], {
      stdin: ndjson(flexitiSuccess),
    });
    expect(flexiti.stdout).toMatch(/send_authorization/);
    for (const secret of [eventData.accountNumber, eventData.customerId, eventData.widget_session_id]) {
      expect(flexiti.stdout).not.toContain(`${secret}`);
    }
  });

  it('masks them in what it rejects too', async () => {
    const stdin = ndjson(
      ...flinksRun,
      flinksRun.at(-1) ?? {},
      { step: 'REDIRECT', loginId: [loginId], url: `https://x.example/?loginId=${loginId}` },
      `{"step":"REDIRECT","loginId":"${loginId}"`,
    );
    for (const mode of [[], ['--verdicts']]) {
      expect((await cli([...flinks, ...mode], { stdin })).stdout).not.toContain(loginId);
    }
    const [report] = (await cli([...flinks, '--json'], { stdin })).json<SessionReport>();
    expect(report?.rejected).toHaveLength(3);
    expect(JSON.stringify(report?.rejected)).not.toContain(loginId);
  });

  it('lets no control character through to the terminal', async () => {
    const evil = '\u001b[2J\u0007\u009b31m\r\u202eevil\u2066\u0000';
    const stdin = ndjson(
      { session: `s${evil}`, message: mounted },
      { session: `s${evil}`, message: { step: `NEW${evil}` } },
      ...flinksRun.map((message) => ({ session: 't', message: { ...message, institution: `Bank${evil}` } })),
    );
    const { code, stdout } = await cli(flinks, { stdin });
    expect(code).toBe(0);
    expect(stdout).toMatch(/NEW/);
    expect(stdout).toMatch(/Bank/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to look for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  it('has no colours away from a terminal, or with NO_COLOR', async () => {
    const stdin = ndjson(mounted, illegal);
    expect((await cli(flinks, { stdin })).stdout).not.toContain('\u001b');
    const plain = await cli(flinks, { stdin, stdoutIsTerminal: true, env: { NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain('\u001b');
  });

  it('explains a rejection that comes late in a long session', async () => {
    const stdin = ndjson(mounted, ...Array<object>(400).fill({ step: 'APP_RESIZE' }), illegal);
    const { code, stdout } = await cli(flinks, { stdin });
    expect(code).toBe(1);
    expect(stdout).toMatch(/illegal: .*SUBMIT_MFA/);
  });
});

describe('bad input', () => {
  it('of garbage is counted line by line', async () => {
    const garbage = Buffer.concat([
      Buffer.from('\u0000\u0001\nnot json\n{"a":\n'),
      Buffer.from([0xff, 0xfe, 0x0a, 0xc3, 0x28, 0x0a, 0xf0, 0x9f, 0x0a]),
      Buffer.from('"text"\n1\nnull\ntrue\n[]\n{}\n[[[\n{"step":"__proto__"}\n{"step":"APP_MOUNTED"}'),
    ]);
    const { code, stderr, json } = await cli([...flinks, '--json'], { stdin: [garbage] });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(json<SessionReport>()).toEqual([
      expect.objectContaining({
        session: null,
        counts: { accepted: 1, unrecognized: 1, illegal: 0, malformed: 0, foreign: 6, unparseable: 7 },
      }),
    ]);
    for (const mode of [[], ['--verdicts']]) {
      const { code: again, stderr: silent } = await cli([...flinks, ...mode], { stdin: [garbage] });
      expect({ again, silent }).toEqual({ again: 1, silent: '' });
    }
  });

  it('of a log cut inside a character says so, and loses nothing before it', async () => {
    const whole = Buffer.from(ndjson(mounted, { step: 'INSTITUTION_SELECTED', institution: 'Crédit 😀' }));
    const { code, json } = await cli([...flinks, '--json'], { stdin: [whole.subarray(0, whole.indexOf('😀') + 2)] });
    expect(code).toBe(1);
    const [report] = json<SessionReport>();
    expect(report?.counts).toMatchObject({ accepted: 1, unparseable: 1 });
    expect(report?.rejected[0]).toMatchObject({ line: 2, explanation: expect.stringMatching(/UTF-8/) });
  });

  it('may come byte by byte', async () => {
    const whole = Buffer.from(`\ufeff${ndjson(mounted, { step: 'NÉW😀' }, illegal)}`);
    const byByte = await cli([...flinks, '--json'], { stdin: [...whole].map((byte) => Buffer.from([byte])) });
    const atOnce = await cli([...flinks, '--json'], { stdin: [whole] });
    expect(byByte.stdout).toBe(atOnce.stdout);
    expect(atOnce.json<SessionReport>()[0]?.counts).toMatchObject({ accepted: 1, unrecognized: 1, illegal: 1 });
  });

  it('of two providers in one file is told apart', async () => {
    const { code, json } = await cli([...flinks, '--json'], {
      stdin: ndjson(mounted, { type: 'PINWHEEL_EVENT', eventName: 'open', payload: {} }, flexitiSuccess),
    });
    expect(code).toBe(1);
    expect(json<SessionReport>()[0]?.counts).toMatchObject({ accepted: 1, foreign: 2 });
  });
});

describe('help', () => {
  it.each([
    [['--help']],
    [['-h']],
    [['help']],
    [['replay', '--help']],
    [['replay', '-h']],
    [['replay', '--provider', 'flinks', '--help']],
    [['replay', '--provider', 'nobody', '--bogus', '--help', 'missing.ndjson']],
    [['events', '--help']],
    [['events', '-h']],
    [['events', '--json', '--help']],
  ])('is given for %j', async (args) => {
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: widget-statecharts/);
    expect(stdout).toMatch(/\n$/);
  });

  it('tells the version of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await cli(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('tells what has to be installed beside', async () => {
    expect((await cli(['--help'])).stdout).toContain('@playwright/test');
    expect((await cli(['generate', '--help'])).stdout).toContain('from Node.js 22.18 on');
  });

  it('names every command, and every option of each', async () => {
    expect((await cli(['--help'])).stdout).toMatch(/replay[\s\S]*events/);
    const replay = (await cli(['replay', '--help'])).stdout;
    for (const option of ['provider', 'input', 'json', 'verdicts', 'origin', 'max-line', 'max-listed']) {
      expect(replay).toContain(`--${option}`);
    }
    const events = (await cli(['events', '--help'])).stdout;
    for (const option of ['provider', 'json']) expect(events).toContain(`--${option}`);
  });
});

describe('progress', () => {
  const chunks = Array.from({ length: 20 }, () => Buffer.from(ndjson({ step: 'APP_RESIZE' })));

  it('goes to standard error when that is a terminal, and nowhere else', async () => {
    let now = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => {
      now += 1000;
      return now;
    });
    const seen = await cli([...flinks, '--json'], { stdin: chunks, stderrIsTerminal: true });
    expect(seen.stderr).toMatch(/\d+ lines/);
    const unseen = await cli([...flinks, '--json'], { stdin: chunks, stdoutIsTerminal: true });
    expect(unseen.stderr).toBe('');
    expect(seen.stdout).toBe(unseen.stdout);
    expect(seen.stdout).not.toMatch(/\d+ lines/);
  });
});

describe('an output', () => {
  const log = ndjson(...Array.from({ length: 6000 }, (_, n) => ({ session: n % 7, message: illegal })));

  /** A stream that fails at its nth write. */
  function failing(code: string, atWrite = 1): Writable {
    let writes = 0;
    return new Writable({
      write(_chunk, _encoding, done) {
        writes += 1;
        done(writes >= atWrite ? Object.assign(new Error(`write ${code}`), { code, syscall: 'write' }) : null);
      },
    });
  }

  it.each([
    ['at once', 1],
    ['in the middle', 3],
  ])('whose reader goes away %s is no failure: no trace, no complaint', async (_name, atWrite) => {
    for (const mode of ['--verdicts', '--json']) {
      const { stderr } = await cli([...flinks, mode], { stdin: log, stdout: failing('EPIPE', atWrite) });
      expect(stderr).toBe('');
    }
    const { stderr } = await cli(flinks, { stdin: log, stdout: failing('EPIPE', atWrite) });
    expect(stderr).toBe('');
    const events = await cli(['events', '--provider', 'flinks'], { stdout: failing('EPIPE', atWrite) });
    expect(events.stderr).toBe('');
  });

  it('that was closed before the call is no failure either', async () => {
    const stdout = new Kept();
    stdout.destroy();
    const { stderr } = await cli([...flinks, '--json'], { stdin: log, stdout });
    expect(stderr).toBe('');
  }, 5_000);

  it('that cannot be written, on a full disk, is not passed over in silence', async () => {
    const { code, stderr } = await cli([...flinks, '--json'], { stdin: log, stdout: failing('ENOSPC') });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  it('that is read slowly loses nothing, and gathers no listeners', async () => {
    const stdout = new Kept(false, true);
    const block = Buffer.from(ndjson(...Array<object>(400).fill(illegal)));
    const stdin = Array<Buffer>(15).fill(block);
    const { code, lines } = await cli([...flinks, '--verdicts'], { stdin, stdout });
    expect(code).toBe(1);
    expect(lines).toHaveLength(6000);
    // Ten are the most before Node prints a warning into the user's terminal.
    expect(stdout.listenerCount('close')).toBeLessThan(5);
    expect(stdout.listenerCount('error')).toBeLessThan(5);
  });
});
