/** The branches of My Widget's chart: plain predicates, without a word of XState. */

/** What the guards read of an event; `data` may be absent when a chart is only asked what it can do. */
type GuardEvent = {
  readonly type: string;
  readonly data?: { readonly completed?: unknown } | null;
};

/** The guards that read the message. */
export const myWidgetPayloadGuards = {
  isCompleted: ({ event }: { readonly event: GuardEvent }) => event.data?.completed === true,
};
