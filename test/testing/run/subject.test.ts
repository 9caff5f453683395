import { describe, expect, it, vi } from 'vitest';
import { type AnyStateMachine, createMachine } from 'xstate';
import { flexiti, flinks } from '../../../src/index.ts';
import { explorationOf, exploreKit, sessionSubject } from '../../../src/kit/index.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { runPath, runSuite } from '../../../src/testing/run/run.ts';
import {
  describeChart as describeForPlaywright,
  type PlaywrightTest,
} from '../../../src/testing/run/runners/playwright.ts';
import type { Subject } from '../../../src/testing/run/subject.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import type { Path } from '../../../src/testing/types.ts';
import { kitOf } from '../../support/cases.ts';

const door: AnyStateMachine = createMachine({
  id: 'door',
  initial: 'hall',
  states: {
    hall: {
      initial: 'shut',
      states: { shut: { on: { OPEN: 'open' } }, open: {}, last: { type: 'history' } },
      always: { guard: () => false, target: 'hall' },
    },
  },
});

const opened: Path = {
  id: 'a1',
  input: null,
  steps: [{ event: { type: 'OPEN' }, expect: 'accepted', state: { hall: 'open' } }],
};

async function messageOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => expect.unreachable('it passed'),
    (thrown: Error & { code?: string }) => thrown,
  );
  return `${error.code}: ${error.message}`;
}

const subject = (given: object = {}) => ({ events: { '*': () => {} }, states: { '*': () => {} }, ...given }) as Subject;

describe('the names that a subject may use', () => {
  it.each<[what: string, object, string]>([
    [
      'a state',
      { states: { 'hall.opne': () => {} } },
      'The subject names a state "hall.opne" that the chart does not know: did you mean "hall.open"?',
    ],
    [
      'a history state',
      { states: { 'hall.last': () => {} } },
      'The subject names a state "hall.last" that the chart does not know: did you mean "hall.shut"?',
    ],
    [
      'an event',
      { events: { OPNE: () => {}, '*': () => {} } },
      'The subject names an event "OPNE" that the chart does not know: did you mean "OPEN"?',
    ],
    [
      'what takes no event',
      { events: { '': () => {}, '*': () => {} } },
      'The subject names an event "" that the chart does not know: did you mean "OPEN"?',
    ],
    [
      'no executor',
      { events: {} },
      "Path a1 sends OPEN, and the subject has no executor for it: add events['OPEN'], or events['*'] for all that no other key names.",
    ],
  ])('are told where %s is none of them', async (_, given, message) => {
    expect(await messageOf(runPath(door, opened, subject(given)))).toBe(`INVALID_OPTION: ${message}`);
  });

  it('are none of a chart without states and events', async () => {
    const bare: AnyStateMachine = createMachine({ id: 'bare' });
    const path = { id: 'a1', input: null, steps: [] };
    expect(await messageOf(runPath(bare, path, subject({ states: { any: () => {} } })))).toBe(
      'INVALID_OPTION: The subject names a state "any" that the chart does not know: it has none',
    );
  });

  it('are those of the events that the path or its suite sends, too', async () => {
    const rung: Path = {
      id: 'b1',
      input: null,
      steps: [{ event: { type: 'RING' }, expect: 'rejected', state: { hall: 'shut' } }, ...opened.steps],
    };
    const ringing = subject({ events: { RING: () => {}, OPEN: () => {} }, observe: () => 0 });
    expect(await runPath(door, rung, ringing)).toMatchObject({ events: 1, illegal: 1 });
    expect(await messageOf(runPath(door, opened, ringing))).toContain('"RING" that the chart does not know');
    const suite = { ...generateSuite(explore(door)), paths: [rung, opened] };
    const { failed, passed, events, illegal } = await runSuite(door, suite, () => ringing);
    expect([failed, passed, events, illegal]).toEqual([[], suite.paths, 2, 1]);
  });
});

