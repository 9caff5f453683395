import type { ChartExploration } from '../../../src/kit/kit.ts';
import type { myWidgetMachine } from './machine.ts';

/** How My Widget's chart is explored. */
export const myWidgetExploration: ChartExploration<typeof myWidgetMachine> = {
  inputs: [{}],
  abstractContext: () => null,
  projections: [],
};
