import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { pinwheelKit } from '../../src/machines/pinwheel/kit.ts';
import { type DriveOptions, drive } from '../../src/simulator/drive.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { freshPages } from './browser.ts';
import { openApp } from './host.ts';

const open = freshPages();

/** A page with the real component, and Link opened. */
async function start(page: Page, options: Partial<DriveOptions> = {}, query = '') {
  const widget = await drive(page, { kit: pinwheelKit, ...options });
  await openApp(page, 'pinwheel.tsx', '', query);
  await page.getByRole('button', { name: 'Connect' }).click();
  return widget;
}

const calls = (page: Page) => page.evaluate('window.host.calls') as Promise<[string, ...unknown[]][]>;
const names = async (page: Page) => (await calls(page)).map(([name]) => name.split(' ')[0]);
const verdicts = (page: Page) => page.evaluate('window.host.verdicts') as Promise<string[]>;
const outcome = (page: Page) => page.evaluate('window.host.outcome');
const portals = (page: Page) => page.locator('.pinwheel-portal').count();

const badCredentials = {
  type: 'invalidUserInput',
  code: 'invalidCredentials',
  message: 'Your username or password is incorrect.',
  pendingRetry: false,
};
const exitWithError = { type: 'exit', payload: badCredentials };

describe("Pinwheel's own component", () => {
  it("loads the script of its CDN, checksum and all, and is given the simulator's", async () => {
    const page = await open();
    const widget = await start(page);
    await widget.choose('open');
    expect(await calls(page)).toEqual([['onEvent at 0', 'open', {}]]);
  });

  it('loads the script that _srcUrl names', async () => {
    const page = await open();
    const source = 'https://scripts.example/pinwheel.js';
    const widget = await start(page, { script: source }, `?${new URLSearchParams({ src: source })}`);
    await widget.choose('open');
    expect(await names(page)).toEqual(['onEvent']);
  });

  it('calls the callback of an event after onEvent, with the same payload', async () => {
    const page = await open();
    const widget = await start(page);
    for (const type of ['open', 'select_employer', 'login_attempt', 'login', 'success', 'error', 'exit']) {
      await widget.choose(type);
    }
    expect(await names(page)).toEqual([
      'onEvent',
      'onEvent',
      'onEvent',
      'onLoginAttempt',
      'onEvent',
      'onLogin',
      'onEvent',
      'onSuccess',
      'onEvent',
      'onError',
      'onEvent',
      'onExit',
    ]);
    for (const [name, ...args] of await calls(page)) {
      if (name === 'onExit') expect(args).toEqual([{}]);
    }
    expect(await outcome(page)).toEqual(['succeeded', 'await_webhook']);
  });

  it('stays open at a success, and closes when the host says so at an exit', async () => {
    const page = await open();
    const widget = await start(page);
    for (const type of ['open', 'login_attempt', 'success']) await widget.choose(type);
    expect(await portals(page)).toBe(1);
    expect(await page.getByRole('status').textContent()).toMatch(/^open/);
    await widget.choose('exit');
    await expect.poll(() => portals(page)).toBe(0);
    expect(await widget.step()).toBe(null);
  });

  it('stays where the host forgets to close it, out of sight, and late messages still come', async () => {
    const page = await open();
    const widget = await start(page, {}, '?stays');
    await widget.choose('open');
    await widget.choose('exit');
    expect(await portals(page)).toBe(1);
    expect(await page.locator('.pinwheel-portal').isVisible()).toBe(false);
    await widget.fault('duplicate');
    expect(await names(page)).toEqual(['onEvent', 'onEvent', 'onExit', 'onEvent', 'onExit']);
  });

  it('calls the callbacks that it was opened with, however often the host renders', async () => {
    const page = await open();
    const widget = await start(page);
    for (const type of ['open', 'select_employer', 'login_attempt']) await widget.choose(type);
    await expect.poll(() => page.getByRole('status').textContent()).toBe('open 3');
    const events = (await calls(page)).filter(([name]) => name.startsWith('onEvent'));
    expect(events.map(([name]) => name)).toEqual(['onEvent at 0', 'onEvent at 0', 'onEvent at 0']);
  });

  it("goes on when the host's callback throws, and the error is the page's own", async () => {
    const page = await open();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const widget = await start(page, {}, '?throwAt=login_attempt');
    for (const type of ['open', 'login_attempt', 'login']) await widget.choose(type);
    expect(await names(page)).toEqual(['onEvent', 'onEvent', 'onLoginAttempt', 'onEvent', 'onLogin']);
    expect(errors).toEqual(['A fault of the host.']);
    expect((await verdicts(page)).every((verdict) => verdict.startsWith('accepted'))).toBe(true);
  });

  it.each([
    ['flattened', badCredentials],
    ['nested', { error: badCredentials }],
    ['flat', badCredentials],
  ])('gives onExit an error (%s), which the chart reads', async (exit, expected) => {
    const page = await open();
    const widget = await start(page, { variants: { exit } });
    await widget.choose('open');
    await widget.choose(exitWithError);
    expect((await calls(page)).at(-1)).toEqual(['onExit', expected]);
    expect((await outcome(page)) as unknown[]).toContain('unsuccessful');
  });

  it('is opened anew after an exit, and closed but once', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.choose('open');
    await widget.choose('exit');
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^closed/);
    expect(await page.evaluate('Pinwheel.close() ?? Pinwheel.close() ?? null')).toBe(null);
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect.poll(() => portals(page)).toBe(1);
    await expect.poll(() => widget.choose('open')).toHaveLength(1);
    expect((await names(page)).filter((name) => name === 'onExit')).toHaveLength(1);
  });

  it('turns a strange origin and a strange frame away', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.fault('strangeFrame');
    await widget.fault('strangeOrigin');
    await widget.choose('open');
    expect(await names(page)).toEqual(['onEvent']);
  });

  it.each(simulatorSuite(pinwheelKit).paths)('feeds the chart along path $id', async (path) => {
    const page = await open();
    const widget = await start(page, { path });
    const { taken } = await widget.run();
    const events = (await calls(page)).filter(([name]) => name.startsWith('onEvent'));
    expect(events.map(([, type]) => type)).toEqual(path.steps.slice(0, taken.length).map(({ event }) => event.type));
  });
});
