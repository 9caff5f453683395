/** Drives a simulated widget in a page that Playwright drives, and makes its pages. Node only; nothing of Playwright is imported. */
import type { Kit } from '../kit/kit.ts';
import type { Path } from '../testing/types.ts';
import { asset } from './assets.ts';
import {
  checkCall,
  configurationKeys,
  simulatorOptions,
  type WidgetConfiguration,
  withAddress,
} from './configuration.ts';
import { createDriver, type DrivenWidget, type Method, postedBy } from './driver.ts';
import { invalidOption, sentenceOf } from './errors.ts';
import type { FrameData, OutgoingMessage } from './frame.ts';
import { Frames, inbox, type LoadedFrame, listenIn, type PlaywrightFrame, strangeOrigin, update } from './frames.ts';
import { pageOf } from './html.ts';
import { type Action, type Screen, screenOf } from './screen.ts';
import { scriptOf } from './sdk.ts';
import { createSimulator, type Simulator } from './simulator.ts';
import { spoofedPage } from './spoofed.ts';
import { variantsOf } from './variants.ts';

export type { DrivenWidget, WidgetRun } from './driver.ts';
export type { PlaywrightFrame } from './frames.ts';
export { type SdkScriptOptions, type SimulatorPageOptions, sdkScript, simulatorPage } from './html.ts';
export type { Fault, FaultCall, Posted, SavedSimulator, TakenStep } from './simulator.ts';

/** Of Playwright's `Page`, what is used here. */
export interface PlaywrightPage {
  route(address: Address, handler: (route: PlaywrightRoute) => unknown): Promise<unknown>;
  addInitScript(script: { content: string }): Promise<unknown>;
  exposeBinding(
    name: string,
    callback: (source: { frame: PlaywrightFrame }, action: unknown) => unknown,
  ): Promise<unknown>;
}

/** Of Playwright's `Route`. */
export interface PlaywrightRoute {
  request(): { url(): string; isNavigationRequest(): boolean; frame(): PlaywrightFrame };
  fulfill(response: { contentType: string; headers: Record<string, string>; body: string }): Promise<void>;
  fallback(): Promise<void>;
}

/** An address as Playwright's `route` takes it: a glob, a pattern, or a function. */
export type Address = string | RegExp | ((url: URL) => boolean);

/** What a widget does in a page. */
export interface DriveOptions extends Omit<WidgetConfiguration, 'pace' | 'spoofedPage'> {
  readonly kit: Kit;
  /** Paths for one frame after another: each time that a widget is loaded takes the next, and the last one again. */
  readonly paths?: readonly Path[] | undefined;
  /**
   * Where the host's page loads the widget from. @default the origins of the kit; Flexiti's is not known, and Opal's
   * `env: 'local'` needs `http://localhost:3000/**`
   */
  readonly url?: Address | undefined;
  /** Where the host's page loads the SDK's script from. @default what the kit's `sdk` names, as of Pinwheel's CDN */
  readonly script?: Address | undefined;
  /** How many milliseconds to wait for the widget's frame, and for the host to get a message. @default 10,000 */
  readonly timeout?: number | undefined;
}

/**
 * Puts a simulated widget into the pages that a Playwright page will show: it answers at the provider's own address, so
 * that the host's page is tried as it is, checks of origins included. Call it before the page is opened. Only frames
 * are answered, never the host's own page. The script of a simulated SDK takes the place of the real one, whose checksum
 * is then not checked.
 *
 * The simulator runs in Node, so a kit of your own needs no bundling. In a browser that you watch, the widget's buttons
 * work as well.
 *
 * Where the host's page goes away and comes back, its widget begins anew; call `drive` once more before, and let that
 * one go on: `drive(page, { kit: flinksKit, resume: await widget.save() })`.
 *
 * @throws WidgetError `INVALID_OPTION` for an option or a path that is not there, and for a widget whose address has to
 * be given; later, with what to do, where the page shows no frame of the widget.
 * @example
 * ```ts nocheck
 * import { expect, test } from '@playwright/test';
 * import { flinksKit } from 'widget-statecharts/flinks/kit';
 * import { simulatorSuite } from 'widget-statecharts/simulator';
 * import { drive } from 'widget-statecharts/simulator/drive';
 *
 * for (const path of simulatorSuite(flinksKit).paths) {
 *   test(`connects a bank: ${path.id}`, async ({ page }) => {
 *     const widget = await drive(page, { kit: flinksKit, path });
 *     await page.goto('/connect');
 *     await widget.run(async ({ outcome }) => {
 *       await expect(page.getByRole('status')).toHaveText(outcome ?? 'in progress');
 *     });
 *   });
 * }
 * ```
 */
