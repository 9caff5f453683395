import { assign, setup } from 'xstate';
import { flexitiPayloadGuards } from '../../guards/flexiti.guards.ts';
import type { StateMeta, TransitionMeta, WidgetTag } from '../../provider/evidence.ts';
import { errorOf, type FlexitiContext, type FlexitiOutput, initialContext, outputOf, resultOf } from './context.ts';
import type { FlexitiEvent, FlexitiInput } from './events.ts';

/** What a host must do next, in Flexiti's two flows. */
export type FlexitiNextStep =
  | 'send_authorization'
  | 'choose_other_payment'
  | 'open_customer_portal'
  | 'start_application'
  | 'inform_cannot_proceed'
  | 'call_apply'
  | 'start_purchase'
  | 'retry_or_go_back'
  | 'undocumented'
  | 'handle_failure'
  | 'handle_cancel';

const events = { evidence: 'documented', source: 'Flexiti: Widget Communication Events' } as const;
const scenarios = {
  evidence: 'documented',
  source: 'Flexiti: Widget Communication Events, Purchase Scenarios',
} as const;
const mandatory = { evidence: 'documented', source: 'Flexiti: Widget Communication Events, "Mandatory"' } as const;
const withdrawn = {
  evidence: 'documented',
  source: 'Flexiti: Widget Communication Events, Application Scenarios (withdrawn from the current page)',
} as const;
const silent = { evidence: 'inferred', source: 'no row of the scenario tables' } as const;

/**
 * The Flexiti widget's lifecycle: it posts nothing until it ends, and its "success" says that it ended, not that
 * credit was granted. What follows is in the message's `accountNumber`, `verified` and `action`, and differs by flow.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { flexitiMachine, getNextStep } from 'widget-statecharts';
 *
 * const actor = createActor(flexitiMachine, { input: { flow: 'purchase' } }).start();
 * actor.send({ type: 'flx-cancel' });
 * console.log(getNextStep(actor.getSnapshot())); // handle_cancel
 * ```
 */
export const flexitiMachine = setup({
  types: {
    context: {} as FlexitiContext,
    events: {} as FlexitiEvent,
    input: {} as FlexitiInput | undefined,
    output: {} as FlexitiOutput,
    tags: {} as WidgetTag,
    meta: {} as StateMeta<FlexitiNextStep> | TransitionMeta,
  },
  guards: flexitiPayloadGuards,
  actions: {
    keepResult: assign(({ event }) => (event.type === 'flx-success' ? resultOf(event) : {})),
    keepError: assign(({ event }) => (event.type === 'flx-failure' ? { error: errorOf(event) } : {})),
  },
}).createMachine({
  id: 'flexiti',
  context: ({ input }) => initialContext(input),
  initial: 'open',
  output: ({ context }) => outputOf(context),
  states: {
    open: {
      description: 'The widget is on screen. No message says when it opened, or which step the user is at.',
      initial: 'running',
      states: {
        running: {
          description: 'The user works through the widget.',
          tags: ['awaitingUser'],
        },
        failed: {
          description:
            'The widget reported an error. No document says that this ends it: success or cancel may follow.',
          tags: ['recoverable', 'unsuccessful'],
          meta: { nextStep: 'handle_failure' },
        },
      },
      on: {
        'flx-success': [
          { guard: 'isVerifiedPurchase', target: 'purchaseVerified', actions: 'keepResult', meta: scenarios },
          { guard: 'isUnverifiedPurchase', target: 'purchaseNotVerified', actions: 'keepResult', meta: scenarios },
          { guard: 'isNewApplication', target: 'newApplication', actions: 'keepResult', meta: scenarios },
          {
            guard: 'isApplication',
            target: 'application',
            actions: 'keepResult',
            meta: mandatory,
            description:
              '"The merchant must call the POST /apply endpoint on a flx-success widget response on the application flow": whatever the number and the verification.',
          },
          { guard: 'isPurchaseInstead', target: 'purchaseInstead', actions: 'keepResult', meta: withdrawn },
          { guard: 'isActivation', target: 'activation', actions: 'keepResult', meta: scenarios },
          { guard: 'isDerogatory', target: 'derogatory', actions: 'keepResult', meta: scenarios },
          { guard: 'isRetry', target: 'retry', actions: 'keepResult', meta: scenarios },
          {
            target: 'undocumented',
            actions: 'keepResult',
            meta: silent,
            description: 'A combination that no row lists, or one whose meaning depends on a flow that is unknown.',
          },
        ],
        'flx-failure': { target: '.failed', actions: 'keepError', meta: events },
        'flx-cancel': { target: 'cancelled', meta: events },
      },
    },
    purchaseVerified: {
      description: 'Purchase flow, verified: send the purchase request to /authorizations.',
      type: 'final',
      tags: ['ended', 'succeeded'],
      meta: { nextStep: 'send_authorization' },
    },
    purchaseNotVerified: {
      description: 'Purchase flow, verification failed: back to the checkout for another payment method.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'choose_other_payment' },
    },
    newApplication: {
      description: 'Purchase flow, the customer prefers to apply anew: start a brand new application.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'start_application' },
    },
    application: {
      description: 'Application flow, the customer applies: POST /apply is mandatory now, verified or not.',
      type: 'final',
      tags: ['ended', 'succeeded'],
      meta: { nextStep: 'call_apply' },
    },
    purchaseInstead: {
      description: 'Application flow, an account was found and the customer prefers to buy with it: start a purchase.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'start_purchase' },
    },
    activation: {
      description: 'The account needs activation, and the customer chose to activate it: open the customer portal.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'open_customer_portal' },
    },
    derogatory: {
      description: 'An existing account is in bad standing: tell the customer that they cannot proceed.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'inform_cannot_proceed' },
    },
    retry: {
      description: "An error on the provider's side: show a message, then retry or go back.",
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'retry_or_go_back' },
    },
    undocumented: {
      description: 'A result that no document explains for this flow: look at the output before going on.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'undocumented' },
    },
    cancelled: {
      description: 'The customer cancelled within the widget.',
      type: 'final',
      tags: ['ended', 'cancelled'],
      meta: { nextStep: 'handle_cancel' },
    },
  },
});
