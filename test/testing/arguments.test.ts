import { describe, expect, it } from 'vitest';
import { WidgetError } from '../../src/errors.ts';
import { flinks, opal } from '../../src/index.ts';
import { explore } from '../../src/testing/explore/explore.ts';
import { exploreProvider } from '../../src/testing/providers.ts';
import { runPath, runSuite } from '../../src/testing/run/run.ts';
import { sessionSubject } from '../../src/testing/run/session.ts';
import { generateSuite, type Path } from '../../src/testing/suite/suite.ts';

const exploration = exploreProvider(opal);
const suite = generateSuite(exploration, { strategy: 'states', illegal: false });
const [path] = suite.paths as [Path];
const { machine } = opal;
const subject = (each: Path) => sessionSubject(opal, each);

/** What only somebody without types can write. */
const untyped = { explore, exploreProvider, generateSuite, runPath, runSuite } as unknown as Readonly<
  Record<string, (...args: unknown[]) => unknown>
>;

describe('a call that is wrong is told in a sentence', () => {
  it.each<[string, unknown[], RegExp]>([
    ['explore', [], /takes an XState v5 machine, and was given nothing/],
    ['explore', [{}], /machine, and was given another object/],
    ['explore', [machine, null], /options as an object/],
    ['explore', [machine, { event: [] }], /no option "event": did you mean "events"/],
    ['explore', [machine, { events: {} }], /events have to be an array, or a function/],
    ['explore', [machine, { inputs: {} }], /inputs have to be an array/],
    ['explore', [machine, { parts: 'flow' }], /parts have to be an array, and are the text "flow"/],
    ['explore', [machine, { parts: [{ name: 'flow' }] }], /a function moves/],
    ['exploreProvider', ['opal'], /shipped provider.* the text "opal"/],
    ['exploreProvider', [], /shipped provider/],
    ['generateSuite', [machine], /an exploration, and was given a machine: .*explore\(machine\)/],
    ['generateSuite', [], /an exploration, and was given nothing/],
    ['generateSuite', [exploration, { strategy: 'nope' }], /"nope": there are transitions, states, pairs, compact/],
    ['generateSuite', [exploration, { stratgy: 'pairs' }], /"stratgy": did you mean "strategy"/],
    ['runSuite', [{}, suite, subject], /XState v5 machine/],
    ['runSuite', [machine, 'suite.json', subject], /takes a suite/],
    ['runSuite', [machine, suite, 'subject'], /a function from a path to its subject, and not the text "subject"/],
    ['runSuite', [machine, suite, subject, { replays: String }], /"replays": did you mean "replay"/],
    ['runSuite', [flinks.machine, suite, subject], /this is a suite of opal, and not of flinks/],
    ['runPath', [{}, path, subject(path)], /XState v5 machine/],
    ['runPath', [machine, path], /A subject has to be an object .* is nothing/],
    ['runPath', [machine, path, {}], /with nothing as its events/],
    ['runPath', [machine, path, { ...subject(path), sattes: {} }], /"sattes" that nobody reads: .*"states"/],
    ['runPath', [machine, path, { events: {}, raed: () => 1 }], /"raed" that nobody reads: .*"read"/],
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

  it('what a suite is run against has to be a subject, on each path', async () => {
    const { failed, passed } = await runSuite(machine, suite, () => undefined as never);
    expect(passed).toEqual([]);
    expect(failed).toHaveLength(suite.paths.length);
    expect(failed[0]?.error).toMatchObject({ code: 'INVALID_OPTION' });
  });
});
