/** Drives a simulated widget in a page that Playwright drives. Node only; nothing of Playwright is imported. */
import { WidgetError } from '../errors.ts';
import type { Form } from '../machines/posting.ts';
import type { ProviderName } from '../machines/provider.ts';
import { providerNamed } from '../machines/providers.ts';
import { checkOptions } from '../testing/arguments.ts';
import type { Path } from '../testing/types.ts';
import { flinksOrigin, opalOrigins } from '../transports/window.ts';
import { configurationKeys, planOf, type WidgetConfiguration } from './configuration.ts';
import { createDriver, type DrivenWidget } from './driver.ts';
import { forgedPage } from './forged.ts';
import { callIn, Frames, inbox, type PlaywrightFrame, strangeOrigin } from './frames.ts';
import { flexitiScript, pinwheelScript, simulatorPage } from './html.ts';

export type { DrivenWidget, Run } from './driver.ts';
export type { PlaywrightFrame } from './frames.ts';
export type { Fault, FaultCall, Posted, Saved, Taken } from './simulator.ts';

/** Of Playwright's `Page`, what is used here. */
export interface PlaywrightPage {
  route(address: Address, handler: (route: PlaywrightRoute) => unknown): Promise<unknown>;
  addInitScript(script: { content: string }): Promise<unknown>;
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
export interface DriveOptions extends Omit<WidgetConfiguration, 'pace' | 'forgery'> {
  /** Paths for one frame after another: each time that a widget is loaded takes the next, and the last one again. */
  readonly paths?: readonly Path[] | undefined;
  /**
   * Where the host's page loads the widget from. @default the provider's own origins, as far as they are known: Flinks'
   * sandbox and Opal's three. Flexiti's is not; and Opal's `env: 'local'` needs `http://localhost:3000/**`
   */
  readonly url?: Address | undefined;
  /** Where the host's page loads the SDK's script from (Pinwheel, Flexiti). @default Pinwheel's CDN */
  readonly script?: Address | undefined;
  /** How many milliseconds to wait for the widget's frame, and for the host to get a message. @default 10,000 */
  readonly timeout?: number | undefined;
}

/**
 * Puts a simulated widget into the pages that a Playwright page will show: it answers at the provider's own address, so
 * that the host's page is tried as it is, checks of origins included. Call it before the page is opened. Only frames
 * are answered, never the host's own page. Pinwheel's script takes the place of the CDN's, whose checksum is then not
 * checked.
 *
 * Where the host's page goes away and comes back, its widget begins anew; call `drive` once more before, and let that
 * one go on: `drive(page, { provider: 'flinks', resume: await widget.save() })`.
 *
 * @throws WidgetError `INVALID_OPTION` for an option or a path that is not there, and for a widget whose address has to
 * be given; later, with what to do, where the page shows no frame of the widget.
 * @example
 * ```ts nocheck
 * import { expect, test } from '@playwright/test';
 * import { flinks } from 'widget-statecharts';
 * import { simulatorSuite } from 'widget-statecharts/simulator';
 * import { drive } from 'widget-statecharts/simulator/drive';
 *
 * for (const path of simulatorSuite(flinks).paths) {
 *   test(`connects a bank: ${path.id}`, async ({ page }) => {
 *     const widget = await drive(page, { provider: 'flinks', path });
 *     await page.goto('/connect');
 *     await widget.run(async ({ outcome }) => {
 *       await expect(page.getByRole('status')).toHaveText(outcome ?? 'in progress');
 *     });
 *   });
 * }
 * ```
 */
export async function drive(page: PlaywrightPage, options: DriveOptions): Promise<DrivenWidget> {
  checkCall(page, options);
  const { paths, url, script, timeout = usualTimeout, ...configuration } = options;
  const { provider, form } = configuration;
  const [first, ...others] = paths ?? [configuration.path];
  const sessions = [
    sessionOf({ ...configuration, path: first }),
    ...others.map((path) => sessionOf({ ...configuration, path, resume: undefined })),
  ];
  const addresses = addressesOf(provider, url, script);
  const frames = new Frames(sessions.length);

  await page.addInitScript({ content: inbox });
  await page.route(`${strangeOrigin}**`, (route) => {
    frames.expectBack();
    return answer(route, 'text/html', forgedPage());
  });
  await page.route(addresses.widget, (route) => {
    const frame = frameOf(route);
    if (frame === null) return route.fallback();
    const session = sessions[frames.add(frame, route.request().url())];
    return answer(route, 'text/html', session?.page ?? '');
  });
  if (addresses.script !== null) {
    await page.addInitScript({ content: withoutChecksum });
    const body = scriptOf(provider, form);
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
      const frame = await frames.current(timeout, () => notThere(provider, addresses, timeout));
      return frame === null ? null : callIn(frame, timeout, method, args);
    },
  });
}

