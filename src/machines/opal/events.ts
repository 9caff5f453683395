/**
 * Method Opal: every message it posts, as zod schemas, under the names of Method's document.
 * Sources: Method, "Opal Events"; `@methodfi/opal-react` 1.5.0; for `card_connect.*`, Method's API reference and
 * OpenAPI file.
 */
import * as z from 'zod/mini';
import { handle, maybe } from '../../provider/schemas.ts';

/** The fields of every message but its name and its data. */
const envelope = {
  mode: z.string(),
  object: z.string(),
  action: z.string(),
  timestamp: z.string(),
};

/** A message whose data means nothing to anybody: whatever it holds is left behind. */
function plain<TType extends string>(type: TType) {
  return z.object({ type: z.literal(type), ...envelope });
}

function withData<TType extends string, TData extends z.ZodMiniType>(type: TType, data: TData) {
  return z.object({ type: z.literal(type), ...envelope, data });
}

const failure = z.object({
  type: maybe(z.string()),
  sub_type: maybe(z.string()),
  message: maybe(handle(z.string())),
});
const identity = z.object({ entity_id: maybe(handle(z.string())) });
const result = z.object({
  entity_id: maybe(handle(z.string())),
  accounts: maybe(z.array(handle(z.string()))),
  // The API reference's sample of `card_connect.card.verified` has one account, under the singular.
  account: maybe(handle(z.string())),
});

/** The schemas of Opal's messages as posted, by `type`: the message is the chart's event, less what is not declared. */
export const opalContents = {
  'opal.session.started': plain('opal.session.started'),
  'opal.session.completed': plain('opal.session.completed'),
  'opal.session.errored': withData('opal.session.errored', maybe(failure)),
  'opal.session.exited': plain('opal.session.exited'),

  'opal.flow.started': plain('opal.flow.started'),
  'opal.flow.completed': withData('opal.flow.completed', maybe(result)),
  'opal.step.started': plain('opal.step.started'),
  'opal.step.completed': plain('opal.step.completed'),

  'identity_verification.flow.started': plain('identity_verification.flow.started'),
  'identity_verification.step.started': plain('identity_verification.step.started'),
  'identity_verification.step.completed': plain('identity_verification.step.completed'),
  'identity_verification.flow.completed': withData('identity_verification.flow.completed', maybe(result)),
  'identity_verification.identity.completed': withData('identity_verification.identity.completed', identity),

  'connect.flow.started': plain('connect.flow.started'),
  'connect.step.started': plain('connect.step.started'),
  'connect.step.completed': plain('connect.step.completed'),
  'connect.flow.completed': withData('connect.flow.completed', maybe(result)),
  'connect.accounts.selected': withData('connect.accounts.selected', result),

  'account_verification.flow.started': plain('account_verification.flow.started'),
  'account_verification.step.started': plain('account_verification.step.started'),
  'account_verification.step.completed': plain('account_verification.step.completed'),
  'account_verification.flow.completed': withData('account_verification.flow.completed', maybe(result)),
  'account_verification.card.verified': withData('account_verification.card.verified', result),

  'transactions.flow.started': plain('transactions.flow.started'),
  'transactions.step.started': plain('transactions.step.started'),
  'transactions.step.completed': plain('transactions.step.completed'),
  'transactions.flow.completed': withData('transactions.flow.completed', maybe(result)),
  'transactions.accounts.linked': withData('transactions.accounts.linked', result),

  'card_connect.flow.started': plain('card_connect.flow.started'),
  'card_connect.step.started': plain('card_connect.step.started'),
  'card_connect.step.completed': plain('card_connect.step.completed'),
  'card_connect.flow.completed': withData('card_connect.flow.completed', maybe(result)),
  'card_connect.card.verified': withData('card_connect.card.verified', maybe(result)),

  // Method's SDK makes this one itself. Its mode is copied from the message at hand, which may have none.
  'opal.errored': z.object({ type: z.literal('opal.errored'), ...envelope, mode: maybe(z.string()) }),
};

/** The names of Opal's messages. */
export type OpalEventType = keyof typeof opalContents;

/**
 * The chart's events: the messages as posted, without the fields that no document knows.
 *
 * @example
 * ```ts
 * import type { OpalEvent } from 'widget-statecharts/opal';
 *
 * const started: OpalEvent = {
 *   type: 'opal.session.started',
 *   mode: 'connect',
 *   object: 'session',
 *   action: 'started',
 *   timestamp: '2025-06-10T22:50:53.024Z',
 * };
 * console.log(started.type); // opal.session.started
 * ```
 */
export type OpalEvent = z.output<(typeof opalContents)[OpalEventType]>;

/** The configuration of the chart. The messages name a mode too, the session's or the flow's: it isn't checked. */
export const opalInputSchema = z.object({
  /** The mode that the token was made for. Left out, or `opal`, it allows every flow. */
  mode: z.optional(
    z.enum(['opal', 'connect', 'card_connect', 'identity_verification', 'account_verification', 'transactions']),
  ),
});

/** The input of the Opal chart. */
export type OpalInput = z.output<typeof opalInputSchema>;

/** The modes of Opal, which are also the prefixes of its flows' messages. */
export type OpalMode = NonNullable<OpalInput['mode']>;

/** What the chart remembers of its messages: its context, less what the input decides. A saved session is checked by it. */
export const opalMemorySchema = z.strictObject({
  entityId: z.nullable(z.string()),
  accountIds: z.array(z.string()),
  error: z.nullable(
    z.strictObject({ type: z.nullable(z.string()), subType: z.nullable(z.string()), message: z.nullable(z.string()) }),
  ),
});
