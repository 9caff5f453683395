// @module-tag slow

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flexiti, flinks } from '../../src/index.ts';
import { exploreKit } from '../../src/kit/index.ts';
import { canonical } from '../../src/testing/explore/identity.ts';
import { generateSuite, hsiSuite } from '../../src/testing/index.ts';
import { parseSuite, suiteJson } from '../../src/testing/suite/json.ts';
import type { Suite } from '../../src/testing/types.ts';
import { all, kitOf } from '../support/cases.ts';
import { type CliRun, cli } from './run.ts';

/** Inside the project, so that the modules find XState. */
let folder: string;
beforeAll(async () => {
  await mkdir('.tmp', { recursive: true });
  folder = await mkdtemp(join('.tmp', 'paths-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const machine = (config: string, xstate = 'xstate') =>
  `import { assign, createMachine } from '${xstate}';\nexport default createMachine(${config});\n`;

const toggle = `{ id: 'toggle', initial: 'off', states: { off: { on: { ON: 'on' } }, on: { on: { OFF: 'off' } } } }`;
const counter = `{ id: 'counter', context: { n: 0 }, initial: 'open', states: {
  open: { on: { MORE: { actions: assign({ n: ({ context }) => context.n + 1 }) }, END: 'done' } }, done: { type: 'final' } } }`;

const suiteIn = ({ stdout }: CliRun) => JSON.parse(stdout) as Suite;
const paths = (...args: string[]) => cli(['paths', ...args]);

function expectWrongCall({ code, stdout, stderr }: CliRun, words: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toMatch(words);
}

describe('paths --json', () => {
  it('has all that a suite has, in this order', async () => {
    const run = await paths('--provider', 'opal', '--illegal', '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const suite = suiteIn(run);
    expect(suite.chart).toBe('opal');
    expect(Object.keys(suite)).toEqual([
      'chart',
      'strategy',
      'bound',
      'length',
      'suite',
      'coverage',
      'illegal',
      'malformed',
      'unreachable',
      'cutOff',
      'paths',
      'certificate',
    ]);
    expect(Object.keys(suite.coverage)).toEqual([
      'states',
      'transitions',
      'configurations',
      'steps',
      'pairs',
      'illegal',
    ]);
    expect(suite.strategy).toBe('transitions');
    expect(suite.bound).toEqual(suite.suite);
    const steps = suite.paths.flatMap((path) => path.steps);
    expect(steps.filter(({ expect }) => expect === 'accepted')).toHaveLength(suite.suite.events);
    expect(steps.filter(({ expect }) => expect === 'rejected')).toHaveLength(suite.illegal.total);
    expect(suite.illegal.sent).toBe(suite.illegal.total);
    for (const path of suite.paths) expect(Object.keys(path)).toEqual(['id', 'input', 'steps']);
    for (const step of steps) expect(Object.keys(step)).toEqual(['event', 'expect', 'state']);
  });

  it.each(all)('is the suite of the library for $name, and sends nothing refused unless asked', async (provider) => {
    const { stdout } = await paths('--provider', provider.name, '--json');
    const expected = generateSuite(exploreKit(kitOf(provider)), { illegal: false });
    expect(stdout).toBe([...suiteJson(expected)].join(''));
    expect(parseSuite(stdout)).toEqual(expected);
    expect(expected.illegal.sent).toBe(0);
  });

  it('carries malformed messages when asked, each once, apart from the others', async () => {
    const suite = suiteIn(await paths('--provider', 'flexiti', '--malformed', '--json'));
    const spoilt = suite.paths.flatMap(({ steps }) => steps).filter(({ malformed }) => malformed !== undefined);
    expect(spoilt.length).toBeGreaterThan(20);
    expect(suite.malformed).toEqual({ total: spoilt.length, sent: spoilt.length });
    expect(suite.illegal.sent).toBe(0);
    expect(spoilt.every(({ expect, message }) => expect === 'rejected' && message !== undefined)).toBe(true);
    expectWrongCall(await paths('--module', 'x.mjs', '--malformed'), /--malformed/);
  });

  it('writes what JSON lacks, and reads it again', async () => {
    const event = `{ type: 'ON', big: 12n, at: new Date(0), map: new Map([[1, { a: undefined }]]), set: new Set([NaN]),
      $one: 1, mine: { $bigint: 'no' }, error: new TypeError('bad'), least: -Infinity, none: undefined }`;
    const events = await file('odd.mjs', `export const event = ${event};\nexport default [event, { type: 'OFF' }];\n`);
    const module = await file('toggle.mjs', machine(toggle));
    const { code, stdout } = await paths('--module', module, '--events', events, '--json');
    expect(code).toBe(0);
    const [sent] = parseSuite(stdout).paths[0]?.steps ?? [];
    const { event: original } = (await import(/* @vite-ignore */ join(process.cwd(), events))) as { event: unknown };
    expect(canonical(sent?.event)).toBe(canonical(original));
    expect(stdout).toContain('"big":{"$bigint":"12"}');
  });

  it('names what cannot be written instead of failing', async () => {
    const events = await file(
      'fn.mjs',
      `const a = { type: 'ON', run() {}, s: Symbol('x') }; a.self = a;\nexport default [a];\n`,
    );
    const { code, stdout } = await paths(
      '--module',
      await file('t2.mjs', machine(toggle)),
      '--events',
      events,
      '--json',
    );
    expect(code).toBe(1);
    expect(suiteIn({ stdout } as CliRun).paths[0]?.steps[0]?.event).toMatchObject({
      run: { $other: expect.stringContaining('function') },
      s: { $other: expect.stringContaining('Symbol(x)') },
    });
  });

  it('ends quietly when its reader leaves', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    });
    expect(await cli(['paths', '--provider', 'flinks', '--json'], { stdout })).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes a suite of a hundred thousand steps in blocks', async () => {
    const blocks: number[] = [];
    const stdout = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        blocks.push(chunk.length);
        setImmediate(done);
      },
    });
    const run = await cli(['paths', '--provider', 'pinwheel', '--strategy', 'pairs', '--json'], { stdout });
    expect(run.code).toBe(0);
    const size = blocks.reduce((all, block) => all + block, 0);
    expect(size).toBeGreaterThan(20_000_000);
    // The certificate is one piece; the paths are not.
    expect(blocks.length).toBeGreaterThan(100);
  });
});

