import { opalContextGuards, opalRefusals } from '../../guards/opal.guards.ts';
import type { Provider } from '../provider.ts';
import { opalMachine } from './machine.ts';
import { opalInputSchema, opalMemorySchema } from './opal.events.ts';
import { opalSchemaOf, readOpal } from './opal.read.ts';

export type { OpalContext, OpalOutput } from './context.ts';
export { type OpalNextStep, opalMachine } from './machine.ts';
export { type OpalEvent, type OpalEventType, type OpalInput, type OpalMode, opalContents } from './opal.events.ts';
export { readOpal } from './opal.read.ts';

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
export const opal: Provider<typeof opalMachine> = {
  name: 'opal',
  title: 'Method Opal',
  machine: opalMachine,
  input: opalInputSchema,
  memory: opalMemorySchema,
  requiredInput: [],
  read: readOpal,
  envelope: ['type', 'object', 'action'],
  schemaOf: opalSchemaOf,
  handles: ['entityId', 'accountIds', 'message'],
  ambient: new Set(['opal.errored']),
  opening: 'opal.session.started',
  contextGuards: opalContextGuards,
  refusals: opalRefusals,
};
