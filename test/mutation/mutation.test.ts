// @module-tag slow
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assign, setup } from 'xstate';
import { flexiti, flinks, opal, pinwheel } from '../../src/index.ts';
import { type ExploreOptions, explore, generateSuite } from '../../src/testing/index.ts';
import { digestOf, fateOf, isKilled, isKilledByPairs, scriptsOf, subjectOf, titleOf } from './analysis.ts';
import { documentOf } from './document.ts';
import { type Mutant, machineOf, mutantsOf, type Operator, operators } from './operators.ts';
import { countByOperator, type Measured, measure } from './record.ts';
import { differs, Sessions } from './sessions.ts';
import { Table } from './table.ts';

const measured: Measured = JSON.parse(readFileSync(new URL('measured.json', import.meta.url), 'utf8'));
const stale = 'run node scripts/mutation.js';
/** Thousands of mutants in one test. */
const timeout = 180_000;

describe('the mutants of a small chart', () => {
  const machine = setup({
    types: { context: {} as { paid: number; noted: boolean }, events: {} as { type: 'PAY' | 'LOOK' | 'END' } },
    guards: { isPaid: ({ context }) => context.paid > 0, isNoted: ({ context }) => context.noted },
    actions: { pay: assign({ paid: 1 }), note: assign({ noted: true }), nothing: assign({}) },
  }).createMachine({
    id: 'shop',
    context: { paid: 0, noted: false },
    initial: 'open',
    output: ({ context: { paid } }) => ({ paid }),
    states: {
      open: {
        initial: 'empty',
        on: {
          // Its action is of no use: nothing can tell whether it is there, since the state is always another one.
          END: { guard: 'isPaid', target: 'done', actions: 'nothing' },
          LOOK: { actions: 'note' },
        },
        states: {
          empty: { tags: 'waiting', on: { PAY: { target: 'full', actions: 'pay' } } },
          full: { meta: { nextStep: 'ship' }, on: { PAY: { guard: 'isNoted', target: 'empty' } } },
        },
      },
      done: { type: 'final' },
    },
  });
  const options: ExploreOptions<typeof machine> = {};
  const exploration = explore(machine, options);
  const mutants = mutantsOf(exploration);
  const table = new Table(machine, options as never);
  const subject = {
    machine,
    sessions: new Sessions(machine, scriptsOf(generateSuite(exploration))),
    pairs: () => [],
    tables: () => [table],
  };

  it('come of every operator, and the generated suite kills some of each', () => {
    const killed = mutants.filter((mutant) => fateOf(subject, mutant) === 'killed');
    expect([...new Set(killed.map(({ operator }) => operator))].sort()).toEqual(Object.keys(operators).sort());
  });

  it('are equivalent where nothing could tell', () => {
    const fates = new Map(mutants.map((mutant) => [titleOf(mutant), fateOf(subject, mutant)]));
    expect(fates.get('assign dropped: shop.open END 1 without "nothing"')).toBe('equivalent');
    expect(fates.get('transfer: shop.open.full PAY 1 to shop.open')).toBe('equivalent');
    expect(fates.get('assign dropped: shop.open LOOK 1 without "note"')).toBe('killed');
    expect([...fates.values()]).not.toContain('survived');
  });

  it('survive a suite that does not try them', () => {
    const sessions = new Sessions(machine, [{ input: undefined, events: [] }]);
    const survivors = mutants.filter((mutant) => fateOf({ ...subject, sessions }, mutant) === 'survived');
    expect(survivors.map(titleOf)).toContain('missing: shop.open LOOK 1');
    expect(survivors.map(titleOf)).toContain('extra, staying: shop.open.empty END');
    expect(survivors.map(titleOf)).not.toContain('transfer: shop.open.full PAY 1 to shop.open');
  });

  it('survive a suite that sends no illegal event, if they accept one', () => {
    const legal = generateSuite(exploration, { illegal: false });
    const sessions = new Sessions(machine, scriptsOf(legal));
    const survivors = mutants.filter((mutant) => fateOf({ ...subject, sessions }, mutant) === 'survived');
    expect(new Set(survivors.map(({ operator }) => operator))).toContain<Operator>('extra, staying');
  });

  it('fail, and end nothing else, where they go in circles', () => {
    const circle: Mutant = {
      operator: 'transfer',
      name: 'a circle',
      site: { state: 'shop.open', when: 'event', event: 'LOOK', index: 0 },
      config: { ...machine.config, initial: 'a', states: { a: { always: 'b' }, b: { always: 'a' } } },
    };
    expect(isKilled(subject, circle)).toBe(true);
    expect(fateOf({ ...subject, sessions: new Sessions(machine, []) }, circle)).toBe('survived');
  });
});

