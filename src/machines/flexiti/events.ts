/**
 * Flexiti's widget: every message it posts, as zod schemas. Each is named as the document names it.
 * Source: Flexiti, "Widget Communication Events".
 */
import * as z from 'zod/mini';
import { handle, nothing } from '../../provider/schemas.ts';

const success = z.object({
  accountNumber: handle(z.nullable(z.number())),
  verified: z.boolean(),
  action: z.nullable(z.string()),
  // The document's second listing gives this field the values of `action`; the first has sms, email, security_question.
  mfaOptionSelected: z.nullable(z.string()),
  widget_session_id: handle(z.string()),
  customerId: handle(z.string()),
  accountType: z.string(),
});

const failure = z.object({
  error: z.union([z.number(), z.string()]),
  message: z.string(),
});

/** The schemas of `eventData`, by the names of the messages. */
export const flexitiContents = {
  'flx-success': success,
  'flx-failure': failure,
  'flx-cancel': nothing(),
};

/** The names of Flexiti's messages. */
export type FlexitiEventType = keyof typeof flexitiContents;

/**
 * The chart's events: the message's name as `type`, its `eventData` as posted (`flx-cancel` has none).
 *
 * @example
 * ```ts
 * import type { FlexitiEvent } from 'widget-statecharts/flexiti';
 *
 * const cancelled: FlexitiEvent = { type: 'flx-cancel' };
 * console.log(cancelled.type); // flx-cancel
 * ```
 */
export type FlexitiEvent =
  | { type: 'flx-success'; eventData: z.output<typeof success> }
  | { type: 'flx-failure'; eventData: z.output<typeof failure> }
  | { type: 'flx-cancel' };

/** The configuration of the chart: which flow the widget was started with. The message itself does not tell. */
export const flexitiInputSchema = z.object({
  /** `apply` opens an application, `purchase` a payment: one message means two different things in them. */
  flow: z.optional(z.enum(['apply', 'purchase'])),
});

/** The input of the Flexiti chart. */
export type FlexitiInput = z.output<typeof flexitiInputSchema>;

/** What the chart remembers of its messages: its context, less what the input decides. A saved session is checked by it. */
export const flexitiMemorySchema = z.strictObject({
  accountNumber: z.nullable(z.number()),
  verified: z.nullable(z.boolean()),
  action: z.nullable(z.string()),
  mfaOptionSelected: z.nullable(z.string()),
  widgetSessionId: z.nullable(z.string()),
  customerId: z.nullable(z.string()),
  accountType: z.nullable(z.string()),
  error: z.nullable(z.strictObject({ error: z.union([z.number(), z.string()]), message: z.string() })),
});
