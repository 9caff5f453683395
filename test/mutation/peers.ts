/** The suites that XState's own generator makes of a chart, as sessions to compare with. */
import type { AnyStateMachine, EventObject } from 'xstate';
import { createTestModel, getShortestPaths } from 'xstate/graph';
import type { Exploration } from '../../src/testing/index.ts';
import type { Script } from './sessions.ts';

/** By the name of the function, the sessions of its paths, for the inputs and events of an exploration. */
export function peerSuites(machine: AnyStateMachine, { inputs, events }: Exploration): Record<string, Script[]> {
  const options = (input: unknown) => ({ events: events.map(({ event }) => event), input }) as never;
  const sessionsOf = (
    input: unknown,
    paths: readonly { readonly steps: readonly { readonly event: EventObject }[] }[],
  ) =>
    paths.map(({ steps }) => ({
      input,
      events: steps.map(({ event }) => event).filter(({ type }) => !type.startsWith('xstate.')),
    }));
  return {
    '`getShortestPaths`': inputs.flatMap((input) => sessionsOf(input, getShortestPaths(machine, options(input)))),
    '`createTestModel().getShortestPaths`': inputs.flatMap((input) =>
      sessionsOf(input, createTestModel(machine, options(input)).getShortestPaths(options(input))),
    ),
  };
}
