/** Drives the same app in each framework, in Chromium: success, failure, cancel, a spoofed message, and leaving. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { build } from 'vite';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSession } from 'widget-statecharts';
import { flinksKit } from 'widget-statecharts/flinks/kit';
import { simulatorSuite } from 'widget-statecharts/simulator';
import { type DrivenWidget, type DriveOptions, drive } from 'widget-statecharts/simulator/drive';
import { freshPages } from '../test/browser/browser.ts';
import { countListeners, listenersOf, type MessageListeners } from './listeners.ts';
import { screenOf } from './shared/screen.ts';
import { widget as embedded } from './shared/widget.ts';

const site = 'https://lender.example/';
const built = fileURLToPath(new URL('../.tmp/examples/', import.meta.url));
const open = freshPages();

/** The shortest that leads to an account, and on which nobody asks to close. */
const [path] = simulatorSuite(flinksKit, [embedded.input])
  .paths.filter(({ steps }) => steps.at(-1)?.event.type === 'REDIRECT')
  .filter(({ steps }) => steps.every(({ event }) => event.type !== 'COMPONENT_CLOSE_SESSION'))
  .sort((one, other) => one.steps.length - other.steps.length);

const patiently = { interval: 5, timeout: 10_000 };

const words = {
  notStarted: 'No bank is connected yet.',
  loading: 'One moment, the widget is loading.',
  yourTurn: 'Please go on in the widget.',
  working: 'One moment, please.',
  failed: 'That did not work. Please try again.',
  otherWay: 'Your bank cannot be connected like this. Please choose another one, or another way.',
  connected: 'Thank you! Your bank is connected.',
  closed: 'You closed the widget. No bank is connected.',
};

beforeAll(() => build({ root: fileURLToPath(new URL('.', import.meta.url)), mode: 'development', logLevel: 'error' }));

describe.each(['react', 'vue', 'svelte', 'solid', 'angular', 'web-component'])('the app in %s', (app) => {
  let page: Page;
  let widget: DrivenWidget;
  let before: MessageListeners;
  let complaints: string[];

  beforeEach(async () => {
    page = await open();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    await serve(page);
    await countListeners(page);
  });

  // However it went: nothing may stay behind, neither a frame, nor a listener, nor a complaint.
  afterEach(async () => {
    await isGone();
    expect(complaints).toEqual([]);
  });

  const button = () => page.getByRole('button', { name: 'Connect a bank' });
  const status = () => page.getByRole('status').textContent();
  const says = (text: string) => expect.poll(status, patiently).toBe(text);
  const isGone = async () => {
    await expect.poll(() => page.locator('iframe').count(), patiently).toBe(0);
    expect((await listenersOf(page)).left).toBe(before.left);
  };

  /** Opens the app, and a widget in it. */
  async function start(options: Partial<DriveOptions> = {}) {
    widget = await drive(page, { kit: flinksKit, ...options });
    await page.goto(`${site}${app}/`);
    await says(words.notStarted);
    before = await listenersOf(page);
    await button().click();
    await says(words.loading);
    expect(await page.getByTitle('Flinks Connect').count()).toBe(1);
  }

  async function choose(...types: readonly string[]) {
    // Where the frame of a second opening is still on its way, nothing is posted yet.
    for (const type of types) await expect.poll(() => widget.choose(type), patiently).not.toEqual([]);
  }

  const toTheBank = [
    'APP_MOUNTED',
    'COMPONENT_LOAD_INSTITUTION_SELECTOR',
    'INSTITUTION_SELECTED',
    'COMPONENT_LOAD_CREDENTIAL',
    'SUBMIT_CREDENTIAL',
  ];

  it('comes to success along a generated path, and finds the words for each step', async () => {
    await start({ path });
    const session = openSession(flinksKit.provider, { input: embedded.input });
    const { taken, left } = await widget.run(async ({ posted }) => {
      for (const message of posted) session.receive(message);
      await says(screenOf(session.snapshot).text);
    });
    expect(left).toBe(0);
    expect(taken.length).toBeGreaterThan(0);
    await says(words.connected);
    expect(await button().isEnabled()).toBe(true);
  });

  it('asks to try again after a failure, and comes to success', async () => {
    await start();
    await choose(...toTheBank);
    await says(words.working);
    await choose('INVALID_PASSWORD');
    await says(words.failed);
    await choose('COMPONENT_LOAD_CREDENTIAL_RETRY');
    await says(words.yourTurn);
    await choose('SUBMIT_CREDENTIAL', 'REDIRECT');
    await says(words.connected);
  });

  it('offers another way where the bank refuses for good', async () => {
    await start();
    await choose(...toTheBank, 'DISABLED_LOGIN');
    await says(words.otherWay);
    await choose('COMPONENT_CLOSE_SESSION');
    await says(words.closed);
  });

  it('takes the widget away where the user asks to, and can be used again', async () => {
    await start();
    for (const ending of ['COMPONENT_CLOSE_SESSION', 'COMPONENT_CLOSE_SESSION', 'REDIRECT']) {
      await choose(...toTheBank, ending);
      await says(ending === 'REDIRECT' ? words.connected : words.closed);
      await isGone();
      if (ending === 'REDIRECT') break;
      await button().click();
      await says(words.loading);
    }
  });

  it('believes nobody but the widget', async () => {
    await start();
    await choose('APP_MOUNTED');
    // Here the first screen is what would be spoofed, and would be seen at once.
    for (const fault of ['strangeFrame', 'strangeOrigin', 'malformed', 'unknown'] as const) {
      await widget.fault(fault);
      expect(await status()).toBe(words.loading);
    }
    await choose('COMPONENT_LOAD_INSTITUTION_SELECTOR');
    await says(words.yourTurn);
    await choose('COMPONENT_CLOSE_SESSION');
    await says(words.closed);
  });

  it('leaves nothing behind where it is taken away with the widget open', async () => {
    await start();
    await choose(...toTheBank);
    const { added, left } = await listenersOf(page);
    expect(left).toBe(before.left + 1);
    // StrictMode runs an effect, its cleanup, and the effect again.
    expect(added).toBe(before.added + (app === 'react' ? 2 : 1));
    await page.getByRole('button', { name: 'Leave this page' }).click();
    expect(await button().count()).toBe(0);
  });
});

/** Serves the built apps to a page. */
async function serve(page: Page): Promise<void> {
  const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };
  await page.route(`${site}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const contentType = types[file.split('.').at(-1) ?? ''] ?? 'text/html';
    return route.fulfill({ contentType, body: readFileSync(`${built}${file}`, 'utf8') });
  });
}
