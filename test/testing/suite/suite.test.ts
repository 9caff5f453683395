import { describe, expect, it } from 'vitest';
import { createMachine, type EventObject } from 'xstate';
import type { ExploreOptions } from '../../../src/testing/explore/exploration.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { hsiSuite } from '../../../src/testing/hsi/hsi.ts';
import { milestonePaths } from '../../../src/testing/suite/milestones.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { assembleSuite, generateSuite, type SuiteOptions } from '../../../src/testing/suite/suite.ts';
import type { Suite } from '../../../src/testing/types.ts';
import { numbers, randomTable } from '../tables.ts';

const door = createMachine({
  id: 'door',
  initial: 'shut',
  states: {
    shut: { on: { OPEN: 'open', LOCK: 'locked' } },
    open: { on: { SHUT: 'shut' } },
    locked: {},
  },
});
const explored = (options: ExploreOptions<typeof door, EventObject> = {}) => explore(door, options);

/** Each path in a line: `!` before what is refused, and `?` before what is malformed. */
function linesOf({ paths }: Pick<Suite, 'paths'>): string[] {
  return paths.map(({ steps }) =>
    steps
      .map(({ event, expect: expected, malformed }) => {
        const mark = malformed !== undefined ? '?' : expected === 'rejected' ? '!' : '';
        return `${mark}${event.type}`;
      })
      .join(' '),
  );
}

