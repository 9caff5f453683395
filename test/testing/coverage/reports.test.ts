import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, assign, type EventObject, setup } from 'xstate';
import { type Coverage, coverPaths } from '../../../src/testing/coverage/coverage.ts';
import type { CoverageGate } from '../../../src/testing/coverage/gate.ts';
import { coverageHtml } from '../../../src/testing/coverage/report/html.ts';
import { formatItem, notShown } from '../../../src/testing/coverage/report/items.ts';
import { coverageJunit } from '../../../src/testing/coverage/report/junit.ts';
import { coverageText } from '../../../src/testing/coverage/report/text.ts';
import { traceCoverage } from '../../../src/testing/coverage/trace.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import { counted, grouped, percent, printable } from '../../../src/testing/text.ts';
import type { Path } from '../../../src/testing/types.ts';

interface Move extends EventObject {
  readonly by?: number;
}

/** Of everything a report may tell, something: regions, guards both ways and one way, a delay, what is never reached. */
const gate = setup({
  types: { context: {} as { rings: number }, events: {} as Move },
  guards: { isKnown: () => false, isLoud: ({ context }) => context.rings > 0 },
}).createMachine({
  id: 'gate',
  type: 'parallel',
  context: { rings: 0 },
  states: {
    door: {
      initial: 'closed',
      states: {
        closed: {
          tags: ['safe', 'quiet'],
          on: { OPEN: 'open', FORCE: { guard: 'isKnown', target: ['broken', '#gate.bell'] } },
          after: { 5000: 'open' },
        },
        open: { on: { CLOSE: 'closed', FORCE: {} } },
        broken: {},
        gone: { type: 'final' },
      },
    },
    bell: { on: { RING: [{ guard: 'isLoud', actions: () => {} }, { actions: assign({ rings: 1 }) }] } },
  },
});

/** Traversed in projections, to a limit, by events of which some go nowhere; and a way that only a long move takes. */
const field = setup({
  types: { context: {} as { at: number }, events: {} as Move, input: {} as number | undefined },
  guards: { isFar: ({ event }) => (event.by ?? 0) > 100 },
}).createMachine({
  id: 'field',
  context: ({ input = 0 }) => {
    if (input < 0) throw new Error('not below 0');
    return { at: input };
  },
  on: {
    MOVE: [
      { guard: 'isFar', actions: () => {} },
      { actions: assign({ at: ({ context, event }) => context.at + (event.by ?? 1) }) },
    ],
    TRIP: {
      actions: assign(() => {
        throw new Error('no ground');
      }),
    },
    WHISTLE: { actions: () => {} },
  },
});

const opened: Path = {
  id: 'opened',
  input: null,
  steps: [
    { event: { type: 'FORCE' }, expect: 'rejected', state: { door: 'closed', bell: {} } },
    { event: { type: 'CLOSE' }, expect: 'rejected', state: { door: 'closed', bell: {} } },
    { event: { type: 'OPEN' }, expect: 'accepted', state: { door: 'open', bell: {} } },
  ],
};
const old: Path = {
  id: 'old',
  input: null,
  steps: [{ event: { type: 'KNOCK' }, expect: 'accepted', state: 'open' }],
};

/** Reports by name, and what is asked of them. */
const reports: Readonly<Record<string, () => readonly [Coverage, CoverageGate]>> = {
  some() {
    const exploration = explore(gate as AnyStateMachine);
    const traces = traceCoverage(exploration, [
      { messages: [{ type: 'OPEN' }, { type: 'OPEN' }, 'noise'] },
      { messages: [{ type: 'RING' }] },
    ]);
    const notOfferable = [{ path: 'opened', step: 1 }];
    const coverage = coverPaths(exploration, [opened, old], { traces, notOfferable, maxListed: 2 });
    return [coverage, { steps: 0.1, states: 1, tags: 1 }];
  },
  whole() {
    const exploration = explore(gate as AnyStateMachine);
    return [coverPaths(exploration, generateSuite(exploration).paths), { steps: 1 }];
  },
  cut() {
    const events: Move[] = [{ type: 'MOVE', by: 1 }, { type: 'TRIP' }, { type: 'WHISTLE', by: 2 }];
    const projections = [
      { name: 'walk', includes: ({ type }: Move) => type === 'MOVE' },
      { name: 'fall', includes: ({ type }: Move) => type === 'TRIP' },
    ];
    const exploration = explore(field as AnyStateMachine, {
      events,
      projections,
      inputs: [0, -1] as never[],
      maxConfigurations: 3,
    });
    const messages = [{ type: 'MOVE', by: 500 }, { type: 'TRIP' }, { type: 'WHISTLE' }, { type: 'SING' }];
    const traces = traceCoverage(exploration, [{ input: -1, messages: [] }, { messages }]);
    return [coverPaths(exploration, generateSuite(exploration).paths, { traces }), { pairs: 1 }];
  },
};

describe.each(Object.entries(reports))('the report of %s', (name, report) => {
  const file = (kind: string) => `reports/${name}.${kind}`;

  it('is this text', async () => {
    await expect(coverageText(report()[0])).toMatchFileSnapshot(file('txt'));
  });

  it('is this page', async () => {
    const page = coverageHtml(report()[0]).replace(/<style>.*<\/style>/s, '<link rel="stylesheet" href="report.css">');
    await expect(page).toMatchFileSnapshot(file('html'));
  });

  it('is this JUnit file', async () => {
    await expect(coverageJunit(...report())).toMatchFileSnapshot(file('xml'));
  });

  it('is this data', async () => {
    await expect(`${JSON.stringify(report()[0], null, 2)}\n`).toMatchFileSnapshot(file('json'));
  });
});

describe('the words of reports', () => {
  it.each([
    [0, 0, '–'],
    [9999, 10_000, '99.9 %'],
    [2, 3, '66.6 %'],
    [0, 3, '0 %'],
    [3, 3, '100 %'],
  ])('round %i of %i down to %s', (covered, of, text) => expect(percent(covered, of)).toBe(text));

  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_234_567, '1,234,567'],
  ])('write %i as %s', (count, text) => expect(grouped(count)).toBe(text));

  it('count one and many', () => {
    expect([counted(1, 'path'), counted(0, 'path'), counted(2000, 'path'), counted(2, 'box', 'boxes')]).toEqual([
      '1 path',
      '0 paths',
      '2,000 paths',
      '2 boxes',
    ]);
  });

  it('say why, and how many more', () => {
    expect([formatItem({ name: 'a' }), formatItem({ name: 'a', reason: 'b' })]).toEqual(['a', 'a (b)']);
    expect([notShown({ total: 2, items: [1, 2] }), notShown({ total: 1002, items: [1, 2] })]).toEqual([
      '',
      '… and 1,000 more',
    ]);
  });

  it('write out what would move a cursor', () => {
    expect(printable('a\tb\u001b[2J\u2028 é')).toBe('a\\u0009b\\u001b[2J\\u2028 é');
  });
});
