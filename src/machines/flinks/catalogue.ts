import type { MessageText } from '../../kit/kit.ts';
import {
  type FlinksApiCode,
  type FlinksEventType,
  type FlinksUserEventType,
  flinksApiCodes,
  flinksUserEvents,
} from './events.ts';

/** A description; with it, where more than the name is known, the fields beside the name of each sample. */
type Text = string | { readonly text: string; readonly fields: readonly [object, ...object[]] };

const listener = 'Flinks: Use an Event Listener';
const quickStart = 'Flinks: Connect quick start';

const institution = 'FlinksCapital';
const loginId = '6747ff12-6943-429f-c710-08d9aaed1c78';
const requestId = '89c77e20-dc45-4f30-9a9c-24059b1d255c';
const accountId = '226a0a34-7de6-4ca6-8782-01ffeb314ccc';
const otherAccountId = '00000000-0000-4000-8000-000000000002';

const userTexts: Record<FlinksUserEventType, Text> = {
  APP_MOUNTED:
    'The widget has its configuration and is running. A second one means that the iframe was reloaded and has forgotten everything.',
  APP_ONLINE: 'The widget has its internet connection back.',
  APP_OFFLINE: 'The widget lost its internet connection. APP_ONLINE tells when it is back.',
  APP_RESIZE: 'The size of the iframe changed. No document names a field for the new size.',
  ACCOUNT_SELECTED: {
    text: 'The user picked an account in the account selection. With several accounts allowed, the ids in REDIRECT are the ones to rely on.',
    fields: [{ accountId, institution }],
  },
  COMPONENT_ACCEPT_CONSENT:
    'The user agreed, on the consent screen of Flinks, to share account data. The agreement with an OAuth bank is another event: COMPONENT_ACCEPT_PROVIDER_CONSENT.',
  COMPONENT_ACCEPT_PROVIDER_CONSENT:
    "The user agreed that the bank may hand over their data, on the screen before the bank's own OAuth page. Nothing is connected yet.",
  COMPONENT_ACCEPT_TERMS:
    'The user ticked the box for your own terms, which shows only with termsUrl. They can untick it again: COMPONENT_DENY_TERMS.',
  COMPONENT_CLICK_RESET_PASSWORD: 'The user clicked to reset their password. The message tells nothing of the outcome.',
  COMPONENT_CLICK_TERMS_URL: 'The user followed the link to your terms, the address in termsUrl. It accepts nothing.',
  COMPONENT_CLOSE_SESSION: {
    text: 'The user clicked the close button, which shows only with closeEnable. In spite of the name it closes nothing: your page has to remove the iframe.',
    fields: [{ institution }],
  },
  COMPONENT_DENY_CONSENT:
    'The user refused to share account data. Whether the widget lets them go on from there is not documented.',
  COMPONENT_DENY_TERMS:
    'The user took the tick away from the box for your terms. It ends nothing: they may tick it again.',
  COMPONENT_HELP2FA_INFO:
    'The help on two-factor authentication is on screen. It comes again when the user returns from the troubleshooting tips, so it may repeat.',
  COMPONENT_HELP2FA_TROUBLESHOOTING:
    'The user opened the troubleshooting tips from the help on two-factor authentication.',
  COMPONENT_LOAD_ACCOUNT_SELECTION: {
    text: 'The choice of accounts is on screen; the message counts the accounts found and those shown. It needs accountSelectorEnable, and is skipped where resumeSelectedAccounts holds.',
    fields: [{ totalAccounts: 3, displayedAccounts: 3 }],
  },
  COMPONENT_LOAD_CONSENT:
    'The consent screen of Flinks is shown. The page on events calls its parameter consentUrl, the other pages consentEnable.',
  COMPONENT_LOAD_CREDENTIAL: {
    text: 'The form for the username and password of the bank is shown. Banks that connect by OAuth never get here.',
    fields: [{ institution }],
  },
  COMPONENT_LOAD_CREDENTIAL_RETRY:
    'The user pressed Retry after a failed authorization and is back at the form. The failure itself came earlier, as a flinksCode.',
  COMPONENT_LOAD_INSTITUTION_SELECTOR: {
    text: 'The list of institutions is shown. With an institution in the path of the iframe URL, it is skipped.',
    fields: [{ cached: false }],
  },
  COMPONENT_LOAD_MFA: {
    text: 'The page for the extra authentication of the bank is shown. mfaTypes tells which challenge it is; its shape is not published. It may come several times in one connection.',
    fields: [{ institution, mfaTypes: ['QuestionAndAnswer'] }],
  },
  COMPONENT_LOAD_MFA_RETRY:
    'The user answered the challenge wrongly, pressed Retry, and is asked again. The failure itself is INVALID_SECURITY_RESPONSE.',
  COMPONENT_PROVIDER_CONSENT_ABOUT: "The user clicked 'Tell Me More' on the consent screen before an OAuth bank.",
  COMPONENT_PROVIDER_CONSENT_INFO:
    "The consent screen for a US bank with OAuth is shown. What follows, username and challenge included, happens on the bank's own page.",
  COMPONENT_PROVIDER_CONSENT_LEGAL:
    "The user opened the legal text behind 'Privacy Policy' on the consent screen before an OAuth bank.",
  COMPONENT_CONSENT_ABOUT_CLOSE: 'The details on the consent screen are folded away. It is no answer to the consent.',
  COMPONENT_CONSENT_ABOUT_OPEN: 'The details on the consent screen are unfolded. It is no answer to the consent.',
  COMPONENT_CONSENT_INTRO:
    'The consent screen is shown with the text of your own that consentTitleAppendText adds to its title.',
  COMPONENT_CONSENT_PRIVACY: 'The privacy statement of Flinks is shown.',
  COMPONENT_CONSENT_PRIVACY_OPEN: 'The user clicked the link to the privacy statement of Flinks.',
  COMPONENT_CONSENT_PRIVACY_CLOSE: 'The user closed the privacy statement. The widget itself stays open.',
  COMPONENT_BACK_SESSION:
    'A notice about backEnable: the document says only that the parameter is on. A click on Back is BACK_SECTION, of nearly the same name.',
  COMPONENT_LOAD_UPLOAD:
    'The user went to Flinks Upload, which takes statements as files. It stands beside the connection, replaces it, or is offered after it failed.',
  UPLOAD_INPUT_CHANGE: 'The user added a file on the upload screen. More files may follow before UPLOAD_SUBMIT.',
  UPLOAD_SUBMIT:
    'The user sent the files to Flinks. What comes next is not documented, so do not count on a REDIRECT after it.',
  DISABLED_INSTITUTION:
    'The institution is switched off for now: the user can take another one or come back later. The same name is also a flinksCode.',
  ENHANCED_MFA_HAS_QUESTIONS:
    'With enhancedMFA: the bank has security questions whose answers Flinks does not know yet, and the user is asked for them in advance.',
  ENHANCED_MFA_NO_QUESTIONS: 'With enhancedMFA: every security question has its answer already, so none is asked.',
  ENHANCED_MFA_SUCCESS:
    'With enhancedMFA: the part on security questions is done. It is not yet the success of the connection, which is REDIRECT.',
  INSTITUTION_SELECTED: {
    text: 'The user chose their bank, and the message names it. It is missing where the path of the iframe URL chose already.',
    fields: [{ institution }],
  },
  INVALID_INSTITUTION:
    'The widget does not accept this institution. If it stands in the path of the iframe URL, look at that first.',
  INSTITUTION_NOT_AVAILABLE:
    'This institution cannot be used. How it differs from DISABLED_INSTITUTION is not documented.',
  INVALID_SECURITY_RESPONSE:
    'The bank refused the answer to its challenge; the user may press Retry, which posts COMPONENT_LOAD_MFA_RETRY. The same name is also a flinksCode.',
  MAXIMUM_RETRY_REACHED:
    'The attempts that maximumRetry allows are used up; without that parameter it never comes. Offer another way, for instance an upload.',
  QUESTION_NOT_FOUND: {
    text: 'In spite of the name no error: the bank asks a challenge for which no answer is stored, and the MFA page follows. The help centre shows it as a flinksCode rather than a step.',
    fields: [{ institution, mfaTypes: ['QuestionAndAnswer'] }],
  },
  REDIRECT: {
    text: 'The account is connected, the one success of this widget: take the loginId from its field or from the url, and let your server fetch the data. Handle it once only, and treat one without any loginId as a failure; accountId can be one id, a comma-separated list or an array.',
    fields: [
      {
        url: `https://toolbox-iframe.private.fin.ag/v2/Result?loginId=${loginId}&accountId=${accountId}&institution=${institution}`,
        institution,
        loginId,
        requestId,
        accountId,
      },
      { url: `https://shop.example/connected?loginId=${loginId}&institution=${institution}`, institution },
      { institution, loginId, requestId, accountId: `${accountId},${otherAccountId}` },
      { institution, loginId, requestId, accountId: [accountId, otherAccountId] },
    ],
  },
  RESUME_SELECTED_ACCOUNTS_INVALID: {
    text: 'Flinks rejected account ids from resumeSelectedAccounts. The message holds the ids and a flinksCode as well: it is a step all the same, so look at step first.',
    fields: [{ accountId: [otherAccountId], flinksCode: 'INVALID_REQUEST' }],
  },
  RETRY_COUNT:
    'An authorization failed, and the widget counts: the first failure is 0. The name of the field that holds the count is not published.',
  SESSION_NONEXISTENT:
    'The session is over, or was never there: start a new one. The document lists it in one row with SESSION_EXPIRED; both names are also flinksCodes.',
  SESSION_EXPIRED:
    'The session is over: start a new one. The document lists it in one row with SESSION_NONEXISTENT; both names are also flinksCodes.',
  SESSION_STORAGE_BLOCKED: 'Left over from an old way of handling cookies, and deprecated: nothing to do.',
  SESSION_STORAGE_BLOCKED_RETRY: 'Left over from the same old way of handling cookies, and deprecated: nothing to do.',
  SKIP_ENHANCED_MFA: 'With enhancedMFA: the user went on without answering the security questions.',
  SUBMIT_ANSWER_MFA_QUESTIONS:
    'The user sent answers to the security questions that enhancedMFA asks. The answer to a challenge of the bank is SUBMIT_MFA.',
  SUBMIT_CREDENTIAL: {
    text: 'The user sent a complete form with username and password. The bank has accepted nothing yet.',
    fields: [{ institution }],
  },
  SUBMIT_GET_MFA_QUESTIONS:
    'With enhancedMFA: Flinks received the unanswered security questions. In spite of SUBMIT the user did nothing here.',
  SUBMIT_MFA: {
    text: 'The user sent an answer to the challenge of the bank. It may be wrong, and another challenge may follow.',
    fields: [{ institution }],
  },
  TOKEN_INVALID:
    'The authorize token is no longer valid: let your server make a new one and reload the iframe with it. Reloading with the old one only brings this back.',
  BACK_SECTION:
    'The user clicked Back, which backEnable shows. Where it leads is not documented; not to be confused with COMPONENT_BACK_SESSION.',
  FEEDBACK: 'The user chose to say how the connection went. It says nothing of whether it worked.',
  POPUP_BLOCKED:
    'The page of an OAuth bank could not open, as a rule because the browser blocks popups. Ask the user to allow them, or use oauthWindowRedirect, which needs none.',
  POPUP_CLOSED:
    'The popup of an OAuth bank is closed. It does not tell whether the user had finished there: wait for REDIRECT or an error.',
  POPUP_OPENED:
    'The popup of an OAuth bank is open, and the user goes on there. With oauthWindowRedirect there is none.',
  POPUP_UPDATED: 'Something changed in the connection with an OAuth bank; what it was is not documented.',
};

