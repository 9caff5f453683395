import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, assign, createMachine, setup } from 'xstate';
import type { Exploration, ExploreOptions } from '../../../src/testing/explore/exploration.ts';
import { explore } from '../../../src/testing/explore/explore.ts';

/** What an exploration does not do, in full. */
function leftOut(machine: AnyStateMachine, options: ExploreOptions<never> = {}) {
  const { unreachable, cutOff } = explore(machine, options as ExploreOptions<AnyStateMachine>);
  return { unreachable: unreachable.map(({ kind, id, reason }) => [kind, id, reason]), cutOff };
}

const isOpen = () => false;

/** A chart of one state and its handlers. */
function single(on: object): AnyStateMachine {
  return createMachine({ id: 'm', initial: 'a', states: { a: { on } } } as never);
}

describe('what no session does is told', () => {
  it('of a state that nothing leads to, and of what leaves it', () => {
    const machine = createMachine({ id: 'm', initial: 'a', states: { a: {}, lost: { on: { GO: 'a' } } } });
    expect(leftOut(machine)).toEqual({
      unreachable: [
        ['state', 'm.lost', 'no step leads to it'],
        ['transition', 'm.lost GO', 'its state m.lost is never reached'],
      ],
      cutOff: [],
    });
  });

  it.each<[string, AnyStateMachine, [id: string, reason: string][], ExploreOptions<never>?]>([
    [
      'of one after another without a guard',
      single({ GO: [{ target: 'a', reenter: true }, { guard: isOpen, target: 'a' }, { actions: 'note' }] }),
      [
        ['m.a GO 2', 'a transition before it has no guard and always goes first'],
        ['m.a GO 3', 'a transition before it has no guard and always goes first'],
      ],
    ],
    [
      'of one whose guard never holds, whatever stands before it',
      single({
        GO: [
          { guard: isOpen, target: 'a' },
          { guard: isOpen, actions: 'note' },
        ],
        STAY: [{ actions: 'note' }],
      }),
      [
        ['m.a GO 1', 'its guard isOpen never held where it was asked'],
        ['m.a GO 2', 'its guard isOpen never held where it was asked'],
      ],
    ],
    [
      'of one whose guard never holds, beside one of another state without a guard',
      createMachine({
        id: 'm',
        initial: 'a',
        states: {
          a: { on: { GO: { target: 'b' } } },
          b: {
            on: {
              GO: [
                { guard: isOpen, target: 'a' },
                { guard: isOpen, target: 'b' },
              ],
            },
          },
        },
      }),
      [
        ['m.b GO 1', 'its guard isOpen never held where it was asked'],
        ['m.b GO 2', 'its guard isOpen never held where it was asked'],
      ],
    ],
    [
      'of one that the states below it answer first',
      createMachine({
        id: 'm',
        initial: 'a',
        states: {
          a: { initial: 'x', on: { GO: { actions: 'note' } }, states: { x: { on: { GO: { actions: 'note' } } } } },
        },
      }),
      [['m.a GO', 'another transition always goes first']],
    ],
    [
      'of the end of a state that does not end',
      createMachine({
        id: 'm',
        initial: 'a',
        states: {
          a: { initial: 'x', onDone: 'b', states: { x: { on: { GO: { actions: 'note' } } }, end: { type: 'final' } } },
          b: {},
        },
      }),
      [
        ['m.a.end', 'no step leads to it'],
        ['m.b', 'no step leads to it'],
        ['m.a xstate.done.state.m.a', 'its state m.a is never done'],
      ],
    ],
    [
      'of an event that is not among those given',
      single({ GO: { actions: 'note' }, STAY: { actions: 'note' } }),
      [['m.a STAY', 'no event STAY was given']],
      { events: [{ type: 'GO' }] },
    ],
    [
      'of an event of which another is the beginning',
      single({ STAY: { actions: 'note' }, STAX: { actions: 'note' } }),
      [['m.a STAY', 'no event STAY was given']],
      { events: [{ type: 'STAX' }] },
    ],
    [
      'of a wildcard that no event is left for',
      single({ GO: { actions: 'note' }, '*': { actions: 'note' } }),
      [['m.a *', 'another transition always goes first']],
      { events: [{ type: 'GO' }] },
    ],
    [
      'of a partial wildcard, for which its own prefix alone is an event, and no longer word',
      single({ 'go.*': { actions: 'note' }, 'stay.*': { actions: 'note' }, gone: { actions: 'note' } }),
      [['m.a stay.*', 'no event stay.* was given']],
      { events: [{ type: 'go' }, { type: 'gone' }, { type: 'staying' }] },
    ],
    [
      'of a partial wildcard whose guard never holds, for any event of its prefix',
      single({ 'go.*': { guard: isOpen, actions: 'note' }, 'stay.*': { guard: isOpen, actions: 'note' } }),
      [
        ['m.a go.*', 'its guard isOpen never held where it was asked'],
        ['m.a stay.*', 'its guard isOpen never held where it was asked'],
      ],
      { events: [{ type: 'go.on' }, { type: 'stay' }] },
    ],
    [
      'of an event of an actor that there is not',
      single({ 'xstate.done.actor.bank': { actions: 'note' } }),
      [['m.a xstate.done.actor.bank', 'nothing sends xstate.done.actor.bank there']],
    ],
    [
      'of a transition without event whose guard never holds',
      createMachine({ id: 'm', initial: 'a', states: { a: { always: { guard: isOpen, target: 'a' } } } }),
      [['m.a always', 'its guard isOpen never held where it was asked']],
    ],
  ])('%s', (_, machine, reasons, options) => {
    const found = leftOut(machine, options);
    expect(found.unreachable.map(([, id, reason]) => [id, reason])).toEqual(reasons);
    expect(found.cutOff).toEqual([]);
  });

  it('of one that others go before, whatever else throws or lies beyond the limit', () => {
    const broken = assign(() => {
      throw new Error('broken');
    });
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { on: { FALL: { actions: broken }, GO: 'b', '*': { actions: 'note' } } }, b: {} },
    });
    const reasonOf = (options: ExploreOptions<never>) =>
      leftOut(machine, options).unreachable.find(([, id]) => id === 'm.a *')?.[2];
    const first = 'another transition always goes first, as far as it was explored';
    expect(reasonOf({ events: [{ type: 'GO' }], maxConfigurations: 1 } as never)).toBe(first);
    const under = createMachine({
      id: 'm',
      initial: 'a',
      states: {
        a: {
          initial: 'x',
          on: { GO: { actions: 'note' } },
          states: { x: { on: { GO: { actions: 'note' }, FALL: { actions: broken } } } },
        },
      },
    });
    expect(leftOut(under).unreachable.find(([, id]) => id === 'm.a GO')?.[2]).toBe(first);
  });

  it('of one whose event moves no projection', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { on: { GO: 'b', STAY: 'c' } }, b: { on: { STAY: 'a' } }, c: {} },
    });
    const projections = [{ name: 'go', includes: ({ type }: { type: string }) => type === 'GO' }];
    expect(leftOut(machine, { projections }).unreachable).toEqual([
      ['state', 'm.c', 'what leads to it is in no projection that can take it'],
      ['transition', 'm.a STAY', 'its event is in no projection that can take it'],
      ['transition', 'm.b STAY', 'its event is in no projection that can take it'],
    ]);
  });

  it('of one that leads beyond the limit, and of one that throws', () => {
    const broken = assign(() => {
      throw new Error('broken');
    });
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { on: { GO: 'b', FALL: { actions: broken } } }, b: {} },
    });
    expect(leftOut(machine, { maxConfigurations: 1 }).unreachable).toEqual([
      ['state', 'm.b', 'it lies beyond the limit, as far as it was explored'],
      ['transition', 'm.a GO', 'it leads beyond the limit, as far as it was explored'],
      ['transition', 'm.a FALL', 'it threw when it was tried, as far as it was explored'],
    ]);
  });

  it('by the name of a guard, however it is written', () => {
    const named = setup({ guards: { isRich: isOpen, isOlder: (_, _params: { than: number }) => false } });
    const machine = named.createMachine({
      id: 'm',
      on: {
        A: { guard: 'isRich', actions: () => {} },
        B: { guard: { type: 'isOlder', params: { than: 3 } }, actions: () => {} },
        C: { guard: isOpen, actions: () => {} },
        D: {
          guard: (
            () => () =>
              false
          )(),
          actions: () => {},
        },
        E: { guard: { guard: () => false }.guard, actions: () => {} },
        F: { actions: () => {} },
      },
    });
    const { transitions } = explore(machine).chart;
    expect(transitions.flatMap(({ targets }) => targets)).toEqual([]);
    expect(transitions.map(({ event, guard }) => [event, guard])).toEqual([
      ['A', 'isRich'],
      ['B', 'isOlder'],
      ['C', 'isOpen'],
      ['D', 'inline guard'],
      ['E', 'inline guard'],
      ['F', null],
    ]);
  });
});

