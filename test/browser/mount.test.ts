import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { pathOfSeed } from '../../src/simulator/paths.ts';
import { freshPages } from './browser.ts';
import { openApp } from './host.ts';

const open = freshPages();

/** Runs a test in the page, given `mount`. */
async function inPage(page: Page, body: string): Promise<unknown> {
  await openApp(page, 'mount.ts');
  return page.evaluate(`(async () => { ${body} })()`);
}

it("posts from the frame's own window, and resolves when the host has heard it", async () => {
  const path = pathOfSeed(flinksKit, 7);
  const result = await inPage(
    await open(),
    `const { session, heard, widget } = await mount({ kit: flinksKit, seed: 7 });
    const same = [];
    const { taken, left } = await widget.run(({ state }) => same.push(JSON.stringify(state) === JSON.stringify(session.snapshot.value)));
    return { taken: taken.length, left, heard: heard.length, accepted: session.counts.accepted, same: same.every(Boolean) };`,
  );
  const { length } = path.steps;
  expect(result).toEqual({ taken: length, left: 0, heard: length, accepted: length, same: true });
});

it('reads what the frame would have loaded', async () => {
  const result = await inPage(
    await open(),
    `const { widget } = await mount({ kit: flinksKit }, { src: 'https://toolbox-iframe.private.fin.ag/v2/?stringify=true' });
    return widget.choose('APP_MOUNTED');`,
  );
  expect(result).toEqual(['{"step":"APP_MOUNTED"}']);
});

it('lets things go wrong', async () => {
  const result = await inPage(
    await open(),
    `const { session, heard, widget } = await mount({ kit: flinksKit });
    await widget.choose('APP_MOUNTED');
    await widget.fault('strangeFrame');
    await widget.fault('malformed');
    await widget.fault('strangeOrigin');
    return { heard: heard.map(([verdict]) => verdict), after: await widget.choose('APP_MOUNTED') };`,
  );
  expect(result).toEqual({ heard: ['accepted', 'malformed', 'foreign'], after: [] });
});

it('posts a spoofed message of choice, and goes on from where it was', async () => {
  const result = await inPage(
    await open(),
    `const { frame, session, heard, widget } = await mount({ kit: flinksKit });
    await widget.choose('APP_MOUNTED');
    await widget.fault('strangeFrame', 'REDIRECT');
    const resume = await widget.save();
    await widget.fault('strangeOrigin', 'REDIRECT');
    const again = await mountWidget(frame, { kit: flinksKit, resume });
    await again.choose('COMPONENT_LOAD_INSTITUTION_SELECTOR');
    return { heard: heard.map(([verdict]) => verdict), same: JSON.stringify(again.simulator.snapshot.value) === JSON.stringify(session.snapshot.value) };`,
  );
  expect(result).toEqual({ heard: ['accepted', 'foreign', 'accepted'], same: true });
});

it('takes a kit that this library does not ship', async () => {
  const result = await inPage(
    await open(),
    `const { session, heard, widget } = await mount({ kit: surveyKit });
    for (const type of ['shown', 'answered', 'sent']) await widget.choose(type);
    return { heard: heard.map(([verdict]) => verdict), state: session.snapshot.value };`,
  );
  expect(result).toEqual({ heard: ['accepted', 'accepted', 'accepted'], state: 'sent' });
});

it('tells what was left when the host takes the frame away', async () => {
  const [path] = simulatorSuite(flexitiKit).paths;
  const result = await inPage(
    await open(),
    `const { frame, widget } = await mount({ kit: flexitiKit, path: ${JSON.stringify(path)} });
    frame.remove();
    return widget.run();`,
  );
  expect(result).toEqual({ taken: [], left: 1 });
});

it.each([
  ["mountWidget(document.createElement('iframe'), { kit: opalKit })", 'The frame is in no page yet'],
  ["mount({ kit: opalKit }, { sandbox: 'allow-scripts' })", "The frame's sandbox keeps this page out"],
  ["mount({ kit: opalKit }, { sandbox: 'allow-same-origin' })", 'No script may run in the frame'],
  ['mount({ kit: opalKit, sede: 7 })', 'mountWidget has no option "sede": did you mean "seed"?'],
  ["mount({ kit: opalKit, path: 'nope' })", 'No path is called "nope"'],
  ["mountWidget(document.createElement('iframe'), { provider: 'opal' })", 'mountWidget takes a kit, such as flinksKit'],
])('says what is wrong: %s', async (call, sentence) => {
  const page = await open();
  await expect(inPage(page, `await ${call};`)).rejects.toThrow(sentence);
});
