import { describe, expect, it } from 'vitest';
import { WidgetError } from '../../src/errors.ts';
import { flinks, opal } from '../../src/index.ts';
import { exploreKit, sessionSubject } from '../../src/kit/index.ts';
import { checkSuite, otherChart } from '../../src/testing/arguments.ts';
import { explore } from '../../src/testing/explore/explore.ts';
import { nearest } from '../../src/testing/nearest.ts';
import { runPath, runSuite } from '../../src/testing/run/run.ts';
import { generateSuite } from '../../src/testing/suite/suite.ts';
import type { Path } from '../../src/testing/types.ts';
import { kitOf } from '../support/cases.ts';

const exploration = exploreKit(kitOf(opal));
const suite = generateSuite(exploration, { strategy: 'states', illegal: false });
const [path] = suite.paths as [Path];
const { machine } = opal;
const subject = (each: Path) => sessionSubject(kitOf(opal), each);

/** What only somebody without types can write. */
const untyped = { explore, exploreKit, generateSuite, runPath, runSuite } as unknown as Readonly<
  Record<string, (...args: unknown[]) => unknown>
>;

describe('a wrong call throws an error that says what is wrong', () => {
  it.each<[string, unknown[], RegExp]>([
    ['explore', [], /takes an XState v5 machine, but got nothing/],
    ['explore', [{}], /machine, but got another object/],
    ['explore', [machine, null], /options as an object/],
    ['explore', [machine, { event: [] }], /no option "event": did you mean "events"/],
    ['explore', [machine, { events: {} }], /events must be an array, or a function/],
    ['explore', [machine, { inputs: {} }], /inputs must be an array/],
    ['explore', [machine, { projections: 'flow' }], /projections must be an array, but got the text "flow"/],
    ['explore', [machine, { projections: [{ name: 'flow' }] }], /a function includes/],
    ['exploreKit', ['opal'], /A kit is needed/],
    ['exploreKit', [], /A kit is needed/],
    ['generateSuite', [machine], /an exploration, but got a machine: .*explore\(machine\)/],
    ['generateSuite', [], /an exploration, but got nothing/],
    ['generateSuite', [exploration, { strategy: 'nope' }], /"nope": there are transitions, states, pairs, compact/],
    ['generateSuite', [exploration, { stratgy: 'pairs' }], /"stratgy": did you mean "strategy"/],
    ['generateSuite', [exploration, { edgePath: [] }], /"edgePath": did you mean "edgePaths"/],
    ['generateSuite', [exploration, { edgePaths: [], cover: String }], /edgePaths has no option "cover"/],
    ['generateSuite', [exploration, { edgePaths: {} }], /edgePaths must be a list of edge paths/],
    ['generateSuite', [exploration, { edgePaths: null }], /edgePaths must be a list of edge paths/],
    ['runSuite', [{}, suite, subject], /XState v5 machine/],
    ['runSuite', [machine, 'suite.json', subject], /takes a suite/],
    ['runSuite', [machine, suite, 'subject'], /a function from a path to its subject, but got the text "subject"/],
    ['runSuite', [machine, suite, subject, { replays: String }], /"replays": did you mean "replay"/],
    ['runSuite', [flinks.machine, suite, subject], /this suite is of opal, not of flinks/],
    ['runPath', [{}, path, subject(path)], /XState v5 machine/],
    ['runPath', [machine, path], /A subject must be an object .* got nothing/],
    ['runPath', [machine, path, {}], /with nothing as its events/],
    ['runPath', [machine, path, { ...subject(path), sattes: {} }], /"sattes" that is not known: .*"states"/],
    ['runPath', [machine, path, { events: {}, raed: () => 1 }], /"raed" that is not known: .*"read"/],
  ])('%s, case %#', async (call, args, words) => {
    const error = await Promise.resolve()
      .then(() => untyped[call]?.(...args))
      .then(
        () => expect.unreachable('it passed'),
        (thrown: unknown) => thrown,
      );
    expect(error).toBeInstanceOf(WidgetError);
    expect(error).toMatchObject({ code: 'INVALID_OPTION', message: expect.stringMatching(words) });
  });

  it.each<[string, unknown[], string]>([
    ['explore', ['door'], 'explore takes an XState v5 machine, but got the text "door".'],
    ['explore', [{ provide: String }], 'explore takes an XState v5 machine, but got a machine.'],
    ['explore', [{ root: {} }], 'explore takes an XState v5 machine, but got another object.'],
    ['explore', [7], 'explore takes an XState v5 machine, but got a number.'],
    ['explore', [null], 'explore takes an XState v5 machine, but got nothing.'],
    ['explore', [machine, []], 'explore takes its options as an object, but got an array.'],
    ['explore', [machine, { inputs: 1 }], 'inputs must be an array, but got a number.'],
    [
      'explore',
      [machine, { events: 'GO' }],
      'events must be an array, or a function from a snapshot to one, but got the text "GO".',
    ],
    ['explore', [machine, { projections: [null] }], 'Each projection needs a name, and a function includes.'],
    [
      'explore',
      [machine, { projections: [{ includes: () => true }, { includes: 1 }] }],
      'Each projection needs a name, and a function includes.',
    ],
    [
      'generateSuite',
      [{ configurations: [] }],
      'generateSuite takes an exploration, but got another object: of a machine, explore(machine) makes one; of a kit, exploreKit(kit).',
    ],
    [
      'runSuite',
      [machine, { paths: 1 }],
      'runSuite takes a suite, such as generateSuite makes, but got another object.',
    ],
    ['runSuite', [flinks.machine, suite], 'runSuite: this suite is of opal, not of flinks.'],
  ])('%s, word by word, case %#', async (call, args, message) => {
    const thrown = await Promise.resolve()
      .then(() => untyped[call]?.(...args))
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'INVALID_OPTION', message });
  });

  it.each([
    ['stratgy', 'strategy'],
    ['COVER', 'cover'],
    ['', 'cover'],
    ['resetcosts', 'resetCost'],
    ['ilegal', 'illegal'],
    ['llaciam', 'illegal'],
    ['malforme', 'malformed'],
  ])('"%s" was probably meant to be "%s"', (given, meant) => {
    expect(nearest(given, ['strategy', 'resetCost', 'illegal', 'malformed', 'cover'])).toBe(meant);
  });

  it('the first of two that are as near was meant, and the last letter counts', () => {
    expect(nearest('ab', ['ac', 'ad'])).toBe('ac');
    expect(nearest('ab', ['ac', 'ab'])).toBe('ab');
    expect(nearest('abcd', ['bcd', 'bcda'])).toBe('bcd');
  });

  it('what is right is taken', () => {
    const projections = [{ name: 'all', includes: () => true }];
    const options = { abstractContext: () => 0, maxConfigurations: 9, inputs: [{}], events: () => [], projections };
    expect(explore(machine, options as never).configurations).toHaveLength(1);
    const { chart, ...older } = suite;
    expect(() => checkSuite(older, machine.id, 'runSuite')).not.toThrow();
    expect(otherChart({ chart: machine.id }, machine.id)).toBeNull();
  });

  it('nothing was meant where there is nothing', () => {
    expect(nearest('any', [])).toBeNull();
  });

  it('what a suite is run against has to be a subject, on each path', async () => {
    const { failed, passed } = await runSuite(machine, suite, () => undefined as never);
    expect(passed).toEqual([]);
    expect(failed).toHaveLength(suite.paths.length);
    expect(failed[0]?.error).toMatchObject({ code: 'INVALID_OPTION' });
  });
});
