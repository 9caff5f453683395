import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { flinks, maskHandle, openSession, redactMessage } from '../../src/index.ts';
import { handle, link, maybe } from '../../src/machines/wire.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { maskQuery } from '../../src/session/redact.ts';
import { all, inputs, sampleMessages } from '../support/cases.ts';

/** Every text and number below a value. */
function leavesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}

describe.each(all)('a recording of $name', (provider) => {
  it('replays to the verdicts of the session', () => {
    for (const input of inputs[provider.name]) {
      const session = openSession(provider, { input: input as never, onWarning: () => {} });
      const planted = { password: 'hunter2-hunter2', nested: { token: ['otkn_secret'] } };
      const messages = [
        ...sampleMessages(provider),
        { not: 'ours' },
        'garbage',
        42,
        ...sampleMessages(provider).map((message) =>
          Array.isArray(message) ? message : { ...(message as object), ...planted },
        ),
        ...sampleMessages(provider).map((message) => JSON.stringify(message)),
      ];
      const verdicts = messages.map((message) => session.receive(message).verdict);
      const replayed: string[] = [];
      const log = createReplay(provider, { input, onRecord: ({ verdict }) => replayed.push(verdict) });
      const text = session.record();
      for (const line of text.trimEnd().split('\n')) log.take({ text: line }, null);
      expect(replayed).toEqual(verdicts);
      expect(text).not.toContain('hunter2');
      expect(text).not.toContain('otkn_secret');
    }
  });

  it('keeps the shape of a message', () => {
    for (const message of sampleMessages(provider)) {
      const redacted = redactMessage(provider, message);
      const shapeOf = (value: unknown): unknown =>
        typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shapeOf(child)]))
          : value === null
            ? null
            : typeof value;
      expect(shapeOf(redacted)).toEqual(shapeOf(message));
    }
  });
});

describe('masking', () => {
  it('hides handles, and the query of a url', () => {
    const message = {
      step: 'REDIRECT',
      institution: 'FlinksCapital',
      loginId: '6747ff12-6943-429f-c710-08d9aaed1c78',
      accountId: ['226a0a34-7de6-4ca6-8782-01ffeb314ccc'],
      url: 'https://host.example/landing?loginId=6747ff12-6943&tag=me#token=abc',
    };
    expect(redactMessage(flinks, message)).toEqual({
      step: 'REDIRECT',
      institution: 'FlinksCapital',
      loginId: '[redacted]',
      accountId: ['[redacted]'],
      url: 'https://host.example/landing?loginId=[redacted]&tag=[redacted]#token=[redacted]',
    });
  });

  it.each([
    ['https://a/b?c=d&e=f', 'https://a/b?c=[redacted]&e=[redacted]'],
    ['https://a/b', 'https://a/b'],
    ['https://u:p@a/v2/6747ff12-6943-429f-c710-08d9aaed1c78?c=d', 'https://[redacted]@a/v2/[redacted]?c=[redacted]'],
    ['?loginId=', '?loginId='],
    ['/x#k=v?w=z', '/x#k=[redacted]'],
  ])('masks the query of %s', (url, masked) => {
    expect(maskQuery(url)).toBe(masked);
  });

  it('shows a few last characters of a long handle, and none of a short one', () => {
    expect(maskHandle('226a0a34-7de6-4ca6-8782-01ffeb314ccc')).toBe('…4ccc');
    expect(maskHandle('2233000')).toBe('…');
  });

  it('keeps only so much of what has no end', () => {
    const cycle: Record<string, unknown> = { step: 'APP_MOUNTED' };
    cycle.self = cycle;
    cycle.twice = [cycle, cycle];
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    for (const message of [cycle, { step: 'APP_MOUNTED', deep }]) {
      const session = openSession(flinks);
      expect(session.receive(message).verdict).toBe('accepted');
      expect(session.record().length).toBeLessThan(200_000);
    }
  });

  it('takes what cannot be read for foreign', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const trap = {
      get step() {
        throw new Error('a trap');
      },
    };
    const session = openSession(flinks);
    for (const message of [proxy, trap]) expect(session.receive(message).verdict).toBe('foreign');
    expect(session.record()).toContain('[foreign]');
  });

  it('masks what no schema declares, at any depth and under any key', () => {
    const message = JSON.parse(
      '{"step":"SUBMIT_CREDENTIAL","__proto__":{"institution":"hunter2"},"credentials":[{"a":{"step":"hunter2"}}],"n":7}',
    );
    const redacted = redactMessage(flinks, message);
    expect(leavesOf(redacted)).toEqual(['SUBMIT_CREDENTIAL', '[redacted]', '[redacted]', 0]);
    expect(Object.getPrototypeOf(redacted)).toBe(Object.prototype);
  });
});

