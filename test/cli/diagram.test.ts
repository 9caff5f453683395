import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { layoutOf, mermaidOf, statelyMachineOf, svgOf } from '../../src/diagram/index.ts';
import { opal } from '../../src/machines/opal/index.ts';
import { opalKit } from '../../src/machines/opal/kit.ts';
import { cli } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'diagram-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => join(folder, name);
writeFileSync(
  file('lamp.mjs'),
  `import { createMachine } from ${JSON.stringify(pathToFileURL(new URL('../../node_modules/xstate/dist/xstate.esm.js', import.meta.url).pathname).href)};
  export const lamp = createMachine({ id: 'lamp', initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: { on: { PRESS: 'off' } } } });
  export default lamp;`,
);

const draw = (...args: string[]) => cli(['diagram', ...args]);

describe('diagram', () => {
  it('draws a shipped chart: as SVG, or in the format that is asked for', async () => {
    expect(await draw('--provider', 'opal')).toMatchObject({ code: 0, stderr: '', stdout: svgOf(layoutOf(opalKit)) });
    const mermaid = await draw('--provider', 'opal', '--format', 'mermaid');
    expect(mermaid.stdout).toBe(`${mermaidOf(opal.machine, opal)}\n`);
    const stately = await draw('--provider', 'opal', '--format', 'stately');
    expect(stately.stdout).toBe(statelyMachineOf(opal.machine));
  });

  it('draws a chart of your own', async () => {
    const { code, stdout } = await draw('--module', file('lamp.mjs'), '--export', 'lamp');
    expect(code).toBe(0);
    expect(stdout).toContain('data-state="off"');
    const mermaid = await draw('--module', file('lamp.mjs'), '--format', 'mermaid');
    expect(mermaid.stdout).toContain('lamp__off --> lamp__on : PRESS');
  });

  it('draws what lies in a state, in a theme, and to a file', async () => {
    const part = await draw('--provider', 'flinks', '--format', 'mermaid', '--state', 'open.flow.problem');
    expect(part.stdout).toContain('noRetry');
    expect(part.stdout).not.toContain('redirected');
    const out = file('opal.svg');
    const { code, stdout } = await draw('--provider', 'opal', '--theme', 'dark', '--out', out);
    expect([code, stdout]).toEqual([0, `${out} written\n`]);
    expect(readFileSync(out, 'utf8')).toBe(svgOf(layoutOf(opalKit), { theme: 'dark' }));
  });

  it('colours a report of coverage, logs included', async () => {
    const report = file('coverage.json');
    const log = new URL('../../demo/logs/flexiti.apply.ndjson', import.meta.url).pathname;
    await cli(['coverage', '--provider', 'flexiti', '--log', log, '--format', 'json', '--out', report]);
    const { code, stdout } = await draw('--provider', 'flexiti', '--coverage', report);
    expect(code).toBe(0);
    expect(stdout).toContain('data-state="cancelled" data-coverage="covered"');
    expect(stdout).toMatch(/data-traffic="[1-5]"/);
  });

  it.each([
    [['--provider', 'opal', '--format', 'png'], /--format is one of svg, mermaid, stately, not "png"/],
    [['--provider', 'opal', '--theme', 'pink'], /--theme is one of light, dark/],
    [['--provider', 'opal', '--state', 'open'], /--state is not for the format svg/],
    [['--provider', 'opal', '--format', 'stately', '--theme', 'dark'], /--theme is not for the format stately/],
    [['--provider', 'opal', '--format', 'mermaid', '--state', 'nowhere'], /There is no state "nowhere" in opal/],
    [['--provider', 'opal', '--coverage', file('none.json')], /--coverage cannot read .* \(ENOENT\)/],
    [['--provider', 'opal', '--coverage', file('lamp.mjs')], /it is no report of "coverage --format json"/],
    [['--provider', 'opal', '--out', join(folder, 'none', 'x.svg')], /cannot be written \(ENOENT\)/],
    [['--provider', 'nobody'], /No shipped provider is called "nobody"/],
    [[], /--provider .*, or a machine with --module/],
  ])('says what is wrong with %j', async (args, sentence) => {
    const { code, stdout, stderr } = await draw(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('says what to install where a chart of your own cannot be laid out without it', async () => {
    vi.resetModules();
    vi.doMock('elkjs/lib/elk.bundled.js', () => {
      throw new Error("Cannot find package 'elkjs'");
    });
    const { cli } = await import('./run.ts');
    const { code, stderr } = await cli(['diagram', '--module', file('lamp.mjs')]);
    vi.doUnmock('elkjs/lib/elk.bundled.js');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^widget-statecharts: .*npm install elkjs.*\n$/);
  });

  it('has help', async () => {
    const { stdout } = await draw('--help');
    for (const option of ['--provider', '--module', '--format', '--state', '--coverage', '--theme', '--out']) {
      expect(stdout).toContain(option);
    }
    expect((await cli(['--help'])).stdout).toContain('diagram');
  });
});
