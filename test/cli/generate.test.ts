// @module-tag slow

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/setup-browser.js';
import { all } from '../support/cases.ts';
import { cli } from './run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const browser = findBrowser();

/** The package's own names, and the source files that they stand for. */
const { exports: entries } = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as {
  exports: Record<string, string | { default: string }>;
};
const sources = Object.fromEntries(
  Object.entries(entries).flatMap(([name, target]) =>
    typeof target === 'string'
      ? []
      : [
          [
            `widget-statecharts${name.slice(1)}`,
            `${root}${target.default.replace('./dist', 'src').replace('.js', '.ts')}`,
          ],
        ],
  ),
);

let folder: string;
beforeAll(async () => {
  await mkdir(`${root}.tmp`, { recursive: true });
  folder = await mkdtemp(`${root}.tmp/generate-`);
  const alias = Object.entries(sources).map(([find, replacement]) => ({ find: `^${find}$`, replacement }));
  await writeFile(
    `${folder}/vitest.config.mjs`,
    `const alias = ${JSON.stringify(alias)}.map(({ find, replacement }) => ({ find: new RegExp(find), replacement }));
     export default { resolve: { alias } };`,
  );
  await writeFile(
    `${folder}/playwright.config.mjs`,
    `export default {
      testMatch: /\\.bundle\\.mjs$/,
      reporter: 'line',
      workers: 1,
      maxFailures: 1,
      use: { launchOptions: { executablePath: ${JSON.stringify(browser)}, args: ['--no-sandbox'] } },
    };`,
  );
  await writeFile(`${folder}/till.ts`, till);
  await writeFile(`${folder}/events.json`, JSON.stringify(events));
  await writeFile(`${folder}/till.mjs`, till.replace(/^ *types: .*\n/m, ''));
  await writeFile(`${folder}/inputs.json`, '[{ "flow": "apply" }]');
  await writeFile(`${folder}/endless.mjs`, endless);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const events = [{ type: 'open' }, { type: 'pay', amount: 5 }, { type: 'pay', amount: 0 }, { type: 'close' }];
const till = `
import { setup } from 'xstate';
export const till = setup({
  types: { events: {} as { type: 'open' } | { type: 'pay'; amount: number } | { type: 'close' } },
  guards: { isMoney: ({ event }) => event.type === 'pay' && event.amount > 0 },
}).createMachine({
  id: 'till',
  initial: 'shut',
  states: {
    shut: { on: { open: 'open' } },
    open: {
      initial: 'empty',
      states: { empty: { on: { pay: { guard: 'isMoney', target: 'full' } } }, full: {} },
      on: { close: 'gone' },
    },
    gone: { type: 'final' },
  },
});
export default till;
`;
const endless = `
import { assign, createMachine } from 'xstate';
export default createMachine({
  context: { count: 0 },
  on: { more: { actions: assign({ count: ({ context }) => context.count + 1 }) } },
});
`;

const run = async (args: readonly string[]) => {
  // Or an inner runner would take itself for a part of this one.
  const { NODE_TEST_CONTEXT, VITEST, VITEST_WORKER_ID, VITEST_POOL_ID, ...env } = process.env;
  return promisify(execFile)(process.execPath, args, { cwd: folder, env: { ...env, NO_COLOR: '1' } }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, text: stdout + stderr }),
  );
};

async function bundle(file: string, bundled: string): Promise<void> {
  await build({
    entryPoints: [`${folder}/${file}`],
    outfile: `${folder}/${bundled}`,
    bundle: true,
    format: 'esm',
    platform: 'node',
    alias: { ...sources, '@playwright/test': 'playwright/test' },
    external: ['xstate', 'zod', 'playwright'],
  });
}

