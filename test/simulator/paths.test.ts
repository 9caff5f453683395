import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exploreKit } from '../../src/kit/exploration.ts';
import type { Kit } from '../../src/kit/kit.ts';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { opalKit } from '../../src/machines/opal/kit.ts';
import { shippedKits } from '../../src/shipped.ts';
import { configurationFrom, simulatorOptions, type WidgetConfiguration } from '../../src/simulator/configuration.ts';
import { findPath, simulatorSuite } from '../../src/simulator/index.ts';
import { messagesOfLog, pathOfSeed } from '../../src/simulator/paths.ts';
import { generateSuite } from '../../src/testing/suite/suite.ts';
import type { Path } from '../../src/testing/types.ts';

describe('the small suite', () => {
  it.each(shippedKits)('covers each transition and state of $provider.name, in few sessions', (kit) => {
    const { coverage, suite } = simulatorSuite(kit);
    expect(coverage.transitions[0]).toBe(coverage.transitions[1]);
    expect(coverage.states[0]).toBe(coverage.states[1]);
    expect(suite.sessions).toBeLessThanOrEqual(10);
  });
});

describe('an id', () => {
  it('is that of a path of the suites that everybody can generate', () => {
    // Refused events that ride along are no part of an id.
    const accepted = ({ steps }: Path) => steps.filter((step) => step.expect === 'accepted');
    for (const { paths } of [simulatorSuite(flexitiKit), generateSuite(exploreKit(flexitiKit))]) {
      for (const path of paths) expect(accepted(findPath(flexitiKit, path.id))).toEqual(accepted(path));
    }
  });

  it('is looked for in the suite that is given, and only there', () => {
    const [first, ...others] = simulatorSuite(flexitiKit).paths;
    expect(findPath(flexitiKit, first?.id ?? '', { paths: first ? [first] : [] })).toBe(first);
    expect(() => findPath(flexitiKit, first?.id ?? '', { paths: others })).toThrow(
      `No path is called "${first?.id}" in the suite that was given. Its first is ${others[0]?.id}.`,
    );
    expect(() => findPath(flexitiKit, 'x', { paths: [] })).toThrow('Its first is none: it is empty.');
  });

  it('that is none is told, with what to do', () => {
    expect(() => findPath(flexitiKit, 'nope')).toThrow(
      'No path is called "nope" in the suites that are generated for Flexiti. Give the suite that it is from, or take the id of a path in "widget-statecharts paths --provider flexiti".',
    );
  });
});

describe('a log', () => {
  const wrapped = (session: string, step: string) => JSON.stringify({ session, at: 0, message: { step } });

  it('has bare messages or wrapped ones', () => {
    expect(messagesOfLog(flinksKit, '\uFEFF{"step":"A"}\n\n{"step":"B","message":"own"}\r\n')).toEqual([
      { step: 'A' },
      { step: 'B', message: 'own' },
    ]);
    expect(messagesOfLog(flinksKit, '{"message":{"step":"A"}}')).toEqual([{ step: 'A' }]);
  });

  it('has sessions, of which the first is taken or the named one', () => {
    const log = [wrapped('a', 'A1'), wrapped('b', 'B1'), wrapped('a', 'A2')].join('\n');
    expect(messagesOfLog(flinksKit, log)).toEqual([{ step: 'A1' }, { step: 'A2' }]);
    expect(messagesOfLog(flinksKit, log, 'b')).toEqual([{ step: 'B1' }]);
    expect(() => messagesOfLog(flinksKit, log, 'c')).toThrow('The log has no session "c": it has a, b.');
  });

  it('has lines that are JSON', () => {
    expect(() => messagesOfLog(flinksKit, '{}\n{')).toThrow(
      'Line 2 of the log cannot be read: it is not JSON. A widget posts messages only: take the line out.',
    );
  });

  it('is one of the recorded ones', () => {
    const log = readFileSync(new URL('../../demo/logs/opal.conforming.ndjson', import.meta.url), 'utf8');
    expect(messagesOfLog(opalKit, log)[0]).toMatchObject({ type: 'opal.session.started' });
  });
});

describe('what a widget follows', () => {
  it('is one thing', () => {
    expect(() => simulatorOptions(flinksKit, { seed: 1, log: [] })).toThrow(
      'A widget follows one thing, and was given seed and log: leave one out.',
    );
    expect(simulatorOptions(flinksKit, {})).not.toHaveProperty('path');
  });
});

describe("a page's address", () => {
  const read = (kit: Kit, query: string, given: WidgetConfiguration = {}, files: Record<string, string> = {}) =>
    configurationFrom(
      kit,
      given,
      `https://toolbox-iframe.private.fin.ag/v2/${query}`,
      async (file) => files[file] ?? '',
    );

  it('names all that a configuration can', async () => {
    const suite = { paths: simulatorSuite(flexitiKit).paths };
    const files = { '/suite.json': JSON.stringify(suite), '/log.ndjson': '{"eventType":"flx-cancel"}' };
    expect(await read(flexitiKit, '?path=abc&suite=/suite.json', {}, files)).toEqual({
      path: 'abc',
      suite,
      input: undefined,
      variants: {},
    });
    expect(await read(opalKit, '?seed=7&pace=20&variants={"copies":"none"}&input={"mode":"connect"}')).toEqual({
      seed: 7,
      pace: 20,
      variants: { copies: 'none' },
      input: { mode: 'connect' },
    });
    const { log, session } = await read(flexitiKit, '?log=/log.ndjson&session=a', {}, files);
    expect([log, session]).toEqual([files['/log.ndjson'], 'a']);
  });

  it("says more than what the page was given, and what Flinks' own address says", async () => {
    const given = { seed: 1, variants: { stringify: 'false' } };
    expect(await read(flinksKit, '?seed=2&maximumRetry=3&authorizeToken=secret', given)).toEqual({
      seed: 2,
      variants: { stringify: 'false' },
      input: { path: '/v2/', maximumRetry: 3 },
    });
    expect((await read(flinksKit, '?stringify=true')).variants).toEqual({ stringify: 'true' });
  });

  it.each([
    ['?seed=x', 'seed in the address of this page has to be a whole number.'],
    ['?variants={', 'What variants names in the address of this page is no JSON.'],
  ])('that says %s is an error', async (query, sentence) => {
    await expect(read(opalKit, query)).rejects.toThrow(sentence);
  });

  it('may carry a seed that is none', () => {
    expect(() => pathOfSeed(flexitiKit, 0.5)).toThrow('seed must be an integer.');
  });
});
