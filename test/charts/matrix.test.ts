// @module-tag slow
import { describe, expect, it, vi } from 'vitest';
import { type AnyMachineSnapshot, createActor, type EventObject } from 'xstate';
import { inspectRejections, type Rejection } from '../../src/index.ts';
import { expectedTypes } from '../../src/session/explain.ts';
import { all, inputs, walkEvents } from '../support/cases.ts';
import { explore, send } from '../support/explore.ts';

describe.each(all)('the matrix of $name', (provider) => {
  describe.each(inputs[provider.name] ?? [])('with %j', (input) => {
    const events = walkEvents(provider);
    const refused = new Map<AnyMachineSnapshot, EventObject[]>();
    let pairs = 0;
    const untrue: string[] = [];
    const unexpected: string[] = [];
    const reached = explore(provider, input, events, ({ snapshot, event, next }) => {
      pairs += 1;
      const pair = `${JSON.stringify(snapshot.value)} ${event.type}`;
      if (snapshot.can(event) !== (snapshot !== next)) untrue.push(pair);
      if (snapshot !== next) {
        const expected = expectedTypes(provider, snapshot);
        if (!expected.includes(event.type) && !provider.informational.has(event.type)) unexpected.push(pair);
      } else {
        refused.set(snapshot, [...(refused.get(snapshot) ?? []), event]);
      }
    });

    it('has a pair for each configuration and event, and can() tells the truth in each', () => {
      expect(pairs).toBe(reached.length * events.length);
      expect(untrue).toEqual([]);
    });

    it('expects whatever it accepts', () => {
      expect(unexpected).toEqual([]);
    });

    it('survives events without their payload, asked and sent', () => {
      const types = new Set(events.filter((event) => Object.keys(event).length > 1).map(({ type }) => type));
      for (const { snapshot } of reached) {
        for (const type of types) {
          const accepted = snapshot.can({ type });
          expect(send(provider.machine, snapshot, { type }) !== snapshot).toBe(accepted);
        }
      }
    });

    it('leaves the snapshot alone and reports, whatever it refuses', () => {
      // XState warns of what a finished actor is sent.
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      let sent = 0;
      for (const [snapshot, rejectedEvents] of refused) {
        const reported: Rejection[] = [];
        const inspect = inspectRejections(provider, (rejection) => reported.push(rejection));
        const actor = createActor(provider.machine, { snapshot, inspect }).start();
        const before = actor.getSnapshot();
        for (const event of rejectedEvents) actor.send(event);
        sent += rejectedEvents.length;
        expect(actor.getSnapshot()).toBe(before);
        // What may still come after the end is refused by the chart, and is no deviation.
        const deviating = rejectedEvents.filter(
          ({ type }) => before.status === 'active' || !provider.afterEnd?.includes(type),
        );
        expect(reported.map(({ type }) => type)).toEqual(deviating.map(({ type }) => type));
        expect(reported.every(({ reason, explanation }) => reason === 'illegal' && explanation.endsWith('.'))).toBe(
          true,
        );
      }
      warn.mockRestore();
      expect(sent).toBeGreaterThan(0);
    });
  });
});
