/** What Plaid's chart remembers of its messages: never a token. */
import { maybe } from 'widget-statecharts/provider';
import * as z from 'zod';

/** @typedef {import('./plaid.messages.js').PlaidEvent} PlaidEvent */

/** The schema of the context: a saved session is checked by it. */
export const memory = z.object({
  linkSessionId: z.nullable(z.string()),
  institutionId: z.nullable(z.string()),
  accounts: z.array(z.object({ id: z.string(), name: maybe(z.string()), mask: maybe(z.string()) })),
  /** Where the user left, as `onExit` says. */
  status: z.nullable(z.string()),
  error: z.nullable(z.object({ type: maybe(z.string()), code: maybe(z.string()), message: maybe(z.string()) })),
  identityVerification: z.nullable(z.enum(['passed', 'failed'])),
  identityMatch: z.nullable(z.enum(['passed', 'failed'])),
  bankIncomeInsights: z.boolean(),
  /** The event that has told how Link was left: one does. */
  farewell: z.nullable(z.enum(['HANDOFF', 'EXIT'])),
});
/** @typedef {z.infer<typeof memory>} PlaidContext */

/** @type {PlaidContext} */
export const nothingYet = {
  linkSessionId: null,
  institutionId: null,
  accounts: [],
  status: null,
  error: null,
  identityVerification: null,
  identityMatch: null,
  bankIncomeInsights: false,
  farewell: null,
};

/**
 * What a message adds to the context.
 *
 * @param {PlaidEvent} event
 * @returns {Partial<PlaidContext>}
 */
export function learned(event) {
  if (event.type === 'onLoad') return {};
  if (event.type === 'onSuccess') {
    const { link_session_id, institution, accounts } = event.metadata;
    return {
      linkSessionId: link_session_id,
      institutionId: institution?.institution_id ?? null,
      accounts: (accounts ?? []).map(({ id, name, mask }) => ({ id, name, mask })),
      error: null,
    };
  }
  if (event.type === 'onExit') {
    const { error, metadata } = event;
    return {
      ...(metadata.link_session_id != null && { linkSessionId: metadata.link_session_id }),
      ...(metadata.institution != null && { institutionId: metadata.institution.institution_id }),
      status: metadata.status ?? null,
      error: error == null ? null : { type: error.error_type, code: error.error_code, message: error.error_message },
    };
  }
  const { metadata } = event;
  const { error_type: type, error_code: code, error_message: message } = metadata;
  const hasFailed = event.type.includes('FAIL');
  return {
    linkSessionId: metadata.link_session_id,
    ...(event.type === 'OPEN' && { farewell: null }),
    ...(event.type === 'SELECT_INSTITUTION' && { institutionId: metadata.institution_id ?? null, error: null }),
    ...(event.type === 'ERROR' && { error: { type, code, message } }),
    ...(event.type === 'BANK_INCOME_INSIGHTS_COMPLETED' && { bankIncomeInsights: true }),
    ...(event.type.startsWith('IDENTITY_VERIFICATION_') && { identityVerification: hasFailed ? 'failed' : 'passed' }),
    ...(event.type.startsWith('IDENTITY_MATCH_') && { identityMatch: hasFailed ? 'failed' : 'passed' }),
    ...((event.type === 'HANDOFF' || event.type === 'EXIT') && { farewell: event.type }),
  };
}
