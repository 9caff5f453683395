import { describe, expect, it } from 'vitest';
import { flinks, maskHandle, openSession, redactMessage } from '../../src/index.ts';
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
