// @module-tag slow
/** What the command line needs of memory, measured on the built program in processes of its own. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionReport } from '../../src/replay/replay.ts';
import { flinksRun } from '../replay/support.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(repository, 'dist/cli/bin.js');
const mebibyte = 2 ** 20;

let folder: string;
let hook: string;

beforeAll(async () => {
  if (!existsSync(bin)) await promisify(execFile)('npm', ['run', 'build'], { cwd: repository });
  folder = await mkdtemp(join(tmpdir(), 'widget-statecharts-'));
  hook = join(folder, 'peak.mjs');
  // The kernel's own record of the largest resident set, in kilobytes.
  await writeFile(
    hook,
    `import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(2, '\\npeak ' + process.resourceUsage().maxRSS + '\\n'));
`,
  );
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Measured {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The largest resident set, in MB. */
  readonly peak: number;
}

/** Runs the built program, feeds it, and tells how much memory it took at its peak. */
async function measure(args: readonly string[], feed: Iterable<string | Buffer> = []): Promise<Measured> {
  const { NODE_V8_COVERAGE: _coverage, NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', pathToFileURL(hook).href, bin, ...args], { env });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const closed = once(child, 'close');
  for (const chunk of feed) if (!child.stdin.write(chunk)) await once(child.stdin, 'drain');
  child.stdin.end();
  const [code] = (await closed) as [number | null];
  const errors = Buffer.concat(stderr).toString();
  const peak = /\npeak (\d+)\n$/.exec(errors);
  if (peak === null) throw new Error(`no peak was told: ${errors}`);
  return {
    code,
    stdout: Buffer.concat(stdout).toString(),
    stderr: errors.slice(0, peak.index),
    peak: Math.round((Number(peak[1]) * 1024) / 1e6),
  };
}

function reportsOf({ stdout }: Measured): SessionReport[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SessionReport);
}

describe('a line of 100 MB', () => {
  /** A message like any other, but for its size. */
  function* hugeLine(): Iterable<string | Buffer> {
    yield '{"step":"APP_MOUNTED"}\n{"step":"APP_RESIZE","extra":"';
    const block = Buffer.alloc(mebibyte, 'x');
    for (let n = 0; n < 100; n += 1) yield block;
    yield '"}\n{"step":"APP_RESIZE"}\n';
  }

  const expected = expect.objectContaining({
    session: null,
    verdict: 'deviates',
    counts: { accepted: 2, unrecognized: 0, illegal: 0, malformed: 0, foreign: 0, unparseable: 1 },
    rejected: [expect.objectContaining({ line: 2, type: null, reason: 'unparseable' })],
  });

  it.each(['--json', '--verdicts', 'a transcript'])(
    'takes at most 250 MB from standard input, with %s',
    async (mode) => {
      const run = await measure(
        ['replay', '--provider', 'flinks', ...(mode.startsWith('--') ? [mode] : [])],
        hugeLine(),
      );
      expect(run).toMatchObject({ code: 1, stderr: '' });
      if (mode === '--json') expect(reportsOf(run)).toEqual([expected]);
      else expect(run.stdout).toMatch(/unparseable/);
      expect(run.peak, `${run.peak} MB`).toBeLessThanOrEqual(250);
    },
  );

  it('takes at most 250 MB from a file that ends without a newline', async () => {
    const path = join(folder, 'huge.ndjson');
    const file = await open(path, 'w');
    for (const chunk of hugeLine()) await file.write(chunk as Buffer);
    await file.write(Buffer.alloc(100 * 1000, 'x'));
    await file.close();
    const run = await measure(['replay', '--provider', 'flinks', '--json', path]);
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(reportsOf(run)[0]?.counts).toMatchObject({ accepted: 2, unparseable: 2 });
    expect(run.peak, `${run.peak} MB`).toBeLessThanOrEqual(250);
  });
});

describe('many sessions', () => {
  it('interleave by the ten thousand, and nothing of them is lost', async () => {
    const sessions = 10_000;
    function* feed(): Iterable<string> {
      for (const message of flinksRun) {
        for (let from = 0; from < sessions; from += 500) {
          const lines = Array.from({ length: 500 }, (_, n) => ({ session: from + n, message }));
          yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
        }
      }
    }
    const run = await measure(['replay', '--provider', 'flinks', '--json'], feed());
    expect(run.code).toBe(0);
    const reports = reportsOf(run);
    expect(reports.map(({ session }) => session)).toEqual(Array.from({ length: sessions }, (_, n) => `${n}`));
    for (const { session, verdict, outcome, counts } of reports) {
      expect({ session, verdict, outcome, accepted: counts.accepted }).toEqual({
        session,
        verdict: 'conforms',
        outcome: 'succeeded',
        accepted: flinksRun.length,
      });
    }
  });
});

describe('many messages', () => {
  function* garbage(lines: number): Iterable<string> {
    const block = '{"step":"SUBMIT_MFA"}\nnot JSON\n{"step":"NEW"}\n{"x":1}\n'.repeat(250);
    for (let n = 0; n < lines; n += 1000) yield block;
  }

  it('take no more memory than few, all of them rejected', async () => {
    const few = await measure(['replay', '--provider', 'flinks', '--json'], garbage(40_000));
    const many = await measure(['replay', '--provider', 'flinks', '--json'], garbage(400_000));
    expect(reportsOf(many)[0]?.counts).toEqual({
      accepted: 0,
      unrecognized: 100_000,
      illegal: 100_000,
      malformed: 0,
      foreign: 100_000,
      unparseable: 100_000,
    });
    // Kept messages would take some 100 MB more; the collector alone makes a few of difference.
    expect(many.peak - few.peak, `${few.peak} MB, then ${many.peak} MB`).toBeLessThan(50);
  });

  it('written to a pipe leave standard error to the user', async () => {
    const { code, stdout, stderr } = await measure(['replay', '--provider', 'flinks', '--verdicts'], garbage(40_000));
    expect(code).toBe(1);
    expect(stdout.split('\n')).toHaveLength(40_001);
    expect(stderr).toBe('');
  });
});
