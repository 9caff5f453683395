/** The Stately inspector's own protocol, in a frame and in a window: what arrives there, and what does not. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { freshPages } from './browser.ts';
import { openApp } from './host.ts';

const open = freshPages();
const root = fileURLToPath(new URL('../../', import.meta.url));
const inspector = 'https://inspector.example/';
const secret = '6747ff12-6943-429f-c710-08d9aaed1c78';

it('is shown in a frame of a page of one’s own, without anything secret', async () => {
  const page = await open();
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ['src/playground/inspector.ts'],
    bundle: true,
    write: false,
    format: 'esm',
  });
  await page.route(`${inspector}**`, (route) => {
    const isScript = route.request().url().endsWith('.js');
    const html = readFileSync(`${root}src/playground/inspector.html`, 'utf8');
    const body = isScript ? (outputFiles[0]?.text ?? '') : html;
    return route.fulfill({ contentType: isScript ? 'text/javascript' : 'text/html; charset=utf-8', body });
  });
  await page.addInitScript(`window.received = [];
    addEventListener('message', ({ data }) => received.push(JSON.stringify(data)));`);
  await openApp(page, 'inspector.ts', '', `?inspector=${encodeURIComponent(inspector)}`);

  const frame = page.frameLocator('iframe');
  const shown = () => frame.locator('#events summary').allTextContents();
  await expect.poll(shown).not.toEqual([]);
  for (const message of [
    { step: 'APP_MOUNTED', password: 'hunter2' },
    { step: 'SUBMIT_MFA' },
    { step: 'COMPONENT_LOAD_CREDENTIAL' },
    { step: 'SUBMIT_CREDENTIAL' },
    { step: 'REDIRECT', loginId: secret, url: `https://host.example/?loginId=${secret}` },
  ])
    await page.evaluate(`receive(${JSON.stringify(message)})`);
  await expect.poll(shown).toContain('event: rejected: SUBMIT_MFA');
  await expect.poll(shown).toContain('event: REDIRECT');

  const received = await page.frames().at(-1)?.evaluate('received.join()');
  expect(received).toContain('REDIRECT');
  expect(received).not.toContain(secret);
  expect(received).not.toContain('hunter2');
});

it('is the hosted one where nothing else is said', async () => {
  const page = await open();
  await page.addInitScript('window.opened = []; window.open = (url) => void opened.push(String(url));');
  await openApp(page, 'inspector.ts');
  await expect.poll(() => page.evaluate('opened')).toEqual(['https://stately.ai/inspect']);
});
