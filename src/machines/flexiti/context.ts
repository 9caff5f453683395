/** The memory of the Flexiti chart: its type, how it begins, what a message adds to it, and what is left at the end. */
import { parseInput } from '../../provider/input.ts';
import { type FlexitiEvent, type FlexitiInput, flexitiInputSchema } from './events.ts';

/** What the Flexiti chart remembers. */
export interface FlexitiContext {
  readonly flow: 'apply' | 'purchase' | null;
  readonly accountNumber: number | null;
  readonly verified: boolean | null;
  readonly action: string | null;
  readonly mfaOptionSelected: string | null;
  readonly widgetSessionId: string | null;
  readonly customerId: string | null;
  readonly accountType: string | null;
  readonly error: { readonly error: number | string; readonly message: string } | null;
}

/** What is known when the widget has ended. */
export type FlexitiOutput = Omit<FlexitiContext, 'flow' | 'error'>;

const nothingYet: FlexitiContext = {
  flow: null,
  accountNumber: null,
  verified: null,
  action: null,
  mfaOptionSelected: null,
  widgetSessionId: null,
  customerId: null,
  accountType: null,
  error: null,
};

export function initialContext(input: FlexitiInput | undefined): FlexitiContext {
  return { ...nothingYet, flow: parseInput('flexiti', flexitiInputSchema, input).flow ?? null };
}

export function outputOf({ flow: _flow, error: _error, ...output }: FlexitiContext): FlexitiOutput {
  return output;
}

/** An event that is sent straight to an actor may lack its data, and then adds nothing. */
export function resultOf({ eventData }: Extract<FlexitiEvent, { type: 'flx-success' }>): Partial<FlexitiContext> {
  return {
    accountNumber: eventData?.accountNumber ?? null,
    verified: eventData?.verified ?? null,
    action: eventData?.action ?? null,
    mfaOptionSelected: eventData?.mfaOptionSelected ?? null,
    widgetSessionId: eventData?.widget_session_id ?? null,
    customerId: eventData?.customerId ?? null,
    accountType: eventData?.accountType ?? null,
  };
}

export function errorOf({ eventData }: Extract<FlexitiEvent, { type: 'flx-failure' }>): FlexitiContext['error'] {
  return eventData ?? null;
}
