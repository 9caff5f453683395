/**
 * Packs the library as it would be published, and installs the tarball in folders of their own: beside the repository's
 * xstate and zod, and beside the lowest that package.json allows. Once a run, for all tests in this folder. It packs
 * what `npm run build` has built.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of an app that has installed the library. */
    consumer: string;
    /** The same with the lowest peers. */
    lowestConsumer: string;
    /** The packed library. */
    tarball: string;
    /** The names of the packed files. */
    packed: string[];
  }
}

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await mkdir(`${repository}.tmp`, { recursive: true });
  const folder = await mkdtemp(`${repository}.tmp/consumer-`);
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: repository });
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  const tarball = `${folder}/${filename}`;

  async function install(name: string, versions: string): Promise<string> {
    const consumer = `${folder}/${name}`;
    const modules = `${consumer}/node_modules`;
    await mkdir(modules, { recursive: true });
    await run('tar', ['-xzf', tarball, '-C', modules]);
    await rename(`${modules}/package`, `${modules}/widget-statecharts`);
    for (const peer of ['xstate', 'zod']) {
      await symlink(`${repository}node_modules/${peer}${versions}`, `${modules}/${peer}`);
    }
    await writeFile(`${consumer}/package.json`, JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
    return consumer;
  }

  provide('consumer', await install('current', ''));
  provide('lowestConsumer', await install('lowest', '-lowest'));
  provide('tarball', tarball);
  provide(
    'packed',
    files.map(({ path }) => path),
  );
  return () => rm(folder, { recursive: true, force: true });
}
