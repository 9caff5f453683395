import { assign, setup } from 'xstate';
import type { StateMeta, TransitionMeta, WidgetTag } from '../../../src/provider/evidence.ts';
import { initialContext, type MyWidgetContext, type MyWidgetOutput, outputOf, resultOf } from './context.ts';
import type { MyWidgetEvent } from './events.ts';
import { myWidgetPayloadGuards } from './guards.ts';

/** What a host must do next when My Widget has ended. */
export type MyWidgetNextStep = 'confirm_on_server' | 'handle_cancel';

/** `documented` or `observed`, with its source, once you know where it says so. */
const name = { evidence: 'inferred', source: 'the name of the message' } as const;

/**
 * My Widget's lifecycle: it posts one message, when it closes.
 *
 * @example
 * ```ts
 * import { getNextStep } from 'widget-statecharts';
 * import { myWidgetMachine } from 'widget-statecharts/my-widget';
 * import { createActor } from 'xstate';
 *
 * const actor = createActor(myWidgetMachine).start();
 * actor.send({ type: 'closed', data: { completed: true, reference: 'a1b2' } });
 * console.log(getNextStep(actor.getSnapshot())); // confirm_on_server
 * ```
 */
export const myWidgetMachine = setup({
  types: {
    context: {} as MyWidgetContext,
    events: {} as MyWidgetEvent,
    output: {} as MyWidgetOutput,
    tags: {} as WidgetTag,
    meta: {} as StateMeta<MyWidgetNextStep> | TransitionMeta,
  },
  guards: myWidgetPayloadGuards,
  actions: {
    keepResult: assign(({ event }) => resultOf(event)),
  },
}).createMachine({
  id: 'my-widget',
  context: initialContext,
  initial: 'open',
  output: ({ context }) => outputOf(context),
  states: {
    open: {
      description: 'My Widget is on screen, and the user works through it.',
      tags: ['awaitingUser'],
      on: {
        closed: [
          { guard: 'isCompleted', target: 'completed', actions: 'keepResult', meta: name },
          { target: 'cancelled', actions: 'keepResult', meta: name },
        ],
      },
    },
    completed: {
      description: 'The user did what My Widget is for: confirm it on your server.',
      type: 'final',
      tags: ['ended', 'succeeded'],
      meta: { nextStep: 'confirm_on_server' },
    },
    cancelled: {
      description: 'The user closed My Widget before the end.',
      type: 'final',
      tags: ['ended', 'cancelled'],
      meta: { nextStep: 'handle_cancel' },
    },
  },
});