describe('a run', () => {
  it('fails where the chart does not start with the input any more', async () => {
    const locked: AnyStateMachine = createMachine({
      id: 'locked',
      context: () => {
        throw new Error('no key');
      },
    });
    const message = await messageOf(runPath(locked, { id: 'a1', input: { key: 1 }, steps: [] }, subject()));
    expect(message).toContain(
      'PATH_FAILED: Path a1 failed before its first event: the chart does not start: no key\n  input     {"key":1}\n',
    );
    expect(message).toContain('hint      the suite was generated from another version of the chart');
  });

  it('fails where the chart refuses what the path has as accepted, though it stays where it is', async () => {
    const steps = [{ event: { type: 'OPEN' }, expect: 'rejected' as const, state: { hall: 'open' } }];
    expect(await messageOf(runPath(door, { ...opened, steps }, subject()))).toContain('PATH_FAILED');
    const still = [{ event: { type: 'RING' }, expect: 'accepted' as const, state: { hall: 'shut' } }];
    expect(await messageOf(runPath(door, { ...opened, steps: still }, subject()))).toContain('PATH_FAILED');
  });

  it('takes a state of a kept suite for the same, in whatever order its regions are', async () => {
    const lamps: AnyStateMachine = createMachine({
      id: 'lamps',
      type: 'parallel',
      states: { left: { initial: 'off', states: { off: { on: { L: 'on' } }, on: {} } }, right: {} },
    });
    const kept = { right: {}, left: 'on' };
    const path = { ...opened, steps: [{ event: { type: 'L' }, expect: 'accepted' as const, state: kept }] };
    expect(await runPath(lamps, path, subject())).toMatchObject({ events: 1 });
  });

  it('says of what is asserted by nothing where that is', async () => {
    const probe = { event: { type: 'RING' }, expect: 'rejected' as const, state: { hall: 'shut' } };
    const path = { ...opened, steps: [probe] };
    const silent = { events: { '*': () => {} }, states: { 'hall.open': () => {} } } as Subject;
    expect(await messageOf(runPath(door, path, silent))).toBe(
      `PATH_FAILED: Path a1 cannot fail: nothing asserts the refused RING in {"hall":"shut"}. Add states['*'] or read to the subject.`,
    );
    // To stay silent is asserted, too.
    expect(
      await runPath(door, { ...path, steps: [probe, ...opened.steps] }, { ...silent, observe: () => 0 }),
    ).toMatchObject({
      events: 1,
      illegal: 1,
      assertions: 1,
    });
    expect(await messageOf(runPath(door, opened, { events: { '*': () => {} } } as Subject))).toBe(
      `PATH_FAILED: Path a1 cannot fail: nothing asserts its steps. Add states['*'] or read to the subject.`,
    );
  });

  it('says how to run a failed path of a suite again', async () => {
    const suite = { ...generateSuite(explore(door)), paths: [opened] };
    const wrong = () => subject({ read: () => 'elsewhere' });
    const { failed } = await runSuite(door, suite, wrong, { replay: ({ id }) => `again ${id}` });
    expect(failed.map(({ path, error }) => [path, String(error)])).toEqual([
      [opened, expect.stringContaining('again a1')],
    ]);
  });
});

describe('a session as a subject', () => {
  it('runs a path on which something comes after the end, and is accepted there', async () => {
    const kit = kitOf(flinks);
    const types = [
      'APP_MOUNTED',
      'COMPONENT_LOAD_CREDENTIAL',
      'SUBMIT_CREDENTIAL',
      'REDIRECT',
      'APP_RESIZE',
      'FEEDBACK',
    ];
    const ends = new Set([...types, 'SUBMIT_MFA']);
    const exploration = explore(kit.provider.machine, {
      ...explorationOf(kit),
      inputs: [{}],
      projections: [{ name: 'the end', includes: ({ type }) => ends.has(type) }],
    });
    const suite = generateSuite(exploration);
    const late = suite.paths.flatMap(({ steps }) =>
      steps.filter(
        ({ event, expect, state }) => state === 'redirected' && expect === 'rejected' && event.type === 'APP_RESIZE',
      ),
    );
    expect(late.length).toBeGreaterThan(0);
    const { failed } = await runSuite(kit.provider.machine, suite, (path) => sessionSubject(kit, path));
    expect(failed.map(({ error }) => error)).toEqual([]);
  });

  it('tells what a host sees, what it has accepted, and ends with its path', () => {
    const [path] = generateSuite(exploreKit(kitOf(flexiti))).paths as [Path];
    const { read, observe, close, events } = sessionSubject(kitOf(flexiti), path) as unknown as {
      read: () => object;
      observe: () => number;
      close: () => void;
      events: { '*': (execution: object) => void };
    };
    expect(read()).toEqual({
      verdict: null,
      moved: false,
      state: { open: 'running' },
      status: 'active',
      outcome: null,
      nextStep: null,
    });
    expect(observe()).toBe(0);
    events['*']({ event: { type: 'flx-cancel' } });
    expect(observe()).toBe(1);
    expect(read()).toMatchObject({ verdict: 'accepted', moved: true, state: 'cancelled', outcome: 'cancelled' });
    close();
    events['*']({ event: { type: 'flx-cancel' } });
    expect(observe()).toBe(1);
    expect(() => events['*']({ event: { type: 'flx-none' } })).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message:
          'No sample message of Flexiti stands for flx-none: explorationOf(kit) has the events that can be posted.',
      }),
    );
  });
});

