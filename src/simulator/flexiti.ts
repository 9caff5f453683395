/** Stands in for Flexiti's script: defines `window.FlexitiSDK`. Bundled into one script. */
import { WidgetError } from '../errors.ts';
import { isObject } from '../machines/wire.ts';
import { call, type SdkFrame, showFrame } from './sdk.ts';

/**
 * What the simulated `FlexitiSDK.init` takes. That handlers are given when the widget is created is documented, and
 * their names are not: these are this library's own.
 */
export interface FlexitiParams {
  /** Where the widget is shown: an element or a selector. @default the end of the page */
  readonly container?: Element | string;
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

/** Defines `window.FlexitiSDK`. */
export function define(given: SdkFrame): void {
  Object.assign(window, { FlexitiSDK: { init: (params: FlexitiParams = {}) => init(given, params) } });
}

function init(
  given: SdkFrame,
  { container = document.body, onSuccess, onFailure, onCancel }: FlexitiParams,
): FlexitiWidget {
  const within = typeof container === 'string' ? document.querySelector(container) : container;
  if (within === null) {
    throw new WidgetError('INVALID_OPTION', `FlexitiSDK.init: no element of this page is ${container}.`);
  }
  const { remove } = showFrame(given, 'Flexiti', within, (message) => {
    if (!isObject(message)) return;
    const { eventType, eventData, ...beside } = message;
    if (eventType === 'flx-success') call(onSuccess, eventData);
    // No document tells where a failure's error lies.
    else if (eventType === 'flx-failure') call(onFailure, eventData ?? beside);
    else if (eventType === 'flx-cancel') call(onCancel);
  });
  return { close: remove };
}