describe('the suite', () => {
  it('is minimal over all inputs together', async () => {
    const module = await file(
      'regions.mjs',
      machine(`({ id: 'regions', context: ({ input }) => input, initial: 'a', states: {
        a: { on: { X: { guard: ({ context }) => context.x, target: 'x' }, Y: { guard: ({ context }) => !context.x, target: 'y' } } },
        x: {}, y: {} } })`),
    );
    const inputs = await file('inputs.json', '[{ "x": true }, { "x": false }]');
    const events = await file('xy.json', '[{ "type": "X" }, { "type": "Y" }]');
    const run = await paths('--module', module, '--inputs', inputs, '--events', events, '--json');
    expect(run.code).toBe(0);
    const suite = suiteIn(run);
    expect(suite.suite).toEqual({ events: 2, sessions: 2 });
    expect(suite.coverage.transitions).toEqual([2, 2]);
    expect(suite.paths.map(({ input }) => input)).toEqual([{ x: true }, { x: false }]);
    const one = await paths(
      '--module',
      module,
      '--inputs',
      await file('one.json', '[{ "x": true }]'),
      '--events',
      events,
    );
    expect(one.code).toBe(1);
    expect(one.stderr).toMatch(/regions\.y/);
  });

  it('has fewer sessions the more one costs, and no cost is counted as an event', async () => {
    // Three ways from a to b, and one long way back: a session more saves it.
    const config = `{ initial: 'a', states: { a: { on: { E: 'b', F: 'b', G: 'b' } }, b: { on: { ON: 'c' } },
      c: { on: { ON: 'd' } }, d: { on: { ON: 'a' } } } }`;
    const module = await file('costs.mjs', machine(config));
    const suites = await Promise.all(
      ['0', '1', '9'].map(async (cost) => suiteIn(await paths('--module', module, '--reset-cost', cost, '--json'))),
    );
    expect(suites.map(({ suite }) => suite)).toEqual([
      { events: 6, sessions: 2 },
      { events: 6, sessions: 2 },
      { events: 9, sessions: 1 },
    ]);
    for (const { suite, bound, paths: those } of suites) {
      expect(bound).toEqual(suite);
      expect(those.flatMap(({ steps }) => steps)).toHaveLength(suite.events);
    }
  });

  it.each([
    ['states', []],
    ['pairs', []],
    ['random', ['--seed', '7', '--sessions', '5', '--length', '4']],
    ['milestones', ['--milestones', 'awaitingUser,ended']],
    ['hsi', ['--k', '1']],
  ])('is made by %s, the same each time', async (strategy, more) => {
    const args = ['--provider', 'flexiti', '--strategy', strategy, ...more, '--json'];
    const [first, second] = [await paths(...args), await paths(...args)];
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe(second.stdout);
    expect(suiteIn(first)).toMatchObject({ strategy });
    expect(suiteIn(first).paths.length).toBeGreaterThan(0);
  });
});

