import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import type { Kit } from '../../src/kit/kit.ts';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { opalKit } from '../../src/machines/opal/kit.ts';
import { shippedKits } from '../../src/shipped.ts';
import { type DriveOptions, drive, type Fault } from '../../src/simulator/drive.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { pathOfSeed } from '../../src/simulator/paths.ts';
import { runPath } from '../../src/testing/run/run.ts';
import type { Path } from '../../src/testing/types.ts';
import { surveyKit } from '../simulator/survey.ts';
import { freshPages } from './browser.ts';
import { host, openApp } from './host.ts';

const open = freshPages();

const sources: Readonly<Record<string, string>> = {
  flinks: 'https://toolbox-iframe.private.fin.ag/v2/?demo=true',
  flexiti: 'https://pos.flexiti.example/#/widget/1/token?lang=en',
  opal: 'https://opal.production.methodfi.com/?token=otkn_1',
  pinwheel: 'https://cdn.getpinwheel.com/simulated-link',
  survey: 'https://survey.example/form',
};

/** A host with a session, and a widget in it. */
async function start(page: Page, options: DriveOptions & { src?: string }) {
  const { name } = options.kit.provider;
  const { src = sources[name] ?? '', ...rest } = options;
  const url = name === 'flexiti' ? 'https://pos.flexiti.example/**' : undefined;
  const widget = await drive(page, { url, ...rest });
  const input = typeof options.path === 'object' ? options.path.input : {};
  const query = new URLSearchParams({ provider: name, src, input: JSON.stringify(input) });
  await openApp(page, 'session.ts', '', `?${query}`);
  return widget;
}

const seen = (page: Page) => page.evaluate('window.host.seen');
const verdicts = (page: Page) => page.evaluate('window.host.verdicts') as Promise<string[]>;
const firstPath = (kit: Kit) => simulatorSuite(kit).paths[0] as Path;

describe.each([...shippedKits, surveyKit])('each path of the small suite of $provider.title', (kit) => {
  it.each(simulatorSuite(kit).paths)('$id', async (path) => {
    const page = await open();
    const widget = await start(page, { kit, path });
    const { taken, left } = await widget.run(async ({ expect: verdict, type, state, status, outcome, nextStep }) => {
      expect(await seen(page)).toEqual({ state, status, outcome, nextStep });
      expect((await verdicts(page)).at(-1)).toBe(`${verdict} ${type}`);
    });
    expect([taken.length, left]).toEqual([path.steps.length, 0]);
  });
});

