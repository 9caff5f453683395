/**
 * The playground as the page itself measures it: how long it takes from a message until the new state is painted, how
 * much the page loads, and how long the largest chart takes to be laid out and drawn. Run after `npm run build`.
 */
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { layOut, layoutOf, svgOf } from '../dist/diagram/index.js';
import { flinksMachine } from '../dist/index.js';
import { flinksKit } from '../dist/machines/flinks/kit.js';
import { addressOf, servePlayground } from '../dist/playground/server.js';
import { shippedKits } from '../dist/shipped.js';
import { simulatorSuite } from '../dist/simulator/index.js';
import { findBrowser } from '../scripts/setup-browser.js';
import { median } from './logs.js';

const server = await servePlayground(0);
const browser = await chromium.launch({ executablePath: findBrowser() ?? '' });

/** @type {Map<string, number>} */
const loaded = new Map();
/** @type {number[]} */
const all = [];
for (const kit of shippedKits) {
  const { provider } = kit;
  const { paths } = simulatorSuite(kit);
  const [path] = [...paths].sort((a, b) => b.steps.length - a.steps.length);
  const page = await browser.newPage();
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/widget/')) loaded.set(pathname, gzipSync(await response.body(), { level: 9 }).length);
  });
  await page.goto(`${addressOf(server)}#provider=${provider.name}&path=${path?.id}`);
  const next = page.frameLocator('#widget').locator('#next');
  const steps = Math.min(path?.steps.length ?? 0, 30);
  for (let step = 0; step < steps; step++) {
    await next.click();
    await page.locator('#lines tr').nth(step).waitFor();
  }
  await page.waitForTimeout(100);
  const times = await page.evaluate(() =>
    performance.getEntriesByName('message to light').map((each) => each.duration),
  );
  all.push(...times);
  console.log(`${provider.title}: ${median(times).toFixed(1)} ms from message to paint, median of ${times.length}`);
  await page.close();
}
const weight = [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
console.log(`all: ${median(all).toFixed(1)} ms (at most 50 is the goal), median of ${all.length}`);
console.log(`the page loads ${(weight / 1000).toFixed(1)} kB gzipped (at most 300)`);
await browser.close();
server.closeAllConnections();
server.close();

let start = performance.now();
const svg = svgOf(layoutOf(flinksKit));
console.log(`Flinks' chart as SVG, ${svg.length} characters: ${Math.round(performance.now() - start)} ms (below 1000)`);
start = performance.now();
svgOf(await layOut(flinksMachine));
console.log(`the same as a chart of one's own, laid out by elkjs first: ${Math.round(performance.now() - start)} ms`);
