/** The words of a failing path, in full: they are all that somebody has who looks at a red test. */
import { describe, expect, it } from 'vitest';
import { type PathFailure, pathFailedError } from '../../../src/testing/run/failure.ts';
import type { Path, Step } from '../../../src/testing/types.ts';

const accepted = (type: string, state: string, more: object = {}): Step => ({
  event: { type, ...more },
  expect: 'accepted',
  state,
});
const rejected = (type: string, state: string): Step => ({ event: { type }, expect: 'rejected', state });

const path: Path = {
  id: 'abc',
  input: { amount: 5 },
  steps: [
    rejected('UNDO', 'idle'),
    rejected('PAY', 'idle'),
    accepted('ADD', 'filled', { item: 'pen' }),
    rejected('ADD', 'filled'),
    accepted('PAY', 'paid'),
    accepted('SHIP', 'sent'),
  ],
};

const told = (failure: PathFailure, of: Path = path) =>
  pathFailedError(of, failure, 'run it again').message.split('\n');

describe('a path that fails', () => {
  it('tells its events up to there, what was expected and received, how to replay it, and a hint', () => {
    expect(told({ at: 4, kind: 'differs', expected: 'paid', received: 'filled', before: 'filled' })).toEqual([
      'Path abc failed at step 5 of 6, PAY (to be accepted): the subject is in another state.',
      '  input     {"amount":5}',
      '  events    (refused UNDO, PAY)',
      '            3 {"type":"ADD","item":"pen"} → "filled"',
      '            (refused ADD)',
      '            5 {"type":"PAY"} → "paid"',
      '  expected  "paid"',
      '  received  "filled"',
      '  replay    run it again',
      '  hint      the state did not change: did the executor send the event, and wait for it?',
    ]);
  });

  it('before its first event leaves out what there is not', () => {
    const failure: PathFailure = { at: -1, kind: 'stale', expected: undefined, cause: new Error('no input') };
    expect(told(failure, { ...path, input: null })).toEqual([
      'Path abc failed before its first event: the chart does not start: no input',
      '  replay    run it again',
      '  hint      the suite was generated from another version of the chart, or with other guards: generate it again.',
    ]);
  });

  it.each<[PathFailure, complaint: string, hint: string]>([
    [
      { at: 2, kind: 'stale', expected: 'filled' },
      'the chart behaves differently.',
      'the suite was generated from another version of the chart, or with other guards: generate it again.',
    ],
    [
      { at: 2, kind: 'differs', expected: 'filled', received: 'paid', before: 'idle' },
      'the subject is in another state.',
      'the subject and the chart disagree on where this event leads: one of them has to change.',
    ],
    [
      { at: 2, kind: 'differs', expected: 'filled', received: null, before: null },
      'the subject is in another state.',
      'the subject and the chart disagree on where this event leads: one of them has to change.',
    ],
    [
      { at: 1, kind: 'differs', expected: 'idle', received: 'paid', before: 'idle' },
      'the event was not refused.',
      'refuse it in this state, or let the chart accept it here.',
    ],
    [
      { at: -1, kind: 'differs', expected: 'idle', received: 'paid' },
      'the subject is in another state.',
      'the subject begins in another state than the chart: is it given the same input?',
    ],
    [
      { at: 2, kind: 'assertion', expected: 'filled', received: 'idle', before: 'idle', cause: new Error('no pen') },
      'no pen',
      'the subject and the chart disagree on where this event leads: one of them has to change.',
    ],
    [
      { at: 2, kind: 'executor', expected: 'filled', cause: new Error('no button') },
      'its executor threw: no button',
      'refused events are executed too; if that is impossible, return "notOfferable".',
    ],
    [
      { at: 2, kind: 'missingEvent', expected: 'filled' },
      'the event was not offerable.',
      'the chart accepts it here: offer it, or remove it from the chart.',
    ],
    [
      { at: 0, kind: 'sideEffect', expected: 'idle' },
      'it was refused, but with a side effect: what `observe` returns has changed.',
      'refuse it in this state, or let the chart accept it here.',
    ],
  ])('%# is complained of, and explained', (failure, complaint, hint) => {
    const lines = told(failure);
    expect(lines[0]?.replace(/^.*?: /, '')).toBe(complaint);
    expect(lines.at(-1)).toBe(`  hint      ${hint}`);
  });

  it('has a code, and a cause where there is one', () => {
    const cause = new Error('no button');
    const error = pathFailedError(path, { at: 2, kind: 'executor', expected: 'filled', cause }, '');
    expect(error).toMatchObject({ name: 'WidgetError', code: 'PATH_FAILED', cause });
    expect('cause' in pathFailedError(path, { at: 2, kind: 'missingEvent', expected: 'filled' }, '')).toBe(false);
  });

  it.each<[string, unknown, string]>([
    ['400 characters', 'x'.repeat(398), `"${'x'.repeat(398)}"`],
    ['more than 400', 'x'.repeat(399), `"${'x'.repeat(398)}…`],
    ['what JSON cannot hold', { at: 12n, set: new Set([1]) }, '{"at":12n,"set":Set{1}}'],
    ['what JSON would change', { at: Number.NaN }, '{"at":NaN}'],
    ['keys in the order they were written', { b: 1, a: 2 }, '{"b":1,"a":2}'],
  ])('writes a value of %s', (_, received, written) => {
    expect(told({ at: 2, kind: 'differs', expected: 'filled', received })).toContain(`  received  ${written}`);
  });

  it('writes at most 120 characters of an event, and of a state', () => {
    const long = { ...path, steps: [accepted('ADD', 's'.repeat(200), { item: 'x'.repeat(200) })] };
    const line = told({ at: 0, kind: 'missingEvent', expected: 'filled' }, long)[2] ?? '';
    const [event = '', state = ''] = line.replace(/^ +events +1 /, '').split(' → ');
    expect([event.length, state.length]).toEqual([120, 120]);
    expect([event.at(-1), state.at(-1)]).toEqual(['…', '…']);
  });
});
