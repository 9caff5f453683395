import { WidgetError } from '../errors.ts';

/** A whole number from 0 that an option was given. */
export function wholeNumber(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new WidgetError('INVALID_OPTION', `${option} takes a whole number, not "${text}".`);
}
