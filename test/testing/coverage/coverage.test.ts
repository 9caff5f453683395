import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, assign, type EventObject, setup } from 'xstate';
import { WidgetError } from '../../../src/errors.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import { type Coverage, coverageOf, coverPaths } from '../../../src/testing/coverage/coverage.ts';
import { type CoverageGate, checkCoverage } from '../../../src/testing/coverage/gate.ts';
import { configurationEvent } from '../../../src/testing/coverage/guards.ts';
import { dimensionNames, pairOf } from '../../../src/testing/coverage/hits.ts';
import { traceCoverage } from '../../../src/testing/coverage/trace.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { parseSuite, suiteJson } from '../../../src/testing/suite/json.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import type { Path } from '../../../src/testing/types.ts';
import { all, kitOf } from '../../support/cases.ts';

interface Pay extends EventObject {
  readonly amount?: number;
}

class Price {
  readonly cents = 7;
}

/** Guards on payload and context, a state that is passed through, an unreachable one, and what is only forbidden. */
const shop = setup({
  types: { context: {} as { tries: number }, events: {} as Pay },
  guards: {
    isEnough: ({ event }) => (event.amount ?? 0) >= 10,
    mayRetry: ({ context }) => context.tries < 2,
    isWise: () => false,
  },
}).createMachine({
  id: 'shop',
  context: { tries: 0 },
  initial: 'open',
  on: { HELP: { actions: () => {} } },
  states: {
    open: {
      tags: ['awaitingUser'],
      on: {
        PAY: [
          { guard: 'isEnough', target: 'checking' },
          { guard: 'mayRetry', actions: assign({ tries: ({ context }) => context.tries + 1 }) },
        ],
        GUESS: { guard: 'isWise', target: 'lucky' },
      },
    },
    checking: { always: 'paid' },
    paid: { tags: ['ended'], on: { HELP: {} } },
    lucky: { tags: ['lucky'] },
  },
});
const shopEvents: Pay[] = [
  { type: 'PAY', amount: 1 },
  { type: 'PAY', amount: 10 },
  { type: 'HELP' },
  { type: 'GUESS' },
];
const shopExploration = explore(shop as AnyStateMachine, { events: shopEvents });
const shopPaths = generateSuite(shopExploration).paths;

/** Two regions, one of which waits for the other. */
const lamps = setup({}).createMachine({
  id: 'lamps',
  type: 'parallel',
  states: {
    left: { initial: 'off', states: { off: { on: { L: 'on' } }, on: { tags: ['lit'], on: { L: 'off' } } } },
    right: { initial: 'off', states: { off: { on: { R: 'on' } }, on: { tags: ['lit'] } } },
  },
});

/** A guard that is asked before the first event, a state that is passed through, and an event sent in one state only. */
const kiosk = setup({
  types: { context: {} as { isNew: boolean } },
  guards: { isNew: ({ context }) => context.isNew },
}).createMachine({
  id: 'kiosk',
  context: { isNew: true },
  initial: 'idle',
  always: { guard: 'isNew', actions: assign({ isNew: false }) },
  states: {
    idle: { tags: ['quiet'], on: { COIN: 'counting' } },
    counting: { always: 'sold' },
    sold: { tags: ['busy'], on: { DONE: 'idle' } },
  },
});
/** Explored anew in each test: what is listened to is remembered. */
const exploreKiosk = () =>
  explore(kiosk as AnyStateMachine, {
    events: ({ value }) => ['COIN', 'DONE', ...(value === 'idle' ? ['KNOCK'] : [])].map((type) => ({ type })),
  });

const projections = [
  { name: 'left', includes: ({ type }: EventObject) => type === 'L' },
  { name: 'right', includes: ({ type }: EventObject) => type === 'R' },
];
const step = (type: string, left: string, right: string) =>
  ({ event: { type }, expect: 'accepted', state: { left, right } }) as const;

const share = ({ dimensions }: Coverage) =>
  Object.fromEntries(dimensionNames.map((name) => [name, dimensions[name].covered / dimensions[name].of]));