describe('for a person', () => {
  it('tells size, proof, coverage and each step', async () => {
    const { code, stdout } = await paths('--module', await file('t3.mjs', machine(toggle)), '--illegal');
    expect(code).toBe(0);
    for (const part of ['toggle, transitions', '2 events in 1 session: no suite is shorter', '2 of 2 refused events'])
      expect(stdout).toContain(part);
    expect(stdout).toMatch(/✗ OFF\n {4}✓ ON → on\n {4}✗ ON\n {4}✓ OFF → off\n/);
  });

  it('tells what a fault-complete suite promises, and on what terms; its file does too', async () => {
    const args = ['--provider', 'flexiti', '--strategy', 'hsi'];
    const { guarantee } = hsiSuite(exploreKit(kitOf(flexiti)));
    const { stdout } = await paths(...args);
    for (const part of [guarantee.faultClass, guarantee.oracle, ...guarantee.assumptions])
      expect(stdout).toContain(part);
    expect(suiteIn(await paths(...args, '--json'))).toMatchObject({ guarantee });
  });

  it('lists some paths of a long suite, says how many more there are, and prints them on request', async () => {
    const short = await paths('--provider', 'flinks');
    expect(short.stdout).toMatch(/… and \d+ more paths: --all/);
    const whole = await paths('--provider', 'flinks', '--all');
    expect(whole.stdout).not.toMatch(/more paths/);
    expect(whole.lines.filter((line) => line.includes('✓'))).toHaveLength(
      generateSuite(exploreKit(kitOf(flinks))).suite.events,
    );
  });
});

describe('a gap', () => {
  it.each([
    [
      'a state that nothing reaches',
      `{ id: 'm', initial: 'a', states: { a: {}, island: {} } }`,
      /state m\.island: no step/,
    ],
    [
      'a guard that throws',
      `{ id: 'm', initial: 'a', states: { a: { on: { GO: { guard: () => { throw new Error('boom') }, target: 'a' } } } } }`,
      /GO threw in a: .*boom/,
    ],
    [
      'an assignment that throws',
      `{ id: 'm', context: {}, initial: 'a', states: { a: { on: { GO: { actions: assign(() => { throw 'bang' }) } } } } }`,
      /GO threw in a: .*bang/,
    ],
    [
      'a start that throws',
      `{ id: 'm', context: () => { throw new Error('no start') } }`,
      /there is no suite: .*no start/,
    ],
    ['always in a circle', `{ id: 'm', initial: 'a', states: { a: { always: 'b' }, b: { always: 'a' } } }`, /circles/],
    ['an unbounded counter', counter, /there is no suite: the limit of 50000 configurations.*n takes the most values/],
  ])('is named and explained: %s', async (_, config, words) => {
    const module = await file(`gap-${Math.random().toString(36).slice(2)}.mjs`, machine(config));
    const run = await paths('--module', module, '--json');
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^[^\n]+\n$/);
    expect(run.stderr).toMatch(words);
    const { unreachable, cutOff } = suiteIn(run);
    expect(unreachable.length + cutOff.length).toBeGreaterThan(0);
    const human = await paths('--module', module);
    expect(human.code).toBe(1);
    expect(human.stdout).toMatch(/unreachable|cut off/);
    expect(human.stdout.length).toBeLessThan(10_000);
  });

  it('is an event list that misses an event', async () => {
    const events = await file('only-on.json', '[{ "type": "ON" }]');
    const run = await paths('--module', await file('t4.mjs', machine(toggle)), '--events', events);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/toggle\.on OFF: no event OFF was given/);
  });

  it('of an unbounded counter that is bounded by hand leaves a suite', async () => {
    const run = await paths('--module', await file('c2.mjs', machine(counter)), '--max-configurations', '5', '--json');
    expect(run.code).toBe(1);
    expect(suiteIn(run).paths.length).toBeGreaterThan(0);
    expect(run.stderr).toMatch(/not all is covered: the limit of 5/);
  });
});

