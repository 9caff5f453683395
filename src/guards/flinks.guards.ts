/** Flinks Connect's guards: what the URL's parameters switch off, and what the chart remembers of failures. */

/**
 * What the parameters say, where `undefined` is unknown and therefore allowed.
 * A parameter with a text (`termsUrl`, `requestId`) counts as a switch: true with one, false when it is known to be absent.
 */
export interface FlinksConfiguration {
  readonly entry: 'selector' | 'credential' | 'upload' | undefined;
  readonly requestId: boolean | undefined;
  readonly resumeSelectedAccounts: boolean | undefined;
  readonly consentEnable: boolean | undefined;
  readonly consentTitleAppendText: boolean | undefined;
  readonly termsUrl: boolean | undefined;
  readonly accountSelectorEnable: boolean | undefined;
  readonly enhancedMFA: boolean | undefined;
  readonly skipEnhancedMFA: boolean | undefined;
  readonly maximumRetry: number | null | undefined;
  readonly closeEnable: boolean | undefined;
  readonly backEnable: boolean | undefined;
  readonly oauthWindowRedirect: boolean | undefined;
}

/** What Flinks' guards read of a chart's context. */
type GuardContext = {
  readonly configuration: FlinksConfiguration;
  /** The code of the error that the user is looking at. */
  readonly error: string | null;
  /** Failed authorizations, counted up to `maximumRetry`. */
  readonly failures: number;
  readonly accountsRefused: boolean;
  readonly popupOpened: boolean;
};

/** The arguments of the guards. */
type GuardArgs = {
  readonly context: GuardContext;
};

/** After these, the widget offers to upload statements instead (Flinks: Upload, integration tips). */
const uploadOffers: ReadonlySet<string | null> = new Set([
  'INVALID_USERNAME',
  'INVALID_PASSWORD',
  'INVALID_LOGIN',
  'DISABLED_LOGIN',
  'RETRY_LATER',
  'SESSION_EXPIRED',
  'INVALID_SECURITY_RESPONSE_NO_RETRY',
  'AGGREGATION_ERROR',
]);

/**
 * Flinks' guards. None reads an event: what is legal depends on the parameters and on what happened before.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { flinksMachine } from 'widget-statecharts/flinks';
 * import { flinksContextGuards } from 'widget-statecharts/guards';
 *
 * const { context } = createActor(flinksMachine, { input: { closeEnable: false } }).getSnapshot();
 * console.log(flinksContextGuards.closeAllowed({ context })); // false
 * ```
 */
export const flinksContextGuards = {
  consentAllowed: ({ context: { configuration } }: GuardArgs) => configuration.consentEnable !== false,
  introAllowed: ({ context: { configuration } }: GuardArgs) =>
    configuration.consentEnable !== false && configuration.consentTitleAppendText !== false,
  termsAllowed: ({ context: { configuration } }: GuardArgs) => configuration.termsUrl !== false,
  closeAllowed: ({ context: { configuration } }: GuardArgs) => configuration.closeEnable !== false,
  backAllowed: ({ context: { configuration } }: GuardArgs) => configuration.backEnable !== false,
  popupAllowed: ({ context: { configuration } }: GuardArgs) =>
    configuration.oauthWindowRedirect !== true && configuration.entry !== 'upload',
  connectAllowed: ({ context: { configuration } }: GuardArgs) => configuration.entry !== 'upload',
  enhancedMfaAllowed: ({ context: { configuration } }: GuardArgs) => configuration.enhancedMFA !== false,
  skipAllowed: ({ context: { configuration } }: GuardArgs) =>
    configuration.enhancedMFA !== false && configuration.skipEnhancedMFA !== false,
  resumedAccountsAllowed: ({ context: { configuration } }: GuardArgs) => configuration.resumeSelectedAccounts !== false,
  accountSelectionAllowed: ({ context: { configuration, accountsRefused } }: GuardArgs) =>
    configuration.entry !== 'upload' &&
    configuration.accountSelectorEnable !== false &&
    (configuration.resumeSelectedAccounts !== true || accountsRefused),

  // Where a run may start: at the institutions, at one institution's credentials, at the MFA step, at the upload.
  mayStartAtInstitutions: ({ context: { configuration } }: GuardArgs) =>
    configuration.requestId !== true && configuration.entry !== 'credential',
  mayStartAtCredentials: ({ context: { configuration } }: GuardArgs) =>
    configuration.requestId !== true && (configuration.entry ?? 'credential') === 'credential',
  mayStartAtMfa: ({ context: { configuration } }: GuardArgs) =>
    configuration.requestId !== false && configuration.entry !== 'upload',
  mayStartAtUpload: ({ context: { configuration } }: GuardArgs) =>
    configuration.requestId !== true && (configuration.entry ?? 'upload') === 'upload',

  isUploadOnly: ({ context: { configuration } }: GuardArgs) => configuration.entry === 'upload',

  hasFailed: ({ context: { failures, configuration } }: GuardArgs) => failures > 0 && configuration.entry !== 'upload',
  popupWasOpened: ({ context }: GuardArgs) => context.popupOpened,
  uploadOffered: ({ context }: GuardArgs) => uploadOffers.has(context.error),
  retriesUsedUp: ({ context }: GuardArgs) => retriesUsedUp(context, context.failures),
  retriesUsedUpByThisFailure: ({ context }: GuardArgs) => retriesUsedUp(context, context.failures + 1),
};

function retriesUsedUp({ configuration: { maximumRetry } }: GuardContext, failures: number): boolean {
  return maximumRetry === undefined || (maximumRetry !== null && failures >= maximumRetry);
}

/** What to tell a developer when one of Flinks' guards refuses. */
export const flinksRefusals: Readonly<Record<keyof typeof flinksContextGuards, string>> = {
  consentAllowed: 'consentEnable is false',
  introAllowed: 'consentEnable is false, or there is no consentTitleAppendText',
  termsAllowed: 'there is no termsUrl',
  closeAllowed: 'closeEnable is false',
  backAllowed: 'backEnable is false',
  popupAllowed: 'oauthWindowRedirect opens no popup, nor does a path that is upload only',
  connectAllowed: 'the path is upload only',
  enhancedMfaAllowed: 'enhancedMFA is false',
  skipAllowed: 'enhancedMFA or skipEnhancedMFA is false',
  resumedAccountsAllowed: 'there are no resumeSelectedAccounts',
  accountSelectionAllowed:
    'accountSelectorEnable is false, resumeSelectedAccounts keeps an earlier choice, or the path is upload only',
  mayStartAtInstitutions: 'this run starts elsewhere: it has a requestId, or its path names an institution',
  mayStartAtCredentials: 'this run does not start at the credentials',
  mayStartAtMfa: 'this run has no requestId to resume, so MFA comes after the credentials',
  mayStartAtUpload: 'this run does not start at the upload',
  isUploadOnly: 'the path is not known to be upload only',
  hasFailed: 'no authorization has failed yet',
  popupWasOpened: 'no popup was opened',
  uploadOffered: 'upload is offered after other errors only',
  retriesUsedUp: 'maximumRetry is not set, or not reached',
  retriesUsedUpByThisFailure: 'maximumRetry is not set, or not reached',
};
