import { assign, createMachine, emit, fromPromise } from 'xstate';
import { probes } from './probe.ts';

const never = fromPromise(() => new Promise<void>(() => {}));

/** Faults that generators for XState charts are known for. */
export const faults = probes('known faults', {
  'two events to one state': {
    about: 'covering states leaves out the second way',
    known: true,
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { X: 'b', Y: 'b' } }, b: { on: { Z: 'a' } } },
    }),
    truth: { configurations: 2, steps: 3, illegal: 3, transitions: [3, 3], shortest: [3, 1] },
  },
  'steps that stay': {
    about: 'a self-transition and an emit-only transition keep the state, and are still steps',
    known: true,
    machine: createMachine({
      initial: 'a',
      states: {
        a: { on: { SELF: 'a', NOTE: { actions: emit({ type: 'noted' }) }, GO: 'b' } },
        b: { on: { BACK: 'a' } },
      },
    }),
    truth: { configurations: 2, steps: 4, illegal: 4, transitions: [4, 4], shortest: [4, 1] },
  },
  'four states, four events': {
    about: 'simple paths multiply without end',
    known: true,
    machine: createMachine({
      initial: 's0',
      states: Object.fromEntries(
        [0, 1, 2, 3].map((from) => [
          `s${from}`,
          { on: Object.fromEntries([0, 1, 2, 3].map((by) => [`e${by}`, `s${(from + by) % 4}`])) },
        ]),
      ),
    }),
    truth: { configurations: 4, steps: 16, illegal: 0, transitions: [16, 16], shortest: [16, 1] },
  },
  'an event list that misses an event': {
    about: 'what needs the missing event is named',
    known: true,
    machine: createMachine({
      initial: 'cart',
      states: { cart: { on: { GO: 'form' } }, form: { on: { PAY: 'paid' } }, paid: {} },
    }),
    options: { events: [{ type: 'PAY', amount: 1 } as { type: string }] },
    truth: {
      configurations: 1,
      steps: 0,
      illegal: 1,
      transitions: [0, 2],
      unreachable: [
        ['(machine).form', 'no step leads to it'],
        ['(machine).paid', 'no step leads to it'],
        ['(machine).cart GO', 'no event GO was given'],
        ['(machine).form PAY', 'its state (machine).form is never reached'],
      ],
    },
  },
  'several payloads of one event': {
    about: 'each case is tried, not only the first',
    known: true,
    machine: createMachine({
      types: {} as { events: { type: 'PAY'; amount: number } | { type: 'RESET' } },
      initial: 'form',
      states: {
        form: { on: { PAY: [{ guard: ({ event }) => event.amount < 100, target: 'small' }, { target: 'large' }] } },
        small: { on: { RESET: 'form' } },
        large: { on: { RESET: 'form' } },
      },
    }),
    options: {
      events: [
        { type: 'PAY', amount: 5 } as { type: string },
        { type: 'PAY', amount: 500 } as { type: string },
        { type: 'RESET' },
      ],
    },
    truth: { configurations: 3, steps: 4, illegal: 5, transitions: [4, 4], shortest: [4, 1] },
  },
  'a wildcard': {
    about: 'no event is named *, and the wildcard takes what nothing else does',
    known: true,
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'b', '*': 'c' } }, b: {}, c: { on: { BACK: 'a' } } },
    }),
    truth: { configurations: 3, steps: 4, illegal: 5, transitions: [3, 3], shortest: [4, 2] },
  },
  'legal and illegal events': {
    about: 'an event that is refused is told from one that is taken',
    known: true,
    machine: createMachine({
      initial: 'red',
      states: { red: { on: { GO: 'green' } }, green: { on: { STOP: 'red' } } },
    }),
    truth: { configurations: 2, steps: 2, illegal: 2, transitions: [2, 2], shortest: [2, 1] },
  },
  'Maps in a context': {
    about: 'JSON takes every Map for {}',
    known: true,
    machine: createMachine({
      types: {} as { context: { picked: ReadonlyMap<string, number> } },
      context: { picked: new Map() },
      initial: 'edit',
      states: {
        edit: {
          on: {
            ADD_A: { actions: assign({ picked: () => new Map([['a', 1]]) }) },
            ADD_B: { actions: assign({ picked: () => new Map([['b', 1]]) }) },
            DONE: { guard: ({ context }) => context.picked.has('a'), target: 'done' },
          },
        },
        done: {},
      },
    }),
    truth: { configurations: 4, steps: 7, illegal: 5, transitions: [3, 3] },
  },
  'an invoked actor and a timeout': {
    about: 'they end in their own events',
    known: true,
    machine: createMachine({
      initial: 'loading',
      states: {
        loading: {
          invoke: { id: 'load', src: never, onDone: 'ready', onError: 'failed' },
          after: { 1000: 'slow' },
        },
        ready: {},
        failed: {},
        slow: {},
      },
    }),
    truth: { configurations: 4, steps: 3, illegal: 0, transitions: [3, 3], shortest: [3, 3] },
  },
  'a state that is only passed through': {
    about: 'always states are in no snapshot, and still belong to the chart',
    known: true,
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: { always: 'c' }, c: { on: { BACK: 'a' } } },
    }),
    truth: { configurations: 2, steps: 2, illegal: 2, transitions: [3, 3], shortest: [2, 1] },
  },
  'effects without a move': {
    about: 'emitting, acting and raising are accepted, forbidding is not',
    known: true,
    machine: createMachine({
      initial: 'a',
      on: { LEAVE: '.b' },
      states: {
        a: { on: { EMIT: { actions: emit({ type: 'emitted' }) }, ACT: { actions: () => {} }, LEAVE: {} } },
        b: { on: { BACK: 'a' } },
      },
    }),
    truth: {
      configurations: 1,
      steps: 2,
      illegal: 2,
      transitions: [2, 4],
      unreachable: [
        ['(machine).b', 'no step leads to it'],
        ['(machine) LEAVE', 'another transition always goes first'],
        ['(machine).b BACK', 'its state (machine).b is never reached'],
      ],
    },
  },
  'a long chain': {
    about: 'one session covers it all, where a path to each state is quadratic',
    known: true,
    machine: createMachine({
      initial: 's0',
      states: Object.fromEntries(
        Array.from({ length: 500 }, (_, n) => [`s${n}`, n < 499 ? { on: { next: `s${n + 1}` } } : {}]),
      ),
    }),
    truth: { configurations: 500, steps: 499, illegal: 1, transitions: [499, 499], shortest: [499, 1] },
  },
  'two round trips': {
    about: 'sessions that only share a prefix are still joined into one',
    known: true,
    machine: createMachine({
      initial: 'a',
      states: { a: { on: { X: 'b', Y: 'c' } }, b: { on: { BACK: 'a' } }, c: { on: { BACK: 'a' } } },
    }),
    truth: { configurations: 3, steps: 4, illegal: 5, transitions: [4, 4], shortest: [4, 1] },
  },
  'an implementation that does nothing': {
    about: 'a suite that is run against it must not pass: every step expects something',
    known: true,
    machine: createMachine({ initial: 'off', states: { off: { on: { FLIP: 'on' } }, on: { on: { FLIP: 'off' } } } }),
    truth: { configurations: 2, steps: 2, illegal: 0, transitions: [2, 2], shortest: [2, 1] },
  },
});
