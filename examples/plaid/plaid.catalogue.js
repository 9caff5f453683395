/** What Plaid documents of each message, in words and by example. */
import { mobileNames } from './plaid.messages.js';

/** @typedef {import('./plaid.messages.js').PlaidEventType} PlaidEventType */

const session = { link_session_id: '79e772be-547d-4c9c-8b76-4ac4ed4c441a' };
const request_id = 'm8MDnv9okwxFNBV';
const institution = { institution_id: 'ins_4', name: 'Example Bank' };
const checking = { id: 'ygPnJweommTWNr9doD6ZfGR6GGVQy7fyREmWy', name: 'Checking', mask: '0000', subtype: 'checking' };
const invalidCredentials = {
  error_type: 'ITEM_ERROR',
  error_code: 'INVALID_CREDENTIALS',
  error_message: 'the credentials were not correct',
};
const invalidToken = {
  error_type: 'INVALID_INPUT',
  error_code: 'INVALID_LINK_TOKEN',
  error_message: 'invalid link_token',
};

/** @satisfies {Record<PlaidEventType, string>} */
const descriptions = {
  onLoad: "Link's module has loaded.",
  onSuccess: 'The user completed Link. The public token is null where the flow links no account.',
  onExit: 'The user left Link without success, or Link could not be opened. The error is the last one that they met.',
  OPEN: 'The user opened Link. It comes as it happens.',
  LAYER_READY: 'The phone number or date of birth is eligible for Layer: open() may be called. It comes as it happens.',
  LAYER_NOT_AVAILABLE: 'The phone number is not eligible for Layer. It comes as it happens.',
  LAYER_AUTOFILL_NOT_AVAILABLE: 'The date of birth is not eligible for Layer. It comes as it happens.',
  SELECT_INSTITUTION: 'The user selected an institution.',
  ERROR: 'An error that the user may get past.',
  HANDOFF: 'The user left Link after success. It goes with onSuccess.',
  EXIT: 'The user left Link without success. It goes with onExit.',
  BANK_INCOME_INSIGHTS_COMPLETED: 'The user completed the flow of Assets and Bank Income.',
  IDENTITY_VERIFICATION_PASS_SESSION: 'The user passed Identity Verification.',
  IDENTITY_VERIFICATION_FAIL_SESSION: 'The user failed Identity Verification. onSuccess is called all the same.',
  IDENTITY_MATCH_PASSED: 'The Identity Match rules of the dashboard found a match.',
  IDENTITY_MATCH_FAILED: 'The Identity Match rules of the dashboard found no match.',
  AUTO_SUBMIT_PHONE: 'A one-time code was sent to a known phone number, without a question.',
  CLOSE_OAUTH: "The user closed the bank's site before its login was done.",
  CONNECT_NEW_INSTITUTION: 'A returning user links another institution than a saved one.',
  FAIL_OAUTH: "The user met an error on the bank's site.",
  IDENTITY_VERIFICATION_START_STEP: 'A step of Identity Verification began; view_name has its name.',
  IDENTITY_VERIFICATION_PASS_STEP: 'The user passed a step of Identity Verification.',
  IDENTITY_VERIFICATION_FAIL_STEP: 'The user failed a step of Identity Verification.',
  IDENTITY_VERIFICATION_PENDING_REVIEW_STEP: 'A step of Identity Verification waits for a review.',
  IDENTITY_VERIFICATION_CREATE_SESSION: 'A session of Identity Verification began.',
  IDENTITY_VERIFICATION_RESUME_SESSION: 'A session of Identity Verification goes on.',
  IDENTITY_VERIFICATION_PENDING_REVIEW_SESSION: 'A session of Identity Verification is done, and waits for a review.',
  IDENTITY_VERIFICATION_OPEN_UI: 'The screens of Identity Verification opened.',
  IDENTITY_VERIFICATION_RESUME_UI: 'The screens of Identity Verification opened again.',
  IDENTITY_VERIFICATION_CLOSE_UI: 'The screens of Identity Verification closed.',
  MATCHED_SELECT_INSTITUTION: 'The user selected an institution that was suggested; match_reason says why.',
  OPEN_MY_PLAID: 'The user opened my.plaid.com.',
  OPEN_OAUTH: "The user went to the bank's site to log in.",
  SEARCH_INSTITUTION: 'The user searched for an institution.',
  SELECT_AUTH_TYPE: 'The user chose to link instantly or by hand; selection says which.',
  SELECT_BRAND: 'The user selected a brand that has several institutions.',
  SELECT_DEGRADED_INSTITUTION: 'The user selected an institution that works badly now, and was told.',
  SELECT_DOWN_INSTITUTION: 'The user selected an institution that is down, and was told.',
  SELECT_FILTERED_INSTITUTION: 'The user selected an institution that lacks a product, and was told.',
  SKIP_SUBMIT_PHONE: 'The user gave no phone number.',
  SUBMIT_ACCOUNT_NUMBER: 'The user submitted an account number.',
  SUBMIT_CREDENTIALS: 'The user submitted credentials.',
  SUBMIT_DOCUMENTS: 'The user is asked for documents on their income.',
  SUBMIT_DOCUMENTS_ERROR: 'The documents could not be submitted.',
  SUBMIT_DOCUMENTS_SUCCESS: 'The documents were submitted.',
  SUBMIT_MFA: 'The user answered a challenge of the bank.',
  SUBMIT_OTP: 'The user submitted a one-time code for their phone.',
  SUBMIT_PHONE: 'The user submitted their phone number.',
  SUBMIT_ROUTING_NUMBER: 'The user submitted a routing number.',
  TRANSITION_VIEW: 'The user came to another screen; view_name has its name.',
  VERIFY_PHONE: "The user's phone number was verified.",
  VIEW_DATA_TYPES: 'The user looked at which data would be shared.',
  AUTO_SELECT_SAVED_INSTITUTION: 'A saved institution was selected without a question.',
  ISSUE_FOLLOWED: 'The user asked to hear when a problem is solved.',
  MATCHED_CONSENT: 'A returning user consented.',
  MATCHED_SELECT_VERIFY_METHOD: 'A returning user chose how to be verified.',
  PLAID_CHECK_PANE: 'A screen of Plaid Check.',
  PROFILE_ELIGIBILITY_CHECK_ERROR: 'The eligibility of a profile could not be checked.',
  PROFILE_ELIGIBILITY_CHECK_READY: 'The eligibility of a profile was checked.',
  REMEMBER_ME_DISABLED: 'The returning user experience is off.',
  REMEMBER_ME_ENABLED: 'The returning user experience is on.',
  REMEMBER_ME_HOLDOUT: 'The user is in a group without the returning user experience.',
  SELECT_ACCOUNT: 'The user selected an account.',
  SELECT_SAVED_ACCOUNT: 'The user selected a saved account.',
  SELECT_SAVED_INSTITUTION: 'The user selected a saved institution.',
  SKIP_SUBMIT_EMAIL: 'The user gave no address.',
  SUBMIT_EMAIL: 'The user submitted an address.',
};

