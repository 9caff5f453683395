/** The memory of the Flinks chart: its type, how it begins, what a message adds to it, and what is left at the end. */
import type * as z from 'zod/mini';
import type { FlinksConfiguration } from '../../guards/flinks.guards.ts';
import { parseInput } from '../../provider/input.ts';
import { type FlinksEvent, type FlinksEventType, type FlinksInput, flinksInputSchema } from './events.ts';
import { parameterInUrl } from './url.ts';

/** What the Flinks chart remembers. Of the input it keeps what the guards read, and never the authorize token. */
export interface FlinksContext {
  readonly configuration: FlinksConfiguration;
  /** The code of the error that the user is looking at, until they go on. */
  readonly error: FlinksEventType | null;
  /** Failed authorizations, counted up to `maximumRetry`. */
  readonly failures: number;
  readonly loginId: string | null;
  readonly requestId: string | null;
  readonly institution: string | null;
  readonly accountIds: readonly string[];
  /** The kept accounts (`resumeSelectedAccounts`) were refused, so that the user may be asked after all. */
  readonly accountsRefused: boolean;
  /** The bank's popup was opened once: it may be updated or closed at any time after that. */
  readonly popupOpened: boolean;
}

/** What a host has in hand after a REDIRECT. */
export type FlinksOutput = Pick<FlinksContext, 'loginId' | 'requestId' | 'institution' | 'accountIds'>;

export const nothingYet: Omit<FlinksContext, 'configuration'> = {
  error: null,
  failures: 0,
  loginId: null,
  requestId: null,
  institution: null,
  accountIds: [],
  accountsRefused: false,
  popupOpened: false,
};

export function initialContext(input: FlinksInput | undefined): FlinksContext {
  const given = parseInput('flinks', flinksInputSchema, input);
  return { ...nothingYet, configuration: configurationOf(given), requestId: given.requestId || null };
}

export function outputOf({ loginId, requestId, institution, accountIds }: FlinksContext): FlinksOutput {
  return { loginId, requestId, institution, accountIds };
}

/** What is left out stays undefined, which is unknown; an empty or null text is a parameter known to be absent. */
function configurationOf(input: z.output<typeof flinksInputSchema>): FlinksConfiguration {
  const isSet = (text: string | null | undefined) => (text === undefined ? undefined : Boolean(text));
  return {
    entry: entryOf(input.path),
    requestId: isSet(input.requestId),
    resumeSelectedAccounts: isSet(input.resumeSelectedAccounts),
    consentEnable: input.consentEnable,
    consentTitleAppendText: isSet(input.consentTitleAppendText),
    termsUrl: isSet(input.termsUrl),
    accountSelectorEnable: input.accountSelectorEnable,
    enhancedMFA: input.enhancedMFA,
    skipEnhancedMFA: input.skipEnhancedMFA,
    maximumRetry: input.maximumRetry,
    closeEnable: input.closeEnable,
    backEnable: input.backEnable,
    oauthWindowRedirect: input.oauthWindowRedirect,
  };
}

function entryOf(path: string | null | undefined): FlinksConfiguration['entry'] {
  if (path == null) return undefined;
  if (/\/Upload\b/i.test(path)) return 'upload';
  return /\/Credential\/[^/]/i.test(path) ? 'credential' : 'selector';
}

export function institutionOf({ institution }: FlinksContext, event: FlinksEvent): string | null {
  return ('institution' in event ? event.institution : null) ?? institution;
}

/** The document counts on without end; a guard asks only whether the maximum is reached. */
export function failuresAfter({ failures, configuration }: FlinksContext): number {
  return Math.min(failures + 1, Math.max(1, configuration.maximumRetry ?? 0));
}

export function errorOf(context: FlinksContext, event: FlinksEvent): Partial<FlinksContext> {
  return {
    // RETRY_COUNT says that an attempt failed, and not how.
    error: event.type === 'RETRY_COUNT' ? context.error : event.type,
    requestId: event.requestId ?? context.requestId,
  };
}

export function resultOf(
  context: FlinksContext,
  event: Extract<FlinksEvent, { type: 'REDIRECT' }>,
): Partial<FlinksContext> {
  const accountIds = accountIdsIn(event.accountId || parameterInUrl(event.url, 'accountId'));
  return {
    loginId: event.loginId || parameterInUrl(event.url, 'loginId'),
    requestId: event.requestId || parameterInUrl(event.url, 'requestId') || context.requestId,
    institution: event.institution || parameterInUrl(event.url, 'institution') || context.institution,
    accountIds: accountIds.length > 0 ? accountIds : context.accountIds,
  };
}

/** One id, a comma-separated list or an array: all three occur. */
export function accountIdsIn(accountId: string | readonly string[] | null | undefined): readonly string[] {
  const ids = typeof accountId === 'string' ? accountId.split(',') : (accountId ?? []);
  return ids.map((id) => id.trim()).filter((id) => id !== '');
}
