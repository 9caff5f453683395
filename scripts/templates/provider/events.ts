/**
 * My Widget: every message that it posts, as zod schemas. Each is named as its provider names it.
 * Source: name the documents here.
 */
import * as z from 'zod/mini';
import type { EventsFrom } from '../../../src/provider/define.ts';
import { handle, maybe } from '../../../src/provider/schemas.ts';

/**
 * The schemas of `data`, by the names of the messages. Mark identifiers with `handle`, tokens with `secret`; what the
 * provider does not promise is `maybe`.
 */
export const myWidgetContents = {
  closed: z.object({
    completed: z.boolean(),
    reference: maybe(handle(z.string())),
  }),
};

/** The names of My Widget's messages. */
export type MyWidgetEventType = keyof typeof myWidgetContents;

/**
 * The chart's events: the message's name as `type`, its `data` as posted.
 *
 * @example
 * ```ts
 * import type { MyWidgetEvent } from 'widget-statecharts/my-widget';
 *
 * const closed: MyWidgetEvent = { type: 'closed', data: { completed: false } };
 * console.log(closed.type); // closed
 * ```
 */
export type MyWidgetEvent = EventsFrom<typeof myWidgetContents, 'data'>;

/** What the chart remembers of its messages. A saved session is checked by it. */
export const myWidgetMemorySchema = z.strictObject({
  reference: z.nullable(z.string()),
});
