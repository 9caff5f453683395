/** Plaid's own React hook, under strict mode, with the stand-in that examples/plaid has for Plaid's script. */
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { plaidKit } from '../../examples/plaid/plaid.kit.js';
import { type DriveOptions, drive } from '../../src/simulator/drive.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { freshPages } from './browser.ts';
import { openApp } from './host.ts';

const open = freshPages();

/** A page with the real hook, and Link opened. */
async function start(page: Page, options: Partial<DriveOptions> = {}, query = '') {
  const widget = await drive(page, { kit: plaidKit, ...options });
  await openApp(page, 'plaid.tsx', '', query);
  await page.getByRole('button', { name: 'Connect' }).click();
  return widget;
}

const calls = (page: Page) => page.evaluate('window.host.calls') as Promise<[string, ...unknown[]][]>;
const verdicts = (page: Page) => page.evaluate('window.host.verdicts') as Promise<string[]>;
const outcome = (page: Page) => page.evaluate('window.host.outcome');
const frames = (page: Page) => page.locator('.plaid-link iframe').count();
const isShown = (page: Page) => page.locator('.plaid-link').isVisible();

describe("Plaid's own hook", () => {
  it('loads the script of its CDN, and is given the stand-in, once in strict mode', async () => {
    const page = await open();
    const widget = await start(page);
    expect([await frames(page), await isShown(page)]).toEqual([1, true]);
    await widget.choose('onLoad');
    expect(await calls(page)).toEqual([['onLoad']]);
  });

  it('calls the four callbacks with the arguments that Plaid documents', async () => {
    const page = await open();
    const widget = await start(page);
    for (const type of ['onLoad', 'OPEN', 'SELECT_INSTITUTION', 'HANDOFF', 'onSuccess']) await widget.choose(type);
    const made = await calls(page);
    expect(made.map(([name, first]) => (name === 'onEvent' ? first : name))).toEqual([
      ...['onLoad', 'OPEN', 'SELECT_INSTITUTION', 'HANDOFF', 'onSuccess'],
    ]);
    expect(made.at(-1)).toEqual([
      'onSuccess',
      expect.stringMatching(/^public-sandbox-/),
      expect.objectContaining({ link_session_id: expect.any(String), accounts: [expect.any(Object)] }),
    ]);
    expect(await outcome(page)).toEqual(['succeeded', 'exchange_public_token']);
    await expect.poll(() => page.getByRole('status').textContent()).toBe('exchange_public_token');
    expect(await isShown(page)).toBe(false);
  });

  it('gives the token to the host alone', async () => {
    const page = await open();
    const widget = await start(page);
    for (const type of ['OPEN', 'onSuccess']) await widget.choose(type);
    expect(await page.evaluate('window.host.tokens')).toEqual([expect.stringMatching(/^public-sandbox-/)]);
    expect(await page.evaluate('window.host.kept')).not.toContain('public-sandbox');
  });

  it('hears what happened after it has closed', async () => {
    const page = await open();
    const widget = await start(page);
    for (const type of ['OPEN', 'onSuccess', 'HANDOFF', 'TRANSITION_VIEW']) await widget.choose(type);
    expect(await verdicts(page)).toEqual(
      ['OPEN', 'onSuccess', 'HANDOFF', 'TRANSITION_VIEW'].map((type) => `accepted ${type}`),
    );
  });

  it('tells an exit with an error from one without', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.choose('OPEN');
    await widget.choose('onExit');
    expect((await calls(page)).at(-1)).toMatchObject(['onExit', null, { status: 'requires_credentials' }]);
    expect(await outcome(page)).toEqual(['cancelled', 'handle_cancel']);
  });

  it('is cancelled where the host closes it, and taken away with its component', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.choose('OPEN');
    // It lies over the page.
    await page.getByRole('button', { name: 'Give up' }).dispatchEvent('click');
    expect(await outcome(page)).toEqual(['cancelled', 'handle_cancel']);
    await page.getByRole('button', { name: 'Leave' }).click();
    await expect.poll(() => frames(page)).toBe(0);
    expect(await widget.step()).toBe(null);
  });

  it("goes on when the host's callback throws, and the error is the page's own", async () => {
    const page = await open();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const widget = await start(page, {}, '?throwAt=SELECT_INSTITUTION');
    for (const type of ['OPEN', 'SELECT_INSTITUTION', 'onSuccess']) await widget.choose(type);
    expect(errors).toEqual(['A fault of the host.']);
    expect(await outcome(page)).toEqual(['succeeded', 'exchange_public_token']);
  });

  it.each(simulatorSuite(plaidKit).paths)('feeds the chart along path $id', async (path) => {
    const page = await open();
    const widget = await start(page, { path });
    await widget.run();
    expect(await verdicts(page)).toEqual(path.steps.map(({ event }) => `accepted ${event.type}`));
  });
});
