/**
 * What `npm run new-provider` promises, in a copy of the repository: a folder, a line in the one list, two entries in
 * package.json, and everything that is about providers works with one more of them.
 */
import { type ExecFileException, execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedKits } from '../../src/shipped.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const copy = await mkdtemp(join(tmpdir(), 'new-provider-'));
afterAll(() => rm(copy, { recursive: true, force: true }));

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in the copy, and waits for its end, however it ends. */
function run(command: string, args: readonly string[], stdin = ''): Promise<Finished> {
  return new Promise((resolve) => {
    // As in CI: a snapshot that is not there is a failure.
    const env = { ...process.env, CI: 'true', NO_COLOR: '1', VITEST: undefined };
    const done = (error: ExecFileException | null, stdout: string, stderr: string) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    const child = execFile(command, args, { cwd: copy, env, maxBuffer: 2 ** 25 }, done);
    // A command that ends without reading its input closes the pipe; its exit code says how it went.
    child.stdin?.on('error', () => {}).end(stdin);
  });
}

const node = (args: readonly string[], stdin?: string) => run(process.execPath, args, stdin);
const npm = (script: string, ...args: string[]) => run('npm', ['run', '--silent', script, '--', ...args]);
const bin = (pkg: string, file: string) => join(repository, 'node_modules', pkg, file);
const cli = (args: readonly string[], stdin?: string) => node(['dist/cli/bin.js', ...args], stdin);
const fine = { code: 0, stderr: '' };

/** What is changed and added in the copy. */
async function changes(): Promise<string[]> {
  const { stdout } = await run('git', ['status', '--porcelain', '--untracked-files=normal']);
  return stdout.split('\n').filter(Boolean).sort();
}

/** Copies what is tracked, and what is about to be. */
beforeAll(async () => {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: repository });
  const files = new Set(stdout.split('\0').filter((file) => file !== '' && file !== 'node_modules'));
  for (const file of files) {
    // One that is deleted and not committed yet.
    await cp(join(repository, file), join(copy, file)).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'));
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  await run('git', ['init', '--quiet']);
  await run('git', ['add', '--all']);
  await run('git', [...author, 'commit', '--quiet', '--no-verify', '--message', 'copy']);
  expect(await changes()).toEqual([]);
}, 60_000);

