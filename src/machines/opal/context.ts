/** The memory of the Opal chart: its type, how it begins, what a message adds to it, and what is left at the end. */
import { parseInput } from '../../provider/input.ts';
import { type OpalEvent, type OpalInput, type OpalMode, opalInputSchema } from './events.ts';

/** What the Opal chart remembers. */
export interface OpalContext {
  readonly mode: OpalMode | null;
  /** From the latest event that carried one. */
  readonly entityId: string | null;
  /** From the latest event that carried any. */
  readonly accountIds: readonly string[];
  /** The error that no progress has followed yet. */
  readonly error: {
    readonly type: string | null;
    readonly subType: string | null;
    readonly message: string | null;
  } | null;
}

/** What is known when Opal has ended. */
export type OpalOutput = Omit<OpalContext, 'mode'>;

const nothingYet: OpalContext = { mode: null, entityId: null, accountIds: [], error: null };

export function initialContext(input: OpalInput | undefined): OpalContext {
  return { ...nothingYet, mode: parseInput('opal', opalInputSchema, input).mode ?? null };
}

export function outputOf({ mode: _mode, ...output }: OpalContext): OpalOutput {
  return output;
}

type ResultData = Partial<NonNullable<Extract<OpalEvent, { type: 'connect.flow.completed' }>['data']>>;

/** What an event says about the entity and its accounts. What it leaves out stays as it was. */
export function resultOf(event: OpalEvent): Partial<OpalContext> {
  if (!('data' in event) || event.type === 'opal.session.errored') return {};
  const data: ResultData = event.data ?? {};
  const accountIds = data.accounts?.length ? data.accounts : data.account ? [data.account] : null;
  return { ...(data.entity_id && { entityId: data.entity_id }), ...(accountIds && { accountIds }) };
}

/** An error is one even when its data is missing. */
export function errorOf({ data }: Extract<OpalEvent, { type: 'opal.session.errored' }>): OpalContext['error'] {
  return { type: data?.type ?? null, subType: data?.sub_type ?? null, message: data?.message ?? null };
}