/** How each framework runs a written file. */
const runners = {
  vitest: (file: string) => run([`${root}node_modules/vitest/vitest.mjs`, 'run', '--root', folder, file]),
  node: async (file: string) => {
    await bundle(file, `${file}.bundle.mjs`);
    return run(['--test', '--test-reporter=tap', `${file}.bundle.mjs`]);
  },
  playwright: async (file: string) => {
    await bundle(file, `${file}.bundle.mjs`);
    return run([`${root}node_modules/playwright/cli.js`, 'test', `${file}.bundle.mjs`]);
  },
};
type Framework = keyof typeof runners;
const endings = { vitest: 'test.ts', node: 'test.mjs', playwright: 'spec.ts' };
const passed = { vitest: /Tests {2}(\d+) passed/, node: /^# pass (\d+)$/m, playwright: /(\d+) passed/ };

async function generate(...args: string[]): Promise<void> {
  const { code, stderr } = await cli(['generate', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

const charts: readonly [name: string, args: readonly string[]][] = [
  ['flexiti', ['--provider', 'flexiti', '--inputs', 'inputs.json']],
  ['till', ['--module', 'till.mjs', '--export', 'till', '--events', 'events.json']],
];

describe.each<Framework>(['vitest', 'node', 'playwright'])('a file for %s', (framework) => {
  // Without a Chromium (scripts/setup-browser.js installs one) these are skipped, and shown as that.
  const isRun = framework !== 'playwright' || browser !== null;

  describe.each(charts)('of %s', (name, chart) => {
    const file = `${name}.chart.${endings[framework]}`;
    const args = () => chart.map((arg) => (/\.(mjs|json)$/.test(arg) ? `${folder}/${arg}` : arg));
    const write = () => generate('--framework', framework, ...args(), '--out', path());
    const path = () => `${folder}/${file}`;

    it.skipIf(!isRun)(
      'runs as it is, and is green',
      async () => {
        await write();
        const { code, text } = await runners[framework](file);
        expect(code, text).toBe(0);
        expect(Number(passed[framework].exec(text)?.[1]), text).toBeGreaterThan(1);
      },
      120_000,
    );

    it.skipIf(!isRun)(
      'is red where an assertion of the user does not hold, and says how to run it again',
      async () => {
        await rm(path(), { force: true });
        await write();
        const written = await readFile(path(), 'utf8');
        const isPage = framework === 'playwright' && name === 'flexiti';
        const broken = isPage
          ? written.replace("'*': () => expect([...errors])", "'*': () => expect([...errors, 'broken'])")
          : written.replace('states: {}', "states: { '*': () => { throw new Error('broken'); } }");
        expect(broken).not.toBe(written);
        await writeFile(path(), broken);
        const { code, text } = await runners[framework](file);
        expect(code, text).toBe(1);
        expect(text).toContain('broken');
        expect(text).toMatch(/replay {4}(npx|node) .* ?\w+/);
        await rm(path());
      },
      120_000,
    );
  });
});

describe('the written files', () => {
  it('import only what the package exports, and are typed', async () => {
    const out = (name: string) => `${folder}/typed/${name}`;
    await mkdir(`${folder}/typed`);
    for (const framework of ['vitest', 'playwright'] as const) {
      for (const { name } of all) {
        await generate('--framework', framework, '--provider', name, '--out', out(`${name}.${framework}.ts`));
      }
    }
    // What of a module is imported is the same in TypeScript.
    const module = ['--module', `${folder}/till.mjs`, '--events', `${folder}/events.json`];
    for (const framework of ['vitest', 'playwright'] as const) {
      const file = out(`till.${framework}.ts`);
      await generate('--framework', framework, ...module, '--out', file);
      await writeFile(file, (await readFile(file, 'utf8')).replace('../till.mjs', '../till.ts'));
    }
    const paths = Object.fromEntries(Object.entries(sources).map(([name, file]) => [name, [file]]));
    const playwright = { '@playwright/test': [`${root}node_modules/playwright/test.d.ts`] };
    const compilerOptions = { paths: { ...paths, ...playwright } };
    const config = { extends: '../../../tsconfig.json', compilerOptions, include: ['*.ts'] };
    await writeFile(out('tsconfig.json'), JSON.stringify(config));
    const { text } = await run([`${root}node_modules/typescript/bin/tsc`, '-p', out('tsconfig.json')]);
    expect(text).toBe('');
  }, 120_000);
});

describe('a file that is there', () => {
  const file = () => `${folder}/kept.test.ts`;
  const args = () => ['--framework', 'vitest', '--provider', 'flexiti', '--out', file()];
  const again = (...more: string[]) => cli(['generate', ...args(), ...more]);
  const edit = async (from: string | RegExp, to: string) =>
    writeFile(file(), (await readFile(file(), 'utf8')).replace(from, to));

  it('keeps what is the user’s, and gets its marked part anew', async () => {
    await generate(...args());
    await edit("describeChart('Flexiti'", "// Mine.\ndescribeChart('My app'");
    await edit(/^/, '// My licence.\n');
    expect((await again('--strategy', 'pairs')).code).toBe(0);
    const text = await readFile(file(), 'utf8');
    expect(text).toMatch(/^\/\/ My licence\.\n\/\/ <generated /);
    expect(text).toContain("strategy: 'pairs'");
    expect(text).not.toContain("strategy: 'transitions'");
    expect(text).toContain("// Mine.\ndescribeChart('My app'");
    expect((await again('--strategy', 'pairs')).code).toBe(0);
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  it('is refused where the marked part was changed by hand, unless that is forced', async () => {
    await edit("strategy: 'pairs'", "strategy: 'states'");
    const before = await readFile(file(), 'utf8');
    const { code, stderr } = await again();
    expect(code).toBe(2);
    expect(stderr).toMatch(/changed by hand.*--force/);
    expect(await readFile(file(), 'utf8')).toBe(before);
    expect((await again('--force')).code).toBe(0);
    const text = await readFile(file(), 'utf8');
    expect(text).toContain("strategy: 'transitions'");
    expect(text).toContain('// Mine.');
  });

  it('may have other ends of lines', async () => {
    await edit(/\n/g, '\r\n');
    expect((await again()).code).toBe(0);
    expect(await readFile(file(), 'utf8')).toContain('// Mine.\r\n');
  });

  it('is refused where it was written for something else, or by somebody else', async () => {
    const other = await cli(['generate', '--framework', 'vitest', '--provider', 'opal', '--out', file()]);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/was written for vitest flexiti/);
    await writeFile(file(), 'mine');
    const foreign = await again('--force');
    expect(foreign.code).toBe(2);
    expect(foreign.stderr).toMatch(/no marked part/);
    expect(await readFile(file(), 'utf8')).toBe('mine');
  });
});

describe('a file for Playwright', () => {
  it('holds what its suite covers, refused events left out, which a page may not offer', async () => {
    const out = `${folder}/gate.spec.ts`;
    await generate('--framework', 'playwright', '--provider', 'opal', '--out', out);
    const text = await readFile(out, 'utf8');
    expect(text).toContain('const atLeast = { states: 1, transitions: 1 };');
    expect(text).toMatch(/^ {2}atLeast,$/m);
  });
});

describe('a strategy', () => {
  it.each(['transitions', 'states', 'pairs', 'compact'])(
    '%s is that of the suite, and all it covers is held',
    async (strategy) => {
      const file = `${folder}/${strategy}.test.ts`;
      await generate('--framework', 'vitest', '--provider', 'flexiti', '--strategy', strategy, '--out', file);
      const text = await readFile(file, 'utf8');
      expect(text).toContain(`strategy: '${strategy}'`);
      expect(text).toMatch(/const atLeast = \{ states: 1, transitions: 1.* \};/);
      expect(text.includes('pairs: 1')).toBe(strategy === 'pairs');
      const { code, text: printed } = await runners.vitest(`${strategy}.test.ts`);
      expect(code, printed).toBe(0);
    },
  );
});

describe('a module', () => {
  it('is imported as it is found from the written file, its lists too', async () => {
    const file = `${folder}/sub/till's.test.ts`;
    await mkdir(`${folder}/sub`);
    const lists = ['--events', `${folder}/events.json`];
    await generate('--framework', 'vitest', '--module', `${folder}/till.mjs`, ...lists, '--out', file);
    const text = await readFile(file, 'utf8');
    expect(text).toContain("import machine from '../till.mjs';");
    expect(text).toContain(`const events = ${JSON.stringify(events)};`);
    expect(text).toContain('explore(machine, { events })');
  });

  it('gives its inputs to a provider too', async () => {
    const inputs = `${folder}/inputs.json`;
    const file = `${folder}/inputs.test.ts`;
    await generate('--framework', 'vitest', '--provider', 'flexiti', '--inputs', inputs, '--out', file);
    expect(await readFile(file, 'utf8')).toContain('explore(machine, { ...explorationOf(kit), inputs })');
  });
});

describe('a wrong call', () => {
  it.each<[string[], RegExp]>([
    [['--provider', 'flexiti'], /--framework takes one of vitest, node, playwright\./],
    [['--framework', 'ava', '--provider', 'flexiti'], /"ava"/],
    [['--framework', 'vitest'], /--provider/],
    [['--framework', 'vitest', '--provider', 'plaid'], /plaid/],
    [['--framework', 'vitest', '--provider', 'opal', '--strategy', 'all'], /--strategy takes one of/],
    [['--framework', 'vitest', '--provider', 'opal', '--out', '/nowhere/at/all.ts'], /cannot be written \(ENOENT\)/],
    [['--framework', 'vitest', '--provider', 'opal', '--out', '.'], /cannot be read \(EISDIR\)/],
    [['--framework', 'vitest', '--provider', 'opal', '--events', 'FOLDER/events.json'], /--events is for --module/],
    [['--framework', 'vitest', '--module', 'FOLDER/endless.mjs'], /nothing to test: the limit of 50000/],
  ])('is %j', async (given, words) => {
    const args = given.map((arg) => arg.replace('FOLDER', folder));
    const { code, stdout, stderr } = await cli(['generate', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toMatch(words);
  });
});