export async function drive(page: PlaywrightPage, options: DriveOptions): Promise<DrivenWidget> {
  checkDriveCall(page, options);
  const { kit, paths, url, script, timeout = usualTimeout, ...configuration } = options;
  const [first, ...others] = paths ?? [configuration.path];
  const sessions = [
    sessionOf(kit, { ...configuration, path: first }),
    ...others.map((path) => sessionOf(kit, { ...configuration, path, resume: undefined })),
  ];
  const addresses = addressesOf(kit, url, script);
  const frames = new Frames<DrivenSimulator>(sessions.length);
  const binding = `simulatedWidget${++count}`;

  await page.addInitScript({ content: inbox });
  await page.exposeBinding(binding, ({ frame }, action) => click(frames, frame, action as Action));
  await page.route(`${strangeOrigin}**`, (route) => {
    frames.expectBack();
    return answer(route, 'text/html', spoofedPage({ back: frames.last?.origin ?? null }));
  });
  for (const address of addresses.widget) {
    await page.route(address, (route) => {
      const frame = frameOf(route);
      if (frame === null) return route.fallback();
      const requested = route.request().url();
      const { data } = frames.load(frame, requested, (session) => sessions[session]?.start(requested) ?? nothing);
      const told: FrameData = 'problem' in data ? data : { screen: data.screen(), binding, spoofedPage: strangeOrigin };
      return answer(route, 'text/html', pageOf(told, asset('screen')));
    });
  }
  if (addresses.script !== null && kit.sdk !== null) {
    await page.addInitScript({ content: withoutChecksum });
    const variants = variantsOf(kit, configuration.variants ?? {});
    const body = scriptOf(kit.sdk, { variants, frame: kit.sdk.frame, page: null });
    await page.route(addresses.script, (route) => answer(route, 'text/javascript', body));
  }

  return createDriver({
    get steps() {
      return sessions[frames.session]?.steps ?? 0;
    },
    get taken() {
      return sessions[frames.session]?.taken ?? 0;
    },
    async call(method, ...args) {
      const loaded = await frames.current(timeout, () => notThere(kit, addresses, timeout));
      return loaded === null ? null : callIn(frames, loaded, timeout, method, args);
    },
  });
}

/** How long is waited for a page, in milliseconds. */
const usualTimeout = 10_000;
/** How often `drive` was called: each call has a binding of its own. */
let count = 0;

// A driver takes the steps itself, and serves its own page for what is spoofed.
const driveKeys = [
  ...configurationKeys.filter((key) => key !== 'pace' && key !== 'spoofedPage'),
  ...['kit', 'paths', 'url', 'script', 'timeout'],
];

/** What a caller without types may get wrong, and would be told of late or not at all. */
function checkDriveCall(page: PlaywrightPage, options: DriveOptions): void {
  if (typeof page?.addInitScript !== 'function') {
    throw invalidOption("drive takes a page of Playwright's first, as newPage() gives it.");
  }
  if (typeof options !== 'object' || options === null) {
    throw invalidOption('drive has to know the widget: drive(page, { kit: flinksKit }).');
  }
  checkCall(options.kit, options, driveKeys, 'drive');
  const { timeout = usualTimeout } = options;
  if (Number.isFinite(timeout) && timeout > 0) return;
  throw invalidOption('timeout has to be a number of milliseconds, above 0.');
}

/** What runs for a frame: a simulator, or why there is none. */
interface DrivenSimulator {
  readonly data: RunningSimulator | { readonly problem: string };
}

interface RunningSimulator {
  readonly simulator: Simulator;
  readonly screen: () => Screen;
  /** What was posted since the last time, which the frame has to post. */
  readonly takePosts: () => OutgoingMessage[];
}

const nothing: DrivenSimulator = { data: { problem: 'There is no widget.' } };

/** What a frame shows, how many steps it has to take, and how many of them were taken before. */
interface DrivenSession {
  readonly steps: number;
  readonly taken: number;
  readonly start: (address: string) => DrivenSimulator;
}