describe('what is cut off is told', () => {
  const counting = (context: object) =>
    createMachine({
      types: {} as { context: { count: number; twice: number } },
      id: 'm',
      context: context as { count: number; twice: number },
      on: {
        ADD: { actions: assign({ count: ({ context }) => context.count + 1 }) },
        NEVER: { guard: isOpen, actions: 'x' },
      },
    });

  it('of a limit, with what grows, and what is not known for certain then', () => {
    const options = { maxConfigurations: 3, events: [{ type: 'ADD' }] };
    expect(leftOut(counting({ few: 1, count: 0, none: 0 }), options)).toEqual({
      unreachable: [['transition', 'm NEVER', 'no event NEVER was given, as far as it was explored']],
      cutOff: [
        {
          kind: 'limit',
          reason:
            'the limit of 3 configurations was reached, and 1 step leads beyond it. Of the context, count takes the most values: bound it, or leave it out with an abstraction.',
        },
      ],
    });
  });

  it('of a limit without a context', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { on: { GO: 'b', OVER: 'c' } }, b: {}, c: {} },
    });
    expect(leftOut(machine, { maxConfigurations: 1 }).cutOff).toEqual([
      { kind: 'limit', reason: 'the limit of 1 configurations was reached, and 2 steps lead beyond it.' },
    ]);
  });

  it('of what grows, as it grew last', () => {
    // Many values of `early` at first, and of `late` only from there on.
    const machine = createMachine({
      types: {} as { context: { early: number; late: number } },
      id: 'm',
      context: { early: 0, late: 0 },
      on: {
        NEXT: {
          actions: assign(({ context: { early, late } }) =>
            early < 1050 ? { early: early + 1, late } : { early, late: late + 1 },
          ),
        },
      },
    });
    const [cut] = explore(machine, { maxConfigurations: 2060 }).cutOff;
    expect(cut?.reason).toContain('late takes the most values');
  });

  it('of an input that a machine does not start with, once for all projections', () => {
    const machine = createMachine({
      types: {} as { input: number; context: { of: number } },
      id: 'm',
      context: ({ input }) => {
        if (input === 2) throw new Error('no second');
        return { of: input };
      },
    });
    const projections = [
      { name: 'one', includes: () => true },
      { name: 'two', includes: () => true },
      { name: 'three', includes: () => true },
    ];
    const { starts, cutOff, projections: names } = explore(machine, { inputs: [1, 2], projections });
    expect(cutOff).toEqual([{ kind: 'input', reason: 'it does not start with input 2: no second' }]);
    expect(starts).toEqual([
      { configuration: 0, input: 0 },
      { configuration: 1, input: 0 },
      { configuration: 2, input: 0 },
    ]);
    expect(names).toEqual(['one', 'two', 'three']);
  });

  it('of an input beyond the limit, which begins nowhere', () => {
    const machine = createMachine({
      types: {} as { input: number; context: { of: number } },
      context: ({ input }) => ({ of: input }),
    });
    const { starts, cutOff } = explore(machine, { inputs: [1, 2], maxConfigurations: 1 });
    expect(starts).toEqual([{ configuration: 0, input: 0 }]);
    expect(cutOff).toMatchObject([{ kind: 'limit' }]);
  });

  it('of events that cannot be told, where they cannot', () => {
    const machine = createMachine({ id: 'm', initial: 'a', states: { a: { on: { GO: 'b' } }, b: {} } });
    const events: ExploreOptions<AnyStateMachine>['events'] = ({ value }) => {
      if (value === 'b') throw new Error('no words');
      return [{ type: 'GO' }];
    };
    expect(explore(machine, { events }).cutOff).toEqual([
      { kind: 'threw', reason: 'the events function threw: no words', state: 'b' },
    ]);
  });

  it('of an event that makes the machine throw', () => {
    const machine = single({
      GO: {
        guard: () => {
          throw new Error('no guard today');
        },
        target: 'a',
      },
    });
    expect(leftOut(machine).cutOff).toEqual([
      { kind: 'threw', reason: expect.stringMatching(/no guard today$/), state: 'a', event: { type: 'GO' } },
    ]);
  });
});

