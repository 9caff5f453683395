/** Messages that only inform: they are legal wherever the widget is open, and move nothing. */
import { listener } from './evidence.ts';

/** Clicks and notices, which say nothing about how far the user is. */
export const informationalEvents = {
  APP_RESIZE: { actions: 'acknowledge', meta: listener },
  FEEDBACK: { actions: 'acknowledge', meta: listener },
  COMPONENT_CLICK_RESET_PASSWORD: { actions: 'acknowledge', meta: listener },
  COMPONENT_BACK_SESSION: { guard: 'backAllowed', actions: 'acknowledge', meta: listener },
  // The checkbox of termsUrl: no document says which screen has it.
  COMPONENT_ACCEPT_TERMS: { guard: 'termsAllowed', actions: 'acknowledge', meta: listener },
  COMPONENT_DENY_TERMS: { guard: 'termsAllowed', actions: 'acknowledge', meta: listener },
  COMPONENT_CLICK_TERMS_URL: { guard: 'termsAllowed', actions: 'acknowledge', meta: listener },
  COMPONENT_CONSENT_ABOUT_OPEN: { guard: 'consentAllowed', actions: 'acknowledge', meta: listener },
  COMPONENT_CONSENT_ABOUT_CLOSE: { guard: 'consentAllowed', actions: 'acknowledge', meta: listener },
  COMPONENT_CONSENT_PRIVACY: { guard: 'consentAllowed', actions: 'acknowledge', meta: listener },
  COMPONENT_CONSENT_PRIVACY_OPEN: { guard: 'consentAllowed', actions: 'acknowledge', meta: listener },
  COMPONENT_CONSENT_PRIVACY_CLOSE: { guard: 'consentAllowed', actions: 'acknowledge', meta: listener },
  COMPONENT_PROVIDER_CONSENT_ABOUT: { actions: 'acknowledge', meta: listener },
  COMPONENT_PROVIDER_CONSENT_LEGAL: { actions: 'acknowledge', meta: listener },
  SESSION_STORAGE_BLOCKED: { actions: 'acknowledge', meta: listener },
  SESSION_STORAGE_BLOCKED_RETRY: { actions: 'acknowledge', meta: listener },
  // Codes that answer a server's calls. Flinks lists them among the widget's events, so they may be posted.
  'N/A': { actions: 'acknowledge', meta: listener },
  OPERATION_PENDING: { actions: 'acknowledge', meta: listener },
  OPERATION_DISPATCHED: { actions: 'acknowledge', meta: listener },
  CARD_IN_USE: { actions: 'acknowledge', meta: listener },
  INVALID_REQUEST: { actions: 'acknowledge', meta: listener },
  T00_MANY_REQUESTS: { actions: 'acknowledge', meta: listener },
  UNKNOWN_CHALLENGE_KEY: { actions: 'acknowledge', meta: listener },
  CONCURRENT_SESSION: { actions: 'acknowledge', meta: listener },
  ALREADY_AUTHORIZED: { actions: 'acknowledge', meta: listener },
  SECURITYRESPONSES_INCOMPLETE: { actions: 'acknowledge', meta: listener },
  NO_TRANSACTION: { actions: 'acknowledge', meta: listener },
  METHOD_NOT_AVAILABLE: { actions: 'acknowledge', meta: listener },
} as const;
