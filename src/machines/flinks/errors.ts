/**
 * Flinks' error codes: what each does, by the place in the chart where it arrives. Two transitions are left to the
 * chart itself: TOKEN_INVALID before the widget has loaded, and RETRY_COUNT, which counts failures and names none.
 */
import type { TransitionMeta } from '../../provider/evidence.ts';
import type { FlinksEventType } from './events.ts';
import { handled, inferred, listener } from './evidence.ts';

/** The authorization failed: it counts against `maximumRetry`, and the user may try again. */
const fails = { target: '#failed', actions: 'countFailure' } as const;
/** The same, after the answer to an MFA challenge. */
const mfaFails = { target: '#mfaFailed', actions: 'countFailure' } as const;
/** The authorization failed, and these credentials cannot be tried again. */
const blocks = { target: '#noRetry', actions: 'countFailure' } as const;
/** This failure is the last one that `maximumRetry` allows. */
const isLast = { guard: 'retriesUsedUpByThisFailure', ...blocks } as const;
/** The failure on screen was the last one that `maximumRetry` allows. */
const wasLast = { guard: 'retriesUsedUp', target: '#noRetry' } as const;

/** Flinks failed while nothing was being authorized: there is no failure to count. */
const shows = { target: '#failed', actions: 'rememberError' } as const;
const noBank = { target: '.problem.institution', actions: 'rememberError' } as const;
const expires = { target: '.problem.sessionExpired', actions: 'rememberError' } as const;
const renews = { target: '.tokenInvalid', actions: 'acknowledge' } as const;
const asks = {
  guard: 'resumedAccountsAllowed',
  actions: 'noteAccountsRefused',
  description: 'The kept accounts were refused. What the widget shows then is not documented.',
} as const;

// Another code for a failure that is on screen already: from the other envelope, or beside RETRY_COUNT.
/** It replaces the code that the chart remembers. */
const adds = { actions: 'rememberError', meta: inferred } as const;
/** It replaces the code, and rules out another try. */
const bars = { target: '#noRetry', ...adds } as const;
/** It changes nothing: something stronger is on screen. */
const late = { actions: 'acknowledge', meta: inferred } as const;
const lateLast = { guard: 'retriesUsedUp', ...late } as const;

/** No transition: the code is illegal here, or a state around this one handles it. */
const _: null = null;

/**
 * The places, each a state of the chart. Two stand for several: `signIn` for whatever a sign-in at the bank goes
 * through, `over` for the expired session and the refused token.
 */
// biome-ignore format: the head of the table
const places =                                  ['flow',  'connecting', 'signIn', 'mfaAnswer', 'failed', 'mfaFailed', 'noRetry', 'over'] as const;

/** A row per code. Its evidence comes first, and counts for each cell that has none of its own. */
// biome-ignore format: a table
const table = {
  TOKEN_INVALID:                      [listener, renews,  _,            _,        _,           _,        _,           _,         _],
  SESSION_EXPIRED:                    [listener, expires, _,            _,        _,           _,        _,           _,         _],
  SESSION_NONEXISTENT:                [listener, expires, _,            _,        _,           _,        _,           _,         _],
  DISABLED_INSTITUTION:               [listener, noBank,  _,            _,        _,           _,        _,           _,         _],
  INVALID_INSTITUTION:                [listener, noBank,  _,            _,        _,           _,        _,           _,         _],
  INSTITUTION_NOT_AVAILABLE:          [listener, noBank,  _,            _,        _,           _,        _,           _,         _],
  RESUME_SELECTED_ACCOUNTS_INVALID:   [listener, asks,    _,            _,        _,           _,        _,           _,         _],
  MAXIMUM_RETRY_REACHED:              [listener, _,       _,            isLast,   _,           wasLast,  wasLast,     lateLast,  _],
  INVALID_USERNAME:                   [handled,  _,       _,            fails,    _,           adds,     adds,        late,      _],
  INVALID_PASSWORD:                   [handled,  _,       _,            fails,    _,           adds,     adds,        late,      _],
  INVALID_LOGIN:                      [handled,  _,       _,            fails,    _,           adds,     adds,        late,      _],
  INVALID_SECURITY_RESPONSE:          [listener, _,       _,            _,        mfaFails,    _,        adds,        late,      _],
  INVALID_SECURITY_RESPONSE_NO_RETRY: [listener, _,       _,            _,        blocks,      _,        bars,        adds,      _],
  RETRY_LATER:                        [handled,  _,       fails,        _,        _,           adds,     adds,        late,      _],
  UNAUTHORIZED:                       [handled,  _,       fails,        _,        _,           adds,     adds,        late,      _],
  NEW_ACCOUNT:                        [handled,  _,       fails,        _,        _,           adds,     adds,        late,      _],
  DISABLED_LOGIN:                     [handled,  _,       blocks,       _,        _,           bars,     bars,        adds,      _],
  AGGREGATION_ERROR:                  [handled,  shows,   fails,        _,        _,           _,        _,           late,      late],
  UNHANDLED:                          [listener, shows,   fails,        _,        _,           _,        _,           late,      late],
  ACCESS_DENIED:                      [listener, shows,   fails,        _,        _,           _,        _,           late,      late],
} as const satisfies Partial<Record<FlinksEventType, Row>>;

type Place = (typeof places)[number];
type Cell = {
  readonly guard?: string;
  readonly target?: string;
  readonly actions?: string;
  readonly description?: string;
  readonly meta?: TransitionMeta;
} | null;
type Cells<TPlaces extends readonly Place[]> = { readonly [TIndex in keyof TPlaces]: Cell };
type Row = readonly [evidence: TransitionMeta, ...Cells<typeof places>];

type Table = typeof table;
type IndexOf<TPlace extends Place> = {
  [TIndex in keyof typeof places & `${number}`]: (typeof places)[TIndex] extends TPlace ? TIndex : never;
}[keyof typeof places & `${number}`];
type CellAt<TRow extends Row, TPlace extends Place> = TRow extends readonly [TransitionMeta, ...infer TCells]
  ? TCells[IndexOf<TPlace> & keyof TCells]
  : never;
type WithMeta<TCell, TMeta> = TCell extends { readonly meta: TransitionMeta }
  ? TCell
  : TCell & { readonly meta: TMeta };
/** A column of the table, with its literal types: `setup` still checks every guard and action by name. */
type ErrorsAt<TPlace extends Place> = {
  readonly [TCode in keyof Table as CellAt<Table[TCode], TPlace> extends null ? never : TCode]: WithMeta<
    CellAt<Table[TCode], TPlace>,
    Table[TCode][0]
  >;
};

/** The transitions of one place: the column of the table that is named like it. */
export function errorsAt<TPlace extends Place>(place: TPlace): ErrorsAt<TPlace> {
  const column = places.indexOf(place);
  const transitions = Object.entries<Row>(table).flatMap(([code, [meta, ...cells]]) => {
    const cell = cells[column];
    return cell ? [[code, { meta, ...cell }]] : [];
  });
  return Object.fromEntries(transitions);
}