describe('what is asked for wrongly is told', () => {
  it.each<[string, object, string]>([
    ['a limit', { maxConfigurations: 0 }, 'maxConfigurations must be above 0.'],
    ['an event', { events: [{ type: '*' }] }, 'events must be objects with a type other than *.'],
    ['an option', { event: [] }, 'explore has no option "event": did you mean "events"?'],
  ])('of %s', (_, options, sentence) => {
    expect(() => explore(single({}), options)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: sentence }),
    );
  });

  it('of what is no machine', () => {
    expect(() => explore('m' as never)).toThrow('explore takes an XState v5 machine, but got the text "m".');
  });
});

describe('an exploration tells', () => {
  it('its one projection by no name, and whether it looks at less than the context', () => {
    const whole: Exploration = explore(single({}));
    expect([whole.projections, whole.abstracted]).toEqual([[''], false]);
    expect(explore(single({}), { abstractContext: () => 0 }).abstracted).toBe(true);
  });

  it('which configuration a snapshot is in, by projection', () => {
    const projections = [
      { name: 'go', includes: ({ type }: { type: string }) => type === 'GO' },
      { name: 'none', includes: () => false },
    ];
    const machine = createMachine({ id: 'm', initial: 'a', states: { a: { on: { GO: 'b' } }, b: {} } });
    const { chart, locate, configurations } = explore(machine, { projections });
    const a = chart.start(undefined);
    const b = chart.step(a, { type: 'GO' }).next;
    expect([locate(0, a), locate(1, a), locate(0, b), locate(1, b)]).toEqual([0, 1, 2, null]);
    expect(configurations.map(({ projection }) => projection)).toEqual([0, 1, 0]);
  });

  it('no refused event of the machine itself', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { after: { 10: { guard: isOpen, target: 'b' } } }, b: {} },
    });
    const { refused, events } = explore(machine);
    expect(events.map(({ event, internal }) => [event.type, internal])).toEqual([['xstate.after.10.m.a', true]]);
    expect(refused).toEqual([[]]);
  });
});
