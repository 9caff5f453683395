import { assign, setup } from 'xstate';
import { flinksContextGuards } from '../../guards/flinks.guards.ts';
import type { StateMeta, TransitionMeta, WidgetTag } from '../provider.ts';
import {
  accountIdsIn,
  errorOf,
  type FlinksContext,
  type FlinksOutput,
  failuresAfter,
  initialContext,
  institutionOf,
  nothingYet,
  outputOf,
  resultOf,
} from './context.ts';
import type { FlinksEvent, FlinksInput } from './flinks.events.ts';

/** What a host must do next for Flinks Connect. */
export type FlinksNextStep = 'retrieve_data' | 'close_widget' | 'offer_other_way' | 'renew_token' | 'restart_session';

const listener = { evidence: 'documented', source: 'Flinks: Use an Event Listener' } as const;
const quickStart = { evidence: 'documented', source: 'Flinks: Connect quick start' } as const;
const help = { evidence: 'documented', source: 'Flinks help centre: OAuth integration' } as const;
const resume = { evidence: 'documented', source: 'Flinks: Resume and reconnect' } as const;
const uploadTips = { evidence: 'documented', source: 'Flinks: Upload, integration tips' } as const;
const handled = { evidence: 'documented', source: 'Flinks: Handled errors' } as const;
const observed = { evidence: 'observed', source: 'public code that listens to Flinks Connect' } as const;
const inferred = { evidence: 'inferred', source: 'names and descriptions of the events' } as const;

/** Clicks and notices that say nothing of how far the user is. */
export const ambientEvents = {
  APP_RESIZE: { actions: 'note', meta: listener },
  FEEDBACK: { actions: 'note', meta: listener },
  COMPONENT_CLICK_RESET_PASSWORD: { actions: 'note', meta: listener },
  COMPONENT_BACK_SESSION: { guard: 'backAllowed', actions: 'note', meta: listener },
  // The tick-box of termsUrl: no document tells on which screen it stands.
  COMPONENT_ACCEPT_TERMS: { guard: 'termsAllowed', actions: 'note', meta: listener },
  COMPONENT_DENY_TERMS: { guard: 'termsAllowed', actions: 'note', meta: listener },
  COMPONENT_CLICK_TERMS_URL: { guard: 'termsAllowed', actions: 'note', meta: listener },
  COMPONENT_CONSENT_ABOUT_OPEN: { guard: 'consentAllowed', actions: 'note', meta: listener },
  COMPONENT_CONSENT_ABOUT_CLOSE: { guard: 'consentAllowed', actions: 'note', meta: listener },
  COMPONENT_CONSENT_PRIVACY: { guard: 'consentAllowed', actions: 'note', meta: listener },
  COMPONENT_CONSENT_PRIVACY_OPEN: { guard: 'consentAllowed', actions: 'note', meta: listener },
  COMPONENT_CONSENT_PRIVACY_CLOSE: { guard: 'consentAllowed', actions: 'note', meta: listener },
  COMPONENT_PROVIDER_CONSENT_ABOUT: { actions: 'note', meta: listener },
  COMPONENT_PROVIDER_CONSENT_LEGAL: { actions: 'note', meta: listener },
  SESSION_STORAGE_BLOCKED: { actions: 'note', meta: listener },
  SESSION_STORAGE_BLOCKED_RETRY: { actions: 'note', meta: listener },
  // Codes that answer a server's calls. Flinks lists them among the widget's events, so they may be posted.
  'N/A': { actions: 'note', meta: listener },
  OPERATION_PENDING: { actions: 'note', meta: listener },
  OPERATION_DISPATCHED: { actions: 'note', meta: listener },
  CARD_IN_USE: { actions: 'note', meta: listener },
  INVALID_REQUEST: { actions: 'note', meta: listener },
  T00_MANY_REQUESTS: { actions: 'note', meta: listener },
  UNKNOWN_CHALLENGE_KEY: { actions: 'note', meta: listener },
  CONCURRENT_SESSION: { actions: 'note', meta: listener },
  ALREADY_AUTHORIZED: { actions: 'note', meta: listener },
  SECURITYRESPONSES_INCOMPLETE: { actions: 'note', meta: listener },
  NO_TRANSACTION: { actions: 'note', meta: listener },
  METHOD_NOT_AVAILABLE: { actions: 'note', meta: listener },
} as const;

