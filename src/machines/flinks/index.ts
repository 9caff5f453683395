import { flinksContextGuards, flinksRefusals } from '../../guards/flinks.guards.ts';
import type { Provider } from '../provider.ts';
import { flinksInputSchema, flinksMemorySchema } from './flinks.events.ts';
import { flinksSchemaOf, readFlinks } from './flinks.read.ts';
import { informationalEvents } from './informational.ts';
import { flinksMachine } from './machine.ts';

export type { FlinksContext, FlinksOutput } from './context.ts';
export {
  type FlinksApiCode,
  type FlinksEvent,
  type FlinksEventType,
  type FlinksInput,
  type FlinksUserEventType,
  flinksApiCodes,
  flinksUserEvents,
} from './flinks.events.ts';
export { flinksInputFromUrl, readFlinks } from './flinks.read.ts';
export { type FlinksNextStep, flinksMachine } from './machine.ts';

/**
 * Flinks Connect, the bank-linking widget.
 *
 * @example
 * ```ts
 * import { flinks, openSession } from 'widget-statecharts';
 *
 * const session = openSession(flinks, { input: { closeEnable: false } });
 * const { verdict } = session.receive({ step: 'SUBMIT_MFA' });
 * console.log(verdict); // illegal
 * session.close();
 * ```
 */
export const flinks: Provider<typeof flinksMachine> = {
  name: 'flinks',
  title: 'Flinks Connect',
  machine: flinksMachine,
  input: flinksInputSchema,
  memory: flinksMemorySchema,
  requiredInput: [],
  read: readFlinks,
  envelope: ['step', 'flinksCode'],
  schemaOf: flinksSchemaOf,
  handles: ['loginId', 'requestId', 'accountIds'],
  ambient: new Set(['APP_ONLINE', 'APP_OFFLINE', ...Object.keys(informationalEvents)]),
  opening: 'APP_MOUNTED',
  contextGuards: flinksContextGuards,
  refusals: flinksRefusals,
};
