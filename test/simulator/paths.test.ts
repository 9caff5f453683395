import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flexiti, providers } from '../../src/index.ts';
import { configurationFrom, planOf, type WidgetConfiguration } from '../../src/simulator/configuration.ts';
import { findPath, messagesOfLog, pathOfSeed, simulatorSuite } from '../../src/simulator/index.ts';
import { exploreProvider } from '../../src/testing/providers.ts';
import { generateSuite } from '../../src/testing/suite/suite.ts';
import type { Path } from '../../src/testing/types.ts';

describe('the small suite', () => {
  it.each(Object.values(providers))('covers each transition and state of $name, in few sessions', (provider) => {
    const { coverage, suite } = simulatorSuite(provider);
    expect(coverage.transitions[0]).toBe(coverage.transitions[1]);
    expect(coverage.states[0]).toBe(coverage.states[1]);
    expect(suite.sessions).toBeLessThanOrEqual(10);
  });
});

describe('an id', () => {
  it('is that of a path of the suites that everybody can generate', () => {
    // Refused events that ride along are no part of an id.
    const accepted = ({ steps }: Path) => steps.filter((step) => step.expect === 'accepted');
    for (const { paths } of [simulatorSuite(flexiti), generateSuite(exploreProvider(flexiti))]) {
      for (const path of paths) expect(accepted(findPath(flexiti, path.id))).toEqual(accepted(path));
    }
  });

  it('is looked for in the suite that is given, and only there', () => {
    const [first, ...others] = simulatorSuite(flexiti).paths;
    expect(findPath(flexiti, first?.id ?? '', { paths: first ? [first] : [] })).toBe(first);
    expect(() => findPath(flexiti, first?.id ?? '', { paths: others })).toThrow(
      `No path is called "${first?.id}" in the suite that was given. Its first is ${others[0]?.id}.`,
    );
    expect(() => findPath(flexiti, 'x', { paths: [] })).toThrow('Its first is none: it is empty.');
  });

  it('that is none is told, with what to do', () => {
    expect(() => findPath(flexiti, 'nope')).toThrow(
      'No path is called "nope" in the suites that are generated for Flexiti. Give the suite that it is from, or take the id of a path in "widget-statecharts paths --provider flexiti".',
    );
  });
});

describe('a log', () => {
  const wrapped = (session: string, step: string) => JSON.stringify({ session, at: 0, message: { step } });

  it('has bare messages or wrapped ones', () => {
    expect(messagesOfLog('\uFEFF{"step":"A"}\n\n{"step":"B","message":"own"}\r\n')).toEqual([
      { step: 'A' },
      { step: 'B', message: 'own' },
    ]);
    expect(messagesOfLog('{"message":{"step":"A"}}')).toEqual([{ step: 'A' }]);
  });

  it('has sessions, of which the first is taken or the named one', () => {
    const log = [wrapped('a', 'A1'), wrapped('b', 'B1'), wrapped('a', 'A2')].join('\n');
    expect(messagesOfLog(log)).toEqual([{ step: 'A1' }, { step: 'A2' }]);
    expect(messagesOfLog(log, 'b')).toEqual([{ step: 'B1' }]);
    expect(() => messagesOfLog(log, 'c')).toThrow('The log has no session "c": it has a, b.');
  });

  it('has lines that are JSON', () => {
    expect(() => messagesOfLog('{}\n{')).toThrow(
      'Line 2 of the log cannot be read: it is not JSON. A widget posts messages only: take the line out.',
    );
  });

  it('is one of the recorded ones', () => {
    const log = readFileSync(new URL('../../demo/logs/opal.conforming.ndjson', import.meta.url), 'utf8');
    expect(messagesOfLog(log)[0]).toMatchObject({ type: 'opal.session.started' });
  });
});

describe('what a widget follows', () => {
  it('is one thing', () => {
    expect(() => planOf({ provider: 'flinks', seed: 1, log: [] })).toThrow(
      'A widget follows one thing, and was given seed and log: leave one out.',
    );
    expect(planOf({ provider: 'flinks' })).not.toHaveProperty('path');
  });
});

describe("a page's address", () => {
  const read = (query: string, given: WidgetConfiguration | null = null, files: Record<string, string> = {}) =>
    configurationFrom(given, `https://toolbox-iframe.private.fin.ag/v2/${query}`, async (file) => files[file] ?? '');

  it('names all that a configuration can', async () => {
    const suite = { paths: simulatorSuite(flexiti).paths };
    const files = { '/suite.json': JSON.stringify(suite), '/log.ndjson': '{"eventType":"flx-cancel"}' };
    expect(await read('?provider=flexiti&path=abc&suite=/suite.json', null, files)).toEqual({
      provider: 'flexiti',
      path: 'abc',
      suite,
    });
    expect(await read('?provider=opal&seed=7&pace=20&form={"copies":"none"}&input={"mode":"connect"}')).toEqual({
      provider: 'opal',
      seed: 7,
      pace: 20,
      form: { copies: 'none' },
      input: { mode: 'connect' },
    });
    const { log, session } = await read('?provider=flexiti&log=/log.ndjson&session=a', null, files);
    expect([log, session]).toEqual([files['/log.ndjson'], 'a']);
  });

  it("says more than what the page was given, and what Flinks' own address says", async () => {
    const given = { provider: 'flinks', seed: 1, form: { stringify: 'false' } } as const;
    expect(await read('?seed=2&maximumRetry=3&authorizeToken=secret', given)).toEqual({
      provider: 'flinks',
      seed: 2,
      form: { stringify: 'false' },
      input: { path: '/v2/', maximumRetry: 3 },
    });
    expect((await read('?provider=flinks&stringify=true')).form).toEqual({ stringify: 'true' });
  });

  it.each([
    ['', 'Name a widget in the address of this page: ?provider= and one of flinks, flexiti, opal, pinwheel.'],
    ['?provider=stripe', 'No provider is called "stripe": flinks, flexiti, opal, pinwheel.'],
    ['?provider=opal&seed=x', 'seed in the address of this page has to be a whole number.'],
    ['?provider=opal&form={', 'What form names in the address of this page is no JSON.'],
  ])('that says %s is told what is wrong', async (query, sentence) => {
    await expect(read(query)).rejects.toThrow(sentence);
  });

  it('may carry a seed that is none', () => {
    expect(() => pathOfSeed(flexiti, 0.5)).toThrow('seed must be an integer.');
  });
});
