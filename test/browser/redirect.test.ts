import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { drive } from '../../src/simulator/drive.ts';
import { freshPages } from './browser.ts';
import { host, openApp } from './host.ts';

const open = freshPages();
const bank = 'https://bank.example/sign-in';
const key = 'bank-link';

/** What the user goes through before the bank's page takes the place of the host's. */
const steps = [
  'APP_MOUNTED',
  'COMPONENT_LOAD_INSTITUTION_SELECTOR',
  'INSTITUTION_SELECTED',
  'COMPONENT_PROVIDER_CONSENT_INFO',
  'COMPONENT_ACCEPT_PROVIDER_CONSENT',
];
const leaving = {
  open: {
    flow: { connecting: { oauth: 'leaving' } },
    connection: 'online',
    help2fa: 'notShown',
    closing: 'notRequested',
  },
};

const seen = (page: Page) => page.evaluate('window.host.seen');

/** Takes the user to the bank, and tells how to come back. */
async function leave(page: Page) {
  const widget = await drive(page, { kit: flinksKit, input: { oauthWindowRedirect: true } });
  await page.route(bank, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${host}">Back to the shop</a>` }),
  );
  await openApp(page, 'redirect.ts');
  for (const step of steps) await widget.choose(step);
  expect(await seen(page)).toMatchObject({ state: leaving, accepted: 5, refusal: null });
  const saved = await widget.save();
  // As the widget does it: from within its frame, the whole page goes.
  await page.frames()[1]?.evaluate(`window.top.location.href = '${bank}'`);
  await page.waitForURL(bank);
  return {
    widget,
    saved,
    async comeBack() {
      await page.getByRole('link').click();
      await page.waitForURL(host);
      await page.waitForFunction('window.host');
    },
  };
}

/** Changes what was saved, before the host's page reads it. */
function tamper(page: Page, change: string): Promise<unknown> {
  const content = `if (location.origin + '/' === '${host}') {
    const saved = sessionStorage.getItem('${key}');
    if (saved !== null) sessionStorage.setItem('${key}', ((saved) => ${change})(saved));
  }`;
  return page.addInitScript({ content });
}

describe('a host whose page goes to the bank and comes back', () => {
  it('goes on from where it was, to success', async () => {
    const page = await open();
    const { saved, comeBack } = await leave(page);
    const widget = await drive(page, { kit: flinksKit, resume: saved });
    await comeBack();
    expect(await seen(page)).toEqual({ state: leaving, outcome: null, accepted: 5, verdicts: [], refusal: null });
    await widget.choose('REDIRECT');
    expect(await page.evaluate('window.host.done')).toMatchObject({
      outcome: 'succeeded',
      nextStep: 'retrieve_data',
      output: { loginId: expect.any(String), institution: expect.any(String) },
      counts: { accepted: 6, illegal: 0 },
    });
  });

  it('takes a widget that starts over', async () => {
    const page = await open();
    const { widget, comeBack } = await leave(page);
    await comeBack();
    await widget.choose('APP_MOUNTED');
    expect(await seen(page)).toMatchObject({
      state: { open: { flow: 'starting' } },
      accepted: 6,
      verdicts: ['accepted APP_MOUNTED'],
    });
  });

  it('has left no token in the storage', async () => {
    const page = await open();
    const { comeBack } = await leave(page);
    await tamper(page, '{ window.found = saved; return saved; }');
    await comeBack();
    const found = await page.evaluate('window.found');
    expect(found).toContain('oauthWindowRedirect');
    expect(found).not.toContain('hunter2');
    expect(await page.evaluate(`sessionStorage.getItem('${key}')`)).toBe(null);
  });

  it.each([
    ['tampered with', `saved.replace('"leaving"', '"arrived"')`, 'its state does not fit'],
    ['cut off', 'saved.slice(0, 100)', 'its format does not fit'],
    ['outdated', `saved.replace(/"chart":"[^"]*"/, '"chart":"00000000"')`, 'its chart does not fit'],
    ['of another version', `saved.replace('"version":1', '"version":0')`, 'its version does not fit'],
    ['of another configuration', `saved.replace('Redirect":true', 'Redirect":false')`, 'its input does not fit'],
  ])('opens a fresh session where the saved one is %s', async (_, change, reason) => {
    const page = await open();
    const { widget, comeBack } = await leave(page);
    await tamper(page, change);
    await comeBack();
    expect(await seen(page)).toMatchObject({
      state: { loading: 'waiting' },
      accepted: 0,
      refusal: expect.stringContaining(reason),
    });
    await widget.choose('APP_MOUNTED');
    expect(await seen(page)).toMatchObject({ verdicts: ['accepted APP_MOUNTED'], accepted: 1 });
  });
});
