import { assign, setup } from 'xstate';
import { pinwheelContextGuards, pinwheelPayloadGuards } from '../../guards/pinwheel.guards.ts';
import type { StateMeta, TransitionMeta, WidgetTag } from '../../provider/evidence.ts';
import {
  accountOf,
  errorOf,
  initialContext,
  outputOf,
  type PinwheelContext,
  type PinwheelOutput,
  withJob,
} from './context.ts';
import { type PinwheelEvent, type PinwheelInput, type PinwheelScreen, pinwheelScreens } from './events.ts';

/** What a host must do once Link is closed. */
export type PinwheelNextStep = 'await_webhook' | 'offer_retry' | 'handle_cancel';

const events = { evidence: 'documented', source: 'Pinwheel: Link Events' } as const;
const core = { evidence: 'documented', source: 'Pinwheel: Link Events, Core Events' } as const;
const selection = { evidence: 'documented', source: 'Pinwheel: Link Events, Employer/Platform Events' } as const;
const amountScreen = { evidence: 'documented', source: 'Pinwheel: Link Events, DD_AMOUNT_SELECTION' } as const;
const screens = { evidence: 'documented', source: 'Pinwheel: Link Events, Screen Names' } as const;
const bills = { evidence: 'documented', source: 'Pinwheel: Link Events, Bill Switch Events' } as const;
const linkErrors = { evidence: 'documented', source: 'Pinwheel: Link Errors' } as const;
const names = { evidence: 'inferred', source: 'the names and texts of Pinwheel: Link Events' } as const;
const silent = { evidence: 'inferred', source: 'no document forbids it' } as const;
const sdk = { evidence: 'observed', source: '@pinwheel/react-modal 3.0.0, v2.3.d.ts' } as const;

/**
 * Pinwheel Link's lifecycle, in three regions: what the user does, which screen is shown, and whether an error is
 * open. Only `exit` ends it. A success does not, and is no result either: jobs go on, and webhooks report how they end.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { getNextStep, pinwheelMachine } from 'widget-statecharts';
 *
 * const actor = createActor(pinwheelMachine, { input: { jobs: ['paystubs'] } }).start();
 * actor.send({ type: 'open', payload: {} });
 * actor.send({ type: 'login_attempt', payload: { platformId: 'a1b2' } });
 * actor.send({ type: 'success', payload: { accountId: 'c3d4', platformId: 'a1b2', job: 'login' } });
 * actor.send({ type: 'exit', payload: {} });
 * console.log(getNextStep(actor.getSnapshot())); // await_webhook
 * ```
 */
