/** What is shown on a diagram, as attributes. */
import { isWithin } from './arrows.ts';
import type { Layout } from './layout.ts';
import type { DiagramTransition } from './model.ts';
import type { SvgOptions } from './options.ts';

type Attributes = Readonly<Record<string, string | undefined>>;

/** The attributes of each part of a diagram. */
export interface Marks {
  ofState(path: string): Attributes;
  ofArrow(transitions: readonly DiagramTransition[]): Attributes;
  ofRow(transitions: readonly DiagramTransition[]): Attributes;
  ofTransition(id: string): Attributes;
  /** How often a log was in any of them, or took it. */
  timesOf(ids: readonly string[]): number;
}

const levels = 5;

/** Finds the attributes that options stand for. */
export function marksOf({ arrows }: Layout, options: SvgOptions): Marks {
  const { active = [], possible = [], taken = [], coverage, traffic } = options;
  const timesOf = (ids: readonly string[]) => ids.reduce((sum, id) => sum + ownValue(traffic, id, 0), 0);
  const idsOf = (transitions: readonly DiagramTransition[]) => transitions.map(({ id }) => id);
  const most = Math.max(1, ...arrows.map(({ lines }) => timesOf(lines.flatMap((line) => idsOf(line.transitions)))));
  const flag = (isSet: boolean) => (isSet ? '' : undefined);
  /** How much there was, in steps of equal proportion: 0 is never, 5 as much as anywhere. */
  const levelOf = (ids: readonly string[]) => {
    if (traffic === undefined) return undefined;
    const times = timesOf(ids);
    return String(
      times === 0 ? 0 : Math.max(1, Math.ceil((levels * Math.log1p(times)) / Math.log1p(Math.max(most, times)))),
    );
  };
  const coverageOf = (ids: readonly string[]) => {
    const known = new Set(ids.map((id) => ownValue(coverage, id, undefined)).filter((each) => each !== undefined));
    // What cannot be reached is no gap beside what was.
    if (known.size > 1) known.delete('unreachable');
    return known.size > 1 ? 'partly' : [...known][0];
  };
  return {
    timesOf,
    ofState: (path) => ({
      'data-active': flag(path !== '' && active.some((each) => isWithin(each, path))),
      'data-visited': flag(taken.includes(path)),
      'data-coverage': coverageOf([path]),
      'data-traffic': traffic !== undefined && Object.hasOwn(traffic, path) ? levelOf([path]) : undefined,
    }),
    ofArrow: (transitions) => ({
      'data-coverage': coverageOf(idsOf(transitions)),
      'data-traffic': levelOf(idsOf(transitions)),
    }),
    ofRow: (transitions) => ({ 'data-coverage': coverageOf(idsOf(transitions)) }),
    ofTransition: (id) => ({
      'data-possible': flag(possible.includes(id)),
      'data-taken': flag(taken.includes(id)),
      'data-coverage': coverageOf([id]),
    }),
  };
}

function ownValue<TValue, TDefault>(
  values: Readonly<Record<string, TValue>> | undefined,
  key: string,
  otherwise: TDefault,
): TValue | TDefault {
  return values !== undefined && Object.hasOwn(values, key) ? (values[key] as TValue) : otherwise;
}
