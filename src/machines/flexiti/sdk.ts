import type { SdkTools, SimulatedSdk } from '../../kit/kit.ts';

/**
 * What the simulated `FlexitiSDK.init` takes. That handlers are given when the widget is created is documented, and
 * their names are not: these are this library's own.
 */
export interface FlexitiParams {
  /** Where the widget is shown: an element or a selector. @default the end of the page */
  readonly container?: unknown;
  /** Called with `eventData`. */
  readonly onSuccess?: (eventData: unknown) => void;
  /** Called with `{ error, message }`. */
  readonly onFailure?: (error: unknown) => void;
  readonly onCancel?: () => void;
}

/** A widget that was started. */
export interface FlexitiWidget {
  close(): void;
}

/** Stands in for Flexiti's script: defines `FlexitiSDK`. No document tells where the real one is served. */
export const flexitiSdk: SimulatedSdk = {
  script: null,
  frame: 'https://flexiti.example/simulated-widget',
  define: (tools: SdkTools) => {
    const init = ({ container = 'body', onSuccess, onFailure, onCancel }: FlexitiParams = {}): FlexitiWidget => {
      const frame = tools.showFrame({
        title: 'Flexiti',
        within: container,
        onMessage: (message) => {
          if (typeof message !== 'object' || message === null) return;
          const { eventType, eventData, ...beside } = message as Record<string, unknown>;
          if (eventType === 'flx-success') tools.call(onSuccess, eventData);
          // No document tells where a failure's error lies.
          else if (eventType === 'flx-failure') tools.call(onFailure, eventData ?? beside);
          else if (eventType === 'flx-cancel') tools.call(onCancel);
        },
      });
      return { close: frame.remove };
    };
    Object.assign(globalThis, { FlexitiSDK: { init } });
  },
};
