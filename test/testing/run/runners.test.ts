// @module-tag slow

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Page, test as playwrightTest } from 'playwright/test';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { StateValue } from 'xstate';
import { flexiti, opal } from '../../../src/index.ts';
import { explorationOf, exploreKit, sessionSubject } from '../../../src/kit/index.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { testName, testsOf } from '../../../src/testing/run/runners/chart-tests.ts';
import { describeChart, type PlaywrightTest } from '../../../src/testing/run/runners/playwright.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import type { Path, Suite } from '../../../src/testing/types.ts';
import { all, kitOf } from '../../support/cases.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const suite = generateSuite(exploreKit(kitOf(flexiti)));
const replay = (id: string) => `run ${id}`;

describe('the name of a test', () => {
  it.each(all)('is short, and one of a kind, for $name', (provider) => {
    const { paths } = generateSuite(exploreKit(kitOf(provider)));
    const names = paths.map(testName);
    expect(new Set(names).size).toBe(paths.length);
    expect(Math.max(...names.map(({ length }) => length))).toBeLessThan(280);
    for (const [index, { id }] of paths.entries()) expect(names[index]?.endsWith(` ${id}`)).toBe(true);
  });

  it('tells the input, the states that are entered, and how much is sent', () => {
    const open = { event: { type: 'open' }, expect: 'accepted', state: { a: 'x', b: 'y' } } as const;
    const step = { event: { type: 'go' }, expect: 'accepted', state: { a: 'z', b: 'y' } } as const;
    const refused = { ...step, expect: 'rejected' } as const;
    expect(testName({ id: '1f', input: { flow: 'apply' }, steps: [open, step, refused] })).toBe(
      '{"flow":"apply"} x + y → z (2 events, 1 refused) 1f',
    );
    expect(testName({ id: '2f', input: null, steps: [] })).toBe('stays where it begins (0 events) 2f');
    expect(testName({ id: '3f', input: {}, steps: [refused] })).toBe('stays where it begins (0 events, 1 refused) 3f');
  });

  const way = (...states: StateValue[]): Path => ({
    id: '1f',
    input: null,
    steps: states.map((state) => ({ event: { type: 'go' }, expect: 'accepted', state })),
  });

  it.each<[what: string, Path, string]>([
    [
      'each state by its last name, and once while it lasts',
      way({ open: { flow: 'start' } }, { open: { flow: 'start' } }, 'over'),
      'start → over (3 events) 1f',
    ],
    ['one that is entered again', way('a', 'b', 'a'), 'a → b → a (3 events) 1f'],
    [
      'regions that move together, up to two',
      way({ a: 'x', b: 'y' }, { a: 'v', b: 'w', c: 'u' }),
      'x + y → v… (2 events) 1f',
    ],
    ['states of one name apart', way({ a: 'on', b: 'off' }, { a: 'on', b: 'on' }), 'on + off → on (2 events) 1f'],
    ['five of them', way('a', 'b', 'c', 'd', 'e'), 'a → b → c → d → e (5 events) 1f'],
    ['of more than five, the first and the last', way('a', 'b', 'c', 'd', 'e', 'f'), 'a → b → c → … → f (6 events) 1f'],
    [
      'no more than 40 letters of each',
      way('a'.repeat(40), 'b'.repeat(41)),
      `${'a'.repeat(40)} → ${'b'.repeat(39)}… (2 events) 1f`,
    ],
    [
      'no more than 40 letters of the input',
      { ...way('a'), input: 'i'.repeat(39) },
      `"${'i'.repeat(38)}… a (1 event) 1f`,
    ],
  ])('tells %s', (_, path, name) => {
    expect(testName(path)).toBe(name);
  });
});