describe('npm run new-provider', () => {
  it.each([
    ['no name', [], /^Name the provider, as in npm run new-provider -- my-widget\.\n$/],
    ['two names', ['acme', 'pay'], /^Give one name, not 2, .*my-widget\.\n$/],
    ['capitals', ['AcmePay'], /^"AcmePay" is no name for a provider: .*\.\n$/],
    ['a path', ['../acme'], /^"\.\.\/acme" is no name for a provider: .*\.\n$/],
    ['a digit first', ['2pay'], /^"2pay" is no name for a provider: .*\.\n$/],
    ['the name of a provider', ['flinks'], /^The name "flinks" is taken by src\/machines\/flinks: .*\.\n$/],
    ['the name of an entry', ['simulator'], /^The name "simulator" is taken by the entry \.\/simulator .*\.\n$/],
    ['a word of JavaScript', ['new'], /^"new" means something else .*new-widget\.\n$/],
    ['a name of the template', ['nested'], /^"nested" means something else .*nested-widget\.\n$/],
  ])('refuses %s in one sentence, and writes nothing', async (_, names, sentence) => {
    const { code, stdout, stderr } = await node(['scripts/new-provider.js', ...names]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(await changes()).toEqual([]);
  });

  describe('with a good name', () => {
    const folder = 'src/machines/acme-pay';
    const written = [' M package.json', ' M src/shipped.ts', `?? ${folder}/`];

    beforeAll(async () => {
      expect(await npm('new-provider', 'acme-pay')).toMatchObject(fine);
      expect(await changes()).toEqual(written);
      // One that is cut short tells in the tests below.
      await npm('build');
    }, 120_000);

    it('adds a line to the list and two entries to the package, and changes no other', async () => {
      const { stdout } = await run('git', ['diff', '--unified=0', '--', 'package.json', 'src/shipped.ts']);
      const removed = stdout.split('\n').filter((line) => /^-[^-]/.test(line));
      expect(removed).toEqual([expect.stringMatching(/^-export const shippedKits/)]);
      const { exports } = JSON.parse(await readFile(join(copy, 'package.json'), 'utf8'));
      const file = (name: string) => ({
        types: `./dist/machines/acme-pay/${name}.d.ts`,
        default: `./dist/machines/acme-pay/${name}.js`,
      });
      expect(exports).toMatchObject({ './acme-pay': file('index'), './acme-pay/kit': file('kit') });
    });

    it('is taken from then on', async () => {
      const { code, stderr } = await node(['scripts/new-provider.js', 'acme-pay']);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^The name "acme-pay" is taken/) });
    });

    it('passes lint and the type check', async () => {
      const [lint, types] = await Promise.all([
        node([bin('@biomejs/biome', 'bin/biome'), 'check', folder, 'src/shipped.ts', 'package.json']),
        node([bin('typescript', 'bin/tsc'), '--noEmit']),
      ]);
      expect(lint, lint.stdout + lint.stderr).toMatchObject({ code: 0 });
      expect(types).toEqual({ ...fine, stdout: '' });
    });

    it('passes the contract tests of every chart', async () => {
      const args = ['run', '--project', 'unit', 'test/charts/contract.test.ts', '--reporter', 'json'];
      const { code, stdout, stderr } = await node([bin('vitest', 'vitest.mjs'), ...args]);
      expect(code, stdout + stderr).toBe(0);
      const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{')));
      const names: string[] = testResults[0].assertionResults.map(({ fullName }: { fullName: string }) => fullName);
      for (const name of [...shippedKits.map(({ provider }) => provider.name), 'acme-pay']) {
        expect(names.filter((each) => each.startsWith(`the chart of '${name}' `)).length, name).toBeGreaterThan(4);
      }
    });

    it('replays a log of one line', async () => {
      const log = '{"event":"closed","data":{"completed":true,"reference":"a1b2c3"}}\n';
      const { code, stdout } = await cli(['replay', '--provider', 'acme-pay', '--json'], log);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ provider: 'acme-pay', verdict: 'conforms', outcome: 'succeeded' });
    });

    it('runs in the simulator', async () => {
      const { code, stdout, stderr } = await node(['--input-type=module'], simulation);
      expect({ code, stderr }).toEqual(fine);
      expect(JSON.parse(stdout)).toEqual({ verdicts: ['accepted'], outcome: 'succeeded', left: 0 });
      // The scripts of the simulated pages, one a provider.
      const pages = await readdir(join(copy, 'dist/simulator/assets'));
      for (const { provider } of shippedKits) expect(pages).toContain(`${provider.name}.js`);
      expect(pages).toContain('acme-pay.js');
    });

    it('is drawn, and gets a page with its diagram and tables', async () => {
      const svg = await cli(['diagram', '--provider', 'acme-pay']);
      expect(svg).toMatchObject(fine);
      expect(svg.stdout).toContain('data-state="completed"');
      expect(await npm('layouts')).toMatchObject(fine);
      expect(await npm('docs')).toMatchObject(fine);
      const generated = ['docs/diagrams/acme-pay.svg', 'docs/providers/acme-pay.md'];
      expect(await changes()).toEqual([...written, ...generated.map((file) => `?? ${file}`)].sort());
      expect(await readFile(join(copy, 'docs/diagrams/acme-pay.svg'), 'utf8')).toBe(svg.stdout);
      const page = await readFile(join(copy, 'docs/providers/acme-pay.md'), 'utf8');
      expect(page).toContain('acme_pay__open --> acme_pay__completed : closed [isCompleted]');
      for (const check of [npm('layouts', '--check'), npm('docs', '--check')]) expect(await check).toMatchObject(fine);
    });
  });
});

/** A session that hears a simulated widget, from what was built. */
const simulation = `
import { getOutcome, openSession } from './dist/index.js';
import { acmePayKit } from './dist/machines/acme-pay/kit.js';
import { createSimulator } from './dist/simulator/index.js';

const verdicts = [];
const session = openSession(acmePayKit.provider, { onVerdict: ({ verdict }) => verdicts.push(verdict) });
const widget = createSimulator(acmePayKit, { post: (message) => session.receive(message) });
widget.choose('closed');
console.log(JSON.stringify({ verdicts, outcome: getOutcome(session.snapshot), left: widget.availableEvents().length }));
`;