/** How long is waited for a page, in milliseconds. */
const usualTimeout = 10_000;

// A driver takes the steps itself, and serves its own page for what is forged.
const { pace: _pace, forgery: _forgery, ...widgetKeys } = configurationKeys;
const driveKeys: Readonly<Record<keyof DriveOptions, true>> = {
  ...widgetKeys,
  paths: true,
  url: true,
  script: true,
  timeout: true,
};

/** What a caller without types may get wrong, and would be told of late or not at all. */
function checkCall(page: PlaywrightPage, options: DriveOptions): void {
  if (typeof page?.addInitScript !== 'function') {
    throw new WidgetError('INVALID_OPTION', "drive takes a page of Playwright's first, as newPage() gives it.");
  }
  if (typeof options !== 'object' || options === null) {
    throw new WidgetError('INVALID_OPTION', "drive has to know the widget: drive(page, { provider: 'flinks' }).");
  }
  checkOptions(options, Object.keys(driveKeys), 'drive');
  const { timeout = usualTimeout } = options;
  if (Number.isFinite(timeout) && timeout > 0) return;
  throw new WidgetError('INVALID_OPTION', 'timeout has to be a number of milliseconds, above 0.');
}

/** A widget's page, how many steps it has to take, and how many of them were taken before. */
interface DrivenSession {
  readonly page: string;
  readonly steps: number;
  readonly taken: number;
}

/** Everything is looked up here, so that the widget's page has only to follow. */
function sessionOf(configuration: WidgetConfiguration): DrivenSession {
  const { path, log } = planOf(configuration);
  const found = { path, log, suite: undefined, seed: undefined, session: undefined };
  const page = simulatorPage({ ...configuration, ...found, pace: null, forgery: strangeOrigin });
  return { page, steps: path?.steps.length ?? log?.length ?? 0, taken: configuration.resume?.taken ?? 0 };
}

interface Addresses {
  readonly widget: Address;
  readonly script: Address | null;
}

/** Where a simulated SDK shows the widget; no document tells where the real ones do. */
const sdkFrames = {
  pinwheel: 'https://cdn.getpinwheel.com/simulated-link',
  flexiti: 'https://flexiti.example/simulated-widget',
};

function addressesOf(name: ProviderName, url: Address | undefined, script: Address | undefined): Addresses {
  const { title } = providerNamed(name);
  switch (name) {
    case 'flinks':
      return { widget: url ?? `${flinksOrigin('toolbox')}/**`, script: null };
    case 'opal':
      return { widget: url ?? (({ origin }) => Object.values<string>(opalOrigins).includes(origin)), script: null };
    case 'pinwheel':
      return {
        widget: url ?? sdkFrames.pinwheel,
        script: script ?? /^https:\/\/cdn\.getpinwheel\.com\/pinwheel[^/]*\.js/,
      };
    case 'flexiti': {
      const widget = url ?? (script && sdkFrames.flexiti);
      if (widget !== undefined) return { widget, script: script ?? null };
      throw new WidgetError(
        'INVALID_OPTION',
        `No document tells where ${title}'s widget is served: give drive the url that your page loads its frame from (the origin of redirection_url, and /**), or the script of its SDK.`,
      );
    }
  }
}

function scriptOf(provider: ProviderName, form: Form | undefined): string {
  if (provider === 'pinwheel') return pinwheelScript({ form, frame: sdkFrames.pinwheel });
  return flexitiScript({ form, frame: sdkFrames.flexiti });
}

function notThere(name: ProviderName, { widget, script }: Addresses, timeout: number): string {
  const { title } = providerNamed(name);
  const isKnown = (address: Address) => typeof address !== 'function';
  const where = [widget, script].filter((address) => address !== null && isKnown(address)).join(' or ');
  const from = where === '' ? '' : ` from ${where}`;
  return `The page showed no frame of ${title} within ${timeout} ms. Call drive first, then open the page, and do there what loads the widget${from}; where yours is loaded from elsewhere, give drive that url.`;
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
