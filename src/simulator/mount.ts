/** A simulated widget in a frame of the page that a test runs in: for Vitest's browser mode. */
import type { Kit } from '../kit/kit.ts';
import {
  checkCall,
  configurationKeys,
  simulatorOptions,
  type WidgetConfiguration,
  withAddress,
} from './configuration.ts';
import { createDriver, type DrivenWidget, postedBy } from './driver.ts';
import { invalidOption } from './errors.ts';
import { startWidget } from './page.ts';
import type { Simulator } from './simulator.ts';
import { style } from './style.ts';

/** What a widget does in a frame of this page. */
export interface MountOptions extends WidgetConfiguration {
  readonly kit: Kit;
}

/** A widget in a frame of this page. */
export interface MountedWidget extends DrivenWidget {
  /** What runs in the frame. */
  readonly simulator: Simulator;
}

interface WidgetWindow extends Window {
  postToHost?: (message: unknown) => void;
}

/**
 * Shows a simulated widget in a frame that the host's code has made, in place of what its `src` would load. It posts
 * from the frame's own window, and has the origin of this page: let the host trust `location.origin`.
 *
 * After the fault `strangeOrigin` the frame has lost its widget: mount it again, with `resume` what `save()` gave before.
 *
 * @throws WidgetError `INVALID_OPTION` for a frame that is not in the page or keeps it out, and for an option or
 * a path that is not there.
 * @example
 * ```ts norun
 * import { flinks, openSession } from 'widget-statecharts';
 * import { flinksKit } from 'widget-statecharts/flinks/kit';
 * import { mountWidget } from 'widget-statecharts/simulator';
 * import { windowTransport } from 'widget-statecharts/transports';
 *
 * const frame = document.body.appendChild(document.createElement('iframe'));
 * const session = openSession(flinks, { transport: windowTransport({ frame, origins: [location.origin] }) });
 * const widget = await mountWidget(frame, { kit: flinksKit, seed: 7 });
 * await widget.run(({ state }) => console.log(state, session.snapshot.value));
 * ```
 */
export async function mountWidget(frame: HTMLIFrameElement, options: MountOptions): Promise<MountedWidget> {
  checkCall(options?.kit, options, ['kit', ...configurationKeys], 'mountWidget');
  const { kit, ...configuration } = options;
  const complete = withAddress(kit, { pace: null, ...configuration }, frame.src);
  const { path, log } = simulatorOptions(kit, complete);
  const window = await clear(frame);
  const simulator = startWidget(
    kit,
    { ...complete, ...(path && { path, seed: undefined }) },
    { window, post: poster(window) },
  );
  // Of a page of another origin nothing can be read.
  const isGone = () => !frame.isConnected || frame.contentDocument?.getElementById(mark) == null;
  const driver = createDriver({
    steps: path?.steps.length ?? log?.length ?? 0,
    taken: complete.resume?.taken ?? 0,
    async call(method, ...args) {
      if (isGone()) return null;
      const inbox = listen(frame.ownerDocument.defaultView as Window);
      try {
        const result = (simulator[method] as (...args: readonly unknown[]) => unknown)(...args);
        await inbox.got(postedBy(method, result));
        return result;
      } finally {
        inbox.close();
      }
    },
  });
  return { simulator, ...driver };
}

const mark = 'simulated-widget';

/** Gives a frame an empty page of this origin, whose window posts for itself. */
async function clear(frame: HTMLIFrameElement): Promise<WidgetWindow> {
  if (!frame.isConnected) {
    throw invalidOption('The frame is in no page yet: mount the widget after it is appended.');
  }
  if (frame.sandbox.length > 0 && !frame.sandbox.contains('allow-same-origin')) {
    throw invalidOption("The frame's sandbox keeps this page out: it needs allow-same-origin here.");
  }
  const loaded = new Promise<WidgetWindow>((resolve) => {
    const listener = () => {
      // The page of its src may come first.
      if (frame.contentDocument?.getElementById(mark) == null) return;
      frame.removeEventListener('load', listener);
      resolve(frame.contentWindow as WidgetWindow);
    };
    frame.addEventListener('load', listener);
  });
  frame.srcdoc = `<!doctype html><html lang="en"><head><meta charset="utf-8"><style id="${mark}">${style}</style>
<script>window.postToHost = (message) => parent.postMessage(message, '*')</script></head><body></body></html>`;
  return loaded;
}

/** A message's source is the window whose script posts it. */
function poster({ postToHost }: WidgetWindow): (message: unknown) => void {
  if (postToHost !== undefined) return postToHost;
  throw invalidOption('No script may run in the frame: its sandbox needs allow-scripts.');
}

/** Waits for messages; added after the host's own listeners, so that these have heard them too. */
function listen(window: Window) {
  const waiting: string[] = [];
  let done = () => {};
  const listener = ({ data }: MessageEvent) => {
    const at = waiting.indexOf(JSON.stringify(data));
    if (at >= 0) waiting.splice(at, 1);
    if (waiting.length === 0) done();
  };
  window.addEventListener('message', listener);
  return {
    got(messages: readonly unknown[]) {
      waiting.push(...messages.map((message) => JSON.stringify(message)));
      return new Promise<void>((resolve) => {
        done = resolve;
        if (waiting.length === 0) resolve();
      });
    },
    close: () => window.removeEventListener('message', listener),
  };
}
