import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { flexiti, opal } from '../../../src/index.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import type { Configuration } from '../../../src/testing/explore/exploration.ts';
import { hsiSuite } from '../../../src/testing/hsi/hsi.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { kitOf } from '../../support/cases.ts';
import { numbers, randomTable } from '../tables.ts';
import {
  anyImplementation,
  complete,
  coverOf,
  evenAndOdd,
  type Implementation,
  isEquivalent,
  isKilled,
  isMinimal,
  isReachedBy,
  observers,
  sessionsOf,
  singleFaults,
  specificationOf,
  tables,
  tally,
  withFurtherStates,
  withStatesAllAlong,
} from './implementations.ts';

describe.each(Object.entries(observers))('a fault-complete suite that sees %s', (_, observe) => {
  it('kills every wrong reaction and every wrong target', () => {
    let killed = 0;
    for (const table of tables(300, 1).filter((each) => isMinimal(each, observe))) {
      const specification = specificationOf(table, observe);
      const sessions = sessionsOf(table, specification, { observe, alike: false });
      const counts = tally(singleFaults(specification), specification, sessions);
      expect(counts.survived).toBe(0);
      killed += counts.killed;
    }
    expect(killed).toBeGreaterThan(5000);
  });

  it('kills them in every one of configurations that are alike, where each is begun at', () => {
    const totals = { killed: 0, missed: 0 };
    for (const table of tables(300, 7).filter((each) => !isMinimal(each, observe))) {
      const specification = specificationOf(table, observe);
      const cover = coverOf(specification);
      const faults = [...singleFaults(specification)].filter((each) => isReachedBy(cover, each));
      const sessions = sessionsOf(table, specification, { observe, alike: false, cover: 'configurations' });
      const counts = tally(faults, specification, sessions);
      expect(counts.survived).toBe(0);
      totals.killed += counts.killed;
      // One of them stands for all otherwise.
      totals.missed += tally(
        faults,
        specification,
        sessionsOf(table, specification, { observe, alike: false }),
      ).survived;
    }
    expect(totals.killed).toBeGreaterThan(1000);
    expect(totals.missed).toBeGreaterThan(20);
  });

  it.each([0, 1])('kills what has up to %i states more', (k) => {
    const random = randomFrom(10 + k);
    let killed = 0;
    for (const table of tables(150, 2)) {
      const specification = specificationOf(table, observe);
      const sessions = sessionsOf(table, specification, { observe, alike: false, k });
      const { states = 0 } = hsiSuite(table, { observe }).machines[0] ?? {};
      const near = numbers(20).map(() => withFurtherStates(specification, k, random));
      const any = numbers(20).map(() => anyImplementation(specification, states + k, random));
      const counts = tally(isMinimal(table, observe) ? [...near, ...any] : any, specification, sessions);
      expect(counts.survived).toBe(0);
      killed += counts.killed;
    }
    expect(killed).toBeGreaterThan(3000);
  });

  it('kills what has a state for each way of one event more, and a fault where they end', () => {
    const random = randomFrom(20);
    const counts = { killed: 0, short: 0 };
    for (const table of tables(200, 3).filter((each) => isMinimal(each, observe))) {
      const specification = specificationOf(table, observe);
      const made = numbers(20).map(() => withStatesAllAlong(specification, 1, random));
      const complete = tally(made, specification, sessionsOf(table, specification, { observe, alike: false, k: 1 }));
      expect(complete.survived).toBe(0);
      counts.killed += complete.killed;
      // The same implementations are out of reach for k = 0: what k is for.
      counts.short += tally(made, specification, sessionsOf(table, specification, { observe, alike: false })).survived;
    }
    expect(counts.killed).toBeGreaterThan(500);
    expect(counts.short).toBeGreaterThan(20);
  });

  it('kills as much with refused events riding along, of those that stay where they refuse', () => {
    const totals = { killed: 0, others: 0, events: 0, separate: 0 };
    for (const table of tables(200, 4).filter((each) => isMinimal(each, observe))) {
      const specification = specificationOf(table, observe);
      const sessions = sessionsOf(table, specification, { observe, alike: false, inert: true });
      const faults = [...singleFaults(specification)];
      const isInert = ({ cells }: Implementation) =>
        cells.every((row, state) => row.every((reaction) => reaction?.accepted !== false || reaction.to === state));
      const inert = tally(faults.filter(isInert), specification, sessions);
      expect(inert.survived).toBe(0);
      totals.killed += inert.killed;
      totals.others += tally(
        faults.filter((each) => !isInert(each)),
        specification,
        sessions,
      ).survived;
      totals.events += hsiSuite(table, { observe, inert: true }).size().events;
      totals.separate += hsiSuite(table, { observe }).size().events;
    }
    expect(totals.killed).toBeGreaterThan(1000);
    // Which is why it is said of the fault class, and not done unasked.
    expect(totals.others).toBeGreaterThan(0);
    expect(totals.events).toBeLessThan(totals.separate);
  });

  it('kills every fault in what a projection of a chart does', () => {
    const random = randomFrom(5);
    let killed = 0;
    let inseparable = 0;
    for (const _each of numbers(100)) {
      const table = randomTable(
        random,
        { states: 5, events: 4, colours: 2, density: 0.5 },
        { projections: evenAndOdd },
      );
      const specification = specificationOf(table, observe);
      const suite = hsiSuite(table, { observe, alike: false });
      const pairs = suite.machines.reduce((all, machine) => all + machine.inseparable, 0);
      inseparable += pairs;
      expect(suite.guarantee.assumptions.some((each) => each.includes('may stand for each other'))).toBe(pairs > 0);
      if (pairs > 0) continue;
      const sessions = sessionsOf(table, specification, { observe, alike: false, cover: 'configurations' });
      for (const { configuration } of table.starts) {
        const own = sessions.filter(({ start }) => start === configuration);
        for (const fault of singleFaults(specification, configuration)) {
          if (isKilled(own, complete(fault))) killed += 1;
          else expect(isEquivalent(specification, fault, configuration)).toBe(true);
        }
      }
    }
    expect(killed).toBeGreaterThan(1000);
    expect(inseparable).toBeGreaterThan(0);
  });
});

