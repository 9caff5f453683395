/** Where messages come from: a window, an SDK's callback, a WebView, memory. */
export {
  type CallbackTransport,
  type Channel,
  callbackTransport,
  memoryTransport,
  type WebViewTransport,
  webViewTransport,
} from './channel.ts';
export type { MessageSource, Receive, Transport } from './transport.ts';
export { flinksOrigin, opalOrigins, type WidgetFrame, type WindowTransportOptions, windowTransport } from './window.ts';
