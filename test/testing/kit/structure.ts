import { createMachine } from 'xstate';
import { probes } from './probe.ts';

const turn = { initial: 'x', states: { x: { on: { FLIP: 'y' } }, y: { on: { FLIP: 'x' } } } } as const;

/** How states are put together, and what they are called. */
export const structure = probes('structure', {
  'shallow history': {
    about: 'the child that was left is entered again, by its own initial state',
    machine: createMachine({
      initial: 'on',
      states: {
        on: {
          initial: 'x',
          on: { OFF: 'off' },
          states: {
            x: { on: { NEXT: 'y' } },
            y: { initial: 'one', states: { one: { on: { NEXT: 'two' } }, two: {} } },
            back: { type: 'history' },
          },
        },
        off: { on: { ON: 'on.back' } },
      },
    }),
    // x, one and two without a memory; off after x, and off after y; x, one and two after x, one and two after y.
    truth: { configurations: 10, steps: 15, illegal: 15, transitions: [4, 4] },
  },
  'deep history': {
    about: 'all below is entered again',
    machine: createMachine({
      initial: 'on',
      states: {
        on: {
          initial: 'x',
          on: { OFF: 'off' },
          states: {
            x: { on: { NEXT: 'y' } },
            y: { initial: 'one', states: { one: { on: { NEXT: 'two' } }, two: {} } },
            back: { type: 'history', history: 'deep' },
          },
        },
        off: { on: { ON: 'on.back' } },
      },
    }),
    // x, one and two without a memory; off after each; then x, one and two, one and two, and two.
    truth: { configurations: 12, steps: 17, illegal: 19, transitions: [4, 4] },
  },
  'history without a past': {
    about: 'a history state that was never left goes to its target',
    machine: createMachine({
      initial: 'off',
      states: {
        off: { on: { ON: 'on.back' } },
        on: { initial: 'x', states: { x: {}, y: {}, back: { type: 'history', target: 'y' } } },
      },
    }),
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 1,
      transitions: [1, 1],
      unreachable: [['(machine).on.x', 'no step leads to it']],
    },
  },
  'final at the top': {
    about: 'a chart that has ended takes nothing, whatever its root would handle',
    machine: createMachine({
      initial: 'a',
      on: { ANY: '.a' },
      states: { a: { on: { END: 'z' } }, z: { type: 'final' } },
    }),
    truth: { configurations: 2, steps: 2, illegal: 2, transitions: [2, 2], shortest: [2, 1] },
  },
  'final at once': {
    about: 'a chart that ends before its first event',
    machine: createMachine({ initial: 'z', states: { z: { type: 'final' } } }),
    truth: { configurations: 1, steps: 0, illegal: 0, transitions: [0, 0], shortest: [0, 1] },
  },
  'a final child': {
    about: 'its parent is done, and goes on by onDone',
    machine: createMachine({
      initial: 'form',
      states: {
        form: {
          initial: 'edit',
          onDone: 'sent',
          states: { edit: { on: { SEND: 'done' } }, done: { type: 'final' } },
        },
        sent: {},
      },
    }),
    truth: { configurations: 2, steps: 1, illegal: 1, transitions: [2, 2], shortest: [1, 1] },
  },
  'final children of all regions': {
    about: 'a parallel state is done when all its regions are, in either order',
    machine: createMachine({
      initial: 'both',
      states: {
        both: {
          type: 'parallel',
          onDone: 'after',
          states: {
            l: { initial: 'x', states: { x: { on: { L: 'z' } }, z: { type: 'final' } } },
            r: { initial: 'x', states: { x: { on: { R: 'z' } }, z: { type: 'final' } } },
          },
        },
        after: {},
      },
    }),
    truth: { configurations: 4, steps: 4, illegal: 4, transitions: [3, 3], shortest: [4, 2] },
  },
  'never done': {
    about: 'onDone of a state without a final child is named',
    machine: createMachine({
      initial: 'p',
      states: { p: { initial: 'x', onDone: 'q', states: { x: { on: { GO: 'y' } }, y: {} } }, q: {} },
    }),
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 1,
      transitions: [1, 2],
      unreachable: [
        ['(machine).q', 'no step leads to it'],
        ['(machine).p xstate.done.state.(machine).p', 'its state (machine).p is never done'],
      ],
    },
  },
  'a state that nothing reaches': {
    about: 'it and what leaves it are named',
    machine: createMachine({ initial: 'a', states: { a: { on: { GO: 'a' } }, lost: { on: { GO: 'a' } } } }),
    truth: {
      configurations: 1,
      steps: 1,
      illegal: 0,
      transitions: [1, 2],
      unreachable: [
        ['(machine).lost', 'no step leads to it'],
        ['(machine).lost GO', 'its state (machine).lost is never reached'],
      ],
    },
  },
  'a parallel chart': {
    about: 'regions that answer to their own events multiply',
    machine: createMachine({
      type: 'parallel',
      states: {
        l: { initial: 'x', states: { x: { on: { L: 'y' } }, y: { on: { L: 'x' } } } },
        r: { initial: 'x', states: { x: { on: { R: 'y' } }, y: { on: { R: 'x' } } } },
      },
    }),
    truth: { configurations: 4, steps: 8, illegal: 0, transitions: [4, 4], shortest: [8, 1] },
  },
  'parallel of parallels': {
    about: 'regions within regions',
    machine: createMachine({
      type: 'parallel',
      states: {
        l: {
          type: 'parallel',
          states: {
            a: { initial: 'x', states: { x: { on: { A: 'y' } }, y: {} } },
            b: { initial: 'x', states: { x: { on: { B: 'y' } }, y: {} } },
          },
        },
        r: { initial: 'x', on: { BACK: '.x' }, states: { x: { on: { R: 'y' } }, y: {} } },
      },
    }),
    // Of 2 × 2 × 2: A and B where they are still open, R in half of them, BACK in all.
    truth: { configurations: 8, steps: 4 + 4 + 4 + 8, illegal: 12, transitions: [4, 4] },
  },
  'a region that is entered anew': {
    about: 'the order of regions in a state value depends on the way there, and makes no new state',
    machine: createMachine({
      type: 'parallel',
      states: {
        l: { initial: 'x', on: { AGAIN: { target: '#l', reenter: true } }, id: 'l', states: { x: {} } },
        r: { initial: 'x', states: { x: {} } },
      },
    }),
    truth: { configurations: 1, steps: 1, illegal: 0, transitions: [1, 1], shortest: [1, 1] },
  },
  'deep nesting': {
    about: 'an event taken six states up',
    machine: createMachine({
      initial: 'a',
      states: {
        a: {
          initial: 'b',
          on: { UP: 'top' },
          states: {
            b: {
              initial: 'c',
              states: {
                c: { initial: 'd', states: { d: { initial: 'e', states: { e: { on: { STEP: 'f' } }, f: {} } } } },
              },
            },
          },
        },
        top: { on: { DOWN: 'a.b.c.d.f' } },
      },
    }),
    truth: { configurations: 3, steps: 4, illegal: 5, transitions: [3, 3], shortest: [4, 2] },
  },
  'names of Object.prototype': {
    about: 'states and events called constructor, toString or hasOwnProperty are states and events',
    machine: createMachine({
      initial: 'constructor',
      states: {
        constructor: { on: { toString: 'hasOwnProperty' } },
        hasOwnProperty: { on: { valueOf: 'constructor' } },
      },
    }),
    truth: { configurations: 2, steps: 2, illegal: 2, transitions: [2, 2], shortest: [2, 1] },
  },
  'an event named __proto__': {
    about: 'it is an event like any other',
    machine: createMachine({
      initial: 'a',
      states: { a: { on: JSON.parse('{"__proto__":"b"}') }, b: { on: { BACK: 'a' } } },
    }),
    truth: { configurations: 2, steps: 2, illegal: 2, transitions: [2, 2], shortest: [2, 1] },
  },
  'names with spaces, dots and other letters': {
    about: 'nothing is read into a name',
    machine: createMachine({
      initial: 'état 1',
      states: {
        'état 1': { on: { 'form.sent now': '完了', '💸': 'état 1' } },
        完了: { on: { 'retry?': 'état 1' } },
      },
    }),
    truth: { configurations: 2, steps: 3, illegal: 3, transitions: [3, 3], shortest: [3, 1] },
  },
  'states named apart': {
    about: 'an id of its own does not stand in the way',
    machine: createMachine({
      id: 'app',
      initial: 'a',
      states: { a: { id: 'first', on: { GO: '#second' } }, b: { id: 'second', on: { GO: '#first' } } },
    }),
    truth: { configurations: 2, steps: 2, illegal: 0, transitions: [2, 2], shortest: [2, 1] },
  },
  'tags and meta': {
    about: 'they tell nothing apart',
    machine: createMachine({
      initial: 'a',
      states: { a: { tags: ['busy'], meta: { screen: 1 }, ...turn }, b: {} },
      on: { GO: '.b' },
    }),
    truth: { configurations: 3, steps: 5, illegal: 1, transitions: [3, 3], shortest: [6, 2] },
  },
  'a long cycle': {
    about: 'no stack is used up by a chart of 1,500 states in a ring',
    machine: createMachine({
      initial: 's0',
      states: Object.fromEntries(
        Array.from({ length: 1500 }, (_, n) => [`s${n}`, { on: { next: `s${(n + 1) % 1500}` } }]),
      ),
    }),
    truth: { configurations: 1500, steps: 1500, illegal: 0, transitions: [1500, 1500], shortest: [1500, 1] },
  },
});
