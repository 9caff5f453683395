import { describe, expect, it } from 'vitest';
import { createMachine, fromPromise } from 'xstate';
import { chartOf } from '../../../src/testing/explore/chart.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import {
  armedBy,
  cancelledBy,
  defaultEvent,
  missingPayloadHint,
  timersAndActorsIn,
} from '../../../src/testing/explore/pending.ts';

const ends = ['xstate.done.actor.a', 'xstate.error.actor.a'];
const wait = fromPromise(async () => {});

describe('the events of the machine itself', () => {
  it.each<[type: string, cancelled: string[]]>([
    ['GO', []],
    ['AFTER.xstate.after.10.m.a', []],
    ['not xstate.done.actor.a', []],
    ['xstate.after.10.m.a', ['xstate.after.10.m.a']],
    ['xstate.after.10.m.xstate.done.actor.a', ['xstate.after.10.m.xstate.done.actor.a']],
    ['xstate.done.actor.a', [...ends, 'xstate.snapshot.a']],
    ['xstate.error.actor.a', [...ends, 'xstate.snapshot.a']],
    // Ids are free text.
    ['xstate.done.actor.a\nb', ['xstate.done.actor.a\nb', 'xstate.error.actor.a\nb', 'xstate.snapshot.a\nb']],
    ['xstate.snapshot.a', []],
    ['xstate.done.state.m.a', []],
    ['xstate.init', []],
  ])('%j cancels %j', (type, cancelled) => {
    expect(cancelledBy(type)).toEqual(cancelled);
  });

  it('are all armed when a state is entered', () => {
    expect(armedBy({ timers: ['xstate.after.1.m.a'], actors: ['a', 'b'] })).toEqual([
      'xstate.after.1.m.a',
      ...ends,
      'xstate.snapshot.a',
      'xstate.done.actor.b',
      'xstate.error.actor.b',
      'xstate.snapshot.b',
    ]);
  });

  it('are made up where none was given, as an actor would send them', () => {
    expect(defaultEvent('xstate.done.actor.a\nb')).toEqual({
      type: 'xstate.done.actor.a\nb',
      output: undefined,
      actorId: 'a\nb',
    });
    expect(defaultEvent('xstate.error.actor.a')).toEqual({
      type: 'xstate.error.actor.a',
      error: new Error('an actor failed'),
      actorId: 'a',
    });
    expect(Object.keys(defaultEvent('xstate.done.actor.a'))).toEqual(['type', 'output', 'actorId']);
    for (const type of ['xstate.after.10.m.a', 'GO', 'my xstate.done.actor.a'])
      expect(defaultEvent(type)).toEqual({ type });
  });

  it.each<[type: string, hint: string]>([
    ['xstate.done.actor.a', " (no output was given: add { type: 'xstate.done.actor.a', output: … } to the events)"],
    ['xstate.error.actor.a', " (no error was given: add { type: 'xstate.error.actor.a', error: … } to the events)"],
    ['xstate.snapshot.a', " (no snapshot was given: add { type: 'xstate.snapshot.a', snapshot: … } to the events)"],
    ['xstate.after.10.m.a', ''],
    ['my xstate.done.actor.a', ''],
  ])('%s is given like this:%s', (type, hint) => {
    expect(missingPayloadHint(type)).toBe(hint);
  });
});

