import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, setup } from 'xstate';
import { opal } from '../../../src/index.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { diffSuites, diffText } from '../../../src/testing/suite/diff.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import type { Path, Suite } from '../../../src/testing/types.ts';
import { kitOf } from '../../support/cases.ts';

type States = Readonly<Record<string, { readonly on?: Readonly<Record<string, string>> }>>;

/** The suite of a chart that begins at its first state. */
function suiteOf(states: States): Suite {
  const machine = setup({}).createMachine({ id: 'door', initial: Object.keys(states)[0] as string, states });
  return generateSuite(explore(machine as AnyStateMachine));
}

const before = suiteOf({
  closed: { on: { OPEN: 'open', LOCK: 'locked' } },
  open: { on: { CLOSE: 'closed' } },
  locked: { on: { UNLOCK: 'closed' } },
});

describe('the difference of two suites', () => {
  it('is none for the same chart, generated twice', () => {
    const twice = exploreKit(kitOf(opal));
    const [one, other] = [generateSuite(exploreKit(kitOf(opal))), generateSuite(twice)];
    const { paths, steps } = diffSuites(one, other);
    expect([paths.new, paths.gone, paths.changed]).toEqual([[], [], []]);
    expect(paths.unchanged).toHaveLength(one.paths.length);
    expect([steps.new, steps.gone, steps.changed]).toEqual([[], [], []]);
    expect(steps.unchanged).toBeGreaterThan(100);
  });

  it('names the step that a new transition adds, though its path has changed throughout', () => {
    const after = suiteOf({
      closed: { on: { OPEN: 'open', LOCK: 'locked' } },
      open: { on: { CLOSE: 'closed', LOCK: 'locked' } },
      locked: { on: { UNLOCK: 'closed' } },
    });
    const { paths, steps } = diffSuites(before, after);
    expect(paths.new.length).toBe(after.paths.length);
    expect(steps).toMatchObject({ new: [], gone: [] });
    expect(steps.changed).toEqual([{ at: 'open', event: 'LOCK', before: ['rejected'], after: ['locked'] }]);
    expect(diffSuites(after, before).steps.changed).toEqual([
      { at: 'open', event: 'LOCK', before: ['locked'], after: ['rejected'] },
    ]);
  });

  it('tells what is new and what is gone with a state', () => {
    const after = suiteOf({
      closed: { on: { OPEN: 'open' } },
      open: { on: { CLOSE: 'closed', BREAK: 'broken' } },
      broken: {},
    });
    const { steps } = diffSuites(before, after);
    const { steps: back } = diffSuites(after, before);
    expect(steps.gone).toContainEqual({ at: 'locked', event: 'UNLOCK', expected: ['closed'] });
    expect(steps.new).toContainEqual({ at: 'open', event: 'BREAK', expected: ['broken'] });
    expect(steps.new).toContainEqual({ at: 'broken', event: 'OPEN', expected: ['rejected'] });
    expect([back.new, back.gone, back.unchanged]).toEqual([steps.gone, steps.new, steps.unchanged]);
  });

  it('has a path that other refused events ride along with as changed, under its id', () => {
    const without = suiteOf({ a: { on: { GO: 'b', SKIP: 'b' } }, b: {} });
    const with3 = { ...without.paths[0] } as Path;
    const steps = with3.steps.map((step) =>
      step.expect === 'rejected' ? { ...step, event: { type: 'OTHER' } } : step,
    );
    expect(diffSuites(without, { paths: [{ ...with3, steps }, ...without.paths.slice(1)] }).paths).toMatchObject({
      new: [],
      gone: [],
      changed: [with3.id],
    });
  });

  it('has a path of the same events that expects something else as changed, under its id', () => {
    const [path] = before.paths as [Path];
    const steps = path.steps.map((step, index) =>
      index === path.steps.length - 1 ? { ...step, state: 'open' } : step,
    );
    const { paths } = diffSuites(before, { paths: [{ ...path, steps }] });
    expect(paths).toEqual({ new: [], gone: [], changed: [path.id], unchanged: [] });
  });

  it('keeps all that memory lets an event do in a state', () => {
    const step = (type: string, state: string, expected: Path['steps'][number]['expect'] = 'accepted') => {
      return { event: { type }, expect: expected, state };
    };
    const path = (...steps: Path['steps']): Pick<Suite, 'paths'> => ({
      paths: [{ id: 'a', input: { vip: true }, steps }],
    });
    const once = path(step('GO', 'a'), step('TRY', 'a'), step('TRY', 'b'));
    const never = path(step('GO', 'a'), step('TRY', 'a'), step('TRY', 'a', 'rejected'));
    expect(diffSuites(once, never).steps).toEqual({
      new: [],
      gone: [],
      changed: [{ at: 'a', event: 'TRY', before: ['a', 'b'], after: ['a', 'rejected'] }],
      unchanged: 1,
    });
    const other = { paths: [{ id: 'b', input: { vip: false }, steps: [step('GO', 'a')] }] };
    expect(diffSuites({ paths: [] }, other).steps.new).toEqual([
      { at: 'the start with {"vip":false}', event: 'GO', expected: ['a'] },
    ]);
  });
});

