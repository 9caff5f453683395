import { describe, expect, it } from 'vitest';
import { createActor, createMachine } from 'xstate';
import { flexiti, opal, WidgetError } from '../../src/index.ts';
import type { Configuration } from '../../src/testing/explore/explore.ts';
import { type HsiOptions, hsiSuite } from '../../src/testing/hsi/hsi.ts';
import { type Exploration, explore, exploreProvider } from '../../src/testing/index.ts';
import { randomFrom } from '../../src/testing/suite/walks.ts';
import { faultOf, numbers, randomTable, tableOf } from './tables.ts';

/**
 * An implementation: by state and event, whether it is accepted and where it leads, and what is seen of each state.
 * Undefined where the table does not say: there it may do what it likes.
 */
interface Implementation {
  readonly cells: readonly (readonly (Reaction | undefined)[])[];
  readonly seen: readonly string[];
}

interface Reaction {
  readonly accepted: boolean;
  readonly to: number;
}

const observers = {
  tags: ({ snapshot }: Configuration) => [...snapshot.tags].join(),
  acceptance: 'acceptance',
} as const;

/** The table itself, its first start as state 0. */
function specificationOf(table: Exploration, observe: HsiOptions['observe']): Implementation {
  const { configurations, arcs, leaving, refused } = table;
  const cells = configurations.map(({ index }) => {
    const row: (Reaction | undefined)[] = [];
    for (const arc of leaving[index] ?? [])
      row[arcs[arc]?.event as number] = { accepted: true, to: arcs[arc]?.to ?? 0 };
    for (const event of refused[index] ?? []) row[event] = { accepted: false, to: index };
    return row;
  });
  const seen = configurations.map((each) => (typeof observe === 'function' ? observe(each) : ''));
  return { cells, seen };
}

/** Whether nothing that can be sent shows a difference: by searching the product of the two. */
function isEquivalent(specification: Implementation, other: Implementation, start = 0): boolean {
  const met = new Set<string>();
  const open: [number, number][] = [[start, start]];
  for (const [a, b] of open) {
    if (specification.seen[a] !== other.seen[b]) return false;
    for (const [event, reaction] of specification.cells[a]?.entries() ?? []) {
      const answer = other.cells[b]?.[event];
      if (reaction === undefined || answer === undefined) continue;
      if (reaction.accepted !== answer.accepted) return false;
      const key = `${reaction.to} ${answer.to}`;
      if (met.has(key)) continue;
      met.add(key);
      open.push([reaction.to, answer.to]);
    }
  }
  return true;
}

/** What each session sends and what has to be seen, ready to be tried on many implementations. */
function sessionsOf(table: Exploration, specification: Implementation, options: HsiOptions) {
  return [...hsiSuite(table, options).walks()].map(({ start, arcs }) => {
    let at = start;
    const steps = arcs.map((step) => {
      const event = step < 0 ? ~step : (table.arcs[step]?.event as number);
      if (step >= 0) at = table.arcs[step]?.to as number;
      return { event, accepted: step >= 0, seen: specification.seen[at] };
    });
    return { start, seen: specification.seen[start], steps };
  });
}

type Sessions = ReturnType<typeof sessionsOf>;

function isKilled(sessions: Sessions, { cells, seen }: Implementation): boolean {
  return sessions.some((session) => {
    if (seen[session.start] !== session.seen) return true;
    let at = session.start;
    return session.steps.some((step) => {
      const reaction = cells[at]?.[step.event] as Reaction;
      at = reaction.to;
      return reaction.accepted !== step.accepted || seen[at] !== step.seen;
    });
  });
}

function reachedIn({ cells }: Implementation, start: number): ReadonlySet<number> {
  const reached = new Set([start]);
  for (const at of reached)
    for (const reaction of cells[at] ?? []) if (reaction !== undefined) reached.add(reaction.to);
  return reached;
}

/** Whether the shortest ways of the table lead to every state of an implementation. */
function isReachedBy(cover: readonly (readonly number[])[], { cells }: Implementation): boolean {
  const ends = cover.map((way) => way.reduce((at, event) => cells[at]?.[event]?.to ?? at, 0));
  return new Set(ends).size === reachedIn({ cells, seen: [] }, 0).size;
}

/** The shortest ways to each state, as events. */
function coverOf({ cells }: Implementation): number[][] {
  const ways = new Map<number, number[]>([[0, []]]);
  for (const [at, way] of ways) {
    for (const [event, reaction] of cells[at]?.entries() ?? []) {
      if (reaction !== undefined && !ways.has(reaction.to)) ways.set(reaction.to, [...way, event]);
    }
  }
  return [...ways.values()];
}

/** Where each state of a table can be told from the others: only then has a copy of it as many states. */
function isMinimal(table: Exploration, observe: HsiOptions['observe']): boolean {
  const [machine] = hsiSuite(table, observe === undefined ? {} : { observe }).machines;
  return machine?.states === machine?.configurations;
}