/** Everything that a report counts as covered, by name. */
function coveredNames(paths: readonly Path[]): Set<string> {
  const everything = coverPaths(shopExploration, [], { maxListed: 10_000 });
  const missing = coverPaths(shopExploration, paths, { maxListed: 10_000 });
  const names = ({ dimensions }: Coverage) =>
    dimensionNames.flatMap((name) => dimensions[name].missing.items.map((item) => `${name} ${item.name}`));
  const left = new Set(names(missing));
  return new Set(names(everything).filter((name) => !left.has(name)));
}

describe('the coverage of a full tour', () => {
  it.each(all)('is all there is of $name, but for pairs', (provider) => {
    const exploration = exploreKit(kitOf(provider));
    const suite = generateSuite(exploration);
    const coverage = coverPaths(exploration, suite.paths);
    const { pairs, ...others } = share(coverage);
    expect(Object.values(others)).toEqual(Object.values(others).map(() => 1));
    expect(coverage.unknown).toEqual([]);
    expect([coverage.accepted, coverage.rejected]).toEqual([suite.suite.events, suite.illegal.sent]);
    expect(pairs).toBeLessThan(1);
    for (const name of ['states', 'transitions', 'configurations', 'steps', 'illegal'] as const) {
      expect([name, coverage.dimensions[name].covered, coverage.dimensions[name].of]).toEqual([
        name,
        ...suite.coverage[name],
      ]);
    }
  });

  it('is all pairs, where those are asked for', () => {
    const exploration = explore(lamps as AnyStateMachine);
    const coverage = coverPaths(exploration, generateSuite(exploration, { strategy: 'pairs' }).paths);
    expect(new Set(Object.values(share(coverage)))).toEqual(new Set([1, Number.NaN]));
    expect(coverage.dimensions.guards.of).toBe(0);
  });

  it('counts what nothing reaches as missing, with the reason', () => {
    const { dimensions, unreachable } = coverPaths(shopExploration, shopPaths);
    expect(unreachable.length).toBe(2);
    expect(dimensions.states).toMatchObject({ covered: 4, of: 5, missing: { total: 1 } });
    expect(dimensions.states.missing.items).toEqual([{ name: 'shop.lucky', reason: 'no step leads to it' }]);
    expect(dimensions.transitions.missing.items).toEqual([
      { name: 'shop.open GUESS', reason: 'its guard isWise never held where it was asked' },
    ]);
    expect(dimensions.tags.missing.items).toEqual([{ name: 'lucky', reason: 'no configuration has it' }]);
    expect(dimensions.illegal.missing.total + dimensions.steps.missing.total).toBe(0);
  });

  it('has each answer of a guard that can be given, and names those that cannot', () => {
    const { guards } = coverPaths(shopExploration, shopPaths).dimensions;
    expect([guards.covered, guards.of]).toEqual([5, 5]);
    expect(guards.excluded.items).toEqual([
      { name: 'shop.open GUESS: isWise holds', reason: 'no step of the table makes it answer so' },
    ]);
    const oneStep = shopPaths.map((path) => ({
      ...path,
      steps: path.steps.filter(({ event }) => event.type === 'HELP'),
    }));
    expect(coverPaths(shopExploration, oneStep).dimensions.guards.covered).toBe(0);
    // A guard that refuses has answered, too.
    const guess = [
      { id: 'a', input: null, steps: [{ event: { type: 'GUESS' }, expect: 'rejected', state: 'open' }] },
    ] as const;
    expect(coverPaths(shopExploration, guess).dimensions.guards).toMatchObject({ covered: 1, missing: { total: 4 } });
  });
});

