import { WidgetError } from '../errors.ts';
import type { Transport } from './transport.ts';

/** The window of a widget: its iframe, a popup, or a function that finds one of them when a message comes. */
export type WidgetFrame = MessageFrame | (() => MessageFrame | null | undefined);

/** What is needed of an iframe or a window; structural, so that servers and tests need no DOM. */
type MessageFrame = HTMLIFrameElement | Window;

/** What a window transport listens to. */
export interface WindowTransportOptions {
  /** The widget's frame. Messages from any other window are dropped: development tools post all day. */
  readonly frame: WidgetFrame;
  /**
   * The exact origins that the widget posts from, such as `flinksOrigin('toolbox')` or `opalOrigins.production`.
   * `'*'` has to be written by hand, and trusts whatever page the frame shows.
   */
  readonly origins: readonly string[];
  /** The window to listen on. @default globalThis.window */
  readonly target?: Pick<Window, 'addEventListener' | 'removeEventListener'>;
}

/**
 * Messages that the widget's frame posts to this window. Attach it (open the session) before the frame loads, or its
 * first messages are lost.
 *
 * @throws WidgetError `ORIGINS_REQUIRED` without origins, `INVALID_OPTION` for what is no origin, or without options, a
 * frame, or a window to listen on.
 * @example
 * ```ts
 * import { flinks, openSession } from 'widget-statecharts';
 * import { flinksOrigin, windowTransport } from 'widget-statecharts/transports';
 *
 * const target = new EventTarget() as Window; // in a browser: leave it out
 * const frame = {} as Window; // in a browser: the iframe element
 * const transport = windowTransport({ frame, target, origins: [flinksOrigin('toolbox')] });
 * const session = openSession(flinks, { transport });
 * target.dispatchEvent(
 *   Object.assign(new Event('message'), { source: frame, origin: flinksOrigin('toolbox'), data: { step: 'APP_MOUNTED' } }),
 * );
 * console.log(session.counts.accepted); // 1
 * ```
 */
export function windowTransport(options: WindowTransportOptions): Transport {
  if (options == null) {
    throw new WidgetError('INVALID_OPTION', 'windowTransport takes an object with a frame and its origins.');
  }
  const { frame, origins, target = globalThis.window } = options;
  if (!Array.isArray(origins) || origins.length === 0) {
    throw new WidgetError('ORIGINS_REQUIRED', 'Name the origins that the widget posts from: any frame can post.');
  }
  for (const origin of origins) checkOrigin(origin);
  if (frame == null) {
    throw new WidgetError('INVALID_OPTION', 'There is no frame yet: give a function that finds it later.');
  }
  if (target === undefined) {
    throw new WidgetError('INVALID_OPTION', 'There is no window to listen on here: this is no browser.');
  }
  return {
    origins,
    attach(receive) {
      const listener = (event: MessageEvent) => {
        const source = windowOf(frame);
        if (source == null || event.source !== source) return;
        receive(event.data, { origin: event.origin });
      };
      target.addEventListener('message', listener);
      return () => target.removeEventListener('message', listener);
    },
  };
}

/** An origin that no message can have would turn every message away. */
export function checkOrigin(origin: string): void {
  if (origin === '*' || origin === 'null') return;
  if (typeof origin === 'string' && origin.includes('*')) {
    throw new WidgetError(
      'INVALID_OPTION',
      `"${origin}" has a wildcard: name each origin, as exact as messages have it.`,
    );
  }
  const meant = URL.canParse(origin) ? new URL(origin).origin : 'null';
  if (meant === origin) return;
  const hint = meant === 'null' ? 'an origin is written like https://host.example' : `write ${meant}`;
  throw new WidgetError('INVALID_OPTION', `"${origin}" is no origin: ${hint}.`);
}

function windowOf(frame: WidgetFrame): unknown {
  const found = typeof frame === 'function' ? frame() : frame;
  // Only an iframe element has it; a window of another origin would refuse to be asked for anything else.
  return found != null && isFrameElement(found) ? found.contentWindow : found;
}

function isFrameElement(found: MessageFrame): found is HTMLIFrameElement {
  try {
    return 'contentWindow' in found;
  } catch {
    return false;
  }
}

/**
 * The origin of a Flinks Connect instance; `toolbox` is the sandbox.
 * @throws WidgetError `INVALID_OPTION` for a name that no host can have.
 *
 * @example
 * ```ts
 * import { flinksOrigin } from 'widget-statecharts/transports';
 *
 * console.log(flinksOrigin('toolbox')); // https://toolbox-iframe.private.fin.ag
 * ```
 */
export function flinksOrigin(instance: string): string {
  if (typeof instance !== 'string' || !/^[a-z0-9][a-z0-9-]*$/i.test(instance)) {
    throw new WidgetError('INVALID_OPTION', 'A Flinks instance is one word, such as "toolbox".');
  }
  return `https://${instance.toLowerCase()}-iframe.private.fin.ag`;
}

/**
 * Where Opal is served from. Only `production` is documented; the others are what Opal's own SDK trusts.
 *
 * @example
 * ```ts
 * import { opalOrigins } from 'widget-statecharts/transports';
 *
 * console.log(opalOrigins.production); // https://opal.production.methodfi.com
 * ```
 */
export const opalOrigins = {
  production: 'https://opal.production.methodfi.com',
  sandbox: 'https://opal.sandbox.methodfi.com',
  dev: 'https://opal.dev.methodfi.com',
} as const;