describe('the last test', () => {
  const tests = (atLeast: object, given = suite) =>
    testsOf(
      { machine: flexiti.machine, suite: given, subject: (path) => sessionSubject(kitOf(flexiti), path), atLeast },
      replay,
    );

  it('is red for a suite without paths, and for one that covers too little', () => {
    const red = (message: string) => expect.objectContaining({ code: 'INVALID_OPTION', message });
    const empty = tests({}, { ...suite, paths: [] });
    expect(() => empty.last.run(0)).toThrow(red('The suite has no path: nothing is tested.'));
    expect(() => tests({ illegal: 1, transitions: 1 }).last.run(0)).not.toThrow();
    expect(() => tests({ illegal: 1, transitions: 1 }).last.run(1)).toThrow(
      red('Too little is covered: illegal 219 of 220, less than 100 %.'),
    );
    expect(() => tests({ illegal: 0.9 }).last.run(1)).not.toThrow();
    const half = { ...suite, coverage: { ...suite.coverage, transitions: [1, 2], states: [1, 4] } } as Suite;
    expect(() => tests({ transitions: 0.5, states: 0.25 }, half).last.run(0)).not.toThrow();
    expect(() => tests({ transitions: 0.75, states: 0.5 }, half).last.run(0)).toThrow(
      red('Too little is covered: transitions 1 of 2, less than 75 %; states 1 of 4, less than 50 %.'),
    );
    expect(tests({}, half).last.name).toBe('covers 1 of 2 transitions and all 220 refused events');
  });

  it('is not even made for a suite of another chart', () => {
    const other = generateSuite(exploreKit(kitOf(opal)), { strategy: 'states', illegal: false });
    expect(() => tests({}, other)).toThrow('describeChart: this suite is of opal, not of flexiti.');
  });

  it('explores the machine as `explore` says where no suite is given', async () => {
    const given = { machine: flexiti.machine, subject: (path: Path) => sessionSubject(kitOf(flexiti), path) };
    const made = testsOf({ ...given, explore: explorationOf(kitOf(flexiti)) }, replay);
    expect(made.paths.map(({ name }) => name)).toEqual(suite.paths.map(testName));
    for (const { run } of made.paths) await run();
    const bare = testsOf(given, replay).paths.length;
    expect(bare).toBe(generateSuite(explore(flexiti.machine)).paths.length);
  });

  it('has a name that says what is covered', () => {
    const all = `covers all ${suite.coverage.transitions[1]} transitions and all 220 refused events`;
    expect(tests({}).last.name).toBe(all);
    expect(tests({}, { ...suite, projections: ['one', 'two'] }).last.name).toBe(
      `${all} (one and two are explored separately: combinations of their states are not visited)`,
    );
  });
});

