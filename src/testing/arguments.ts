/** What a caller without types may get wrong: each is told in a sentence, before anything of it is read. */
import { invalidOption } from './invalidOption.ts';
import { isObject } from './isObject.ts';
import { nearest } from './nearest.ts';
import { describeValue } from './text.ts';

/** A machine is known by its shape: the user's may come from another copy of XState than ours. */
export function checkMachine(value: unknown, call: string): void {
  if (isObject(value) && typeof value.provide === 'function' && isObject(value.root)) return;
  throw invalidOption(`${call} takes an XState v5 machine, and was given ${describeValue(value)}.`);
}

/** What `explore` gives back. */
export function checkExploration(value: unknown, call: string): void {
  if (isObject(value) && Array.isArray(value.configurations) && Array.isArray(value.edges)) return;
  const hint = 'of a machine, explore(machine) makes one; of a shipped chart, exploreProvider(provider)';
  throw invalidOption(`${call} takes an exploration, and was given ${describeValue(value)}: ${hint}.`);
}

/** A suite that is of the chart which it is used for. */
export function checkSuite(value: unknown, chart: string, call: string): void {
  if (!isObject(value) || !Array.isArray(value.paths)) {
    throw invalidOption(`${call} takes a suite, such as generateSuite makes, and was given ${describeValue(value)}.`);
  }
  const complaint = otherChart(value, chart);
  if (complaint !== null) throw invalidOption(`${call}: ${complaint}`);
}

/** That a suite is of another chart, in a sentence; null where it is not, or does not tell. */
export function otherChart({ chart }: { readonly chart?: unknown }, expected: string): string | null {
  if (typeof chart !== 'string' || chart === expected) return null;
  return `this is a suite of ${chart}, and not of ${expected}.`;
}

/** Options by name: one that nobody reads would be a wish that is dropped in silence. */
export function checkOptions(value: unknown, known: readonly string[], call: string): void {
  if (!isObject(value))
    throw invalidOption(`${call} takes its options as an object, and was given ${describeValue(value)}.`);
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      throw invalidOption(`${call} has no option "${key}": did you mean "${nearest(key, known)}"?`);
  }
}

/** How a machine is explored: the lists are lists, and each projection tells what moves it. */
export function checkExploreOptions(value: unknown): void {
  checkOptions(value, ['inputs', 'events', 'abstractContext', 'projections', 'maxConfigurations'], 'explore');
  const { inputs = [], events = [], projections = [] } = value as Readonly<Record<string, unknown>>;
  if (!Array.isArray(inputs)) throw invalidOption(`inputs have to be an array, and are ${describeValue(inputs)}.`);
  if (!Array.isArray(events) && typeof events !== 'function') {
    throw invalidOption(
      `events have to be an array, or a function from a snapshot to one, and are ${describeValue(events)}.`,
    );
  }
  if (!Array.isArray(projections))
    throw invalidOption(`projections have to be an array, and are ${describeValue(projections)}.`);
  if (!projections.every((projection) => isObject(projection) && typeof projection.includes === 'function')) {
    throw invalidOption('Each of the projections has to have a name, and a function includes.');
  }
}
