import { and, assign, createMachine, enqueueActions, not, or, raise, sendTo, setup, stateIn } from 'xstate';
import { probes } from './probe.ts';

const count = assign({ n: ({ context }: { context: { n: number } }) => context.n + 1 });

/** The ways of a transition. */
export const transitions = probes('transitions', {
  'self, internal and re-entering': {
    about: 'to itself, to a child from outside and from within, and in again',
    machine: createMachine({
      initial: 'p',
      states: {
        p: {
          initial: 'x',
          on: { SELF: 'p', INNER: '.y', AGAIN: { target: '.y', reenter: true } },
          states: { x: { on: { STEP: 'y' } }, y: {} },
        },
      },
    }),
    truth: { configurations: 2, steps: 7, illegal: 1, transitions: [4, 4], shortest: [7, 2] },
  },
  'an action alone': {
    about: 'a context that changes without a move is another configuration',
    machine: createMachine({
      types: {} as { context: { n: number } },
      context: { n: 0 },
      initial: 'a',
      states: { a: { on: { UP: { guard: ({ context }) => context.n < 3, actions: count } } } },
    }),
    truth: { configurations: 4, steps: 3, illegal: 1, transitions: [1, 1], shortest: [3, 1] },
  },
  'a forbidden event': {
    about: 'an empty transition keeps the event from its parent, in that state only',
    machine: createMachine({
      initial: 'open',
      on: { QUIT: '.gone' },
      states: { open: { on: { LOCK: 'locked' } }, locked: { on: { QUIT: {}, UNLOCK: 'open' } }, gone: {} },
    }),
    truth: { configurations: 3, steps: 4, illegal: 5, transitions: [3, 3], shortest: [4, 1] },
  },
  'a forbidden event by undefined': {
    about: 'undefined forbids as well',
    machine: createMachine({
      initial: 'open',
      on: { QUIT: '.gone' },
      states: { open: { on: { LOCK: 'locked' } }, locked: { on: { QUIT: undefined } }, gone: {} },
    }),
    truth: { configurations: 3, steps: 3, illegal: 3, transitions: [2, 2] },
  },
  'a chain of always': {
    about: 'all of it is taken in one step',
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: { always: 'c' }, c: { always: 'd' }, d: { on: { BACK: 'a' } } },
    }),
    truth: { configurations: 2, steps: 2, illegal: 2, transitions: [4, 4], shortest: [2, 1] },
  },
  'always at the very start': {
    about: 'what is taken before the first event is covered by starting',
    machine: createMachine({
      initial: 'check',
      states: { check: { always: 'ready' }, ready: { on: { GO: 'done' } }, done: {} },
    }),
    truth: { configurations: 2, steps: 1, illegal: 1, transitions: [2, 2], shortest: [1, 1] },
  },
  'always by a guard': {
    about: 'each of its branches, and a branch that never holds',
    machine: createMachine({
      types: {} as { context: { n: number } },
      context: { n: 0 },
      initial: 'idle',
      states: {
        idle: { on: { TRY: { target: 'judge', actions: count } } },
        judge: {
          always: [
            { guard: ({ context }) => context.n > 5, target: 'lost' },
            { guard: ({ context }) => context.n > 1, target: 'locked' },
            { target: 'idle' },
          ],
        },
        locked: {},
        lost: {},
      },
    }),
    truth: {
      configurations: 3,
      steps: 2,
      illegal: 1,
      transitions: [3, 4],
      unreachable: [
        ['(machine).lost', 'no step leads to it'],
        ['(machine).judge always 1', 'its guard inline guard never held'],
      ],
    },
  },
  'always that reads the event': {
    about: 'an event that nothing handles, and that an always transition answers to, is accepted',
    machine: createMachine({
      initial: 'a',
      on: { OTHER: {} },
      states: { a: { always: { guard: ({ event }) => event.type === 'POKE', target: 'b' } }, b: {} },
    }),
    options: { events: [{ type: 'POKE' }, { type: 'OTHER' }] },
    truth: { configurations: 2, steps: 1, illegal: 3, transitions: [1, 1], shortest: [1, 1] },
  },
  'raised events': {
    about: 'what they take belongs to the step that raised them',
    machine: createMachine({
      initial: 'a',
      states: {
        a: { on: { GO: { target: 'b', actions: raise({ type: 'NEXT' }) } } },
        b: { on: { NEXT: 'c' } },
        c: { on: { BACK: 'a' } },
      },
    }),
    options: { events: [{ type: 'GO' }, { type: 'BACK' }] },
    truth: { configurations: 2, steps: 2, illegal: 2, transitions: [3, 3], shortest: [2, 1] },
  },
  'raised on entry': {
    about: 'entering raises what leads on',
    machine: createMachine({
      initial: 'a',
      states: { a: { entry: raise({ type: 'ON' }), on: { ON: 'b' } }, b: { on: { OFF: 'a' } } },
    }),
    truth: { configurations: 1, steps: 1, illegal: 1, transitions: [2, 2], shortest: [1, 1] },
  },
  'sent to itself': {
    about: 'an actor takes what it sends to itself once the step is done',
    machine: createMachine({
      initial: 'a',
      states: {
        a: { on: { GO: { target: 'b', actions: sendTo(({ self }) => self, { type: 'NEXT' }) } } },
        b: { on: { NEXT: 'c' } },
        c: { on: { BACK: 'a' } },
      },
    }),
    options: { events: [{ type: 'GO' }, { type: 'BACK' }] },
    truth: { configurations: 2, steps: 2, illegal: 2, transitions: [3, 3], shortest: [2, 1] },
  },
  'enqueued actions': {
    about: 'what is enqueued under a condition is explored',
    machine: createMachine({
      types: {} as { context: { n: number } },
      context: { n: 0 },
      initial: 'a',
      states: {
        a: {
          on: {
            UP: {
              actions: enqueueActions(({ context, enqueue }) => {
                if (context.n < 2) enqueue.assign({ n: context.n + 1 });
                else enqueue.raise({ type: 'FULL' });
              }),
            },
            FULL: 'full',
          },
        },
        full: {},
      },
    }),
    options: { events: [{ type: 'UP' }] },
    truth: { configurations: 4, steps: 3, illegal: 1, transitions: [2, 2], shortest: [3, 1] },
  },
  'a wildcard of a projection': {
    about: 'mouse.* takes what begins so, after the exact names',
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { 'mouse.down': 'b', 'mouse.*': 'c' } }, b: {}, c: {} },
    }),
    truth: { configurations: 3, steps: 2, illegal: 4, transitions: [2, 2], shortest: [2, 2] },
  },
  'a wildcard that forbids the rest': {
    about: 'a wildcard without target shields from the parent',
    machine: createMachine({
      initial: 'shield',
      on: { HIT: '.dead' },
      states: { shield: { on: { DROP: 'bare', '*': {} } }, bare: {}, dead: {} },
    }),
    options: { events: [{ type: 'HIT' }, { type: 'DROP' }] },
    truth: { configurations: 3, steps: 3, illegal: 3, transitions: [2, 2] },
  },
  'root handlers': {
    about: 'the root takes an event wherever no state below does',
    machine: createMachine({
      initial: 'a',
      on: { RESET: '.a' },
      states: { a: { on: { GO: 'b' } }, b: { on: { RESET: 'c' } }, c: {} },
    }),
    truth: { configurations: 3, steps: 4, illegal: 2, transitions: [3, 3], shortest: [4, 1] },
  },
  'several targets': {
    about: 'one event sets several regions at once',
    machine: createMachine({
      initial: 'off',
      states: {
        off: { on: { ON: { target: ['on.l.two', 'on.r.two'] }, HALF: 'on' } },
        on: {
          type: 'parallel',
          on: { OFF: 'off' },
          states: {
            l: { initial: 'one', states: { one: {}, two: {} } },
            r: { initial: 'one', states: { one: {}, two: {} } },
          },
        },
      },
    }),
    truth: { configurations: 3, steps: 4, illegal: 5, transitions: [3, 3], shortest: [4, 1] },
  },
  'out of a region, both at once': {
    about: 'of two regions that leave at the same event only the first goes, and the second is not covered',
    machine: createMachine({
      initial: 'p',
      states: {
        p: {
          type: 'parallel',
          states: {
            l: { initial: 'x', states: { x: { on: { OUT: '#left' } } } },
            r: { initial: 'y', states: { y: { on: { OUT: '#right' } } } },
          },
        },
        left: { id: 'left' },
        right: { id: 'right' },
      },
    }),
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 1,
      transitions: [1, 2],
      unreachable: [
        ['right', 'no step leads to it'],
        ['(machine).p.r.y OUT', 'another transition always goes first'],
      ],
    },
  },
  'one event in two regions': {
    about: 'both take it in one step',
    machine: createMachine({
      type: 'parallel',
      states: {
        l: { initial: 'x', states: { x: { on: { FLIP: 'y' } }, y: { on: { FLIP: 'x' } } } },
        r: { initial: 'x', states: { x: { on: { FLIP: 'y', SOLO: 'y' } }, y: { on: { FLIP: 'x' } } } },
      },
    }),
    truth: { configurations: 4, steps: 6, illegal: 2, transitions: [5, 5] },
  },
  'guards put together': {
    about: 'and, or, not, stateIn, by name, inline and with parameters',
    machine: setup({
      types: {} as { context: { n: number } },
      guards: {
        atLeast: ({ context }, { least }: { least: number }) => context.n >= least,
        even: ({ context }) => context.n % 2 === 0,
      },
    }).createMachine({
      context: { n: 0 },
      type: 'parallel',
      states: {
        count: {
          initial: 'on',
          states: {
            on: {
              on: {
                UP: {
                  guard: not({ type: 'atLeast', params: { least: 3 } }),
                  actions: assign({ n: ({ context }) => context.n + 1 }),
                },
              },
            },
          },
        },
        gate: {
          initial: 'shut',
          states: {
            shut: { on: { OPEN: { guard: and([{ type: 'atLeast', params: { least: 1 } }, 'even']), target: 'open' } } },
            open: {
              on: { SHUT: { guard: or([stateIn('#nowhere'), ({ context }) => context.n === 3]), target: 'shut' } },
            },
            never: { id: 'nowhere' },
          },
        },
      },
    }),
    // shut with 0 to 3; open with 2 and 3.
    truth: {
      configurations: 6,
      steps: 6,
      illegal: 12,
      transitions: [3, 3],
      unreachable: [['nowhere', 'no step leads to it']],
    },
  },
  'guards in order': {
    about: 'a transition after one without a guard is dead, and said to be',
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { GO: [{ target: 'b' }, { target: 'c' }] } }, b: {}, c: {} },
    }),
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 1,
      transitions: [1, 2],
      unreachable: [
        ['(machine).c', 'no step leads to it'],
        ['(machine).a GO 2', 'a transition before it has no guard'],
      ],
    },
  },
  'a parameter made of the event': {
    about: 'parameters of guards and actions may be functions',
    machine: setup({
      types: {} as { context: { n: number }; events: { type: 'ADD'; by: number } },
      guards: { small: (_, { sum }: { sum: number }) => sum <= 3 },
      actions: { set: assign({ n: (_, { sum }: { sum: number }) => sum }) },
    }).createMachine({
      context: { n: 0 },
      on: {
        ADD: {
          guard: { type: 'small', params: ({ context, event }) => ({ sum: context.n + event.by }) },
          actions: { type: 'set', params: ({ context, event }) => ({ sum: context.n + event.by }) },
        },
      },
    }),
    options: { events: [{ type: 'ADD', by: 1 } as { type: string }, { type: 'ADD', by: 2 } as { type: string }] },
    // 0, 1, 2, 3: by 1 from three of them, by 2 from two.
    truth: { configurations: 4, steps: 5, illegal: 3, transitions: [1, 1] },
  },
  'a route': {
    about: 'a state that may be gone to by its id',
    machine: createMachine({
      id: 'app',
      initial: 'home',
      states: { home: { id: 'home', route: {} }, help: { id: 'help', route: {} } },
    } as never),
    truth: { configurations: 2, steps: 4, illegal: 0, transitions: [2, 2], shortest: [4, 1] },
  },
});
