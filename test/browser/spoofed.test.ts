/** The page that posts as a stranger: anybody can write its address, so it goes back to the widget's origin only. */
import { describe, expect, it } from 'vitest';
import { spoofedPage } from '../../src/simulator/spoofed.ts';
import { freshPages } from './browser.ts';

const open = freshPages();
const strange = 'https://strange.example/';
const widget = 'https://widget.example';

/** Opens the page with what its fragment says, and tells where it has gone. */
async function show(page: { back: string | null }, back: unknown, fragment?: string) {
  const shown = await open();
  await shown.route(`${strange}**`, (route) => route.fulfill({ contentType: 'text/html', body: spoofedPage(page) }));
  await shown.route(/^https:\/\/(widget|evil)\.example/, (route) =>
    route.fulfill({ contentType: 'text/html', body: 'another page' }),
  );
  const hash = fragment ?? encodeURIComponent(JSON.stringify({ message: { step: 'REDIRECT' }, back }));
  await shown.goto(`${strange}#${hash}`);
  await shown.waitForTimeout(200);
  return { url: shown.url().split('#')[0], attacked: await shown.evaluate('window.attacked ?? false') };
}

const stays = { url: strange, attacked: false };

describe('a spoofed page', () => {
  it("goes back to a page of the widget's origin", async () => {
    expect(await show({ back: widget }, `${widget}/v2/?demo=true`)).toEqual({
      url: `${widget}/v2/?demo=true`,
      attacked: false,
    });
  });

  it.each([
    'javascript:window.attacked = true',
    'JavaScript:window.attacked = true//https://widget.example',
    ' javascript:window.attacked = true',
    'java\nscript:window.attacked = true',
    'data:text/html,<script>window.attacked = true</script>',
    'https://evil.example/',
    'https://widget.example.evil.example/',
    'https://widget.example@evil.example/',
    '//evil.example/',
    '/elsewhere',
    ['javascript:window.attacked = true'],
    { toString: 'javascript:window.attacked = true' },
    null,
    7,
  ])('goes nowhere else: %j', async (back) => {
    expect(await show({ back: widget }, back)).toEqual(stays);
  });

  it('goes nowhere where it was told of no origin, or of one that is none of a page', async () => {
    for (const back of [null, 'null', 'javascript://', 'file://']) {
      expect(await show({ back }, 'javascript:window.attacked = true')).toEqual(stays);
      expect(await show({ back }, `${widget}/`)).toEqual(stays);
    }
  });

  it('bears a fragment that nobody wrote for it', async () => {
    for (const fragment of ['', '%', 'null', '{}', '%22text%22']) {
      expect(await show({ back: widget }, null, fragment)).toEqual(stays);
    }
  });
});
