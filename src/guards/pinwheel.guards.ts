/** Pinwheel's conditions: what the token and the SDK version allow, what has happened before, what a message says. */

/** What Pinwheel's guards read of a chart's context. What the input left out is null: unknown, and so allowed. */
type GuardContext = {
  readonly sdkVersion: 2 | 3 | null;
  readonly jobs: readonly string[] | null;
  readonly onDemandUpdate: boolean | null;
  readonly login: 'none' | 'attempted' | 'done';
  readonly succeeded: boolean;
  readonly error: object | null;
  readonly errorSeen: boolean;
};

/** What Pinwheel's guards read of an event; `payload` may be absent when a chart is only asked what it can do. */
type GuardEvent = {
  readonly type: string;
  readonly payload?: unknown;
};

/** The arguments of the guards that read the context only. */
type ContextGuardArgs = {
  readonly context: GuardContext;
};

/** The arguments of the guards that read the message too. */
type GuardArgs = ContextGuardArgs & {
  readonly event: GuardEvent;
};

function isAskedFor({ jobs }: GuardContext, job: string): boolean {
  return jobs === null || jobs.includes(job);
}

function directDepositPossible({ context }: ContextGuardArgs): boolean {
  return isAskedFor(context, 'direct_deposit_switch');
}

function amountInFormPossible(args: ContextGuardArgs): boolean {
  return args.context.sdkVersion !== 3 && directDepositPossible(args);
}

/**
 * Pinwheel's guards over the token's configuration and the session so far.
 *
 * @example
 * ```ts
 * import { pinwheelContextGuards } from 'widget-statecharts/guards';
 *
 * const token = { sdkVersion: 3, jobs: ['paystubs'], onDemandUpdate: null } as const;
 * const context = { ...token, login: 'done', succeeded: false, error: null, errorSeen: false } as const;
 * console.log(pinwheelContextGuards.directDepositPossible({ context })); // false
 * ```
 */
export const pinwheelContextGuards = {
  selectionPossible: ({ context }: ContextGuardArgs) => context.onDemandUpdate !== true,
  directDepositPossible,
  amountInFormPossible,
  allocationPossible: (args: ContextGuardArgs) => args.context.login === 'done' && directDepositPossible(args),
  amountPossible: (args: ContextGuardArgs) => args.context.login === 'done' && amountInFormPossible(args),
  cardSwitchPossible: ({ context }: ContextGuardArgs) => isAskedFor(context, 'card_switch'),
  // No document names the job of the bill products: any name that speaks of a switch or a bill will do.
  billSwitchPossible: ({ context }: ContextGuardArgs) =>
    context.jobs === null || context.jobs.some((job) => job.includes('switch') || job.includes('bill')),
  isLoginAttempted: ({ context }: ContextGuardArgs) => context.login !== 'none',
  // An on-demand update may ask for an MFA answer alone.
  loginWithoutAttemptPossible: ({ context }: ContextGuardArgs) =>
    context.onDemandUpdate !== false && context.login === 'none',
  hasSucceeded: ({ context }: ContextGuardArgs) => context.succeeded,
  hasError: ({ context }: ContextGuardArgs) => context.error !== null,
  hasNoError: ({ context }: ContextGuardArgs) => context.error === null,
};

/** What to tell a developer when one of the guards above refuses. */
export const pinwheelRefusals: Readonly<Record<keyof typeof pinwheelContextGuards, string>> = {
  selectionPossible: 'onDemandUpdate is true: the account has its platform already, so nothing is selected',
  directDepositPossible: 'jobs has no direct_deposit_switch',
  amountInFormPossible: 'sdkVersion is 3, which has no input_amount, or jobs has no direct_deposit_switch',
  allocationPossible: 'no login has succeeded yet, or jobs has no direct_deposit_switch',
  amountPossible:
    'no login has succeeded yet, or sdkVersion is 3, which has no input_amount, or jobs has no direct_deposit_switch',
  cardSwitchPossible: 'jobs has no card_switch',
  billSwitchPossible: 'jobs has read jobs only, and they switch no bill',
  isLoginAttempted: 'no login was attempted yet',
  loginWithoutAttemptPossible: 'only an on-demand update logs in without an attempt, and onDemandUpdate is false',
  hasSucceeded: 'nothing has succeeded yet',
  hasError: 'there is no error that is still open',
  hasNoError: 'there is an error that is still open',
};

/**
 * Pinwheel's guards over the message.
 *
 * @example
 * ```ts
 * import { pinwheelPayloadGuards } from 'widget-statecharts/guards';
 *
 * const event = { type: 'screen_transition', payload: { screen_name: 'LOGIN' } };
 * console.log(pinwheelPayloadGuards.isScreen({ event }, 'LOGIN')); // true
 * ```
 */
export const pinwheelPayloadGuards = {
  isScreen: ({ event }: Pick<GuardArgs, 'event'>, screen: string) => fieldOf(event, 'screen_name') === screen,
  isJobAskedFor,
  isJobAskedForAfterLogin: (args: GuardArgs) => args.context.login !== 'none' && isJobAskedFor(args),
  isExitWithError,
  // Pinwheel repeats any error of the session in `exit`, so after an earlier error it need not be the cause.
  isExitWithErrorAfterError: (args: GuardArgs) => args.context.errorSeen && isExitWithError(args),
};

/** Only the two switches are run because the token names them; `login` and jobs that are new to us always may be. */
function isJobAskedFor({ context, event }: GuardArgs): boolean {
  const job = fieldOf(event, 'job');
  return (job !== 'direct_deposit_switch' && job !== 'card_switch') || isAskedFor(context, job);
}

function isExitWithError({ event }: Pick<GuardArgs, 'event'>): boolean {
  return typeof fieldOf(event, 'code') === 'string';
}

function fieldOf({ payload }: GuardEvent, field: string): unknown {
  return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)[field] : undefined;
}
