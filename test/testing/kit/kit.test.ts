import { describe, expect, it, vi } from 'vitest';
import { createMachine } from 'xstate';
import { explore } from '../../../src/testing/explore/explore.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import { kit, replay } from './index.ts';

it('has at least 60 charts with names of their own', () => {
  expect(kit.length).toBeGreaterThanOrEqual(60);
  expect(new Set(kit.map(({ name }) => name)).size).toBe(kit.length);
});

describe.each(kit)('$name', ({ about, machine, provided = machine, options, truth }) => {
  // XState warns of an actor that is only named; that is what one of the charts is about.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const explored = () => explore(machine, options);

  it(`is right: ${about}`, () => {
    const exploration = explored();
    const { configurations, edges } = exploration;
    const suite = generateSuite(exploration);
    expect({
      configurations: configurations.length,
      steps: edges.length,
      illegal: suite.illegal.total,
      transitions: suite.coverage.transitions.slice(0, 2),
    }).toEqual({
      configurations: truth.configurations,
      steps: truth.steps,
      illegal: truth.illegal,
      transitions: truth.transitions,
    });
  });

  it('names what no session does, and what is cut off', () => {
    const { unreachable, cutOff } = explored();
    expect(unreachable.map(({ id }) => id)).toEqual((truth.unreachable ?? []).map(([id]) => id));
    for (const [index, [, reason]] of (truth.unreachable ?? []).entries()) {
      expect(unreachable[index]?.reason).toContain(reason);
    }
    expect(cutOff).toHaveLength(truth.cutOff?.length ?? 0);
    for (const [index, reason] of (truth.cutOff ?? []).entries()) expect(cutOff[index]?.reason).toContain(reason);
  });

  it('has a shortest suite, with every illegal event in it', () => {
    const suite = generateSuite(explored());
    expect(suite.suite).toEqual(suite.bound);
    expect(suite.length).toBe('minimal');
    expect(suite.illegal.sent).toBe(truth.illegal);
    if (truth.shortest !== undefined) {
      const [events, sessions] = truth.shortest;
      expect(suite.suite).toEqual({ events, sessions });
    }
  });

  it('is what a real actor does', () => {
    const exploration = explored();
    const { wrong, selected } = replay(provided, generateSuite(exploration).paths);
    expect(wrong).toEqual([]);
    const unreachable = new Set(exploration.unreachable.map(({ id }) => id));
    const claimed = exploration.chart.transitions.filter(({ id, forbids }) => !forbids && !unreachable.has(id));
    expect(claimed).toHaveLength(truth.transitions[0]);
    for (const { id } of truth.configurations === 0 ? [] : claimed) expect(selected).toContain(id);
  });

  it('comes out the same again', () => {
    const [one, other] = [explored(), explored()];
    expect(one.edges).toEqual(other.edges);
    expect(generateSuite(one).paths.map(({ id }) => id)).toEqual(generateSuite(other).paths.map(({ id }) => id));
  });
});

it('does not pass an implementation that does nothing', () => {
  const silent = createMachine({ initial: 'off', states: { off: {}, on: {} } });
  for (const { machine, options } of kit) {
    const exploration = explore(machine, options);
    if (exploration.edges.length === 0) continue;
    expect(replay(silent, generateSuite(exploration).paths).wrong).not.toEqual([]);
  }
});