function changed(implementation: Implementation, state: number, event: number, reaction: Reaction): Implementation {
  const cells = implementation.cells.map((row) => [...row]);
  (cells[state] as (Reaction | undefined)[])[event] = reaction;
  return { ...implementation, cells };
}

/** Every implementation that differs in one reaction of what begins at a start. */
function* singleFaults(specification: Implementation, start = 0): Generator<Implementation> {
  const states = reachedIn(specification, start);
  for (const state of states) {
    for (const [event, reaction] of specification.cells[state]?.entries() ?? []) {
      if (reaction === undefined) continue;
      for (const accepted of [true, false]) {
        for (const to of states) {
          if (accepted !== reaction.accepted || to !== reaction.to) {
            yield changed(specification, state, event, { accepted, to });
          }
        }
      }
    }
  }
}

/** A state more that is a copy of another, entered by a random step, with some reactions changed: a hidden fault. */
function withFurtherStates(specification: Implementation, count: number, random: () => number): Implementation {
  const below = (limit: number) => Math.floor(random() * limit);
  let made = specification;
  for (let extra = 0; extra < count; extra++) {
    const original = below(made.cells.length);
    made = {
      cells: [...made.cells, [...(made.cells[original] ?? [])]],
      seen: [...made.seen, made.seen[original] ?? ''],
    };
    made = someChanged(made, random, { to: made.cells.length - 1 });
  }
  for (let faults = 1 + below(2); faults > 0; faults--) made = someChanged(made, random, {});
  return made;
}

function someChanged(given: Implementation, random: () => number, change: Partial<Reaction>): Implementation {
  const below = (limit: number) => Math.floor(random() * limit);
  const state = below(given.cells.length);
  const events = [...(given.cells[state] ?? []).keys()].filter((event) => given.cells[state]?.[event] !== undefined);
  const event = events[below(events.length)];
  if (event === undefined) return given;
  const old = given.cells[state]?.[event] as Reaction;
  const fault = random() < 0.5 ? { ...old, accepted: !old.accepted } : { ...old, to: below(given.cells.length) };
  return changed(given, state, event, { ...('to' in change ? old : fault), ...change });
}

/** Any machine of so many states. */
function anyImplementation(specification: Implementation, states: number, random: () => number): Implementation {
  const below = (limit: number) => Math.floor(random() * limit);
  const events = specification.cells[0]?.length ?? 0;
  return {
    cells: numbers(states).map(() => numbers(events).map(() => ({ accepted: random() < 0.6, to: below(states) }))),
    seen: numbers(states).map(() => specification.seen[below(specification.seen.length)] as string),
  };
}

/**
 * An implementation with far more states: one of its own for each way of up to `k` events from the shortest ways, all
 * as the table wants it but for a fault or two anywhere.
 */
function withStatesAllAlong(specification: Implementation, k: number, random: () => number): Implementation {
  const below = (limit: number) => Math.floor(random() * limit);
  const nodes: { stands: number; left: number }[] = [{ stands: 0, left: k }];
  const cells: Reaction[][] = [];
  const cover = new Map([[0, 0]]);
  for (const [index, { stands, left }] of nodes.entries()) {
    cells[index] = (specification.cells[stands] as Reaction[]).map(({ accepted, to }) => {
      const isFirst = cover.get(stands) === index && !cover.has(to);
      if (isFirst) cover.set(to, nodes.length);
      if (!isFirst && left === 0) return { accepted, to: ~to };
      nodes.push({ stands: to, left: isFirst ? k : left - 1 });
      return { accepted, to: nodes.length - 1 };
    });
  }
  // Where no own state is left, it goes to any that stands for the right one.
  const closed = cells.map((row) =>
    row.map(({ accepted, to }) => {
      if (to >= 0) return { accepted, to };
      const right = [...nodes.keys()].filter((node) => nodes[node]?.stands === ~to);
      return { accepted, to: right[below(right.length)] as number };
    }),
  );
  let made: Implementation = {
    cells: closed,
    seen: nodes.map(({ stands }) => specification.seen[stands] as string),
  };
  // Steps of the last layer lead nowhere new: whatever they do, each state is still reached as before.
  const last = [...nodes.keys()].filter((node) => nodes[node]?.left === 0);
  for (let faults = 1 + below(2); faults > 0; faults--) {
    const state = last[below(last.length)] as number;
    const event = below(closed[0]?.length ?? 1);
    made = changed(made, state, event, { accepted: random() < 0.7, to: below(nodes.length) });
  }
  return made;
}

function tally(implementations: Iterable<Implementation>, specification: Implementation, sessions: Sessions) {
  const counts = { killed: 0, equivalent: 0, survived: 0 };
  for (const each of implementations) {
    if (isKilled(sessions, each)) counts.killed += 1;
    else counts[isEquivalent(specification, each) ? 'equivalent' : 'survived'] += 1;
  }
  return counts;
}

