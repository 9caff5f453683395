import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { Kit } from '../../src/kit/kit.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { opalKit } from '../../src/machines/opal/kit.ts';
import { pinwheelKit } from '../../src/machines/pinwheel/kit.ts';
import { shippedKits } from '../../src/shipped.ts';
import { simulatorPage } from '../../src/simulator/html.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { freshPages } from './browser.ts';
import { openApp } from './host.ts';

const open = freshPages();
const origin = 'https://toolbox-iframe.private.fin.ag';

/** Serves widgets at an origin of Flinks', and shows one in a host with a session. */
async function showInHost(page: Page, query: string) {
  await page.route(`${origin}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: simulatorPage(flinksKit) }),
  );
  await openApp(
    page,
    'session.ts',
    '',
    `?${new URLSearchParams({ provider: 'flinks', src: `${origin}/v2/${query}` })}`,
  );
  return page.frameLocator('iframe');
}

/** Shows a widget by itself. */
async function show(page: Page, kit: Kit, query = ''): Promise<void> {
  const address = 'https://widget.example/';
  await page.route(`${address}**`, (route) => route.fulfill({ contentType: 'text/html', body: simulatorPage(kit) }));
  await page.route(`${address}none`, (route) => route.fulfill({ status: 404 }));
  await page.goto(`${address}${query}`);
}

const verdicts = (page: Page) => page.evaluate('window.host.verdicts') as Promise<string[]>;

describe('a page that follows by itself', () => {
  it('a path by its id', async () => {
    const page = await open();
    const path = simulatorSuite(flinksKit).paths.reduce((a, b) => (b.steps.length < a.steps.length ? b : a));
    await showInHost(page, `?path=${path.id}&pace=1`);
    const expected = path.steps.map(({ event }) => `accepted ${event.type}`);
    await expect.poll(() => verdicts(page), { timeout: 20_000 }).toEqual(expected);
  });

  it('a seed', async () => {
    const page = await open();
    const widget = await showInHost(page, '?seed=3&pace=1000000');
    await widget.getByText('Follows path').waitFor();
    await widget.getByRole('button', { name: 'Next step' }).click();
    await expect.poll(() => verdicts(page)).toHaveLength(1);
  });

  it.each([
    ['?path=nope', 'No path is called "nope" in the suites that are generated for Flinks Connect.'],
    ['?seed=-1', 'seed in the address of this page has to be a whole number.'],
    ['?log=/none', 'There is nothing to read at /none: 404.'],
  ])('nothing where it cannot: %s', async (query, sentence) => {
    const page = await open();
    await show(page, flinksKit, query);
    await expect.poll(() => page.getByRole('alert').textContent(), { timeout: 20_000 }).toContain(sentence);
  });
});

describe('a page that a person uses', () => {
  it('posts what its buttons say', async () => {
    const page = await open();
    const widget = await showInHost(page, '');
    await widget.getByRole('button', { name: 'APP_MOUNTED' }).click();
    await widget.getByRole('heading', { name: 'Starting' }).waitFor();
    await widget.getByText('What can fail').click();
    await widget.getByRole('button', { name: 'TOKEN_INVALID' }).click();
    await expect.poll(() => verdicts(page)).toEqual(['accepted APP_MOUNTED', 'accepted TOKEN_INVALID']);
    await widget.getByText('Messages posted (2)').waitFor();
  });

  it('comes back as it was after a message from a strange origin', async () => {
    const page = await open();
    const widget = await showInHost(page, '?demo=true#kept');
    await widget.getByRole('button', { name: 'APP_MOUNTED' }).click();
    await widget.getByText('Something goes wrong').click();
    await widget.getByRole('button', { name: 'A message from a strange origin' }).click();
    await expect.poll(() => verdicts(page)).toEqual(['accepted APP_MOUNTED', 'foreign null']);
    await widget.getByRole('heading', { name: 'Starting' }).waitFor();
    expect(page.frames().at(-1)?.url()).toBe(`${origin}/v2/?demo=true#kept`);
  });

  it('is used by keyboard alone', async () => {
    const page = await open();
    await show(page, pinwheelKit);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.dataset.type')).toBe('open');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('state');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('BUTTON');
  });

  it("tells a screen reader the state's name, and what it is about", async () => {
    const page = await open();
    await show(page, opalKit);
    expect(await page.getByRole('main').ariaSnapshot()).toMatchInlineSnapshot(`
      "- main:
        - region "Loading":
          - status:
            - heading "Loading" [level=1]
            - paragraph: "The frame is loading: Opal has not reported that the session started."
          - group "What moves on":
            - 'button "Session started opal.session.started mode: connect"':
              - text: Session started
              - code: opal.session.started
              - text: "mode: connect"
            - 'button "Session started opal.session.started mode: opal"':
              - text: Session started
              - code: opal.session.started
              - text: "mode: opal"
        - group: Something goes wrong
        - group: Messages posted (0)
        - paragraph: "This page is in no frame of a host: nobody gets its messages."
        - code: loading"
    `);
  });
});

describe.each(shippedKits)('the look of $provider.name', (kit) => {
  it.each(['light', 'dark'] as const)('is legible (%s) and fits a small screen', async (colorScheme) => {
    const page = await open({ colorScheme, viewport: { width: 320, height: 600 } });
    await show(page, kit);
    await page.evaluate(`document.querySelectorAll('details').forEach((fold) => { fold.open = true; })`);
    for (let step = 0; step < 3; step++) {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(await page.evaluate(contrasts)).toEqual([]);
      await page.locator('#moves button, #leaves button').first().click();
      if ((await page.locator('#moves button, #leaves button').count()) === 0) break;
    }
  });
});

/** Texts whose contrast with what they stand on is less than 4.5 to 1. */
const contrasts = `(() => {
  const context = document.createElement('canvas').getContext('2d');
  const read = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const ground = read(getComputedStyle(at).backgroundColor);
      if (ground[3] === 255) return ground;
    }
    return [255, 255, 255, 255];
  };
  return [...document.body.querySelectorAll('*')].flatMap((element) => {
    const text = [...element.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
    if (!text || !element.checkVisibility() || ['SCRIPT', 'STYLE'].includes(element.tagName)) return [];
    const [a, b] = [read(getComputedStyle(element).color), groundOf(element)].map(luminance).sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    return ratio < 4.5 ? [text.data + ' ' + ratio.toFixed(2)] : [];
  });
})()`;
