/** What the simulated SDKs share: a frame over the page, and the messages that come from it. */

/** What a script is told by `pinwheelScript` or `flexitiScript`. */
export interface SdkFrame {
  /** The address of the widget's page, or null where `page` carries it. */
  readonly frame: string | null;
  readonly page: string | null;
  readonly form: Readonly<Record<string, string>>;
}

/** Shows the widget's frame in an element, and hands on what it posts. Gives back how to take it away. */
export function showFrame(
  { frame, page }: SdkFrame,
  title: string,
  within: Element,
  receive: (message: unknown) => void,
): { readonly element: HTMLIFrameElement; readonly remove: () => void } {
  const element = document.createElement('iframe');
  element.title = title;
  element.style.cssText = 'border: 0; width: 100%; height: 100%';
  const listener = (event: MessageEvent) => {
    // Before its page has loaded, and after it has lost its place, the window is the same and the origin is not.
    const origin = frame === null ? location.origin : new URL(frame, location.href).origin;
    if (event.source === element.contentWindow && event.origin === origin) receive(event.data);
  };
  window.addEventListener('message', listener);
  if (frame === null) element.srcdoc = page ?? '';
  else element.src = frame;
  within.append(element);
  return {
    element,
    remove: () => {
      window.removeEventListener('message', listener);
      element.remove();
    },
  };
}

/** Calls a host's callback. What it throws is reported as an uncaught error, and stops nothing. */
export function call(callback: unknown, ...args: readonly unknown[]): void {
  if (typeof callback !== 'function') return;
  try {
    callback(...args);
  } catch (error) {
    reportError(error);
  }
}