export const pinwheelMachine = setup({
  types: {
    context: {} as PinwheelContext,
    events: {} as PinwheelEvent,
    input: {} as PinwheelInput | undefined,
    output: {} as PinwheelOutput,
    tags: {} as WidgetTag,
    meta: {} as StateMeta<PinwheelNextStep> | TransitionMeta,
  },
  guards: { ...pinwheelContextGuards, ...pinwheelPayloadGuards },
  actions: {
    /**
     * Accepts an event that has nothing to change. An event counts as accepted when it makes a new snapshot, and one that
     * stays in its state without an action makes none.
     */
    acknowledge: assign({}),
    progress: assign({ error: null }),
    keepAttempt: assign(({ context }) => ({ login: context.login === 'done' ? 'done' : 'attempted', error: null })),
    keepLogin: assign(({ context, event }) => ({ ...accountOf(context, event), login: 'done', error: null })),
    keepSuccess: assign(({ context, event }) => ({
      ...accountOf(context, event),
      succeeded: true,
      succeededJobs: withJob(context.succeededJobs, event),
      error: null,
    })),
    keepBillSwitch: assign({ succeeded: true, billSwitched: true, error: null }),
    keepError: assign(({ context, event }) => ({ error: errorOf(event) ?? context.error, errorSeen: true })),
    keepExitError: assign(({ context, event }) => ({ error: errorOf(event) ?? context.error })),
  },
}).createMachine({
  id: 'pinwheel',
  context: ({ input }) => initialContext(input),
  initial: 'loading',
  output: ({ context }) => outputOf(context),
  states: {
    loading: {
      description: 'Link was requested, and has not reported that it is open.',
      tags: ['loading'],
      on: {
        open: { target: 'open', meta: core },
      },
    },
    open: {
      description: 'Link is on screen.',
      type: 'parallel',
      on: {
        input_required: { actions: 'acknowledge', meta: core, description: 'For analytics: the user has to act.' },
        other_event: { actions: 'acknowledge', meta: events, description: 'Experimental, and safe to ignore.' },
        error: { actions: 'keepError', meta: core, description: 'The user was shown an error, and may get past it.' },
        exit: [
          {
            guard: 'hasSucceeded',
            target: 'exitedAfterSuccess',
            actions: 'keepExitError',
            meta: core,
            description: 'Something succeeded before, whatever this message carries.',
          },
          {
            guard: 'isExitWithErrorAfterError',
            target: 'exitedWithEarlierError',
            actions: 'keepExitError',
            meta: linkErrors,
            description: 'It repeats any error of the session, so the error need not be the cause.',
          },
          { guard: 'isExitWithError', target: 'exitedWithError', actions: 'keepExitError', meta: core },
          { target: 'exited', actions: 'keepExitError', meta: core },
        ],
      },
      states: {
        journey: {
          description: 'What the user does. No document gives a full order: most steps may follow any other.',
          initial: 'search',
          on: {
            select_employer: {
              guard: 'selectionPossible',
              target: '.search.selected',
              actions: 'progress',
              meta: selection,
            },
            select_platform: {
              guard: 'selectionPossible',
              target: '.search.selected',
              actions: 'progress',
              meta: selection,
            },
            incorrect_platform_given: {
              target: '.search.browsing',
              actions: 'progress',
              meta: sdk,
              description: 'Only its name is known: the platform was the wrong one, so the user looks for another.',
            },
            login_attempt: { target: '.login.attempted', actions: 'keepAttempt', meta: events },
            login: {
              guard: 'isLoginAttempted',
              target: '.login.loggedIn',
              actions: 'keepLogin',
              meta: names,
              description: 'After an attempt, however long ago: only the first submission may be reported as one.',
            },
            input_allocation: {
              guard: 'allocationPossible',
              target: '.allocated',
              actions: 'progress',
              meta: amountScreen,
              description: 'The amount is selected after a successful login.',
            },
            input_amount: {
              guard: 'amountPossible',
              target: '.allocated',
              actions: 'progress',
              meta: amountScreen,
              description: 'Deprecated, and gone in SDK version 3.',
            },
            card_switch_begin: { guard: 'cardSwitchPossible', actions: 'progress', meta: sdk },
            doc_uploads_begin: { target: '.documentUpload.begun', actions: 'progress', meta: events },
            dd_form_begin: {
              guard: 'directDepositPossible',
              target: '.directDepositForm.begun',
              actions: 'progress',
              meta: events,
            },
            external_account_connected: {
              guard: 'billSwitchPossible',
              target: '.billSwitch.accountConnected',
              actions: 'progress',
              meta: bills,
            },
            merchant_login_success: {
              guard: 'billSwitchPossible',
              target: '.billSwitch.merchantLoggedIn',
              actions: 'progress',
              meta: bills,
              description: 'A login to a merchant: it does not count as the login of a payroll job.',
            },
            bill_switch_success: {
              guard: 'billSwitchPossible',
              target: '.billSwitch.switched',
              actions: 'keepBillSwitch',
              meta: bills,
            },
            bill_removed: {
              guard: 'billSwitchPossible',
              actions: 'progress',
              meta: bills,
              description: 'The list of bills is one shorter. The user stays where they are.',
            },
            success: {
              guard: 'isJobAskedForAfterLogin',
              target: '.jobDone',
              actions: 'keepSuccess',
              meta: core,
              description: 'A job that the token asks for, once a login was attempted.',
            },
          },
          states: {
            search: {
              description: 'The user looks for an employer or a platform.',
              initial: 'browsing',
              states: {
                browsing: {
                  description: 'Nothing is selected yet, or the token has selected it.',
                  tags: ['awaitingUser'],
                  on: {
                    login: {
                      guard: 'loginWithoutAttemptPossible',
                      target: '#pinwheel.open.journey.login.loggedIn',
                      actions: 'keepLogin',
                      meta: silent,
                      description: 'An on-demand update may ask for an MFA answer only.',
                    },
                  },
                },
                selected: { description: 'An employer or a platform is selected.', tags: ['awaitingUser'] },
              },
            },
            login: {
              description: 'The user logs in to the payroll platform.',
              initial: 'attempted',
              states: {
                attempted: { description: 'Credentials were submitted.', tags: ['working'] },
                loggedIn: { description: 'The platform let the user in.', tags: ['awaitingUser'] },
              },
            },
            allocated: {
              description: 'The user chose how much of the pay to switch. A confirmation screen may follow.',
              tags: ['working'],
            },
            documentUpload: {
              description: 'The user uploads documents by hand.',
              initial: 'begun',
              on: {
                doc_uploads_submitted: { target: '.submitted', actions: 'progress', meta: names },
              },
              states: {
                begun: { description: 'The upload was started.', tags: ['awaitingUser'] },
                submitted: {
                  description: 'Documents were submitted.',
                  tags: ['working'],
                  on: {
                    success: {
                      guard: 'isJobAskedFor',
                      target: '#pinwheel.open.journey.jobDone',
                      actions: 'keepSuccess',
                      meta: silent,
                      description: 'Documents may take the place of a login.',
                    },
                  },
                },
              },
            },
            directDepositForm: {
              description: 'The user makes a form to hand to the employer.',
              initial: 'begun',
              states: {
                begun: {
                  description: 'The form was started.',
                  tags: ['awaitingUser'],
                  on: {
                    input_allocation: {
                      guard: 'directDepositPossible',
                      actions: 'progress',
                      meta: silent,
                      description: 'The form may ask for an allocation, without a login.',
                    },
                    input_amount: { guard: 'amountInFormPossible', actions: 'progress', meta: silent },
                    dd_form_create: { target: 'created', actions: 'progress', meta: names },
                  },
                },
                created: {
                  description: 'The form can be downloaded.',
                  tags: ['awaitingUser'],
                  on: {
                    dd_form_create: { target: 'created', actions: 'progress', meta: silent },
                    dd_form_download: { target: 'downloaded', actions: 'progress', meta: names },
                    success: {
                      guard: 'isJobAskedFor',
                      target: '#pinwheel.open.journey.jobDone',
                      actions: 'keepSuccess',
                      meta: silent,
                      description: 'A form may take the place of a login.',
                    },
                  },
                },
                downloaded: {
                  description: 'The form was downloaded or shared.',
                  tags: ['awaitingUser'],
                  on: {
                    dd_form_download: { actions: 'progress', meta: silent },
                    success: {
                      guard: 'isJobAskedFor',
                      target: '#pinwheel.open.journey.jobDone',
                      actions: 'keepSuccess',
                      meta: silent,
                      description: 'A form may take the place of a login.',
                    },
                  },
                },
              },
            },
            billSwitch: {
              description: 'The user moves recurring bills to another account (Switch Kit and Bill Switch).',
              initial: 'accountConnected',
              states: {
                accountConnected: {
                  description: 'An outside account was connected, to find bills in it.',
                  tags: ['awaitingUser'],
                },
                merchantLoggedIn: { description: 'A merchant let the user in.', tags: ['awaitingUser'] },
                switched: { description: 'A bill was switched. More may follow.', tags: ['awaitingUser'] },
              },
            },
            jobDone: {
              description: 'The success screen. Link is still open, and another job may follow.',
              tags: ['awaitingUser'],
              on: {
                success: {
                  guard: 'isJobAskedFor',
                  actions: 'keepSuccess',
                  meta: core,
                  description: 'Once for each job that completes.',
                },
              },
            },
          },
        },
        screen: {
          description: 'The screen that the user was last taken to. Any order is accepted.',
          initial: 'unknown',
          on: {
            screen_transition: [
              ...pinwheelScreens.map(toScreen),
              {
                target: '.unknown',
                actions: 'acknowledge',
                meta: screens,
                description: 'New screens may be added at any time.',
              },
            ],
          },
          states: {
            unknown: { description: 'No screen was reported yet, or one that the document does not list.' },
            SEARCH_DEFAULT: { description: 'The search, after the introduction.', tags: ['awaitingUser'] },
            SEARCH_RESULTS: { description: 'What the search found.', tags: ['awaitingUser'] },
            SEARCH_PLATFORM_ONLY: { description: 'A search among platforms only.', tags: ['awaitingUser'] },
            PROVIDER_CONFIRMATION: { description: 'The selection is to be confirmed.', tags: ['awaitingUser'] },
            LOGIN: { description: 'The login to a payroll platform, or to a merchant.', tags: ['awaitingUser'] },
            DD_AMOUNT_SELECTION: { description: 'How much of the pay to switch.', tags: ['awaitingUser'] },
            DD_CONFIRMATION: { description: 'The switch is to be confirmed.', tags: ['awaitingUser'] },
            JOB_SUCCESS: { description: 'A job succeeded.', tags: ['awaitingUser'] },
            JOB_ERROR: { description: 'A job failed.', tags: ['recoverable'] },
            MANUAL_INSTRUCTIONS: { description: 'Instructions for a manual switch.', tags: ['awaitingUser'] },
            BILL_SWITCH_INTRO: { description: 'The introduction to switching bills.', tags: ['awaitingUser'] },
            BILL_SWITCH_ACCOUNTS: { description: 'The connected accounts.', tags: ['awaitingUser'] },
            BILL_SWITCH_MERCHANT_LIST: { description: 'The bills that were found.', tags: ['awaitingUser'] },
            BILL_SWITCH_MERCHANT: { description: 'One merchant, with ways to switch.', tags: ['awaitingUser'] },
            PLAID_MODAL: { description: 'Plaid is open on top, to connect accounts.', tags: ['awaitingUser'] },
            RECURRENCES_FOUND: { description: 'Recurring bills were found.', tags: ['awaitingUser'] },
            BILL_SWITCH_MANUAL: { description: 'Instructions for switching a bill manually.', tags: ['awaitingUser'] },
            BILL_SWITCH_PAYMENT_METHOD: { description: 'The payment method to switch to.', tags: ['awaitingUser'] },
            BILL_SWITCH_TRANSACTIONS: { description: 'The transactions of one bill.', tags: ['awaitingUser'] },
            BILL_SWITCH_SUCCESS: { description: 'A bill was switched.', tags: ['awaitingUser'] },
            BILL_SWITCH_FAILURE: { description: 'A bill could not be switched.', tags: ['recoverable'] },
            EXIT_CONFIRMATION: { description: 'The user asked to close Link, and may stay.', tags: ['awaitingUser'] },
          },
        },
        health: {
          description: "Whether the last error is still open. It handles no message: it follows the chart's context.",
          initial: 'well',
          states: {
            well: {
              description: 'No error, or the user got past it.',
              always: { guard: 'hasError', target: 'errored', meta: core },
            },
            errored: {
              description: 'The user was shown an error. The document says that not all of them are terminal.',
              tags: ['recoverable'],
              always: { guard: 'hasNoError', target: 'well', meta: core },
            },
          },
        },
      },
    },
    exitedAfterSuccess: {
      description: 'Link was closed after a success. Webhooks report what became of the jobs.',
      type: 'final',
      tags: ['ended', 'succeeded'],
      meta: { nextStep: 'await_webhook' },
    },
    exitedWithEarlierError: {
      description: 'Link was closed with an error, after one was shown: it may be the same one, and not the reason.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'offer_retry' },
    },
    exitedWithError: {
      description: 'Link was closed with an error that was not reported before.',
      type: 'final',
      tags: ['ended', 'unsuccessful'],
      meta: { nextStep: 'offer_retry' },
    },
    exited: {
      description: 'The user closed Link before anything succeeded.',
      type: 'final',
      tags: ['ended', 'cancelled'],
      meta: { nextStep: 'handle_cancel' },
    },
  },
});

/** It acknowledges the event, since a transition from a screen to the same one would leave the snapshot as it was. */
function toScreen<TName extends PinwheelScreen>(name: TName) {
  return {
    guard: { type: 'isScreen', params: name },
    target: `.${name}`,
    actions: 'acknowledge',
    meta: screens,
  } as const;
}
