import { WidgetError } from '../errors.ts';
import { isObject } from '../values.ts';

/**
 * The mistakes of a call that a person makes where no compiler looks: each would otherwise surface as an error of
 * somewhere else, or not at all.
 */
export function checkCall(provider: unknown, options: unknown): void {
  if (!isObject(provider) || !isObject(provider.machine) || typeof provider.read !== 'function') {
    throw invalid("openSession takes a provider, such as flinks: import { flinks } from 'widget-statecharts'.");
  }
  const transport = isObject(options) ? (options.transport ?? { attach() {} }) : null;
  if (!isObject(transport) || typeof transport.attach !== 'function') {
    throw invalid('The options of openSession are an object, and a transport has an attach, as windowTransport() has.');
  }
}

/** A number of messages, of bytes or of milliseconds. */
export function positive(option: string, value: unknown): number {
  // Timers take no more.
  if (typeof value === 'number' && value >= 0 && value < 2 ** 31) return value;
  throw invalid(`${option} has to be a number from 0 to ${2 ** 31 - 1}.`);
}

function invalid(message: string): WidgetError {
  return new WidgetError('INVALID_OPTION', message);
}
