import { pinwheelContextGuards, pinwheelRefusals } from '../../guards/pinwheel.guards.ts';
import type { Provider } from '../provider.ts';
import { pinwheelMachine } from './machine.ts';
import { pinwheelInputSchema, pinwheelMemorySchema } from './pinwheel.events.ts';
import { pinwheelSchemaOf, readPinwheel } from './pinwheel.read.ts';

export type { PinwheelContext, PinwheelOutput } from './context.ts';
export { type PinwheelNextStep, pinwheelMachine } from './machine.ts';
export {
  type PinwheelError,
  type PinwheelEvent,
  type PinwheelEventType,
  type PinwheelInput,
  pinwheelContents,
} from './pinwheel.events.ts';
export { readPinwheel } from './pinwheel.read.ts';

/**
 * Pinwheel Link: payroll logins, direct deposit switches, card and bill switches.
 *
 * @example
 * ```ts
 * import { openSession, pinwheel } from 'widget-statecharts';
 *
 * const session = openSession(pinwheel, { input: { jobs: ['direct_deposit_switch'] } });
 * session.receive({ eventName: 'open', payload: {} });
 * session.receive({ eventName: 'exit', payload: {} });
 * console.log((await session.done).outcome); // cancelled
 * ```
 */
export const pinwheel: Provider<typeof pinwheelMachine> = {
  name: 'pinwheel',
  title: 'Pinwheel Link',
  machine: pinwheelMachine,
  input: pinwheelInputSchema,
  memory: pinwheelMemorySchema,
  requiredInput: [],
  read: readPinwheel,
  envelope: ['type', 'eventName'],
  schemaOf: pinwheelSchemaOf,
  handles: ['accountId', 'message'],
  ambient: new Set(['screen_transition', 'input_required', 'other_event']),
  opening: 'open',
  // Of a guard that reads the message too, the part that does not.
  contextGuards: { ...pinwheelContextGuards, isJobAskedForAfterLogin: pinwheelContextGuards.isLoginAttempted },
  refusals: { ...pinwheelRefusals, isJobAskedForAfterLogin: pinwheelRefusals.isLoginAttempted },
};
