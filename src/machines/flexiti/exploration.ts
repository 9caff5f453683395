import type { ChartExploration } from '../../kit/kit.ts';
import type { flexitiMachine } from './machine.ts';

/** How Flexiti's chart is explored. */
export const flexitiExploration: ChartExploration<typeof flexitiMachine> = {
  inputs: [{}, { flow: 'purchase' }, { flow: 'apply' }],
  abstractContext: ({ flow }) => flow,
  projections: [],
};