describe('its text', () => {
  it('is short, and marks what is what', () => {
    const after = suiteOf({
      closed: { on: { OPEN: 'open', LOCK: 'locked' } },
      open: { on: { CLOSE: 'locked' } },
      locked: { on: { UNLOCK: 'closed' } },
    });
    expect(diffText(diffSuites(before, after))).toBe(
      [
        'paths: 1 new, 1 gone, 0 changed, 0 unchanged',
        'steps: 0 new, 0 gone, 1 changed, 11 unchanged',
        '~ open: CLOSE → closed, now locked',
        '',
      ].join('\n'),
    );
    const opened = { event: { type: 'OPEN', by: 1 }, expect: 'accepted' as const };
    const of = (...states: string[]) => ({
      paths: states.map((state) => ({ id: state, input: null, steps: [{ ...opened, state }] })),
    });
    expect(diffText(diffSuites(of('a', 'b', 'c'), of('c', 'd')))).toBe(
      [
        'paths: 1 new, 2 gone, 0 changed, 1 unchanged',
        'steps: 0 new, 0 gone, 1 changed, 0 unchanged',
        '~ the start: OPEN {"by":1} → a or b or c, now c or d',
        '',
      ].join('\n'),
    );
    expect(diffText(diffSuites(of(), of('a')))).toContain('\n+ the start: OPEN {"by":1} → a\n');
    expect(diffText(diffSuites(of('a'), of()))).toContain('\n- the start: OPEN {"by":1} → a\n');
  });

  it('names the state where a session begins, if a refused event tells of it', () => {
    const told = { event: { type: 'NO' }, expect: 'rejected' as const, state: 'shut' };
    const step = { event: { type: 'GO' }, expect: 'accepted' as const, state: 'open' };
    const paths = [
      { id: 'a', input: null, steps: [told, step] },
      { id: 'b', input: null, steps: [step] },
      { id: 'c', input: 1, steps: [step, { ...told, state: 'open' }] },
      { id: 'd', input: 2, steps: [{ ...step, state: 'b' }] },
      { id: 'e', input: 2, steps: [{ ...step, state: 'a' }] },
      { id: 'f', input: 3, steps: [] },
    ];
    expect(diffSuites({ paths: [] }, { paths }).steps.new).toEqual([
      { at: 'shut', event: 'NO', expected: ['rejected'] },
      { at: 'shut', event: 'GO', expected: ['open'] },
      { at: 'the start with 1', event: 'GO', expected: ['open'] },
      { at: 'open', event: 'NO', expected: ['rejected'] },
      { at: 'the start with 2', event: 'GO', expected: ['a', 'b'] },
    ]);
  });

  it('is cut where asked, with the number of what is left out, and moves no cursor', () => {
    const steps = Array.from({ length: 30 }, (_, index) => {
      return { event: { type: `E${index}\u001b[2J` }, expect: 'rejected' as const, state: 'a' };
    });
    const whole = diffSuites({ paths: [] }, { paths: [{ id: 'a', input: null, steps }] });
    expect(diffText(whole).split('\n')).toHaveLength(2 + 20 + 1 + 1);
    expect(diffText(whole, { maxListed: 30 })).not.toContain('more');
    expect(diffText(whole, { maxListed: 2 })).toBe(
      [
        'paths: 1 new, 0 gone, 0 changed, 0 unchanged',
        'steps: 30 new, 0 gone, 0 changed, 0 unchanged',
        '+ a: E0\\u001b[2J → rejected',
        '+ a: E1\\u001b[2J → rejected',
        '+ … and 28 more',
        '',
      ].join('\n'),
    );
  });
});