describe('a suite', () => {
  it('is this, of a small chart', () => {
    const state = (value: string, ...rejected: string[]) =>
      rejected.map((type) => ({ event: { type }, expect: 'rejected', state: value }));
    expect(generateSuite(explored())).toEqual({
      chart: 'door',
      strategy: 'transitions',
      bound: { events: 3, sessions: 1 },
      length: 'minimal',
      suite: { events: 3, sessions: 1 },
      coverage: {
        states: [4, 4],
        transitions: [3, 3],
        configurations: [3, 3],
        steps: [3, 3],
        pairs: [2, 3],
        illegal: [6, 6],
      },
      illegal: { total: 6, sent: 6 },
      malformed: { total: 0, sent: 0 },
      unreachable: [],
      cutOff: [],
      paths: [
        {
          id: '13a4ee77fb7e',
          input: null,
          steps: [
            ...state('shut', 'SHUT'),
            { event: { type: 'OPEN' }, expect: 'accepted', state: 'open' },
            ...state('open', 'OPEN', 'LOCK'),
            { event: { type: 'SHUT' }, expect: 'accepted', state: 'shut' },
            { event: { type: 'LOCK' }, expect: 'accepted', state: 'locked' },
            ...state('locked', 'OPEN', 'LOCK', 'SHUT'),
          ],
        },
      ],
      certificate: {
        covers: 'transitions',
        resetCost: 1,
        nodes: 3,
        edges: [
          [0, 1],
          [0, 2],
          [1, 0],
        ],
        starts: [0],
        potentials: expect.any(Object),
        edgePaths: [[0, 2, 1]],
      },
    });
  });

  it('can be had without the matrix, for some steps, and at other costs of a session', () => {
    const made = (options: SuiteOptions) => {
      const { suite, bound, length, certificate, ...rest } = generateSuite(explored(), { illegal: false, ...options });
      return { lines: linesOf(rest), suite, bound, length, resetCost: certificate?.resetCost };
    };
    const one = { events: 1, sessions: 1 };
    expect(made({ cover: ({ event }) => event.type === 'LOCK' })).toEqual({
      lines: ['LOCK'],
      suite: one,
      bound: one,
      length: 'minimal',
      resetCost: 1,
    });
    expect(made({ cover: ({ from }) => from === 'open', resetCost: 0 }).lines).toEqual(['OPEN SHUT']);
    expect(made({ cover: ({ to }) => to === 'open', resetCost: 1_000_000 })).toMatchObject({
      lines: ['OPEN'],
      resetCost: 1_000_000,
    });
    expect(made({ strategy: 'compact' })).toEqual({
      lines: ['OPEN SHUT LOCK'],
      suite: { events: 3, sessions: 1 },
      bound: null,
      length: 'unbounded',
      resetCost: undefined,
    });
    expect(made({ strategy: 'compact', resetCost: 0 }).lines).toEqual(['LOCK', 'OPEN SHUT']);
    expect(made({ resetCost: 0 }).lines).toEqual(['OPEN SHUT LOCK']);
  });

  it('sends each malformed payload once, where a valid one is accepted', () => {
    const malformed = ['LOCK', 'SHUT', 'NEVER', 'LOCK'].map((type, index) => ({
      type,
      name: `${type}: ${index}`,
      event: { type },
      ...(index === 0 && { message: { posted: type } }),
    }));
    const suite = generateSuite(explored(), { malformed, illegal: false });
    expect(linesOf(suite)).toEqual(['?LOCK ?LOCK OPEN ?SHUT SHUT LOCK']);
    expect(suite.malformed).toEqual({ total: 4, sent: 3 });
    expect(suite.illegal).toEqual({ total: 6, sent: 0 });
    expect(suite.paths[0]?.steps.slice(0, 2)).toEqual([
      {
        event: { type: 'LOCK' },
        expect: 'rejected',
        state: 'shut',
        malformed: 'LOCK: 0',
        message: { posted: 'LOCK' },
      },
      { event: { type: 'LOCK' }, expect: 'rejected', state: 'shut', malformed: 'LOCK: 3' },
    ]);
  });

  it('names its projections, and what was cut off', () => {
    const projections = [
      { name: 'a', includes: ({ type }: EventObject) => type !== 'LOCK' },
      { name: 'b', includes: ({ type }: EventObject) => type === 'LOCK' },
    ];
    const suite = generateSuite(explored({ projections, maxConfigurations: 2 }));
    expect(suite.projections).toEqual(['a', 'b']);
    expect(suite.cutOff).toMatchObject([{ kind: 'limit' }]);
    expect(suite.unreachable.map(({ id }) => id)).toEqual(
      explored({ projections, maxConfigurations: 2 }).unreachable.map(({ id }) => id),
    );
    expect(generateSuite(explored())).not.toHaveProperty('projections');
  });

  it('brings what it is complete for along, if that is said', () => {
    const guarantee = { faultClass: 'some', oracle: 'eyes', assumptions: [] };
    const plan = { strategy: 'mine', edgePaths: [], illegal: false };
    const { guarantee: told, ...others } = assembleSuite(explored(), { ...plan, guarantee });
    expect(told).toEqual(guarantee);
    expect(others).toStrictEqual(assembleSuite(explored(), plan));
  });

  it('takes a session for five events where it is to be compact, and for one otherwise', () => {
    const random = randomFrom(6);
    const tables = numbers(20).map(() => randomTable(random, { states: 8, events: 3, colours: 2, density: 0.5 }));
    const sessions = (options: SuiteOptions) =>
      tables.reduce((all, table) => all + generateSuite(table, { strategy: 'compact', ...options }).suite.sessions, 0);
    expect([sessions({}), sessions({ resetCost: 5 }), sessions({ resetCost: 1 })]).toEqual([28, 28, 31]);
  });

  it.each<[SuiteOptions | { strategies: string }, string]>([
    [{ strategy: 'paths' as never }, 'There is no strategy "paths": there are transitions, states, pairs, compact.'],
    [{ strategies: 'pairs' }, 'generateSuite has no option "strategies": did you mean "strategy"?'],
    [{ strategy: 'compact', cover: () => true }, 'A compact suite covers what the chart writes.'],
    ...[-1, 0.5, 1_000_001].map(
      (resetCost) => [{ resetCost }, 'resetCost must be an integer from 0 to 1,000,000.'] as [SuiteOptions, string],
    ),
  ])('is not to be had with %o', (options, message) => {
    const wrong = expect.objectContaining({ code: 'INVALID_OPTION', message });
    expect(() => generateSuite(explored(), options as SuiteOptions)).toThrow(wrong);
  });

  it('is not to be had of what is no exploration', () => {
    expect(() => generateSuite(door as never)).toThrow(
      'generateSuite takes an exploration, but got a machine: of a machine, explore(machine) makes one; of a kit, exploreKit(kit).',
    );
  });
});

