import { describe, expect, it } from 'vitest';
import { providers } from '../../src/index.ts';
import { drive } from '../../src/simulator/drive.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { freshPages } from './browser.ts';
import { openApp } from './host.ts';

const open = freshPages();

const sources = {
  flinks: 'https://toolbox-iframe.private.fin.ag/v2/?demo=true',
  flexiti: 'https://pos.flexiti.example/#/widget/1/token?lang=en',
  opal: 'https://opal.production.methodfi.com/?token=otkn_1',
  pinwheel: 'https://cdn.getpinwheel.com/simulated-link',
} as const;

const urls = { flexiti: 'https://pos.flexiti.example/**' };

function query(provider: keyof typeof sources, input: unknown = {}): string {
  return `?${new URLSearchParams({ provider, src: sources[provider], input: JSON.stringify(input) })}`;
}

const seen = 'window.host.seen';
const lastVerdict = 'window.host.verdicts.at(-1)';

describe.each(Object.values(providers))('each path of the compact suite of $title', (provider) => {
  it.each(simulatorSuite(provider).paths)('$id', async (path) => {
    const page = await open();
    const url = provider.name === 'flexiti' ? urls.flexiti : undefined;
    const widget = await drive(page, { provider: provider.name, path, url });
    await openApp(page, 'session.ts', '', query(provider.name, path.input));
    const { taken, left } = await widget.run(async ({ expect: verdict, type, state, status, outcome, nextStep }) => {
      expect(await page.evaluate(seen)).toEqual({ state, status, outcome, nextStep });
      expect(await page.evaluate(lastVerdict)).toBe(`${verdict} ${type}`);
    });
    expect([taken.length, left]).toEqual([path.steps.length, 0]);
  });
});
