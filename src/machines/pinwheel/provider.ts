import { pinwheelContextGuards, pinwheelRefusals } from '../../guards/pinwheel.guards.ts';
import { providerOf } from '../../provider/define.ts';
import { callbackArguments, flat, nested } from '../../provider/envelope.ts';
import type { Provider } from '../../provider/provider.ts';
import { pinwheelContents, pinwheelInputSchema, pinwheelMemorySchema } from './events.ts';
import { pinwheelMachine } from './machine.ts';

/** React Native had a bug that wrote names in capitals. */
const spelling = (name: string) => (name === name.toUpperCase() ? name.toLowerCase() : name);
const content = 'payload';

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
export const pinwheel: Provider<typeof pinwheelMachine> = providerOf({
  name: 'pinwheel',
  title: 'Pinwheel Link',
  machine: pinwheelMachine,
  envelopes: [
    // As Link posts it, and as a relay or a test writes the arguments of onEvent.
    nested({ name: 'eventName', content, marker: { type: 'PINWHEEL_EVENT' }, spelling }),
    callbackArguments({ content, spelling }),
    // Another of Pinwheel's messages, such as the PINWHEEL_INIT that a relay echoes.
    { ...flat({ name: 'type', unknownNames: /^PINWHEEL_(?!EVENT$)/ }), contentKey: content },
  ],
  events: pinwheelContents,
  input: pinwheelInputSchema,
  memory: pinwheelMemorySchema,
  requiredInput: [],
  sensitiveOutput: ['accountId', 'message'],
  informational: ['screen_transition', 'input_required', 'other_event'],
  initialEvent: 'open',
  // Of a guard that reads the message too, the part that does not.
  contextGuards: { ...pinwheelContextGuards, isJobAskedForAfterLogin: pinwheelContextGuards.isLoginAttempted },
  refusals: { ...pinwheelRefusals, isJobAskedForAfterLogin: pinwheelRefusals.isLoginAttempted },
});