/** Small machines of all kinds, the same in each run. */
function tables(count: number, seed: number, size: Partial<Parameters<typeof randomTable>[1]> = {}): Exploration[] {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  return numbers(count).map(() =>
    randomTable(random, {
      states: between(2, 6),
      events: between(2, 4),
      colours: between(1, 3),
      density: 0.3 + 0.7 * random(),
      ...size,
    }),
  );
}

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

  it('kills every fault in what a part of a chart does', () => {
    const random = randomFrom(5);
    const parts = [
      { name: 'even', moves: ({ type }: { type: string }) => ['e0', 'e2'].includes(type) },
      { name: 'odd', moves: ({ type }: { type: string }) => ['e1', 'e3'].includes(type) },
    ];
    let killed = 0;
    let inseparable = 0;
    for (const _each of numbers(100)) {
      const table = randomTable(random, { states: 5, events: 4, colours: 2, density: 0.5 }, { parts });
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

describe('the sessions of a fault-complete suite', () => {
  const options: HsiOptions[] = [{}, { k: 1 }, { observe: 'acceptance', k: 1 }, { inert: true }, { alike: false }];

  it.each(options)('are walks of the table, none the beginning of another, as many as counted: %o', (option) => {
    for (const table of tables(40, 6)) {
      const suite = hsiSuite(table, option);
      const walks = [...suite.walks()];
      expect(walks.map((walk) => faultOf(table, walk)).filter((fault) => fault !== null)).toEqual([]);
      const texts = walks.map(({ arcs }) => `${arcs.join()},`).sort();
      for (const [index, text] of texts.entries()) {
        if (text !== ',') expect(texts[index + 1]?.startsWith(text) ?? false).toBe(false);
      }
      const events = walks.reduce((all, { arcs }) => all + arcs.length, 0);
      const steps = new Set(walks.flatMap(({ arcs }) => arcs.map((_arc, index) => arcs.slice(0, index + 1).join())));
      expect(suite.size()).toEqual({ events, sessions: walks.length, distinct: steps.size });
      expect(events).toBeLessThanOrEqual(suite.plainSize().events);
    }
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
    const first = hsiSuite(exploreProvider(opal), { k: 6 }).walks().next();
    expect(first.value?.arcs.length).toBeGreaterThan(6);
  });

  it('hold nothing but the start of a machine without events', () => {
    const suite = hsiSuite(explore(createMachine({})));
    expect([...suite.walks()]).toEqual([{ start: 0, arcs: [] }]);
    expect(suite.plainSize()).toEqual({ events: 0, sessions: 1 });
  });

  it('say what they are complete for, what has to be seen and what is taken to hold', () => {
    const { guarantee } = hsiSuite(exploreProvider(opal), { k: 1, inert: true });
    expect(guarantee.faultClass).toContain('k = 1 (k-A-complete)');
    expect(guarantee.oracle).toContain('its state value, status and tags');
    expect(guarantee.assumptions).toContain('Who refuses an event stays where it is.');
    expect(guarantee.assumptions).toContain('What one input leads to does not depend on the others.');
    expect(hsiSuite(exploreProvider(flexiti), { observe: 'acceptance' }).guarantee.oracle).toBe(
      'whether each event is accepted',
    );
    expect(hsiSuite(exploreProvider(flexiti), { observe: () => '' }).guarantee.oracle).toContain('`observe`');
  });

  it.each([-1, 0.5, Number.NaN])('cannot be had for k = %d', (k) => {
    expect(() => hsiSuite(exploreProvider(flexiti), { k })).toThrow(WidgetError);
  });
});

describe('the suites of the shipped charts', () => {
  it('pass on the charts themselves', () => {
    for (const [provider, k] of [
      [flexiti, 1],
      [opal, 0],
    ] as const) {
      const table = exploreProvider(provider);
      const inputAt = new Map([...table.starts].reverse().map(({ configuration, input }) => [configuration, input]));
      for (const { start, arcs } of hsiSuite(table, { k }).walks()) {
        const actor = createActor(provider.machine, { input: table.inputs[inputAt.get(start) ?? 0] } as never).start();
        const seen = arcs.map((step) => {
          const before = actor.getSnapshot();
          const event = step < 0 ? ~step : (table.arcs[step]?.event as number);
          // A stopped actor takes no event, and would print a warning.
          if (before.status === 'active') actor.send(table.events[event]?.event as never);
          return actor.getSnapshot() !== before;
        });
        expect(seen).toEqual(arcs.map((step) => step >= 0));
        const last = arcs.findLast((step) => step >= 0);
        const end = last === undefined ? start : (table.arcs[last]?.to as number);
        expect(actor.getSnapshot().value).toEqual(table.configurations[end]?.snapshot.value);
      }
    }
  });

  it('kill every single fault of the smallest', () => {
    const table = exploreProvider(flexiti);
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

/** What the table does not say, done like an event of another part: accepted, and nothing moved. */
function complete(implementation: Implementation): Implementation {
  const events = Math.max(...implementation.cells.map((row) => row.length));
  const cells = implementation.cells.map((row, state) =>
    numbers(events).map((event) => row[event] ?? { accepted: true, to: state }),
  );
  return { ...implementation, cells };
}
