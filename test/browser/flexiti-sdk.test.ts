import { expect, it } from 'vitest';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { pinwheelKit } from '../../src/machines/pinwheel/kit.ts';
import { drive, sdkScript } from '../../src/simulator/drive.ts';
import { freshPages } from './browser.ts';
import { host, openApp } from './host.ts';

const open = freshPages();
const script = 'https://scripts.example/flexiti.js';
const body = `<div id="widget"></div><script src="${script}"></script><script>
const calls = [];
const note = (name) => (...args) => calls.push([name, ...args]);
const handlers = { onSuccess: note('onSuccess'), onFailure: note('onFailure'), onCancel: note('onCancel') };
const widget = FlexitiSDK.init({ container: '#widget', ...handlers });
</script>`;

it("calls Flexiti's handlers", async () => {
  for (const [type, expected] of [
    ['flx-success', ['onSuccess', { widget_session_id: expect.any(String) }]],
    ['flx-failure', ['onFailure', { error: expect.any(Number), message: expect.any(String) }]],
    ['flx-cancel', ['onCancel']],
  ] as const) {
    const page = await open();
    const widget = await drive(page, { kit: flexitiKit, script });
    await openApp(page, 'empty.ts', body);
    await widget.choose(type);
    expect(await page.evaluate('calls')).toMatchObject([expected]);
    await page.evaluate('widget.close()');
    expect(await widget.step()).toBe(null);
  }
});

it('says where the widget was to be shown', async () => {
  const page = await open();
  await drive(page, { kit: flexitiKit, script });
  await openApp(page, 'empty.ts', body);
  await expect(page.evaluate("FlexitiSDK.init({ container: '#none' })")).rejects.toThrow(
    'Flexiti cannot be shown: no element of this page is #none.',
  );
});

it("carries the widget's page where nobody serves it", async () => {
  const page = await open();
  for (const [name, text, expression] of [
    ['flexiti', sdkScript(flexitiKit, { pace: null }), 'FlexitiSDK.init({ onCancel: () => called.push(1) })'],
    [
      'pinwheel',
      sdkScript(pinwheelKit, { pace: null }),
      "Pinwheel.open({ linkToken: 't', onEvent: () => called.push(1) })",
    ],
  ] as const) {
    const address = `${host}${name}.js`;
    await openApp(page, 'empty.ts');
    await page.route(address, (route) => route.fulfill({ contentType: 'text/javascript', body: text }));
    await page.addScriptTag({ url: address });
    await page.evaluate(`window.called = []; void ${expression}`);
    const type = name === 'flexiti' ? 'flx-cancel' : 'open';
    await page.frameLocator('iframe').locator(`[data-type="${type}"]`).click();
    await expect.poll(() => page.evaluate('called')).toEqual([1]);
  }
});

it('is none where the kit has no stand-in', () => {
  expect(() => sdkScript(flinksKit)).toThrow(
    'The kit of Flinks Connect has no stand-in for an SDK: give defineKit an sdk',
  );
});
