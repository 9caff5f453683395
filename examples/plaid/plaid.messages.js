/**
 * Plaid Link's four callbacks as messages: `onLoad()`, `onEvent(eventName, metadata)`, `onSuccess(public_token, metadata)`
 * and `onExit(error, metadata)`. Source: Plaid, "Link Web SDK"; names that only its mobile SDKs have are marked.
 */
import { flat, handle, maybe, nothing, secret } from 'widget-statecharts/provider';
import * as z from 'zod';

/** Plaid calls these stable: an app may act on them. */
export const stableNames = /** @type {const} */ ([
  'OPEN',
  'LAYER_READY',
  'LAYER_NOT_AVAILABLE',
  'LAYER_AUTOFILL_NOT_AVAILABLE',
  'SELECT_INSTITUTION',
  'ERROR',
  'HANDOFF',
  'EXIT',
]);

/** Stable as well: what was found out about the user. */
export const checkNames = /** @type {const} */ ([
  'BANK_INCOME_INSIGHTS_COMPLETED',
  'IDENTITY_VERIFICATION_PASS_SESSION',
  'IDENTITY_VERIFICATION_FAIL_SESSION',
  'IDENTITY_MATCH_PASSED',
  'IDENTITY_MATCH_FAILED',
]);

/** All others are for analytics and troubleshooting: they move nothing. */
export const informationalNames = /** @type {const} */ ([
  'AUTO_SUBMIT_PHONE',
  'CLOSE_OAUTH',
  'CONNECT_NEW_INSTITUTION',
  'FAIL_OAUTH',
  'IDENTITY_VERIFICATION_START_STEP',
  'IDENTITY_VERIFICATION_PASS_STEP',
  'IDENTITY_VERIFICATION_FAIL_STEP',
  'IDENTITY_VERIFICATION_PENDING_REVIEW_STEP',
  'IDENTITY_VERIFICATION_CREATE_SESSION',
  'IDENTITY_VERIFICATION_RESUME_SESSION',
  'IDENTITY_VERIFICATION_PENDING_REVIEW_SESSION',
  'IDENTITY_VERIFICATION_OPEN_UI',
  'IDENTITY_VERIFICATION_RESUME_UI',
  'IDENTITY_VERIFICATION_CLOSE_UI',
  'MATCHED_SELECT_INSTITUTION',
  'OPEN_MY_PLAID',
  'OPEN_OAUTH',
  'SEARCH_INSTITUTION',
  'SELECT_AUTH_TYPE',
  'SELECT_BRAND',
  'SELECT_DEGRADED_INSTITUTION',
  'SELECT_DOWN_INSTITUTION',
  'SELECT_FILTERED_INSTITUTION',
  'SKIP_SUBMIT_PHONE',
  'SUBMIT_ACCOUNT_NUMBER',
  'SUBMIT_CREDENTIALS',
  'SUBMIT_DOCUMENTS',
  'SUBMIT_DOCUMENTS_ERROR',
  'SUBMIT_DOCUMENTS_SUCCESS',
  'SUBMIT_MFA',
  'SUBMIT_OTP',
  'SUBMIT_PHONE',
  'SUBMIT_ROUTING_NUMBER',
  'TRANSITION_VIEW',
  'VERIFY_PHONE',
  'VIEW_DATA_TYPES',
]);

/** Names that the page of the web SDK lacks, and the mobile SDKs have. */
export const mobileNames = /** @type {const} */ ([
  'AUTO_SELECT_SAVED_INSTITUTION',
  'ISSUE_FOLLOWED',
  'MATCHED_CONSENT',
  'MATCHED_SELECT_VERIFY_METHOD',
  'PLAID_CHECK_PANE',
  'PROFILE_ELIGIBILITY_CHECK_ERROR',
  'PROFILE_ELIGIBILITY_CHECK_READY',
  'REMEMBER_ME_DISABLED',
  'REMEMBER_ME_ENABLED',
  'REMEMBER_ME_HOLDOUT',
  'SELECT_ACCOUNT',
  'SELECT_SAVED_ACCOUNT',
  'SELECT_SAVED_INSTITUTION',
  'SKIP_SUBMIT_EMAIL',
  'SUBMIT_EMAIL',
]);