describe('in a process of its own', () => {
  let folder: string;
  beforeAll(async () => {
    await mkdir(`${root}.tmp`, { recursive: true });
    folder = await mkdtemp(`${root}.tmp/runners-`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A test of Flexiti's whole suite, with a subject that works, or that does nothing. */
  const source = (runner: string, works: boolean) => `
    import { exploreKit, sessionSubject } from '${root}src/kit/index.ts';
    import { flexitiKit as kit } from '${root}src/machines/flexiti/kit.ts';
    import { describeChart } from '${root}src/testing/run/runners/${runner}.ts';
    import { generateSuite } from '${root}src/testing/suite/suite.ts';
    describeChart('Flexiti', {
      machine: kit.provider.machine,
      suite: generateSuite(exploreKit(kit)),
      subject: (path) => ({ ...sessionSubject(kit, path), ${works ? '' : "events: { '*': () => {} }"} }),
      atLeast: { transitions: 1, illegal: 1 },
    });`;

  async function outcome(file: string, args: readonly string[]): Promise<{ code: number; text: string }> {
    // Or the inner runner would take itself for a projection of this one.
    const { NODE_TEST_CONTEXT, VITEST, VITEST_WORKER_ID, VITEST_POOL_ID, ...env } = process.env;
    return promisify(execFile)(file, args, { cwd: folder, env: { ...env, NO_COLOR: '1' } }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, text: stdout + stderr }),
    );
  }

  async function inNode(works: boolean) {
    const outfile = `${folder}/node-${works}.test.mjs`;
    await build({
      stdin: { contents: source('node', works), resolveDir: root, loader: 'ts' },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
    });
    return outcome(process.execPath, ['--test', '--test-reporter=tap', outfile]);
  }

  it('node:test runs a test a path', async () => {
    const { code, text } = await inNode(true);
    expect(code, text).toBe(0);
    expect(text).toMatch(new RegExp(`^# tests ${suite.paths.length + 1}$`, 'm'));
    expect(text).toMatch(/^# fail 0$/m);
  });

  it('node:test is red where a path fails, and says how to run it again', async () => {
    const { code, text } = await inNode(false);
    expect(code).toBe(1);
    expect(text).toMatch(/replay {4}node --test --test-name-pattern=\w+/);
  });

  async function inVitest(works: boolean) {
    await writeFile(`${folder}/vitest.config.mjs`, 'export default {};');
    await writeFile(`${folder}/chart-${works}.test.ts`, source('vitest', works));
    const vitest = `${root}node_modules/vitest/vitest.mjs`;
    return outcome(process.execPath, [vitest, 'run', '--root', folder, `chart-${works}`]);
  }

  it('Vitest runs a test a path', async () => {
    const { code, text } = await inVitest(true);
    expect(code, text).toBe(0);
    expect(text).toContain(`${suite.paths.length + 1} passed`);
  });

  it('Vitest is red where a path fails, and says how to run it again', async () => {
    const { code, text } = await inVitest(false);
    expect(code).toBe(1);
    expect(text).toMatch(/replay {4}npx vitest run -t \w+/);
    expect(text).toMatch(/hint {6}/);
  });
});

describe('Playwright', () => {
  /** What Playwright's `test` is to this library. */
  function fakePlaywright() {
    const groups: string[] = [];
    const tests: { title: string; body: (fixtures: { page: FakePage }, info: Info) => unknown }[] = [];
    const test = Object.assign(
      (title: string, ...rest: unknown[]) => tests.push({ title, body: rest.at(-1) as never }),
      {
        describe: (title: string, callback: () => void) => {
          groups.push(title);
          callback();
        },
      },
    ) as unknown as PlaywrightTest<FakePage>;
    return { test, groups, tests };
  }
  interface FakePage {
    readonly name: string;
  }
  interface Info {
    annotations: { type: string; description?: string }[];
  }

  it('gets a test a path, each on a page of its own, and is told what was not offerable', async () => {
    const { test, groups, tests } = fakePlaywright();
    const pages = new Set<string>();
    describeChart(test, 'Flexiti', {
      machine: flexiti.machine,
      suite,
      subject: (path, page) => {
        pages.add(page.name);
        const { events, ...subject } = sessionSubject(kitOf(flexiti), path);
        return {
          ...subject,
          events: { '*': (told) => (told.expect === 'rejected' ? 'notOfferable' : events['*']?.(told)) },
        };
      },
    });
    expect(groups).toEqual(['Flexiti']);
    expect(tests).toHaveLength(suite.paths.length + 1);
    const infos: Info[] = [];
    for (const [index, { body }] of tests.entries()) {
      const info: Info = { annotations: [] };
      infos.push(info);
      await body({ page: { name: `page ${index}` } }, info);
    }
    expect(pages.size).toBe(suite.paths.length);
    const noted = infos.flatMap(({ annotations }) => annotations);
    expect(noted.length).toBeGreaterThan(0);
    expect(noted.every(({ type }) => type === 'not offerable')).toBe(true);
    // Playwright finds the fixtures in the text of the function.
    for (const { body } of tests.slice(0, -1)) expect(String(body)).toMatch(/^async \(\{ ?page ?\}/);
  });

  it('is given its own test, whose page it knows the type of', () => {
    const typed = (test: typeof playwrightTest) =>
      describeChart(test, 'Flexiti', {
        machine: flexiti.machine,
        subject: (_path, page) => {
          expectTypeOf(page).toEqualTypeOf<Page>();
          return {
            events: {
              'flx-success': ({ event }) => page.getByLabel('status').fill(event.eventData.action ?? ''),
            },
          };
        },
      });
    expect(typed).toBeTypeOf('function');
  });
});
