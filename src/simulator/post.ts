/** How a page posts for a simulated widget: as the widget, or as a stranger. */
import { jsonForScript } from './json.ts';
import type { Sender } from './simulator.ts';
import { spoofedAddress } from './spoofed.ts';

/** A page that a widget posts from. */
export interface WidgetPlace {
  readonly window: Window;
  readonly post: (message: unknown) => void;
  /** The address of the page that posts under a strange origin; a `data:` page where there is none. */
  readonly spoofedPage?: string | undefined;
  /** Where the widget is found again when a strange page gives its place back; null where it can't. */
  readonly back: () => string | null;
}

/** Posts a message as its sender would. */
export function postAs(sender: Sender, message: unknown, { window, post, spoofedPage, back }: WidgetPlace): void {
  if (sender === 'widget') post(message);
  else if (sender === 'strangeFrame') postFromStrangeFrame(window, message);
  else window.location.replace(spoofedAddress(spoofedPage, { message, back: back() }));
}

function postFromStrangeFrame({ document }: Window, message: unknown): void {
  const text = jsonForScript(message);
  const frame = document.createElement('iframe');
  frame.id = 'strange';
  frame.hidden = true;
  frame.srcdoc = `<script>(parent.opener ?? parent.parent).postMessage(${text}, '*')</script>`;
  // The last one stays until the next: a frame that is gone would post from no window at all.
  document.getElementById(frame.id)?.remove();
  document.body.append(frame);
}

interface AppWindow extends Window {
  /** There is one in a native app. */
  ReactNativeWebView?: { postMessage(message: string): void };
}

/** To the page around this one, and to a native app where there is one, as the providers do. */
export function postToHost(message: unknown): void {
  const { ReactNativeWebView: app } = window as AppWindow;
  if (app !== undefined) {
    app.postMessage(typeof message === 'string' ? message : JSON.stringify(message));
    return;
  }
  // The widget doesn't know who embeds it. Not at once: a host may take the frame away before a driver has its answer.
  setTimeout(() => (window.opener ?? window.parent).postMessage(message, '*'));
}
