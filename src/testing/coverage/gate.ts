/** The least that a suite has to cover, and where it does not. */
import { invalidOption } from '../invalidOption.ts';
import { percent } from '../text.ts';
import type { Coverage } from './coverage.ts';
import { type DimensionName, dimensionNames } from './hits.ts';

/** For each dimension that matters, the share of it that has to be covered: 1 for all, 0.9 for nine of ten. */
export type CoverageGate = Partial<Readonly<Record<DimensionName, number>>>;

/** A demand that coverage does not meet; `dimension` is null where the whole report is no ground to judge by. */
export interface GateFailure {
  readonly dimension: DimensionName | null;
  readonly message: string;
}

/**
 * What of a gate a report does not meet, each in a sentence; an empty list passes. Where exploration ended at its limit,
 * nobody knows how much there is to cover, and no gate passes.
 *
 * @throws WidgetError `INVALID_OPTION` for a dimension that there is not, and for a share that is no number from 0 to 1.
 * @example
 * ```ts
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { opalKit } from 'widget-statecharts/opal/kit';
 * import { checkCoverage, coverPaths, generateSuite } from 'widget-statecharts/testing';
 *
 * const exploration = exploreKit(opalKit);
 * const { paths } = generateSuite(exploration, { illegal: false });
 * const failures = checkCoverage(coverPaths(exploration, paths), { transitions: 1, illegal: 0.5 });
 * console.log(failures.map(({ message }) => message).join());
 * // Of illegal, 0 of 5252 are covered: 0 %, and 50 % are asked for.
 * ```
 */
export function checkCoverage(coverage: Coverage, gate: CoverageGate): GateFailure[] {
  for (const [name, share] of Object.entries(gate)) {
    if (!(dimensionNames as readonly string[]).includes(name)) {
      throw invalidOption(`There is no dimension ${name}: there are ${dimensionNames.join(', ')}.`);
    }
    if (typeof share !== 'number' || !(share >= 0 && share <= 1)) {
      throw invalidOption(`The share of ${name} must be a number from 0 to 1.`);
    }
  }
  const asked = dimensionNames.filter((name) => gate[name] !== undefined);
  const failures = asked.flatMap((name): GateFailure[] => {
    const { covered, of } = coverage.dimensions[name];
    const least = gate[name] ?? 0;
    if (of === 0 || covered / of >= least) return [];
    const asked = `${Number((100 * least).toPrecision(6))} %`;
    const message = `Of ${name}, ${covered} of ${of} are covered: ${percent(covered, of)}, and ${asked} are asked for.`;
    return [{ dimension: name, message }];
  });
  return asked.length === 0 ? [] : [...unfounded(coverage), ...failures];
}

function unfounded({ cutOff, dimensions }: Coverage): GateFailure[] {
  const limits = cutOff.filter(({ kind }) => kind === 'limit');
  const failures = limits.map(({ reason }) => ({ dimension: null, message: `The chart is not explored: ${reason}` }));
  if (dimensions.configurations.of > 0) return failures;
  return [...failures, { dimension: null, message: 'The chart is not explored: no session begins.' }];
}
