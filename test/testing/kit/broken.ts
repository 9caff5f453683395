import { assign, createMachine, raise } from 'xstate';
import { probes } from './probe.ts';

const nothing: unknown = null;

/** Charts that are wrong: each gets an answer that says why, and none goes on for ever. */
export const broken = probes('broken charts', {
  'an unbounded counter': {
    about: 'it stops at the limit, and says which key of the context grows',
    known: true,
    machine: createMachine({
      types: {} as { context: { name: string; count: number } },
      context: { name: 'counter', count: 0 },
      on: { UP: { actions: assign({ count: ({ context }) => context.count + 1 }) } },
    }),
    options: { maxConfigurations: 50 },
    truth: {
      configurations: 50,
      steps: 49,
      illegal: 0,
      transitions: [1, 1],
      cutOff: ['the limit of 50 configurations was reached, and 1 step leads beyond it. Of the context, count takes'],
    },
  },
  'a limit that hides a state': {
    about: 'what may lie behind the limit is not called unreachable for good',
    machine: createMachine({
      types: {} as { context: { count: number } },
      context: { count: 0 },
      initial: 'a',
      states: {
        a: {
          on: {
            UP: { actions: assign({ count: ({ context }) => context.count + 1 }) },
            END: { guard: ({ context }) => context.count === 20, target: 'z' },
          },
        },
        z: {},
      },
    }),
    options: { maxConfigurations: 10 },
    truth: {
      configurations: 10,
      steps: 9,
      illegal: 10,
      transitions: [1, 2],
      unreachable: [
        ['(machine).z', 'as far as it was explored'],
        ['(machine).a END', 'as far as it was explored'],
      ],
      cutOff: ['the limit of 10 configurations was reached'],
    },
  },
  'a guard that throws': {
    about: 'the event is cut off there, and the rest goes on',
    machine: createMachine({
      types: {} as { context: { user?: { name: string } } },
      context: {},
      initial: 'a',
      states: {
        a: {
          on: {
            GO: { guard: ({ context }) => (context.user as { name: string }).name === '', target: 'b' },
            NEXT: 'b',
          },
        },
        b: {},
      },
    }),
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 2,
      transitions: [1, 2],
      unreachable: [['(machine).a GO', 'its guard inline guard never held']],
      cutOff: ["Unable to evaluate guard in transition for event 'GO' in state node '(machine).a'"],
    },
  },
  'an assignment that throws': {
    about: 'the event is cut off there, and the rest goes on',
    machine: createMachine({
      initial: 'a',
      states: {
        a: {
          on: {
            GO: {
              target: 'b',
              actions: assign(() => {
                throw new Error('broken assignment');
              }),
            },
            NEXT: 'b',
          },
        },
        b: {},
      },
    }),
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 2,
      transitions: [1, 2],
      unreachable: [['(machine).a GO', 'as far as it was explored']],
      cutOff: ['broken assignment'],
    },
  },
  'something thrown that is no error': {
    about: 'a text, or nothing at all, is told as it is',
    machine: createMachine({
      initial: 'a',
      states: {
        a: {
          on: {
            GO: {
              actions: assign(() => {
                throw nothing;
              }),
            },
          },
        },
      },
    }),
    truth: {
      configurations: 1,
      steps: 0,
      illegal: 0,
      transitions: [0, 1],
      unreachable: [['(machine).a GO', 'as far as it was explored']],
      cutOff: ['null'],
    },
  },
  'a guard that nobody implements': {
    about: 'its name is told',
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { GO: { guard: 'isAllowed', target: 'b' } } }, b: {} },
    }),
    truth: {
      configurations: 1,
      steps: 0,
      illegal: 0,
      transitions: [0, 1],
      unreachable: [
        ['(machine).b', 'as far as it was explored'],
        ['(machine).a GO', 'its guard isAllowed never held'],
      ],
      cutOff: ["Guard 'isAllowed' is not implemented"],
    },
  },
  'always in a circle': {
    about: 'a loop without an event is told, and never waited for',
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'b', STAY: 'a' } }, b: { always: 'c' }, c: { always: 'b' } },
    }),
    truth: {
      configurations: 1,
      steps: 1,
      illegal: 0,
      transitions: [1, 4],
      unreachable: [
        ['(machine).a GO', 'as far as it was explored'],
        ['(machine).b always', 'as far as it was explored'],
        ['(machine).c always', 'as far as it was explored'],
      ],
      cutOff: ['always or raised ones go in circles'],
    },
  },
  'always in a circle at the start': {
    about: 'the same before the first event',
    machine: createMachine({ initial: 'b', states: { b: { always: 'c' }, c: { always: 'b' } } }),
    truth: {
      configurations: 0,
      steps: 0,
      illegal: 0,
      transitions: [0, 2],
      unreachable: [
        ['(machine).b always', 'as far as it was explored'],
        ['(machine).c always', 'as far as it was explored'],
      ],
      cutOff: ['it does not start with input 1: more than'],
    },
  },
  'raising in a circle': {
    about: 'an event that raises itself',
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { PING: { actions: raise({ type: 'PING' }) }, NEXT: 'b' } }, b: {} },
    }),
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 2,
      transitions: [1, 2],
      unreachable: [['(machine).a PING', 'as far as it was explored']],
      cutOff: ['always or raised ones go in circles'],
    },
  },
  'an abstraction that throws': {
    about: 'it is named where it threw',
    machine: createMachine({
      types: {} as { context: { list: readonly number[] | null } },
      context: { list: [] },
      initial: 'a',
      states: { a: { on: { CLEAR: { actions: assign({ list: null }) }, GO: 'b' } }, b: {} },
    }),
    options: { abstractContext: ({ list }) => list.length },
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 2,
      transitions: [1, 2],
      unreachable: [['(machine).a CLEAR', 'as far as it was explored']],
      cutOff: ["Cannot read properties of null (reading 'length')"],
    },
  },
  'events by state that throw': {
    about: 'nothing is sent there, and that is said',
    machine: createMachine({ initial: 'a', states: { a: { on: { GO: 'b' } }, b: { on: { BACK: 'a' } } } }),
    options: {
      events: (snapshot) => {
        if (snapshot.matches('b')) throw new Error('no events for b');
        return [{ type: 'GO' }];
      },
    },
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 0,
      transitions: [1, 2],
      unreachable: [['(machine).b BACK', 'no event BACK was given']],
      cutOff: ['the events function threw: no events for b'],
    },
  },
});
