/**
 * Pinwheel Link: every event it sends, as zod schemas. Each is named as the document names it.
 * Source: Pinwheel, "Link Events"; two names and the second spelling of some fields are from its published SDKs.
 */
import * as z from 'zod/mini';
import { flag } from '../../provider/flag.ts';
import { handle, link, maybe, rule } from '../../provider/schemas.ts';

/** The screens that the document lists. It warns that there are others. */
export const pinwheelScreens = [
  'SEARCH_DEFAULT',
  'SEARCH_RESULTS',
  'SEARCH_PLATFORM_ONLY',
  'PROVIDER_CONFIRMATION',
  'LOGIN',
  'DD_AMOUNT_SELECTION',
  'DD_CONFIRMATION',
  'JOB_SUCCESS',
  'JOB_ERROR',
  'MANUAL_INSTRUCTIONS',
  'BILL_SWITCH_INTRO',
  'BILL_SWITCH_ACCOUNTS',
  'BILL_SWITCH_MERCHANT_LIST',
  'BILL_SWITCH_MERCHANT',
  'PLAID_MODAL',
  'RECURRENCES_FOUND',
  'BILL_SWITCH_MANUAL',
  'BILL_SWITCH_PAYMENT_METHOD',
  'BILL_SWITCH_TRANSACTIONS',
  'BILL_SWITCH_SUCCESS',
  'BILL_SWITCH_FAILURE',
  'EXIT_CONFIRMATION',
] as const;

/** The name of a screen that the document lists. */
export type PinwheelScreen = (typeof pinwheelScreens)[number];

const empty = z.object({});

const error = z.object({
  type: z.string(),
  code: z.string(),
  message: handle(z.string()),
  pendingRetry: z.boolean(),
});

/** The document has an exit's error flat; on the wire, and in React Native up to 2.3, it lies in `error`. The event has it flat. */
const exit = z.pipe(
  z
    .object({
      type: maybe(z.string()),
      code: maybe(z.string()),
      message: handle(maybe(z.string())),
      pendingRetry: maybe(z.boolean()),
      error: maybe(error),
    })
    .check(
      rule('type, code, message and pendingRetry, or none of them', ({ type, code, message, pendingRetry }) => {
        const missing = [type, code, message, pendingRetry].filter((value) => value == null).length;
        return missing === 0 || missing === 4;
      }),
    ),
  z.transform(({ error: within, type, code, message, pendingRetry }): PinwheelError | z.output<typeof empty> => {
    if (within != null) return within;
    const isWhole = type != null && code != null && message != null && pendingRetry != null;
    return isWhole ? { type, code, message, pendingRetry } : {};
  }),
);

// SDK v3 may send null for both; the document calls the keys optional.
const allocation = {
  action: maybe(z.string()),
  allocation: maybe(z.object({ type: maybe(z.string()), value: handle(maybe(z.number())) })),
};

const success = z.object({
  accountId: handle(z.string()),
  platformId: z.string(),
  job: z.string(),
  // SDK v3 repeats the allocation here, v2 has an amount.
  params: maybe(
    z.object({ ...allocation, amount: maybe(z.object({ value: handle(maybe(z.number())), unit: maybe(z.string()) })) }),
  ),
});

const loggedIn = z.object({ platformId: z.string(), accountId: handle(z.string()) });

const bill = z.object({
  platformId: z.string(),
  platformName: z.string(),
  isGuidedSwitch: z.boolean(),
  frequency: z.string(),
  nextPaymentDate: z.string(),
  amountCents: handle(z.number()),
});

