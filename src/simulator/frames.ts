/** A simulated widget's frames in a page of Playwright's: which one is there, what runs in it, and what the host got. */
import { invalidOption } from './errors.ts';
import type { FrameUpdate } from './frame.ts';

/** Of Playwright's `Frame`, what is used here. */
export interface PlaywrightFrame {
  url(): string;
  isDetached(): boolean;
  parentFrame(): PlaywrightFrame | null;
  evaluate(expression: string): Promise<unknown>;
}

/** Where the page is served that posts under a strange origin. */
export const strangeOrigin = 'https://strange-origin.example/';

/**
 * Keeps what a page gets, from before its own listeners are there: when the next question of the driver is answered,
 * they have heard it as well.
 */
export const inbox = `(() => {
  const write = (data) => { try { return JSON.stringify(data); } catch { return ''; } };
  if (!window.simulatedMessages) {
    const got = window.simulatedMessages = [];
    window.addEventListener('message', ({ data }) => got.push(write(data)));
  }
  return window.simulatedMessages.length;
})()`;

/** How often the page is asked whether it has come to what is waited for, in milliseconds. */
const interval = 10;

/** The frame of a widget, and what runs in it. */
export interface LoadedFrame<TWidget> {
  readonly frame: PlaywrightFrame;
  readonly origin: string;
  readonly widget: TWidget;
}

/** The widget's frames, one after another. `TWidget` is what runs in one. */
export class Frames<TWidget> {
  /** Which session the last frame shows. */
  session = -1;
  #last: LoadedFrame<TWidget> | undefined;
  #wasReady = false;
  #comesBack = false;
  readonly #sessions: number;

  constructor(sessions: number) {
    this.#sessions = sessions;
  }

  get last(): LoadedFrame<TWidget> | undefined {
    return this.#last;
  }

  /** A strange page is about to give the frame back: the session goes on. */
  expectBack(): void {
    this.#comesBack = true;
  }

  /** A widget is loaded: what runs in it goes on where it comes back, and is made anew otherwise. */
  load(frame: PlaywrightFrame, address: string, start: (session: number) => TWidget): TWidget {
    const comesBack = this.#comesBack;
    this.#comesBack = false;
    this.#wasReady = false;
    // The last session is shown again where there are no more.
    if (!comesBack) this.session = Math.min(this.session + 1, this.#sessions - 1);
    const widget = comesBack && this.#last !== undefined ? this.#last.widget : start(this.session);
    this.#last = { frame, origin: new URL(address).origin, widget };
    return widget;
  }

  /** The frame whose widget is ready; null where the host has taken it away. Waits for one that is on its way. */
  async current(timeout: number, notThere: () => string): Promise<LoadedFrame<TWidget> | null> {
    for (const until = Date.now() + timeout; Date.now() < until; await pause()) {
      const loaded = this.#last;
      if (loaded === undefined) continue;
      if (this.isGone(loaded)) return null;
      const state = await ask(loaded.frame, readiness);
      if (typeof state === 'string') throw invalidOption(state);
      if (state !== true || loaded !== this.#last) continue;
      this.#wasReady = true;
      return loaded;
    }
    throw invalidOption(notThere());
  }

  /** Whether the host has taken a frame away, or shows something else in it. */
  isGone({ frame, origin }: LoadedFrame<TWidget>): boolean {
    if (frame.isDetached()) return true;
    // Before its first answer, a frame still shows what was there before.
    return this.#wasReady && !frame.url().startsWith(origin) && !frame.url().startsWith(strangeOrigin);
  }
}

/** Of a widget's page: true where it is ready, what is wrong with it, or null while it loads. */
const readiness = `window.updateSimulatedWidget ? true : document.querySelector('main > [role=alert]')?.textContent || null`;

/** Shows and posts in a frame; false where the frame went away meanwhile. */
export async function update<TWidget>(
  frames: Frames<TWidget>,
  loaded: LoadedFrame<TWidget>,
  content: FrameUpdate,
): Promise<boolean> {
  try {
    await loaded.frame.evaluate(`window.updateSimulatedWidget(${JSON.stringify(content)})`);
    return true;
  } catch (error) {
    if (frames.isGone(loaded)) return false;
    throw error;
  }
}

/** Counts what the page around the widget has got, and waits until it has got more. */
export async function listenIn(host: PlaywrightFrame, isGone: () => boolean, timeout: number) {
  const before = Number((await ask(host, inbox)) ?? 0);
  return {
    async got(posted: readonly unknown[]): Promise<void> {
      const messages = posted.map((message) => JSON.stringify(message));
      for (const until = Date.now() + timeout; ; await pause()) {
        const got = await ask(host, `(window.simulatedMessages ?? []).slice(${before})`);
        // A host that has gone elsewhere had got what it went for.
        if (!Array.isArray(got) || isGone()) return;
        const missing = messages.find((message) => !got.includes(message));
        if (missing === undefined) return;
        if (Date.now() < until) continue;
        throw invalidOption(
          `The page around the widget did not get ${missing} within ${timeout} ms: something stops its messages.`,
        );
      }
    },
  };
}

/** Evaluates in a frame; undefined while it is on its way elsewhere. */
async function ask(frame: PlaywrightFrame, expression: string): Promise<unknown> {
  try {
    return await frame.evaluate(expression);
  } catch {
    return undefined;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, interval));
}
