import { flinksContextGuards, flinksRefusals } from '../../guards/flinks.guards.ts';
import { providerOf } from '../../provider/define.ts';
import { type Envelope, flat } from '../../provider/envelope.ts';
import type { Provider } from '../../provider/provider.ts';
import { isObject, own } from '../../values.ts';
import { flinksContents, flinksInputSchema, flinksMemorySchema, isFlinksApiCode, isFlinksUserEvent } from './events.ts';
import { informationalEvents } from './informational.ts';
import { flinksMachine } from './machine.ts';

/**
 * A user event has a `step`, an API event a `flinksCode`. Where a message carries both, the step names it, unless only
 * the code is known. Flinks' page on handled errors calls API codes events as well: one may come as a step.
 */
const userEnvelope: Envelope = {
  ...flat({ name: 'step', beside: ['flinksCode'] }),
  has: isFlinksUserEvent,
  nameOf(message) {
    const step = stepOf(message);
    return step !== null && (isFlinksUserEvent(step) || apiNameIn(message) === undefined) ? step : null;
  },
};

const apiEnvelope: Envelope = {
  ...flat({ name: 'flinksCode', beside: ['step'] }),
  has: isFlinksApiCode,
  nameOf(message) {
    if (stepOf(message) !== null) return apiNameIn(message) ?? null;
    const code = isObject(message) ? own(message, 'flinksCode') : undefined;
    // The row of success has no code.
    if (code === null || code === '') return 'N/A';
    return typeof code === 'string' ? code : null;
  },
};

function stepOf(message: unknown): string | null {
  const step = isObject(message) ? own(message, 'step') : null;
  return typeof step === 'string' && step !== '' ? step : null;
}

function apiNameIn(message: unknown): string | undefined {
  return [own(message as object, 'flinksCode'), own(message as object, 'step')].find(isFlinksApiCode);
}

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
export const flinks: Provider<typeof flinksMachine> = providerOf({
  name: 'flinks',
  title: 'Flinks Connect',
  machine: flinksMachine,
  envelopes: [userEnvelope, apiEnvelope],
  events: flinksContents,
  input: flinksInputSchema,
  memory: flinksMemorySchema,
  requiredInput: [],
  sensitiveOutput: ['loginId', 'requestId', 'accountIds'],
  informational: [
    'APP_ONLINE',
    'APP_OFFLINE',
    ...(Object.keys(informationalEvents) as (keyof typeof informationalEvents)[]),
  ],
  // The iframe may outlive the success: it can be resized, lose its connection, and ask for 'feedback about the experience'.
  afterEnd: ['APP_RESIZE', 'FEEDBACK', 'APP_ONLINE', 'APP_OFFLINE'],
  initialEvent: 'APP_MOUNTED',
  contextGuards: flinksContextGuards,
  refusals: flinksRefusals,
});
