import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Written in two parts, so that this file does not hold them. */
const registry = ['registry', 'npmjs.org'].join('.');
const folder = ['', 'work', ''].join('/');

it('is installed from whatever registry npm is set to: the lock names none', async () => {
  const { packages } = JSON.parse(await readFile(`${repository}package-lock.json`, 'utf8')) as {
    packages: Record<string, { resolved?: string }>;
  };
  expect(Object.keys(packages).length).toBeGreaterThan(1);
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

it('names no registry and no folder of the machine that it was written on', async () => {
  // What is tracked, and what is about to be.
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
  });
  const guilty: string[] = [];
  for (const path of stdout.split('\0').filter(Boolean)) {
    const text = await readFile(`${repository}${path}`, 'utf8').catch(() => '');
    if (text.includes(registry) || text.includes(folder)) guilty.push(path);
  }
  expect(guilty).toEqual([]);
});

it.each([
  ['zod', 'src/zod.ts', /\b_zod\b/],
  ['XState', 'src/xstate.ts', /\._(nodes|syncSnapshot|sendInspectionEvent|set|actorScope)\b/],
])('reads what %s keeps to itself in %s only', async (_library, reader, kept) => {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'src'], {
    cwd: repository,
  });
  const readers: string[] = [];
  for (const path of stdout.split('\0').filter(Boolean)) {
    const text = await readFile(`${repository}${path}`, 'utf8').catch(() => '');
    if (kept.test(text)) readers.push(path);
  }
  expect(readers).toEqual([reader]);
});