/** Plaid adds keys without notice: unknown ones are left behind. `request_id` was seen to be null. */
const eventMetadata = z.object({
  link_session_id: handle(z.string()),
  timestamp: z.string(),
  request_id: handle(maybe(z.string())),
  view_name: maybe(z.string()),
  institution_id: maybe(z.string()),
  institution_name: maybe(z.string()),
  institution_search_query: handle(maybe(z.string())),
  account_number_mask: handle(maybe(z.string())),
  routing_number: handle(maybe(z.string())),
  error_type: maybe(z.string()),
  error_code: maybe(z.string()),
  error_message: handle(maybe(z.string())),
  exit_status: maybe(z.string()),
  is_update_mode: maybe(z.string()),
  match_reason: maybe(z.string()),
  mfa_type: maybe(z.string()),
  selection: maybe(z.string()),
});
const event = z.object({ metadata: eventMetadata });
const institution = maybe(z.object({ institution_id: z.string(), name: z.string() }));

const account = z.object({
  id: handle(z.string()),
  name: handle(maybe(z.string())),
  mask: handle(maybe(z.string())),
  type: maybe(z.string()),
  subtype: maybe(z.string()),
  verification_status: maybe(z.string()),
  class_type: maybe(z.string()),
});

const success = z.object({
  // Null in flows that link no account, such as Identity Verification.
  public_token: secret(z.nullable(z.string())),
  metadata: z.object({
    link_session_id: handle(z.string()),
    institution,
    accounts: maybe(z.array(account)),
    transfer_status: maybe(z.string()),
  }),
});

const error = z.object({
  error_type: z.string(),
  error_code: z.string(),
  error_message: handle(z.string()),
  display_message: handle(maybe(z.string())),
});

const exit = z.object({
  error: maybe(error),
  metadata: z.object({
    link_session_id: handle(maybe(z.string())),
    request_id: handle(maybe(z.string())),
    institution,
    status: maybe(z.string()),
  }),
});

/**
 * @template {string} TName
 * @param {readonly TName[]} names
 */
const eachAn = (names) =>
  /** @type {Record<TName, typeof event>} */ (Object.fromEntries(names.map((name) => [name, event])));

const callbacks = { onLoad: nothing(), onSuccess: success, onExit: exit };

/** One schema for each message, by its name. */
export const contents = {
  ...callbacks,
  ...eachAn(stableNames),
  ...eachAn(checkNames),
  ...eachAn(informationalNames),
  ...eachAn(mobileNames),
};

/** @typedef {import('widget-statecharts/provider').EventsFrom<typeof contents>} PlaidEvent */
/** @typedef {PlaidEvent['type']} PlaidEventType */

/** How the calls are written down: see `plaidCallbacks`. */
export const envelope = [
  { ...flat({ name: 'eventName' }), has: (/** @type {string} */ name) => !Object.hasOwn(callbacks, name) },
  { ...flat({ name: 'callback' }), has: (/** @type {string} */ name) => Object.hasOwn(callbacks, name) },
];

/**
 * Link's four callbacks, each of which posts what it is called with: `usePlaidLink({ token, ...plaidCallbacks(post) })`.
 *
 * @param {(message: unknown) => void} post
 */
export const plaidCallbacks = (post) => ({
  onLoad: () => post({ callback: 'onLoad' }),
  onEvent: (/** @type {string} */ eventName, /** @type {unknown} */ metadata) => post({ eventName, metadata }),
  onSuccess: (/** @type {string | null} */ public_token, /** @type {unknown} */ metadata) =>
    post({ callback: 'onSuccess', public_token, metadata }),
  onExit: (/** @type {unknown} */ error, /** @type {unknown} */ metadata) =>
    post({ callback: 'onExit', error, metadata }),
});
