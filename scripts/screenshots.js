/** Takes the pictures of the playground under docs/screenshots: each widget some way into a session. After a build. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { addressOf, servePlayground } from '../dist/playground/server.js';
import { findBrowser } from './setup-browser.js';

/** The buttons that are clicked in the widget, by name; `fault:` for something that goes wrong. */
const sessions = {
  flinks: [
    'APP_MOUNTED',
    'COMPONENT_LOAD_INSTITUTION_SELECTOR',
    'INSTITUTION_SELECTED',
    'COMPONENT_LOAD_CREDENTIAL',
    'SUBMIT_CREDENTIAL',
    'fault:illegal',
    'INVALID_PASSWORD',
  ],
  flexiti: ['fault:malformed', 'flx-failure'],
  opal: ['opal.session.started', 'connect.flow.started', 'connect.step.started', 'fault:unknown'],
  pinwheel: ['open', 'screen_transition', 'select_employer', 'fault:malformed', 'login_attempt'],
};

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
mkdirSync(folder, { recursive: true });
const server = await servePlayground(0);
const browser = await chromium.launch({ executablePath: findBrowser() ?? '' });

for (const [name, clicks] of Object.entries(sessions)) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  await page.goto(`${addressOf(server)}#provider=${name}`);
  const widget = page.frameLocator('#widget');
  for (const [index, click] of clicks.entries()) {
    const [selector, value] = click.startsWith('fault:') ? ['data-fault', click.slice(6)] : ['data-type', click];
    const button = widget.locator(`[${selector}="${value}"]`).first();
    await button.waitFor({ state: 'attached' });
    await button.evaluate((element) => element.closest('details')?.setAttribute('open', ''));
    await button.click();
    await page.locator('#lines tr').nth(index).waitFor();
  }
  await page.frames()[1]?.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: `${folder}${name}.png` });
  console.log(`docs/screenshots/${name}.png`);
  await page.close();
}
await browser.close();
server.closeAllConnections();
server.close();
