import type { AnyStateMachine, ContextFrom, InputFrom } from 'xstate';

/** What generated tests need to know of a provider's chart: kept apart from what a running session imports. */
export interface ProviderTesting<TMachine extends AnyStateMachine = AnyStateMachine> {
  /** Inputs that together open and close every region of the chart. */
  readonly inputs: readonly InputFrom<TMachine>[];
  /** What decides on what comes next, beside the answers of the guards that read the context only. */
  readonly abstractContext: (context: ContextFrom<TMachine>) => unknown;
  /**
   * Regions that answer to their own events, by the types that move them (with those that lead there): explored beside
   * the rest, each of their states would multiply all others. Without projections, everything is explored together.
   */
  readonly projections: readonly { readonly name: string; readonly includes: (type: string) => boolean }[];
}
