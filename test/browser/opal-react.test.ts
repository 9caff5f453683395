import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { opalKit } from '../../src/machines/opal/kit.ts';
import { type DriveOptions, drive } from '../../src/simulator/drive.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { freshPages } from './browser.ts';
import { openApp } from './host.ts';

const open = freshPages();
const local = 'http://localhost:3000/**';

/** A page with the real SDK, and the widget opened. */
async function start(page: Page, options: Partial<DriveOptions> = {}, query = '') {
  const widget = await drive(page, { kit: opalKit, url: local, ...options });
  await openApp(page, 'opal.tsx', '', query);
  await page.getByRole('button', { name: 'Connect' }).click();
  return widget;
}

const calls = (page: Page) => page.evaluate('window.host.calls') as Promise<string[]>;
const verdicts = (page: Page) => page.evaluate('window.host.verdicts') as Promise<string[]>;
const outcome = (page: Page) => page.evaluate('window.host.outcome');
const error = (page: Page) => page.locator('#error').textContent();

describe("Method's own SDK", () => {
  it.each(['local', 'production', 'sandbox', 'dev'])('hands on what a widget of env %s posts', async (env) => {
    const page = await open();
    const widget = await start(page, { url: env === 'local' ? local : undefined }, `?env=${env}`);
    await widget.choose('opal.session.started');
    await widget.choose('connect.flow.started');
    expect(await verdicts(page)).toEqual([
      'accepted opal.session.started',
      'accepted connect.flow.started',
      'accepted opal.flow.started',
    ]);
    expect((await calls(page))[0]).toBe('onOpen');
  });

  it('closes at a nested exit, once and after a while, and tells its callback nothing', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.choose('opal.session.started');
    await widget.choose('opal.session.exited');
    expect(await page.getByRole('status').textContent()).toBe('open');
    await expect.poll(() => calls(page)).toContain('onExit(0)');
    expect(await page.getByRole('status').textContent()).toBe('closed');
    expect(await widget.step()).toBe(null);
    expect((await calls(page)).filter((call) => call.startsWith('onExit'))).toHaveLength(1);
    expect(await outcome(page)).toEqual(['cancelled', 'handle_cancel']);
  });

  it.each([
    ['the close of its last rendering', 'latest', ['onExit(0)', 'onExit(0)']],
    // That one knows of no callback yet.
    ['the close that its callback has captured', 'captured', ['onExit(0)']],
  ])('calls onExit again where the host closes as well, by %s', async (_which, closes, exits) => {
    const page = await open();
    const widget = await start(page, {}, `?closes=${closes}`);
    await widget.choose('opal.session.started');
    await widget.choose('opal.session.exited');
    await expect.poll(() => page.getByRole('status').textContent()).toBe('closed');
    await expect.poll(async () => (await calls(page)).filter((call) => call.startsWith('onExit'))).toEqual(exits);
    expect(await verdicts(page)).toEqual(['accepted opal.session.started', 'accepted opal.session.exited']);
  });

  it('does not close at a completion: the host has to', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.choose('opal.session.started');
    await widget.choose('opal.session.completed');
    expect((await outcome(page)) as unknown[]).toContain('succeeded');
    // It would close by now.
    await widget.choose('opal.session.exited');
    expect(await verdicts(page)).toContain('accepted opal.session.exited');
    expect(await calls(page)).not.toContain('onExit(0)');
    await expect.poll(() => calls(page)).toContain('onExit(0)');
    expect((await outcome(page)) as unknown[]).toContain('succeeded');
  });

  it('makes an event of its own of an error that the host threw, and the chart takes it for no move', async () => {
    const page = await open();
    const widget = await start(page, {}, '?throwAt=connect.flow.started');
    await widget.choose('opal.session.started');
    await widget.choose('connect.flow.started');
    expect(await verdicts(page)).toEqual([
      'accepted opal.session.started',
      'accepted connect.flow.started',
      'accepted opal.errored',
      'accepted opal.flow.started',
    ]);
    // Its data is null, so the SDK remembers no error.
    expect(await error(page)).toBe('none');
  });

  it('remembers the first error only', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.choose('opal.session.started');
    await widget.choose('opal.session.errored');
    const first = await error(page);
    expect(first).not.toBe('none');
    await widget.choose('opal.session.errored');
    await widget.choose('connect.flow.started');
    expect(await error(page)).toBe(first);
  });

  it('does not look at who posts: its session gets what a strange frame says, if the origin is trusted', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.fault('strangeFrame');
    expect(await verdicts(page)).toHaveLength(1);
  });

  it('turns a strange origin away', async () => {
    const page = await open();
    const widget = await start(page);
    await widget.fault('strangeOrigin');
    await widget.choose('opal.session.started');
    expect(await calls(page)).toEqual(['onOpen', 'opal.session.started']);
  });

  it.each(simulatorSuite(opalKit).paths)('feeds the chart along path $id', async (path) => {
    const page = await open();
    const widget = await start(page, { path });
    const { taken, left } = await widget.run();
    const types = (await calls(page)).filter((call) => !call.startsWith('on'));
    expect(types).toEqual(path.steps.slice(0, taken.length).map(({ event }) => event.type));
    // The SDK closes half a second after an exit: what a path would post then may find no frame.
    if (left > 0) expect(types).toContain('opal.session.exited');
  });
});
