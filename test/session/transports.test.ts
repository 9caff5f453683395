import { describe, expect, it, vi } from 'vitest';
import { flinks, opal, openSession, pinwheel } from '../../src/index.ts';
import {
  callbackTransport,
  flinksOrigin,
  memoryTransport,
  opalOrigins,
  type Transport,
  webViewTransport,
  windowTransport,
} from '../../src/transports/index.ts';

const origin = flinksOrigin('toolbox');
const mounted = { step: 'APP_MOUNTED' };

function page() {
  const target = new EventTarget();
  const added = vi.spyOn(target, 'addEventListener');
  const removed = vi.spyOn(target, 'removeEventListener');
  const post = (data: unknown, from: { source: unknown; origin: string }) =>
    target.dispatchEvent(Object.assign(new Event('message'), { data, ...from }));
  return {
    target: target as unknown as Window,
    post,
    listeners: () => added.mock.calls.length - removed.mock.calls.length,
  };
}

/** What every transport owes: several attachments, each cleaned up apart, cleaning up twice. */
const transports: readonly [name: string, make: () => { transport: Transport; post(): void }][] = [
  [
    'window',
    () => {
      const { target, post } = page();
      const frame = {} as Window;
      return {
        transport: windowTransport({ frame, origins: [origin], target }),
        post: () => void post(mounted, { source: frame, origin }),
      };
    },
  ],
  [
    'memory',
    () => {
      const transport = memoryTransport();
      return { transport, post: () => transport.post(mounted) };
    },
  ],
  [
    'callback',
    () => {
      const transport = callbackTransport();
      return { transport, post: () => transport.onEvent(mounted) };
    },
  ],
  [
    'WebView',
    () => {
      const transport = webViewTransport();
      return { transport, post: () => transport.onMessage(JSON.stringify(mounted)) };
    },
  ],
];

describe.each(transports)('the %s transport', (_, make) => {
  it('serves several sessions, and each until it is closed', () => {
    const { transport, post } = make();
    const [first, second] = [openSession(flinks, { transport }), openSession(flinks, { transport })];
    post();
    first.close();
    first.close();
    post();
    expect([first.counts.accepted, second.counts.accepted]).toEqual([1, 2]);
    second.close();
    post();
    expect(second.counts.accepted).toBe(2);
  });
});