describe('a runner', () => {
  interface Made {
    readonly groups: string[];
    readonly tests: { readonly name: string; readonly run: (...given: unknown[]) => unknown }[];
  }

  /** What a runner's own functions are here: they only keep what they are given. */
  function fakeRunner() {
    const made: Made = { groups: [], tests: [] };
    const group = (title: string, body: () => void) => {
      made.groups.push(title);
      body();
    };
    const test = (name: string, run: () => unknown) => made.tests.push({ name, run });
    return { made, describe: group, it: test };
  }

  const suite = { ...generateSuite(explore(door)), paths: [opened, { ...opened, id: 'a2' }] };
  const chart = (given: object = {}) => ({ machine: door, suite, subject: () => subject(given) });

  it.each([
    ['node', 'node:test', 'node --test --test-name-pattern=a2'],
    ['vitest', 'vitest', 'npx vitest run -t a2'],
  ])('of %s has a test for each path, and a last one', async (file, module, replay) => {
    const fake = fakeRunner();
    vi.resetModules();
    vi.doMock(module, () => ({ describe: fake.describe, it: fake.it }));
    const { describeChart } = await import(`../../../src/testing/run/runners/${file}.ts`);
    vi.doUnmock(module);
    describeChart('The door', chart({ read: () => ({ hall: 'shut' }) }));
    const { groups, tests } = fake.made;
    expect(groups).toEqual(['The door']);
    expect(tests.map(({ name }) => name.split(' ').at(-1))).toEqual(['a1', 'a2', 'events']);
    expect(await messageOf(tests[1]?.run() as Promise<void>)).toContain(replay);
    expect(tests[2]?.run()).toBeUndefined();
  });

  it('counts what was not offerable, and is red for it at the end', async () => {
    const refused = { event: { type: 'RING' }, expect: 'rejected', state: { hall: 'shut' } } as const;
    const illegal = [2, 2] as const;
    const probing = {
      ...suite,
      coverage: { ...suite.coverage, illegal },
      paths: [{ ...opened, steps: [refused, refused] }],
    };
    for (const [file, module] of [
      ['node', 'node:test'],
      ['vitest', 'vitest'],
    ] as const) {
      const fake = fakeRunner();
      vi.resetModules();
      vi.doMock(module, () => ({ describe: fake.describe, it: fake.it }));
      const { describeChart } = await import(`../../../src/testing/run/runners/${file}.ts`);
      vi.doUnmock(module);
      const events = { '*': () => 'notOfferable' };
      describeChart('The door', { ...chart({ events }), suite: probing, atLeast: { illegal: 0.5 } });
      const [path, last] = fake.made.tests;
      await path?.run();
      expect(() => last?.run()).toThrow('illegal 0 of 2, less than 50 %');
    }
  });

  it('of Playwright notes what was not offerable, and nothing else', async () => {
    const { made, describe: group, it: test } = fakeRunner();
    const playwright = Object.assign(test, { describe: group }) as unknown as PlaywrightTest<string>;
    const refused = { event: { type: 'RING' }, expect: 'rejected', state: { hall: 'shut' } } as const;
    const paths = [
      { ...opened, steps: [refused, refused] },
      { ...opened, id: 'a2' },
    ];
    describeForPlaywright(playwright, 'The door', {
      ...chart({ events: { RING: () => 'notOfferable', '*': () => {} } }),
      suite: { ...suite, paths },
      atLeast: { states: 1 },
    });
    const annotations: object[][] = [[], []];
    await made.tests[0]?.run({ page: 'one' }, { annotations: annotations[0] });
    await made.tests[1]?.run({ page: 'two' }, { annotations: annotations[1] });
    expect(annotations).toEqual([[{ type: 'not offerable', description: '2 refused events' }], []]);
    expect(made.tests[2]?.run()).toBeUndefined();
    const failing = fakeRunner();
    describeForPlaywright(
      Object.assign(failing.it, { describe: failing.describe }) as unknown as PlaywrightTest<string>,
      'The door',
      { ...chart({ read: () => 0 }), atLeast: { states: 2 } },
    );
    const [first, , last] = failing.made.tests;
    const failed = first?.run({ page: '' }, { annotations: [] }) as Promise<void>;
    expect(await messageOf(failed)).toContain('npx playwright test -g a1');
    expect(() => last?.run()).toThrow('Too little is covered');
  });
});
