/** Walks each path of a small suite through the checkout, in Chromium: the shop's own code, as it is shipped. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flexitiKit } from 'widget-statecharts/flexiti/kit';
import { simulatorSuite } from 'widget-statecharts/simulator';
import { drive } from 'widget-statecharts/simulator/drive';
import { browserPath } from '../../test/browser/browser.ts';
import { countListeners, listenersOf } from '../listeners.ts';

const shop = 'https://shop.example/';
const url = 'https://pos.flexiti.example/**';
const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const waiting = 'Please go on in the widget.';
const cancelled = 'You cancelled. Nothing is paid.';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath() });
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage();
  const html = readFileSync(file('index.html'), 'utf8');
  const { outputFiles } = buildSync({ entryPoints: [file('app.js')], bundle: true, write: false, format: 'esm' });
  await page.route(`${shop}**`, (route) => {
    const isScript = route.request().url().endsWith('.js');
    return route.fulfill({
      contentType: isScript ? 'text/javascript' : 'text/html',
      body: isScript ? (outputFiles[0]?.text ?? '') : html,
    });
  });
  await countListeners(page);
});
afterEach(() => page.close());

/** Opens the shop, and its widget. */
async function pay(flow: string): Promise<void> {
  await page.goto(`${shop}?flow=${flow}`);
  await page.getByRole('button', { name: 'Pay with Flexiti' }).click();
}

const status = () => page.getByRole('status').textContent();

describe('the checkout', () => {
  const flows = [{ flow: 'purchase' }, { flow: 'apply' }] as const;

  it.each(simulatorSuite(flexitiKit, flows).paths)('comes to its end along path $id', async (path) => {
    const widget = await drive(page, { kit: flexitiKit, path, url });
    await page.goto(shop);
    const before = await listenersOf(page);
    await pay((path.input as { flow: string }).flow);
    const { taken, left } = await widget.run();
    expect(left).toBe(0);

    const last = taken.at(-1);
    // A failure need not be the end: the customer may go on in the widget.
    if (last?.status !== 'ended') return expect(await status()).toBe(waiting);
    await expect.poll(status).not.toBe(waiting);
    expect((await status())?.startsWith('Thank you!')).toBe(last.outcome === 'succeeded');
    // Nothing may stay behind: neither the frame, nor a listener, nor a button that cannot be pressed.
    expect(await page.locator('iframe').count()).toBe(0);
    expect((await listenersOf(page)).left).toBe(before.left);
    expect(await page.getByRole('button').isEnabled()).toBe(true);
  });

  it('believes nobody but the widget', async () => {
    const widget = await drive(page, { kit: flexitiKit, url });
    await pay('purchase');
    for (const fault of ['strangeOrigin', 'strangeFrame', 'malformed', 'unknown'] as const) {
      await widget.fault(fault);
      expect(await status()).toBe(waiting);
    }
    await widget.choose('flx-cancel');
    await expect.poll(status).toBe(cancelled);
  });

  it('can be used again', async () => {
    const widget = await drive(page, { kit: flexitiKit, url });
    await pay('purchase');
    await widget.choose('flx-cancel');
    await page.getByRole('button', { name: 'Pay with Flexiti' }).click();
    await expect.poll(() => widget.choose('flx-cancel')).toHaveLength(1);
    await expect.poll(status).toBe(cancelled);
  });
});
