import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { kits } from '../support/cases.ts';
import { cli } from './run.ts';

interface EventLine {
  readonly type: string;
  readonly kind: string;
  readonly evidence: string;
  readonly source: string;
  readonly description: string;
  readonly schema: Record<string, unknown>;
  readonly sample: unknown;
  readonly acceptedIn: string[];
}

const keys = ['type', 'kind', 'evidence', 'source', 'description', 'schema', 'sample', 'acceptedIn'];

async function eventsOf(provider: string): Promise<EventLine[]> {
  const { code, stderr, json } = await cli(['events', '--provider', provider, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return json<EventLine>();
}

/** What a chart's configuration says of its states: which types each of them takes, by dotted path. */
function handlersOf(config: StateConfig, path: readonly string[] = []): Map<string, Set<string>> {
  const handlers = new Map([[path.join('.'), new Set(Object.keys(config.on ?? {}))]]);
  for (const [key, child] of Object.entries(config.states ?? {})) {
    for (const [place, types] of handlersOf(child, [...path, key])) handlers.set(place, types);
  }
  return handlers;
}

interface StateConfig {
  readonly on?: object;
  readonly states?: Record<string, StateConfig>;
}

describe('events', () => {
  it('prints 92 lines for flinks, one for each type and kind', async () => {
    const lines = await eventsOf('flinks');
    expect(lines).toHaveLength(92);
    expect(new Set(lines.map(({ type, kind }) => `${kind} ${type}`)).size).toBe(92);
    expect(lines.filter(({ kind }) => kind === 'user')).toHaveLength(64);
    const api = lines.filter(({ kind }) => kind === 'api');
    expect(api).toHaveLength(28);
    expect(api.filter(({ type }) => type === 'N/A')).toHaveLength(1);
    expect(lines.every(({ evidence }) => evidence === 'documented')).toBe(true);
  });

  it('prints every documented name of the others, and what was observed as such', async () => {
    const count = (lines: EventLine[], documented: boolean) =>
      lines.filter(({ evidence }) => (evidence === 'documented') === documented).length;
    const [flexiti, opal, pinwheel] = [await eventsOf('flexiti'), await eventsOf('opal'), await eventsOf('pinwheel')];
    expect(flexiti.map(({ type }) => type).sort()).toEqual(['flx-cancel', 'flx-failure', 'flx-success']);
    expect(count(opal, true)).toBe(28);
    expect(count(opal, false)).toBeGreaterThan(1);
    expect(count(pinwheel, true)).toBe(22);
    const observed = (lines: EventLine[]) =>
      lines.filter(({ evidence }) => evidence === 'observed').map(({ type }) => type);
    expect(observed(opal)).toEqual(expect.arrayContaining(['opal.errored']));
    expect(observed(opal).some((type) => type.startsWith('card_connect.'))).toBe(true);
    expect(observed(pinwheel).sort()).toEqual(['card_switch_begin', 'incorrect_platform_given']);
  });

  it('prints a table on a terminal, and NDJSON all the same when asked', async () => {
    const args = ['events', '--provider', 'flexiti'];
    const table = await cli(args, { stdoutIsTerminal: true, env: { NO_COLOR: '1' } });
    expect(table.code).toBe(0);
    for (const { type, description } of flexitiKit.catalogue) {
      expect(table.stdout).toContain(type);
      expect(table.stdout).toContain(description);
    }
    expect(() => table.json()).toThrow();
    const json = await cli([...args, '--json'], { stdoutIsTerminal: true });
    expect(json.stdout).toBe((await cli(args)).stdout);
  });

  it.each([
    [[], /--provider/],
    [['--provider', 'plaid'], /plaid/],
    [['--provider', '__proto__'], /__proto__/],
    [['--provider', 'flinks', '--verdicts'], /--verdicts/],
    [['--provider', 'flinks', 'extra'], /extra/],
    [['--provider'], /--provider/],
  ])('is a wrong call with %j', async (args, words) => {
    const { code, stdout, stderr } = await cli(['events', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toMatch(words);
  });
});

describe.each(kits)('the catalogue of $provider.name, printed', ({ provider, catalogue }) => {
  it('has the same keys in every line, in order, and something in each', async () => {
    for (const line of await eventsOf(provider.name)) {
      expect(Object.keys(line), line.type).toEqual(keys);
      expect(['documented', 'observed', 'inferred'], line.type).toContain(line.evidence);
      for (const text of [line.type, line.kind, line.source, line.description]) expect(text, line.type).toMatch(/\S/);
      expect(line.sample, line.type).toEqual(expect.anything());
    }
  });

  it('prints each entry once', async () => {
    const lines = await eventsOf(provider.name);
    expect(lines.map(({ type, kind }) => [type, kind])).toEqual(catalogue.map(({ type, kind }) => [type, kind]));
    expect(new Set(lines.map(({ type, kind }) => `${kind} ${type}`)).size).toBe(lines.length);
  });

  it('prints a JSON Schema that each sample fits, and that no other message does', async () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
    const lines = await eventsOf(provider.name);
    for (const [index, { type, schema, sample }] of lines.entries()) {
      const validate = ajv.compile(schema);
      const samples = catalogue[index]?.samples ?? [];
      for (const each of [sample, ...samples]) {
        // A message as stringify=true posts it is a string of the same JSON.
        expect(validate(each), `${type}: ${JSON.stringify(each)} ${ajv.errorsText(validate.errors)}`).toBe(true);
      }
      for (const wrong of [
        null,
        1,
        'text',
        [],
        {},
        { step: 'X' },
        { eventType: 'X' },
        { type: 'X' },
        { eventName: 'X' },
      ]) {
        expect(validate(wrong), `${type}: ${JSON.stringify(wrong)}`).toBe(false);
      }
    }
  });

  it('prints samples that the provider reads as the event of that line', async () => {
    const lines = await eventsOf(provider.name);
    for (const [index, { type, sample }] of lines.entries()) {
      for (const each of [sample, ...(catalogue[index]?.samples ?? [])]) {
        expect(provider.read(each), `${type}: ${JSON.stringify(each)}`).toMatchObject({
          kind: 'event',
          event: { type },
        });
      }
    }
  });

  it('names the states that accept an event: all of them, and no other', async () => {
    const handlers = handlersOf(provider.machine.config as StateConfig);
    for (const { type, evidence, acceptedIn } of await eventsOf(provider.name)) {
      const expected = [...handlers].filter(([, types]) => types.has(type)).map(([place]) => place);
      expect([...acceptedIn].sort(), type).toEqual(expected.sort());
      for (const place of acceptedIn) expect(handlers.has(place), `${type} in ${place}`).toBe(true);
      if (evidence === 'documented') expect(acceptedIn, type).not.toEqual([]);
    }
  });
});