/** Errors that can strike at any time and leave the session usable. */
const errors = {
  AGGREGATION_ERROR: { target: '#failed', actions: 'rememberError', meta: handled },
  UNHANDLED: { target: '#failed', actions: 'rememberError', meta: listener },
  ACCESS_DENIED: { target: '#failed', actions: 'rememberError', meta: listener },
} as const;

/** What the bank may answer while the widget is connected to it: each is a failed authorization. */
const bankRefusals = {
  RETRY_LATER: { target: '#failed', actions: 'countFailure', meta: handled },
  UNAUTHORIZED: { target: '#failed', actions: 'countFailure', meta: handled },
  NEW_ACCOUNT: { target: '#failed', actions: 'countFailure', meta: handled },
  DISABLED_LOGIN: { target: '#noRetry', actions: 'countFailure', meta: handled },
  AGGREGATION_ERROR: { target: '#failed', actions: 'countFailure', meta: handled },
  UNHANDLED: { target: '#failed', actions: 'countFailure', meta: listener },
  ACCESS_DENIED: { target: '#failed', actions: 'countFailure', meta: listener },
} as const;

/** What the bank may answer to a sign-in. */
const signInRefusals = {
  INVALID_USERNAME: { target: '#failed', actions: 'countFailure', meta: handled },
  INVALID_PASSWORD: { target: '#failed', actions: 'countFailure', meta: handled },
  INVALID_LOGIN: { target: '#failed', actions: 'countFailure', meta: handled },
  MAXIMUM_RETRY_REACHED: {
    guard: 'retriesUsedUpByThisFailure',
    target: '#noRetry',
    actions: 'countFailure',
    meta: listener,
  },
} as const;

/** The bank asks a question: no error. */
const asksMfa = {
  QUESTION_NOT_FOUND: { target: '#mfa.requested', actions: 'keepRequest', meta: listener },
  COMPONENT_LOAD_MFA: { target: '#mfa.prompt', meta: help },
} as const;

/** More codes for a failure that is on screen already, from the other envelope or beside RETRY_COUNT. */
const moreCodes = {
  INVALID_USERNAME: { actions: 'rememberError', meta: inferred },
  INVALID_PASSWORD: { actions: 'rememberError', meta: inferred },
  INVALID_LOGIN: { actions: 'rememberError', meta: inferred },
  RETRY_LATER: { actions: 'rememberError', meta: inferred },
  UNAUTHORIZED: { actions: 'rememberError', meta: inferred },
  NEW_ACCOUNT: { actions: 'rememberError', meta: inferred },
} as const;

/** General errors where a stronger one is on screen. */
const errorsTooLate = {
  AGGREGATION_ERROR: { actions: 'note', meta: inferred },
  UNHANDLED: { actions: 'note', meta: inferred },
  ACCESS_DENIED: { actions: 'note', meta: inferred },
} as const;

/** More codes after the last retry, where they change nothing any more. */
const codesTooLate = {
  INVALID_USERNAME: { actions: 'note', meta: inferred },
  INVALID_PASSWORD: { actions: 'note', meta: inferred },
  INVALID_LOGIN: { actions: 'note', meta: inferred },
  INVALID_SECURITY_RESPONSE: { actions: 'note', meta: inferred },
  INVALID_SECURITY_RESPONSE_NO_RETRY: { actions: 'rememberError', meta: inferred },
  DISABLED_LOGIN: { actions: 'rememberError', meta: inferred },
  RETRY_LATER: { actions: 'note', meta: inferred },
  UNAUTHORIZED: { actions: 'note', meta: inferred },
  NEW_ACCOUNT: { actions: 'note', meta: inferred },
  ...errorsTooLate,
} as const;

/** The extra security questions, which may be asked once an authorization is under way. */
const enhancedMfaBegins = {
  SUBMIT_GET_MFA_QUESTIONS: {
    guard: 'enhancedMfaAllowed',
    target: '#enhancedMfa.checking',
    actions: 'note',
    meta: inferred,
  },
  ENHANCED_MFA_HAS_QUESTIONS: {
    guard: 'enhancedMfaAllowed',
    target: '#enhancedMfa.questions',
    actions: 'note',
    meta: inferred,
  },
  ENHANCED_MFA_NO_QUESTIONS: {
    guard: 'enhancedMfaAllowed',
    target: '#enhancedMfa.done',
    actions: 'note',
    meta: inferred,
  },
} as const;

