/** What a caller without types may get wrong: checked before anything is done, each with its own message. */

import { isObject } from '../values.ts';
import { invalidOption } from './invalidOption.ts';
import { nearest } from './nearest.ts';
import { describeValue } from './text.ts';

/** A machine is known by its shape: the user's may come from another copy of XState than ours. */
export function checkMachine(value: unknown, call: string): void {
  if (isObject(value) && typeof value.provide === 'function' && isObject(value.root)) return;
  throw invalidOption(`${call} takes an XState v5 machine, but got ${describeValue(value)}.`);
}

/** What `explore` gives back. */
export function checkExploration(value: unknown, call: string): void {
  if (isObject(value) && Array.isArray(value.configurations) && Array.isArray(value.edges)) return;
  const hint = 'of a machine, explore(machine) makes one; of a kit, exploreKit(kit)';
  throw invalidOption(`${call} takes an exploration, but got ${describeValue(value)}: ${hint}.`);
}

/** A suite that is of the chart which it is used for. */
export function checkSuite(value: unknown, chart: string, call: string): void {
  if (!isObject(value) || !Array.isArray(value.paths)) {
    throw invalidOption(`${call} takes a suite, such as generateSuite makes, but got ${describeValue(value)}.`);
  }
  const complaint = otherChart(value, chart);
  if (complaint !== null) throw invalidOption(`${call}: ${complaint}`);
}

/** The complaint about a suite of another chart; null for a suite of this one, or of an unnamed one. */
export function otherChart({ chart }: { readonly chart?: unknown }, expected: string): string | null {
  if (typeof chart !== 'string' || chart === expected) return null;
  return `this suite is of ${chart}, not of ${expected}.`;
}

/** Rejects unknown options: a misspelt one would be ignored silently. */
export function checkOptions(value: unknown, known: readonly string[], call: string): void {
  if (!isObject(value)) throw invalidOption(`${call} takes its options as an object, but got ${describeValue(value)}.`);
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      throw invalidOption(`${call} has no option "${key}": did you mean "${nearest(key, known)}"?`);
  }
}

/** How a machine is explored: lists are arrays, and each projection has its predicate. */
export function checkExploreOptions(value: unknown): void {
  checkOptions(value, ['inputs', 'events', 'abstractContext', 'projections', 'maxConfigurations'], 'explore');
  const { inputs = [], events = [], projections = [] } = value as Readonly<Record<string, unknown>>;
  if (!Array.isArray(inputs)) throw invalidOption(`inputs must be an array, but got ${describeValue(inputs)}.`);
  if (!Array.isArray(events) && typeof events !== 'function') {
    throw invalidOption(
      `events must be an array, or a function from a snapshot to one, but got ${describeValue(events)}.`,
    );
  }
  if (!Array.isArray(projections))
    throw invalidOption(`projections must be an array, but got ${describeValue(projections)}.`);
  if (!projections.every((projection) => isObject(projection) && typeof projection.includes === 'function')) {
    throw invalidOption('Each projection needs a name, and a function includes.');
  }
}
