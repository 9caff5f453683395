import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { type Kit, malformedMessages } from '../../src/kit/index.ts';
import { shippedKits } from '../../src/shipped.ts';

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

/** A session that gets every sample there is, invalid ones too, and uses all that a host uses. */
const session = ({ provider: { name }, catalogue }: Kit, invalid: readonly unknown[]) => `
  const z = await import('zod/mini');
  const settings = z.config();
  const before = { ...settings };
  const { openSession, getNextStep, getOutcome, getOutput, getStatus, redactMessage } = await import('widget-statecharts');
  const exported = Object.values(await import('widget-statecharts/${name}'));
  const provider = exported.find((value) => value?.name === '${name}' && typeof value.read === 'function');
  const messages = ${JSON.stringify(catalogue.flatMap(({ samples }) => samples))};
  const session = openSession(provider);
  for (const message of messages) {
    session.receive(message);
    session.receive(JSON.stringify(message));
  }
  for (const message of ${JSON.stringify(invalid)}) session.receive(message);
  session.receive({ type: 'opal.new.one', object: 'o', action: 'a', eventName: 'new_one', eventType: 'flx-new', step: 'NEW' });
  for (const select of [getNextStep, getOutcome, getOutput, getStatus]) select(session.snapshot);
  redactMessage(provider, messages[0]);
  session.record();
  session.close();
  await session.done;
  const after = { ...z.config() };
  console.log(JSON.stringify({
    attempts,
    sameSettings: settings === z.config() && JSON.stringify(Object.entries(after)) === JSON.stringify(Object.entries(before)),
    accepted: session.counts.accepted > 0,
    malformed: session.counts.malformed,
    total: Object.values(session.counts).reduce((sum, count) => sum + count),
  }));`;

describe('under a Content-Security-Policy without unsafe-eval', () => {
  it.each(shippedKits)('a session of $provider.name does not try', async (kit) => {
    const samples = kit.catalogue.flatMap((entry) => entry.samples).length;
    // As JSON can say them.
    const invalid = malformedMessages(kit)
      .map(({ message }) => JSON.parse(JSON.stringify(message)))
      .filter((message) => kit.provider.read(message).kind === 'malformed');
    expect(invalid.length).toBeGreaterThan(0);
    expect(await runStrictly(kit.provider.name, session(kit, invalid))).toEqual({
      attempts: [],
      sameSettings: true,
      accepted: true,
      malformed: invalid.length,
      total: 2 * samples + invalid.length + 1,
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