describe('what is waited for', () => {
  const machine = createMachine({
    id: 'm',
    initial: 'idle',
    states: {
      idle: { after: {}, on: { GO: 'timed', CALL: 'calling' } },
      timed: {
        after: { 10: 'idle', 20: { actions: 'note' } },
        on: { AGAIN: { target: 'timed', reenter: true }, STAY: { actions: 'note' } },
      },
      calling: {
        invoke: [
          { id: 'a', src: wait, onDone: 'idle' },
          { id: 'b', src: wait, onSnapshot: { actions: 'note' } },
        ],
        on: { STAY: { actions: 'note' } },
      },
      over: { type: 'final', after: { 10: 'idle' } },
    },
  });
  const chart = chartOf(machine);
  const idle = chart.start(undefined);
  const after = (...types: string[]) => types.reduce((at, type) => chart.step(at, defaultEvent(type)).next, idle);
  const pendingAfter = (...types: string[]) => chart.pending(after(...types));
  const [ten, twenty] = ['xstate.after.10.m.timed', 'xstate.after.20.m.timed'];

  it('is what the states say that wait for something', () => {
    const waits = timersAndActorsIn(Object.values(machine.root.states));
    expect([...waits].map(([{ key }, own]) => [key, own])).toEqual([
      ['timed', { timers: [ten, twenty], actors: [] }],
      ['calling', { timers: [], actors: ['a', 'b'] }],
      ['over', { timers: ['xstate.after.10.m.over'], actors: [] }],
    ]);
  });

  it('lists each timer once, and all of them again when the state is entered again', () => {
    expect(pendingAfter()).toEqual([]);
    expect(pendingAfter('GO')).toEqual([ten, twenty]);
    expect(pendingAfter('GO', twenty)).toEqual([ten]);
    expect(pendingAfter('GO', twenty, 'STAY')).toEqual([ten]);
    expect(pendingAfter('GO', twenty, 'AGAIN')).toEqual([ten, twenty]);
    expect(pendingAfter('GO', twenty, ten)).toEqual([]);
    expect(pendingAfter('GO', twenty, ten, 'GO')).toEqual([ten, twenty]);
  });

  it('does not list a timer that has fired', () => {
    const several = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { after: { 1: { actions: 'note' }, 2: { actions: 'note' }, 3: { actions: 'note' } } } },
    });
    const own = chartOf(several);
    const left = (...times: number[]) =>
      own.pending(
        times.reduce((at, time) => own.step(at, defaultEvent(`xstate.after.${time}.m.a`)).next, own.start(undefined)),
      );
    expect([left(), left(2), left(2, 1), left(2, 1, 3)].map((types) => types.length)).toEqual([3, 2, 1, 0]);
    expect(left(2, 1)).toEqual(['xstate.after.3.m.a']);
  });

  it('lists the end of each actor, and its snapshots if a transition listens', () => {
    const [done, error] = ends;
    const others = ['xstate.done.actor.b', 'xstate.error.actor.b', 'xstate.snapshot.b'];
    expect(pendingAfter('CALL')).toEqual([done, error, ...others]);
    expect(pendingAfter('CALL', 'xstate.snapshot.b')).toEqual([done, error, ...others]);
    expect(pendingAfter('CALL', 'STAY')).toEqual([done, error, ...others]);
    expect(pendingAfter('CALL', 'xstate.done.actor.a')).toEqual([]);
  });

  it('leads to configurations that differ in it, and to no others', () => {
    const { configurations, edges, events } = explore(machine, {
      events: ['GO', 'CALL', 'AGAIN', 'STAY'].map((type) => ({ type })),
    });
    expect(configurations.map(({ snapshot: { value, status } }) => `${value} ${status}`)).toEqual([
      'idle active',
      'timed active',
      'calling active',
      'timed active',
      // Nobody handles the error of an actor.
      'calling error',
    ]);
    expect(edges.map(({ from, event, to }) => [from, events[event]?.event.type, to])).toEqual([
      [0, 'GO', 1],
      [0, 'CALL', 2],
      [1, 'AGAIN', 1],
      [1, 'STAY', 1],
      [1, ten, 0],
      [1, twenty, 3],
      [2, 'STAY', 2],
      [2, 'xstate.done.actor.a', 0],
      [2, 'xstate.error.actor.a', 4],
      [2, 'xstate.error.actor.b', 4],
      [2, 'xstate.snapshot.b', 2],
      [3, 'AGAIN', 1],
      [3, 'STAY', 3],
      [3, ten, 0],
    ]);
  });
});
