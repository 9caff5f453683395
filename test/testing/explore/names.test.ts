import { expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { explore } from '../../../src/testing/explore/explore.ts';
import {
  describeProjections,
  formatConfiguration,
  formatEvent,
  formatStateValue,
} from '../../../src/testing/explore/names.ts';
import { clip } from '../../../src/testing/text.ts';

it('an event is called by its type, and by its payload where it has one', () => {
  expect(formatEvent({ type: 'GO' })).toBe('GO');
  expect(formatEvent({ type: 'PAY', way: 'card', amount: 5 } as { type: string })).toBe(
    'PAY {"amount":5,"way":"card"}',
  );
  const long = formatEvent({ type: 'PAY', note: 'x'.repeat(200) } as { type: string });
  expect(long).toBe(`PAY {"note":"${'x'.repeat(90)}…`);
});

it.each<[string, Parameters<typeof formatStateValue>[0]]>([
  ['', undefined],
  ['', {}],
  ['open', 'open'],
  ['open.flow.paying', { open: { flow: 'paying' } }],
  ['flow.paying, connection.lost.for good', { flow: 'paying', connection: { lost: 'for good' } }],
  ['a, b.c', { a: {}, b: { c: undefined } }],
])('a state is called %j', (name, value) => {
  expect(formatStateValue(value)).toBe(name);
});

it('a configuration is called by its projection, its state and its number', () => {
  const machine = createMachine({
    initial: 'off',
    states: { off: { on: { TURN_ON: 'on' } }, on: { on: { TURN_OFF: 'off', BREAK: 'broken' } }, broken: {} },
  });
  const whole = explore(machine);
  expect([0, 1, 2, 3].map((index) => formatConfiguration(whole, index))).toEqual([
    'off #0',
    'on #1',
    'broken #2',
    '#3',
  ]);
  const projections = ['use', 'damage'].map((name) => ({
    name,
    includes: ({ type }: { type: string }) => (type === 'BREAK') === (name === 'damage'),
  }));
  const apart = explore(machine, { projections });
  expect(apart.configurations.map((_, index) => formatConfiguration(apart, index))).toEqual([
    'use: off #0',
    'damage: off #1',
    'use: on #2',
  ]);
});

it.each<[string[] | undefined, string]>([
  [undefined, ''],
  [[], ''],
  [[''], ''],
  [['flow', 'overlays'], 'flow and overlays are explored separately: combinations of their states are not visited'],
  [['a', 'b', 'c'], 'a, b and c are explored separately: combinations of their states are not visited'],
])('of the projections %j, a sentence names those that are explored separately', (projections, words) => {
  expect(describeProjections(projections)).toBe(words);
});

it('a text is cut where it is longer than 100 characters', () => {
  expect(clip('x'.repeat(100))).toBe('x'.repeat(100));
  expect(clip('x'.repeat(101))).toBe(`${'x'.repeat(99)}…`);
});