const redirect = { REDIRECT: { target: '#redirected', actions: 'keepResult', meta: quickStart } } as const;
const back = {
  BACK_SECTION: { guard: 'backAllowed', target: '#steppedBack', actions: 'note', meta: listener },
} as const;
const selectAccounts = {
  COMPONENT_LOAD_ACCOUNT_SELECTION: {
    guard: 'accountSelectionAllowed',
    target: '#accountSelection',
    meta: listener,
  },
} as const;

/**
 * Flinks Connect's lifecycle: consent, institution, credentials, MFA, accounts, REDIRECT, with its ways round (the
 * bank's own page, upload, resume at MFA) and all the ways not to get there.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { flinksMachine, getNextStep } from 'widget-statecharts';
 *
 * const actor = createActor(flinksMachine, { input: { closeEnable: true } }).start();
 * actor.send({ type: 'APP_MOUNTED' });
 * actor.send({ type: 'COMPONENT_CLOSE_SESSION' });
 * console.log(getNextStep(actor.getSnapshot())); // close_widget
 * ```
 */
export const flinksMachine = setup({
  types: {
    context: {} as FlinksContext,
    events: {} as FlinksEvent,
    input: {} as FlinksInput | undefined,
    output: {} as FlinksOutput,
    tags: {} as WidgetTag,
    meta: {} as StateMeta<FlinksNextStep> | TransitionMeta,
  },
  guards: flinksContextGuards,
  actions: {
    /** Marks an event that may leave the chart where it is as accepted: without an action, the snapshot would stay the same. */
    note: assign({}),
    startOver: assign(({ context }) => ({ ...nothingYet, configuration: context.configuration })),
    /** Another bank, or another try: what was learnt of an abandoned one does not belong to it. */
    beginAnew: assign(({ context, event }) => ({
      institution: institutionOf(context, event),
      requestId: null,
      accountIds: [],
    })),
    keepInstitution: assign(({ context, event }) => ({ institution: institutionOf(context, event) })),
    keepRequest: assign(({ context, event }) => ({ requestId: event.requestId ?? context.requestId })),
    keepAccounts: assign(({ event }) =>
      event.type === 'ACCOUNT_SELECTED' ? { accountIds: accountIdsIn(event.accountId) } : {},
    ),
    keepResult: assign(({ context, event }) => (event.type === 'REDIRECT' ? resultOf(context, event) : {})),
    rememberError: assign(({ context, event }) => errorOf(context, event)),
    countFailure: assign(({ context, event }) => ({
      ...errorOf(context, event),
      failures: failuresAfter(context),
    })),
    forgetError: assign({ error: null }),
    noteAccountsRefused: assign({ accountsRefused: true }),
    notePopup: assign({ popupOpened: true }),
  },
}).createMachine({
  id: 'flinks',
  context: ({ input }) => initialContext(input),
  initial: 'loading',
  output: ({ context }) => outputOf(context),
  states: {
    loading: {
      description: 'The iframe has not said anything of use yet.',
      initial: 'waiting',
      states: {
        waiting: { description: 'Nothing was posted yet.', tags: ['loading'] },
        tokenInvalid: {
          description: 'The authorize token was refused before the widget had loaded: make a new one and reload.',
          tags: ['recoverable'],
          meta: { nextStep: 'renew_token' },
        },
      },
      on: {
        APP_MOUNTED: { target: 'open', meta: listener },
        TOKEN_INVALID: { target: '.tokenInvalid', actions: 'note', meta: listener },
      },
    },

    open: {
      description: 'The widget is mounted. A new APP_MOUNTED is a reload, and starts it over.',
      type: 'parallel',
      on: {
        APP_MOUNTED: { target: 'open', reenter: true, actions: 'startOver', meta: observed },
        ...ambientEvents,
      },
      states: {
        flow: {
          description: 'How far the user is.',
          initial: 'starting',
          on: {
            TOKEN_INVALID: { target: '.tokenInvalid', actions: 'note', meta: listener },
            SESSION_EXPIRED: { target: '.problem.sessionExpired', actions: 'rememberError', meta: listener },
            SESSION_NONEXISTENT: { target: '.problem.sessionExpired', actions: 'rememberError', meta: listener },
            DISABLED_INSTITUTION: { target: '.problem.institution', actions: 'rememberError', meta: listener },
            INVALID_INSTITUTION: { target: '.problem.institution', actions: 'rememberError', meta: listener },
            INSTITUTION_NOT_AVAILABLE: { target: '.problem.institution', actions: 'rememberError', meta: listener },
            RESUME_SELECTED_ACCOUNTS_INVALID: {
              guard: 'resumedAccountsAllowed',
              actions: 'noteAccountsRefused',
              meta: listener,
              description: 'The kept accounts were refused. What the widget shows then is not documented.',
            },
            POPUP_UPDATED: { guard: 'popupWasOpened', actions: 'note', meta: inferred },
            POPUP_CLOSED: {
              guard: 'popupWasOpened',
              actions: 'note',
              meta: inferred,
              description: 'The popup may outlive the step that opened it.',
            },
            ...errors,
          },
          states: {
            starting: {
              description: 'Loaded; the first screen, or the one after the consent, is about to show.',
              tags: ['loading'],
              on: {
                COMPONENT_LOAD_CONSENT: { guard: 'consentAllowed', target: 'consent', meta: listener },
                COMPONENT_CONSENT_INTRO: { guard: 'introAllowed', target: 'consent', meta: listener },
                COMPONENT_LOAD_INSTITUTION_SELECTOR: {
                  guard: 'mayStartAtInstitutions',
                  target: 'institution',
                  meta: help,
                },
                INSTITUTION_SELECTED: {
                  guard: 'mayStartAtCredentials',
                  target: 'institution.selected',
                  actions: 'beginAnew',
                  meta: inferred,
                  description: 'The path names the institution, and no list is shown.',
                },
                COMPONENT_LOAD_CREDENTIAL: {
                  guard: 'mayStartAtCredentials',
                  target: 'credentials',
                  actions: 'keepInstitution',
                  meta: observed,
                  description: 'The path names the institution, and no list is shown.',
                },
                COMPONENT_PROVIDER_CONSENT_INFO: {
                  guard: 'mayStartAtCredentials',
                  target: 'providerConsent',
                  meta: inferred,
                  description: 'The path names an institution that is reached by OAuth.',
                },
                QUESTION_NOT_FOUND: {
                  guard: 'mayStartAtMfa',
                  target: 'connecting.mfa.requested',
                  actions: 'keepRequest',
                  meta: resume,
                  description: 'A session resumed by requestId starts at its MFA step.',
                },
                COMPONENT_LOAD_MFA: {
                  guard: 'mayStartAtMfa',
                  target: 'connecting.mfa.prompt',
                  meta: resume,
                  description: 'A session resumed by requestId starts at its MFA step.',
                },
                COMPONENT_LOAD_UPLOAD: { guard: 'mayStartAtUpload', target: 'upload', meta: uploadTips },
                UPLOAD_INPUT_CHANGE: {
                  guard: 'isUploadOnly',
                  target: 'upload.chosen',
                  meta: inferred,
                  description: 'Nobody selects the upload screen where there is no other.',
                },
              },
            },

            consent: {
              description: 'The consent screen of Flinks itself.',
              initial: 'asked',
              on: {
                COMPONENT_LOAD_CONSENT: { target: '.asked', actions: 'note', meta: inferred },
                COMPONENT_CONSENT_INTRO: { guard: 'introAllowed', target: '.asked', actions: 'note', meta: listener },
                COMPONENT_ACCEPT_CONSENT: { target: 'starting', meta: listener },
                ...back,
              },
              states: {
                asked: {
                  description: 'The user is asked to share their account data.',
                  tags: ['awaitingUser'],
                  on: { COMPONENT_DENY_CONSENT: { target: 'denied', meta: listener } },
                },
                denied: {
                  description: 'The user refused. No document tells whether the widget goes on.',
                  tags: ['recoverable'],
                },
              },
            },

            institution: {
              id: 'institution',
              description: 'Choosing the bank.',
              initial: 'selector',
              on: {
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: '.selector', actions: 'note', meta: inferred },
                INSTITUTION_SELECTED: { target: '.selected', actions: 'beginAnew', meta: help },
                COMPONENT_LOAD_UPLOAD: {
                  target: 'upload',
                  meta: uploadTips,
                  description: 'Offered beside the connection, or because the bank is not in the list.',
                },
                ...back,
              },
              states: {
                selector: { description: 'The list of institutions is shown.', tags: ['awaitingUser'] },
                selected: {
                  description: 'An institution is chosen; its first screen is about to show.',
                  tags: ['loading'],
                  on: {
                    COMPONENT_LOAD_CREDENTIAL: { guard: 'connectAllowed', target: '#credentials', meta: help },
                    COMPONENT_PROVIDER_CONSENT_INFO: {
                      guard: 'connectAllowed',
                      target: '#providerConsent',
                      meta: inferred,
                    },
                    POPUP_OPENED: {
                      guard: 'popupAllowed',
                      target: '#oauth.popup',
                      actions: 'notePopup',
                      meta: inferred,
                    },
                    POPUP_BLOCKED: { guard: 'popupAllowed', target: '#oauth.blocked', meta: inferred },
                  },
                },
              },
            },

            credentials: {
              id: 'credentials',
              description: 'The user is asked for the username and password of their bank.',
              tags: ['awaitingUser'],
              on: {
                COMPONENT_LOAD_CREDENTIAL: { actions: 'keepInstitution', meta: inferred },
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: 'institution', meta: inferred },
                COMPONENT_PROVIDER_CONSENT_INFO: {
                  target: 'providerConsent',
                  meta: inferred,
                  description: 'Retry leads here for a bank that is reached by OAuth, too.',
                },
                POPUP_OPENED: { guard: 'popupAllowed', target: '#oauth.popup', actions: 'notePopup', meta: inferred },
                POPUP_BLOCKED: { guard: 'popupAllowed', target: '#oauth.blocked', meta: inferred },
                SUBMIT_CREDENTIAL: {
                  target: 'connecting.authorizing.credentials',
                  actions: 'beginAnew',
                  meta: listener,
                },
                ...back,
              },
            },

            providerConsent: {
              id: 'providerConsent',
              description: 'The consent screen of an institution that is reached by OAuth.',
              tags: ['awaitingUser'],
              on: {
                COMPONENT_PROVIDER_CONSENT_INFO: { actions: 'note', meta: inferred },
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: 'institution', meta: inferred },
                COMPONENT_ACCEPT_PROVIDER_CONSENT: { target: 'connecting.oauth.leaving', meta: listener },
                ...back,
              },
            },

            connecting: {
              description: 'Between the first answer to the bank and the landing page.',
              initial: 'authorizing',
              on: { ...bankRefusals, ...back },
              states: {
                authorizing: {
                  id: 'authorizing',
                  description: 'The bank is checking what the user submitted.',
                  initial: 'credentials',
                  tags: ['working'],
                  on: {
                    ...signInRefusals,
                    ...asksMfa,
                    ...selectAccounts,
                    ...enhancedMfaBegins,
                    ...redirect,
                  },
                  states: {
                    credentials: {
                      description: 'The username and password were submitted.',
                      on: { RETRY_COUNT: { target: '#failed', actions: 'countFailure', meta: listener } },
                    },
                    mfaAnswer: {
                      description: 'The answer to the MFA challenge was submitted.',
                      on: {
                        INVALID_SECURITY_RESPONSE: { target: '#mfaFailed', actions: 'countFailure', meta: listener },
                        INVALID_SECURITY_RESPONSE_NO_RETRY: {
                          target: '#noRetry',
                          actions: 'countFailure',
                          meta: listener,
                        },
                        RETRY_COUNT: { target: '#mfaFailed', actions: 'countFailure', meta: listener },
                      },
                    },
                  },
                },
                mfa: {
                  id: 'mfa',
                  description: 'Multi-factor authentication, one round or several.',
                  initial: 'requested',
                  on: {
                    QUESTION_NOT_FOUND: {
                      actions: 'keepRequest',
                      meta: inferred,
                      description: 'It may come on both sides of COMPONENT_LOAD_MFA.',
                    },
                    COMPONENT_LOAD_MFA: { target: '.prompt', actions: 'note', meta: help },
                  },
                  states: {
                    requested: { description: 'The bank asks; the MFA page is about to show.', tags: ['loading'] },
                    prompt: {
                      description: 'The user is asked to answer the challenge.',
                      tags: ['awaitingUser'],
                      on: { SUBMIT_MFA: { target: '#authorizing.mfaAnswer', meta: listener } },
                    },
                  },
                },
                oauth: {
                  id: 'oauth',
                  description: "The connection is made on the bank's own page.",
                  initial: 'leaving',
                  on: {
                    POPUP_OPENED: { guard: 'popupAllowed', target: '.popup', actions: 'notePopup', meta: listener },
                    POPUP_BLOCKED: { guard: 'popupAllowed', target: '.blocked', actions: 'note', meta: listener },
                    COMPONENT_ACCEPT_PROVIDER_CONSENT: { target: '.leaving', actions: 'note', meta: inferred },
                    COMPONENT_PROVIDER_CONSENT_INFO: { target: '#providerConsent', meta: inferred },
                    COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: '#institution', meta: inferred },
                    RETRY_COUNT: { target: '#failed', actions: 'countFailure', meta: listener },
                    ...signInRefusals,
                  },
                  states: {
                    leaving: {
                      description: "The user consented; the bank's page is about to open.",
                      tags: ['loading'],
                      on: { ...selectAccounts, ...redirect },
                    },
                    popup: {
                      description: "The bank's page is open in a popup.",
                      tags: ['awaitingUser'],
                      on: {
                        POPUP_UPDATED: { actions: 'note', meta: listener },
                        POPUP_CLOSED: { target: 'closed', meta: listener },
                        ...selectAccounts,
                        ...redirect,
                      },
                    },
                    blocked: {
                      description: 'The browser blocked the popup: the user has to allow it.',
                      tags: ['recoverable'],
                    },
                    closed: {
                      description: 'The popup is closed. Whether the user had finished there is not said.',
                      tags: ['working'],
                      on: { ...selectAccounts, ...redirect },
                    },
                  },
                },
                enhancedMfa: {
                  id: 'enhancedMfa',
                  description: 'Security questions that have no stored answer yet (enhancedMFA).',
                  initial: 'checking',
                  on: { ...enhancedMfaBegins, ...asksMfa, ...signInRefusals, ...selectAccounts, ...redirect },
                  states: {
                    checking: { description: 'Looking for unanswered questions.', tags: ['working'] },
                    questions: {
                      description: 'The user is asked to answer them in advance.',
                      tags: ['awaitingUser'],
                      on: {
                        SUBMIT_ANSWER_MFA_QUESTIONS: { target: 'answered', meta: listener },
                        SKIP_ENHANCED_MFA: { guard: 'skipAllowed', target: 'done', meta: listener },
                      },
                    },
                    answered: {
                      description: 'The answers were submitted.',
                      tags: ['working'],
                      on: { ENHANCED_MFA_SUCCESS: { target: 'done', meta: listener } },
                    },
                    done: {
                      description: 'Answered, skipped, or nothing to ask.',
                      tags: ['working'],
                      on: { ENHANCED_MFA_SUCCESS: { actions: 'note', meta: listener } },
                    },
                  },
                },
                accountSelection: {
                  id: 'accountSelection',
                  description: 'Choosing the accounts to share (accountSelectorEnable).',
                  initial: 'prompt',
                  on: {
                    COMPONENT_LOAD_ACCOUNT_SELECTION: { target: '.prompt', actions: 'note', meta: inferred },
                    ACCOUNT_SELECTED: { target: '.selected', actions: 'keepAccounts', meta: observed },
                    ...enhancedMfaBegins,
                    ...redirect,
                  },
                  states: {
                    prompt: { description: 'The accounts are shown.', tags: ['awaitingUser'] },
                    selected: { description: 'An account is chosen; more may follow.', tags: ['working'] },
                  },
                },
              },
            },

            upload: {
              id: 'upload',
              description: 'Statements uploaded as files, in place of a connection.',
              initial: 'choosing',
              on: {
                COMPONENT_LOAD_UPLOAD: { target: '.choosing', actions: 'note', meta: inferred },
                UPLOAD_INPUT_CHANGE: { target: '.chosen', actions: 'note', meta: listener },
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: 'institution', meta: inferred },
                COMPONENT_LOAD_CREDENTIAL: { guard: 'connectAllowed', target: 'credentials', meta: inferred },
                ...back,
              },
              states: {
                choosing: { description: 'The upload screen is shown.', tags: ['awaitingUser'] },
                chosen: {
                  description: 'A file was added; more may follow.',
                  tags: ['awaitingUser'],
                  on: { UPLOAD_SUBMIT: { target: 'submitted', meta: listener } },
                },
                submitted: {
                  description: 'The files were submitted. No document tells what follows.',
                  tags: ['working'],
                  on: { ...redirect },
                },
              },
            },

            steppedBack: {
              id: 'steppedBack',
              description: 'The user pressed Back. No document tells where it leads: any earlier screen may show.',
              tags: ['loading'],
              on: {
                COMPONENT_LOAD_CONSENT: { guard: 'consentAllowed', target: 'consent', meta: inferred },
                COMPONENT_CONSENT_INTRO: { guard: 'introAllowed', target: 'consent', meta: inferred },
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: 'institution', meta: inferred },
                INSTITUTION_SELECTED: { target: 'institution.selected', actions: 'beginAnew', meta: inferred },
                COMPONENT_LOAD_CREDENTIAL: { guard: 'connectAllowed', target: 'credentials', meta: inferred },
                COMPONENT_PROVIDER_CONSENT_INFO: { guard: 'connectAllowed', target: 'providerConsent', meta: inferred },
                COMPONENT_LOAD_MFA: { guard: 'connectAllowed', target: 'connecting.mfa.prompt', meta: inferred },
                COMPONENT_LOAD_CREDENTIAL_RETRY: { guard: 'hasFailed', target: 'credentials', meta: inferred },
                COMPONENT_LOAD_MFA_RETRY: { guard: 'hasFailed', target: 'connecting.mfa.prompt', meta: inferred },
                COMPONENT_LOAD_UPLOAD: { target: 'upload', meta: inferred },
                ...selectAccounts,
                ...back,
              },
            },

            problem: {
              description: 'The user is looking at an error; context.error tells which.',
              initial: 'failed',
              tags: ['recoverable'],
              exit: 'forgetError',
              on: {
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: 'institution', meta: inferred },
                COMPONENT_LOAD_UPLOAD: { guard: 'uploadOffered', target: 'upload', meta: uploadTips },
                RETRY_COUNT: { actions: 'note', meta: listener },
                ...back,
              },
              states: {
                failed: {
                  id: 'failed',
                  description: 'The authorization failed, or Flinks did.',
                  on: {
                    COMPONENT_LOAD_CREDENTIAL_RETRY: {
                      guard: 'connectAllowed',
                      target: '#credentials',
                      meta: listener,
                    },
                    COMPONENT_LOAD_CREDENTIAL: { guard: 'connectAllowed', target: '#credentials', meta: inferred },
                    COMPONENT_PROVIDER_CONSENT_INFO: {
                      guard: 'connectAllowed',
                      target: '#providerConsent',
                      meta: inferred,
                    },
                    POPUP_OPENED: {
                      guard: 'popupAllowed',
                      target: '#oauth.popup',
                      actions: 'notePopup',
                      meta: inferred,
                    },
                    MAXIMUM_RETRY_REACHED: { guard: 'retriesUsedUp', target: 'noRetry', meta: listener },
                    DISABLED_LOGIN: { target: 'noRetry', actions: 'rememberError', meta: inferred },
                    ...moreCodes,
                  },
                },
                mfaFailed: {
                  id: 'mfaFailed',
                  description: 'The answer to the MFA challenge was wrong.',
                  on: {
                    COMPONENT_LOAD_MFA_RETRY: { target: '#mfa.prompt', meta: listener },
                    COMPONENT_LOAD_CREDENTIAL: { guard: 'connectAllowed', target: '#credentials', meta: inferred },
                    ...asksMfa,
                    COMPONENT_LOAD_CREDENTIAL_RETRY: {
                      guard: 'connectAllowed',
                      target: '#credentials',
                      meta: listener,
                    },
                    MAXIMUM_RETRY_REACHED: { guard: 'retriesUsedUp', target: 'noRetry', meta: listener },
                    INVALID_SECURITY_RESPONSE: { actions: 'rememberError', meta: inferred },
                    INVALID_SECURITY_RESPONSE_NO_RETRY: {
                      target: 'noRetry',
                      actions: 'rememberError',
                      meta: inferred,
                    },
                    DISABLED_LOGIN: { target: 'noRetry', actions: 'rememberError', meta: inferred },
                    ...moreCodes,
                  },
                },
                institution: {
                  description: 'The institution cannot be used: another one, or later.',
                  on: {
                    INSTITUTION_SELECTED: {
                      target: '#institution.selected',
                      actions: 'beginAnew',
                      meta: inferred,
                    },
                  },
                },
                sessionExpired: {
                  description: 'The session is over: a new one has to be started. Upload may be offered.',
                  meta: { nextStep: 'restart_session' },
                  on: {
                    ...errorsTooLate,
                    COMPONENT_LOAD_CREDENTIAL_RETRY: {
                      guard: 'connectAllowed',
                      target: '#credentials',
                      meta: listener,
                    },
                    COMPONENT_LOAD_CREDENTIAL: { guard: 'connectAllowed', target: '#credentials', meta: inferred },
                    COMPONENT_LOAD_UPLOAD: {
                      target: '#upload',
                      meta: uploadTips,
                      description: 'The document lists SESSION_EXPIRED; its table of events names both codes in one.',
                    },
                  },
                },
                noRetry: {
                  id: 'noRetry',
                  description: 'These credentials cannot be tried again. Upload or another bank may follow.',
                  tags: ['unsuccessful'],
                  meta: { nextStep: 'offer_other_way' },
                  on: {
                    COMPONENT_LOAD_UPLOAD: { target: '#upload', meta: uploadTips },
                    MAXIMUM_RETRY_REACHED: { guard: 'retriesUsedUp', actions: 'note', meta: inferred },
                    ...codesTooLate,
                  },
                },
              },
            },

            tokenInvalid: {
              description: 'The authorize token has expired: make a new one and reload the iframe.',
              tags: ['recoverable'],
              meta: { nextStep: 'renew_token' },
              on: { ...errorsTooLate },
            },
          },
        },

        connection: {
          description: "The widget's connection to the internet.",
          initial: 'online',
          on: {
            APP_ONLINE: { target: '.online', actions: 'note', meta: listener },
            APP_OFFLINE: { target: '.offline', actions: 'note', meta: listener },
          },
          states: {
            online: { description: 'Connected, as far as the widget said.' },
            offline: { description: 'The connection was lost.' },
          },
        },

        help2fa: {
          description: 'The help on two-factor authentication. No message tells that the user left it.',
          initial: 'notShown',
          on: { COMPONENT_HELP2FA_INFO: { target: '.info', actions: 'note', meta: listener } },
          states: {
            notShown: { description: 'It was not shown.' },
            info: {
              description: 'The Help2FA screen was shown last.',
              on: { COMPONENT_HELP2FA_TROUBLESHOOTING: { target: 'troubleshooting', meta: listener } },
            },
            troubleshooting: {
              description: 'Its troubleshooting tips were shown last; Back shows the Help2FA screen again.',
              on: { COMPONENT_HELP2FA_TROUBLESHOOTING: { actions: 'note', meta: inferred } },
            },
          },
        },

        closing: {
          description: "The widget's close button. It closes nothing: the host has to.",
          initial: 'notRequested',
          on: {
            COMPONENT_CLOSE_SESSION: { guard: 'closeAllowed', target: '.requested', actions: 'note', meta: listener },
          },
          states: {
            notRequested: { description: 'The user did not ask to close.' },
            requested: {
              description: 'The user asked to close. A REDIRECT that comes all the same still wins.',
              tags: ['cancelled'],
              meta: { nextStep: 'close_widget' },
            },
          },
        },
      },
    },

    redirected: {
      id: 'redirected',
      description: 'The account is connected: retrieve its data by the loginId.',
      type: 'final',
      tags: ['ended', 'succeeded'],
      meta: { nextStep: 'retrieve_data' },
    },
  },
});
