import { assign, setup } from 'xstate';
import { opalContextGuards } from '../../guards/opal.guards.ts';
import type { StateMeta, TransitionMeta, WidgetTag } from '../../provider/evidence.ts';
import { errorOf, initialContext, type OpalContext, type OpalOutput, outputOf, resultOf } from './context.ts';
import type { OpalEvent, OpalInput } from './events.ts';

/** What a host must do next when Opal has ended. */
export type OpalNextStep = 'confirm_on_server' | 'offer_retry' | 'handle_cancel';

const events = { evidence: 'documented', source: 'Method: Opal Events' } as const;
const sessionEvents = { evidence: 'documented', source: 'Method: Opal Events, Default session events' } as const;
const errors = { evidence: 'inferred', source: 'Method: Opal Events, "recoverable or terminal"' } as const;
const names = { evidence: 'inferred', source: 'the names of the events' } as const;
const sample = { evidence: 'observed', source: 'Method: samples of the API reference and the OpenAPI file' } as const;
const sdk = { evidence: 'observed', source: '@methodfi/opal-react 1.5.0, dist/index.js' } as const;

// Every flow moves alike, so its transitions are written once. The states below say where each applies.
const stepStarted = { target: 'inStep', actions: 'progress', meta: events } as const;
const stepStartedAgain = {
  actions: 'progress',
  meta: names,
  description: 'Another screen although the last one was not completed: the user may have gone back.',
} as const;
const stepCompleted = { target: 'betweenSteps', actions: 'progress', meta: events } as const;
const flowCompleted = {
  target: 'none',
  actions: 'progress',
  meta: names,
  description: 'Legal within a step too: no page opens after the last one, so it may never be reported as completed.',
} as const;
const result = {
  actions: 'progress',
  meta: names,
  description: 'A result of the flow. It may come at any point within it.',
} as const;

// The same for card_connect, which no list of flows has.
const siblingStepStarted = { ...stepStarted, meta: names } as const;
const siblingStepCompleted = { ...stepCompleted, meta: names } as const;
const sampleResult = { ...result, meta: sample } as const;

/**
 * The lifecycle of Method Opal: a session of one or more flows, each of one or more steps. Opal reports every move of a
 * flow twice, once as `opal.*` and once under the flow's own name, in an order that no document gives. Each copy has a
 * region of its own. Completion does not close Opal, and an error need not end it.
 *
 * While one copy is ahead of the other, the snapshot has the tags of both: go by `awaitingUser` then.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { getNextStep, opalMachine } from 'widget-statecharts';
 *
 * const actor = createActor(opalMachine, { input: { mode: 'connect' } }).start();
 * const message = { mode: 'connect', object: 'session', timestamp: '2025-06-10T22:50:53.024Z' };
 * actor.send({ ...message, type: 'opal.session.started', action: 'started' });
 * actor.send({ ...message, type: 'opal.session.completed', action: 'completed' });
 * console.log(getNextStep(actor.getSnapshot())); // confirm_on_server
 * ```
 */
