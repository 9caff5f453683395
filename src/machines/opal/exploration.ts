import type { ChartExploration } from '../../kit/kit.ts';
import type { opalMachine } from './machine.ts';

/** How Opal's chart is explored. */
export const opalExploration: ChartExploration<typeof opalMachine> = {
  inputs: [{}, { mode: 'connect' }, { mode: 'identity_verification' }, { mode: 'card_connect' }],
  abstractContext: () => null,
  projections: [],
};
