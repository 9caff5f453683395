import type { MessageSource, Receive, Transport } from './transport.ts';

/** A transport that is fed by hand. */
export interface Channel extends Transport {
  /** Passes a message on to whoever is attached. */
  post(message: unknown, source?: MessageSource): void;
}

/**
 * Messages from memory: for tests, and for any source that this library does not know.
 *
 * @example
 * ```ts
 * import { flexiti, openSession } from 'widget-statecharts';
 * import { memoryTransport } from 'widget-statecharts/transports';
 *
 * const transport = memoryTransport();
 * const session = openSession(flexiti, { transport });
 * transport.post({ eventType: 'flx-cancel' });
 * console.log(session.counts.accepted); // 1
 * ```
 */
export function memoryTransport(origins?: readonly string[]): Channel {
  const attached = new Set<{ receive: Receive }>();
  return {
    ...(origins && { origins }),
    attach(receive) {
      const attachment = { receive };
      attached.add(attachment);
      return () => attached.delete(attachment);
    },
    post(message, source) {
      for (const { receive } of attached) receive(message, source);
    },
  };
}

/** A transport that is fed by a provider's own SDK. */
export interface CallbackTransport extends Transport {
  /** Give it to the SDK as its `onEvent`: with one argument (Opal) or two (Pinwheel). */
  readonly onEvent: (...args: readonly unknown[]) => void;
}

/**
 * Messages from an SDK's `onEvent` callback: Opal's `(event)` or Pinwheel's `(eventName, payload)`.
 *
 * @example
 * ```ts
 * import { openSession, pinwheel } from 'widget-statecharts';
 * import { callbackTransport } from 'widget-statecharts/transports';
 *
 * const transport = callbackTransport();
 * const session = openSession(pinwheel, { transport });
 * transport.onEvent('open', {}); // Pinwheel.open({ linkToken, onEvent: transport.onEvent })
 * console.log(session.counts.accepted); // 1
 * ```
 */
export function callbackTransport(): CallbackTransport {
  const { attach, post } = memoryTransport();
  return { attach, onEvent: (...args) => post(args.length > 1 ? args : args[0]) };
}

/** A transport that is fed by a WebView's message handler. */
export interface WebViewTransport extends Transport {
  /** Give it to React Native's WebView as its `onMessage`, or call it with the text that a native handler got. */
  readonly onMessage: (message: string | { readonly nativeEvent: { readonly data: string } }) => void;
}

/**
 * Messages from a WebView, which are JSON texts (Flinks' `webview=true`). An empty text is a WebView's own greeting,
 * and is dropped.
 *
 * @example
 * ```ts
 * import { flinks, openSession } from 'widget-statecharts';
 * import { webViewTransport } from 'widget-statecharts/transports';
 *
 * const transport = webViewTransport();
 * const session = openSession(flinks, { transport });
 * transport.onMessage({ nativeEvent: { data: '{"step":"APP_MOUNTED"}' } });
 * console.log(session.counts.accepted); // 1
 * ```
 */
export function webViewTransport(): WebViewTransport {
  const { attach, post } = memoryTransport();
  return {
    attach,
    onMessage(message) {
      const text = typeof message === 'string' ? message : message?.nativeEvent?.data;
      if (text !== '') post(text);
    },
  };
}
