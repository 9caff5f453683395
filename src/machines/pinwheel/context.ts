/** The memory of the Pinwheel chart: its type, how it begins, what a message adds to it, and what is left at the end. */
import { parseInput } from '../../provider/input.ts';
import { type PinwheelError, type PinwheelEvent, type PinwheelInput, pinwheelInputSchema } from './events.ts';

/** What the Pinwheel chart remembers. */
export interface PinwheelContext {
  readonly sdkVersion: 2 | 3 | null;
  /** The jobs that the token asks for. */
  readonly jobs: readonly string[] | null;
  readonly onDemandUpdate: boolean | null;
  /** How far any login of this session has come: a later attempt does not undo an earlier success. */
  readonly login: 'none' | 'attempted' | 'done';
  readonly succeeded: boolean;
  /** The jobs that this library knows by name and that succeeded. */
  readonly succeededJobs: readonly string[];
  readonly billSwitched: boolean;
  readonly accountId: string | null;
  readonly platformId: string | null;
  /** The last error, until the user gets past it. */
  readonly error: PinwheelError | null;
  readonly errorSeen: boolean;
}

/** What is known when Link is closed. Webhooks report what became of the jobs. */
export interface PinwheelOutput {
  readonly accountId: string | null;
  readonly platformId: string | null;
  /** Of `login`, `direct_deposit_switch` and `card_switch`, the jobs that succeeded while Link was open. */
  readonly jobs: readonly string[];
  readonly billSwitched: boolean;
  /** The error that `exit` carried, or else the last one that the user did not get past. */
  readonly error: PinwheelError | null;
}

const nothingYet: PinwheelContext = {
  sdkVersion: null,
  jobs: null,
  onDemandUpdate: null,
  login: 'none',
  succeeded: false,
  succeededJobs: [],
  billSwitched: false,
  accountId: null,
  platformId: null,
  error: null,
  errorSeen: false,
};

export function initialContext(input: PinwheelInput | undefined): PinwheelContext {
  const { sdkVersion = null, jobs = null, onDemandUpdate = null } = parseInput('pinwheel', pinwheelInputSchema, input);
  return { ...nothingYet, sdkVersion, jobs, onDemandUpdate };
}

export function outputOf(context: PinwheelContext): PinwheelOutput {
  const { accountId, platformId, succeededJobs, billSwitched, error } = context;
  return { accountId, platformId, jobs: succeededJobs, billSwitched, error };
}

type Account = Pick<PinwheelContext, 'accountId' | 'platformId'>;

/** Here and below: an event that is sent straight to an actor may lack its payload, and then adds nothing. */
export function accountOf({ accountId, platformId }: Account, event: PinwheelEvent): Account {
  if (event.type !== 'login' && event.type !== 'success') return { accountId, platformId };
  return { accountId: event.payload?.accountId ?? accountId, platformId: event.payload?.platformId ?? platformId };
}

/** Only jobs with a known name are kept, so that the list cannot grow. */
export function withJob(jobs: readonly string[], event: PinwheelEvent): readonly string[] {
  const job = event.type === 'success' ? event.payload?.job : undefined;
  return ['login', 'direct_deposit_switch', 'card_switch'].filter((known) => known === job || jobs.includes(known));
}

export function errorOf({ type: event, payload }: PinwheelEvent): PinwheelError | null {
  if ((event !== 'error' && event !== 'exit') || payload == null || !('code' in payload)) return null;
  const { type, code, message, pendingRetry } = payload;
  return { type, code, message, pendingRetry };
}
