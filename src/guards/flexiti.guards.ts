/** Flexiti's branches: one guard a row of the documents' tables, over the message and the flow it belongs to. */

/** What Flexiti's guards read of a chart's context. */
type GuardContext = {
  readonly flow: 'apply' | 'purchase' | null;
};

/** What Flexiti's guards read of an event; `eventData` may be absent when a chart is only asked what it can do. */
type GuardEvent = {
  readonly type: string;
  readonly eventData?: unknown;
};

/** The arguments of the guards. */
type GuardArgs = {
  readonly context: GuardContext;
  readonly event: GuardEvent;
};

/** A row of the tables: whether there is an account number, whether it was verified, and the chosen action. */
function isRow({ event }: GuardArgs, account: 'numeric' | 'null', verified: boolean, action: string | null): boolean {
  const data = contentOf(event);
  return (
    data !== null &&
    (account === 'numeric' ? typeof data.accountNumber === 'number' : data.accountNumber === null) &&
    data.verified === verified &&
    data.action === action
  );
}

function contentOf({
  eventData,
}: GuardEvent): { accountNumber?: unknown; verified?: unknown; action?: unknown } | null {
  return typeof eventData === 'object' ? eventData : null;
}

/**
 * Flexiti's guards: all of them read the message, since its meaning is in its values.
 *
 * @example
 * ```ts
 * import { flexitiPayloadGuards } from 'widget-statecharts/guards';
 *
 * const event = { type: 'flx-success', eventData: { accountNumber: 2233000, verified: true, action: 'purchase' } };
 * console.log(flexitiPayloadGuards.isVerifiedPurchase({ context: { flow: 'purchase' }, event })); // true
 * ```
 */
export const flexitiPayloadGuards = {
  isVerifiedPurchase: (args: GuardArgs) => args.context.flow === 'purchase' && isRow(args, 'numeric', true, 'purchase'),
  isUnverifiedPurchase: (args: GuardArgs) =>
    args.context.flow === 'purchase' && isRow(args, 'numeric', false, 'purchase'),
  isNewApplication: (args: GuardArgs) => args.context.flow === 'purchase' && isRow(args, 'null', false, 'apply'),
  // "Mandatory" on the application flow, so no number and no verification makes a difference.
  isApplication: ({ context, event }: GuardArgs) => context.flow === 'apply' && contentOf(event)?.action === 'apply',
  isPurchaseInstead: (args: GuardArgs) => args.context.flow === 'apply' && isRow(args, 'numeric', false, 'purchase'),
  // The three below mean the same in both flows, so they hold without knowing which one it is.
  isActivation: (args: GuardArgs) => isRow(args, 'null', false, 'activation'),
  isDerogatory: (args: GuardArgs) => isRow(args, 'null', false, null),
  isRetry: (args: GuardArgs) => isRow(args, 'null', false, 'retry'),
};
