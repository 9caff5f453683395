import { assign, setup } from 'xstate';
import { flinksContextGuards } from '../../guards/flinks.guards.ts';
import type { StateMeta, TransitionMeta, WidgetTag } from '../../provider/evidence.ts';
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
import { errorsAt } from './errors.ts';
import type { FlinksEvent, FlinksInput } from './events.ts';
import { help, inferred, listener, observed, resume, uploadTips } from './evidence.ts';
import { informationalEvents } from './informational.ts';
import { asksMfa, back, enhancedMfaBegins, redirect, selectAccounts } from './shared.ts';

/** What a host must do next for Flinks Connect. */
export type FlinksNextStep = 'retrieve_data' | 'close_widget' | 'offer_other_way' | 'renew_token' | 'restart_session';

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
    /**
     * Accepts an event that has nothing to change. An event counts as accepted when it makes a new snapshot, and one that
     * stays in its state without an action makes none.
     */
    acknowledge: assign({}),
    startOver: assign(({ context }) => ({ ...nothingYet, configuration: context.configuration })),
    /** Another bank, or another try: what was learnt in the abandoned one does not belong to it. */
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
      description: 'The iframe has not reported that it is mounted.',
      initial: 'waiting',
      states: {
        waiting: { description: 'Nothing has been posted yet.', tags: ['loading'] },
        tokenInvalid: {
          description: 'The authorize token was refused before the widget had loaded: make a new one and reload.',
          tags: ['recoverable'],
          meta: { nextStep: 'renew_token' },
        },
      },
      on: {
        APP_MOUNTED: { target: 'open', meta: listener },
        TOKEN_INVALID: { target: '.tokenInvalid', actions: 'acknowledge', meta: listener },
      },
    },

    open: {
      description: 'The widget is mounted. A new APP_MOUNTED is a reload, and starts it over.',
      type: 'parallel',
      on: {
        APP_MOUNTED: { target: 'open', reenter: true, actions: 'startOver', meta: observed },
        ...informationalEvents,
      },
      states: {
        flow: {
          description: 'How far the user is.',
          initial: 'starting',
          on: {
            ...errorsAt('flow'),
            POPUP_UPDATED: { guard: 'popupWasOpened', actions: 'acknowledge', meta: inferred },
            POPUP_CLOSED: {
              guard: 'popupWasOpened',
              actions: 'acknowledge',
              meta: inferred,
              description: 'The popup may outlive the step that opened it.',
            },
          },
          states: {
            starting: {
              description: 'Loaded. The first screen, or the one after the consent, is about to show.',
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
                  description: 'The path names an institution that uses OAuth.',
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
                  description: 'There is no other screen, so nobody has to choose this one.',
                },
              },
            },

            consent: {
              description: "Flinks' own consent screen.",
              initial: 'asked',
              on: {
                COMPONENT_LOAD_CONSENT: { target: '.asked', actions: 'acknowledge', meta: inferred },
                COMPONENT_CONSENT_INTRO: {
                  guard: 'introAllowed',
                  target: '.asked',
                  actions: 'acknowledge',
                  meta: listener,
                },
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
                  description: 'The user refused. No document says whether the widget goes on.',
                  tags: ['recoverable'],
                },
              },
            },

            institution: {
              id: 'institution',
              description: 'Choosing the bank.',
              initial: 'selector',
              on: {
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: '.selector', actions: 'acknowledge', meta: inferred },
                INSTITUTION_SELECTED: { target: '.selected', actions: 'beginAnew', meta: help },
                COMPONENT_LOAD_UPLOAD: {
                  target: 'upload',
                  meta: uploadTips,
                  description: 'Offered as an alternative to connecting, or because the bank is not in the list.',
                },
                ...back,
              },
              states: {
                selector: { description: 'The list of institutions is shown.', tags: ['awaitingUser'] },
                selected: {
                  description: 'An institution is chosen. Its first screen is about to show.',
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
                  description: 'A retry leads here too when the bank uses OAuth.',
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
              description: 'The consent screen of an institution that uses OAuth.',
              tags: ['awaitingUser'],
              on: {
                COMPONENT_PROVIDER_CONSENT_INFO: { actions: 'acknowledge', meta: inferred },
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: 'institution', meta: inferred },
                COMPONENT_ACCEPT_PROVIDER_CONSENT: { target: 'connecting.oauth.leaving', meta: listener },
                ...back,
              },
            },

            connecting: {
              description: 'From the moment the user submits something to the bank until the landing page.',
              initial: 'authorizing',
              on: { ...errorsAt('connecting'), ...back },
              states: {
                authorizing: {
                  id: 'authorizing',
                  description: 'The bank is checking what the user submitted.',
                  initial: 'credentials',
                  tags: ['working'],
                  on: {
                    ...errorsAt('signIn'),
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
                        ...errorsAt('mfaAnswer'),
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
                      description: 'It may come before or after COMPONENT_LOAD_MFA.',
                    },
                    COMPONENT_LOAD_MFA: { target: '.prompt', actions: 'acknowledge', meta: help },
                  },
                  states: {
                    requested: {
                      description: 'The bank has a question. The MFA page is about to show.',
                      tags: ['loading'],
                    },
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
                    POPUP_BLOCKED: {
                      guard: 'popupAllowed',
                      target: '.blocked',
                      actions: 'acknowledge',
                      meta: listener,
                    },
                    COMPONENT_ACCEPT_PROVIDER_CONSENT: { target: '.leaving', actions: 'acknowledge', meta: inferred },
                    COMPONENT_PROVIDER_CONSENT_INFO: { target: '#providerConsent', meta: inferred },
                    COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: '#institution', meta: inferred },
                    RETRY_COUNT: { target: '#failed', actions: 'countFailure', meta: listener },
                    ...errorsAt('signIn'),
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
                        POPUP_UPDATED: { actions: 'acknowledge', meta: listener },
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
                      description: 'The popup is closed. No message says whether the user had finished there.',
                      tags: ['working'],
                      on: { ...selectAccounts, ...redirect },
                    },
                  },
                },
                enhancedMfa: {
                  id: 'enhancedMfa',
                  description: 'Security questions without a stored answer (enhancedMFA).',
                  initial: 'checking',
                  on: { ...enhancedMfaBegins, ...asksMfa, ...errorsAt('signIn'), ...selectAccounts, ...redirect },
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
                      description: 'The questions were answered or skipped, or there were none.',
                      tags: ['working'],
                      on: { ENHANCED_MFA_SUCCESS: { actions: 'acknowledge', meta: listener } },
                    },
                  },
                },
                accountSelection: {
                  id: 'accountSelection',
                  description: 'Choosing the accounts to share (accountSelectorEnable).',
                  initial: 'prompt',
                  on: {
                    COMPONENT_LOAD_ACCOUNT_SELECTION: { target: '.prompt', actions: 'acknowledge', meta: inferred },
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
              description: 'The user uploads statements as files instead of connecting.',
              initial: 'choosing',
              on: {
                COMPONENT_LOAD_UPLOAD: { target: '.choosing', actions: 'acknowledge', meta: inferred },
                UPLOAD_INPUT_CHANGE: { target: '.chosen', actions: 'acknowledge', meta: listener },
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
                  description: 'The files were submitted. No document says what follows.',
                  tags: ['working'],
                  on: { ...redirect },
                },
              },
            },

            steppedBack: {
              id: 'steppedBack',
              description: 'The user pressed Back. No document says where it leads: any earlier screen may show.',
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
              description: 'The user is looking at an error: context.error has its code.',
              initial: 'failed',
              tags: ['recoverable'],
              exit: 'forgetError',
              on: {
                COMPONENT_LOAD_INSTITUTION_SELECTOR: { target: 'institution', meta: inferred },
                COMPONENT_LOAD_UPLOAD: { guard: 'uploadOffered', target: 'upload', meta: uploadTips },
                RETRY_COUNT: { actions: 'acknowledge', meta: listener },
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
                    ...errorsAt('failed'),
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
                    ...errorsAt('mfaFailed'),
                  },
                },
                institution: {
                  description: 'The institution cannot be used: choose another one, or try again later.',
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
                    ...errorsAt('over'),
                    COMPONENT_LOAD_CREDENTIAL_RETRY: {
                      guard: 'connectAllowed',
                      target: '#credentials',
                      meta: listener,
                    },
                    COMPONENT_LOAD_CREDENTIAL: { guard: 'connectAllowed', target: '#credentials', meta: inferred },
                    COMPONENT_LOAD_UPLOAD: {
                      target: '#upload',
                      meta: uploadTips,
                      description:
                        'The upload tips list SESSION_EXPIRED only, but the table of events names both codes together.',
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
                    ...errorsAt('noRetry'),
                  },
                },
              },
            },

            tokenInvalid: {
              description: 'The authorize token has expired: make a new one and reload the iframe.',
              tags: ['recoverable'],
              meta: { nextStep: 'renew_token' },
              on: { ...errorsAt('over') },
            },
          },
        },

        connection: {
          description: "The widget's connection to the internet.",
          initial: 'online',
          on: {
            APP_ONLINE: { target: '.online', actions: 'acknowledge', meta: listener },
            APP_OFFLINE: { target: '.offline', actions: 'acknowledge', meta: listener },
          },
          states: {
            online: { description: 'Connected, as far as the widget has reported.' },
            offline: { description: 'The connection was lost.' },
          },
        },

        help2fa: {
          description: 'The help on two-factor authentication. No message says that the user left it.',
          initial: 'notShown',
          on: { COMPONENT_HELP2FA_INFO: { target: '.info', actions: 'acknowledge', meta: listener } },
          states: {
            notShown: { description: 'It was not shown.' },
            info: {
              description: 'The Help2FA screen was shown last.',
              on: { COMPONENT_HELP2FA_TROUBLESHOOTING: { target: 'troubleshooting', meta: listener } },
            },
            troubleshooting: {
              description: 'The troubleshooting tips were shown last. Back shows the Help2FA screen again.',
              on: { COMPONENT_HELP2FA_TROUBLESHOOTING: { actions: 'acknowledge', meta: inferred } },
            },
          },
        },

        closing: {
          description: "The widget's close button. It closes nothing: the host has to.",
          initial: 'notRequested',
          on: {
            COMPONENT_CLOSE_SESSION: {
              guard: 'closeAllowed',
              target: '.requested',
              actions: 'acknowledge',
              meta: listener,
            },
          },
          states: {
            notRequested: { description: 'The user did not ask to close.' },
            requested: {
              description: 'The user asked to close. A REDIRECT may still come, and it wins.',
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
