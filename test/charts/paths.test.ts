// @module-tag slow
/** Model-based tests: the paths that @xstate/test and xstate/graph find, walked through real sessions. */
import { createTestModel as createXstateTestModel } from '@xstate/test';
import { describe, expect, it } from 'vitest';
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  createActor,
  createMachine,
  type EventObject,
} from 'xstate';
import { createTestModel as createGraphTestModel } from 'xstate/graph';
import { openSession, type Provider } from '../../src/index.ts';
import { all, inputs, sampleMessages, slices } from '../support/cases.ts';
import { abstractKey } from '../support/explore.ts';

/** Where the two packages' test models agree. */
interface TestPath {
  readonly steps: readonly unknown[];
  testSync?(params: Params): unknown;
  test(params: Params): Promise<unknown>;
}
interface Params {
  readonly states: Readonly<Record<string, (snapshot: AnyMachineSnapshot) => void>>;
  readonly events: Readonly<Record<string, (step: { event: EventObject }) => void>>;
}
type CreateTestModel = (
  machine: AnyStateMachine,
  options: object,
) => { getShortestPaths(options: object): readonly TestPath[] };

const packages: readonly [name: string, createTestModel: CreateTestModel][] = [
  ['@xstate/test', createXstateTestModel as unknown as CreateTestModel],
  ['xstate/graph', createGraphTestModel as unknown as CreateTestModel],
];

/**
 * The chart with its input pinned: `@xstate/test` 1.0.0-beta.5 ignores the option `input`, and would show a single,
 * green path for a chart that needs one.
 */
function pinned({ machine }: Provider, input: unknown): AnyStateMachine {
  const { context } = createActor(machine, { input }).getSnapshot();
  return createMachine({ ...machine.config, context } as never, machine.implementations as never) as AnyStateMachine;
}

/** Each transition of a chart, by the state it starts from, its event, and its place among those with that event. */
function transitionsOf(node: AnyStateNode): string[] {
  const own = [...node.transitions].flatMap(([type, those]) => those.map((_, index) => `${node.id} ${type} ${index}`));
  return [...own, ...Object.values(node.states).flatMap(transitionsOf)];
}

/** The transitions that an event takes from a snapshot. */
function taken(snapshot: AnyMachineSnapshot, event: EventObject): string[] {
  const { machine } = snapshot as { machine: AnyStateMachine };
  return machine.getTransitionData(snapshot as never, event as never).map(({ source, ...transition }) => {
    const those = source.transitions.get(event.type) ?? [];
    const index = those.findIndex(({ guard, target }) => guard === transition.guard && target === transition.target);
    return `${source.id} ${event.type} ${index}`;
  });
}

/**
 * Tells states apart so that every transition gets a path: the first edge that takes a transition leads to a state of
 * its own. By default a test model leaves out what leads back to a known state; with a state for each edge, as its
 * documents advise, it does not end.
 */
function transitionAware(provider: Provider) {
  const claimed = new Set<string>();
  const keys = new Map<string, string>();
  return (snapshot: AnyMachineSnapshot, event?: EventObject, previous?: AnyMachineSnapshot): string => {
    const state = abstractKey(provider, snapshot);
    if (event === undefined || previous === undefined || !provider.machine.events.includes(event.type)) return state;
    const edge = `${abstractKey(provider, previous)} ${JSON.stringify(event)}`;
    const known = keys.get(edge);
    if (known !== undefined) return known;
    const fresh = taken(previous, event).filter((transition) => !claimed.has(transition));
    for (const transition of fresh) claimed.add(transition);
    const key = fresh.length > 0 ? `${state} by ${fresh.join()}` : state;
    keys.set(edge, key);
    return key;
  };
}

describe.each(all)('$name', (provider) => {
  const messages = new Map(
    sampleMessages(provider).map((message) => {
      const reading = provider.read(message);
      return [JSON.stringify(reading.kind === 'event' && reading.event), message];
    }),
  );

  describe.each(packages)('by %s', (_, createTestModel) => {
    const covered = new Set<string>();

    it.each(inputs[provider.name] ?? [])('walks every path with %j', async (input) => {
      for (const events of slices(provider)) {
        const model = createTestModel(pinned(provider, input), {
          serializeState: transitionAware(provider),
        });
        // Given to createTestModel, events would be added to those that it makes up without a payload.
        const paths = model.getShortestPaths({ events });
        // One path without a step is what a model shows that could not explore.
        expect(paths.flatMap(({ steps }) => steps).length).toBeGreaterThan(1);
        for (const path of paths) await walk(path, input, covered);
      }
    });

    it('took every transition of the chart', () => {
      const missed = transitionsOf(provider.machine.root).filter((transition) => !covered.has(transition));
      expect(missed).toEqual([]);
    });
  });

  async function walk(path: TestPath, input: object, covered: Set<string>): Promise<void> {
    const session = openSession(provider, { input: input as never, keep: 0, onWarning: () => {} });
    const step = ({ event }: { event: EventObject }) => {
      for (const transition of taken(session.snapshot, event)) covered.add(transition);
      session.receive(messages.get(JSON.stringify(event)));
    };
    const types = new Set(provider.machine.events);
    await path.test({
      states: { '*': (snapshot) => expect(session.snapshot.value).toEqual(snapshot.value) },
      events: Object.fromEntries([...types].map((type) => [type, step])),
    });
  }
});