describe('the window transport', () => {
  it('drops other windows, then judges shape, then origin', () => {
    const { target, post } = page();
    const frame = { contentWindow: {} } as HTMLIFrameElement;
    const session = openSession(flinks, { transport: windowTransport({ frame, origins: [origin], target }) });
    const source = frame.contentWindow;
    post(mounted, { source: {}, origin });
    post(mounted, { source: null, origin });
    expect(session.counts).toMatchObject({ accepted: 0, foreign: 0 });
    post({ type: 'webpackOk' }, { source, origin });
    post(mounted, { source, origin: 'https://evil.example' });
    post(mounted, { source, origin: `${origin}.evil.example` });
    post({ step: 'REDIRECT' }, { source, origin: 'https://evil.example' });
    expect(session.counts).toMatchObject({ accepted: 0, foreign: 4, malformed: 0 });
    post(mounted, { source, origin });
    expect(session.counts.accepted).toBe(1);
  });

  it('listens before the frame exists, and to none that is gone', () => {
    const { target, post } = page();
    let frame: { contentWindow: unknown } | null = null;
    const transport = windowTransport({ frame: () => frame as HTMLIFrameElement | null, origins: [origin], target });
    const session = openSession(flinks, { transport });
    post(mounted, { source: null, origin });
    frame = { contentWindow: null };
    post(mounted, { source: null, origin });
    expect(session.counts.accepted).toBe(0);
    frame = { contentWindow: {} };
    post(mounted, { source: frame.contentWindow, origin });
    expect(session.counts.accepted).toBe(1);
  });

  it('asks nothing of a window of another origin', () => {
    const { target, post } = page();
    const frame = new Proxy(
      {},
      {
        has: () => {
          throw new Error('SecurityError');
        },
        get: () => {
          throw new Error('SecurityError');
        },
      },
    ) as Window;
    const session = openSession(flinks, { transport: windowTransport({ frame, origins: [origin], target }) });
    post(mounted, { source: frame, origin });
    expect(session.counts.accepted).toBe(1);
  });

  it('leaves no listener behind, after closing or after the end', () => {
    const { target, post, listeners } = page();
    const frame = {} as Window;
    const transport = windowTransport({ frame, origins: [opalOrigins.production], target });
    const session = openSession(opal, { transport });
    expect(listeners()).toBe(1);
    for (const action of ['started', 'exited']) {
      post(
        { type: `opal.session.${action}`, mode: 'opal', object: 'session', action, timestamp: '', data: null },
        { source: frame, origin: opalOrigins.production },
      );
    }
    expect(session.snapshot.status).toBe('done');
    expect(listeners()).toBe(0);
  });

  it('trusts any origin only when told so', () => {
    const { target, post } = page();
    const frame = {} as Window;
    expect(() => windowTransport({ frame, origins: [], target })).toThrow(/origins/);
    expect(() => windowTransport({ frame, target } as never)).toThrow(/origins/);
    const session = openSession(flinks, { transport: windowTransport({ frame, origins: ['*'], target }) });
    post(mounted, { source: frame, origin: 'https://anywhere.example' });
    expect(session.counts.accepted).toBe(1);
  });

  it.each([
    ['https://x.example/', 'write https://x.example'],
    ['https://x.example/path', 'write https://x.example'],
    ['HTTPS://X.example', 'write https://x.example'],
    ['x.example', 'written like'],
    ['', 'written like'],
  ])('refuses %j, which no message can come from', (wrong, hint) => {
    expect(() => windowTransport({ frame: {} as Window, origins: [wrong], target: page().target })).toThrow(hint);
  });

  it.each<[string, unknown[], string, RegExp]>([
    ['no options', [], 'INVALID_OPTION', /frame and its origins/],
    [
      'a frame that was not found',
      [{ frame: null, origins: [origin], target: page().target }],
      'INVALID_OPTION',
      /no frame/,
    ],
    ['no origins', [{ frame: {} }], 'ORIGINS_REQUIRED', /origins/],
    [
      'a wildcard in an origin',
      [{ frame: {}, origins: ['https://*.b'], target: page().target }],
      'INVALID_OPTION',
      /wildcard/,
    ],
  ])('is refused with %s', (_, args, code, words) => {
    const make = () => (windowTransport as (...those: unknown[]) => unknown)(...args);
    expect(make).toThrow(expect.objectContaining({ code, message: expect.stringMatching(words) }));
  });

  it('needs a window', () => {
    expect(() => windowTransport({ frame: {} as Window, origins: [origin] })).toThrow(/no window/);
  });
});

describe('origins', () => {
  it('are made of one word for Flinks', () => {
    expect(flinksOrigin('Acme-1')).toBe('https://acme-1-iframe.private.fin.ag');
    for (const name of ['', 'a.b', 'evil.example/', 'a b', '*']) expect(() => flinksOrigin(name)).toThrow(/one word/);
    const none = flinksOrigin as (...args: unknown[]) => unknown;
    for (const args of [[], [null], [5]]) expect(() => none(...args)).toThrow(/one word/);
  });
});

describe('callbacks', () => {
  it('take one argument or two', () => {
    const transport = callbackTransport();
    const session = openSession(pinwheel, { transport });
    transport.onEvent('open', {});
    transport.onEvent('exit', {});
    expect(session.counts.accepted).toBe(2);
  });

  it("drop a WebView's greeting", () => {
    const transport = webViewTransport();
    const session = openSession(flinks, { transport });
    transport.onMessage('');
    transport.onMessage({ nativeEvent: { data: 'not json' } });
    transport.onMessage({ nativeEvent: { data: '{"step":"APP_MOUNTED"}' } });
    expect(session.counts).toMatchObject({ accepted: 1, foreign: 1 });
  });
});
