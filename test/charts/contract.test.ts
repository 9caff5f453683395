import { describe, expect, it } from 'vitest';
import type { AnyStateNode, TransitionDefinition } from 'xstate';
import { defineKit } from '../../src/kit/index.ts';
import { defineProvider } from '../../src/provider/index.ts';
import { kits } from '../support/cases.ts';

/** Every node of a chart, the root first. */
function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

// biome-ignore lint/suspicious/noExplicitAny: a transition of any chart
function transitionsOf(node: AnyStateNode): TransitionDefinition<any, any>[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

const tags = ['loading', 'awaitingUser', 'working', 'recoverable', 'ended', 'succeeded', 'unsuccessful', 'cancelled'];

describe.each(kits)('the definitions of $provider.name', (kit) => {
  it('pass the checks that shipped providers skip', () => {
    const { envelopes, memory, informational, ...provider } = kit.provider;
    const given = { ...provider, envelope: envelopes, memory: memory ?? undefined, informational: [...informational] };
    expect(() => defineProvider(given as never)).not.toThrow();
    const { sdk, layout } = kit;
    expect(() => defineKit(kit.provider, { ...kit, sdk: sdk ?? undefined, layout: layout ?? undefined })).not.toThrow();
  });
});

describe.each(kits)('the chart of $provider.name', ({ provider, catalogue }) => {
  const { root } = provider.machine;
  const nodes = nodesOf(root);
  const transitions = nodes.flatMap((node) => transitionsOf(node).map((transition) => ({ node, transition })));

  it('is driven by events alone, with guards and actions by name', () => {
    for (const node of nodes) {
      expect(node.invoke, node.id).toEqual([]);
      expect(node.after, node.id).toEqual([]);
      expect(
        [...node.entry, ...node.exit].every((action) => named(action)),
        node.id,
      ).toBe(true);
    }
    for (const { node, transition } of transitions) {
      expect(transition.actions.every(named), `${node.id} ${transition.eventType}`).toBe(true);
      expect(transition.guard === undefined || named(transition.guard), node.id).toBe(true);
    }
  });

  it('has a compound root without handlers, an open state, and ends', () => {
    expect(root.type).toBe('compound');
    expect(transitionsOf(root)).toEqual([]);
    expect(Object.keys(root.states)).toContain('open');
    const ends = Object.values(root.states).filter((node) => node.type === 'final');
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) expect(end.tags, end.id).toContain('ended');
  });

  it('describes every state and gives evidence for every transition', () => {
    for (const node of nodes.slice(1)) expect(node.description, node.id).toMatch(/\.$/);
    for (const { node, transition } of transitions) {
      const name = `${node.id} ${transition.eventType}`;
      expect(['documented', 'observed', 'inferred'], name).toContain(transition.meta?.evidence);
      expect(transition.meta?.source, name).toEqual(expect.stringMatching(/\S/));
    }
  });

  it('tags its states with the shared words', () => {
    for (const node of nodes) for (const tag of node.tags) expect(tags, node.id).toContain(tag);
    for (const end of nodes.filter(({ tags: own }) => own.includes('ended'))) {
      expect(end.tags.filter((tag) => ['succeeded', 'unsuccessful', 'cancelled'].includes(tag))).toHaveLength(1);
      expect(end.meta?.nextStep, end.id).toEqual(expect.any(String));
    }
  });

  it('accepts every event of the catalogue somewhere, and no other', () => {
    const accepted = new Set(nodes.flatMap((node) => [...node.transitions.keys()]));
    expect([...accepted].sort()).toEqual([...new Set(catalogue.map(({ type }) => type))].sort());
  });

  it('uses every guard, and tells why a guard on the configuration refuses', () => {
    const used = new Set(transitions.flatMap(({ transition }) => (transition.guard ? [nameOf(transition.guard)] : [])));
    expect([...used].sort()).toEqual(Object.keys(provider.machine.implementations.guards).sort());
    for (const guard of Object.keys(provider.refusals)) expect(provider.contextGuards, guard).toHaveProperty(guard);
  });

  it('keeps its public names', async () => {
    const names = nodes.slice(1).map((node) => {
      const next = node.meta?.nextStep;
      return [node.path.join('.'), ...node.tags.map((tag) => `#${tag}`), ...(next ? [`→ ${next}`] : [])].join(' ');
    });
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(`../../src/machines/${provider.name}/names.txt`);
  });
});

function named(thing: unknown): boolean {
  return typeof thing === 'string' || (typeof thing === 'object' && thing !== null && 'type' in thing);
}

function nameOf(guard: unknown): string {
  return typeof guard === 'string' ? guard : (guard as { type: string }).type;
}
