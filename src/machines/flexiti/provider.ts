import { providerOf } from '../../provider/define.ts';
import { nested } from '../../provider/envelope.ts';
import type { Provider } from '../../provider/provider.ts';
import { flexitiContents, flexitiInputSchema, flexitiMemorySchema } from './events.ts';
import { flexitiMachine } from './machine.ts';

/**
 * Flexiti's point-of-sale credit widget.
 *
 * @example
 * ```ts
 * import { flexiti, openSession } from 'widget-statecharts';
 *
 * const session = openSession(flexiti, { input: { flow: 'apply' } });
 * session.receive({ eventType: 'flx-cancel' });
 * console.log((await session.done).outcome); // cancelled
 * ```
 */
export const flexiti: Provider<typeof flexitiMachine> = providerOf({
  name: 'flexiti',
  title: 'Flexiti',
  machine: flexitiMachine,
  // The document prints a failure's error without saying where it lies: both places are read.
  envelopes: [nested({ name: 'eventType', content: 'eventData', orBeside: ['flx-failure'] })],
  events: flexitiContents,
  input: flexitiInputSchema,
  memory: flexitiMemorySchema,
  requiredInput: ['flow'],
  sensitiveOutput: ['accountNumber', 'widgetSessionId', 'customerId'],
  informational: [],
  initialEvent: null,
  contextGuards: {},
  refusals: {},
});
