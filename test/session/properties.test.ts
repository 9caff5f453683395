import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSession, type Provider } from '../../src/index.ts';
import { all, sampleMessages } from '../support/cases.ts';

/** A sample with one of its values, keys or the whole of it changed. */
function mutated(provider: Provider): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      fc.constantFrom(...sampleMessages(provider)),
      fc.nat(),
      fc.jsonValue(),
      fc.constantFrom('set', 'drop', 'add'),
    )
    .map(([sample, place, value, how]) => {
      const copy = structuredClone(sample);
      const holders: [object, string][] = [];
      const visit = (node: unknown): void => {
        if (typeof node !== 'object' || node === null) return;
        for (const key of Object.keys(node)) {
          holders.push([node, key]);
          visit((node as Record<string, unknown>)[key]);
        }
      };
      visit(copy);
      const [holder, key] = holders[place % Math.max(1, holders.length)] ?? [{}, ''];
      if (how === 'drop') Reflect.deleteProperty(holder, key);
      else
        Object.defineProperty(holder, how === 'set' ? key : '__proto__', {
          value,
          enumerable: true,
          configurable: true,
        });
      return copy;
    });
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
});

describe.each(all)('$name, whatever it is sent', (provider) => {
  const message = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...sampleMessages(provider)) },
    { weight: 2, arbitrary: mutated(provider) },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: fc.string() },
  );

  it('never throws, moves for accepted messages only, and counts each message once', () => {
    const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40, size: 'max' }), (messages) => {
        const session = openSession(provider, { onWarning: () => {} });
        messages.forEach((each, index) => {
          const before = session.snapshot;
          const verdict = session.receive(each);
          // After the end, what may still come is accepted, and moves nothing: a final state has no way out.
          const isOver = before.status === 'done';
          expect(session.snapshot !== before).toBe(verdict.verdict === 'accepted' && !isOver);
          if (isOver && verdict.verdict === 'accepted') expect(provider.afterEnd).toContain(verdict.type);
          if ('reason' in verdict) {
            expect(verdict.position).toBe(index + 1);
            expect(verdict.expected).toEqual([...verdict.expected].sort());
            expect(verdict.explanation).toMatch(/^\S.*\.$/s);
          }
        });
        const { counts } = session;
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(messages.length);
        expect(session.snapshot.status).not.toBe('error');
        expect(() => session.record()).not.toThrow();
      }),
      { numRuns: 300 },
    );
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
