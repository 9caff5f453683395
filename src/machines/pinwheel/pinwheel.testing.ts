import type { ProviderTesting } from '../testing.ts';
import type { pinwheelMachine } from './pinwheel.machine.ts';

const aside = new Set(['error', 'exit', 'screen_transition', 'input_required', 'other_event']);
const ending = new Set(['open', 'login_attempt', 'success', 'error', 'exit']);

/** How Pinwheel's chart is walked: what the user does, the screens, and the ways it ends, each by itself. */
export const pinwheelTesting: ProviderTesting<typeof pinwheelMachine> = {
  inputs: [{}, { sdkVersion: 3, jobs: ['paystubs'], onDemandUpdate: true }, { onDemandUpdate: false, sdkVersion: 2 }],
  remembers: ({ errorSeen }) => errorSeen,
  parts: [
    { name: 'flow', has: (type) => !aside.has(type) },
    { name: 'screens', has: (type) => type === 'open' || aside.has(type) },
    { name: 'endings', has: (type) => ending.has(type) },
  ],
};
