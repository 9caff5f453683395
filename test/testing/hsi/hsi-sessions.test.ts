import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { flexiti, opal } from '../../../src/index.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import { type HsiOptions, hsiSuite } from '../../../src/testing/hsi/hsi.ts';
import { explore } from '../../../src/testing/index.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { kitOf } from '../../support/cases.ts';
import { faultOf, numbers, randomTable, tableOf } from '../tables.ts';
import { evenAndOdd, observers, tables } from './implementations.ts';

describe('the sessions of a fault-complete suite', () => {
  const options: HsiOptions[] = [{}, { k: 1 }, { observe: 'acceptance', k: 1 }, { inert: true }, { alike: false }];

  it.each(options)('are edge paths of the table, none the beginning of another, as many as counted: %o', (option) => {
    for (const table of tables(40, 6)) {
      const suite = hsiSuite(table, option);
      const edgePaths = [...suite.edgePaths()];
      expect(edgePaths.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
      const texts = edgePaths.map(({ edges }) => `${edges.join()},`).sort();
      for (const [index, text] of texts.entries()) {
        if (text !== ',') expect(texts[index + 1]?.startsWith(text) ?? false).toBe(false);
      }
      const events = edgePaths.reduce((all, { edges }) => all + edges.length, 0);
      const steps = new Set(
        edgePaths.flatMap(({ edges }) => edges.map((_edge, index) => edges.slice(0, index + 1).join())),
      );
      expect(suite.size()).toEqual({ events, sessions: edgePaths.length, distinct: steps.size });
      expect(events).toBeLessThanOrEqual(suite.plainSize().events);
    }
  });

  it('are edge paths of the table where some of it is in another projection, or beyond the limit', () => {
    const random = randomFrom(9);
    const size = { states: 7, events: 4, colours: 2, density: 0.6 };
    const cut = [{ projections: evenAndOdd }, { maxConfigurations: 5 }];
    let inseparable = 0;
    for (const index of numbers(200)) {
      const table = randomTable(random, size, cut[index % 2]);
      const suite = hsiSuite(table, { observe: 'acceptance', k: 1 });
      const edgePaths = [...suite.edgePaths()];
      expect(edgePaths.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
      for (const machine of suite.machines) inseparable += machine.inseparable;
    }
    expect(inseparable).toBe(66);
  });

  it('are as many as a count by hand says', () => {
    // Three states in a ring that only their place tells apart; `b` is accepted in the last.
    const ring = tableOf({ x: { a: 'y' }, y: { a: 'z' }, z: { a: 'x', b: 'z' } });
    const suite = hsiSuite(ring, { observe: 'acceptance' });
    expect(suite.machines[0]).toMatchObject({ configurations: 3, states: 3, inseparable: 0 });
    // x and z by b, y and z by b, x and y by ab: the family is {ab, b}, {ab, b}, {b}. Words: x ab, x b; y ab, y b;
    // z b; by one event more: xb ab, xb b; yb ab, yb b; za ab, za b; zb b.
    expect(suite.plainSize()).toEqual({ sessions: 12, events: 2 + 1 + 3 + 2 + 3 + 3 + 2 + 4 + 3 + 5 + 4 + 4 });
    expect(suite.size().events).toBeLessThan(suite.plainSize().events);
  });

  it('send one event for those that behave alike', () => {
    const table = tableOf({ x: { a: 'y', b: 'y', c: 'x' }, y: {} });
    const [machine] = hsiSuite(table).machines;
    expect(machine?.symbols.map(({ event, alike }) => [event.type, alike.map(({ type }) => type)])).toEqual([
      ['a', ['b']],
      ['c', []],
    ]);
    expect(hsiSuite(table, { alike: false }).machines[0]?.symbols).toHaveLength(3);
    expect(hsiSuite(table).size().events).toBeLessThan(hsiSuite(table, { alike: false }).size().events);
  });

  it('count what nobody can tell apart once', () => {
    const table = tableOf({ x: { a: 'y', b: 'z' }, y: { a: 'x' }, z: { a: 'x' } });
    expect(hsiSuite(table).machines[0]).toMatchObject({ configurations: 3, states: 3 });
    expect(hsiSuite(table, { observe: 'acceptance' }).machines[0]).toMatchObject({ configurations: 3, states: 2 });
  });

  it('are made when they are asked for', () => {
    const first = hsiSuite(exploreKit(kitOf(opal)), { k: 6 })
      .edgePaths()
      .next();
    expect(first.value?.edges.length).toBeGreaterThan(6);
  });

  it('hold nothing but the start of a machine without events', () => {
    const suite = hsiSuite(explore(createMachine({})));
    expect([...suite.edgePaths()]).toEqual([{ start: 0, edges: [] }]);
    expect(suite.size()).toEqual({ events: 0, sessions: 1, distinct: 0 });
    expect(suite.plainSize()).toEqual({ events: 0, sessions: 1 });
  });

  it('say what they are complete for, what has to be seen and what is taken to hold', () => {
    const always = [
      'A session begins anew: nothing of the session before is left.',
      'The same events have the same effect each time.',
    ];
    const table = tableOf({ x: { a: 'y' }, y: {} });
    expect(hsiSuite(table).guarantee).toEqual({
      faultClass:
        "Complete for k = 0 (k-A-complete): all implementations of which each state is reached by the shortest way to one of the chart's distinguishable states; among them all with at most as many states as the chart has distinguishable ones.",
      oracle: 'whether each event is accepted, and after each, and at the start, its state value, status and tags',
      assumptions: always,
    });
    expect(hsiSuite(table, { k: 1, cover: 'configurations', observe: () => '' }).guarantee).toEqual({
      faultClass:
        "Complete for k = 1 (k-A-complete): all implementations of which each state is reached by the shortest way to one of the chart's configurations, or from there by at most 1 event; among them all with at most as many states as the chart has distinguishable ones, and 1 more.",
      oracle: 'whether each event is accepted, and after each, and at the start, what `observe` returns',
      assumptions: always,
    });
    const further = hsiSuite(table, { k: 2, inert: true, observe: 'acceptance' }).guarantee;
    expect(further.faultClass).toContain(', or from there by at most 2 events; among');
    expect(further.oracle).toBe('whether each event is accepted');
    expect(further.assumptions).toEqual([...always, 'An implementation that refuses an event stays where it is.']);
  });

  it('say what their table leaves open', () => {
    const machine = createMachine({
      types: {} as { input: { is: number } },
      initial: 'x',
      states: { x: { on: { a: 'y', b: 'y', c: 'z' } }, y: { on: { c: 'z' } }, z: {} },
      context: ({ input }) => input,
    });
    const projections = [
      { name: 'one', includes: ({ type }: { type: string }) => type !== 'c' },
      { name: 'two', includes: ({ type }: { type: string }) => type === 'c' },
    ];
    const table = explore(machine, { inputs: [{ is: 1 }, { is: 2 }], projections, maxConfigurations: 5 });
    const suite = hsiSuite(table, { observe: 'acceptance' });
    expect(suite.machines.map(({ projection, input }) => [projection, input])).toEqual([
      ['one', { is: 1 }],
      ['one', { is: 2 }],
      ['two', { is: 1 }],
      ['two', { is: 2 }],
    ]);
    expect(suite.guarantee.assumptions.slice(2)).toEqual([
      'What one input leads to does not depend on the others.',
      'The events of one projection do not move the others.',
      'Events that the chart does not distinguish are not distinguished by the implementation either.',
      'What the exploration cut off is not tested.',
    ]);
    const [unasked] = hsiSuite(tableOf({ x: {} })).machines;
    expect([unasked?.projection, unasked?.input]).toEqual(['', null]);
  });

  it('are one machine for inputs that begin alike, with the first of them', () => {
    const table = explore(createMachine({ context: { is: 0 } }), { inputs: ['first', 'second'] as never[] });
    expect(hsiSuite(table).machines.map(({ input }) => input)).toEqual(['first']);
  });

  it.each<[what: string, HsiOptions, cost: Readonly<Record<string, number>>, projections?: typeof evenAndOdd]>([
    [
      'by default',
      {},
      {
        states: 373,
        inseparable: 0,
        events: 3242,
        sessions: 1153,
        distinct: 1466,
        plainEvents: 3837,
        plainSessions: 1526,
      },
    ],
    [
      'by what is accepted alone',
      { observe: 'acceptance' },
      {
        states: 359,
        inseparable: 0,
        events: 9840,
        sessions: 1746,
        distinct: 6185,
        plainEvents: 15939,
        plainSessions: 4018,
      },
    ],
    [
      'with refused events riding along',
      { observe: 'acceptance', inert: true },
      {
        states: 359,
        inseparable: 0,
        events: 7064,
        sessions: 1129,
        distinct: 4951,
        plainEvents: 15939,
        plainSessions: 4018,
      },
    ],
    [
      'by one event more',
      { observe: 'acceptance', k: 1 },
      {
        states: 359,
        inseparable: 0,
        events: 46338,
        sessions: 6969,
        distinct: 24912,
        plainEvents: 79221,
        plainSessions: 16060,
      },
    ],
    [
      'in each configuration',
      { observe: observers.tags, cover: 'configurations' },
      {
        states: 373,
        inseparable: 0,
        events: 6144,
        sessions: 1396,
        distinct: 3676,
        plainEvents: 9866,
        plainSessions: 2763,
      },
    ],
    [
      'by projections',
      { observe: 'acceptance' },
      {
        states: 448,
        inseparable: 103,
        events: 5515,
        sessions: 994,
        distinct: 3646,
        plainEvents: 8608,
        plainSessions: 2090,
      },
      evenAndOdd,
    ],
  ])('cost what they did, %s', (_, option, cost, projections) => {
    const all = { states: 0, inseparable: 0, events: 0, sessions: 0, distinct: 0, plainEvents: 0, plainSessions: 0 };
    for (const table of tables(60, 8, { states: 8, events: 4, colours: 2 }, projections)) {
      const suite = hsiSuite(table, option);
      const [size, plain] = [suite.size(), suite.plainSize()];
      for (const { states, inseparable } of suite.machines) {
        all.states += states;
        all.inseparable += inseparable;
      }
      for (const key of ['events', 'sessions', 'distinct'] as const) all[key] += size[key];
      all.plainEvents += plain.events;
      all.plainSessions += plain.sessions;
    }
    expect(all).toEqual(cost);
  });

  it.each([-1, 0.5, Number.NaN])('cannot be had for k = %d', (k) => {
    expect(() => hsiSuite(exploreKit(kitOf(flexiti)), { k })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: 'k must be an integer of at least 0.' }),
    );
  });
});
