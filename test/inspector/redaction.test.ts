/** What the inspector is sent, widget by widget: the planted values of these keys are never in it. */
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { redactionFor } from '../../src/inspector/redaction.ts';
import { simulatorSuite } from '../../src/simulator/index.ts';
import { kits, sampleMessages } from '../support/cases.ts';

/**
 * By the providers' documents, and not by the schemas' marks: credentials, tokens, identifiers of people and accounts.
 * What a provider calls sensitive in its output is added to them.
 */
const sensitive = new Set([
  ...['loginId', 'requestId', 'accountId', 'accountIds', 'authorizeToken'],
  ...['accountNumber', 'customerId', 'widget_session_id', 'widgetSessionId'],
  ...['entity_id', 'entityId', 'accounts', 'account'],
  ...['account_id', 'selectedEmployerId', 'selectedEmployerName', 'accountName', 'amountCents'],
]);
const planted = '8675309';

/** A copy in which everything below a sensitive key is the planted value, of its own type. */
function plant(value: unknown, keys: ReadonlySet<string>, below = false): unknown {
  if (typeof value === 'string') return below ? planted : value;
  if (typeof value === 'number') return below ? Number(planted) : value;
  if (Array.isArray(value)) return value.map((item) => plant(item, keys, below));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, plant(child, keys, below || keys.has(key))]),
  );
}

describe.each(kits)('of $provider.name, the inspector', (kit) => {
  const { provider } = kit;
  const keys = new Set([...sensitive, ...provider.sensitiveOutput]);
  const least = provider.sensitiveOutput.length > 0 ? 1 : 0;
  // Alone: another provider's schemas may mark the same names.
  const redaction = redactionFor([provider]);
  const events = sampleMessages(provider).map((message) => provider.read(plant(message, keys)));

  it('is sent no planted value of an event', () => {
    let hidden = 0;
    for (const reading of events) {
      if (reading.kind !== 'event') throw new Error(`a planted sample reads as ${reading.kind}`);
      if (JSON.stringify(reading.event).includes(planted)) hidden += 1;
      const sent = redaction.event(reading.event);
      expect(JSON.stringify(sent)).not.toContain(planted);
      expect(sent).toMatchObject({ type: (reading.event as { type: string }).type });
    }
    expect(hidden).toBeGreaterThanOrEqual(least);
  });

  it('is sent no planted value of a snapshot, of an input, or of what a message has beside its schema', () => {
    let hidden = 0;
    for (const { input, steps } of simulatorSuite(kit).paths) {
      const actor = createActor(provider.machine, { input: plant(input, keys) as never }).start();
      for (const { event } of steps) {
        actor.send(plant(event, keys) as never);
        const snapshot = actor.getSnapshot();
        if (JSON.stringify([snapshot.context, snapshot.output]).includes(planted)) hidden += 1;
        expect(JSON.stringify(redaction.snapshot(snapshot))).not.toContain(planted);
      }
    }
    expect(hidden).toBeGreaterThanOrEqual(least);
    const [type] = provider.machine.events;
    for (const extra of [{ password: planted }, { nested: { token: [planted] } }, { answers: new Map([[planted, 1]]) }])
      expect(JSON.stringify(redaction.event({ type, ...extra }))).not.toContain(planted);
  });
});