/**
 * Of each callback, one message for each thing that it may say.
 *
 * @satisfies {Record<string, [unknown, ...unknown[]]>}
 */
const calls = {
  onLoad: [{ callback: 'onLoad' }],
  onSuccess: [
    success('public-sandbox-3b6a4a3e-7c1f-4d0e-8a57-5a2f6f0b9c11', { institution, accounts: [checking] }),
    success(null, { institution: null, accounts: [] }),
  ],
  onExit: [
    exit(null, { institution, status: 'requires_credentials' }),
    exit(
      { ...invalidCredentials, display_message: 'The credentials were not correct.' },
      { institution, status: null },
    ),
    exit({ ...invalidToken, display_message: null }, { institution: null, status: null }),
  ],
};

/**
 * What an event's metadata have beside the usual.
 *
 * @type {Record<string, object>}
 */
const details = {
  OPEN: { is_update_mode: 'false' },
  ERROR: invalidCredentials,
  EXIT: { exit_status: 'requires_credentials' },
  SELECT_INSTITUTION: { institution_id: 'ins_4', institution_name: 'Example Bank' },
  SEARCH_INSTITUTION: { institution_search_query: 'exam' },
  SELECT_AUTH_TYPE: { selection: 'flow_type_instant' },
  MATCHED_SELECT_INSTITUTION: { match_reason: 'returning_user' },
  SUBMIT_MFA: { mfa_type: 'code' },
  SUBMIT_ACCOUNT_NUMBER: { account_number_mask: '0000' },
  SUBMIT_ROUTING_NUMBER: { routing_number: '011000015' },
  TRANSITION_VIEW: { view_name: 'CREDENTIAL' },
  IDENTITY_VERIFICATION_START_STEP: { view_name: 'KYC_CHECK' },
};

/** An entry for each message. */
export const catalogue = Object.entries(descriptions).map(([name, description]) =>
  entry(/** @type {PlaidEventType} */ (name), description),
);

/**
 * @param {PlaidEventType} type
 * @param {string} description
 * @returns {import('widget-statecharts/kit').MessageText<PlaidEventType>}
 */
function entry(type, description) {
  const documented = /** @type {const} */ ({ evidence: 'documented', source: 'Plaid: Link Web SDK' });
  if (type === 'onLoad' || type === 'onSuccess' || type === 'onExit') {
    return { type, description, kind: 'Callbacks', ...documented, samples: calls[type] };
  }
  const samples = /** @type {const} */ ([event(type)]);
  const isMobile = mobileNames.some((mobile) => mobile === type);
  if (!isMobile) return { type, description, kind: 'Events', ...documented, samples };
  const source = 'plaid/react-native-plaid-link-sdk, LinkEventName';
  return { type, description, kind: 'Events of mobile SDKs', evidence: 'observed', source, samples };
}

/** @param {string} eventName */
function event(eventName) {
  const timestamp = '2026-03-08T14:00:00.900Z';
  return { eventName, metadata: { ...session, request_id, timestamp, ...details[eventName] } };
}

/**
 * @param {string | null} public_token
 * @param {object} metadata
 */
function success(public_token, metadata) {
  return { callback: 'onSuccess', public_token, metadata: { ...session, ...metadata } };
}

/**
 * @param {object | null} error
 * @param {object} metadata
 */
function exit(error, metadata) {
  return { callback: 'onExit', error, metadata: { ...session, request_id, ...metadata } };
}
