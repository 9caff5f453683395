/** What a stranger may do to a session at its edges: each is small, and each would be a hole. */
import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import { flinks, inspectRejections, openSession, redactMessage } from '../../src/index.ts';
import { maskUrl } from '../../src/provider/shape.ts';
import { listed } from '../../src/session/explain.ts';
import { describeState } from '../../src/xstate.ts';

describe('a key that names the prototype', () => {
  it.each([
    ['of a known message', '{"step":"APP_MOUNTED","__proto__":{"secret":"hunter2"}}'],
    ['of an unknown one', '{"step":"A_STEP_TO_COME","__proto__":{"secret":"hunter2"}}'],
  ])('%s is kept nowhere, and sets none', (_, text) => {
    const redacted = redactMessage(flinks, JSON.parse(text)) as object;
    expect(Object.getPrototypeOf(redacted)).toBe(Object.prototype);
    expect(Object.hasOwn(redacted, '__proto__')).toBe(false);
    expect(JSON.stringify(redacted)).not.toContain('hunter2');
  });
});

describe('a url in a recording', () => {
  it.each([
    [
      'https://a.example/cb?loginId=abc&x=1#t=2&y',
      'https://a.example/cb?loginId=[redacted]&x=[redacted]#t=[redacted]&y',
    ],
    ['https://a.example/b=c?d', 'https://a.example/b=c?d'],
  ])('%s is kept as %s', (url, kept) => {
    expect(maskUrl(url)).toBe(kept);
  });
});

describe('a session', () => {
  it('takes a message from anywhere, where no origins are named', () => {
    const session = openSession(flinks);
    expect(session.receive({ step: 'APP_MOUNTED' }, { origin: 'https://any.example' }).verdict).toBe('accepted');
    session.close();
  });

  it('says of a message that throws that it cannot be read', () => {
    const session = openSession(flinks);
    const odd = {
      get step(): string {
        throw new Error('a getter');
      },
    };
    const verdict = session.receive(odd);
    expect(verdict).toMatchObject({ verdict: 'foreign' });
    expect(session.rejections[0]?.explanation).toBe(
      'This is no message of Flinks Connect to trust: it cannot be read.',
    );
    session.close();
  });

  it('is not resumed from what throws when it is looked at', () => {
    const resume = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('a trap');
        },
      },
    );
    expect(() => openSession(flinks, { resume })).toThrow(
      expect.objectContaining({
        code: 'SESSION_MISMATCH',
        message: expect.stringContaining('its format does not fit flinks'),
      }),
    );
  });

  it('warns on the console where nobody else listens', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    openSession(flinks, { input: { noSuchKey: true } as never }).close();
    expect(warn.mock.calls).toEqual([['The input of flinks has a key that its chart does not know: noSuchKey.']]);
    warn.mockRestore();
  });
});

describe('what is told of a place', () => {
  it('is of the regions that have moved', () => {
    const actor = createActor(flinks.machine).start();
    actor.send({ type: 'APP_MOUNTED' });
    expect(describeState(actor.getSnapshot())).toBe('open.flow.starting');
    actor.send({ type: 'APP_OFFLINE' });
    expect(describeState(actor.getSnapshot())).toBe('open.flow.starting, open.connection.offline');
  });

  it.each([
    [[], 'nothing'],
    [['a', 'b'], 'a, b'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d and 2 others'],
  ])('lists %j as %s', (names, text) => {
    expect(listed(names)).toBe(text);
  });
});

it('counts the events of an actor that is inspected', () => {
  const positions: number[] = [];
  const inspect = inspectRejections(flinks, ({ position }) => positions.push(position));
  const actor = createActor(flinks.machine, { inspect }).start();
  for (const type of ['SUBMIT_CREDENTIAL', 'APP_MOUNTED', 'SUBMIT_CREDENTIAL']) actor.send({ type } as never);
  expect(positions).toEqual([1, 3]);
});
