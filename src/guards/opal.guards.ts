/** Opal's guards: which flows the session's mode has, and whether an error still stands. None reads the message. */

/** What Opal's guards read of a chart's context. */
type GuardContext = {
  /** The mode that the host gave, or null where it gave none: every flow may come then. */
  readonly mode: 'opal' | 'identity_verification' | GuardedFlow | null;
  /** The error that no progress has followed yet. */
  readonly error: object | null;
};

type GuardedFlow = 'connect' | 'account_verification' | 'transactions' | 'card_connect';

/** The arguments of Opal's guards. */
type GuardArgs = {
  readonly context: GuardContext;
};

/** Identity verification is not listed: Opal inserts it in any mode, when it is needed. */
const flowsOf: Readonly<Record<NonNullable<GuardContext['mode']>, readonly GuardedFlow[]>> = {
  opal: ['connect', 'account_verification', 'transactions', 'card_connect'],
  identity_verification: [],
  connect: ['connect'],
  account_verification: ['account_verification'],
  transactions: ['transactions'],
  card_connect: ['connect', 'account_verification', 'card_connect'],
};

function has(flow: GuardedFlow, { context: { mode } }: GuardArgs): boolean {
  return mode === null || flowsOf[mode].includes(flow);
}

/**
 * Opal's guards: all of them read the context only.
 *
 * @example
 * ```ts
 * import { opalContextGuards } from 'widget-statecharts/guards';
 *
 * console.log(opalContextGuards.transactionsAllowed({ context: { mode: 'connect', error: null } })); // false
 * ```
 */
export const opalContextGuards = {
  connectAllowed: (args: GuardArgs) => has('connect', args),
  accountVerificationAllowed: (args: GuardArgs) => has('account_verification', args),
  transactionsAllowed: (args: GuardArgs) => has('transactions', args),
  cardConnectAllowed: (args: GuardArgs) => has('card_connect', args),
  hasError: ({ context }: GuardArgs) => context.error !== null,
  hasNoError: ({ context }: GuardArgs) => context.error === null,
};

/** Why a guard of Opal's refused. The two on errors never do: they choose between two ways on. */
export const opalRefusals = {
  connectAllowed: 'the mode of this session has no connect flow: only connect, card_connect, opal have one',
  accountVerificationAllowed:
    'the mode of this session has no account_verification flow: only account_verification, card_connect, opal have one',
  transactionsAllowed: 'the mode of this session has no transactions flow: only transactions, opal have one',
  cardConnectAllowed: 'the mode of this session has no card_connect flow: only card_connect, opal have one',
};
