// @module-tag slow

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor, type StateValue } from 'xstate';
import { flexiti, flinks } from '../../../src/index.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import type { Exploration, Path } from '../../../src/testing/index.ts';
import { type ArbitraryPathOptions, arbitraryPath } from '../../../src/testing/suite/commands.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { kitOf } from '../../support/cases.ts';
import { evenAndOdd } from '../hsi/implementations.ts';
import { numbers, randomTable, tableOf } from '../tables.ts';

/** Runs a property until it fails, and gives the smallest session that fails. */
function shrunk(table: Exploration, fails: (path: Path) => boolean, seed = 1, options: ArbitraryPathOptions = {}) {
  const property = fc.property(arbitraryPath(table, options), (path) => !fails(path));
  return fc.check(property, { seed, numRuns: 1000 });
}

function isAccepted(step: Path['steps'][number]): boolean {
  return step.expect === 'accepted';
}

function typesOf(path: Path | undefined): string[] | undefined {
  return path?.steps.map(({ event, expect: expected }) => (expected === 'rejected' ? `!${event.type}` : event.type));
}

describe('sessions as values of fast-check', () => {
  it.each([flexiti, flinks])('of $name are those that its chart does', (provider) => {
    const table = exploreKit(kitOf(provider));
    const property = fc.property(arbitraryPath(table, { maxLength: 20 }), ({ input, steps }) => {
      const actor = createActor(provider.machine, { input } as never).start();
      for (const { event, expect: expected, state } of steps) {
        const before = actor.getSnapshot();
        if (before.status === 'active') actor.send(event as never);
        expect(actor.getSnapshot() === before ? 'rejected' : 'accepted').toBe(expected);
        expect(actor.getSnapshot().value).toEqual(state);
      }
    });
    fc.assert(property, { numRuns: 200, seed: 4 });
  });

  it('waste no run: each is as long as it can be, with the share of refused events that is asked for', () => {
    const table = tableOf({ x: { a: 'y', b: 'x' }, y: { a: 'x' } });
    const paths = fc.sample(arbitraryPath(table, { maxLength: 40, illegal: 0.5 }), { numRuns: 300, seed: 2 });
    const steps = paths.flatMap((path) => path.steps);
    expect(steps.length / paths.length).toBeGreaterThan(15);
    expect(paths.every((path) => path.steps.length <= 40)).toBe(true);
    const sent = fc
      .sample(arbitraryPath(table, { illegal: 0 }), { numRuns: 100, seed: 2 })
      .flatMap((path) => path.steps);
    expect(sent.every(({ expect: expected }) => expected === 'accepted')).toBe(true);
    expect(steps.filter(({ expect: expected }) => expected === 'rejected').length).toBeGreaterThan(0);
  });

  it.each([1, 2, 3, 4, 5])('shrink to the shortest session that shows a fault in a shipped chart (seed %i)', (seed) => {
    const table = exploreKit(kitOf(flinks));
    // An implementation that cannot go on with a pop-up where something failed.
    const isFaulty = (from: StateValue | undefined, type: string | undefined) =>
      type === 'POPUP_OPENED' && JSON.stringify(from ?? '').includes('"flow":{"problem":"failed"}');
    const fails = ({ steps }: Path) =>
      steps.some((step, index) => isAccepted(step) && isFaulty(steps[index - 1]?.state, step.event.type));
    const { failed, counterexample, numShrinks } = shrunk(table, fails, seed);
    expect(failed).toBe(true);
    const [path] = counterexample ?? [];
    expect(path?.steps).toHaveLength(shortestTo(table, isFaulty));
    expect(path?.steps.every(isAccepted)).toBe(true);
    expect(numShrinks).toBeLessThan(50);
  });

  it('shrink steps that have to come again and again, refused ones between', () => {
    const table = tableOf({ x: { a: 'y', b: 'x', c: 'x' }, y: { a: 'x', d: 'y' } });
    const fails = (path: Path) => {
      const types = typesOf(path) ?? [];
      const first = types.indexOf('c');
      return first >= 0 && types.lastIndexOf('c') > first && types.lastIndexOf('!b') > types.lastIndexOf('c');
    };
    for (const seed of [1, 2, 3, 4, 5]) {
      const { counterexample } = shrunk(table, fails, seed);
      expect(typesOf(counterexample?.[0])).toEqual(['c', 'c', 'a', '!b']);
    }
  });

  it('shrink to a shorter way where no step of a longer one can be left out', () => {
    const table = tableOf({ x: { a: 'l', z: 't' }, l: { b: 'm' }, m: { c: 'n' }, n: { d: 't' }, t: { hit: 't' } });
    for (let seed = 0; seed < 20; seed++) {
      const { counterexample } = shrunk(table, (path) => (typesOf(path) ?? []).includes('hit'), seed);
      expect(typesOf(counterexample?.[0])).toEqual(['z', 'hit']);
    }
  });

  it('shrink to the first input, and to the first events that do the same', () => {
    const table = exploreKit(kitOf(flexiti));
    for (const seed of numbers(8)) {
      const [path] = shrunk(table, ({ steps }) => steps.length >= 2, seed).counterexample ?? [];
      expect(path?.input).toEqual(table.inputs[0]);
      expect(path?.steps).toHaveLength(2);
    }
  });

  it('shrink as far, and by as few tries, as they did', () => {
    const random = randomFrom(12);
    const all = { failed: 0, tries: 0, steps: 0, refused: 0 };
    for (const [seed] of numbers(40).entries()) {
      const table = randomTable(random, { states: 6, events: 4, colours: 1, density: 0.5 });
      const last = table.configurations.length - 1;
      const fails = ({ steps }: Path) => {
        const met = steps.findIndex(({ state }) => state === table.configurations[last]?.snapshot.value);
        return met >= 0 && steps.slice(met).filter((step) => !isAccepted(step)).length >= 2;
      };
      const { failed, numShrinks, counterexample } = shrunk(table, fails, seed);
      const [{ steps }] = counterexample ?? [{ steps: [] }];
      all.failed += Number(failed);
      all.tries += numShrinks;
      all.steps += steps.length;
      all.refused += steps.filter((step) => !isAccepted(step)).length;
    }
    expect(all).toEqual({ failed: 40, tries: 176, steps: 173, refused: 80 });
  });

  it('shrink if projections are explored separately, and each takes only its own events', () => {
    const random = randomFrom(4);
    for (const seed of numbers(10)) {
      const table = randomTable(
        random,
        { states: 5, events: 4, colours: 2, density: 0.6 },
        { projections: evenAndOdd },
      );
      const { counterexample } = shrunk(table, ({ steps }) => steps.length >= 3, seed);
      expect(counterexample?.[0].steps).toHaveLength(3);
    }
  });

  it('are refused events alone, where only those are asked for', () => {
    const table = tableOf({ x: { a: 'x' }, y: { b: 'x' } });
    const paths = fc.sample(arbitraryPath(table, { illegal: 1 }), { numRuns: 1000, seed: 1 });
    expect(paths.flatMap(({ steps }) => steps).filter(isAccepted)).toEqual([]);
  });

  it('are these, for a seed', () => {
    const table = tableOf({ x: { a: 'y', b: 'x' }, y: { a: 'x' } });
    expect(fc.sample(arbitraryPath(table), { numRuns: 4, seed: 2 }).map((path) => typesOf(path)?.join(' '))).toEqual([
      'a a a a b a a a a b a !b !b a b a a b a a',
      'b b a a a a b b b b a a b b a a b a a b a a b b',
      'a a b a a b a a a a b a a a !b a b b a a b b',
      'a a b b a a a !b !b a a !b a b b b',
    ]);
    const long = fc.sample(arbitraryPath(table, { maxLength: 1, illegal: 1 }), { numRuns: 20, seed: 3 });
    expect(new Set(long.map((path) => typesOf(path)?.join()))).toEqual(new Set(['', 'a', 'b']));
    expect(fc.sample(arbitraryPath(table, { maxLength: 0 }), { numRuns: 3 }).map(({ steps }) => steps)).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('are replayed by seed and path alone', () => {
    const table = exploreKit(kitOf(flexiti));
    const fails = ({ steps }: Path) => steps.some(({ event }) => event.type === 'flx-cancel');
    const { seed, counterexamplePath, counterexample } = shrunk(table, fails, 11);
    const again = fc.check(
      fc.property(arbitraryPath(table), (path) => !fails(path)),
      { seed, path: counterexamplePath ?? '', endOnFailure: true },
    );
    expect(again.counterexample).toEqual(counterexample);
  });

  it.each<ArbitraryPathOptions>([
    { maxLength: -1 },
    { maxLength: 0.5 },
    { illegal: 1.5 },
    { illegal: -0.5 },
    { illegal: Number.NaN },
  ])('cannot be had with %o', (options) => {
    const message =
      'maxLength' in options ? 'maxLength must be an integer of at least 0.' : 'illegal must be a number from 0 to 1.';
    expect(() => arbitraryPath(tableOf({ x: { a: 'x' } }), options)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message }),
    );
  });

  it('cannot be had of a table without a start', () => {
    expect(() => arbitraryPath({ ...tableOf({ x: { a: 'x' } }), starts: [] })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: 'Nothing of the table starts.' }),
    );
  });
});

/** How many steps it takes at least until one is met. */
function shortestTo(
  { starts, leaving, edges, events, configurations }: Exploration,
  isMeant: (from: StateValue | undefined, type: string | undefined) => boolean,
): number {
  let layer = new Set(starts.map(({ configuration }) => configuration));
  for (let length = 1; length < 100; length++) {
    const steps = [...layer].flatMap((at) => (leaving[at] ?? []).map((edge) => edges[edge]));
    const isMet = steps.some((edge) =>
      isMeant(configurations[edge?.from ?? 0]?.snapshot.value, events[edge?.event ?? 0]?.event.type),
    );
    if (isMet) return length;
    layer = new Set(steps.map((edge) => edge?.to ?? 0));
  }
  return Number.NaN;
}
