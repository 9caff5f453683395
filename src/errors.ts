/**
 * Why a call to this library was wrong. Codes are part of the public API; messages are not.
 *
 * - `INVALID_DEFINITION`: what `defineProvider` or `defineKit` was given is incomplete, or contradicts itself.
 * - `INVALID_INPUT`: a chart's configuration has a value of the wrong type.
 * - `INVALID_OPTION`: an option or an argument of a call is missing, or has a value it cannot take.
 * - `PATH_FAILED`: a generated path met another state than it expected, or a test of it could not fail.
 * - `ORIGINS_REQUIRED`: a window transport was made without the origins it may listen to.
 * - `SESSION_MISMATCH`: what was saved is no session that can be resumed here: open a new one.
 * - `UNKNOWN_PROVIDER`: no provider has that name.
 */
export type WidgetErrorCode =
  | 'INVALID_DEFINITION'
  | 'INVALID_INPUT'
  | 'INVALID_OPTION'
  | 'PATH_FAILED'
  | 'ORIGINS_REQUIRED'
  | 'SESSION_MISMATCH'
  | 'UNKNOWN_PROVIDER';

/**
 * The error that this library throws at the developer's own calls and tests, where it looks for a mistake. What a frame
 * posts never throws.
 *
 * @example
 * ```ts
 * import { flexiti, openSession, WidgetError } from 'widget-statecharts';
 *
 * const input = JSON.parse('{"flow":"lease"}');
 * try {
 *   openSession(flexiti, { input });
 * } catch (error) {
 *   if (error instanceof WidgetError) console.log(error.code); // INVALID_INPUT
 * }
 * ```
 */
export class WidgetError extends Error {
  override readonly name = 'WidgetError';
  /** Which call was wrong, see {@link WidgetErrorCode}. */
  readonly code: WidgetErrorCode;

  constructor(code: WidgetErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
