/** What a host reads of a snapshot: pure functions, the same for every chart and for any snapshot of one. */
import type { AnyMachineSnapshot, AnyStateMachine, MachineSnapshot, OutputFrom } from 'xstate';
import { nodesOf } from '../xstate.ts';
import type { StateMeta } from './evidence.ts';

/** Whether the widget is done. */
export type Status = 'active' | 'ended';
/** How it went, or null while undecided. The widget ending and the user succeeding are two things. */
export type Outcome = 'succeeded' | 'unsuccessful' | 'cancelled' | null;

/**
 * Whether the widget is done: `ended`, or still `active`.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { getStatus, opalMachine } from 'widget-statecharts';
 *
 * console.log(getStatus(createActor(opalMachine).getSnapshot())); // active
 * ```
 */
export function getStatus(snapshot: AnyMachineSnapshot): Status {
  return snapshot.hasTag('ended') ? 'ended' : 'active';
}

/**
 * How it went. A wish to close stands over an error that is on screen, and success over both.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { flexitiMachine, getOutcome } from 'widget-statecharts';
 *
 * const actor = createActor(flexitiMachine).start();
 * actor.send({ type: 'flx-cancel' });
 * console.log(getOutcome(actor.getSnapshot())); // cancelled
 * ```
 */
export function getOutcome(snapshot: AnyMachineSnapshot): Outcome {
  return outcomes.find((outcome) => snapshot.hasTag(outcome)) ?? null;
}

const outcomes = ['succeeded', 'cancelled', 'unsuccessful'] as const;

/** The next steps that a chart's states name. */
type NextStepOf<TSnapshot extends AnyMachineSnapshot> =
  // biome-ignore lint/suspicious/noExplicitAny: matched positions, none of which reaches the result
  TSnapshot extends MachineSnapshot<any, any, any, any, any, any, infer TMeta, any>
    ? TMeta extends StateMeta<infer TNextStep>
      ? TNextStep
      : never
    : never;

/**
 * What the host must do now, or null while there is nothing to do but wait.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { flinksMachine, getNextStep } from 'widget-statecharts';
 *
 * const actor = createActor(flinksMachine).start();
 * actor.send({ type: 'TOKEN_INVALID' });
 * console.log(getNextStep(actor.getSnapshot())); // renew_token
 * ```
 */
export function getNextStep<TSnapshot extends AnyMachineSnapshot>(snapshot: TSnapshot): NextStepOf<TSnapshot> | null {
  const outcome = getOutcome(snapshot);
  let nextStep: string | null = null;
  for (const node of nodesOf(snapshot)) {
    const named: unknown = node.meta?.nextStep;
    if (typeof named !== 'string') continue;
    // Where two regions name one, the region that decided the outcome is heard.
    if (nextStep === null || (outcome !== null && node.tags.includes(outcome))) nextStep = named;
  }
  return nextStep as NextStepOf<TSnapshot> | null;
}

/**
 * What the host has in hand: the chart's output once the widget has ended, null before.
 * It holds handles (a loginId, account ids): keep it out of logs.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { flinksMachine, getOutput } from 'widget-statecharts';
 *
 * console.log(getOutput(createActor(flinksMachine).getSnapshot())); // null
 * ```
 */
export function getOutput<TSnapshot extends AnyMachineSnapshot>(snapshot: TSnapshot): OutputOf<TSnapshot> | null {
  return getStatus(snapshot) === 'ended' ? knownOutput(snapshot) : null;
}

/** The output as far as it is known, ended or not: what a host that closes early still learns. */
export function knownOutput<TSnapshot extends AnyMachineSnapshot>(snapshot: TSnapshot): OutputOf<TSnapshot> {
  const { output } = (snapshot.machine as AnyStateMachine).config;
  return (typeof output === 'function' ? output({ context: snapshot.context }) : output) as OutputOf<TSnapshot>;
}

type OutputOf<TSnapshot> =
  // biome-ignore lint/suspicious/noExplicitAny: matched positions, none of which reaches the result
  TSnapshot extends MachineSnapshot<any, any, any, any, any, infer TOutput, any, any> ? Known<TOutput> : never;

/** Where only the run knows which chart it is, its output is unknown, and not anything. */
type Known<TOutput> = 0 extends 1 & TOutput ? unknown : TOutput;

/** The output of a chart. */
export type ChartOutput<TMachine extends AnyStateMachine> = OutputFrom<TMachine>;