/** The SDKs up to 3.0.0 and the document write `screen_name`, the wire and later SDKs `screenName`. The event has the first. */
const screenTransition = z.pipe(
  z
    .object({
      screen_name: maybe(z.string()),
      screenName: maybe(z.string()),
      selectedEmployerId: handle(maybe(z.string())),
      selectedEmployerName: handle(maybe(z.string())),
      selectedPlatformId: maybe(z.string()),
      selectedPlatformName: maybe(z.string()),
    })
    .check(rule('screen_name, or screenName', (screen) => screen.screen_name != null || screen.screenName != null)),
  z.transform(({ screen_name, screenName, ...selected }) => ({
    screen_name: screen_name ?? screenName ?? '',
    ...selected,
  })),
);

/** The schemas of the payloads, by the names of the events. */
export const pinwheelContents = {
  open: empty,
  exit,
  success,
  error,
  input_required: empty,
  select_employer: z.object({ selectedEmployerId: handle(z.string()), selectedEmployerName: handle(z.string()) }),
  select_platform: z.object({ selectedPlatformId: z.string(), selectedPlatformName: z.string() }),
  login_attempt: z.object({ platformId: z.string() }),
  login: loggedIn,
  merchant_login_success: loggedIn,
  input_allocation: z.object(allocation),
  input_amount: z.object({ value: handle(z.number()), unit: z.string() }),
  // The count is in the SDK's types only; its name has one more "s" than that of the next event.
  doc_uploads_begin: z.object({ uploadedDocumentsSubmittedCount: maybe(z.number()) }),
  doc_uploads_submitted: z.object({ uploadedDocumentSubmittedCount: z.number() }),
  dd_form_begin: empty,
  dd_form_create: z.object({ url: link() }),
  dd_form_download: empty,
  external_account_connected: z.object({ institutionName: z.string(), accountName: handle(z.string()) }),
  bill_switch_success: bill,
  bill_removed: bill,
  screen_transition: screenTransition,
  // Experimental: nobody knows what it will hold.
  other_event: z.object({ name: maybe(z.string()), payload: handle(maybe(z.unknown())) }),
  incorrect_platform_given: empty,
  card_switch_begin: empty,
};

/** The names of Pinwheel's events. */
export type PinwheelEventType = keyof typeof pinwheelContents;

/** An error as Link shows it to the user. */
export type PinwheelError = z.output<typeof error>;

/**
 * The chart's events: the event's name as `type`, and its payload (`{}` where it has none).
 *
 * @example
 * ```ts
 * import type { PinwheelEvent } from 'widget-statecharts/pinwheel';
 *
 * const attempt: PinwheelEvent = { type: 'login_attempt', payload: { platformId: 'a1b2' } };
 * console.log(attempt.type); // login_attempt
 * ```
 */
export type PinwheelEvent = {
  [TType in PinwheelEventType]: { type: TType; payload: z.output<(typeof pinwheelContents)[TType]> };
}[PinwheelEventType];

/** The configuration of the chart: the SDK in use and what the link token is for. All of it may be left out. */
export const pinwheelInputSchema = z.object({
  /** The major version of the Link SDK: `input_amount` is gone in 3. */
  sdkVersion: z.optional(z.union([z.literal(2), z.literal(3)])),
  /** The jobs of the link token, such as `direct_deposit_switch`, `card_switch` or `paystubs`. */
  jobs: z.optional(z.array(z.string())),
  /** Whether the token was made for an account that is linked already: then no employer or platform is selected. */
  onDemandUpdate: z.optional(flag),
});

/** The input of the Pinwheel chart. */
export type PinwheelInput = z.input<typeof pinwheelInputSchema>;

/** What the chart remembers of its messages: its context, less what the input decides. A saved session is checked by it. */
export const pinwheelMemorySchema = z.strictObject({
  login: z.enum(['none', 'attempted', 'done']),
  succeeded: z.boolean(),
  succeededJobs: z.array(z.string()),
  billSwitched: z.boolean(),
  accountId: z.nullable(z.string()),
  platformId: z.nullable(z.string()),
  error: z.nullable(
    z.strictObject({ type: z.string(), code: z.string(), message: z.string(), pendingRetry: z.boolean() }),
  ),
  errorSeen: z.boolean(),
});
