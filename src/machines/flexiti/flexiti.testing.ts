import type { ProviderTesting } from '../testing.ts';
import type { flexitiMachine } from './flexiti.machine.ts';

/** How Flexiti's chart is explored. */
export const flexitiTesting: ProviderTesting<typeof flexitiMachine> = {
  inputs: [{}, { flow: 'purchase' }, { flow: 'apply' }],
  abstractContext: ({ flow }) => flow,
  projections: [],
};
