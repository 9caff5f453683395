/** Plaid Link as one provider: its lifecycle as a statechart, driven by its callbacks alone. */
import { defineProvider } from 'widget-statecharts/provider';
import { assign, setup } from 'xstate';
import { learned, memory, nothingYet } from './plaid.memory.js';
import { checkNames, contents, envelope, informationalNames, mobileNames } from './plaid.messages.js';

export { plaidCallbacks } from './plaid.messages.js';

/** @typedef {import('./plaid.messages.js').PlaidEvent} PlaidEvent */
/** @typedef {import('./plaid.memory.js').PlaidContext} PlaidContext */
/** @typedef {'open_link' | 'ask_date_of_birth' | 'use_other_flow'} StepBefore */
/** @typedef {'exchange_public_token' | 'retrieve_result' | 'create_link_token' | 'offer_retry' | 'handle_cancel'} StepAfter */

const callbacks = /** @type {const} */ ({ evidence: 'documented', source: 'Plaid: Link Web SDK' });
const events = /** @type {const} */ ({ evidence: 'documented', source: 'Plaid: Link Web SDK, onEvent' });
const unordered = /** @type {const} */ ({
  evidence: 'documented',
  source: 'Plaid: Link Web SDK, onEvent: the order of callbacks is not guaranteed',
});
const layer = /** @type {const} */ ({ evidence: 'documented', source: 'Plaid: Layer' });
const again = /** @type {const} */ ({
  evidence: 'documented',
  source: 'Plaid: OAuth guide, a page that was left initializes and opens Link again',
});
const silent = /** @type {const} */ ({ evidence: 'inferred', source: 'no document forbids it' });
const mobile = /** @type {const} */ ({
  evidence: 'observed',
  source: 'plaid/react-native-plaid-link-sdk, LinkEventName',
});

/** For analytics and troubleshooting only, whenever they come. */
const informational = {
  ...eachWith(informationalNames, /** @type {const} */ ({ actions: 'acknowledge', meta: events })),
  ...eachWith(mobileNames, /** @type {const} */ ({ actions: 'acknowledge', meta: mobile })),
};
/** What was found out about the user, which may be told before or after the end. */
const checks = eachWith(checkNames, /** @type {const} */ ({ actions: 'remember', meta: unordered }));
/** Steps of the flow that are told when it is over. */
const late = eachWith(
  ['SELECT_INSTITUTION', 'ERROR'],
  /** @type {const} */ ({ actions: 'acknowledge', meta: unordered }),
);
/** The event that goes with a callback, where it comes after it. */
const farewell = /** @type {const} */ ({ guard: 'isFarewellDue', actions: 'remember', meta: unordered });
const onSuccess = /** @type {const} */ ([
  { guard: 'hasPublicToken', target: '#plaid.ended.linked', actions: 'remember', meta: callbacks },
  { target: '#plaid.ended.completed', actions: 'remember', meta: callbacks },
]);
const onExitWithError = /** @type {const} */ ([
  { guard: 'isLinkTokenInvalid', target: '#plaid.ended.tokenInvalid', actions: 'remember', meta: callbacks },
  { guard: 'hasError', target: '#plaid.ended.failed', actions: 'remember', meta: callbacks },
]);
const onExit = /** @type {const} */ ([
  ...onExitWithError,
  { target: '#plaid.ended.exited', actions: 'remember', meta: callbacks },
]);

/**
 * @template {string} TName
 * @template TTransition
 * @param {readonly TName[]} types
 * @param {TTransition} transition
 */
function eachWith(types, transition) {
  return /** @type {Record<TName, TTransition>} */ (Object.fromEntries(types.map((type) => [type, transition])));
}

