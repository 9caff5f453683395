import { describe, expect, it } from 'vitest';
import { openSession } from '../../src/index.ts';
import { exploreKit } from '../../src/kit/exploration.ts';
import type { Kit, Message, Variants } from '../../src/kit/kit.ts';
import { malformedMessages } from '../../src/kit/malformed.ts';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { opalKit } from '../../src/machines/opal/kit.ts';
import { pinwheelKit } from '../../src/machines/pinwheel/kit.ts';
import { shippedKits } from '../../src/shipped.ts';
import {
  createSimulator,
  type Fault,
  type SavedSimulator,
  type Sender,
  simulatorSuite,
} from '../../src/simulator/index.ts';
import { pathOfSeed } from '../../src/simulator/paths.ts';
import { generateSuite } from '../../src/testing/suite/suite.ts';
import type { Path } from '../../src/testing/types.ts';
import { surveyKit } from './survey.ts';

/** Each combination of a kit's variants. */
function variantsOf({ wire }: Kit): Variants[] {
  return Object.entries(wire.variants).reduce<Variants[]>(
    (all, [key, values]) => all.flatMap((variants) => values.map((value) => ({ ...variants, [key]: value }))),
    [{}],
  );
}

interface Options {
  path?: Path;
  variants?: Variants;
  log?: unknown[];
}

/** A simulator whose messages go to a session, and to a list. */
function connect(kit: Kit, options: Options = {}) {
  const input = (options.path?.input ?? {}) as never;
  const session = openSession(kit.provider, { input, onWarning: () => {} });
  const posted: { message: unknown; sender: Sender; verdict: string }[] = [];
  const widget = createSimulator(kit, {
    ...options,
    post: (message, sender) => posted.push({ message, sender, verdict: session.receive(message).verdict }),
  });
  return { session, widget, posted };
}

/** Takes a path to its end. */
function follow(kit: Kit, path: Path, variants: Variants = {}) {
  const { session, widget } = connect(kit, { path, variants });
  for (let taken = widget.step(); taken !== null; taken = widget.step()) {
    expect(session.snapshot.value).toEqual(taken.state);
  }
  return session.counts;
}