function sessionOf(kit: Kit, configuration: WidgetConfiguration): DrivenSession {
  const options = simulatorOptions(kit, configuration);
  const { path, log, resume } = options;
  function run(address: string): RunningSimulator {
    let posts: OutgoingMessage[] = [];
    const simulator = createSimulator(kit, {
      ...withAddress(kit, options, address),
      post: (message, sender) => posts.push({ message, sender }),
    });
    return {
      simulator,
      screen: () => screenOf(kit, simulator, path?.id ?? null),
      takePosts() {
        const taken = posts;
        posts = [];
        return taken;
      },
    };
  }
  // What is wrong is wrong now, and not when a frame is loaded.
  run('');
  return {
    steps: path?.steps.length ?? log?.length ?? 0,
    taken: resume?.taken ?? 0,
    start(address) {
      try {
        return { data: run(address) };
      } catch (error) {
        return { data: { problem: sentenceOf(error) } };
      }
    },
  };
}

/** Calls a method of the simulator, and waits until the page around its frame has got what it posted. */
async function callIn(
  frames: Frames<DrivenSimulator>,
  loaded: LoadedFrame<DrivenSimulator>,
  timeout: number,
  method: Method,
  args: readonly unknown[],
): Promise<unknown> {
  const { frame, widget } = loaded;
  const host = frame.parentFrame();
  if (host === null) return null;
  if ('problem' in widget.data) throw invalidOption(widget.data.problem);
  const { simulator, screen, takePosts } = widget.data;
  const listening = await listenIn(host, () => frame.isDetached(), timeout);
  const result = (simulator[method] as (...args: readonly unknown[]) => unknown)(...args);
  if (method === 'save') return result;
  const isShown = await update(frames, loaded, { screen: screen(), posts: takePosts(), problem: '' });
  if (!isShown) return null;
  await listening.got(postedBy(method, result));
  return result;
}

/** Does what a person clicks in a frame. */
async function click(
  frames: Frames<DrivenSimulator>,
  frame: PlaywrightFrame,
  [method, ...args]: Action,
): Promise<void> {
  const loaded = frames.last;
  if (loaded === undefined || loaded.frame !== frame || 'problem' in loaded.widget.data) return;
  const { simulator, screen, takePosts } = loaded.widget.data;
  let problem = '';
  try {
    (simulator[method] as (...args: readonly unknown[]) => unknown)(...args);
  } catch (error) {
    problem = sentenceOf(error);
  }
  await update(frames, loaded, { screen: screen(), posts: takePosts(), problem });
}

interface Addresses {
  readonly widget: readonly Address[];
  readonly script: Address | null;
}

/** Where the widget and its SDK are asked for: where the caller says, or where the kit does. */
function addressesOf(
  { provider, origins, sdk }: Kit,
  url: Address | undefined,
  script: Address | undefined,
): Addresses {
  const { title } = provider;
  if (script !== undefined && sdk === null) {
    throw invalidOption(`The kit of ${title} has no stand-in for an SDK, so that drive takes no script for it.`);
  }
  const sdkAddress = script ?? sdk?.script ?? null;
  const widget = url === undefined ? origins.map((origin) => `${origin}/**`) : [url];
  // No document tells where a real SDK shows the widget.
  if (sdkAddress !== null && sdk !== null) return { widget: [...widget, sdk.frame], script: sdkAddress };
  if (widget.length > 0) return { widget, script: null };
  const orScript = sdk === null ? '' : ', or the script of its SDK';
  throw invalidOption(
    `The kit of ${title} names no origins, since nobody knows where its widget is served: give drive the url that your page loads its frame from, such as https://widget.example/**${orScript}.`,
  );
}

function notThere({ provider }: Kit, { widget, script }: Addresses, timeout: number): string {
  const where = [...widget, script].filter((address) => address !== null && typeof address !== 'function').join(' or ');
  const from = where === '' ? '' : ` from ${where}`;
  return `The page showed no frame of ${provider.title} within ${timeout} ms. Call drive first, then open the page, and do there what loads the widget${from}; where yours is loaded from elsewhere, give drive that url.`;
}

/** The frame that asks for a page; null for anything else, and for the host's own page. */
function frameOf(route: PlaywrightRoute): PlaywrightFrame | null {
  const request = route.request();
  if (!request.isNavigationRequest()) return null;
  try {
    const frame = request.frame();
    return frame.parentFrame() === null ? null : frame;
  } catch {
    // A page that is just being opened has no frame to tell.
    return null;
  }
}

function answer(route: PlaywrightRoute, contentType: string, body: string): Promise<void> {
  return route.fulfill({ contentType, headers: { 'access-control-allow-origin': '*' }, body });
}

/** The provider's component names the checksum of the provider's own script. */
const withoutChecksum = `Object.defineProperty(HTMLScriptElement.prototype, 'integrity', { get: () => '', set: () => {} });`;