describe('the counts of what was traversed', () => {
  const nothing = { starts: [], edges: new Set<number>(), pairs: new Set<number>(), refusals: new Set<number>() };

  it('are those of the chart and of the table, together with what is done at the start and on the way', () => {
    const exploration = exploreKiosk();
    const counts = (traversed: Partial<typeof nothing> | { starts: number[] }) =>
      coverageOf(exploration, { ...nothing, ...traversed });
    expect(counts({})).toEqual({
      states: [0, 4],
      transitions: [0, 4],
      configurations: [0, 2],
      steps: [0, 2],
      pairs: [0, 2],
      illegal: [0, 3],
    });
    expect(counts({ starts: [0] })).toMatchObject({ states: [2, 4], transitions: [1, 4], configurations: [1, 2] });
    const sold = { starts: [0], edges: new Set([0]), refusals: new Set([configurationEvent(exploration, 0, 1)]) };
    expect(counts(sold)).toEqual({
      states: [4, 4],
      transitions: [3, 4],
      configurations: [2, 2],
      steps: [1, 2],
      pairs: [0, 2],
      illegal: [1, 3],
    });
    const round = { starts: [0], edges: new Set([0, 1]), pairs: new Set([pairOf(exploration, 0, 1)]) };
    expect(counts(round)).toMatchObject({ transitions: [4, 4], steps: [2, 2], pairs: [1, 2] });
  });
});

describe('a state that is only passed through', () => {
  /** Two of them: where it begins, and where a state begins that is entered. */
  const boot = setup({}).createMachine({
    id: 'boot',
    initial: 'cold',
    states: {
      cold: { always: 'warm' },
      warm: { on: { GO: 'running' } },
      running: { initial: 'first', states: { first: { always: 'second' }, second: { on: { STOP: '#boot.warm' } } } },
    },
  });
  const go = { event: { type: 'GO' }, expect: 'accepted', state: { running: 'second' } } as const;

  it('is covered by the steps that pass it', () => {
    const exploration = explore(boot as AnyStateMachine);
    const suite = generateSuite(exploration);
    expect(suite.coverage.states).toEqual([6, 6]);
    const coverage = coverPaths(exploration, suite.paths);
    expect(coverage.dimensions.states).toMatchObject({ covered: 6, of: 6 });
    expect(checkCoverage(coverage, { states: 1 })).toEqual([]);
    const [cold, warm] = coverPaths(exploration, [{ id: 'a', input: null, steps: [go] }]).root.states;
    expect([cold?.hits, warm?.hits]).toEqual([1, 1]);
  });

  it('is not without them, and is credited to logs alike', () => {
    const exploration = explore(boot as AnyStateMachine);
    const start = [{ id: 'a', input: null, steps: [] }];
    expect(coverPaths(exploration, start).dimensions.states.missing.items.map(({ name }) => name)).toEqual([
      'boot.running',
      'boot.running.first',
      'boot.running.second',
    ]);
    const traces = traceCoverage(exploration, [{ messages: [{ type: 'GO' }] }]);
    expect([...(traces.hits.states ?? [])].sort()).toEqual(
      ['boot', 'boot.cold', 'boot.running', 'boot.running.first', 'boot.running.second', 'boot.warm'].map((id) => [
        id,
        id === 'boot' ? 2 : 1,
      ]),
    );
  });
});