const apiTexts: Record<FlinksApiCode, Text> = {
  'N/A': {
    text: "The row of success (200), which has no code of its own. It answers a call: the widget's own success is REDIRECT.",
    fields: [{ requestId, loginId, institution }],
  },
  OPERATION_PENDING:
    "A code for the server's calls (202): the data is not ready yet. Your server asks again at the asynchronous endpoint; the widget's user has nothing to do.",
  OPERATION_DISPATCHED:
    "A code for the server's calls (202): fetching the data ran past 210 seconds, so Flinks carries on in the background. Your server fetches it later.",
  SESSION_NONEXISTENT: 'The requestId is unknown or too old (400): begin a new session. The same name is also a step.',
  CARD_IN_USE:
    "A code for the server's calls (400): Flinks is not done with the account yet, for instance when your server deletes it right after the connection.",
  ACCESS_DENIED: 'Authentication failed (401). The document says no more; whether the user can go on is open.',
  INVALID_LOGIN:
    "It has two rows with the same status (401), and two meanings: the bank refused username or password, or your server's loginId is unknown or not yours. In the widget expect the first, and the user can try again.",
  INVALID_REQUEST:
    "A code for the server's calls (401, not 400): credentials are missing, or the request is not well-formed. The user cannot mend it.",
  INVALID_SECURITY_RESPONSE_NO_RETRY:
    'The answers to the challenge were wrong or incomplete (401), and there is no other try. Offer another way, for instance an upload.',
  INVALID_USERNAME: 'The bank does not know this username (401). The user can correct it and try again.',
  INVALID_PASSWORD: 'The bank refused the password (401). The user can correct it and try again.',
  INVALID_SECURITY_RESPONSE:
    'The bank refused the answer to its challenge (401); the user can try again. The same name is also a step.',
  QUESTION_NOT_FOUND:
    'In spite of the name and the status (401) no error: no answer is stored for the question of the bank, so the user is asked. The same name is also a step.',
  RETRY_LATER:
    'Flinks could not reach the bank (401). The credentials may be right: the user should try again later rather than change them.',
  T00_MANY_REQUESTS:
    "A code for the server's calls: too many of them within a short time. It is spelt with two zeros, T00, and comes with status 401 where you would expect 429.",
  UNKNOWN_CHALLENGE_KEY:
    "A code for the server's calls (401): an answer was sent under a prompt that the bank did not ask. The prompt has to be repeated to the letter.",
  CONCURRENT_SESSION:
    "A code for the server's calls (401): another session with this loginId is open already. Two requests for one account at the same time are enough to cause it.",
  UNAUTHORIZED:
    'There is no authorization for the account (401): the bank did not grant it, or your server asked for data before it was granted. The code alone does not tell which.',
  UNHANDLED: 'An error that Flinks has no code for (401). Nothing in it tells the cause.',
  DISABLED_LOGIN:
    'The bank has blocked this account (401). Another try is of no use: the user has to talk to the bank.',
  NEW_ACCOUNT:
    "In spite of the name no success (401): the user must first do something on the bank's own site, such as accepting a form, and then try again.",
  SESSION_EXPIRED:
    'The requestId ran out (401): 8 minutes without activity during authorization, or 30 minutes of processing. Begin a new session; the same name is also a step.',
  ALREADY_AUTHORIZED:
    "A code for the server's calls (401): the session was authorized before, and a further answer is not needed.",
  SECURITYRESPONSES_INCOMPLETE:
    "A code for the server's calls (401): several questions were asked, and not all of them answered. Mind the spelling: SECURITYRESPONSES is one word.",
  NO_TRANSACTION:
    "A code for the server's calls (404): the account has no transactions. It does not mean that the connection failed.",
  DISABLED_INSTITUTION:
    'The chosen bank cannot be used (405): the user can take another one or come back later. The same name is also a step.',
  AGGREGATION_ERROR: 'Something went wrong at Flinks itself (500). The user did nothing wrong and can try again.',
  METHOD_NOT_AVAILABLE:
    "A code for the server's calls (501): your instance does not have this call enabled. Only Flinks can switch it on.",
};

/** Every message of Flinks Connect: the user events, then the API events, each in the order of the document. */
export const flinksCatalogue: readonly MessageText<FlinksEventType>[] = [
  ...flinksUserEvents.map((step) => entryOf('user', step, userTexts[step], {})),
  ...flinksApiCodes.map((code) => entryOf('api', code, apiTexts[code], { requestId, institution })),
];

function entryOf(kind: 'user' | 'api', type: FlinksEventType, page: Text, usual: object): MessageText<FlinksEventType> {
  const { text, fields } = typeof page === 'string' ? { text: page, fields: [usual] as const } : page;
  const key = kind === 'user' ? 'step' : 'flinksCode';
  const [first, ...more] = fields;
  return {
    type,
    kind,
    evidence: 'documented',
    source: type === 'REDIRECT' ? quickStart : listener,
    description: text,
    samples: [{ [key]: type, ...first }, ...more.map((rest) => ({ [key]: type, ...rest }))],
  };
}
