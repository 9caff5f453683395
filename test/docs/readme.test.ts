// @module-tag slow
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { entries as sources } from '../support/entries.ts';
import { findSamples, root } from './samples.ts';

const samples = findSamples();
const folder = `${root}.tmp/samples/`;

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // docs/your-own-widget.md goes on from it.
  cpSync(`${root}examples/plaid`, folder, { recursive: true });
  for (const [index, { code }] of samples.entries()) {
    // A module, even where nothing is imported.
    writeFileSync(`${folder}${index}.ts`, `${code}\nexport {};\n`);
  }
});

describe('the samples of the documents', () => {
  it('are there, in the README and in doc comments', () => {
    expect(samples.filter(({ place }) => place.startsWith('README.md')).length).toBeGreaterThan(5);
    expect(samples.filter(({ place }) => place.startsWith('src/')).length).toBeGreaterThan(20);
    expect(samples.filter(({ isRun, promised }) => isRun && promised.length === 0)).toEqual([]);
  });

  it('are correctly typed', () => {
    const paths = Object.fromEntries(sources.map(({ name, file }) => [name, [`../../${file}`]]));
    const config = { extends: '../../tsconfig.json', compilerOptions: { paths }, include: ['*.ts'] };
    writeFileSync(`${folder}tsconfig.json`, JSON.stringify(config));
    const { stdout } = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', folder], {
      encoding: 'utf8',
    });
    const errors = stdout
      .split('\n')
      .map((line) =>
        line.replace(/^.*?(\d+)\.ts\((\d+),/, (_all, index, line) => `${placeOf(Number(index))}+${line} (`),
      )
      .filter((line) => line !== '');
    expect(errors).toEqual([]);
  });

  describe('print what their comments say', () => {
    const toRun = samples.map((sample, index) => ({ ...sample, index })).filter(({ isRun }) => isRun);
    const printed = new Map<number, readonly string[]>();

    beforeAll(async () => {
      await build({
        entryPoints: toRun.map(({ index }) => `${folder}${index}.ts`),
        outdir: `${folder}built`,
        bundle: true,
        format: 'esm',
        target: 'es2022',
        outExtension: { '.js': '.mjs' },
        external: ['xstate', 'zod'],
        plugins: [ownSource],
        logLevel: 'silent',
      });
      writeFileSync(`${folder}run.mjs`, runner);
      const files = toRun.map(({ index }) => String(index));
      const stdout = execFileSync(process.execPath, [`${folder}run.mjs`, ...files], { encoding: 'utf8' });
      for (const [index, lines] of Object.entries(JSON.parse(stdout))) printed.set(Number(index), lines as string[]);
    }, 60_000);

    it.each(toRun)('$place', ({ index, promised }) => {
      expect(printed.get(index)?.map(squeezed)).toEqual(promised.map(squeezed));
    });
  });
});

describe('the generated parts of the documents', () => {
  it('are those of the charts and catalogues', () => {
    if (!existsSync(`${root}dist/index.js`)) execFileSync('npm', ['run', 'build'], { cwd: root });
    const { status, stderr } = spawnSync(process.execPath, ['scripts/docs.js', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('come after the purpose and a first sample', () => {
    const head = readFileSync(`${root}README.md`, 'utf8').split('\n').slice(0, 40);
    expect(head.indexOf('```ts')).toBeGreaterThan(0);
    expect(head.indexOf('```', head.indexOf('```ts'))).toBeGreaterThan(0);
  });
});

function placeOf(index: number): string {
  return samples[index]?.place ?? String(index);
}

/** Long objects are printed over several lines. */
function squeezed(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}

const ownSource: Plugin = {
  name: 'own-source',
  setup({ onResolve }) {
    onResolve({ filter: /^widget-statecharts(\/|$)/ }, ({ path }) => {
      const file = sources.find(({ name }) => name === path)?.file;
      return file === undefined ? { errors: [{ text: `No entry is called ${path}.` }] } : { path: `${root}${file}` };
    });
  },
};

/** Runs the samples one after another, and prints what each printed. */
const runner = `
import { format } from 'node:util';
const printed = {};
for (const index of process.argv.slice(2)) {
  const lines = printed[index] = [];
  console.log = (...values) => lines.push(format(...values));
  try {
    await import(\`./built/\${index}.mjs\`);
    await new Promise((resolve) => setTimeout(resolve));
  } catch (error) {
    lines.push(\`threw \${error}\`);
  }
}
process.stdout.write(JSON.stringify(printed), () => process.exit());
`;
