import { type ActorRefFrom, assign, createMachine, fromPromise, raise, setup, spawnChild, stopChild } from 'xstate';
import { probes } from './probe.ts';

const never = fromPromise(() => new Promise<string>(() => {}));
const child = createMachine({ initial: 'idle', states: { idle: {} } });

const unprovided = createMachine({
  initial: 'loading',
  states: {
    loading: { invoke: { id: 'load', src: 'load', onDone: 'ready', onError: 'failed' } },
    ready: {},
    failed: {},
  },
});

/** Actors and delays. */
export const waiting = probes('waiting', {
  'an output of an invoked actor': {
    about: 'the cases given for its end are tried where it is due, and nowhere else',
    machine: createMachine({
      initial: 'idle',
      states: {
        idle: { on: { LOAD: 'loading' } },
        loading: {
          invoke: {
            id: 'load',
            src: never,
            onDone: [
              { guard: ({ event }: { event: { output?: unknown } }) => event.output === 'full', target: 'full' },
              { target: 'empty' },
            ],
          },
        },
        full: {},
        empty: {},
      },
    }),
    options: {
      events: [
        { type: 'LOAD' },
        { type: 'xstate.done.actor.load', output: 'full' } as { type: string },
        { type: 'xstate.done.actor.load', output: 'none' } as { type: string },
        { type: 'xstate.error.actor.load', error: new Error('no network') } as { type: string },
      ],
    },
    // The error is not handled, and ends the chart where it stands.
    truth: { configurations: 5, steps: 4, illegal: 4, transitions: [3, 3], shortest: [6, 3] },
  },
  'an error that nothing handles': {
    about: 'it ends the chart in error, which is a step',
    machine: createMachine({
      initial: 'loading',
      states: { loading: { invoke: { id: 'load', src: never, onDone: 'ready' } }, ready: { on: { AGAIN: 'loading' } } },
    }),
    truth: { configurations: 3, steps: 3, illegal: 2, transitions: [2, 2], shortest: [3, 1] },
  },
  'an end that only acts': {
    about: 'an actor ends once, though the state that invoked it is not left',
    machine: createMachine({
      types: {} as { context: { ends: number } },
      context: { ends: 0 },
      initial: 'loading',
      states: {
        loading: {
          invoke: {
            id: 'load',
            src: never,
            onDone: { actions: assign({ ends: ({ context }) => context.ends + 1 }) },
            onError: { actions: () => {} },
          },
        },
      },
    }),
    truth: { configurations: 3, steps: 2, illegal: 0, transitions: [2, 2], shortest: [2, 2] },
  },
  'news of an invoked actor': {
    about: 'onSnapshot is taken at once for how the actor begins, and then as often as there is news',
    machine: createMachine({
      types: {} as { context: { news: number } },
      context: { news: 0 },
      initial: 'idle',
      states: {
        idle: { on: { GO: 'watch' } },
        watch: {
          invoke: {
            id: 'source',
            src: child,
            onSnapshot: {
              guard: ({ context }: { context: { news: number } }) => context.news < 2,
              actions: assign({ news: ({ context }) => context.news + 1 }),
            },
          },
        },
      },
    }),
    // Idle; watching with one piece of news, and with two; each of those in error.
    truth: { configurations: 5, steps: 4, illegal: 4, transitions: [2, 2] },
  },
  'an actor that is not provided yet': {
    about: 'what is only named is explored through its ends as well',
    machine: unprovided,
    provided: unprovided.provide({ actors: { load: never } }),
    truth: { configurations: 3, steps: 2, illegal: 0, transitions: [2, 2], shortest: [2, 2] },
  },
  'two actors in one state': {
    about: 'each ends by itself',
    machine: createMachine({
      initial: 'both',
      states: {
        both: {
          invoke: [
            { id: 'one', src: never, onDone: 'first', onError: 'failed' },
            { id: 'two', src: never, onDone: 'second', onError: 'failed' },
          ],
        },
        first: {},
        second: {},
        failed: {},
      },
    }),
    truth: { configurations: 4, steps: 4, illegal: 0, transitions: [4, 4], shortest: [4, 4] },
  },
  'an actor of the root': {
    about: 'it may end in every state',
    machine: createMachine({
      initial: 'a',
      invoke: { id: 'socket', src: never, onDone: '.closed', onError: '.closed' },
      states: { a: { on: { GO: 'b' } }, b: {}, closed: {} },
    }),
    truth: { configurations: 3, steps: 5, illegal: 2, transitions: [3, 3] },
  },
  'an actor known to the system': {
    about: 'a systemId may be given again once its actor is gone',
    machine: createMachine({
      initial: 'a',
      states: {
        a: { invoke: { id: 'one', systemId: 'shared', src: child, onError: 'b' }, on: { NEXT: 'b' } },
        b: { invoke: { id: 'two', systemId: 'shared', src: child, onError: 'a' }, on: { NEXT: 'a' } },
      },
    }),
    truth: { configurations: 2, steps: 4, illegal: 0, transitions: [4, 4], shortest: [4, 1] },
  },
  'timeouts with a number, a name and a function': {
    about: 'a delay is a step, whatever its length is made of',
    machine: setup({
      types: {} as { context: { wait: number } },
      delays: { short: 10, long: ({ context }) => context.wait },
    }).createMachine({
      context: { wait: 500 },
      initial: 'a',
      states: { a: { after: { 1000: 'b', short: 'c', long: 'd' } }, b: {}, c: {}, d: {} },
    }),
    truth: { configurations: 4, steps: 3, illegal: 0, transitions: [3, 3], shortest: [3, 3] },
  },
  'a timeout that only acts': {
    about: 'it rings once, and once more when its state is entered anew',
    machine: createMachine({
      types: {} as { context: { hints: number } },
      context: { hints: 0 },
      initial: 'form',
      states: {
        form: {
          after: {
            5000: {
              guard: ({ context }) => context.hints < 2,
              actions: assign({ hints: ({ context }) => context.hints + 1 }),
            },
          },
          on: { AGAIN: { target: 'form', reenter: true } },
        },
      },
    }),
    // Hints 0, 1 and 2, each with the timer running; hints 1 and 2 with the timer gone.
    truth: { configurations: 5, steps: 7, illegal: 0, transitions: [2, 2] },
  },
  'a timeout in a region': {
    about: 'it rings whatever the other regions do',
    machine: createMachine({
      type: 'parallel',
      states: {
        l: { initial: 'x', states: { x: { after: { 100: 'y' } }, y: {} } },
        r: { initial: 'x', states: { x: { on: { R: 'y' } }, y: {} } },
      },
    }),
    truth: { configurations: 4, steps: 4, illegal: 2, transitions: [2, 2], shortest: [4, 2] },
  },
  'a delayed raise': {
    about: 'it comes as its own event',
    machine: createMachine({
      initial: 'a',
      states: { a: { entry: raise({ type: 'LATE' }, { delay: 1000 }), on: { LATE: 'b' } }, b: {} },
    }),
    truth: { configurations: 2, steps: 1, illegal: 1, transitions: [1, 1], shortest: [1, 1] },
  },
  'actors in a context': {
    about: 'an actor that is spawned anew has another running number, and makes no new state',
    known: true,
    machine: setup({
      types: {} as { context: { worker: ActorRefFrom<typeof child> | null } },
      actors: { child },
    }).createMachine({
      context: { worker: null },
      initial: 'idle',
      states: {
        idle: { on: { START: { target: 'busy', actions: assign({ worker: ({ spawn }) => spawn('child') }) } } },
        busy: { on: { RESTART: { actions: assign({ worker: ({ spawn }) => spawn('child') }) }, STOP: 'idle' } },
      },
    }),
    // Idle without a worker, busy, and idle with the last one.
    truth: { configurations: 3, steps: 4, illegal: 5, transitions: [3, 3], shortest: [4, 1] },
  },
  'an actor of a context factory': {
    about: 'it is made before the first event',
    machine: setup({ actors: { child } }).createMachine({
      context: ({ spawn }) => ({ worker: spawn('child') }),
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: {} },
    }),
    truth: { configurations: 2, steps: 1, illegal: 1, transitions: [1, 1], shortest: [1, 1] },
  },
  'the end of a spawned actor': {
    about: 'an actor with an id of its own ends, once, as long as it is there',
    machine: setup({ actors: { never } }).createMachine({
      initial: 'idle',
      states: {
        idle: { on: { START: { target: 'busy', actions: spawnChild('never', { id: 'job' }) } } },
        busy: {
          on: {
            'xstate.done.actor.job': 'idle',
            'xstate.error.actor.job': 'idle',
            STOP: { target: 'idle', actions: stopChild('job') },
          },
        },
      },
    }),
    truth: { configurations: 2, steps: 4, illegal: 2, transitions: [4, 4], shortest: [6, 1] },
  },
});
