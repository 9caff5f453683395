/** A simulated widget's frames in a page of Playwright's: which one is there, and what the host got from it. */
import { WidgetError } from '../errors.ts';
import { type Method, postedBy } from './driver.ts';

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

/** The widget's frames, one after another. */
export class Frames {
  /** Which session the last frame shows. */
  session = -1;
  #frame: PlaywrightFrame | undefined;
  #origin = '';
  #wasReady = false;
  #comesBack = false;
  readonly #sessions: number;

  constructor(sessions: number) {
    this.#sessions = sessions;
  }

  /** A strange page is about to give the frame back: the session goes on. */
  expectBack(): void {
    this.#comesBack = true;
  }

  /** A widget is loaded. Tells which session it shows: the last one again where there are no more. */
  add(frame: PlaywrightFrame, address: string): number {
    if (!this.#comesBack) this.session = Math.min(this.session + 1, this.#sessions - 1);
    this.#comesBack = false;
    this.#frame = frame;
    this.#origin = new URL(address).origin;
    this.#wasReady = false;
    return this.session;
  }

  /** The frame whose widget is ready; null where the host has taken it away. Waits for one that is on its way. */
  async current(timeout: number, notThere: () => string): Promise<PlaywrightFrame | null> {
    for (const until = Date.now() + timeout; Date.now() < until; await pause()) {
      if (this.#frame === undefined) continue;
      if (this.#isGone(this.#frame)) return null;
      const state = await ask(this.#frame, readiness);
      if (state === 'ready') {
        this.#wasReady = true;
        return this.#frame;
      }
      if (typeof state === 'string') throw new WidgetError('INVALID_OPTION', state);
    }
    throw new WidgetError('INVALID_OPTION', notThere());
  }

  #isGone(frame: PlaywrightFrame): boolean {
    if (frame.isDetached()) return true;
    // Before its first answer, a frame still shows what was there before.
    return this.#wasReady && !frame.url().startsWith(this.#origin) && !frame.url().startsWith(strangeOrigin);
  }
}

/** Of a widget's page: `ready`, what is wrong with it, or null while it loads. */
const readiness = `window.simulator ? 'ready' : document.querySelector('[role=alert]')?.textContent || null`;

/** Calls a method of the simulator in a frame, and waits until the page around it has got what it posted. */
export async function callIn(
  frame: PlaywrightFrame,
  timeout: number,
  method: Method,
  args: readonly unknown[],
): Promise<unknown> {
  const host = frame.parentFrame();
  if (host === null) return null;
  const before = Number((await ask(host, inbox)) ?? 0);
  const call = `window.simulator.${method}(${args.map((arg) => JSON.stringify(arg)).join()})`;
  const answer = (await frame.evaluate(
    `(() => { try { return { result: ${call} }; } catch (error) { return { problem: error.message }; } })()`,
  )) as { result: unknown } | { problem: string };
  if ('problem' in answer) throw new WidgetError('INVALID_OPTION', answer.problem);

  const messages = postedBy(method, answer.result).map((message) => JSON.stringify(message));
  for (const until = Date.now() + timeout; ; await pause()) {
    const got = await ask(host, `(window.simulatedMessages ?? []).slice(${before})`);
    // A host that has gone elsewhere had got what it went for.
    if (!Array.isArray(got) || frame.isDetached()) return answer.result;
    if (messages.every((message) => got.includes(message))) return answer.result;
    if (Date.now() < until) continue;
    const missing = messages.find((message) => !got.includes(message));
    throw new WidgetError(
      'INVALID_OPTION',
      `The page around the widget did not get ${missing} within ${timeout} ms: something stops its messages.`,
    );
  }
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
