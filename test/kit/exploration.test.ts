import { describe, expect, it } from 'vitest';
import { type AnyMachineSnapshot, createActor, type EventObject } from 'xstate';
import { flexiti, flinks, opal, type Provider, pinwheel } from '../../src/index.ts';
import { explorationOf, messageFor } from '../../src/kit/index.ts';
import type { Projection } from '../../src/testing/explore/exploration.ts';
import { all, kitOf } from '../support/cases.ts';

describe('how a chart of a kit is explored', () => {
  it('is with inputs, with the samples of its catalogue, and by what its guards read', () => {
    const { inputs, events, abstractContext, ...others } = explorationOf(kitOf(flexiti));
    expect(inputs).toEqual([{}, { flow: 'purchase' }, { flow: 'apply' }]);
    expect(events).toContainEqual({ type: 'flx-cancel' });
    expect(new Set((events as EventObject[]).map((event) => JSON.stringify(event))).size).toBe(events?.length);
    expect(abstractContext?.({ flow: 'apply' } as never)).toEqual([[], 'apply']);
    expect(others).toEqual({});
  });

  it('tells contexts apart by each answer of a guard that reads them', () => {
    const actor = createActor(opal.machine, { input: {} as never }).start();
    const { context }: AnyMachineSnapshot = actor.getSnapshot();
    const guards = Object.values(opal.contextGuards).map((guard) => guard({ context: context as never }));
    expect(guards.length).toBeGreaterThan(0);
    expect(explorationOf(kitOf(opal)).abstractContext?.(context as never)).toMatchObject({ 0: guards });
  });

  it('is by projections where some of its regions answer to events of their own', () => {
    const movedBy = (provider: Provider, type: string) =>
      ((explorationOf(kitOf(provider)).projections ?? []) as readonly Projection[])
        .filter(({ includes }) => includes({ type }))
        .map(({ name }) => name);
    expect(explorationOf(kitOf(flinks)).projections?.map(({ name }) => name)).toEqual([
      'flow',
      'overlays',
      'informational',
    ]);
    expect(movedBy(flinks, 'SUBMIT_CREDENTIAL')).toEqual(['flow']);
    expect(movedBy(flinks, 'COMPONENT_CLOSE_SESSION')).not.toContain('flow');
    expect(explorationOf(kitOf(pinwheel)).projections?.length).toBeGreaterThan(1);
    expect(explorationOf(kitOf(opal))).not.toHaveProperty('projections');
  });

  it.each([undefined, null, 'opal', flexiti, { provider: flexiti }])('is not to be had of %s', (given) => {
    expect(() => explorationOf(given as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining('A kit is needed') }),
    );
  });
});

describe('the message of an event', () => {
  it.each(all)('is a sample of $name that is read as that event', (provider) => {
    const samples = kitOf(provider).catalogue.flatMap((entry) => entry.samples);
    for (const event of explorationOf(kitOf(provider)).events as readonly EventObject[]) {
      const message = messageFor(kitOf(provider), event);
      expect(samples).toContain(message);
      expect(provider.read(message)).toMatchObject({ kind: 'event', event });
    }
  });

  it('is none where no sample stands for it', () => {
    expect(messageFor(kitOf(flexiti), { type: 'flx-none' })).toBeUndefined();
  });
});