describe('the coverage of some paths', () => {
  const exploration = explore(lamps as AnyStateMachine);
  const { paths } = generateSuite(exploration, { resetCost: 0 });
  const single = paths.flatMap((path) =>
    path.steps.map((_, end) => ({ ...path, steps: path.steps.slice(0, end + 1) })),
  );

  it('is what they cover one by one: without a path, what it alone covered is missing', () => {
    const cut = shopPaths.flatMap((path) =>
      path.steps.map((_, end) => ({ ...path, steps: path.steps.slice(0, end + 1) })),
    );
    expect(cut.length).toBeGreaterThan(5);
    const alone = cut.map((path) => coveredNames([path]));
    for (const [left] of cut.entries()) {
      const others = alone.filter((_, index) => index !== left).flatMap((names) => [...names]);
      expect(coveredNames(cut.filter((_, index) => index !== left))).toEqual(new Set(others));
    }
    expect(new Set(alone.map(({ size }) => size)).size).toBeGreaterThan(3);
  });

  it('is nothing without paths, and counts hits with them', () => {
    const none = coverPaths(exploration, []);
    expect(dimensionNames.map((name) => none.dimensions[name].covered)).toEqual(dimensionNames.map(() => 0));
    expect(none.root.colour).toBe('missed');
    const twice = coverPaths(exploration, [...single, ...single]);
    const once = coverPaths(exploration, single);
    expect(twice.root.hits).toBe(2 * once.root.hits);
    expect(twice.dimensions).toEqual(once.dimensions);
  });

  it('names each thing that no path does, in order', () => {
    const exploration = exploreKiosk();
    const { dimensions } = coverPaths(exploration, []);
    const missing = (...names: string[]) => ({
      covered: 0,
      of: names.length,
      observed: null,
      missing: { total: names.length, items: names.map((name) => ({ name })) },
      excluded: { total: 0, items: [] },
    });
    expect(dimensions).toStrictEqual({
      states: missing('kiosk', 'kiosk.idle', 'kiosk.counting', 'kiosk.sold'),
      transitions: missing('kiosk always', 'kiosk.idle COIN', 'kiosk.counting always', 'kiosk.sold DONE'),
      configurations: missing('idle #0', 'sold #1'),
      steps: missing('idle #0: COIN', 'sold #1: DONE'),
      pairs: missing('idle #0: COIN, then DONE', 'sold #1: DONE, then COIN'),
      guards: missing('kiosk always: isNew does not hold', 'kiosk always: isNew holds'),
      illegal: missing('idle #0: DONE', 'idle #0: KNOCK', 'sold #1: COIN'),
      payloads: missing('COIN', 'DONE', 'KNOCK'),
      tags: missing('quiet', 'busy'),
    });
  });

  it('holds what is done and asked before the first event', () => {
    const { dimensions, accepted } = coverPaths(exploreKiosk(), [{ id: 'start', input: null, steps: [] }]);
    const { states, transitions, guards, tags } = dimensions;
    expect([accepted, states.covered, transitions.covered, guards.covered, tags.covered]).toEqual([0, 2, 1, 2, 1]);
  });

  it('has a guard both ways only where it has answered both ways', () => {
    const bell = setup({ guards: { isLoud: ({ event }) => 'loud' in event } }).createMachine({
      id: 'bell',
      initial: 'up',
      states: { up: { on: { RING: { guard: 'isLoud', target: 'down' } } }, down: {} },
    });
    const loud = { type: 'RING', loud: true };
    const exploration = explore(bell as AnyStateMachine, { events: [loud, { type: 'RING' }] });
    const heard = { id: 'loud', input: null, steps: [{ event: loud, expect: 'accepted', state: 'down' }] } as const;
    const ignored = {
      id: 'soft',
      input: null,
      steps: [{ event: { type: 'RING' }, expect: 'rejected', state: 'up' }],
    } as const;
    const told = (...paths: Path[]) => {
      const { dimensions, root } = coverPaths(exploration, paths);
      const [transition] = root.states[0]?.transitions ?? [];
      return [transition?.colour, transition?.hits, transition?.steps, dimensions.guards.missing.items];
    };
    expect(told(heard)).toEqual(['partly', 1, [1, 1], [{ name: 'bell.up RING: isLoud does not hold' }]]);
    expect(told(ignored)).toEqual(['missed', 0, [0, 1], [{ name: 'bell.up RING: isLoud holds' }]]);
    expect(told(heard, ignored)).toEqual(['covered', 1, [1, 1], []]);
    // Where nothing makes it answer the other way, one way is all there is.
    const mute = explore(bell as AnyStateMachine, { events: [loud] });
    expect(coverPaths(mute, [heard]).root.states[0]?.transitions[0]?.colour).toBe('covered');
  });

  it('draws no history states, which no session is in', () => {
    const player = setup({}).createMachine({
      id: 'player',
      initial: 'on',
      states: {
        on: {
          initial: 'low',
          states: { low: { on: { UP: 'high' } }, high: {}, last: { type: 'history' } },
          on: { OFF: 'off' },
        },
        off: { on: { ON: 'on.last' } },
      },
    });
    const { root, dimensions } = coverPaths(explore(player as AnyStateMachine), []);
    expect(root.states.map(({ key, states }) => [key, states.map((state) => state.key)])).toEqual([
      ['on', ['low', 'high']],
      ['off', []],
    ]);
    expect(dimensions.states.of).toBe(5);
  });

  it('says where what threw was sent', () => {
    const wire = setup({}).createMachine({
      context: {},
      initial: 'taut',
      states: {
        taut: {
          on: {
            TRIP: {
              actions: assign(() => {
                throw new Error('no ground');
              }),
            },
          },
        },
      },
    });
    expect(coverPaths(explore(wire as AnyStateMachine), []).cutOff).toEqual([
      { kind: 'threw', reason: 'TRIP at taut: no ground' },
    ]);
  });

  it('colours states and transitions by how much of them was met', () => {
    const { root } = coverPaths(shopExploration, [
      { id: 'a', input: null, steps: [{ event: shopEvents[0] as Pay, expect: 'accepted', state: 'open' }] },
    ]);
    expect(root.states.map(({ key, colour }) => [key, colour])).toEqual([
      ['open', 'partly'],
      ['checking', 'missed'],
      ['paid', 'missed'],
      ['lucky', 'unreachable'],
    ]);
    const [open, , paid] = root.states;
    expect(open?.transitions.map(({ event, colour, hits }) => [event, colour, hits])).toEqual([
      ['PAY', 'missed', 0],
      ['PAY', 'partly', 1],
      ['GUESS', 'unreachable', 0],
    ]);
    expect(open?.configurations).toEqual([2, 3]);
    expect(paid?.transitions.map(({ colour }) => colour)).toEqual(['forbids']);
    const whole = coverPaths(shopExploration, shopPaths).root.states.map(({ colour }) => colour);
    expect(whole).toEqual(['covered', 'covered', 'covered', 'unreachable']);
  });

  it('is the same for a suite that comes out of a file', () => {
    const dated = { type: 'PAY', amount: 10, at: new Date(0), note: undefined };
    const exploration = explore(shop as AnyStateMachine, { events: [dated], inputs: [{ from: undefined } as never] });
    const { paths: fresh } = generateSuite(exploration);
    const filed = coverPaths(exploration, JSON.parse(JSON.stringify(fresh)));
    expect(filed).toEqual(coverPaths(exploration, fresh));
    expect(filed.dimensions.steps.covered).toBe(1);
    const priced = explore(shop as AnyStateMachine, { events: [{ type: 'PAY', amount: new Price() } as EventObject] });
    const priceless = generateSuite(priced);
    const parsed = parseSuite([...suiteJson(priceless)].join('')).paths;
    expect(coverPaths(priced, parsed)).toEqual(coverPaths(priced, priceless.paths));
    expect(coverPaths(priced, parsed).unknown).toEqual([]);
    // What JSON cannot write is in no file, and is told apart all the same.
    const big = explore(shop as AnyStateMachine, {
      events: [1n, 2n].map((amount) => ({ type: 'GUESS', amount }) as EventObject),
    });
    expect(coverPaths(big, generateSuite(big).paths).dimensions.illegal).toMatchObject({ covered: 2, of: 2 });
  });

  it('lists what the chart does not do, and counts the path up to there', () => {
    const steps = (...events: (readonly [EventObject, 'accepted' | 'rejected', string])[]) =>
      events.map(([event, expected, state]) => ({ event, expect: expected, state }));
    const pay = { type: 'PAY', amount: 10 };
    const old: Path[] = [
      { id: 'input', input: { vip: true }, steps: [] },
      { id: 'event', input: null, steps: steps([pay, 'accepted', 'paid'], [{ type: 'OLD' }, 'accepted', 'open']) },
      { id: 'refused', input: null, steps: steps([{ type: 'GUESS' }, 'accepted', 'lucky']) },
      { id: 'accepted', input: null, steps: steps([pay, 'rejected', 'open']) },
      { id: 'elsewhere', input: null, steps: steps([pay, 'accepted', 'open']) },
    ];
    const coverage = coverPaths(shopExploration, old);
    expect(coverage.unknown.map(({ path, step, reason }) => [path, step, reason])).toEqual([
      ['input', null, 'the chart was not explored with its input'],
      ['event', 1, 'the chart was not explored with this event'],
      ['refused', 0, 'the chart refuses it at open'],
      ['accepted', 0, 'the chart accepts it at open'],
      ['elsewhere', 0, 'it leads to paid, and not to open'],
    ]);
    expect([coverage.accepted, coverage.rejected, coverage.dimensions.steps.covered]).toEqual([1, 0, 1]);
  });

  it('counts a path in each projection that does all of it', () => {
    const apart = explore(lamps as AnyStateMachine, { projections });
    const pressed = { id: 'r', input: null, steps: [step('R', 'off', 'on')] };
    const { dimensions, unknown } = coverPaths(apart, [pressed]);
    expect(unknown).toEqual([]);
    expect(dimensions.configurations.missing.items.map(({ name }) => name)).toEqual([
      'left: left.off #0',
      'left: left.on #2',
    ]);
    expect(coverPaths(apart, [{ id: 'start', input: null, steps: [] }]).dimensions.configurations.covered).toBe(2);
  });

  it('leaves out malformed payloads, which no chart ever sees', () => {
    const [first, ...others] = shopPaths[0]?.steps ?? [];
    const malformed = {
      event: { type: 'PAY', amount: 'much' },
      expect: 'rejected',
      state: 'open',
      malformed: {} as never,
    } as const;
    const path = {
      id: 'a',
      input: null,
      steps: [malformed, ...(first === undefined ? [] : [first]), malformed, ...others],
    };
    const without = { id: 'a', input: null, steps: shopPaths[0]?.steps ?? [] };
    expect(coverPaths(shopExploration, [path])).toEqual(coverPaths(shopExploration, [without]));
  });

  it('names an event that the states of another projection take', () => {
    const apart = explore(lamps as AnyStateMachine, { projections });
    const mixed = { id: 'mixed', input: null, steps: [step('L', 'on', 'off'), step('R', 'on', 'on')] };
    const coverage = coverPaths(apart, [mixed]);
    expect(coverage.unknown.map(({ reason }) => reason)).toEqual(['the table has no such step at left.on, right.off']);
    expect(coverage.dimensions.steps).toMatchObject({ covered: 1, of: 3 });
  });

  it('excludes what a widget does not offer', () => {
    const path = shopPaths[0] as Path;
    const probe = path.steps.findIndex(({ expect: expected }) => expected === 'rejected');
    const whole = coverPaths(shopExploration, shopPaths).dimensions.illegal;
    const coverage = coverPaths(shopExploration, shopPaths, { notOfferable: [{ path: path.id, step: probe }] });
    const { illegal } = coverage.dimensions;
    expect([illegal.covered, illegal.of, illegal.missing.total]).toEqual([whole.covered - 1, whole.of - 1, 0]);
    expect(illegal.excluded.items.map(({ reason }) => reason)).toEqual(['the widget does not offer it']);
    expect(coverage.rejected).toBe(whole.covered - 1);
    // Where another path could send it, it was sent.
    const again = [...shopPaths, { ...path, id: 'again' }];
    const both = coverPaths(shopExploration, again, { notOfferable: [{ path: path.id, step: probe }] });
    expect(both.dimensions.illegal).toEqual(whole);
    // Without an event that the chart accepts, the rest of the path says nothing.
    const moved = path.steps.findIndex(({ expect: expected }) => expected === 'accepted');
    const stuck = coverPaths(shopExploration, [path], { notOfferable: [{ path: path.id, step: moved }] });
    const reason = 'the widget does not offer it, and the path goes on from there';
    expect(stuck.unknown).toMatchObject([{ path: path.id, step: moved, reason }]);
    expect(stuck.accepted).toBe(0);
  });

  it('lists at most `maxListed` names, and the total', () => {
    const { missing } = coverPaths(shopExploration, [], { maxListed: 2 }).dimensions.steps;
    expect(missing.items.length).toBe(2);
    expect(missing.total).toBe(shopExploration.edges.length);
    const { dimensions } = coverPaths(shopExploration, [], { maxListed: 0 });
    expect(
      dimensionNames.flatMap((name) => [...dimensions[name].missing.items, ...dimensions[name].excluded.items]),
    ).toEqual([]);
    expect([dimensions.guards.missing.total, dimensions.guards.excluded.total]).toEqual([5, 1]);
    for (const maxListed of [-1, 0.5, Number.NaN]) {
      expect(() => coverPaths(shopExploration, [], { maxListed })).toThrow(
        new WidgetError('INVALID_OPTION', 'maxListed must be an integer of at least 0.'),
      );
    }
  });

  it('lists at most `maxListed` of what is excluded', () => {
    const steps = ['DONE', 'KNOCK'].map((type) => ({ event: { type }, expect: 'rejected', state: 'idle' }) as const);
    const { illegal } = coverPaths(exploreKiosk(), [{ id: 'probes', input: null, steps }], {
      notOfferable: [0, 1].map((step) => ({ path: 'probes', step })),
      maxListed: 1,
    }).dimensions;
    expect(illegal).toStrictEqual({
      covered: 0,
      of: 1,
      observed: null,
      missing: { total: 1, items: [{ name: 'sold #1: COIN' }] },
      excluded: { total: 2, items: [{ name: 'idle #0: DONE', reason: 'the widget does not offer it' }] },
    });
  });

  it('is plain data', () => {
    const coverage = coverPaths(shopExploration, shopPaths);
    expect(JSON.parse(JSON.stringify(coverage))).toStrictEqual(coverage);
  });
});

