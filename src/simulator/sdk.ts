/** The script in the place of a provider's SDK: the kit's stand-in, and the tools that it is given in the host's page. */
import type { SdkTools, SimulatedSdk, Variants } from '../kit/kit.ts';
import { jsonForScript } from './json.ts';

/** How a stand-in shows the widget. */
interface Given {
  readonly variants: Variants;
  /** The address of the widget's page; null where `page` is the page itself. */
  readonly frame: string | null;
  readonly page: string | null;
}

/** Writes the script. Bundlers that keep names call `__name`, which nobody defines in the host's page. */
export function scriptOf({ define }: SimulatedSdk, given: Given): string {
  return `(() => {
const __name = (value) => value;
(${asExpression(define)})((${asExpression(createTools)})(${jsonForScript(given)}));
})();
`;
}

/** A function may be written as a method, which is none outside of its object. */
function asExpression(define: (...args: never) => unknown): string {
  const text = String(define);
  return /^(async\s+)?(function\b|\(|[\w$]+\s*=>)/.test(text) ? text : `function ${text}`;
}

/** Runs in the host's page: like `define`, it may use nothing from around it. */
function createTools({ variants, frame: address, page }: Given): SdkTools {
  const origin = () => (address === null ? location.origin : new URL(address, location.href).origin);

  /** Where a frame is put: into an element of the host's, or over the page. */
  function holderOf(title: string, within: unknown, className: string | undefined): Element {
    if (within === undefined) {
      const holder = document.createElement('div');
      if (className !== undefined) holder.className = className;
      holder.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647';
      document.body.append(holder);
      return holder;
    }
    const holder = typeof within === 'string' ? document.querySelector(within) : within;
    if (holder instanceof Element) return holder;
    throw new Error(`${title} cannot be shown: no element of this page is ${String(within)}.`);
  }

  return {
    variants,
    showFrame({ title, within, className, onMessage, onLoad }) {
      const holder = holderOf(title, within, className);
      const frame = document.createElement('iframe');
      frame.title = title;
      frame.style.cssText = 'border: 0; width: 100%; height: 100%';
      const listener = (event: MessageEvent) => {
        // Before its page has loaded, and after it has lost its place, the window is the same and the origin is not.
        if (event.source === frame.contentWindow && event.origin === origin()) onMessage(event.data);
      };
      addEventListener('message', listener);
      if (onLoad !== undefined) {
        frame.addEventListener('load', () => onLoad((message) => frame.contentWindow?.postMessage(message, origin())));
      }
      if (address === null) frame.srcdoc = page ?? '';
      else frame.src = address;
      holder.append(frame);
      const shown = (within === undefined ? holder : frame) as HTMLElement;
      return {
        hide() {
          shown.style.display = 'none';
        },
        remove() {
          removeEventListener('message', listener);
          frame.remove();
          shown.remove();
        },
      };
    },
    call(callback, ...args) {
      if (typeof callback !== 'function') return;
      try {
        callback(...args);
      } catch (error) {
        reportError(error);
      }
    },
  };
}
