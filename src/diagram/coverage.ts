/** A coverage report as colours of a diagram. */
import type { ColouredState } from '../testing/coverage/coloured.ts';
import type { Coverage, SvgOptions } from './options.ts';

/**
 * What `svgOf` shows of a report of `coverPaths`: what its paths covered, and how often its logs took each way.
 *
 * @example
 * ```ts
 * import { coverageOptions, layoutOf, svgOf } from 'widget-statecharts/diagram';
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { coverPaths } from 'widget-statecharts/testing';
 *
 * const report = coverPaths(exploreKit(flexitiKit), []);
 * console.log(svgOf(layoutOf(flexitiKit), coverageOptions(report)).includes('data-coverage="missed"')); // true
 * ```
 */
export function coverageOptions(report: { readonly root: ColouredState }): Pick<SvgOptions, 'coverage' | 'traffic'> {
  const coverage: Record<string, Coverage> = {};
  const traffic: Record<string, number> = {};
  const visit = (state: ColouredState, path: readonly string[]): void => {
    const named = { ...state, id: path.join('.') };
    for (const { id, colour, observed } of [named, ...state.transitions]) {
      // What only keeps its event from the states around it is not there to be covered.
      if (colour !== 'forbids') coverage[id] = colour;
      if (observed !== null) traffic[id] = observed;
    }
    for (const child of state.states) visit(child, [...path, child.key.replaceAll('.', '\\.')]);
  };
  visit(report.root, []);
  return { coverage, ...(report.root.observed !== null && { traffic }) };
}