describe('the suite of pairs', () => {
  it('kills what shows only at the second step', () => {
    // Whether a coin was noted shows at the next turn.
    const machine = setup({
      types: { context: {} as { coins: number } },
      guards: { hasCoins: ({ context }) => context.coins > 0 },
      actions: { pay: assign({ coins: 1 }) },
    }).createMachine({
      context: { coins: 0 },
      initial: 'closed',
      states: {
        closed: { on: { COIN: { target: 'open', actions: 'pay' } } },
        open: { on: { TURN: { guard: 'hasCoins', target: 'closed' } } },
      },
    });
    const exploration = explore(machine);
    const mutant = mutantsOf(exploration).find(({ operator }) => operator === 'assign dropped') as Mutant;
    const pairs = scriptsOf(generateSuite(exploration, { strategy: 'pairs' }));
    expect(isKilledByPairs({ machine, pairs: () => pairs }, mutant)).toBe(true);
    expect(isKilledByPairs({ machine, pairs: () => [{ input: undefined, events: [{ type: 'COIN' }] }] }, mutant)).toBe(
      false,
    );
  });
});

describe('runs that begin where a mutant was changed', () => {
  it('come to the same as whole sessions', () => {
    const { machine, sessions, mutants } = subjectOf(flexiti);
    const wholly = (mutant: Mutant) => sessions.all.some((visit) => differs(machineOf(mutant, machine), visit));
    expect(mutants.filter((mutant) => wholly(mutant) !== isKilled({ machine, sessions }, mutant))).toEqual([]);
  });
});

describe('the suite of Flexiti', () => {
  const subject = subjectOf(flexiti);

  it('kills every mutant that is no equivalent', { timeout }, () => {
    const record = measure(subject);
    expect(record.survivors).toEqual([]);
    expect(record, stale).toEqual(measured.charts.flexiti);
  });
});

// Of the large charts a sample; all of it takes minutes, as the search for equivalents does: what was found is on record.
describe.each([
  { provider: opal, of: 1 },
  { provider: pinwheel, of: 1 },
  { provider: flinks, of: 11 },
])('the suite of $provider.name', ({ provider, of }) => {
  const subject = subjectOf(provider);
  const record = measured.charts[provider.name];

  it('is on record, for the chart as it is', () => {
    expect(digestOf(subject), stale).toBe(record?.digest);
    expect(countByOperator(subject.mutants), stale).toEqual(record?.mutants);
    expect(record?.survivors).toEqual([]);
  });

  it(`kills every mutant that is no equivalent, one of ${of} being tried`, { timeout }, () => {
    const known = new Set([...(record?.equivalents ?? []), ...(record?.pairs ?? [])]);
    const tried = subject.mutants.filter((mutant, index) => index % of === 0 && !known.has(titleOf(mutant)));
    const survivors = tried.filter((mutant) => !isKilled(subject, mutant));
    expect(tried.length).toBeGreaterThan(10);
    expect(survivors.map(titleOf)).toEqual([]);
  });
});

describe('docs/mutation.md', () => {
  it('says what is on record', () => {
    expect(readFileSync(new URL('../../docs/mutation.md', import.meta.url), 'utf8'), stale).toBe(documentOf(measured));
  });
});
