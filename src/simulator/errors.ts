/** The errors of a simulator that can't do what it's asked to. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Provider } from '../provider/provider.ts';
import { listed } from '../session/explain.ts';
import { describeState } from '../xstate.ts';

/** The type of what was chosen, which a caller without types may have got wrong altogether. */
export function typeOf(event: string | EventObject): string {
  return typeof event === 'string' ? event : String(event?.type);
}

export function invalidOption(sentence: string): WidgetError {
  return new WidgetError('INVALID_OPTION', sentence);
}

export function unknownMessage({ title, events }: Provider, type: string): WidgetError {
  return invalidOption(`${title} has no message called "${type}". It has ${listed(Object.keys(events))}.`);
}

export function noSample({ title }: Provider, { type }: EventObject): WidgetError {
  return invalidOption(
    `No sample message of ${title} is this ${type}: choose it by its type alone, or give send its message as well.`,
  );
}

export function notLegal(type: string, snapshot: AnyMachineSnapshot, legal: readonly string[]): WidgetError {
  const instead = legal.length === 0 ? 'Nothing is.' : `Legal are ${listed(legal)}.`;
  return invalidOption(`${type} is not legal in ${describeState(snapshot)}. ${instead}`);
}

export function unknownFault(fault: unknown, faults: readonly string[]): WidgetError {
  const given = typeof fault === 'string' ? `"${fault}"` : typeof fault;
  return invalidOption(`There is no fault ${given}: ${faults.join(', ')}.`);
}

export function impossibleFault(fault: string, snapshot: AnyMachineSnapshot, possible: readonly string[]): WidgetError {
  return invalidOption(`${fault} cannot go wrong in ${describeState(snapshot)}. Possible are ${listed(possible)}.`);
}

export function takesNoMessage(fault: string): WidgetError {
  return invalidOption(`${fault} takes no message of yours: only strangeOrigin and strangeFrame do.`);
}

/** What an error says. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