describe('the suites of the shipped charts', () => {
  it('pass on the charts themselves', () => {
    for (const [provider, k] of [
      [flexiti, 1],
      [opal, 0],
    ] as const) {
      const table = exploreKit(kitOf(provider));
      const inputAt = new Map([...table.starts].reverse().map(({ configuration, input }) => [configuration, input]));
      for (const { start, edges } of hsiSuite(table, { k }).edgePaths()) {
        const actor = createActor(provider.machine, { input: table.inputs[inputAt.get(start) ?? 0] } as never).start();
        const seen = edges.map((step) => {
          const before = actor.getSnapshot();
          const event = step < 0 ? ~step : (table.edges[step]?.event as number);
          // A stopped actor takes no event, and would print a warning.
          if (before.status === 'active') actor.send(table.events[event]?.event as never);
          return actor.getSnapshot() !== before;
        });
        expect(seen).toEqual(edges.map((step) => step >= 0));
        const last = edges.findLast((step) => step >= 0);
        const end = last === undefined ? start : (table.edges[last]?.to as number);
        expect(actor.getSnapshot().value).toEqual(table.configurations[end]?.snapshot.value);
      }
    }
  });

  it('kill every single fault of the smallest', () => {
    const table = exploreKit(kitOf(flexiti));
    const seen = ({ snapshot }: Configuration) => JSON.stringify(snapshot.value);
    const specification = specificationOf(table, seen);
    const sessions = sessionsOf(table, specification, { observe: seen, alike: false });
    let killed = 0;
    for (const { configuration } of table.starts) {
      const own = sessions.filter(({ start }) => start === configuration);
      for (const fault of singleFaults(specification, configuration)) {
        if (isKilled(own, fault)) killed += 1;
        else expect(isEquivalent(specification, fault, configuration)).toBe(true);
      }
    }
    expect(killed).toBeGreaterThan(1000);
  });
});