describe('a widget that is driven', () => {
  it('does what is chosen, and says what was not legal', async () => {
    const widget = await start(await open(), { kit: opalKit });
    expect(await widget.choose('opal.session.started')).toHaveLength(1);
    expect(await widget.choose('connect.flow.started')).toHaveLength(2);
    await expect(widget.choose('card.none')).rejects.toThrow('Method Opal has no message called "card.none"');
    await expect(widget.choose('opal.session.started')).rejects.toThrow(
      /^opal\.session\.started is not legal in open\..* and \d+ others\.$/,
    );
    expect(await widget.step()).toBe(null);
  });

  it('does what a person clicks in its frame, and shows what the test does', async () => {
    const page = await open();
    const widget = await start(page, { kit: surveyKit });
    const frame = page.frameLocator('iframe');
    await frame.locator('[data-type="shown"]').click();
    await frame.getByRole('heading', { name: 'Open' }).waitFor();
    await expect.poll(() => verdicts(page)).toEqual(['accepted shown']);
    await widget.choose('answered');
    expect(await frame.getByText('Messages posted (2)').count()).toBe(1);
    await widget.choose('sent');
    expect(await frame.getByRole('heading').textContent()).toBe('Ended: succeeded');
  });

  it('may be driven twice in one page, each with buttons of its own', async () => {
    const page = await open();
    await start(page, { kit: flinksKit });
    await start(page, { kit: surveyKit });
    await page.frameLocator('iframe').locator('[data-type="shown"]').click();
    await expect.poll(() => verdicts(page)).toEqual(['accepted shown']);
  });

  it("posts JSON where the frame's own address asks for it", async () => {
    const widget = await start(await open(), { kit: flinksKit, src: `${sources.flinks}&stringify=true` });
    expect(await widget.choose('APP_MOUNTED')).toEqual(['{"step":"APP_MOUNTED"}']);
  });

  it('follows a seed, and a log', async () => {
    const { steps } = pathOfSeed(flinksKit, 3);
    const seeded = await start(await open(), { kit: flinksKit, seed: 3 });
    expect((await seeded.run()).taken.map(({ type }) => type)).toEqual(steps.map(({ event }) => event.type));
    const page = await open();
    const logged = await start(page, { kit: flinksKit, log: '{"step":"APP_MOUNTED"}\n{"step":"NEW_ONE"}\n' });
    expect((await logged.run()).left).toBe(0);
    expect(await verdicts(page)).toEqual(['accepted APP_MOUNTED', 'unrecognized NEW_ONE']);
  });

  it("is a subject of the kit's own run", async () => {
    const page = await open();
    const path = firstPath(flexitiKit);
    const widget = await start(page, { kit: flexitiKit, input: path.input });
    const { events } = await runPath<AnyStateMachine>(flexitiKit.provider.machine, path, {
      events: { '*': ({ event, message }) => widget.send(event, message) },
      read: async () => ((await seen(page)) as { state: unknown }).state,
    });
    expect(events).toBe(path.steps.length);
  });

  it('shows the next path each time that its frame is loaded', async () => {
    const page = await open();
    const paths = simulatorSuite(flexitiKit).paths.slice(0, 2);
    const widget = await start(page, { kit: flexitiKit, paths });
    const first = await widget.run();
    await page.reload();
    const second = await widget.run();
    expect([first.left, second.left]).toEqual([0, 0]);
    const posted = [first, second].flatMap(({ taken }) => taken.flatMap((taken) => taken.posted));
    expect(new Set(posted.map((message) => JSON.stringify(message))).size).toBe(2);
  });

  it('tells what was left when the host takes the frame away', async () => {
    const page = await open();
    const path = simulatorSuite(flinksKit).paths.reduce((a, b) => (b.steps.length > a.steps.length ? b : a));
    const widget = await start(page, { kit: flinksKit, path });
    const { taken, left } = await widget.run(({ index }) =>
      index === 2 ? page.evaluate("document.querySelector('iframe').remove()") : undefined,
    );
    expect([taken.length, left]).toEqual([3, path.steps.length - 3]);
    expect(await widget.step()).toBe(null);
  });

  it('tells the same when the host shows something else there, or goes elsewhere', async () => {
    for (const leave of ["document.querySelector('iframe').src = 'about:blank'", "location.href = 'about:blank'"]) {
      const page = await open();
      const widget = await start(page, { kit: flinksKit, seed: 1 });
      await widget.step();
      await page.evaluate(leave);
      await expect.poll(() => widget.step()).toBe(null);
    }
  });
});

describe('what goes wrong on demand', () => {
  it.each<[Fault, string[]]>([
    ['illegal', ['illegal']],
    ['malformed', ['malformed']],
    ['unknown', ['unrecognized']],
    ['duplicate', ['accepted']],
    ['strangeOrigin', ['foreign']],
    ['strangeFrame', []],
    ['offline', ['accepted']],
  ])('%s: the host judges %j', async (fault, judged) => {
    const page = await open();
    const widget = await start(page, { kit: flinksKit });
    await widget.choose('APP_MOUNTED');
    const before = await seen(page);
    await widget.fault(fault);
    const [, ...others] = await verdicts(page);
    expect(others.map((verdict) => verdict.split(' ')[0])).toEqual(judged);
    if (fault !== 'offline') expect(await seen(page)).toEqual(before);
    // The widget goes on from where it was, but for one that fell silent.
    const next = await widget.choose('COMPONENT_LOAD_INSTITUTION_SELECTOR');
    expect(next).toHaveLength(fault === 'offline' ? 0 : 1);
  });

  it('a strange page gives the frame back in the midst of a path', async () => {
    const page = await open();
    const path = simulatorSuite(flinksKit).paths.reduce((a, b) => (b.steps.length > a.steps.length ? b : a));
    const widget = await start(page, { kit: flinksKit, path });
    await widget.step();
    await widget.fault('strangeOrigin');
    expect((await widget.run()).left).toBe(0);
    const judged = await verdicts(page);
    expect(judged.filter((verdict) => verdict.startsWith('accepted'))).toHaveLength(path.steps.length);
    expect(judged.filter((verdict) => verdict.startsWith('foreign'))).toHaveLength(1);
  });
});