describe('of each kind of schema, a recording keeps what is declared, and masks the rest', () => {
  const fields = {
    text: z.string(),
    choice: z.enum(['a', 'b']),
    flag: z.boolean(),
    amount: z.number(),
    list: z.array(z.string()),
    pair: z.tuple([z.string(), z.number()]),
    either: z.union([z.string(), z.array(handle(z.string())), z.tuple([z.string()])]),
    many: z.union([z.number(), z.tuple([z.string()])]),
    piped: z.pipe(z.string(), z.transform(Number)),
    perhaps: maybe(z.string()),
    address: link(),
    who: handle(z.string()),
    anything: z.unknown(),
  };
  const schema = z.object({ step: z.literal('X'), ...fields });
  const provider = { ...flinks, schemaOf: () => schema };

  it.each<[keyof typeof fields, unknown, unknown]>([
    ['text', 'kept', 'kept'],
    ['text', 5, 0],
    ['text', { secret: 'x' }, { secret: '[redacted]' }],
    ['choice', 'c', 'c'],
    ['choice', 7, 0],
    ['flag', true, true],
    ['flag', 'true', 'true'],
    ['flag', 7, 0],
    ['amount', 12.5, 12.5],
    ['amount', Number.NaN, 'NaN'],
    ['amount', Number.POSITIVE_INFINITY, 'Infinity'],
    ['amount', '12', '[redacted]'],
    ['list', ['a', 'b'], ['a', 'b']],
    ['list', ['a', 5], ['a', 0]],
    ['list', 'a', '[redacted]'],
    ['pair', ['a', 5], ['a', 5]],
    ['pair', ['a', 5, 'more'], ['a', 5, '[redacted]']],
    ['pair', 'a', '[redacted]'],
    ['either', 'kept', 'kept'],
    ['either', ['masked'], ['[redacted]']],
    ['either', 5, 0],
    ['many', 5, 5],
    ['many', ['kept', 'masked'], ['kept', '[redacted]']],
    ['many', 'masked', '[redacted]'],
    ['piped', '5', '5'],
    ['perhaps', null, null],
    ['perhaps', 'kept', 'kept'],
    ['perhaps', 5, 0],
    ['address', 'https://a/?b=c', 'https://a/?b=[redacted]'],
    ['address', 5, 0],
    ['who', 'masked', '[redacted]'],
    ['who', '', ''],
    ['who', true, true],
    ['who', null, null],
    ['anything', { deep: ['masked', 5, true, null, ''] }, { deep: ['[redacted]', 0, true, null, ''] }],
    ['anything', () => 5, undefined],
  ])('%s: of %j it keeps %j', (field, value, kept) => {
    expect(redactMessage(provider, { step: 'X', [field]: value })).toEqual({ step: 'X', [field]: kept });
  });

  it('keeps a text as a text, and a number under a strange key as none', () => {
    expect(redactMessage(provider, '{"step":"X","text":"kept","extra":"masked"}')).toBe(
      '{"step":"X","text":"kept","extra":"[redacted]"}',
    );
    expect(redactMessage(provider, ['not', 'plain'])).toEqual(['[redacted]', '[redacted]']);
  });

  it('keeps of an unknown name its envelope only, and of what is no envelope nothing', () => {
    const named = { step: 'A_STEP_TO_COME', flinksCode: 7, institution: 'masked', nested: { step: 'masked' } };
    expect(redactMessage(flinks, named)).toEqual({
      step: 'A_STEP_TO_COME',
      flinksCode: 0,
      institution: '[redacted]',
      nested: { step: '[redacted]' },
    });
    for (const message of ['text', 7, null, undefined, [], { no: 'envelope' }])
      expect(redactMessage(flinks, message)).toBe('[foreign]');
  });

  it('copies a thousand values, and not one more', () => {
    const masked = redactMessage(provider, { step: 'X', anything: Array.from({ length: 1002 }, () => 5) });
    const { anything } = masked as { anything: unknown[] };
    // The list is one of the thousand.
    expect(anything.filter((each) => each === 0)).toHaveLength(999);
    expect(anything.slice(-3)).toEqual(['[redacted]', '[redacted]', '[redacted]']);
  });

  it.each([
    ['abcdefghijk', '…'],
    ['abcdefghijkl', '…ijkl'],
    ['abcdefgh ijkl', '…'],
  ])('shows of the handle %s: %s', (given, shown) => {
    expect(maskHandle(given)).toBe(shown);
  });

  it.each([
    ['https://a/b/abcdefghijkl', 'https://a/b/abcdefghijkl'],
    ['https://a/b/abcdefghijk1', 'https://a/b/[redacted]'],
    ['https://a/b/abcdefghij1', 'https://a/b/abcdefghij1'],
    ['https://a/1bcdefghijkl/c', 'https://a/[redacted]/c'],
    ['https://a/b?c=d=e', 'https://a/b?c=[redacted]'],
  ])('masks of the url %s: %s', (url, masked) => {
    expect(maskQuery(url)).toBe(masked);
  });
});
