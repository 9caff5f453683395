import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, assign, type EventObject, setup } from 'xstate';
import { flexiti, flinks, opal, type Provider, pinwheel, redactMessage } from '../../../src/index.ts';
import { exploreKit, messageFor } from '../../../src/kit/index.ts';
import { createReplay } from '../../../src/replay/replay.ts';
import { coverPaths } from '../../../src/testing/coverage/coverage.ts';
import { dimensionNames } from '../../../src/testing/coverage/hits.ts';
import { type RecordedSession, type TraceCoverage, traceCoverage } from '../../../src/testing/coverage/trace.ts';
import type { Exploration } from '../../../src/testing/explore/exploration.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import { all, kitOf } from '../../support/cases.ts';

const logs = new Map<Provider, readonly string[]>([
  [flinks, ['flinks.conforming', 'flinks.deviating']],
  [flexiti, ['flexiti.apply', 'flexiti.purchase', 'flexiti.deviating']],
  [opal, ['opal.conforming', 'opal.deviating']],
  [pinwheel, ['pinwheel.conforming', 'pinwheel.deviating']],
]);

const linesOf = (name: string) =>
  readFileSync(new URL(`../../../demo/logs/${name}.ndjson`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** The messages of a log by session. A line that is no JSON is no message at all. */
function sessionsOf(provider: Provider): { messages: unknown[] }[] {
  const sessions = new Map<unknown, { messages: unknown[] }>();
  for (const name of logs.get(provider) ?? []) {
    for (const line of linesOf(name)) {
      const { session, message } = parsed(line) ?? { session: null, message: undefined };
      const key = `${name} ${session}`;
      const known = sessions.get(key) ?? { messages: [] };
      sessions.set(key, known);
      known.messages.push(message);
    }
  }
  return [...sessions.values()];
}

function parsed(line: string): { session: unknown; message: unknown } | null {
  try {
    const wrapper = JSON.parse(line);
    return typeof wrapper.session === 'string' ? wrapper : null;
  } catch {
    return null;
  }
}

/** Each chart is explored once. */
const explorations = new Map<Provider, Exploration>();
function explored(provider: Provider): Exploration {
  const exploration = explorations.get(provider) ?? exploreKit(kitOf(provider));
  explorations.set(provider, exploration);
  return exploration;
}

function observedBy(traces: TraceCoverage, exploration: Exploration): Record<string, number | null> {
  const { dimensions } = coverPaths(exploration, [], { traces });
  return Object.fromEntries(dimensionNames.map((name) => [name, dimensions[name].observed]));
}

describe('recorded logs', () => {
  it.each(all)('of $name get the verdicts of a replay', (provider) => {
    const exploration = explored(provider);
    const { logs: counts } = traceCoverage(exploration, sessionsOf(provider), { read: provider.read });
    const replayed = { accepted: 0, illegal: 0, unrecognized: 0, malformed: 0, foreign: 0 };
    for (const name of logs.get(provider) ?? []) {
      const replay = createReplay(provider, {
        onRecord: ({ verdict, type, snapshot }) => {
          // What a session accepts after the end, the chart itself refuses.
          const isLate =
            verdict === 'accepted' && snapshot.status === 'done' && provider.afterEnd?.includes(type ?? '');
          replayed[verdict === 'unparseable' ? 'foreign' : isLate ? 'illegal' : verdict] += 1;
        },
      });
      for (const text of linesOf(name)) replay.take({ text }, name);
    }
    expect(counts).toMatchObject(replayed);
    expect(counts.accepted).toBeGreaterThan(0);
    expect(counts).toMatchObject({ beyond: [], problems: { total: 0, items: [] } });
    // Pinwheel's endings are walked without the logins that some of them need.
    expect(counts.outside).toBe(provider.name === 'pinwheel' ? 13 : 0);
  });

  it.each(all)('of $name cover the same when they are redacted, and in any order', (provider) => {
    const exploration = explored(provider);
    const sessions = sessionsOf(provider);
    const redacted = sessions
      .map(({ messages }) => ({ messages: messages.map((message) => redactMessage(provider, message)) }))
      .reverse();
    const traces = traceCoverage(exploration, sessions, { read: provider.read });
    expect(observedBy(traceCoverage(exploration, redacted, { read: provider.read }), exploration)).toEqual(
      observedBy(traces, exploration),
    );
    const { payloads, ...observed } = observedBy(traces, exploration);
    expect(payloads).toBe(null);
    expect(Math.min(...Object.values(observed).map(Number))).toBeGreaterThan(0);
  });

  it.each([flexiti, opal, pinwheel])('of all generated tests of $name cover all that the tests cover', (provider) => {
    const exploration = explored(provider as Provider);
    const { paths } = generateSuite(exploration);
    const sessions = paths.map(({ input, steps }) => ({
      input,
      messages: steps.map(({ event }) => messageFor(kitOf(provider), event)),
    }));
    const traces = traceCoverage(exploration, sessions, { read: (provider as Provider).read });
    const { dimensions } = coverPaths(exploration, paths, { traces });
    for (const name of ['states', 'transitions', 'configurations', 'steps', 'guards', 'illegal', 'tags'] as const) {
      expect([name, dimensions[name].observed]).toEqual([name, dimensions[name].of]);
    }
    expect(traces.logs).toMatchObject({ illegal: paths.flatMap(({ steps }) => steps).filter(isRejected).length });
  });

  it('stand beside the paths in one report, and count for nothing of them', () => {
    const exploration = explored(flexiti as Provider);
    const traces = traceCoverage(exploration, [{ messages: [{ eventType: 'flx-cancel' }] }], {
      read: flexiti.read,
    });
    const { dimensions, root, logs: counts } = coverPaths(exploration, [], { traces });
    expect(dimensions.transitions).toMatchObject({ covered: 0, observed: 1 });
    expect(root.states.map(({ key, hits, observed }) => [key, hits, observed])).toContainEqual(['cancelled', 0, 1]);
    expect(counts).toMatchObject({ sessions: 1, messages: 1, accepted: 1 });
    expect(coverPaths(exploration, []).dimensions.transitions.observed).toBe(null);
    expect(coverPaths(exploration, []).logs).toBe(null);
  });
});

function isRejected({ expect: expected }: { readonly expect: string }): boolean {
  return expected === 'rejected';
}

interface Move extends EventObject {
  readonly by?: number;
}

/** Two regions that are explored separately, and a way out that only a large step takes. */
const field = setup({
  types: { context: {} as { at: number }, events: {} as Move, input: {} as { at?: number } | undefined },
  guards: { isFar: ({ event }) => (event.by ?? 0) > 100 },
}).createMachine({
  id: 'field',
  context: ({ input }) => {
    if (input?.at === -1) throw new Error('not below 0');
    return { at: input?.at ?? 0 };
  },
  type: 'parallel',
  states: {
    walk: {
      initial: 'still',
      states: {
        still: {
          on: {
            MOVE: [
              { guard: 'isFar', target: 'gone' },
              { target: 'moved', actions: assign({ at: ({ context, event }) => context.at + (event.by ?? 1) }) },
            ],
            BREAK: {
              actions: assign(() => {
                throw new Error('broken');
              }),
            },
          },
        },
        moved: { on: { BACK: 'still' } },
        gone: {},
      },
    },
    lamp: { initial: 'off', states: { off: { on: { LAMP: 'on' } }, on: { on: { LAMP: 'off' } } } },
  },
});
const projections = [
  { name: 'walk', includes: ({ type }: Move) => type === 'MOVE' || type === 'BACK' },
  { name: 'lamp', includes: ({ type }: Move) => type === 'LAMP' },
];
const events: Move[] = [{ type: 'MOVE', by: 1 }, { type: 'BACK' }, { type: 'LAMP' }];
const regions = explore(field as AnyStateMachine, { events, projections, abstractContext: () => null });

/** A start that does something, a state that is passed through, and ways that no explored event takes. */
const stall = setup({
  types: { context: {} as { at: number; isNew: boolean }, events: {} as Move, input: {} as { at: number } | undefined },
  guards: { isLarge: ({ event }) => (event.by ?? 0) > 100 },
}).createMachine({
  id: 'stall',
  context: ({ input }) => ({ at: input?.at ?? 0, isNew: true }),
  initial: 'open',
  always: { guard: ({ context }) => context.isNew, actions: assign({ isNew: false }) },
  on: { RESET: { target: '.open', actions: assign({ at: 0 }) }, HUM: { actions: () => {} } },
  states: {
    open: { tags: ['quiet'], on: { ORDER: [{ guard: 'isLarge', target: 'served' }, { target: 'cooking' }] } },
    cooking: { always: 'served' },
    served: { tags: ['warm'] },
  },
});
const stallEvents: Move[] = [{ type: 'ORDER' }, { type: 'RESET' }];

/** A car that goes only with its key, and turns on the spot. */
const setUpCar = (hasKey: (args: { context: { key: { fits: boolean } | null } }) => boolean) =>
  setup({ types: { context: {} as { key: { fits: boolean } | null } }, guards: { hasKey } }).createMachine({
    id: 'garage',
    type: 'parallel',
    context: { key: null },
    states: {
      key: {
        initial: 'out',
        states: { out: { on: { IN: { target: 'in', actions: assign({ key: { fits: true } }) } } }, in: {} },
      },
      car: {
        initial: 'off',
        states: {
          off: { on: { GO: { guard: 'hasKey', target: 'on' }, TURN: 'turned' } },
          turned: { on: { GO: 'off' } },
          on: { on: { TURN: 'off' } },
        },
      },
    },
  });
const session = (...messages: Move[]): RecordedSession => ({ messages });

describe('what is credited', () => {
  it('is counted by region, if regions are explored separately', () => {
    const traces = traceCoverage(regions, [
      session({ type: 'MOVE', by: 7 }, { type: 'LAMP' }, { type: 'BACK' }, { type: 'BACK' }),
    ]);
    expect(traces.logs).toMatchObject({ accepted: 3, illegal: 1, outside: 0 });
    // Two configurations in each region; both steps of the walk, and one of the lamp's two; no two of them in a row.
    expect(observedBy(traces, regions)).toMatchObject({
      configurations: 4,
      steps: 3,
      pairs: 0,
      transitions: 3,
      illegal: 2,
    });
    const inRow = traceCoverage(regions, [session({ type: 'LAMP' }, { type: 'LAMP' }, { type: 'LAMP' })]);
    expect(observedBy(inRow, regions)).toMatchObject({ steps: 2, pairs: 2 });
  });

  it('is no refusal of a projection that stands elsewhere', () => {
    const refusals = (...messages: Move[]) =>
      observedBy(traceCoverage(regions, [session(...messages)]), regions).illegal;
    // In both projections, where nothing has moved; in the walk's alone, where the lamp is on but the walk is what refuses.
    expect(refusals({ type: 'BACK' })).toBe(2);
    const far = explore(field as AnyStateMachine, {
      events: [...events, { type: 'MOVE', by: 500 }],
      projections,
      abstractContext: () => null,
    });
    // Gone for good: the lamp's projection knows of refusals only while the walk is where it began.
    const gone = traceCoverage(far, [session({ type: 'MOVE', by: 500 }, { type: 'BACK' })]);
    expect(observedBy(gone, far).illegal).toBe(1);
  });

  it('is a step by the same transitions, wherever it leads', () => {
    const doors = setup({ guards: { isFar: ({ event }) => (event as Move).by === 9 } }).createMachine({
      initial: 'in',
      states: {
        in: {
          on: {
            MOVE: [
              { guard: 'isFar', target: 'out' },
              { target: 'out', actions: () => {} },
            ],
          },
        },
        out: {},
      },
    });
    const exploration = explore(doors as AnyStateMachine, {
      events: [{ type: 'MOVE', by: 9 } as Move, { type: 'MOVE', by: 1 } as Move, { type: 'MOVE', by: 2 } as Move],
    });
    const steps = (by: number) =>
      observedBy(traceCoverage(exploration, [session({ type: 'MOVE', by })]), exploration).steps;
    expect([steps(9), steps(7)]).toEqual([1, 2]);
  });

  it('names what the table holds impossible', () => {
    const { logs: counts } = traceCoverage(regions, [session({ type: 'MOVE', by: 500 })]);
    expect(counts.beyond.map(({ name }) => name)).toEqual([
      'field.walk.gone',
      'field.walk.still MOVE 1',
      'field.walk.still MOVE 1: isFar holds',
    ]);
    expect(counts.outside).toBe(1);
  });

  it('leaves out configurations that the exploration lacks', () => {
    const whole = explore(field as AnyStateMachine, { events: [{ type: 'MOVE', by: 1 }, { type: 'LAMP' }] });
    const traces = traceCoverage(whole, [session({ type: 'MOVE', by: 7 }, { type: 'LAMP' })]);
    expect(traces.logs).toMatchObject({ accepted: 2, outside: 2 });
    expect(observedBy(traces, whole)).toMatchObject({ configurations: 1, steps: 0, transitions: 2 });
  });

  it('goes on at what does not start, throws or cannot be read', () => {
    const odd = {
      get type(): string {
        throw new Error('a getter');
      },
    };
    const callable = Object.assign(() => {}, { type: 'MOVE' });
    const messages = [odd, null, 'MOVE', { type: 7 }, callable, { type: 'BREAK' }, { type: 'MOVE' }];
    const { logs: counts } = traceCoverage(regions, [{ input: { at: -1 }, messages }, { messages }]);
    expect(counts).toMatchObject({ sessions: 2, messages: 7, foreign: 5, accepted: 1 });
    expect(counts.problems.items).toEqual([
      { name: 'session 1', reason: 'it does not start: not below 0' },
      { name: 'message 6', reason: 'the chart threw at BREAK: broken' },
    ]);
    const many = traceCoverage(regions, Array(500).fill({ input: { at: -1 }, messages: [] }));
    expect([many.logs.problems.total, many.logs.problems.items.length]).toEqual([500, 100]);
  });

  it('is how often each thing was done, from the start on, what is passed through included', () => {
    const exploration = explore(stall as AnyStateMachine, { events: stallEvents });
    const { hits, logs: counts } = traceCoverage(exploration, [
      session({ type: 'ORDER' }, { type: 'RESET' }, { type: 'RESET' }, { type: 'ORDER' }, { type: 'ORDER' }),
    ]);
    const [open, served] = [0, 1];
    expect(exploration.configurations.map(({ snapshot }) => snapshot.value)).toEqual(['open', 'served']);
    expect(exploration.edges.map(({ from, event, to }) => [from, stallEvents[event]?.type, to])).toEqual([
      [open, 'ORDER', served],
      [open, 'RESET', open],
      [served, 'RESET', open],
    ]);
    const idOf = (number: string | number) => exploration.chart.transitions[Number(number)]?.id;
    expect(new Map([...(hits.transitions ?? [])].map(([number, times]) => [idOf(number), times]))).toEqual(
      new Map([
        ['stall always', 1],
        ['stall.open ORDER 2', 2],
        ['stall.cooking always', 2],
        ['stall RESET', 2],
      ]),
    );
    expect(hits).toMatchObject({
      states: new Map([
        ['stall', 5],
        ['stall.open', 3],
        ['stall.served', 2],
        ['stall.cooking', 2],
      ]),
      tags: new Map([
        ['quiet', 3],
        ['warm', 2],
      ]),
      configurations: new Map([
        [open, 3],
        [served, 2],
      ]),
      steps: new Map([
        [0, 2],
        [2, 1],
        [1, 1],
      ]),
      pairs: new Map([
        [2, 1],
        [7, 1],
        [3, 1],
      ]),
      illegal: new Map([[2, 1]]),
    });
    expect(counts).toMatchObject({ accepted: 4, illegal: 1, outside: 0, beyond: [] });
  });

  it('goes on after events that the table lacks', () => {
    const exploration = explore(stall as AnyStateMachine, { events: stallEvents });
    const { logs: counts, hits } = traceCoverage(exploration, [session({ type: 'HUM' }, { type: 'ORDER' })]);
    expect(counts).toMatchObject({ accepted: 2, outside: 0 });
    expect(hits.steps).toEqual(new Map([[0, 1]]));
  });

  it('is a configuration that is reached by a way that the table lacks, and no step', () => {
    const exploration = explore(stall as AnyStateMachine, { events: stallEvents });
    const { logs: counts, hits } = traceCoverage(exploration, [session({ type: 'ORDER', by: 500 })]);
    expect(hits.configurations).toEqual(
      new Map([
        [0, 1],
        [1, 1],
      ]),
    );
    expect([hits.steps, hits.pairs]).toEqual([new Map(), new Map()]);
    expect(counts.beyond.map(({ name }) => name)).toEqual(['stall.open ORDER 1', 'stall.open ORDER 1: isLarge holds']);
  });

  it('is nothing of the table where a session begins elsewhere, up to where it comes back', () => {
    const exploration = explore(stall as AnyStateMachine, { events: stallEvents });
    const elsewhere = { input: { at: 5 }, messages: [{ type: 'SING' }] };
    const away = traceCoverage(exploration, [elsewhere]);
    expect(away.logs).toMatchObject({ illegal: 1, outside: 1 });
    expect([away.hits.configurations, away.hits.illegal]).toEqual([new Map(), new Map()]);
    const back = traceCoverage(exploration, [{ ...elsewhere, messages: [{ type: 'RESET' }] }]);
    expect(back.logs).toMatchObject({ accepted: 1, outside: 0 });
    expect([back.hits.configurations, back.hits.steps]).toEqual([new Map([[0, 1]]), new Map()]);
    const further = traceCoverage(exploration, [{ ...elsewhere, messages: [{ type: 'ORDER' }] }]);
    expect(further.logs).toMatchObject({ accepted: 1, outside: 1 });
    expect([further.hits.configurations, further.hits.steps]).toEqual([new Map(), new Map()]);
  });

  it('is a step by an event of the same type, where another one does the same', () => {
    const any = setup({}).createMachine({ initial: 'in', states: { in: { on: { '*': 'out' } }, out: {} } });
    const exploration = explore(any as AnyStateMachine, { events: [{ type: 'MOVE' }, { type: 'BACK' }] });
    const { hits } = traceCoverage(exploration, [session({ type: 'BACK' })]);
    expect([exploration.edges.length, hits.steps]).toEqual([2, new Map([[1, 1]])]);
  });

  it.each([
    ['refuses', () => setUpCar(({ context }) => context.key?.fits === true)],
    ['throws at', () => setUpCar(({ context }) => (context.key as { fits: boolean }).fits)],
  ])('leaves a projection for good that by itself %s what it did with another projection', (_, machine) => {
    const apart = explore(machine() as AnyStateMachine, {
      projections: [
        { name: 'key', includes: ({ type }) => type === 'IN' },
        { name: 'car', includes: ({ type }) => type === 'GO' || type === 'TURN' },
      ],
    });
    const [key, car] = [0, 1].map((projection) =>
      apart.configurations.filter((each) => each.projection === projection).map(({ snapshot }) => snapshot.value.car),
    );
    expect([key, car]).toEqual([
      ['off', 'off'],
      ['off', 'turned'],
    ]);
    const { hits, logs: counts } = traceCoverage(apart, [
      session({ type: 'IN' }, { type: 'GO' }, { type: 'TURN' }, { type: 'TURN' }),
    ]);
    expect(counts).toMatchObject({ accepted: 4, outside: 3, problems: { total: 0, items: [] } });
    // The key's two, and of the car's the one that it began at; what the car asks by itself is no answer.
    expect([hits.configurations?.size, hits.steps?.size, hits.pairs?.size]).toEqual([3, 1, 0]);
    expect(hits.guards?.size).toBe(1);
  });

  it('knows of no two steps in a row around one of another projection', () => {
    const steps = ['MOVE', 'LAMP', 'BACK'].map((type) => ({ type }));
    const { hits } = traceCoverage(regions, [session(...steps)]);
    expect([hits.pairs, hits.steps?.size]).toEqual([new Map(), 3]);
  });

  it('leaves a projection where its events turn out to hang on another projection', () => {
    const tied = setup({
      types: { context: {} as { hasKey: boolean } },
      guards: { hasKey: ({ context }) => context.hasKey },
    }).createMachine({
      id: 'tied',
      type: 'parallel',
      context: { hasKey: false },
      states: {
        key: {
          initial: 'out',
          states: { out: { on: { IN: { target: 'in', actions: assign({ hasKey: true }) } } }, in: {} },
        },
        car: { initial: 'off', states: { off: { on: { GO: { guard: 'hasKey', target: 'on' } } }, on: {} } },
      },
    });
    const apart = explore(tied as AnyStateMachine, {
      projections: [
        { name: 'key', includes: ({ type }) => type === 'IN' },
        { name: 'car', includes: ({ type }) => type === 'GO' },
      ],
    });
    const before = observedBy(traceCoverage(apart, [session({ type: 'IN' })]), apart);
    const traces = traceCoverage(apart, [session({ type: 'IN' }, { type: 'GO' }, { type: 'GO' })]);
    expect(traces.logs).toMatchObject({ accepted: 2, illegal: 1, outside: 2 });
    expect(traces.logs.beyond.map(({ name }) => name)).toContain('tied.car.off GO');
    // The car that runs refuses to go: of a car that stands, that says nothing.
    expect(observedBy(traces, apart)).toMatchObject({ illegal: before.illegal, steps: before.steps });
    expect(observedBy(traceCoverage(apart, [session({ type: 'GO' })]), apart).illegal).toBe(2);
  });
});
