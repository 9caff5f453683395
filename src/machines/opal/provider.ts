import { opalContextGuards, opalRefusals } from '../../guards/opal.guards.ts';
import { providerOf } from '../../provider/define.ts';
import { flat } from '../../provider/envelope.ts';
import type { Provider } from '../../provider/provider.ts';
import { opalContents, opalInputSchema, opalMemorySchema } from './events.ts';
import { opalMachine } from './machine.ts';

/**
 * Method Opal.
 *
 * @example
 * ```ts
 * import { opal, openSession } from 'widget-statecharts';
 *
 * const session = openSession(opal, { input: { mode: 'connect' } });
 * const message = { mode: 'connect', object: 'session', timestamp: '2025-06-10T22:50:53.024Z', data: null };
 * session.receive({ ...message, type: 'opal.session.started', action: 'started' });
 * session.receive({ ...message, type: 'opal.session.exited', action: 'exited' });
 * console.log((await session.done).outcome); // cancelled
 * ```
 */
export const opal: Provider<typeof opalMachine> = providerOf({
  name: 'opal',
  title: 'Method Opal',
  machine: opalMachine,
  // Method announces that more types will come: a message of this shape is one of them.
  envelopes: [flat({ name: 'type', unknownWith: ['object', 'action'] })],
  events: opalContents,
  input: opalInputSchema,
  memory: opalMemorySchema,
  requiredInput: [],
  sensitiveOutput: ['entityId', 'accountIds', 'message'],
  informational: ['opal.errored'],
  initialEvent: 'opal.session.started',
  contextGuards: opalContextGuards,
  refusals: opalRefusals,
});
