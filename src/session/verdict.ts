import type { StateValue } from 'xstate';
import type { ReadingCode } from '../provider/provider.ts';

/** Why a message was turned away. */
export type RejectionReason = 'illegal' | 'malformed' | 'foreign';

/**
 * Why a message was turned away, more closely.
 *
 * - illegal: `not_here` (no transition of this state takes it), `guard_refused` (a guard said no), `before_start` (the
 *   widget has not begun), `after_end` (it has ended).
 * - malformed: `payload`, or `too_large`.
 * - foreign: `envelope` (in none of the provider's), `origin` (not a listed one), `unreadable` (it throws when it is
 *   read), `too_large` (it was not parsed).
 * - `recorded`: a recording says that it was turned away, and not what it was.
 */
export type RejectionCode =
  | 'not_here'
  | 'guard_refused'
  | 'before_start'
  | 'after_end'
  | 'origin'
  | 'recorded'
  | ReadingCode;

/**
 * What became of a message.
 *
 * - `accepted`: legal here; the chart moved, or acknowledged it. After the widget's end, the provider's `afterEnd` types
 *   are accepted too: they leave the very same snapshot.
 * - `illegal`: documented, but not in this state.
 * - `malformed`: documented, but its payload breaks its schema.
 * - `unrecognized`: the provider's envelope around a name that the catalogue lacks. Tolerated, and no deviation.
 * - `foreign`: not this provider's envelope, or from a strange origin.
 */
export type Verdict<TEvent, TSnapshot> =
  | Accepted<TEvent, TSnapshot>
  | { readonly verdict: 'unrecognized'; readonly type: string; readonly snapshot: TSnapshot }
  | (Rejection & { readonly verdict: RejectionReason; readonly snapshot: TSnapshot });

/** One for each event, so that the type of an accepted message says which event it holds. */
type Accepted<TEvent, TSnapshot> = TEvent extends { readonly type: infer TType }
  ? { readonly verdict: 'accepted'; readonly type: TType; readonly event: TEvent; readonly snapshot: TSnapshot }
  : never;

/** The kinds of verdict. */
export type VerdictKind = 'accepted' | 'unrecognized' | RejectionReason;

/**
 * A message that was turned away, and why. It quotes no value of the message. `code`, `expected` and `explanation` are
 * made when they are first asked for, JSON included.
 */
export interface Rejection {
  /** Which message of the session, counted from 1. */
  readonly position: number;
  /** The message's name, or null where it has none. */
  readonly type: string | null;
  readonly reason: RejectionReason;
  readonly code: RejectionCode;
  /** The state that it met. */
  readonly state: StateValue;
  /** The names that would have been legal there, sorted; informational ones left out. */
  readonly expected: readonly string[];
  /** One plain sentence. */
  readonly explanation: string;
}
