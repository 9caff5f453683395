/**
 * Flinks Connect: every message it posts, as zod schemas, under the names of Flinks' documents.
 * Sources: Flinks, "Use an Event Listener" and "Flinks Connect quick start"; fields that these pages lack come from
 * Flinks' help centre. The pages promise no field but the name, so all fields are optional; a REDIRECT must lead to a
 * loginId all the same, since a host can do nothing with one that does not.
 */
import * as z from 'zod/mini';
import { flag } from '../../provider/flag.ts';
import { handle, link, maybe, rule, type Schema, secret } from '../../provider/schemas.ts';
import { loginIdInUrl } from './url.ts';

const plain = z.object({
  institution: maybe(z.string()),
  requestId: maybe(handle(z.string())),
});
const withAccounts = z.extend(plain, {
  accountId: maybe(z.union([handle(z.string()), z.array(handle(z.string()))])),
});
const withMfaTypes = z.extend(plain, { mfaTypes: maybe(z.unknown()) });
const apiCode = z.extend(plain, { loginId: maybe(handle(z.string())) });

/** The events whose messages carry more than their like. */
const richContents = {
  ACCOUNT_SELECTED: withAccounts,
  COMPONENT_LOAD_ACCOUNT_SELECTION: z.extend(plain, {
    totalAccounts: maybe(z.number()),
    displayedAccounts: maybe(z.number()),
  }),
  COMPONENT_LOAD_INSTITUTION_SELECTOR: z.extend(plain, { cached: maybe(z.boolean()) }),
  COMPONENT_LOAD_MFA: withMfaTypes,
  QUESTION_NOT_FOUND: z.extend(withMfaTypes, { loginId: maybe(handle(z.string())) }),
  REDIRECT: z
    .extend(withAccounts, { url: maybe(link()), loginId: maybe(handle(z.string())) })
    .check(
      rule('expected a loginId, or a url that holds one', ({ loginId, url }) => Boolean(loginId || loginIdInUrl(url))),
    ),
  RESUME_SELECTED_ACCOUNTS_INVALID: z.extend(withAccounts, { flinksCode: maybe(z.string()) }),
};

/** The 64 user events, in the order of the document. */
export const flinksUserEvents = [
  'APP_MOUNTED',
  'APP_ONLINE',
  'APP_OFFLINE',
  'APP_RESIZE',
  'ACCOUNT_SELECTED',
  'COMPONENT_ACCEPT_CONSENT',
  'COMPONENT_ACCEPT_PROVIDER_CONSENT',
  'COMPONENT_ACCEPT_TERMS',
  'COMPONENT_CLICK_RESET_PASSWORD',
  'COMPONENT_CLICK_TERMS_URL',
  'COMPONENT_CLOSE_SESSION',
  'COMPONENT_DENY_CONSENT',
  'COMPONENT_DENY_TERMS',
  'COMPONENT_HELP2FA_INFO',
  'COMPONENT_HELP2FA_TROUBLESHOOTING',
  'COMPONENT_LOAD_ACCOUNT_SELECTION',
  'COMPONENT_LOAD_CONSENT',
  'COMPONENT_LOAD_CREDENTIAL',
  'COMPONENT_LOAD_CREDENTIAL_RETRY',
  'COMPONENT_LOAD_INSTITUTION_SELECTOR',
  'COMPONENT_LOAD_MFA',
  'COMPONENT_LOAD_MFA_RETRY',
  'COMPONENT_PROVIDER_CONSENT_ABOUT',
  'COMPONENT_PROVIDER_CONSENT_INFO',
  'COMPONENT_PROVIDER_CONSENT_LEGAL',
  'COMPONENT_CONSENT_ABOUT_CLOSE',
  'COMPONENT_CONSENT_ABOUT_OPEN',
  'COMPONENT_CONSENT_INTRO',
  'COMPONENT_CONSENT_PRIVACY',
  'COMPONENT_CONSENT_PRIVACY_OPEN',
  'COMPONENT_CONSENT_PRIVACY_CLOSE',
  'COMPONENT_BACK_SESSION',
  'COMPONENT_LOAD_UPLOAD',
  'UPLOAD_INPUT_CHANGE',
  'UPLOAD_SUBMIT',
  'DISABLED_INSTITUTION',
  'ENHANCED_MFA_HAS_QUESTIONS',
  'ENHANCED_MFA_NO_QUESTIONS',
  'ENHANCED_MFA_SUCCESS',
  'INSTITUTION_SELECTED',
  'INVALID_INSTITUTION',
  'INSTITUTION_NOT_AVAILABLE',
  'INVALID_SECURITY_RESPONSE',
  'MAXIMUM_RETRY_REACHED',
  'QUESTION_NOT_FOUND',
  'REDIRECT',
  'RESUME_SELECTED_ACCOUNTS_INVALID',
  'RETRY_COUNT',
  'SESSION_NONEXISTENT',
  'SESSION_EXPIRED',
  'SESSION_STORAGE_BLOCKED',
  'SESSION_STORAGE_BLOCKED_RETRY',
  'SKIP_ENHANCED_MFA',
  'SUBMIT_ANSWER_MFA_QUESTIONS',
  'SUBMIT_CREDENTIAL',
  'SUBMIT_GET_MFA_QUESTIONS',
  'SUBMIT_MFA',
  'TOKEN_INVALID',
  'BACK_SECTION',
  'FEEDBACK',
  'POPUP_BLOCKED',
  'POPUP_CLOSED',
  'POPUP_OPENED',
  'POPUP_UPDATED',
] as const;