describe('a gate', () => {
  const whole = coverPaths(shopExploration, shopPaths);
  const half = coverPaths(shopExploration, []);

  it('passes what is covered, and says what is not', () => {
    expect(checkCoverage(whole, { steps: 1, illegal: 1, guards: 1, payloads: 1 })).toEqual([]);
    expect(checkCoverage(whole, { transitions: 1, states: 0.8 })).toEqual([
      { dimension: 'transitions', message: 'Of transitions, 4 of 5 are covered: 80 %, and 100 % are asked for.' },
    ]);
    expect(checkCoverage(half, { steps: 0.001, states: 0.5 })).toEqual([
      { dimension: 'states', message: 'Of states, 0 of 5 are covered: 0 %, and 50 % are asked for.' },
      { dimension: 'steps', message: 'Of steps, 0 of 8 are covered: 0 %, and 0.1 % are asked for.' },
    ]);
    expect(checkCoverage(half, { steps: 0 })).toEqual([]);
    expect(checkCoverage(half, {})).toEqual([]);
  });

  it('takes a share for what it is, to the last place', () => {
    for (const of of [3, 7, 25, 29, 1000]) {
      for (let covered = 0; covered <= of; covered++) {
        const { dimensions } = whole;
        const counted = { ...whole, dimensions: { ...dimensions, steps: { ...dimensions.steps, covered, of } } };
        expect(checkCoverage(counted, { steps: covered / of })).toEqual([]);
        if (covered < of) expect(checkCoverage(counted, { steps: (covered + 1) / of })).toHaveLength(1);
      }
    }
  });

  it('lets nothing pass where exploration ended at its limit, or never began', () => {
    const cut = explore(lamps as AnyStateMachine, { maxConfigurations: 2 });
    const coverage = coverPaths(cut, generateSuite(cut).paths);
    expect(checkCoverage(coverage, { steps: 1 }).map(({ message }) => message)).toEqual([
      expect.stringContaining('The chart is not explored: the limit of 2 configurations was reached'),
    ]);
    const stuck = setup({}).createMachine({
      context: () => {
        throw new Error('no key');
      },
    });
    const nothing = coverPaths(explore(stuck as AnyStateMachine), []);
    expect(checkCoverage(nothing, { steps: 1 })).toEqual([
      { dimension: null, message: 'The chart is not explored: no session begins.' },
    ]);
    // Where nothing is asked for, there is nothing to judge.
    expect([...checkCoverage(coverage, {}), ...checkCoverage(nothing, {})]).toEqual([]);
    expect(nothing.cutOff).toEqual([{ kind: 'input', reason: expect.stringContaining('no key') }]);
  });

  const noShare = 'The share of steps must be a number from 0 to 1.';
  it.each([
    [
      { step: 1 },
      'There is no dimension step: there are ' +
        'states, transitions, configurations, steps, pairs, guards, illegal, payloads, tags.',
    ],
    [{ steps: 2 }, noShare],
    [{ steps: -0.1 }, noShare],
    [{ steps: Number.NaN }, noShare],
    [{ steps: '1' }, noShare],
  ])('does not take %o', (gate, message) => {
    expect(() => checkCoverage(whole, gate as CoverageGate)).toThrow(new WidgetError('INVALID_OPTION', message));
  });
});
