/** Stands in for the script of Pinwheel's CDN: defines `window.Pinwheel`. Bundled into one script. */
import { isObject } from '../machines/wire.ts';
import { call, type SdkFrame, showFrame } from './sdk.ts';

/** The callbacks of `Pinwheel.open` that are named after an event. */
const callbacks: Readonly<Record<string, string>> = {
  login: 'onLogin',
  login_attempt: 'onLoginAttempt',
  success: 'onSuccess',
  error: 'onError',
  exit: 'onExit',
};

type Options = Readonly<Record<string, unknown>>;

/**
 * Defines `window.Pinwheel`. Callbacks are those of `open`'s options, captured there: `onEvent(name, payload)` first,
 * then the one of the event, as the mobile SDKs have it. `exit` hides the frame, and `close` removes it; no document
 * tells whether `close` leads to an exit, and here it does not.
 */
export function define(given: SdkFrame): void {
  let close = () => {};
  Object.assign(window, {
    Pinwheel: {
      open: (options: Options) => {
        close();
        close = open(given, options);
      },
      close: () => close(),
    },
  });
}

function open(given: SdkFrame, options: Options): () => void {
  const portal = document.createElement('div');
  // The React component removes what bears this name before it loads the script again.
  portal.className = 'pinwheel-portal';
  portal.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647';
  document.body.append(portal);

  const { element, remove } = showFrame(given, 'Pinwheel', portal, (message) => {
    if (!isObject(message) || message.type !== 'PINWHEEL_EVENT') return;
    const { eventName } = message;
    const payload = eventName === 'exit' ? exitOf(message.payload, given) : (message.payload ?? {});
    if (eventName === 'exit') portal.style.display = 'none';
    call(options.onEvent, eventName, payload);
    const callback = callbacks[String(eventName)];
    if (callback !== undefined) call(options[callback], payload);
  });
  element.addEventListener('load', () => {
    const { linkToken, _sdkOverride: sdk = 'link-web', _versionOverride: version = null } = options;
    const target = given.frame === null ? location.origin : new URL(given.frame, location.href).origin;
    const payload = { sdk, platform: 'web', version, linkToken };
    element.contentWindow?.postMessage({ type: 'PINWHEEL_INIT', payload }, target);
  });

  return () => {
    remove();
    portal.remove();
  };
}

/** Link nests an exit's error; SDKs flatten it, but for those that hand it on as it is. */
function exitOf(payload: unknown, { form }: SdkFrame): unknown {
  const isToFlatten = form.exit !== 'nested' && isObject(payload) && 'error' in payload;
  return (isToFlatten ? payload.error : payload) ?? {};
}