/** The 27 API codes and `N/A`, the row of success, which has no code. In the order of the document. */
export const flinksApiCodes = [
  'N/A',
  'OPERATION_PENDING',
  'OPERATION_DISPATCHED',
  'SESSION_NONEXISTENT',
  'CARD_IN_USE',
  'ACCESS_DENIED',
  'INVALID_LOGIN',
  'INVALID_REQUEST',
  'INVALID_SECURITY_RESPONSE_NO_RETRY',
  'INVALID_USERNAME',
  'INVALID_PASSWORD',
  'INVALID_SECURITY_RESPONSE',
  'QUESTION_NOT_FOUND',
  'RETRY_LATER',
  'T00_MANY_REQUESTS',
  'UNKNOWN_CHALLENGE_KEY',
  'CONCURRENT_SESSION',
  'UNAUTHORIZED',
  'UNHANDLED',
  'DISABLED_LOGIN',
  'NEW_ACCOUNT',
  'SESSION_EXPIRED',
  'ALREADY_AUTHORIZED',
  'SECURITYRESPONSES_INCOMPLETE',
  'NO_TRANSACTION',
  'DISABLED_INSTITUTION',
  'AGGREGATION_ERROR',
  'METHOD_NOT_AVAILABLE',
] as const;

/** The name of a Flinks user event, posted as `step`. */
export type FlinksUserEventType = (typeof flinksUserEvents)[number];
/** A Flinks API code, posted as `flinksCode`. */
export type FlinksApiCode = (typeof flinksApiCodes)[number];
/** Either. */
export type FlinksEventType = FlinksUserEventType | FlinksApiCode;

type RichContents = typeof richContents;
type ContentOf<TType extends FlinksEventType> = TType extends keyof RichContents
  ? z.output<RichContents[TType]>
  : TType extends FlinksApiCode
    ? z.output<typeof apiCode>
    : z.output<typeof plain>;

/**
 * The chart's events: the `step` or the `flinksCode` as `type`, and the documented fields beside it. Where a name is
 * posted in both ways (`SESSION_EXPIRED`), the two are one event.
 *
 * @example
 * ```ts
 * import type { FlinksEvent } from 'widget-statecharts/flinks';
 *
 * const selected: FlinksEvent = { type: 'INSTITUTION_SELECTED', institution: 'FlinksCapital' };
 * console.log(selected.institution); // FlinksCapital
 * ```
 */
export type FlinksEvent = { [TType in FlinksEventType]: { type: TType } & ContentOf<TType> }[FlinksEventType];

const userEvents: ReadonlySet<string> = new Set(flinksUserEvents);
const apiCodes: ReadonlySet<string> = new Set(flinksApiCodes);

/** Whether a name is a user event's, posted as `step`. */
export function isFlinksUserEvent(type: unknown): type is FlinksUserEventType {
  return userEvents.has(type as string);
}

