import type { Provider } from '../provider.ts';
import { flexitiInputSchema, flexitiMemorySchema } from './flexiti.events.ts';
import { flexitiSchemaOf, readFlexiti } from './flexiti.read.ts';
import { flexitiMachine } from './machine.ts';

export type { FlexitiContext, FlexitiOutput } from './context.ts';
export { type FlexitiEvent, type FlexitiEventType, type FlexitiInput, flexitiContents } from './flexiti.events.ts';
export { readFlexiti } from './flexiti.read.ts';
export { type FlexitiNextStep, flexitiMachine } from './machine.ts';

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
export const flexiti: Provider<typeof flexitiMachine> = {
  name: 'flexiti',
  title: 'Flexiti',
  machine: flexitiMachine,
  input: flexitiInputSchema,
  memory: flexitiMemorySchema,
  requiredInput: ['flow'],
  read: readFlexiti,
  envelope: ['eventType'],
  schemaOf: flexitiSchemaOf,
  handles: ['accountNumber', 'widgetSessionId', 'customerId'],
  ambient: new Set<string>(),
  opening: null,
  contextGuards: {},
  refusals: {},
};
