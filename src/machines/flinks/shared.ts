/** Transitions that several states of the Flinks chart have. */
import { help, inferred, listener, quickStart } from './evidence.ts';

/** The bank asks a question: no error. */
export const asksMfa = {
  QUESTION_NOT_FOUND: { target: '#mfa.requested', actions: 'keepRequest', meta: listener },
  COMPONENT_LOAD_MFA: { target: '#mfa.prompt', meta: help },
} as const;

/** The extra security questions, which may be asked once an authorization is under way. */
export const enhancedMfaBegins = {
  SUBMIT_GET_MFA_QUESTIONS: {
    guard: 'enhancedMfaAllowed',
    target: '#enhancedMfa.checking',
    actions: 'acknowledge',
    meta: inferred,
  },
  ENHANCED_MFA_HAS_QUESTIONS: {
    guard: 'enhancedMfaAllowed',
    target: '#enhancedMfa.questions',
    actions: 'acknowledge',
    meta: inferred,
  },
  ENHANCED_MFA_NO_QUESTIONS: {
    guard: 'enhancedMfaAllowed',
    target: '#enhancedMfa.done',
    actions: 'acknowledge',
    meta: inferred,
  },
} as const;

export const redirect = { REDIRECT: { target: '#redirected', actions: 'keepResult', meta: quickStart } } as const;
export const back = {
  BACK_SECTION: { guard: 'backAllowed', target: '#steppedBack', actions: 'acknowledge', meta: listener },
} as const;
export const selectAccounts = {
  COMPONENT_LOAD_ACCOUNT_SELECTION: {
    guard: 'accountSelectionAllowed',
    target: '#accountSelection',
    meta: listener,
  },
} as const;