export const plaidMachine = setup({
  types: {
    context: /** @type {PlaidContext} */ ({}),
    events: /** @type {PlaidEvent} */ ({}),
    output: /** @type {Omit<PlaidContext, 'farewell'>} */ ({}),
    tags: /** @type {import('widget-statecharts').WidgetTag} */ (''),
    meta: /** @type {import('widget-statecharts').StateMeta<StepBefore | StepAfter> | import('widget-statecharts').TransitionMeta} */ ({}),
  },
  guards: {
    hasPublicToken: ({ event }) => event.type === 'onSuccess' && event.public_token !== null,
    hasError: ({ event }) => event.type === 'onExit' && event.error != null,
    isLinkTokenInvalid: ({ event }) => event.type === 'onExit' && event.error?.error_code === 'INVALID_LINK_TOKEN',
    isFarewellDue: ({ context }) => context.farewell === null,
  },
  actions: {
    /** Accepts a message that changes nothing. */
    acknowledge: assign({}),
    remember: assign(({ event }) => learned(event)),
  },
}).createMachine({
  id: 'plaid',
  context: nothingYet,
  output: ({ context: { farewell: _, ...output } }) => output,
  initial: 'waiting',
  states: {
    waiting: {
      description: 'Link was created, and is not open yet.',
      initial: 'loading',
      states: {
        loading: {
          description: "Link's module is loading.",
          tags: ['loading'],
          on: { onLoad: { target: 'ready', meta: callbacks } },
        },
        ready: { description: 'Link may be opened. With Layer, what it finds comes first.', tags: ['loading'] },
        layerReady: {
          description: "The user's phone number or date of birth is eligible for Layer.",
          meta: { nextStep: 'open_link' },
        },
        layerNotAvailable: {
          description: "The user's phone number is not eligible for Layer. A date of birth may be.",
          meta: { nextStep: 'ask_date_of_birth' },
        },
        autofillNotAvailable: {
          description: "The user's date of birth is not eligible either.",
          meta: { nextStep: 'use_other_flow' },
        },
        failing: { description: 'Link could not be opened: onExit is on its way.', tags: ['working'] },
      },
      on: {
        onLoad: { actions: 'acknowledge', meta: silent, description: 'A new link token makes Link load anew.' },
        LAYER_READY: { target: '.layerReady', actions: 'remember', meta: layer },
        LAYER_NOT_AVAILABLE: { target: '.layerNotAvailable', actions: 'remember', meta: layer },
        LAYER_AUTOFILL_NOT_AVAILABLE: { target: '.autofillNotAvailable', actions: 'remember', meta: layer },
        OPEN: { target: 'open', actions: 'remember', meta: events },
        ERROR: { actions: 'remember', meta: silent, description: 'Link may fail before it opens.' },
        EXIT: { target: '.failing', actions: 'remember', meta: silent },
        onExit: onExitWithError,
      },
    },
    open: {
      description: 'Link is on screen. What the user does is told when it is over, in any order.',
      initial: 'underway',
      states: {
        underway: {
          description: 'The user has not left Link, as far as it was told.',
          initial: 'started',
          states: {
            started: { description: 'Nothing is told but that Link is open.', tags: ['awaitingUser'] },
            institutionSelected: { description: 'The user selected an institution.', tags: ['awaitingUser'] },
            errored: { description: 'The user met an error, and may get past it.', tags: ['recoverable'] },
          },
          on: {
            onLoad: { actions: 'acknowledge', meta: again },
            OPEN: { actions: 'remember', meta: again },
            SELECT_INSTITUTION: { target: '.institutionSelected', actions: 'remember', meta: events },
            ERROR: { target: '.errored', actions: 'remember', meta: events },
            HANDOFF: { target: 'handedOff', actions: 'remember', meta: events },
            EXIT: { target: 'leaving', actions: 'remember', meta: events },
            onSuccess,
            onExit,
          },
        },
        handedOff: {
          description: 'The user has left Link after success: onSuccess is on its way.',
          tags: ['working'],
          on: { onSuccess },
        },
        leaving: {
          description: 'The user has left Link without success: onExit is on its way.',
          tags: ['working'],
          on: { onExit },
        },
      },
      on: { ...informational, ...checks, ...late },
    },
    ended: {
      description: 'Link is closed. Events that tell how it came there may still come.',
      initial: 'linked',
      states: {
        linked: {
          description: 'An account was linked: exchange the public token on your server.',
          tags: ['ended', 'succeeded'],
          meta: { nextStep: 'exchange_public_token' },
          on: { HANDOFF: farewell },
        },
        completed: {
          description: 'The user completed a flow that links no account. What came of it, your server retrieves.',
          tags: ['ended', 'succeeded'],
          meta: { nextStep: 'retrieve_result' },
          on: { HANDOFF: farewell },
        },
        exited: {
          description: 'The user left Link, and had met no error.',
          tags: ['ended', 'cancelled'],
          meta: { nextStep: 'handle_cancel' },
          on: { EXIT: farewell },
        },
        failed: {
          description: 'The user left Link after an error, or Link could not be opened.',
          tags: ['ended', 'unsuccessful'],
          meta: { nextStep: 'offer_retry' },
          on: { EXIT: farewell },
        },
        tokenInvalid: {
          description: 'The link token is invalid or has expired: create another one, and open Link with it.',
          tags: ['ended', 'unsuccessful'],
          meta: { nextStep: 'create_link_token' },
          on: { EXIT: farewell },
        },
      },
      on: { ...informational, ...checks, ...late },
    },
  },
});

/** Plaid Link. */
export const plaid = defineProvider({
  name: 'plaid',
  title: 'Plaid Link',
  machine: plaidMachine,
  envelope,
  events: contents,
  memory,
  sensitiveOutput: ['linkSessionId', 'accounts', 'message'],
  informational: [...informationalNames, ...mobileNames],
  initialEvent: 'OPEN',
  contextGuards: { isFarewellDue: ({ context }) => context.farewell === null },
  refusals: { isFarewellDue: 'an event has told already how Link was left' },
});
