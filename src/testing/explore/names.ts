/** What reports call the things of a chart: the same names in all of them, and none as long as a payload may be. */
import type { EventObject, StateValue } from 'xstate';
import { describeState } from '../../xstate.ts';
import { clip } from '../text.ts';
import type { Exploration } from './exploration.ts';
import { canonical } from './identity.ts';

/** An event by its type, and its payload where it has one. */
export function formatEvent({ type, ...payload }: EventObject): string {
  return Object.keys(payload).length === 0 ? type : `${type} ${clip(canonical(payload))}`;
}

/** A state value as dotted paths, one for each region. */
export function formatStateValue(value: StateValue | undefined): string {
  return leafPaths(value).join(', ');
}

/** The dotted paths of a state value, one for each region. */
export function leafPaths(value: StateValue | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  return Object.entries(value).flatMap(([key, child]) => {
    const below = leafPaths(child);
    return below.length === 0 ? [key] : below.map((path) => `${key}.${path}`);
  });
}

/** A configuration by its state, told from those with the same state by its number. */
export function formatConfiguration({ configurations, projections }: Exploration, index: number): string {
  const configuration = configurations[index];
  if (configuration === undefined) return `#${index}`;
  const projection = projections[configuration.projection] as string;
  return `${projection === '' ? '' : `${projection}: `}${describeState(configuration.snapshot)} #${index}`;
}

/** What is not visited because projections were explored separately: a sentence without its full stop, empty if nothing. */
export function describeProjections(projections: readonly string[] = []): string {
  if (projections.length < 2) return '';
  return `${projections.slice(0, -1).join(', ')} and ${projections.at(-1)} are explored separately: combinations of their states are not visited`;
}