describe.each([...shippedKits, surveyKit])('$provider.name', (kit) => {
  const { paths } = simulatorSuite(kit);

  it('posts each path so that a session takes it, in each variant', () => {
    for (const variants of variantsOf(kit)) {
      for (const path of paths) expect(follow(kit, path, variants).accepted).toBe(path.steps.length);
    }
  });

  it('keeps invalid messages invalid in each variant', () => {
    for (const variants of variantsOf(kit)) {
      for (const { message, name } of malformedMessages(kit)) {
        const onTheWire = JSON.parse(JSON.stringify(kit.wire.post(message as Message, variants)));
        expect(`${name} ${kit.provider.read(onTheWire).kind}`).toBe(`${name} malformed`);
      }
    }
  });

  it('makes available what is legal, and nothing else', () => {
    for (const path of paths) {
      const { widget } = connect(kit, { path });
      while (widget.step() !== null) {
        for (const { event } of widget.availableEvents()) expect(widget.snapshot.can(event)).toBe(true);
        if (widget.snapshot.status !== 'active') expect(widget.availableEvents()).toEqual([]);
      }
    }
  });

  it.each<[Fault, string[]]>([
    ['malformed', ['malformed']],
    ['unknown', ['unrecognized']],
    ['silence', []],
  ])('lets %s happen', (fault, verdicts) => {
    const { widget, posted } = connect(kit);
    const [first] = widget.availableEvents();
    widget.fault(fault);
    if (first !== undefined && fault === 'silence') expect(widget.choose(first.event)).toEqual([]);
    expect(posted.map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  it('follows the same path by the same seed', () => {
    const { id, steps } = pathOfSeed(kit, 7);
    expect(pathOfSeed(kit, 7)).toMatchObject({ id, steps });
    // Of a small chart, two seeds may come to the same path.
    expect([8, 9, 10, 11, 12].some((seed) => pathOfSeed(kit, seed).id !== id)).toBe(true);
    expect(follow(kit, pathOfSeed(kit, 7)).accepted).toBe(steps.length);
  });

  it('goes on from where it was', () => {
    for (const path of paths) {
      const whole = connect(kit, { path });
      while (whole.widget.step() !== null);
      const first = connect(kit, { path });
      first.widget.step();
      const posted: unknown[] = [];
      const second = createSimulator(kit, {
        path,
        resume: JSON.parse(JSON.stringify(first.widget.save())),
        post: (message) => posted.push(message),
      });
      while (second.step() !== null);
      expect(second.snapshot.value).toEqual(whole.widget.snapshot.value);
      expect(posted).toEqual(whole.posted.slice(1).map(({ message }) => message));
    }
  });
});

describe('what is refused', () => {
  it.each<Kit>([flexitiKit, opalKit])('is posted with a path, and moves nothing ($provider.name)', (kit) => {
    const { paths, illegal, suite } = generateSuite(exploreKit(kit));
    const counts = paths.map((path) => follow(kit, path));
    expect(counts.reduce((sum, { illegal: those }) => sum + those, 0)).toBe(illegal.sent);
    expect(counts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(suite.events);
  });

  it('is posted with an invalid payload', () => {
    const malformed = malformedMessages(flexitiKit);
    const { paths } = generateSuite(exploreKit(flexitiKit), { illegal: false, malformed });
    const counts = paths.map((path) => follow(flexitiKit, path));
    expect(counts.reduce((sum, { malformed: those }) => sum + those, 0)).toBe(malformed.length);
  });

  it('is of a type that is refused here, where one goes wrong', () => {
    const { widget, posted } = connect(flinksKit);
    widget.choose('APP_MOUNTED');
    const [message] = widget.fault('illegal') as [{ step: string }];
    expect(posted.at(-1)).toMatchObject({ verdict: 'illegal', sender: 'widget' });
    expect(widget.availableEvents().map(({ type }) => type)).not.toContain(message.step);
  });

  it('cannot be found where all is legal', () => {
    const { widget } = connect(flexitiKit);
    expect(widget.faults()).not.toContain('illegal');
    expect(() => widget.fault('illegal')).toThrow(
      'illegal cannot go wrong in open.running. Possible are malformed, unknown, strangeOrigin, strangeFrame and 4 others.',
    );
    widget.choose('flx-cancel');
    expect(widget.faults()).toContain('illegal');
  });

  it('has a type that is legal here, where a payload is invalid', () => {
    const { widget, posted } = connect(pinwheelKit);
    widget.choose('open');
    widget.choose('select_employer');
    const [message] = widget.fault('malformed') as [{ eventName: string }];
    expect(posted.at(-1)?.verdict).toBe('malformed');
    expect(widget.availableEvents().map(({ type }) => type)).toContain(message.eventName);
  });
});

describe('the wire', () => {
  it('has JSON texts for Flinks where its URL says so', () => {
    const { widget } = connect(flinksKit, { variants: { stringify: 'true' } });
    expect(widget.choose('APP_MOUNTED')).toEqual(['{"step":"APP_MOUNTED"}']);
  });

  it.each([
    ['generic-last', ['connect.flow.started', 'opal.flow.started']],
    ['generic-first', ['opal.flow.started', 'connect.flow.started']],
    ['none', ['connect.flow.started']],
  ])("has Opal's doubled events: %s", (copies, types) => {
    const { widget, posted } = connect(opalKit, { variants: { copies } });
    widget.choose('opal.session.started');
    const messages = widget.choose('connect.flow.started') as { type: string }[];
    expect(messages.map(({ type }) => type)).toEqual(types);
    expect(posted.every(({ verdict }) => verdict === 'accepted')).toBe(true);
  });

  it('has the times of the samples, or those of now', () => {
    const time = (variants: Variants) =>
      (connect(opalKit, { variants }).widget.choose('opal.session.started')[0] as Message).timestamp;
    expect(time({})).toBe(time({}));
    const before = Date.now();
    expect(Date.parse(String(time({ timestamps: 'now' })))).toBeGreaterThanOrEqual(before);
  });

  it.each([
    [{}, { type: 'PINWHEEL_EVENT', eventName: 'exit', payload: { error: { code: 'x' } } }],
    [{ exit: 'flat' }, { type: 'PINWHEEL_EVENT', eventName: 'exit', payload: { code: 'x' } }],
    [{ envelope: 'callback' }, ['exit', { code: 'x' }]],
    [{ envelope: 'callback', exit: 'nested' }, ['exit', { error: { code: 'x' } }]],
  ])("has Pinwheel's envelopes and exits: %j", (variants, expected) => {
    const usual = { envelope: 'wire', screen: 'screenName', exit: 'flattened' };
    for (const payload of [{ code: 'x' }, { error: { code: 'x' } }]) {
      expect(pinwheelKit.wire.post({ eventName: 'exit', payload }, { ...usual, ...variants })).toEqual(expected);
    }
  });

  it('has no variant that the provider does not have', () => {
    const open = (variants: Variants) => () => createSimulator(opalKit, { variants, post: () => {} });
    expect(open({ copies: 'twice' })).toThrow(
      'Method Opal has no variant copies: twice. It has copies (generic-last, generic-first, none), timestamps (sample, now).',
    );
    expect(open({ toString: 'x' })).toThrow(/has no variant toString/);
  });
});

describe('what goes wrong on demand', () => {
  it('says the last message once more', () => {
    const { widget, posted } = connect(flexitiKit);
    widget.choose('flx-cancel');
    widget.fault('duplicate');
    expect(posted.map(({ verdict }) => verdict)).toEqual(['accepted', 'illegal']);
  });

  it('changes the order of the next two, and of no others', () => {
    const { widget, posted } = connect(flinksKit);
    widget.fault('reorder');
    expect(widget.choose('APP_MOUNTED')).toEqual([]);
    expect(widget.choose('COMPONENT_LOAD_INSTITUTION_SELECTOR')).toHaveLength(2);
    widget.choose('INSTITUTION_SELECTED');
    expect(posted.map(({ message }) => (message as { step: string }).step)).toEqual([
      'COMPONENT_LOAD_INSTITUTION_SELECTOR',
      'APP_MOUNTED',
      'INSTITUTION_SELECTED',
    ]);
  });

  it('says that it is offline before it falls silent, where it can', () => {
    const { widget } = connect(flinksKit);
    widget.choose('APP_MOUNTED');
    expect(widget.fault('offline')).toEqual([{ step: 'APP_OFFLINE' }]);
    expect(widget.choose('APP_ONLINE')).toEqual([]);
    expect(connect(opalKit).widget.fault('offline')).toEqual([]);
  });

  it.each<Sender>(['strangeOrigin', 'strangeFrame'])('is posted by another: %s', (sender) => {
    const { widget, posted } = connect(flexitiKit);
    const before = widget.snapshot;
    expect(widget.fault(sender as Fault)).toHaveLength(1);
    expect(posted.map((one) => one.sender)).toEqual([sender]);
    expect(widget.snapshot).toBe(before);
  });

  it.each(['strangeOrigin', 'strangeFrame'] as const)('is a message of choice, legal or not: %s', (fault) => {
    const { widget, posted } = connect(flinksKit);
    const before = widget.snapshot;
    const event = widget.availableEvents().find(({ type }) => type === 'TOKEN_INVALID')?.event ?? { type: 'none' };
    expect(widget.fault(fault, 'REDIRECT')).toMatchObject([{ step: 'REDIRECT', loginId: expect.any(String) }]);
    expect(widget.fault(fault, event)).toEqual([{ step: 'TOKEN_INVALID' }]);
    expect(posted.map(({ sender, verdict }) => [sender, verdict])).toEqual([
      [fault, 'illegal'],
      [fault, 'accepted'],
    ]);
    expect(widget.snapshot).toBe(before);
  });
});

describe('what cannot be done', () => {
  it('is a choice that is not legal', () => {
    const { widget } = connect(pinwheelKit);
    expect(() => widget.choose('login')).toThrow('login is not legal in loading. Legal are open.');
    expect(() => widget.choose({ type: 'login' })).toThrow(/^login is not legal/);
    widget.choose('open');
    widget.choose('exit');
    expect(() => widget.choose('open')).toThrow('open is not legal in exited. Nothing is.');
  });

  it('names as many alternatives as somebody reads', () => {
    const { widget } = connect(flinksKit);
    widget.choose('APP_MOUNTED');
    expect(() => widget.choose('SUBMIT_MFA')).toThrow(
      /^SUBMIT_MFA is not legal in open\.flow\.starting\. Legal are (\w+, ){3}\w+ and \d+ others\.$/,
    );
  });

  it('is a message that there is not', () => {
    const { widget } = connect(flexitiKit);
    const sentence = 'Flexiti has no message called "NOPE". It has flx-success, flx-failure, flx-cancel.';
    expect(() => widget.choose('NOPE')).toThrow(sentence);
    expect(() => widget.choose({ type: 'NOPE' })).toThrow(sentence);
    expect(() => widget.send({ type: 'NOPE' })).toThrow(sentence);
    expect(() => widget.fault('strangeOrigin', 'NOPE')).toThrow(sentence);
    expect(() => widget.choose(undefined as never)).toThrow('Flexiti has no message called "undefined"');
  });

  it('is a fault that there is not, or one that takes no message', () => {
    const { widget } = connect(flexitiKit);
    expect(() => widget.fault('late' as Fault)).toThrow('There is no fault "late": illegal, malformed, unknown, ');
    expect(() => widget.fault({} as Fault)).toThrow('There is no fault object: illegal, ');
    expect(() => widget.fault('unknown' as 'strangeFrame', 'flx-cancel')).toThrow(
      'unknown takes no message of yours: only strangeOrigin and strangeFrame do.',
    );
  });

  it('is to go on from what is no place of the chart', () => {
    const elsewhere = connect(pinwheelKit).widget.save();
    for (const resume of [elsewhere, { snapshot: null, taken: 0, silent: false }, {}]) {
      expect(() => createSimulator(flexitiKit, { resume: resume as SavedSimulator, post: () => {} })).toThrow(
        'resume is no place of Flexiti: give it what save() of such a widget gave.',
      );
    }
  });

  it('is an event that no message stands for', () => {
    const { widget } = connect(flinksKit);
    expect(() => widget.send({ type: 'REDIRECT' })).toThrow(
      'No sample message of Flinks Connect is this REDIRECT: choose it by its type alone, or give send its message as well.',
    );
  });

  it('is a path that the chart does not follow any more', () => {
    const [path] = simulatorSuite(flexitiKit).paths;
    if (path === undefined) throw new Error('There is no path.');
    const stale: Path = { ...path, steps: path.steps.map((step) => ({ ...step, expect: 'rejected' })) };
    const { widget } = connect(flexitiKit, { path: stale });
    expect(() => widget.step()).toThrow(/^Path \w+ is out of date: its step 1 says that flx-\w+ is rejected/);
  });
});

describe('a path beyond the end', () => {
  it('posts what the chart refuses there, and a session accepts', () => {
    const ending = simulatorSuite(flinksKit).paths.find(({ steps }) => steps.at(-1)?.event.type === 'REDIRECT');
    if (ending === undefined) throw new Error('There is no path.');
    const late = { event: { type: 'FEEDBACK' }, message: { step: 'FEEDBACK' } };
    const path: Path = { ...ending, steps: [...ending.steps, { ...late, expect: 'rejected', state: 'redirected' }] };
    const { session, widget, posted } = connect(flinksKit, { path });
    for (const _ of path.steps) widget.step();
    expect(widget.step()).toBeNull();
    expect(posted.at(-1)).toMatchObject({ message: late.message, verdict: 'accepted' });
    expect(session.snapshot.value).toBe('redirected');
  });
});

describe('a log', () => {
  it('is posted as it is, whatever it says', () => {
    const log = [{ step: 'APP_MOUNTED' }, { step: 'NEW' }, { step: 'REDIRECT' }, 'text'];
    const { widget, posted } = connect(flinksKit, { log });
    const taken = [widget.step(), widget.step(), widget.step(), widget.step(), widget.step()];
    expect(taken.map((one) => one && [one.type, one.expect])).toEqual([
      ['APP_MOUNTED', 'accepted'],
      ['NEW', 'rejected'],
      ['REDIRECT', 'rejected'],
      [null, 'rejected'],
      null,
    ]);
    expect(posted.map(({ message }) => message)).toEqual(log);
  });
});
