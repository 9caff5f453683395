import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { type Arrow, arrowsOf } from '../../src/diagram/arrows.ts';
import { type ModelOptions, modelOf } from '../../src/diagram/model.ts';
import { pinwheel } from '../../src/machines/pinwheel/index.ts';
import { chartOf } from '../../src/testing/explore/chart.ts';
import { shipped, shop } from './machines.ts';

/** Arrows in one line each: `from -> to: labels`. */
function drawn(config: Parameters<typeof createMachine>[0], options?: ModelOptions): string[] {
  const { arrows } = arrowsOf(modelOf(createMachine(config), options));
  return arrows.map(inWords);
}

function inWords({ from, to, lines }: Arrow): string {
  const labels = lines.map(({ label, guard, places }) =>
    [label, ...(guard === null ? [] : [`[${guard}]`]), ...(places === '' ? [] : [`(${places})`])].join(' '),
  );
  return `${from ?? 'note'} -> ${to}: ${labels.join(', ')}`;
}

describe('the model of a machine', () => {
  it('has the states and transitions of the chart, by the ids that coverage uses', () => {
    for (const [, { provider }] of shipped) {
      const { machine, informational } = provider;
      const { states, transitions } = modelOf(machine, { informational });
      const chart = chartOf(machine);
      expect(states).toHaveLength(chart.states.length);
      expect(transitions.map(({ id }) => id).sort()).toEqual(chart.transitions.map(({ id }) => id).sort());
    }
  });

  it('says delays, ends and actors in words', () => {
    const labels = modelOf(shop).transitions.map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining([
        'after 5 s',
        'after so.on',
        'done: get',
        'error: get',
        'done',
        'any other event',
        'always',
      ]),
    );
    expect(labels.filter((label) => label.startsWith('xstate.'))).toEqual([]);
  });

  it('names guards as the chart does, and says of others what they are', () => {
    const { transitions } = modelOf(shop);
    const guards = Object.fromEntries(transitions.map(({ label, guard }) => [label, guard]));
    expect(guards).toMatchObject({ ADD: 'big', LEAVE: 'inline and', always: 'ok', RETRY: null });
  });

  it('tells of a state without arrows which notices move it', () => {
    const screen = modelOf(pinwheel.machine, pinwheel).states.find(({ path }) => path === 'open.screen');
    expect(screen?.captions).toEqual(['moved by screen_transition']);
  });
});

describe('the arrows of a chart', () => {
  it.each(shipped)(
    'of %s tell of each transition, with an arrow or with its state, and of no other',
    (_, { provider }) => {
      const model = modelOf(provider.machine, provider);
      const { arrows, stays } = arrowsOf(model);
      const told = [
        ...arrows.flatMap(({ lines }) => lines.flatMap((line) => line.transitions)),
        ...[...stays.values()].flat(),
      ];
      expect(new Set(told)).toEqual(new Set(model.transitions));
      for (const { lines } of arrows)
        for (const { transitions } of lines)
          expect(transitions.filter(({ informational }) => informational)).toEqual([]);
    },
  );

  it('are one for several events between the same two states', () => {
    const on = { A: 'two', B: { target: 'two', guard: 'may' } };
    expect(drawn({ initial: 'one', states: { one: { on }, two: {} } })).toEqual(['one -> two: A, B [may]']);
  });

  it('are left out for what is informational or stays', () => {
    const states = { one: { on: { A: 'two', LOOK: {}, HUM: 'two' } }, two: {} };
    expect(drawn({ initial: 'one', states }, { informational: new Set(['HUM']) })).toEqual(['one -> two: A']);
  });

  it('begin at the enclosing state where several states in it do the same', () => {
    const work = {
      initial: 'a',
      states: { a: { on: { STOP: '#end' } }, b: { on: { STOP: '#end' } }, c: { on: { STOP: '#end' } } },
    };
    expect(drawn({ initial: 'work', states: { work, end: { id: 'end' } } })).toEqual([
      'work -> end: STOP (from 3 states)',
    ]);
  });

  it('come once from the state before, and once from a note, where many states do the same', () => {
    const on = { HOME: 'home' };
    const states = { one: { on }, two: { on }, home: {}, three: { on }, four: { on } };
    expect(drawn({ initial: 'one', states })).toEqual([
      'note -> home: HOME (from 3 other states)',
      'two -> home: HOME',
    ]);
  });

  it('come from each of few children for what the state around them does, or else from a note', () => {
    const states = { shut: {}, ajar: {} };
    const door = { initial: 'shut', on: { OPEN: '.ajar' }, states };
    expect(drawn({ initial: 'door', states: { door } })).toEqual(['door.shut -> door.ajar: OPEN']);
    const more = { ...door, states: { ...states, locked: {}, blocked: {} } };
    expect(drawn({ initial: 'door', states: { door: more } })).toEqual([
      'note -> door.ajar: OPEN (from anywhere in door)',
    ]);
  });

  it('join the border of regions, and say where they begin and end', () => {
    const { arrows } = arrowsOf(modelOf(shop));
    expect(arrows.map(inWords)).toContain('open -> failed: FAIL (from calm)');
    const both = {
      type: 'parallel',
      states: { left: { initial: 'a', states: { a: {}, b: { id: 'b' } } }, right: {} },
    } as const;
    expect(drawn({ initial: 'off', states: { off: { on: { GO: '#b' } }, both } })).toEqual(['off -> both: GO (to b)']);
  });

  it('lead to what is entered, where the target lies around the source', () => {
    const work = { id: 'work', initial: 'a', states: { a: {}, b: { on: { AGAIN: '#work' } } } };
    expect(drawn({ initial: 'work', states: { work } })).toEqual(['work.b -> work.a: AGAIN (to work)']);
  });
});
