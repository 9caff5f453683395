import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright';

/** Where the pages of these tests are. */
export const host = 'https://host.example/';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bundles = new Map<string, Promise<string>>();

/** One of the small apps beside this file, as one script. */
function bundle(app: string): Promise<string> {
  const known = bundles.get(app);
  if (known !== undefined) return known;
  const made = build({
    absWorkingDir: root,
    entryPoints: [`test/browser/apps/${app}`],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
  }).then(({ outputFiles: [file] }) => file?.text ?? '');
  bundles.set(app, made);
  return made;
}

/** Serves an app to a page, and opens it. `body` comes before its script. */
export async function openApp(page: Page, app: string, body = '', query = ''): Promise<void> {
  const script = await bundle(app);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,"></head>
<body>${body}<div id="app"></div><script src="/app.js"></script></body></html>`;
  await page.route(`${host}**`, (route) => {
    const isScript = new URL(route.request().url()).pathname === '/app.js';
    const type = isScript ? 'text/javascript' : 'text/html';
    return route.fulfill({ contentType: `${type}; charset=utf-8`, body: isScript ? script : html });
  });
  await page.goto(`${host}${query}`);
}
