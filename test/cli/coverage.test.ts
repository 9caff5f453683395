import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Coverage } from '../../src/testing/coverage/coverage.ts';
import { type CliRun, cli, ndjson } from './run.ts';

/** Inside the project, so that the modules find XState. */
let folder: string;
beforeAll(async () => {
  await mkdir('.tmp', { recursive: true });
  folder = await mkdtemp(join('.tmp', 'coverage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const coverage = (...args: string[]) => cli(['coverage', ...args]);
const reportIn = ({ stdout }: CliRun) => JSON.parse(stdout) as Coverage;
const flexiti = ['--provider', 'flexiti'];

async function suiteFile(name: string, ...args: string[]): Promise<string> {
  return file(name, (await cli(['paths', ...args, '--json'])).stdout);
}

describe('coverage', () => {
  it('reports a generated suite, all transitions and the illegal matrix, without another', async () => {
    const run = await coverage(...flexiti, '--format', 'json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { dimensions, logs } = reportIn(run);
    for (const name of ['states', 'transitions', 'steps', 'illegal'] as const) {
      expect(dimensions[name].covered, name).toBe(dimensions[name].of);
    }
    expect(logs).toBeNull();
    expect((await coverage(...flexiti)).stdout).toMatch(/^flexiti: 54 paths/);
  });

  it('adds up several suites, and counts no malformed payload', async () => {
    const [states, random] = [
      await suiteFile('states.json', ...flexiti, '--strategy', 'states', '--malformed'),
      await suiteFile('random.json', ...flexiti, '--strategy', 'random', '--sessions', '40'),
    ];
    const one = reportIn(await coverage(...flexiti, '--suite', states, '--format', 'json'));
    const run = await coverage(...flexiti, '--suite', states, random, '--format', 'json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const both = reportIn(run);
    expect(one.rejected).toBe(0);
    expect(one.unknown).toEqual([]);
    expect(both.paths).toBe(one.paths + 40);
    expect(both.dimensions.steps.covered).toBeGreaterThan(one.dimensions.steps.covered);
  });

  it('credits logs, session by session, and says what became of each message', async () => {
    const cancel = { eventType: 'flx-cancel' };
    const log = await file(
      'log.ndjson',
      ndjson({ session: 1, message: cancel }, cancel, { session: 1, message: cancel }, '{'),
    );
    const more = await file('more.ndjson', ndjson({ session: 2, message: cancel }));
    const run = await coverage(...flexiti, '--log', log, more, '--input', '{"flow":"apply"}', '--format', 'json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(reportIn(run).logs).toMatchObject({ sessions: 3, messages: 5, accepted: 3, illegal: 1, foreign: 1 });
    expect(reportIn(run).dimensions.transitions.observed).toBe(1);
  });

  it('fails where the gate does, and says by how much', async () => {
    expect(await coverage(...flexiti, '--gate', 'transitions=1,illegal=1,guards=0.5')).toMatchObject({
      code: 0,
      stderr: '',
    });
    const run = await coverage(...flexiti, '--gate', 'transitions=1,pairs=0.9');
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^widget-statecharts: Of pairs, .*90 %.*\n$/);
  });

  it('fails where a suite is of another chart', async () => {
    const suite = await suiteFile('opal.json', '--provider', 'opal', '--strategy', 'states');
    expect(await coverage(...flexiti, '--suite', suite)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `widget-statecharts: --suite cannot take "${suite}": this suite is of opal, not of flexiti.\n`,
    });
  });

  it('fails where a suite has steps that the chart does not do', async () => {
    const suite = JSON.parse((await cli(['paths', '--provider', 'opal', '--strategy', 'states', '--json'])).stdout);
    const stale = await file('stale.json', JSON.stringify({ ...suite, chart: 'flexiti' }));
    const run = await coverage(...flexiti, '--suite', stale);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/does not fit the chart/);
  });

  it('fails, with a reason, where the chart has a state that nothing reaches; a gate may allow it', async () => {
    const text = `import { createMachine } from 'xstate';\nexport default createMachine({ id: 'm', initial: 'a', states: { a: {}, b: {} } });\n`;
    const module = await file('island.mjs', text);
    const run = await coverage('--module', module);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/state m\.b: no step/);
    expect((await coverage('--module', module, '--gate', 'states=0.5')).code).toBe(0);
  });

  it('writes each format, or all of them into a folder', async () => {
    const starts = { text: /^flexiti/, json: /^\{/, junit: /^<\?xml/, html: /^<!doctype html>/ };
    for (const [format, start] of Object.entries(starts)) {
      expect((await coverage(...flexiti, '--format', format)).stdout).toMatch(start);
    }
    const out = join(folder, 'reports/');
    expect(await coverage(...flexiti, '--out', out)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect((await readdir(out)).sort()).toEqual(['coverage.html', 'coverage.json', 'coverage.txt', 'coverage.xml']);
    const one = join(folder, 'new', 'report.html');
    await coverage(...flexiti, '--format', 'html', '--out', one);
    expect(await readFile(one, 'utf8')).toMatch(starts.html);
  });

  it.each([
    [[], /--provider/],
    [[...flexiti, '--format', 'pdf'], /"pdf": text, json, junit, html/],
    [[...flexiti, '--gate', 'transitions'], /--gate/],
    [[...flexiti, '--gate', 'nothing=1'], /nothing/],
    [[...flexiti, '--gate', 'transitions=2'], /from 0 to 1/],
    [[...flexiti, '--suite', 'nowhere.json'], /nowhere\.json.*ENOENT/],
    [[...flexiti, '--suite', 'package.json'], /not a suite/],
    [[...flexiti, '--suite', 'LICENSE'], /not valid JSON/],
    [[...flexiti, '--log', 'nowhere.ndjson'], /nowhere\.ndjson.*ENOENT/],
    [[...flexiti, '--input', '[]'], /--input/],
    [[...flexiti, 'stray.json'], /stray\.json/],
    [[...flexiti, '--out', 'package.json/x'], /--out cannot write/],
  ])('is a wrong call with %j', async (args, words) => {
    const { code, stdout, stderr } = await coverage(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toMatch(words);
  });
});
