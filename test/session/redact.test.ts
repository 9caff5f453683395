import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { flinks, openSession, redactMessage } from '../../src/index.ts';
import { handle, link, maybe } from '../../src/provider/schemas.ts';
import { copyDeclared, maskSensitive, maskUrl, newBudget } from '../../src/provider/shape.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { maskHandle } from '../../src/session/redact.ts';
import { all, inputs, sampleMessages } from '../support/cases.ts';

describe.each(all)('a recording of $name', (provider) => {
  it('replays to the verdicts of the session', () => {
    for (const input of inputs[provider.name] ?? []) {
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
      const log = createReplay(provider, { onRecord: ({ verdict }) => replayed.push(verdict) });
      const text = session.record();
      for (const line of text.trimEnd().split('\n')) log.take({ text: line }, null);
      expect(replayed).toEqual(verdicts);
      expect(text).not.toContain('hunter2');
      expect(text).not.toContain('otkn_secret');
    }
  });

  it('keeps every declared field of a message, and its type', () => {
    for (const message of sampleMessages(provider)) {
      const event = (posted: unknown) => {
        const reading = provider.read(posted);
        return reading.kind === 'event' ? reading.event : reading;
      };
      const shapeOf = (value: unknown): unknown =>
        typeof value === 'object' && value !== null
          ? Object.values(value).map(shapeOf)
          : value === null
            ? null
            : typeof value;
      expect(shapeOf(event(redactMessage(provider, message)))).toEqual(shapeOf(event(message)));
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
    expect(maskUrl(url)).toBe(masked);
  });

  it('shows a few last characters of a long handle, and none of a short one', () => {
    expect(maskHandle('226a0a34-7de6-4ca6-8782-01ffeb314ccc')).toBe('…4ccc');
    expect(maskHandle('2233000')).toBe('…');
  });

  it('keeps nothing of what a message has beside its declared fields', () => {
    const cycle: Record<string, unknown> = { step: 'APP_MOUNTED' };
    cycle.self = cycle;
    cycle.twice = [cycle, cycle];
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    for (const message of [cycle, { step: 'APP_MOUNTED', deep }]) {
      expect(openSession(flinks).receive(message).verdict).toBe('accepted');
      expect(redactMessage(flinks, message)).toEqual({ step: 'APP_MOUNTED' });
    }
    const odd = '{"step":"SUBMIT_CREDENTIAL","__proto__":{"institution":"hunter2"},"credentials":[{"step":"hunter2"}]}';
    expect(redactMessage(flinks, JSON.parse(odd))).toEqual({ step: 'SUBMIT_CREDENTIAL' });
  });

  it.each<[string, unknown, object]>([
    ['a stranger’s message', { not: 'ours' }, { refused: 'foreign', type: null, bytes: null }],
    ['a text in no envelope', 'garbage', { refused: 'foreign', type: null, bytes: 7 }],
    [
      'an unknown name',
      { step: 'A_STEP_TO_COME', institution: 'x' },
      { refused: 'unrecognized', type: 'A_STEP_TO_COME', bytes: null },
    ],
    [
      'an invalid payload',
      '{"step":"SUBMIT_MFA","institution":5}',
      { refused: 'malformed', type: 'SUBMIT_MFA', bytes: 37 },
    ],
  ])('keeps of %s what became of it', (_, message, kept) => {
    expect(redactMessage(flinks, message)).toEqual(kept);
  });

  it('writes a message that came as a text as the message that it holds', () => {
    expect(redactMessage(flinks, '{"step":"SUBMIT_MFA","institution":"A bank","extra":1}')).toEqual({
      step: 'SUBMIT_MFA',
      institution: 'A bank',
    });
  });
});

describe('of each kind of schema, a recording keeps what is declared, and masks what is marked', () => {
  const fields = {
    text: z.string(),
    choice: z.enum(['a', 'b']),
    flag: z.boolean(),
    amount: z.number(),
    list: z.array(z.string()),
    pair: z.tuple([z.string(), z.number()]),
    either: z.union([z.string(), z.array(handle(z.string()))]),
    many: z.union([z.number(), handle(z.string())]),
    piped: z.pipe(z.string(), z.transform(Number)),
    perhaps: maybe(z.string()),
    address: link(),
    who: handle(z.string()),
    wholes: handle(z.array(z.object({ id: z.string() }))),
    anything: z.unknown(),
    kinds: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('card'), number: handle(z.string()) }),
      z.object({ kind: z.literal('bank'), branch: z.string() }),
    ]),
    named: z.record(z.string(), z.number()),
  };

  it.each<[keyof typeof fields, unknown, unknown]>([
    ['text', 'kept', 'kept'],
    ['choice', 'a', 'a'],
    ['flag', true, true],
    ['amount', 12.5, 12.5],
    ['list', ['a', 'b'], ['a', 'b']],
    ['pair', ['a', 5], ['a', 5]],
    ['either', 'kept', 'kept'],
    ['either', ['masked'], ['[redacted]']],
    ['many', 'masked', '[redacted]'],
    ['piped', '5', '5'],
    ['perhaps', null, null],
    ['perhaps', 'kept', 'kept'],
    ['address', 'https://a/?b=c', 'https://a/?b=[redacted]'],
    ['who', 'masked', '[redacted]'],
    ['who', '', ''],
    ['wholes', [{ id: 'masked' }], [{ id: '[redacted]' }]],
    ['anything', { deep: ['masked', 5, true, null, ''] }, { key1: ['[redacted]', 0, true, null, ''] }],
    ['kinds', { kind: 'card', number: 'masked' }, { kind: 'card', number: '[redacted]' }],
    ['kinds', { kind: 'bank', branch: 'kept' }, { kind: 'bank', branch: 'kept' }],
    ['named', { 'A Person': 5 }, { key1: 0 }],
  ])('%s: of %j it keeps %j', (field, value, kept) => {
    const content = z.object({ field: fields[field] });
    expect(z.safeParse(content, { field: value }).success).toBe(true);
    expect(maskSensitive(content, copyDeclared(content, { field: value }, newBudget()))).toEqual({ field: kept });
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
    expect(maskUrl(url)).toBe(masked);
  });
});
