import type { SdkTools, SimulatedSdk } from '../../kit/kit.ts';

/**
 * Stands in for the script of Pinwheel's CDN: defines `Pinwheel`. Callbacks are those of `open`'s options, captured
 * there: `onEvent(name, payload)` first, then the one of the event, as the mobile SDKs have it. `exit` hides the frame,
 * and `close` removes it; no document tells whether `close` leads to an exit, and here it does not.
 */
export const pinwheelSdk: SimulatedSdk = {
  script: /^https:\/\/cdn\.getpinwheel\.com\/pinwheel[^/]*\.js/,
  frame: 'https://cdn.getpinwheel.com/simulated-link',
  define: (tools: SdkTools) => {
    const callbacks: Readonly<Record<string, string>> = {
      login: 'onLogin',
      login_attempt: 'onLoginAttempt',
      success: 'onSuccess',
      error: 'onError',
      exit: 'onExit',
    };
    const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
    // Link nests an exit's error; SDKs flatten it, but for those that hand it on as it is.
    const exitOf = (payload: unknown) =>
      (tools.variants.exit !== 'nested' && isObject(payload) && 'error' in payload ? payload.error : payload) ?? {};
    let close = () => {};
    const open = (options: Readonly<Record<string, unknown>>) => {
      close();
      const { linkToken, _sdkOverride: sdk = 'link-web', _versionOverride: version = null } = options;
      const frame = tools.showFrame({
        title: 'Pinwheel',
        // The React component removes what bears this name before it loads the script again.
        className: 'pinwheel-portal',
        onLoad: (post) => post({ type: 'PINWHEEL_INIT', payload: { sdk, platform: 'web', version, linkToken } }),
        onMessage: (message) => {
          if (!isObject(message) || message.type !== 'PINWHEEL_EVENT') return;
          const { eventName } = message;
          const payload = eventName === 'exit' ? exitOf(message.payload) : (message.payload ?? {});
          if (eventName === 'exit') frame.hide();
          tools.call(options.onEvent, eventName, payload);
          const callback = callbacks[String(eventName)];
          if (callback !== undefined) tools.call(options[callback], payload);
        },
      });
      close = frame.remove;
    };
    Object.assign(globalThis, { Pinwheel: { open, close: () => close() } });
  },
};
