import type { ProviderInput } from '../../src/index.ts';
import type { Provider } from '../../src/provider/provider.ts';
import { createReplay, type LineRecord, type ReplayOptions, type SessionReport } from '../../src/replay/replay.ts';

/** A user of Flinks Connect who gets through, message by message, as the documents tell it. */
export const flinksRun: readonly Record<string, unknown>[] = [
  { step: 'APP_MOUNTED' },
  { step: 'COMPONENT_LOAD_INSTITUTION_SELECTOR', cached: false },
  { step: 'INSTITUTION_SELECTED', institution: 'FlinksCapital' },
  { step: 'COMPONENT_LOAD_CREDENTIAL', institution: 'FlinksCapital' },
  { step: 'SUBMIT_CREDENTIAL', institution: 'FlinksCapital' },
  {
    step: 'REDIRECT',
    institution: 'FlinksCapital',
    url: 'https://toolbox-iframe.private.fin.ag/v2/Result?loginId=6747ff12-6943-429f-c710-08d9aaed1c78',
    loginId: '6747ff12-6943-429f-c710-08d9aaed1c78',
    requestId: '89c77e20-dc45-4f30-9a9c-24059b1d255c',
  },
];

export const flexitiSuccess = {
  eventType: 'flx-success',
  eventData: {
    accountNumber: 2233000,
    verified: true,
    action: 'purchase',
    mfaOptionSelected: 'sms',
    widget_session_id: '3f2b8c1e-6a4d-4f0e-9b7a-1c2d3e4f5a6b',
    customerId: '1234567-12345',
    accountType: 'consumer',
  },
};

/** A line of a log: an object is written as JSON, a string stands as it is. */
export type LogLine = object | string;

export const asLine = (line: LogLine): string => (typeof line === 'string' ? line : JSON.stringify(line));

/** Replays lines, and gives what was told of each and in the end. */
export function replayed(
  provider: Provider,
  lines: readonly LogLine[],
  options: Omit<ReplayOptions, 'onRecord' | 'input'> & { input?: ProviderInput<Provider> } = {},
): { records: LineRecord[]; reports: SessionReport[] } {
  const records: LineRecord[] = [];
  const log = createReplay(provider, { ...options, onRecord: (record) => records.push(record) });
  for (const line of lines) log.take({ text: asLine(line) }, null);
  return { records, reports: [...log.reports()] };
}

/** The one report of a log of one session. */
export function only(reports: readonly SessionReport[]): SessionReport {
  const [report] = reports;
  if (report === undefined || reports.length !== 1) throw new Error(`${reports.length} sessions instead of one`);
  return report;
}
