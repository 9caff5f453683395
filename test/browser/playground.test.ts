/** The playground as a person uses it: clicks, a path, a log, a link, a narrow window, the keyboard. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { get, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, servePlayground } from '../../dist/playground/server.js';
import { pinwheel } from '../../src/index.ts';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { shippedKits } from '../../src/shipped.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { freshPages } from './browser.ts';

const freshPage = freshPages();
let server: Server;
beforeAll(async () => {
  server = await servePlayground(0);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Opens the playground, and collects what the console complains of. */
async function open(
  hash: string,
  options?: BrowserContextOptions,
  at = server,
): Promise<{ page: Page; complaints: string[] }> {
  const page = await freshPage(options);
  await page.unroute('**');
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${addressOf(at)}${hash}`);
  // Kits are loaded by the page itself.
  await page.waitForFunction("document.querySelector('#provider option, #problem:not(:empty)')");
  return { page, complaints };
}

const widget = (page: Page) => page.frameLocator('#widget');
const lit = (page: Page) =>
  page.locator('#chart [data-active]').evaluateAll((states) => states.map((state) => state.getAttribute('data-state')));
const verdicts = (page: Page) => page.locator('#lines tr td:nth-child(3)').allTextContents();

describe('the playground', () => {
  it('lights the state that a click in the widget leads to, soon', async () => {
    const { page, complaints } = await open('#provider=flinks');
    await widget(page).locator('[data-type="APP_MOUNTED"]').click();
    await page.locator('#lines tr').first().waitFor();
    await widget(page).locator('[data-type="COMPONENT_LOAD_INSTITUTION_SELECTOR"]').click();
    await page.locator('#lines tr').nth(1).waitFor();
    expect(await lit(page)).toContain('open.flow.institution.selector');
    expect(await page.locator('#chart [data-possible]').count()).toBeGreaterThan(0);
    expect(await page.locator('#chart [data-taken]').count()).toBeGreaterThan(0);
    expect(await page.locator('#status').textContent()).toBe('active');
    const lights = () => page.evaluate(() => performance.getEntriesByName('message to light').length);
    await expect.poll(lights).toBe(2);
    expect(complaints).toEqual([]);
  });

  it.each(shippedKits)('follows a path of $provider.title to its end by itself', async (kit) => {
    const { provider } = kit;
    const [path] = simulatorSuite(kit).paths.filter(({ steps }) => steps.length <= 12);
    const { page, complaints } = await open(`#provider=${provider.name}&path=${path?.id}`);
    await page.locator('#play').check();
    await page
      .locator('#lines tr')
      .nth((path?.steps.length ?? 0) - 1)
      .waitFor();
    expect(await verdicts(page)).toEqual(path?.steps.map(() => 'accepted'));
    expect(complaints).toEqual([]);
  });

  it('shows what is turned away, and why', async () => {
    const { page } = await open('#provider=pinwheel');
    await widget(page).locator('summary', { hasText: /wrong/i }).click();
    await widget(page).locator('[data-fault="illegal"]').click();
    await page.locator('#lines tr').first().waitFor();
    expect(await verdicts(page)).toEqual(['illegal']);
    expect(await page.locator('#lines td').last().textContent()).toContain('not here');
  });

  it('steps through an opened log, forward and back, and a link leads to the same moment', async () => {
    const { page, complaints } = await open('#provider=flinks');
    const log = readFileSync('demo/logs/pinwheel.conforming.ndjson');
    await page.locator('#file').setInputFiles({ name: 'log.ndjson', mimeType: 'text/plain', buffer: log });
    await page.getByText('Step through them').waitFor();
    expect(await page.locator('#provider').inputValue()).toBe('pinwheel');
    for (let step = 0; step < 3; step++) await page.locator('#forward').click();
    await page.locator('#back').click();
    expect(await page.locator('#lines tr').count()).toBe(2);
    const before = await lit(page);
    await page.locator('#link').click();
    const { page: other } = await open(new URL(page.url()).hash);
    expect(await lit(other)).toEqual(before);
    expect(await other.locator('#lines tr').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('keeps the lines that cannot be read in their place, and says how many there are', async () => {
    const { page, complaints } = await open('#provider=opal');
    const log = '{"step":"APP_MOUNTED"}\n\nnot JSON\n{"step":"COMPONENT_LOAD_INSTITUTION_SELECTOR"}\n';
    await page.locator('#file').setInputFiles({ name: 'a.log', mimeType: 'text/plain', buffer: Buffer.from(log) });
    await page.getByText('a.log: 2 messages, and 1 line that cannot be read. Step through them.').waitFor();
    expect(await page.locator('#problem').textContent()).toBe('');
    for (let step = 0; step < 3; step++) await page.locator('#forward').click();
    const shown = (on: Page) => on.locator('#lines tr').allInnerTexts();
    const rows = await shown(page);
    expect(await verdicts(page)).toEqual(['accepted', 'unparseable', 'accepted']);
    expect(rows.map((row) => Number.parseInt(row, 10))).toEqual([1, 3, 4]);
    expect(rows[1]).toContain('This line cannot be read: it is not JSON.');
    await page.locator('#link').click();
    const { page: other } = await open(new URL(page.url()).hash);
    expect(await shown(other)).toEqual(rows);
    expect(complaints).toEqual([]);
  });

  it('says that no widget runs while recorded messages are open', async () => {
    const { page } = await open('#provider=flexiti');
    const log = Buffer.from('{"eventType":"flx-cancel"}');
    await page.locator('#file').setInputFiles({ name: 'a.log', mimeType: 'text/plain', buffer: log });
    await page.getByText('a.log: 1 message. Step through them.').waitFor();
    expect(await page.locator('#no-widget').isVisible()).toBe(true);
    expect(await page.locator('#widget').isVisible()).toBe(false);
    await page.locator('#restart').click();
    expect(await page.locator('#no-widget').isVisible()).toBe(false);
    expect(await page.locator('#widget').isVisible()).toBe(true);
    expect(await page.locator('#note').textContent()).toBe('');
  });

  it('says of a suite that it is one, and who takes it', async () => {
    const { page } = await open('#provider=flexiti');
    const { paths } = simulatorSuite(flexitiKit);
    for (const indent of [0, 2]) {
      const buffer = Buffer.from(JSON.stringify({ paths }, null, indent));
      const name = `suite${indent}.json`;
      await page.locator('#file').setInputFiles({ name, mimeType: 'application/json', buffer });
      await page
        .getByText(`${name} is no log: it is a suite of ${paths.length} paths, which your tests take`)
        .waitFor();
    }
    expect(await page.locator('#widget').isVisible()).toBe(true);
  });

  it('names its paths by where they end', async () => {
    const { page } = await open('#provider=flexiti');
    const [path] = simulatorSuite(flexitiKit).paths.filter(({ steps }) => steps.at(-1)?.state === 'cancelled');
    const labels = await page.locator('#path option').allTextContents();
    expect(labels).toContain(
      `to cancelled: ${path?.steps.length === 1 ? '1 step' : `${path?.steps.length} steps`} (${path?.id})`,
    );
  });

  it('takes a log that is dropped on it, and saves one that replays to the same verdicts', async () => {
    const { page, complaints } = await open('#provider=flinks');
    const log = readFileSync('demo/logs/pinwheel.deviating.ndjson', 'utf8').split('\n').slice(0, 5).join('\n');
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'log.ndjson'));
      const drag = (type: string) => document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true }));
      drag('dragenter');
      // A drop on the frame has to reach this page.
      const frame = document.getElementById('widget') as HTMLElement;
      if (getComputedStyle(frame).pointerEvents !== 'none') throw new Error('the frame would take the file');
      drag('drop');
    }, log);
    await page.getByText('Step through them').waitFor();
    expect(await page.locator('#provider').inputValue()).toBe('pinwheel');
    while (await page.locator('#forward').isEnabled()) await page.locator('#forward').click();
    const shown = await verdicts(page);

    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#export').click()]);
    expect(download.suggestedFilename()).toBe('pinwheel.ndjson');
    const replayed: string[] = [];
    const replay = createReplay(pinwheel, { onRecord: ({ verdict }) => replayed.push(verdict) });
    for (const text of readFileSync(await download.path(), 'utf8').split('\n')) replay.take({ text }, null);
    expect(replayed.length).toBeGreaterThan(0);
    expect(replayed).toEqual(shown);
    expect(complaints).toEqual([]);
  });

  it('says what to do with a file that is no log, a path that is none, a configuration that is no JSON', async () => {
    const { page } = await open('#provider=flexiti&path=nowhere');
    await expect.poll(() => widget(page).locator('body').textContent()).toContain('No path is called "nowhere"');
    await page.locator('#file').setInputFiles({ name: 'cat.txt', mimeType: 'text/plain', buffer: Buffer.from('meow') });
    await expect.poll(() => page.locator('#problem').textContent()).toContain('cat.txt is no log');
    await page.locator('summary', { hasText: 'Configuration' }).click();
    await page.locator('#input').fill('{');
    await page.locator('#apply').click();
    await expect.poll(() => page.locator('#problem').textContent()).toContain('not JSON');
  });

  it.each([
    ['a narrow window', { viewport: { width: 360, height: 800 } }],
    ['the dark', { colorScheme: 'dark' as const }],
  ])('works in %s', async (_, options) => {
    const { page, complaints } = await open('#provider=opal', options);
    await widget(page).locator('[data-type="opal.session.started"]').first().click();
    await page.locator('#lines tr').first().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  it('can be reached by the keyboard, each control by a name', async () => {
    const { page } = await open('#provider=flexiti');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('provider');
    const unnamed = await page.locator('button, select, input, textarea, iframe').evaluateAll((controls) =>
      controls
        .filter((control) => {
          const label = control.closest('label')?.textContent ?? control.textContent ?? '';
          return label.trim() === '' && !control.getAttribute('title') && !control.getAttribute('aria-label');
        })
        .map(({ id }) => id),
    );
    expect(unnamed).toEqual([]);
  });

  it('is served on loopback, under loopback names only', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'evil.example' };
      get(addressOf(server), { headers }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(403);
    expect(addressOf(server)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it('tells of a port that is in use', async () => {
    const { port } = new URL(addressOf(server));
    await expect(servePlayground(Number(port))).rejects.toThrow(/in use: name another one with --port/);
  });

  it('weighs less than 300 kB', async () => {
    const { page } = await open('#provider=flexiti');
    await page.locator('#chart svg').waitFor();
    const scripts = (await page.evaluate(
      "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))",
    )) as string[];
    let size = 0;
    for (const script of scripts) {
      size += gzipSync(Buffer.from(await (await fetch(script)).arrayBuffer()), { level: 9 }).length;
    }
    expect(scripts.length).toBeGreaterThan(2);
    expect(size).toBeLessThan(300_000);
  });

  it('is in no frame of another page, and only its widget is in one of its own', async () => {
    const address = addressOf(server);
    const own = `http://127.0.0.1:${new URL(address).port} http://localhost:${new URL(address).port}`;
    for (const [path, ancestors] of [
      ['', "'none'"],
      ['inspector', "'none'"],
      ['widget/flinks', own],
      ['spoofed', own],
    ]) {
      const { headers } = await fetch(`${address}${path}`);
      expect([path, headers.get('content-security-policy')]).toEqual([path, `frame-ancestors ${ancestors}`]);
    }
  });

  it('gives the widget its place back after a message from a strange origin', async () => {
    const { page } = await open('#provider=flexiti');
    await widget(page).locator('summary', { hasText: /wrong/i }).click();
    await widget(page).locator('[data-fault="strangeOrigin"]').click();
    await expect.poll(() => verdicts(page)).toEqual(['foreign']);
    await widget(page).locator('[data-type="flx-cancel"]').click();
    await expect.poll(() => verdicts(page)).toEqual(['foreign', 'accepted']);
  });
});

describe("the playground of a user's own module", () => {
  const folder = fileURLToPath(new URL('../../.tmp/playground-module/', import.meta.url));
  let own: Server;

  beforeAll(async () => {
    mkdirSync(`${folder}parts`, { recursive: true });
    for (const [name, text] of Object.entries(ownModule)) writeFileSync(`${folder}${name}`, text);
    if (!existsSync(`${folder}link.json`)) symlinkSync('../../package.json', `${folder}link.json`);
    const { surveyKit } = await import(`${folder}survey.js`);
    own = await servePlayground(0, { kit: surveyKit, file: `${folder}survey.js`, export: 'surveyKit' });
  });
  afterAll(() => {
    own.closeAllConnections();
    own.close();
  });

  it('shows its widget and its chart, and judges what it posts', async () => {
    const { page, complaints } = await open('', undefined, own);
    await widget(page).locator('[data-type="shown"]').click();
    await widget(page).locator('[data-type="closed"]').click();
    await expect.poll(() => verdicts(page)).toEqual(['accepted', 'accepted']);
    expect(await lit(page)).toEqual(['closed']);
    expect(await page.locator('#provider option').allTextContents()).toEqual(['Happy Survey']);
    expect(await page.locator('#path option').count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });

  it("masks what the module's own schemas mark: all share one library", async () => {
    const { page } = await open('', undefined, own);
    await widget(page).locator('[data-type="shown"]').click();
    await page.locator('#lines tr').first().waitFor();
    expect(await page.locator('#lines tr').first().getAttribute('title')).not.toContain('planted-token');
  });

  it('serves files of its own folder only, and nothing that is hidden', async () => {
    const status = async (path: string) => (await fetch(`${addressOf(own)}module/${path}`)).status;
    expect(await Promise.all(['survey.js', 'parts/contents.js'].map(status))).toEqual([200, 200]);
    const outside = ['..%2f..%2fpackage.json', '%2e%2e/package.json', 'parts/..%2f..%2fpackage.json', '.hidden.js'];
    const unserved = [...outside, 'link.json', 'notes.txt', 'none.js', '', 'parts', '%2fetc%2fpasswd.json'];
    expect(await Promise.all(unserved.map(status))).toEqual(unserved.map(() => 404));
    expect((await fetch(`${addressOf(server)}module/survey.js`)).status).toBe(404);
  });

  it('says what does not load in a browser', async () => {
    const { surveyKit } = await import(`${folder}survey.js`);
    const broken = await servePlayground(0, { kit: surveyKit, file: `${folder}bare.js`, export: 'surveyKit' });
    const { page } = await open('', undefined, broken);
    const sentence =
      /^bare\.js does not load in a browser: .*"left-pad".* it may import files of its own folder, and .*zod/s;
    await expect.poll(() => page.locator('#problem').textContent()).toMatch(sentence);
    await page.goto(`${addressOf(broken)}widget/survey`);
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(sentence);
    broken.closeAllConnections();
    broken.close();
  });
});

/** The files of a user's module: one imports another, and one what no browser finds. */
const ownModule = {
  'parts/contents.js': `import { secret } from 'widget-statecharts/provider';
import * as z from 'zod';
export const contents = { shown: z.object({ token: secret(z.string()) }), closed: z.object({}) };
`,
  'survey.js': `import { defineKit } from 'widget-statecharts/kit';
import { defineProvider, flat } from 'widget-statecharts/provider';
import { setup } from 'xstate';
import { contents } from './parts/contents.js';

const machine = setup({}).createMachine({
  id: 'survey',
  initial: 'loading',
  states: {
    loading: { description: 'It is being loaded.', tags: ['loading'], on: { shown: 'open' } },
    open: { description: 'The user answers.', tags: ['awaitingUser'], on: { closed: 'closed' } },
    closed: { description: 'The user left.', type: 'final', tags: ['ended', 'cancelled'] },
  },
});
const survey = defineProvider({ name: 'survey', title: 'Happy Survey', machine, envelope: flat({ name: 'survey' }), events: contents });
const text = { kind: 'Pages', evidence: 'documented', source: 'Happy Survey: events' };
export const surveyKit = defineKit(survey, {
  catalogue: [
    { ...text, type: 'shown', description: 'It is shown.', samples: [{ survey: 'shown', token: 'planted-token' }] },
    { ...text, type: 'closed', description: 'It was closed.', samples: [{ survey: 'closed' }] },
  ],
});
`,
  'bare.js': "import 'left-pad';\nexport * from './survey.js';\n",
  '.hidden.js': 'export {};\n',
  'notes.txt': 'private\n',
};

describe('the inspector page', () => {
  it('shows what the real protocol brings, and nothing that is secret', async () => {
    const { page } = await open('#provider=flinks');
    await page.context().addInitScript(`window.received = [];
      addEventListener('message', ({ data }) => received.push(JSON.stringify(data)));`);
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.locator('#inspect').click()]);
    await popup.locator('#events li').first().waitFor({ state: 'attached' });
    const secret = '6747ff12-6943-429f-c710-08d9aaed1c78';
    const messages = [
      { step: 'APP_MOUNTED', password: 'hunter2hunter2' },
      { step: 'SUBMIT_MFA' },
      { step: 'INSTITUTION_SELECTED', institution: 'FlinksCapital', token: 'tok_planted' },
      { step: 'COMPONENT_LOAD_CREDENTIAL' },
      { step: 'SUBMIT_CREDENTIAL', username: 'planted@example.com' },
      { step: 'REDIRECT', loginId: secret, requestId: secret, url: `https://host.example/?loginId=${secret}` },
    ];
    const log = messages.map((message) => JSON.stringify(message)).join('\n');
    await page.locator('#file').setInputFiles({ name: 'a.ndjson', mimeType: 'text/plain', buffer: Buffer.from(log) });
    await page.getByText('Step through them').waitFor();
    for (const _ of messages) await page.locator('#forward').click();
    await expect
      .poll(() => popup.locator('#events summary').allTextContents())
      .toContain('event: rejected: SUBMIT_MFA');
    await expect.poll(() => popup.locator('#events summary').allTextContents()).toContain('event: REDIRECT');
    const shown = await popup.locator('body').textContent();
    const received = await popup.evaluate('received.join()');
    expect(received).toContain('rejected: SUBMIT_MFA');
    for (const planted of [secret, 'hunter2', 'tok_planted', 'planted@example.com']) {
      expect(received).not.toContain(planted);
      expect(shown).not.toContain(planted);
    }
  });
});