describe('a suite of edge paths', () => {
  const exploration = explored();

  it('has these paths, its name, and the illegal matrix of what they visit', () => {
    const edgePaths = [{ start: 0, edges: [0, ~0] }];
    const suite = generateSuite(exploration, { edgePaths, strategy: 'mine' });
    expect(linesOf(suite)).toEqual(['!SHUT OPEN !OPEN !LOCK !OPEN']);
    expect(suite).toEqual(assembleSuite(exploration, { strategy: 'mine', edgePaths, illegal: true }));
  });

  it('takes a generator, leaves the matrix out, and has a name of its own', () => {
    const edgePaths = milestonePaths(exploration, ['shut', 'locked']);
    const suite = generateSuite(exploration, { edgePaths, illegal: false });
    expect(linesOf(suite)).toEqual(['LOCK']);
    expect(suite.strategy).toBe('custom');
  });

  it('attaches malformed payloads, and says what an hsiSuite is complete for', () => {
    const hsi = hsiSuite(exploration);
    const malformed = [{ type: 'OPEN', name: 'OPEN: empty', event: { type: 'OPEN' } }];
    const suite = generateSuite(exploration, { edgePaths: hsi.edgePaths(), guarantee: hsi.guarantee, malformed });
    expect(suite.guarantee).toBe(hsi.guarantee);
    expect(suite.malformed).toEqual({ total: 1, sent: 1 });
    expect(suite.paths).toHaveLength(hsi.size().sessions);
  });

  it.each([
    ['that begins where nothing starts', { start: 1, edges: [] }],
    ['with an edge from elsewhere', { start: 0, edges: [2] }],
    ['with an edge that there is not', { start: 0, edges: [9] }],
    ['with an event that is not refused there', { start: 0, edges: [0, ~2] }],
  ])('refuses a path %s', (_, edgePath) => {
    const edgePaths = [{ start: 0, edges: [] }, edgePath];
    expect(() => generateSuite(exploration, { edgePaths })).toThrow(
      'Edge path 1 is no path of this exploration: make both from the same one.',
    );
  });
});

describe("a path's id", () => {
  const ids = (...edgePaths: number[][]) =>
    assembleSuite(explored(), {
      strategy: 'mine',
      edgePaths: edgePaths.map((edges) => ({ start: 0, edges })),
      illegal: true,
    }).paths.map(({ id }) => id);

  it('is of its events, and numbered where another has the same', () => {
    // Committed suites hold such ids: they stay as they are.
    expect(ids([], [0], [0, 2], [1], [0])).toEqual([
      'd55b6ac11b7c',
      '8635d1c2ca98',
      'f82cc163038c',
      '7deadd6d6b98',
      '8635d1c2ca98-2',
    ]);
  });

  it('counts refused events that are of the walk itself, and none that ride along', () => {
    const [without, refused] = ids([0], [~2, 0]);
    expect(without).not.toBe(refused);
    const edgePaths = [{ start: 0, edges: [~2, 0] }];
    const { paths, illegal } = assembleSuite(explored(), { strategy: 'mine', edgePaths, illegal: false });
    expect(linesOf({ paths })).toEqual(['!SHUT OPEN']);
    expect(illegal).toEqual({ total: 6, sent: 1 });
    const [alone] = assembleSuite(explored(), {
      strategy: 'mine',
      edgePaths: [{ start: 0, edges: [0] }],
      illegal: false,
    }).paths;
    expect(alone?.id).toBe(without);
  });

  it('is of its input', () => {
    const machine = createMachine({
      types: {} as { input: number; context: { is: number } },
      context: ({ input }) => ({ is: input }),
    });
    const { paths } = generateSuite(explore(machine, { inputs: [1, 2] }));
    expect(paths.map(({ input }) => input)).toEqual([1, 2]);
    expect(new Set(paths.map(({ id }) => id)).size).toBe(2);
  });

  it('is of the first of inputs that begin alike', () => {
    const machine = createMachine({ context: { is: 0 } });
    const { paths } = generateSuite(explore(machine, { inputs: ['first', 'second'] as never[] }));
    expect(paths.map(({ input }) => input)).toEqual(['first']);
  });
});
