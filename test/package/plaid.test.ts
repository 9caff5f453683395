/** A widget that an app defines for itself: a copy of the installed package's examples/plaid, and nothing of the repository. */
import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';

const run = promisify(execFile);
const tsc = fileURLToPath(new URL('./bin/tsc', import.meta.resolve('typescript/package.json')));
const files = ['plaid.js', 'plaid.messages.js', 'plaid.memory.js', 'plaid.catalogue.js', 'plaid.kit.js'];

describe.each([
  ['the installed peers', inject('consumer')],
  ['the lowest peers', inject('lowestConsumer')],
])('a provider of an own app, beside %s', (_, app) => {
  const bin = `${app}/node_modules/widget-statecharts/dist/cli/bin.js`;
  const kit = ['--provider-module', 'plaid/plaid.kit.js'];
  /** Runs the command line in the app's folder, whatever its exit code. */
  const command = (...args: readonly string[]) =>
    run(process.execPath, [bin, ...args], { cwd: app }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => error,
    );

  beforeAll(() => cp(`${app}/node_modules/widget-statecharts/examples/plaid`, `${app}/plaid`, { recursive: true }));

  it('imports public entries, its peers and its own files only', async () => {
    for (const file of files) {
      const code = await readFile(`${app}/plaid/${file}`, 'utf8');
      const imported = [...code.matchAll(/(?:from |import\()'([^']+)'/g)].map(([, from = '']) => from);
      for (const from of imported) {
        expect(from).toMatch(/^(widget-statecharts(\/(provider|kit))?|xstate|zod|\.\/plaid[\w.]*\.js)$/);
      }
    }
  });

  it('is correctly typed', async () => {
    const compilerOptions = {
      module: 'NodeNext',
      target: 'ES2022',
      lib: ['ES2023', 'DOM'],
      types: [],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      allowJs: true,
      checkJs: true,
      skipLibCheck: true,
      noEmit: true,
    };
    await writeFile(`${app}/plaid/app.ts`, source);
    await writeFile(`${app}/plaid/tsconfig.json`, JSON.stringify({ compilerOptions, include: ['*.js', 'app.ts'] }));
    const { stdout } = await run(process.execPath, [tsc, '-p', `${app}/plaid`]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  });

  it('is replayed, listed, explored, measured, generated and drawn by the command line', async () => {
    const replayed = await command('replay', ...kit, 'plaid/plaid.ndjson');
    expect(replayed.code).toBe(1);
    expect(replayed.stdout).toContain('5 sessions: 4 conform, 1 deviate; 2 succeeded, 1 unsuccessful, 2 cancelled.');
    expect((await command('events', ...kit)).stdout.trim().split('\n')).toHaveLength(67);
    expect((await command('paths', ...kit)).stdout).toMatch(/transitions +147 of 147/);
    expect((await command('coverage', ...kit, '--gate', 'transitions=1,illegal=1')).code).toBe(0);
    expect((await command('diagram', ...kit, '--format', 'mermaid')).stdout).toContain('HANDOFF');
    expect((await command('generate', ...kit, '--framework', 'node', '--out', 'plaid/chart.test.mjs')).code).toBe(0);
    const tested = await run(process.execPath, ['--test', 'plaid/chart.test.mjs'], {
      cwd: app,
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    expect(tested.stdout).toMatch(/fail 0/);
  });
});

/** What an app does with it. */
const source = `
import { getNextStep, openSession } from 'widget-statecharts';
import { memoryTransport } from 'widget-statecharts/transports';
import { plaid, plaidCallbacks } from './plaid.js';

const transport = memoryTransport();
const session = openSession(plaid, {
  transport,
  onVerdict: (verdict) => {
    if (verdict.verdict !== 'accepted' || verdict.type !== 'onSuccess') return;
    const token: string | null = verdict.event.public_token;
    console.log(token, verdict.event.metadata.link_session_id);
  },
});
export const callbacks = plaidCallbacks(transport.post);
const step: 'exchange_public_token' | 'create_link_token' | null | (string & {}) = getNextStep(session.snapshot);
session.done.then(({ output }) => console.log(output.accounts[0]?.mask, step));
// @ts-expect-error no state has this next step
if (getNextStep(session.snapshot) === 'send_money') session.close();
// @ts-expect-error no message is called so
const type: keyof typeof plaid.events & (typeof plaid)['machine']['__TEvent']['type'] = 'OPENED';
export { type };
`;
