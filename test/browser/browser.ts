import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { afterAll, afterEach } from 'vitest';
import { findBrowser } from '../../scripts/setup-browser.js';

/** Where Chromium is. Throws with the command that finds or installs one. */
export function browserPath(): string {
  const found = findBrowser();
  if (found === null) throw new Error('No Chromium is here, and these tests need one: npm run setup:browser');
  return found;
}

/** One Chromium for a test file; each page is fresh, and nothing that it asks for leaves this computer. */
export function freshPages(): (options?: BrowserContextOptions) => Promise<Page> {
  let browser: Promise<Browser> | undefined;
  const pages: Page[] = [];
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(async () => (await browser)?.close());
  return async (options) => {
    browser ??= chromium.launch({ executablePath: browserPath() });
    const page = await (await (await browser).newContext(options)).newPage();
    await page.route('**', (route) => route.abort());
    pages.push(page);
    return page;
  };
}
