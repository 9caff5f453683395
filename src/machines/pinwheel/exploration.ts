import type { ChartExploration } from '../../kit/kit.ts';
import type { pinwheelMachine } from './machine.ts';

const aside = new Set(['error', 'exit', 'screen_transition', 'input_required', 'other_event']);
// Beside the screens, what the user does goes on: else the tags of a screen would hide behind those of the search.
const screens = new Set(['open', 'screen_transition', 'login_attempt', 'incorrect_platform_given']);
const endings = new Set(['open', 'login_attempt', 'success', 'error', 'exit', 'input_required', 'other_event']);
// The form's steps are also how the user gets past an error.
const form = /^(open|error|success|dd_form_.*|input_allocation|input_amount)$/;

/** How Pinwheel's chart is explored: what the user does, the screens, the ways it ends, and errors along the form. */
export const pinwheelExploration: ChartExploration<typeof pinwheelMachine> = {
  inputs: [{}, { sdkVersion: 3, jobs: ['paystubs'], onDemandUpdate: true }, { onDemandUpdate: false, sdkVersion: 2 }],
  abstractContext: ({ errorSeen }) => errorSeen,
  projections: [
    { name: 'flow', includes: (type) => !aside.has(type) },
    { name: 'screens', includes: (type) => screens.has(type) },
    { name: 'endings', includes: (type) => endings.has(type) },
    { name: 'form', includes: (type) => form.test(type) },
  ],
};