describe('modules', () => {
  it('may have their machine from another copy of XState', async () => {
    const run = await paths(
      '--module',
      await file('other.mjs', machine(toggle, 'xstate-lowest')),
      '--illegal',
      '--json',
    );
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(suiteIn(run)).toMatchObject({ suite: { events: 2, sessions: 1 }, illegal: { total: 2, sent: 2 } });
  });

  it('may be CommonJS, and name their machine', async () => {
    const text = `const { createMachine } = require('xstate');\nmodule.exports = { other: 1, toggle: createMachine(${toggle}) };\n`;
    const module = await file('common.cjs', text);
    expect(await paths('--module', module, '--export', 'toggle')).toMatchObject({ code: 0, stderr: '' });
    expectWrongCall(await paths('--module', module, '--export', 'other'), /"other".*not an XState machine/);
  });

  it('may give events by state', async () => {
    const events = await file(
      'by-state.mjs',
      `export default ({ value }) => [{ type: value === 'off' ? 'ON' : 'OFF' }];\n`,
    );
    const run = await paths('--module', await file('t5.mjs', machine(toggle)), '--events', events, '--json');
    expect(suiteIn(run)).toMatchObject({ suite: { events: 2 }, illegal: { total: 0 } });
  });

  it('replace the events and inputs of a shipped chart', async () => {
    const events = await file('cancel.json', '[{ "type": "flx-cancel" }]');
    const run = await paths(
      '--provider',
      'flexiti',
      '--events',
      events,
      '--inputs',
      await file('in.json', '[{}]'),
      '--json',
    );
    expect(suiteIn(run)).toMatchObject({ suite: { events: 1, sessions: 1 } });
  });

  it.each([
    ['is missing', null, /cannot read.*ENOENT/],
    ['has an error of syntax', 'export default {{;', /does not load/],
    ['throws', `throw new Error('first\\nsecond');`, /does not load: first\n$/],
    ['imports what is not there', `import './nowhere.mjs';`, /does not load/],
    ['exports nothing', '', /no export "default": it exports nothing/],
    ['exports something else', 'export const chart = 1;', /it exports chart/],
    ['exports no machine', 'export default { a: 1 };', /not an XState machine/],
    ['exports a function', 'export default () => 1;', /function.*export what it returns/],
    [
      'exports an actor',
      `import { createActor, createMachine } from 'xstate';\nexport default createActor(createMachine({}));`,
      /actor.*export the machine/,
    ],
    [
      'has a target that is not there',
      machine(`{ initial: 'a', states: { a: { on: { GO: 'b' } } } }`),
      /does not load/,
    ],
  ])('that %s are a wrong call', async (name, text, words) => {
    const path = join(folder, `${name.replaceAll(' ', '-')}.mjs`);
    if (text !== null) await writeFile(path, text);
    expectWrongCall(await paths('--module', path), words);
  });

  it.each([
    ['--events', 'object.json', '{ "type": "ON" }', /has to hold an array of events, and holds an object/],
    ['--events', 'untyped.json', '[{ "type": "ON" }, { "name": "OFF" }]', /Event 2 .*"type"/],
    ['--events', 'broken.json', '[{', /no JSON/],
    ['--events', 'nodefault.mjs', 'export const events = [];', /no default export/],
    ['--events', 'throwing.mjs', `export default () => { throw new Error('late') };`, /threw at "off": late/],
    ['--inputs', 'number.json', '7', /has to hold an array of inputs, and holds a number/],
    ['--inputs', 'none.json', '[]', /holds no input/],
    ['--inputs', 'gone.json', null, /cannot read/],
  ])('of %s that are wrong (%s) are a wrong call', async (option, name, text, words) => {
    const path = join(folder, name);
    if (text !== null) await writeFile(path, text);
    expectWrongCall(await paths('--module', await file('t6.mjs', machine(toggle)), option, path), words);
  });
});

describe('a wrong call', () => {
  it.each([
    [[], /--provider.*--module/],
    [['--provider', 'plaid'], /plaid/],
    [['--provider', 'opal', '--module', 'x.mjs'], /one of --provider, --provider-module and --module/],
    [['--provider', 'opal', '--export', 'x'], /--export/],
    [['--provider', 'opal', '--strategy', 'everything'], /everything.*transitions/],
    [['--provider', 'opal', '--strategy', '__proto__'], /__proto__/],
    [['--provider', 'opal', '--reset-cost', 'x'], /--reset-cost.*whole number/],
    [['--provider', 'opal', '--reset-cost', '1000001'], /resetCost/],
    [['--provider', 'opal', '--k', '1'], /transitions knows no --k/],
    [['--provider', 'opal', '--strategy', 'milestones'], /--milestones/],
    [['--provider', 'opal', '--strategy', 'milestones', '--milestones', 'nowhere'], /nowhere/],
    [['--provider', 'opal', '--strategy', 'random', '--sessions', '1000000', '--length', '1000'], /limit/],
    [['--provider', 'opal', '--max-configurations', '0'], /maxConfigurations/],
    [['--provider', 'opal', 'extra'], /extra/],
  ])('with %j', async (args, words) => {
    expectWrongCall(await paths(...args), words);
  });
});
