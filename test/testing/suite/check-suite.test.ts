// @module-tag slow

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkSuite } from '../../../scripts/check-suite.js';
import { exploreKit } from '../../../src/kit/index.ts';
import { generateSuite, type Suite } from '../../../src/testing/index.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { assembleSuite, type SuiteOptions } from '../../../src/testing/suite/suite.ts';
import { all, kitOf } from '../../support/cases.ts';
import { randomTable, tableOf } from '../tables.ts';

const script = fileURLToPath(new URL('../../../scripts/check-suite.js', import.meta.url));

/** A suite as its file has it, open to change. */
type Open<TValue> = TValue extends object ? { -readonly [TKey in keyof TValue]: Open<TValue[TKey]> } : TValue;
type Written = Open<Omit<Suite, 'certificate' | 'bound'>> & {
  bound: { events: number; sessions: number };
  certificate: {
    covers: string;
    resetCost: number;
    nodes: number;
    edges: [number, number][];
    starts: number[];
    required?: number[];
    potentials: number[];
    edgePaths: number[][];
  };
};

function written(suite: Suite): Written {
  return JSON.parse(JSON.stringify(suite));
}

/** A door with a lock, a window, and an end that nothing leaves. */
const door = tableOf({
  open: { close: 'shut', look: 'open' },
  shut: { open: 'open', lock: 'locked', knock: 'shut' },
  locked: { unlock: 'shut', force: 'broken' },
  broken: {},
});

function doorSuite(options: SuiteOptions = {}): Written {
  return written(generateSuite(door, { resetCost: 2, ...options }));
}

/** What the checker says of a suite that somebody changed. */
function tampered(change: (suite: Written) => void, options: SuiteOptions = {}): string {
  const suite = doorSuite(options);
  expect(checkSuite(suite).sentence).toMatch(/^Verified/);
  change(suite);
  const { ok, sentence } = checkSuite(suite);
  expect(ok).toBe(false);
  return sentence;
}