/** Whether a name is an API code, posted as `flinksCode`. Some names are both. */
export function isFlinksApiCode(type: unknown): type is FlinksApiCode {
  return apiCodes.has(type as string);
}

/** The content of each message: what lies beside its name. */
export const flinksContents = Object.fromEntries(
  [...flinksUserEvents, ...flinksApiCodes].map((type) => [
    type,
    Object.hasOwn(richContents, type)
      ? richContents[type as keyof RichContents]
      : isFlinksApiCode(type)
        ? apiCode
        : plain,
  ]),
) as unknown as Readonly<Record<FlinksEventType, Schema>>;

/** The configuration of the chart: Flinks Connect's URL parameters by their own names, and the URL's path. */
export const flinksInputSchema = z.object({
  /** The path of the iframe's URL: `/Credential/{id}` skips the institutions, `/Upload` is upload only. */
  path: maybe(z.string()),
  /** Resumes an earlier session at its MFA step. Null: certainly not a resumed session. */
  requestId: maybe(handle(z.string())),
  /** Keeps an earlier choice of accounts, so that the account selection is skipped. */
  resumeSelectedAccounts: maybe(handle(z.string())),
  /** Shows the consent screen. */
  consentEnable: z.optional(flag),
  /** Appends text to the consent screen's title. */
  consentTitleAppendText: maybe(z.string()),
  /** Adds a tick-box for the host's terms. Null: certainly none. */
  termsUrl: maybe(link()),
  /** Lets the user choose accounts. */
  accountSelectorEnable: z.optional(flag),
  accountSelectorMultiple: z.optional(flag),
  showAllAccounts: z.optional(flag),
  showAllOperationsAccounts: z.optional(flag),
  accountSelectorNoTitle: z.optional(flag),
  /** Asks for unanswered security questions. */
  enhancedMFA: z.optional(flag),
  /** Lets the user skip them. */
  skipEnhancedMFA: z.optional(flag),
  /** After how many failed authorizations the widget stops. Null: it does not. */
  maximumRetry: maybe(z.number().check(z.nonnegative())),
  /** Shows the close button. */
  closeEnable: z.optional(flag),
  /** Shows the back button. */
  backEnable: z.optional(flag),
  /** Opens the bank's page in place of the host's, so that there is no popup. */
  oauthWindowRedirect: z.optional(flag),
  // What follows changes data, looks or transport, and no transition.
  authorizeToken: secret(maybe(z.string())),
  redirectUrl: maybe(link()),
  innerRedirect: z.optional(flag),
  jsRedirect: z.optional(flag),
  demo: z.optional(flag),
  demoOutbound: z.optional(flag),
  institutionFilterEnable: z.optional(flag),
  headerEnable: z.optional(flag),
  headerImgEnable: z.optional(flag),
  staticLoadingEnable: z.optional(flag),
  language: maybe(z.string()),
  tag: maybe(handle(z.string())),
  scheduleRefresh: z.optional(flag),
  daysOfTransactions: maybe(z.union([z.string(), z.number()])),
  detailsAndStatementEnable: z.optional(flag),
  monthsOfStatements: maybe(z.union([z.string(), z.number()])),
  theme: maybe(z.string()),
  desktopLayout: z.optional(flag),
  fixedHeightEnable: z.optional(flag),
  removePadding: z.optional(flag),
  stringify: z.optional(flag),
  webview: z.optional(flag),
});

/** The input of the Flinks chart; a boolean may be written as a URL does, `"true"` or `"false"`. */
export type FlinksInput = z.input<typeof flinksInputSchema>;

/** What the chart remembers of its messages: its context, less what the input decides. A saved session is checked by it. */
export const flinksMemorySchema = z.strictObject({
  error: z.nullable(z.enum([...flinksUserEvents, ...flinksApiCodes])),
  // Not z.int(): its type has another name in zod 4.0.
  failures: z.number().check(z.multipleOf(1), z.nonnegative()),
  loginId: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
  institution: z.nullable(z.string()),
  accountIds: z.array(z.string()),
  accountsRefused: z.boolean(),
  popupOpened: z.boolean(),
});
