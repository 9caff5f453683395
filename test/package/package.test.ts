import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, it } from 'vitest';
import { shippedKits } from '../../src/shipped.ts';

const run = promisify(execFile);
const consumer = inject('consumer');
const tarball = inject('tarball');
const installed = `${consumer}/node_modules/widget-statecharts`;
const manifest = JSON.parse(await readFile(`${installed}/package.json`, 'utf8')) as {
  exports: Record<string, unknown>;
  bin: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const entries = Object.keys(manifest.exports)
  .filter((path) => path !== './package.json')
  .map((path) => path.replace('.', 'widget-statecharts'));

/** Runs a module in a consumer's folder, in a process of its own. */
async function runModule(name: string, source: string, cwd = consumer): Promise<string> {
  await writeFile(`${cwd}/${name}`, source);
  const { stdout } = await run(process.execPath, [name], { cwd });
  return stdout;
}

describe('the tarball', () => {
  it('has the entries that the README names', () => {
    expect(entries.map((entry) => entry.replace('widget-statecharts', '.'))).toEqual(
      expect.arrayContaining(['.', './provider', './kit', './guards', './transports', './testing', './simulator']),
    );
  });

  it('has two entries for each provider: its own, and its kit', async () => {
    for (const { provider } of shippedKits) {
      const { name } = provider;
      const [own, kit] = [`widget-statecharts/${name}`, `widget-statecharts/${name}/kit`];
      expect(entries).toEqual(expect.arrayContaining([own, kit]));
      const source = `
        const isProvider = (value) => value?.name === '${name}' && typeof value.read === 'function';
        const [own, kit] = [await import('${own}'), await import('${kit}')].map((entry) => Object.values(entry));
        console.log(own.some(isProvider), kit.some((value) => isProvider(value?.provider)));`;
      expect(await runModule(`entries-${name}.mjs`, source)).toBe('true true\n');
    }
  });

  it('holds what was built, the licence, and neither sources nor tests', () => {
    const packed = inject('packed');
    expect(packed).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']));
    expect(packed.filter((path) => /^(src|test|bench|scripts|coverage)\/|\.tsbuildinfo$|\.test\./.test(path))).toEqual(
      [],
    );
  });

  it('imports nothing but its peers, and Node in the command line only', async () => {
    const externals = async (entryPoints: string[]) => {
      const { metafile } = await build({
        entryPoints,
        absWorkingDir: installed,
        bundle: true,
        write: false,
        outdir: 'out',
        format: 'esm',
        platform: 'neutral',
        packages: 'external',
        metafile: true,
      });
      const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
      return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))].sort();
    };
    const files = entries.map((entry) => fileURLToPath(import.meta.resolve(entry, `file://${consumer}/`)));
    expect(files).toHaveLength(entries.length);
    expect(await externals(['dist/index.js', 'dist/shipped.js', 'dist/guards/index.js', 'dist/transports/index.js']))
      // Whatever else the bundle needs, a browser has to have.
      .toEqual(['xstate', 'zod/mini']);
    expect(await externals(['dist/testing/index.js', 'dist/simulator/index.js'])).toEqual(['xstate', 'zod/mini']);
    const ofCommandLine = await externals(['dist/cli/bin.js']);
    // Imported when a chart of one's own is drawn, and only then.
    const layout = 'elkjs/lib/elk.bundled.js';
    expect(ofCommandLine.filter((path) => !path.startsWith('node:'))).toEqual([layout, 'xstate', 'zod/mini']);
  });

  it('pleases publint, strictly', async () => {
    // What the tarball holds, and nothing else, is in that folder.
    const { messages, pkg } = await publint({ pkgDir: installed, strict: true, pack: false });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  it('pleases attw: its types resolve wherever ESM does', async () => {
    const attw = fileURLToPath(new URL('./dist/index.js', import.meta.resolve('@arethetypeswrong/cli/package.json')));
    const args = [attw, tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-color'];
    const problems = await run(process.execPath, args).then(
      () => null,
      (error: { stdout: string }) => error.stdout,
    );
    expect(problems).toBeNull();
  });
});

describe('an app that installed it', () => {
  it.each([
    ['the installed peers', consumer],
    ['the lowest peers', inject('lowestConsumer')],
  ])('imports every entry, beside %s', async (_, folder) => {
    const source = `
      const names = {};
      for (const entry of ${JSON.stringify(entries)}) names[entry] = Object.keys(await import(entry));
      console.log(JSON.stringify(names));`;
    const names = JSON.parse(await runModule('imports.mjs', source, folder)) as Record<string, string[]>;
    expect(Object.keys(names)).toEqual(entries);
    for (const entry of entries) expect(names[entry]?.length, entry).toBeGreaterThan(0);
    expect(names['widget-statecharts']).toEqual(expect.arrayContaining(['openSession', 'flinks', 'getNextStep']));
  });

  it('may be a server: no import touches a window, a document, the network or a clock', async () => {
    const source = `
      const touched = [];
      const browser = [
        'window', 'document', 'location', 'self', 'localStorage', 'sessionStorage', 'addEventListener', 'postMessage',
        'HTMLIFrameElement', 'XMLHttpRequest', 'fetch', 'setTimeout', 'setInterval', 'requestAnimationFrame',
      ];
      for (const name of browser) {
        Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); return undefined; } });
      }
      // What the peers do when they are imported is theirs.
      await import('xstate');
      await import('zod/mini');
      for (const peer of ${JSON.stringify(Object.keys(manifest.peerDependencies))}) await import(peer);
      const before = touched.length;
      for (const entry of ${JSON.stringify(entries)}) await import(entry);
      const after = touched.slice(before);
      globalThis.window; // The trap works.
      console.log(JSON.stringify({ after, trap: touched.at(-1) }));`;
    expect(JSON.parse(await runModule('server.mjs', source))).toEqual({ after: [], trap: 'window' });
  });

  it('runs the command line', async () => {
    const bin = `${installed}/${manifest.bin['widget-statecharts']}`;
    expect(await readFile(bin, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { stdout } = await run(process.execPath, [bin, '--help'], { cwd: consumer });
    expect(stdout).toContain('widget-statecharts');
    const { stdout: catalogue } = await run(process.execPath, [bin, 'events', '--provider', 'flinks', '--json']);
    expect(catalogue.trim().split('\n')).toHaveLength(92);
    const replay = run(process.execPath, [bin, 'replay', '--provider', 'opal', '--json'], { cwd: consumer });
    replay.child.stdin?.end('{"type":"opal.session.completed"}\n');
    const failure = await replay.then(
      () => null,
      (error: { code: number; stdout: string }) => error,
    );
    expect(failure?.code).toBe(1);
    expect(JSON.parse(failure?.stdout ?? '')).toMatchObject({ provider: 'opal', verdict: 'deviates' });
  });
});

/** A module of a careful app: what it exports has to have types that can be written down. */
const source = `
import { createActor, setup, type SnapshotFrom } from 'xstate';
import { flexiti, type FlexitiEvent } from 'widget-statecharts/flexiti';
import { flinks, flinksMachine } from 'widget-statecharts/flinks';
import { flinksContextGuards } from 'widget-statecharts/guards';
import { flinksKit } from 'widget-statecharts/flinks/kit';
import { opal, type OpalEvent } from 'widget-statecharts/opal';
import { pinwheel, pinwheelMachine } from 'widget-statecharts/pinwheel';
import { callbackTransport, memoryTransport, windowTransport } from 'widget-statecharts/transports';
import { getNextStep, getOutcome, getOutput, inspectRejections, openSession } from 'widget-statecharts';

export const session = openSession(flexiti, { input: { flow: 'apply' }, transport: memoryTransport() });
export const flinksSession = openSession(flinks, { onVerdict: ({ verdict }) => console.log(verdict) });
export const opalSession = openSession(opal, { transport: callbackTransport() });
export const linkSession = openSession(pinwheel);
export const actor = createActor(flinksMachine, { inspect: inspectRejections(flinks, console.warn) });
export const step = getNextStep(actor.getSnapshot());
export const outcome = getOutcome(actor.getSnapshot());
export const output = getOutput(actor.getSnapshot());
export const parent = setup({ actors: { link: pinwheelMachine } }).createMachine({ invoke: { src: 'link' } });
export const types = flinksKit.catalogue.map(({ type }) => type);
export const all = { windowTransport, guards: flinksContextGuards };
export const cancelled: FlexitiEvent = { type: 'flx-cancel' };
export type Started = Extract<OpalEvent, { type: 'opal.session.started' }>;
export type Snapshot = SnapshotFrom<typeof flinksMachine>;
// @ts-expect-error a misspelt event
actor.send({ type: 'APP_MOUNTD' });
`;

const resolutions = {
  nodenext: { module: 'NodeNext', moduleResolution: 'NodeNext' },
  bundler: { module: 'ESNext', moduleResolution: 'Bundler' },
};

describe.each([
  ['nodenext', 'the installed peers', consumer],
  ['bundler', 'the installed peers', consumer],
  ['nodenext', 'the lowest peers', inject('lowestConsumer')],
] as const)('a TypeScript app with moduleResolution %s and %s', (name, _peers, app) => {
  it.each([
    // XState's own declarations do not pass exactOptionalPropertyTypes without skipLibCheck.
    ['with every declaration checked', { exactOptionalPropertyTypes: false, skipLibCheck: false }],
    ['with exactOptionalPropertyTypes', { exactOptionalPropertyTypes: true, skipLibCheck: true }],
  ])('compiles, and writes declarations, %s', async (_, strictness) => {
    const folder = `${app}/app-${name}-${strictness.skipLibCheck}`;
    const compilerOptions = {
      ...resolutions[name],
      ...strictness,
      target: 'ES2022',
      lib: ['ES2022', 'DOM'],
      types: [],
      strict: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      noUnusedLocals: true,
      verbatimModuleSyntax: true,
      declaration: true,
      outDir: 'out',
    };
    await mkdir(folder);
    await writeFile(`${folder}/app.ts`, source);
    await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['app.ts'] }));
    const tsc = fileURLToPath(new URL('./bin/tsc', import.meta.resolve('typescript/package.json')));
    const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
    expect(await readFile(`${folder}/out/app.d.ts`, 'utf8')).not.toMatch(/: any\b/);
  });
});
