import { describe, expect, it } from 'vitest';
import { assign, createActor, createMachine, fromPromise, raise, sendTo, setup, spawnChild } from 'xstate';
import { WidgetError } from '../../../src/errors.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import { chartOf } from '../../../src/testing/explore/chart.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { all, kitOf } from '../../support/cases.ts';

const door = createMachine({
  types: {} as { context: { opened: number } },
  context: { opened: 0 },
  initial: 'shut',
  states: {
    shut: {
      on: {
        OPEN: {
          guard: ({ context }) => context.opened < 2,
          target: 'open',
          actions: assign({ opened: ({ context }) => context.opened + 1 }),
        },
      },
    },
    open: { on: { SHUT: 'shut' } },
  },
});

describe('an exploration', () => {
  it.each(all)('of $name leaves nothing out', (provider) => {
    const { unreachable, cutOff, refused, configurations, events, edges } = exploreKit(kitOf(provider));
    expect(unreachable).toEqual([]);
    expect(cutOff).toEqual([]);
    expect(edges.length + refused.flat().length).toBeLessThanOrEqual(configurations.length * events.length);
  });

  it('accepts or refuses each event in each configuration', () => {
    const { configurations, edges, refused, events } = explore(door);
    expect(edges.length + refused.flat().length).toBe(configurations.length * events.length);
  });

  it('leads from each configuration back to a start', () => {
    const { configurations, edges, starts } = explore(door);
    const begun = new Set(starts.map(({ configuration }) => configuration));
    for (const { index, reachedBy } of configurations) {
      if (reachedBy === null) expect(begun).toContain(index);
      else expect(edges[reachedBy]).toMatchObject({ to: index });
    }
  });

  it('tries each type that the chart names, and for a wildcard one that only it takes', () => {
    const machine = createMachine({ on: { GO: {}, 'go.*': {}, '*': { actions: () => {} } } });
    expect(explore(machine).events.map(({ event }) => event)).toEqual([
      { type: 'GO' },
      { type: 'go.any' },
      { type: 'any-other-event' },
    ]);
  });

  it('tells final states of a region apart, and histories by what they hold, in whatever order it came', () => {
    const ends = createMachine({
      type: 'parallel',
      states: {
        one: {
          initial: 'a',
          states: { a: { on: { X: 'x', Y: 'y' } }, x: { type: 'final' }, y: { type: 'final' } },
        },
        other: {},
      },
    });
    expect(explore(ends).configurations).toHaveLength(3);
    const visited = (name: string) => ({
      initial: 'first',
      states: { first: {}, back: { type: 'history' as const } },
      on: { [`LEAVE_${name}`]: 'home' },
    });
    const rooms = createMachine({
      initial: 'home',
      states: { home: { on: { TO_A: 'a', TO_B: 'b' } }, a: visited('A'), b: visited('B') },
    });
    // Home and both rooms, with each of the two rooms remembered or not.
    expect(explore(rooms).configurations).toHaveLength(12);
  });

  it('runs no action and leaves the machine as it was', () => {
    const ran: string[] = [];
    const machine = createMachine({
      initial: 'a',
      states: {
        a: { entry: () => ran.push('entry'), on: { GO: { target: 'b', actions: () => ran.push('action') } } },
        b: {},
      },
    });
    const before = JSON.stringify(machine.definition);
    explore(machine);
    expect(ran).toEqual([]);
    expect(JSON.stringify(machine.definition)).toBe(before);
    createActor(machine).start().send({ type: 'GO' });
    expect(ran).toEqual(['entry', 'action']);
  });

  it.each([0, -1, Number.NaN])('refuses a limit of %s', (maxConfigurations) => {
    expect(() => explore(door, { maxConfigurations })).toThrow(WidgetError);
  });

  it.each([null, {}, { type: 1 }, { type: '*' }])('refuses the event %j', (event) => {
    const events = [event as { type: string }];
    expect(() => explore(door, { events })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(() => explore(door, { events: () => events })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

describe('an end of an actor whose output nobody gave', () => {
  const checkout = setup({ actors: { pay: fromPromise(async () => ({ receipt: 'r1' })) } }).createMachine({
    id: 'out',
    initial: 'paying',
    states: {
      paying: { invoke: { src: 'pay', onDone: { guard: ({ event }) => event.output.receipt !== '', target: 'paid' } } },
      paid: {},
    },
  });
  const type = 'xstate.done.actor.0.out.paying';

  it('is told with the event to give, where a guard reads it', () => {
    const { cutOff, unreachable } = explore(checkout);
    const hint = `(no output was given: add { type: '${type}', output: … } to the events)`;
    expect(cutOff.map(({ reason }) => reason)).toEqual([expect.stringContaining(hint)]);
    expect(unreachable.find(({ id }) => id.includes(type))?.reason).toContain(hint);
  });

  it('is walked with what is given', () => {
    const events = [{ type, output: { receipt: 'r1' } }];
    expect(explore(checkout, { events })).toMatchObject({ cutOff: [], unreachable: [] });
    const [cut] = explore(checkout, { events: [{ type }] }).cutOff;
    expect(cut?.reason).not.toContain('no output was given');
    const [, reason] = explore(checkout, { events: [{ type, output: { receipt: '' } }] }).unreachable.map(
      (each) => each.reason,
    );
    expect(reason).toBe('its guard inline guard never held where it was asked');
  });
});

describe('a chart', () => {
  it('tells the answers of its guards while somebody watches', () => {
    const chart = chartOf(door);
    const answers: [number, boolean][] = [];
    const shut = chart.start(undefined);
    chart.step(shut, { type: 'OPEN' });
    chart.watchGuards((transition, held) => answers.push([transition, held]));
    const { next } = chart.step(shut, { type: 'OPEN' });
    const again = chart.step(chart.step(next, { type: 'SHUT' }).next, { type: 'OPEN' }).next;
    chart.step(chart.step(again, { type: 'SHUT' }).next, { type: 'OPEN' });
    chart.watchGuards(null);
    chart.step(shut, { type: 'OPEN' });
    expect(answers).toEqual([
      [0, true],
      [0, true],
      [0, false],
    ]);
  });

  it('gives back the very snapshot for an event that it refuses', () => {
    const chart = chartOf(door);
    const shut = chart.start(undefined);
    expect(chart.step(shut, { type: 'SHUT' })).toEqual({ next: shut, accepted: false, transitions: [] });
  });

  it('takes and awaits nothing where it has ended', () => {
    const machine = createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'over' } }, over: { type: 'final' } },
      on: { RING: { actions: () => {} } },
      after: { 10: '.over' },
    });
    const chart = chartOf(machine);
    const { next } = chart.step(chart.start(undefined), { type: 'GO' });
    expect(chart.step(next, { type: 'RING' })).toEqual({ next, accepted: false, transitions: [] });
    expect(chart.pending(next)).toEqual([]);
  });

  it('tells itself nothing any more where it has ended', () => {
    const machine = createMachine({
      initial: 'a',
      states: {
        a: { on: { GO: { target: 'over', actions: sendTo(({ self }) => self, { type: 'RING' }) } } },
        over: { type: 'final' },
      },
      on: { RING: { actions: () => {} } },
    });
    const chart = chartOf(machine);
    expect(chart.step(chart.start(undefined), { type: 'GO' }).transitions).toHaveLength(1);
  });

  it('awaits an actor anew that is spawned anew, and finds it by its name', () => {
    const wait = fromPromise(async () => {});
    const machine = setup({ types: { context: {} as { found: boolean } }, actors: { wait } }).createMachine({
      context: { found: false },
      on: {
        CALL: { actions: spawnChild('wait', { id: 'call', systemId: 'line' }) },
        LOOK: { actions: assign({ found: ({ system }) => system.get('line') !== undefined }) },
        'xstate.done.actor.call': { actions: () => {} },
      },
    });
    const chart = chartOf(machine);
    const start = chart.start(undefined);
    const walk = (...types: string[]) => types.reduce((at, type) => chart.step(at, { type }).next, start);
    const done = 'xstate.done.actor.call';
    const due = (...types: string[]) => chart.pending(walk(...types)).includes(done);
    expect([due(), due('CALL'), due('CALL', done), due('CALL', done, 'CALL')]).toEqual([false, true, false, true]);
    expect(walk('CALL', 'LOOK').context).toEqual({ found: true });
  });

  it('names the transitions of a step in the order in which they are taken', () => {
    const machine = createMachine({
      initial: 'a',
      states: {
        a: { on: { GO: { target: 'b', actions: raise({ type: 'NEXT' }) } } },
        b: { on: { NEXT: 'c' } },
        c: { always: 'd' },
        d: {},
      },
    });
    const chart = chartOf(machine);
    const { transitions } = chart.step(chart.start(undefined), { type: 'GO' });
    expect(transitions.map((number) => chart.transitions[number]?.id)).toEqual([
      '(machine).a GO',
      '(machine).b NEXT',
      '(machine).c always',
    ]);
  });
});