describe('a spoofed message', () => {
  it.each<['strangeOrigin' | 'strangeFrame', string[]]>([
    ['strangeOrigin', ['foreign']],
    ['strangeFrame', []],
  ])('of choice, as %s, moves nothing', async (fault, judged) => {
    const page = await open();
    const widget = await start(page, { kit: flinksKit });
    await widget.choose('APP_MOUNTED');
    const before = await seen(page);
    expect(await widget.fault(fault, 'REDIRECT')).toMatchObject([{ step: 'REDIRECT', loginId: expect.any(String) }]);
    const [, ...others] = await verdicts(page);
    expect(others.map((verdict) => verdict.split(' ')[0])).toEqual(judged);
    expect(await seen(page)).toEqual(before);
  });
});

describe('a widget that goes on from where another one was', () => {
  it('takes the steps that were left, however often its frame is loaded', async () => {
    const page = await open();
    const path = simulatorSuite(flinksKit).paths.reduce((a, b) => (b.steps.length > a.steps.length ? b : a));
    const first = await start(page, { kit: flinksKit, path });
    await first.step();
    await first.step();
    const second = await drive(page, { kit: flinksKit, path, resume: await first.save() });
    for (const load of ['the first', 'the second']) {
      await page.reload();
      const { taken, left } = await second.run();
      expect([load, taken.length, left]).toEqual([load, path.steps.length - 2, 0]);
    }
    await page.reload();
    await page.evaluate("document.querySelector('iframe').remove()");
    await expect.poll(() => second.run()).toEqual({ taken: [], left: path.steps.length - 2 });
  });

  it('cannot be had of a widget that is gone', async () => {
    const page = await open();
    const widget = await start(page, { kit: flinksKit });
    await widget.choose('APP_MOUNTED');
    await page.evaluate("document.querySelector('iframe').remove()");
    await expect(widget.save()).rejects.toThrow('The widget is gone, and where it was with it: save it before.');
  });
});

describe('what cannot be driven', () => {
  it.each<[string, unknown, unknown, string]>([
    ['no page', {}, { kit: flinksKit }, "drive takes a page of Playwright's first"],
    ['nothing', undefined, { kit: flinksKit }, "drive takes a page of Playwright's first"],
    ['no widget', null, undefined, 'drive has to know the widget'],
    ['no kit', null, {}, 'drive takes a kit, such as flinksKit of widget-statecharts/flinks/kit'],
    ['the name of one', null, { kit: 'flinks' }, 'drive takes a kit, such as flinksKit'],
    ['an option that is none', null, { kit: flinksKit, sede: 7 }, 'drive has no option "sede": did you mean "seed"?'],
    ['a pace, since the test takes the steps', null, { kit: flinksKit, pace: 5 }, 'drive has no option "pace"'],
    ['no time', null, { kit: flinksKit, timeout: 'x' }, 'timeout has to be a number of milliseconds, above 0.'],
  ])('is %s', async (_name, wrong, options, sentence) => {
    const page = wrong === null ? await open() : wrong;
    await expect(drive(page as Page, options as DriveOptions)).rejects.toThrow(sentence);
  });

  it('is a page without a frame of the widget', async () => {
    const page = await open();
    const widget = await drive(page, { kit: flinksKit, timeout: 100 });
    await openApp(page, 'empty.ts');
    await expect(widget.step()).rejects.toThrow(
      'The page showed no frame of Flinks Connect within 100 ms. Call drive first, then open the page, and do there what loads the widget from https://toolbox-iframe.private.fin.ag/**; where yours is loaded from elsewhere, give drive that url.',
    );
  });

  it("is the host's own page, whatever its address", async () => {
    const page = await open();
    await page.route(`${host}**`, (route) => route.fulfill({ contentType: 'text/html', body: 'mine' }));
    const widget = await drive(page, { kit: flinksKit, url: `${host}**`, timeout: 100 });
    await page.goto(host);
    expect(await page.textContent('body')).toBe('mine');
    await expect(widget.step()).rejects.toThrow(/^The page showed no frame/);
  });

  it('is the script of an SDK that the kit has no stand-in for', async () => {
    await expect(drive(await open(), { kit: opalKit, script: 'https://cdn.example/opal.js' })).rejects.toThrow(
      'The kit of Method Opal has no stand-in for an SDK, so that drive takes no script for it.',
    );
  });

  it('is a path that is not there, or an address that nobody knows', async () => {
    const page = await open();
    await expect(drive(page, { kit: opalKit, path: 'nope' })).rejects.toThrow('No path is called "nope"');
    await expect(drive(page, { kit: flexitiKit })).rejects.toThrow(
      'The kit of Flexiti names no origins, since nobody knows where its widget is served: give drive the url',
    );
  });
});