describe('the checker of certificates', () => {
  it('shares no code with the generator', () => {
    const source = readFileSync(script, 'utf8');
    const imports = [...source.matchAll(/\bfrom\s+['"](.+?)['"]|\bimport\(\s*['"](.+?)['"]/g)].map(
      ([, from, lazy]) => from ?? lazy,
    );
    expect(imports).toEqual(['node:fs', 'node:url', 'zod/mini']);
    expect(source).not.toMatch(/\brequire\(/);
  });

  it.each(all)('verifies the suites of $name', (provider) => {
    const exploration = exploreKit(kitOf(provider));
    const strategies =
      provider.name === 'flinks' ? (['states', 'transitions'] as const) : (['states', 'pairs'] as const);
    for (const strategy of strategies) {
      const suite = written(generateSuite(exploration, { strategy, resetCost: 3 }));
      expect(checkSuite(suite)).toEqual({ ok: true, sentence: expect.stringMatching(/^Verified: /) });
      if (strategy !== 'states') expect(suite.length).toBe('minimal');
    }
  });

  it('verifies the suites of random tables, whole or in part', () => {
    const random = randomFrom(11);
    const refuted: string[] = [];
    const lengths = new Set<string>();
    for (let drawn = 0; drawn < 300; drawn++) {
      const table = randomTable(random, { states: 6, events: 4, colours: 2, density: 0.5 });
      const strategy = (['states', 'transitions', 'pairs'] as const)[drawn % 3] ?? 'states';
      const cover = drawn % 2 === 0 ? {} : { cover: () => random() < 0.4 };
      const suite = written(generateSuite(table, { strategy, resetCost: drawn % 7, ...cover }));
      const { ok, sentence } = checkSuite(suite);
      if (!ok) refuted.push(sentence);
      lengths.add(suite.length);
    }
    expect(refuted).toEqual([]);
    expect([...lengths].sort()).toEqual(['bounded', 'minimal']);
  });

  it('takes a suite that is longer than its bound for bounded only', () => {
    const longer = (suite: Written) => {
      const [path] = suite.paths;
      const [walk] = suite.certificate.edgePaths;
      if (path === undefined || walk === undefined) throw new Error('no path');
      suite.paths.push({ ...path, id: 'again' });
      suite.certificate.edgePaths.push(walk);
      suite.suite.sessions += 1;
      suite.suite.events += walk.length;
    };
    expect(tampered(longer)).toMatch('not as short as its bound');
    const bounded = doorSuite();
    longer(bounded);
    bounded.length = 'bounded';
    expect(checkSuite(bounded)).toMatchObject({ ok: true, sentence: expect.stringContaining('none is cheaper than') });
  });

  it.each<[string, (suite: Written) => void, string]>([
    ['an accepted step left out', ({ paths }) => remove(paths, 'accepted'), 'another state'],
    ['all steps of a path left out', ({ paths }) => paths[0]?.steps.splice(0), 'accepted steps, and its walk'],
    ['a rejected step left out', ({ paths }) => remove(paths, 'rejected'), 'illegal cells'],
    ['a step that is said to be rejected', ({ paths }) => reword(paths, 'accepted', 'rejected'), 'elsewhere'],
    ['a step that is said to be accepted', ({ paths }) => reword(paths, 'rejected', 'accepted'), 'another state'],
    ['two steps in the other order', ({ paths }) => paths[0]?.steps.reverse(), 'something else'],
    ['a step into another state', ({ paths }) => stepOf(paths, 'accepted', { state: 'nowhere' }), 'another state'],
    ['a refused step that moves', ({ paths }) => stepOf(paths, 'rejected', { state: 'nowhere' }), 'another state'],
    [
      'a step with another event',
      ({ paths }) => stepOf(paths, 'accepted', { event: { type: 'kick' } }),
      'another event',
    ],
    ['a path left out', ({ paths }) => paths.pop(), 'paths, and'],
    ['a path and its walk left out', dropPath, 'is said to'],
    ['a path less, with counts to match', dropPathAndCounts, 'not covered'],
    ['a walk over another edge', ({ certificate }) => certificate.edgePaths[0]?.splice(0, 1, 3), 'no start'],
    ['other starts', ({ certificate }) => certificate.starts.splice(0, 1, 2), 'no start'],
    ['an edge that leads elsewhere', ({ certificate }) => certificate.edges.splice(0, 1, [0, 3]), 'another node'],
    ['an invented edge', ({ certificate }) => certificate.edges.push([0, 3]), 'is said to cover'],
    ['an edge that is invented and covered', inventEdge, 'something else elsewhere'],
    [
      'edges that do not have to be covered',
      ({ certificate }) => Object.assign(certificate, { required: [0] }),
      'prices',
    ],
    ['an edge required twice', ({ certificate }) => Object.assign(certificate, { required: [0, 0] }), 'twice'],
    [
      'an edge that is not there',
      ({ certificate }) => certificate.edgePaths[0]?.push(99),
      'edges that it does not have',
    ],
    ['a node that is not there', ({ certificate }) => certificate.starts.push(99), 'nodes that it does not have'],
    ['a higher price', ({ certificate }) => raise(certificate.potentials, 1000), 'rest below zero'],
    ['prices of nothing', ({ certificate }) => certificate.potentials.fill(0), 'do not prove the bound'],
    ['a price too few', ({ certificate }) => certificate.potentials.pop(), 'prices'],
    ['prices beyond exact numbers', ({ certificate }) => raise(certificate.potentials, 2 ** 52), 'too large'],
    ['another reset cost', ({ certificate }) => Object.assign(certificate, { resetCost: 9 }), 'prove'],
    ['a lower bound', ({ bound }) => Object.assign(bound, { events: bound.events - 1 }), 'do not prove'],
    ['a higher bound', ({ bound }) => Object.assign(bound, { sessions: bound.sessions + 1 }), 'do not prove'],
    ['events miscounted', ({ suite }) => Object.assign(suite, { events: suite.events - 1 }), 'is said to have'],
    ['sessions miscounted', ({ suite }) => Object.assign(suite, { sessions: suite.sessions + 1 }), 'is said to have'],
    ['pairs miscounted', ({ coverage }) => Object.assign(coverage, { pairs: [1, 1] }), 'is said to cover 1 of 1 pairs'],
    ['another strategy', (suite) => Object.assign(suite, { strategy: 'pairs' }), 'is said to be of pairs'],
    ['no certificate', (suite) => Object.assign(suite, { certificate: null }), 'no certificate'],
    ['no paths', (suite) => Object.assign(suite, { paths: undefined }), 'no suite: paths'],
  ])('refutes %s', (_, change, sentence) => {
    expect(tampered(change)).toMatch(sentence);
  });

  it('refutes pairs and states that are not covered', () => {
    const other = (covers: 'pairs' | 'states') => (suite: Written) => {
      suite.strategy = covers;
      suite.certificate.covers = covers;
    };
    expect(tampered(other('pairs'))).toMatch('The pair of the edges');
    expect(tampered(other('states'), { cover: ({ event }) => event.type === 'close' })).toMatch('configurations');
  });

  it('refutes a suite that leaves out a start which nothing leaves', () => {
    const still = tableOf({ still: {} });
    const suite = written(generateSuite(still));
    expect(checkSuite(suite).ok).toBe(true);
    suite.paths = [];
    suite.certificate.edgePaths = [];
    suite.suite.sessions = 0;
    suite.coverage.configurations = [0, 1];
    expect(checkSuite(suite).sentence).toMatch('No path begins');
  });

  it('refutes what is no suite, and strategies that prove no bound', () => {
    for (const value of [null, 1, 'suite', [], {}]) expect(checkSuite(value).ok).toBe(false);
    const bare = assembleSuite(door, { strategy: 'random', edgePaths: [{ start: 0, edges: [] }], illegal: false });
    expect(checkSuite(written(bare))).toMatchObject({ ok: false, sentence: expect.stringMatching('no certificate') });
  });

  it('is called with a file or on standard input, and tells by its exit code', () => {
    const run = (args: string[], input = '') => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { input, encoding: 'utf8' });
      return [status, (stdout + stderr).trim().split('\n').length, stdout];
    };
    const suite = doorSuite();
    expect(run([], JSON.stringify(suite))).toEqual([0, 1, expect.stringMatching(/^Verified: /)]);
    suite.bound.events -= 1;
    expect(run([], JSON.stringify(suite))).toEqual([1, 1, expect.stringMatching('do not prove')]);
    expect(run([], 'nothing')).toEqual([1, 1, expect.stringMatching('no JSON')]);
    expect(run([script])).toEqual([1, 1, expect.stringMatching('no JSON')]);
    expect(run(['nowhere.json'])).toEqual([2, 1, '']);
    expect(run(['one', 'two'])).toEqual([2, 1, '']);
  });
});

type Paths = Written['paths'];

function placeOf(paths: Paths, expect: string): [Paths[number], number] {
  for (const path of paths) {
    const place = path.steps.findIndex((step) => step.expect === expect);
    if (place >= 0) return [path, place];
  }
  throw new Error(`no step is ${expect}`);
}

function remove(paths: Paths, expect: string): void {
  const [path, place] = placeOf(paths, expect);
  path.steps.splice(place, 1);
}

function reword(paths: Paths, from: string, to: 'accepted' | 'rejected'): void {
  stepOf(paths, from, { expect: to });
}

function stepOf(paths: Paths, expect: string, change: object): void {
  const [path, place] = placeOf(paths, expect);
  Object.assign(path.steps[place] as object, change);
}

function dropPath({ paths, certificate }: Written): void {
  paths.pop();
  certificate.edgePaths.pop();
}

/** The last event goes wherever it is told of, and what it alone covered. */
function dropPathAndCounts(suite: Written): void {
  const { paths, certificate, coverage } = suite;
  const [path] = paths;
  const [walk] = certificate.edgePaths;
  const last = walk?.pop();
  while (path !== undefined && path.steps.pop()?.expect !== 'accepted');
  suite.suite.events -= 1;
  coverage.configurations[0] -= 1;
  coverage.steps[0] -= walk?.includes(last ?? -1) ? 0 : 1;
  coverage.pairs[0] -= 1;
  suite.illegal.sent = new Set(
    paths.flatMap(({ steps }) =>
      steps.filter((step) => step.expect === 'rejected').map(({ event, state }) => `${state} ${event.type}`),
    ),
  ).size;
}

/** A second edge beside one that there is, with the same event, taken in a session of its own. */
function inventEdge({ paths, certificate, suite, bound }: Written): void {
  const [path, place] = placeOf(paths, 'accepted');
  const first = certificate.edgePaths[0]?.[0] as number;
  certificate.edges.push(certificate.edges[first] as [number, number]);
  certificate.edgePaths.push([certificate.edges.length - 1]);
  paths.push({ id: 'invented', input: null, steps: [path.steps[place] as (typeof path.steps)[number]] });
  for (const size of [suite, bound]) Object.assign(size, { events: size.events + 1, sessions: size.sessions + 1 });
}

function raise(potentials: number[], by: number): void {
  potentials[potentials.length - 1] = (potentials.at(-1) as number) + by;
}
