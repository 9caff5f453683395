/**
 * How a fact is known: `documented` by the provider, `observed` in code that the provider or its customers publish,
 * or `inferred` from what the names and texts plainly mean.
 */
export type Evidence = 'documented' | 'observed' | 'inferred';

/** The evidence that each transition of a chart carries in `meta`, with the place it comes from. */
export interface TransitionMeta {
  readonly evidence: Evidence;
  readonly source: string;
}

/** What a state of a chart carries in `meta`: the host's next step while the widget is in it, where there is one. */
export interface StateMeta<TNextStep extends string> {
  readonly nextStep: TNextStep;
}

/** The tags that the charts share, so that one piece of UI serves them all. */
export type WidgetTag =
  /** The widget has not shown its next screen yet. */
  | 'loading'
  /** The user has to do something in the widget. */
  | 'awaitingUser'
  /** The widget, the bank or the payroll system is busy. */
  | 'working'
  /** Something went wrong, and the widget or the host can still mend it. */
  | 'recoverable'
  /** The widget is done: nothing but a late farewell may follow. */
  | 'ended'
  /** The user reached what the widget is for. */
  | 'succeeded'
  /** The user did not reach it. */
  | 'unsuccessful'
  /** The user left. */
  | 'cancelled';
