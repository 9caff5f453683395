/** What a simulator says where it cannot do what it is told. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Provider } from '../machines/provider.ts';
import { listed } from '../session/explain.ts';
import { describeState } from '../xstate.ts';

/** The name of what was chosen, which a caller without types may have got wrong altogether. */
export function nameOf(event: string | EventObject): string {
  return typeof event === 'string' ? event : String(event?.type);
}

export function unknownMessage({ name, title }: Provider, type: string): WidgetError {
  return wrong(
    `${title} has no message called "${type}": "widget-statecharts events --provider ${name}" lists those that it has.`,
  );
}

export function noSample({ title }: Provider, { type }: EventObject): WidgetError {
  return wrong(
    `No sample message of ${title} is this ${type}: choose it by its type alone, or give send its message as well.`,
  );
}

export function notLegal(type: string, snapshot: AnyMachineSnapshot, legal: readonly string[]): WidgetError {
  const instead = legal.length === 0 ? 'Nothing is.' : `Legal are ${listed(legal)}.`;
  return wrong(`${type} is not legal in ${describeState(snapshot)}. ${instead}`);
}

export function unknownFault(fault: unknown, faults: readonly string[]): WidgetError {
  const given = typeof fault === 'string' ? `"${fault}"` : typeof fault;
  return wrong(`There is no fault ${given}: ${faults.join(', ')}.`);
}

export function impossibleFault(fault: string, snapshot: AnyMachineSnapshot, possible: readonly string[]): WidgetError {
  return wrong(`${fault} cannot go wrong in ${describeState(snapshot)}. Possible are ${listed(possible)}.`);
}

export function notChosen(fault: string): WidgetError {
  return wrong(`${fault} takes no message of yours: that of strangeOrigin and of strangeFrame may be chosen.`);
}

function wrong(sentence: string): WidgetError {
  return new WidgetError('INVALID_OPTION', sentence);
}
