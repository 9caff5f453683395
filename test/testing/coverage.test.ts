import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, assign, type EventObject, setup } from 'xstate';
import { type Coverage, coverPaths } from '../../src/testing/coverage/coverage.ts';
import { type CoverageGate, checkCoverage } from '../../src/testing/coverage/gate.ts';
import { dimensionNames } from '../../src/testing/coverage/touched.ts';
import { explore } from '../../src/testing/explore/explore.ts';
import { exploreProvider } from '../../src/testing/providers.ts';
import { parseSuite, suiteJson } from '../../src/testing/suite/json.ts';
import { generateSuite, type Path } from '../../src/testing/suite/suite.ts';
import { all } from '../support/cases.ts';

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

const parts = [
  { name: 'left', moves: ({ type }: EventObject) => type === 'L' },
  { name: 'right', moves: ({ type }: EventObject) => type === 'R' },
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
    const exploration = exploreProvider(provider);
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
    expect(guards.apart.items).toEqual([
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

  it('counts a path in each part that does all of it', () => {
    const apart = explore(lamps as AnyStateMachine, { parts });
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

  it('names an event that the states of another part take', () => {
    const apart = explore(lamps as AnyStateMachine, { parts });
    const mixed = { id: 'mixed', input: null, steps: [step('L', 'on', 'off'), step('R', 'on', 'on')] };
    const coverage = coverPaths(apart, [mixed]);
    expect(coverage.unknown.map(({ reason }) => reason)).toEqual(['the table has no such step at left.on, right.off']);
    expect(coverage.dimensions.steps).toMatchObject({ covered: 1, of: 3 });
  });

  it('counts apart what a widget does not offer', () => {
    const path = shopPaths[0] as Path;
    const probe = path.steps.findIndex(({ expect: expected }) => expected === 'rejected');
    const whole = coverPaths(shopExploration, shopPaths).dimensions.illegal;
    const coverage = coverPaths(shopExploration, shopPaths, { notOfferable: [{ path: path.id, step: probe }] });
    const { illegal } = coverage.dimensions;
    expect([illegal.covered, illegal.of, illegal.missing.total]).toEqual([whole.covered - 1, whole.of - 1, 0]);
    expect(illegal.apart.items.map(({ reason }) => reason)).toEqual(['the widget does not offer it']);
    expect(coverage.rejected).toBe(whole.covered - 1);
    // Where another path could send it, it was sent.
    const again = [...shopPaths, { ...path, id: 'again' }];
    const both = coverPaths(shopExploration, again, { notOfferable: [{ path: path.id, step: probe }] });
    expect(both.dimensions.illegal).toEqual(whole);
    // Without an event that the chart accepts, the rest of the path says nothing.
    const moved = path.steps.findIndex(({ expect: expected }) => expected === 'accepted');
    const stuck = coverPaths(shopExploration, [path], { notOfferable: [{ path: path.id, step: moved }] });
    expect(stuck.unknown).toMatchObject([{ path: path.id, step: moved }]);
    expect(stuck.accepted).toBe(0);
  });

  it('lists no more names than asked for, and tells how many there are', () => {
    const { missing } = coverPaths(shopExploration, [], { maxListed: 2 }).dimensions.steps;
    expect(missing.items.length).toBe(2);
    expect(missing.total).toBe(shopExploration.arcs.length);
    expect(() => coverPaths(shopExploration, [], { maxListed: -1 })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });

  it('is plain data', () => {
    const coverage = coverPaths(shopExploration, shopPaths);
    expect(JSON.parse(JSON.stringify(coverage))).toEqual(coverage);
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
    expect(checkCoverage(half, { steps: 0.001 })).toHaveLength(1);
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
    expect(nothing.cutOff).toEqual([{ kind: 'input', reason: expect.stringContaining('no key') }]);
  });

  it.each([{ step: 1 }, { steps: 2 }, { steps: Number.NaN }, { steps: '1' }])('does not take %o', (gate) => {
    expect(() => checkCoverage(whole, gate as CoverageGate)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });
});
