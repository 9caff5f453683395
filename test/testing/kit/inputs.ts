import { assign, createMachine } from 'xstate';
import { probes } from './probe.ts';

const as = (event: { readonly type: string; readonly [field: string]: unknown }): { type: string } => event;

/** What a chart begins with, and what is sent to it. */
export const inputs = probes('inputs and events', {
  'several inputs': {
    about: 'each begins a session of its own',
    machine: createMachine({
      types: {} as { context: { mode: string }; input: { mode: string } },
      context: ({ input }) => ({ mode: input.mode }),
      initial: 'a',
      states: {
        a: {
          on: { GO: [{ guard: ({ context }) => context.mode === 'fast', target: 'z' }, { target: 'b' }] },
        },
        b: { on: { GO: 'z' } },
        z: {},
      },
    }),
    options: { inputs: [{ mode: 'fast' }, { mode: 'slow' }] },
    truth: { configurations: 5, steps: 3, illegal: 2, transitions: [3, 3], shortest: [3, 2] },
  },
  'the same input twice': {
    about: 'it is one start',
    machine: createMachine({
      types: {} as { context: object; input: object },
      context: ({ input }) => ({ ...input }),
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: {} },
    }),
    options: { inputs: [{ x: 1 }, { x: 1 }] },
    truth: { configurations: 2, steps: 1, illegal: 1, transitions: [1, 1], shortest: [1, 1] },
  },
  'an input that throws': {
    about: 'it is named, and the others are explored',
    machine: createMachine({
      types: {} as { context: { length: number }; input: string | undefined },
      context: ({ input }) => {
        if (input === undefined) throw new Error('no input given');
        return { length: input.length };
      },
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: {} },
    }),
    options: { inputs: [undefined, 'text'] },
    truth: {
      configurations: 2,
      steps: 1,
      illegal: 1,
      transitions: [1, 1],
      cutOff: ['it does not start with input 1: no input given'],
    },
  },
  'no input where one is needed': {
    about: 'nothing starts, and that is said',
    machine: createMachine({
      types: {} as { context: { name: string }; input: { name: string } },
      context: ({ input }) => ({ name: input.name }),
      initial: 'a',
      states: { a: { on: { GO: 'a' } } },
    }),
    truth: {
      configurations: 0,
      steps: 0,
      illegal: 0,
      transitions: [0, 1],
      unreachable: [
        ['(machine)', 'as far as it was explored'],
        ['(machine).a', 'as far as it was explored'],
        ['(machine).a GO', 'never reached'],
      ],
      cutOff: ['it does not start with input 1'],
    },
  },
  'events by state': {
    about: 'what may come depends on where the chart is',
    machine: createMachine({
      types: {} as { context: { left: number }; events: { type: 'TAKE'; n: number } },
      context: { left: 3 },
      initial: 'a',
      states: { a: { on: { TAKE: { actions: assign({ left: ({ context, event }) => context.left - event.n }) } } } },
    }),
    options: {
      events: ({ context }) => Array.from({ length: context.left }, (_, n) => as({ type: 'TAKE', n: n + 1 })),
    },
    // 3, 2, 1 and 0 left: as many events as are left.
    truth: { configurations: 4, steps: 6, illegal: 0, transitions: [1, 1] },
  },
  'an event given twice': {
    about: 'it is one event',
    machine: createMachine({ initial: 'a', states: { a: { on: { GO: 'b' } }, b: {} } }),
    options: { events: [{ type: 'GO' }, { type: 'GO' }] },
    truth: { configurations: 2, steps: 1, illegal: 1, transitions: [1, 1], shortest: [1, 1] },
  },
  'an event that the chart does not know': {
    about: 'it is refused everywhere',
    machine: createMachine({ initial: 'a', states: { a: { on: { GO: 'b' } }, b: {} } }),
    options: { events: [{ type: 'GO' }, { type: 'UNKNOWN' }] },
    truth: { configurations: 2, steps: 1, illegal: 3, transitions: [1, 1], shortest: [1, 1] },
  },
  'payloads that no JSON holds': {
    about: 'functions, Maps and BigInts in an event are told apart and kept',
    machine: createMachine({
      types: {} as { events: { type: 'SET'; value: unknown } },
      initial: 'a',
      states: {
        a: { on: { SET: [{ guard: ({ event }) => event.value === 2n, target: 'b' }, { target: 'c' }] } },
        b: {},
        c: {},
      },
    }),
    options: {
      events: [
        as({ type: 'SET', value: 1n }),
        as({ type: 'SET', value: 2n }),
        as({ type: 'SET', value: new Map([['a', 1]]) }),
        as({ type: 'SET', value: new Map() }),
        as({ type: 'SET', value: () => {} }),
      ],
    },
    truth: { configurations: 3, steps: 5, illegal: 10, transitions: [2, 2], shortest: [5, 5] },
  },
  'a guard of the payload': {
    about: 'an event that one payload opens is refused with another',
    machine: createMachine({
      types: {} as { events: { type: 'LOGIN'; password: string } },
      initial: 'out',
      states: { out: { on: { LOGIN: { guard: ({ event }) => event.password === 'right', target: 'in' } } }, in: {} },
    }),
    options: { events: [as({ type: 'LOGIN', password: 'wrong' }), as({ type: 'LOGIN', password: 'right' })] },
    truth: { configurations: 2, steps: 1, illegal: 3, transitions: [1, 1], shortest: [1, 1] },
  },
  'projections of a chart': {
    about: 'a region explored separately does not multiply the rest',
    machine: createMachine({
      type: 'parallel',
      states: {
        l: { initial: 'x', states: { x: { on: { L: 'y' } }, y: { on: { L: 'z' } }, z: { on: { L: 'x' } } } },
        r: { initial: 'x', states: { x: { on: { R: 'y' } }, y: { on: { R: 'z' } }, z: { on: { R: 'x' } } } },
      },
    }),
    options: {
      projections: [
        { name: 'left', includes: ({ type }) => type === 'L' },
        { name: 'right', includes: ({ type }) => type === 'R' },
      ],
    },
    truth: { configurations: 6, steps: 6, illegal: 0, transitions: [6, 6], shortest: [6, 2] },
  },
});
