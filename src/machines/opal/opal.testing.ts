import type { ProviderTesting } from '../testing.ts';
import type { opalMachine } from './opal.machine.ts';

/** How Opal's chart is explored. */
export const opalTesting: ProviderTesting<typeof opalMachine> = {
  inputs: [{}, { mode: 'connect' }, { mode: 'identity_verification' }, { mode: 'card_connect' }],
  abstractContext: () => null,
  projections: [],
};
