import { WidgetError } from '../errors.ts';

/** The error for a wrong call. */
export function invalidOption(message: string): WidgetError {
  return new WidgetError('INVALID_OPTION', message);
}
