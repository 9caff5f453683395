import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { catalogues } from '../../src/catalogue.ts';
import type { ProviderName } from '../../src/index.ts';

const run = promisify(execFile);
const consumer = inject('consumer');

/**
 * What a page without `unsafe-eval` would report: it reports an attempt, even one whose error is caught. zod makes one
 * where it may compile its validators. Here each attempt is noted, and fails.
 */
const trap = `
  const attempts = [];
  const { constructor: trueFunction } = Object.getPrototypeOf(() => {});
  const handler = {
    apply() { attempts.push('Function()'); throw new EvalError('not allowed'); },
    construct() { attempts.push('new Function'); throw new EvalError('not allowed'); },
  };
  globalThis.Function = new Proxy(trueFunction, handler);
  globalThis.eval = new Proxy(eval, handler);
  trueFunction.prototype.constructor = globalThis.Function;
`;

async function runStrictly(name: string, source: string): Promise<unknown> {
  const file = `${consumer}/csp-${name}.mjs`;
  await writeFile(file, `${trap}\n${source}`);
  const { stdout } = await run(process.execPath, ['--disallow-code-generation-from-strings', file], { cwd: consumer });
  return JSON.parse(stdout);
}

/** A session that gets every sample there is, spoilt ones too, and uses all that a host uses. */
const session = (name: ProviderName) => `
  const z = await import('zod/mini');
  const settings = z.config();
  const before = { ...settings };
  const { ${name}, openSession, getNextStep, getOutcome, getOutput, getStatus, redactMessage } = await import('widget-statecharts');
  const messages = ${JSON.stringify(catalogues[name].flatMap(({ samples }) => samples))};
  const session = openSession(${name});
  for (const message of messages) {
    session.receive(message);
    session.receive(JSON.stringify(message));
    session.receive(Object.fromEntries(Object.entries(message).map(([key, value], i) => [key, i > 0 ? 7 : value])));
  }
  session.receive({ type: 'opal.new.one', object: 'o', action: 'a', eventName: 'new_one', eventType: 'flx-new', step: 'NEW' });
  for (const select of [getNextStep, getOutcome, getOutput, getStatus]) select(session.snapshot);
  redactMessage(${name}, messages[0]);
  session.record();
  session.close();
  await session.done;
  const after = { ...z.config() };
  console.log(JSON.stringify({
    attempts,
    sameSettings: settings === z.config() && JSON.stringify(Object.entries(after)) === JSON.stringify(Object.entries(before)),
    accepted: session.counts.accepted > 0,
    malformed: session.counts.malformed > 0,
    total: Object.values(session.counts).reduce((sum, count) => sum + count),
  }));`;

describe('under a Content-Security-Policy without unsafe-eval', () => {
  it.each(['flinks', 'flexiti', 'opal', 'pinwheel'] as const)('a session of %s does not try', async (name) => {
    const samples = catalogues[name].flatMap((entry) => entry.samples).length;
    expect(await runStrictly(name, session(name))).toEqual({
      attempts: [],
      sameSettings: true,
      accepted: true,
      malformed: true,
      total: 3 * samples + 1,
    });
  });

  it('zod itself would, so the trap works', async () => {
    const source = `
      const z = await import('zod');
      z.object({ a: z.string() }).parse({ a: '' });
      console.log(JSON.stringify(attempts));`;
    expect(await runStrictly('control', source)).toEqual(['new Function']);
  });
});