export const opalMachine = setup({
  types: {
    context: {} as OpalContext,
    events: {} as OpalEvent,
    input: {} as OpalInput | undefined,
    output: {} as OpalOutput,
    tags: {} as WidgetTag,
    meta: {} as StateMeta<OpalNextStep> | TransitionMeta,
  },
  guards: opalContextGuards,
  actions: {
    progress: assign(({ event }) => ({ ...resultOf(event), error: null })),
    keepError: assign(({ event }) => (event.type === 'opal.session.errored' ? { error: errorOf(event) } : {})),
    /**
     * Accepts an event that has nothing to change. An event counts as accepted when it makes a new snapshot, and one that
     * stays in its state without an action makes none.
     */
    acknowledge: assign({}),
  },
}).createMachine({
  id: 'opal',
  context: ({ input }) => initialContext(input),
  initial: 'loading',
  output: ({ context }) => outputOf(context),
  states: {
    loading: {
      description: 'The frame is loading: Opal has not reported that the session started.',
      tags: ['loading'],
      on: {
        'opal.session.started': { target: 'open', meta: sessionEvents },
      },
    },
    open: {
      description: "Opal is on screen. Its messages don't name the step, and don't identify the flow.",
      type: 'parallel',
      states: {
        generic: {
          description: 'The copy named opal.*, which comes in every mode.',
          initial: 'none',
          states: {
            none: {
              description: 'No flow is open: the first one, the next one or the end of the session is on its way.',
              tags: ['loading'],
              on: { 'opal.flow.started': { target: 'flow', actions: 'progress', meta: events } },
            },
            flow: {
              description: 'A flow is open, whichever it is.',
              initial: 'betweenSteps',
              states: {
                betweenSteps: {
                  description: 'No screen of the flow is shown: the first one, the next one or the end is on its way.',
                  tags: ['loading'],
                  on: { 'opal.step.started': stepStarted },
                },
                inStep: {
                  description: 'A screen of the flow waits for the user. No message says which.',
                  tags: ['awaitingUser'],
                  on: {
                    'opal.step.started': stepStartedAgain,
                    'opal.step.completed': stepCompleted,
                  },
                },
              },
              on: { 'opal.flow.completed': flowCompleted },
            },
          },
        },
        specific: {
          description: 'The copy under the name of the flow. Flows come one at a time, in any order.',
          initial: 'none',
          states: {
            none: {
              description:
                'No flow is open under its own name. A flow newer than this chart shows in the generic copy only.',
              on: {
                'identity_verification.flow.started': {
                  target: 'identity_verification',
                  actions: 'progress',
                  meta: events,
                },
                'connect.flow.started': {
                  guard: 'connectAllowed',
                  target: 'connect',
                  actions: 'progress',
                  meta: events,
                },
                'account_verification.flow.started': {
                  guard: 'accountVerificationAllowed',
                  target: 'account_verification',
                  actions: 'progress',
                  meta: events,
                },
                'transactions.flow.started': {
                  guard: 'transactionsAllowed',
                  target: 'transactions',
                  actions: 'progress',
                  meta: events,
                },
                'card_connect.flow.started': {
                  guard: 'cardConnectAllowed',
                  target: 'card_connect',
                  actions: 'progress',
                  meta: sample,
                },
              },
            },
            identity_verification: {
              description: 'identity_verification: the user proves who they are. Any mode may need it.',
              initial: 'betweenSteps',
              states: {
                betweenSteps: {
                  description: 'No screen of the flow is shown: the first one, the next one or the end is on its way.',
                  tags: ['loading'],
                  on: { 'identity_verification.step.started': stepStarted },
                },
                inStep: {
                  description: 'A screen of the flow waits for the user. No message says which.',
                  tags: ['awaitingUser'],
                  on: {
                    'identity_verification.step.started': stepStartedAgain,
                    'identity_verification.step.completed': stepCompleted,
                  },
                },
              },
              on: {
                'identity_verification.identity.completed': result,
                'identity_verification.flow.completed': flowCompleted,
              },
            },
            connect: {
              description: 'connect: the user chooses accounts to connect.',
              initial: 'betweenSteps',
              states: {
                betweenSteps: {
                  description: 'No screen of the flow is shown: the first one, the next one or the end is on its way.',
                  tags: ['loading'],
                  on: { 'connect.step.started': stepStarted },
                },
                inStep: {
                  description: 'A screen of the flow waits for the user. No message says which.',
                  tags: ['awaitingUser'],
                  on: {
                    'connect.step.started': stepStartedAgain,
                    'connect.step.completed': stepCompleted,
                  },
                },
              },
              on: {
                'connect.accounts.selected': result,
                'connect.flow.completed': flowCompleted,
              },
            },
            account_verification: {
              description: 'account_verification: the user verifies a card.',
              initial: 'betweenSteps',
              states: {
                betweenSteps: {
                  description: 'No screen of the flow is shown: the first one, the next one or the end is on its way.',
                  tags: ['loading'],
                  on: { 'account_verification.step.started': stepStarted },
                },
                inStep: {
                  description: 'A screen of the flow waits for the user. No message says which.',
                  tags: ['awaitingUser'],
                  on: {
                    'account_verification.step.started': stepStartedAgain,
                    'account_verification.step.completed': stepCompleted,
                  },
                },
              },
              on: {
                'account_verification.card.verified': result,
                'account_verification.flow.completed': flowCompleted,
              },
            },
            transactions: {
              description: 'transactions: accounts are subscribed for transactions.',
              initial: 'betweenSteps',
              states: {
                betweenSteps: {
                  description: 'No screen of the flow is shown: the first one, the next one or the end is on its way.',
                  tags: ['loading'],
                  on: { 'transactions.step.started': stepStarted },
                },
                inStep: {
                  description: 'A screen of the flow waits for the user. No message says which.',
                  tags: ['awaitingUser'],
                  on: {
                    'transactions.step.started': stepStartedAgain,
                    'transactions.step.completed': stepCompleted,
                  },
                },
              },
              on: {
                'transactions.accounts.linked': result,
                'transactions.flow.completed': flowCompleted,
              },
            },
            card_connect: {
              description: 'card_connect: a flow that is known from samples of the API only.',
              initial: 'betweenSteps',
              states: {
                betweenSteps: {
                  description: 'No screen of the flow is shown: the first one, the next one or the end is on its way.',
                  tags: ['loading'],
                  on: { 'card_connect.step.started': siblingStepStarted },
                },
                inStep: {
                  description: 'A screen of the flow waits for the user. No message says which.',
                  tags: ['awaitingUser'],
                  on: {
                    'card_connect.step.started': stepStartedAgain,
                    'card_connect.step.completed': siblingStepCompleted,
                  },
                },
              },
              on: {
                'card_connect.card.verified': sampleResult,
                'card_connect.flow.completed': flowCompleted,
              },
            },
          },
        },
        health: {
          description: "Whether an error is still open. It handles no message: it follows the chart's context.",
          initial: 'well',
          states: {
            well: {
              description: 'No error, or progress after the last one.',
              always: { guard: 'hasError', target: 'errored', meta: sessionEvents },
            },
            errored: {
              description: 'An error, and no progress since. Only progress shows that Opal can go on.',
              tags: ['recoverable'],
              always: { guard: 'hasNoError', target: 'well', meta: errors },
            },
          },
        },
      },
      on: {
        'opal.session.errored': { actions: 'keepError', meta: sessionEvents },
        'opal.errored': {
          actions: 'acknowledge',
          meta: sdk,
          description: "Not from Opal: the SDK sends it when the host's callback threw. It changes nothing.",
        },
        'opal.session.completed': {
          target: 'completed',
          actions: 'progress',
          meta: sessionEvents,
          description: 'Legal in the middle of a flow: no document promises that every flow is completed first.',
        },
        'opal.session.exited': [
          {
            guard: 'hasError',
            target: 'exitedAfterError',
            meta: errors,
            description: 'The error was the last thing that happened, so it counts as the reason why the user left.',
          },
          { target: 'exited', meta: sessionEvents },
        ],
      },
    },
    completed: {
      description: 'The user completed the session. Opal is still on screen until the user or the host closes it.',
      tags: ['ended', 'succeeded'],
      meta: { nextStep: 'confirm_on_server' },
      on: {
        'opal.session.exited': {
          target: 'exitedAfterCompletion',
          meta: sessionEvents,
          description:
            'The list of events has it for any exit, the table only for one before completion: both are allowed.',
        },
      },
    },
    exitedAfterCompletion: {
      description: 'The user completed the session, and then closed Opal.',
      type: 'final',
      tags: ['ended', 'succeeded'],
      meta: { nextStep: 'confirm_on_server' },
    },
    exitedAfterError: {
      description: 'The user left, or Opal closed, after an error that no progress had followed.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'offer_retry' },
    },
    exited: {
      description: 'The user left before completion.',
      type: 'final',
      tags: ['ended', 'cancelled'],
      meta: { nextStep: 'handle_cancel' },
    },
  },
});
