import type { EventObject } from 'xstate';
import { catalogues } from '../../src/catalogue.ts';
import { type Provider, providers } from '../../src/index.ts';

/** The four, for suites that every provider has to pass. */
export const all: readonly Provider[] = Object.values(providers);

/** Every sample message of a provider's catalogue, as posted. */
export function sampleMessages(provider: Provider): unknown[] {
  return catalogues[provider.name].flatMap(({ samples }) => [...samples]);
}

/** Every sample as the chart's event: each name at least once, and a payload for each outcome of a guard. */
function sampleEvents(provider: Provider): EventObject[] {
  const seen = new Map<string, EventObject>();
  for (const message of sampleMessages(provider)) {
    const reading = provider.read(message);
    if (reading.kind !== 'event') throw new Error(`a sample of ${provider.name} reads as ${reading.kind}`);
    seen.set(JSON.stringify(reading.event), reading.event as EventObject);
  }
  return [...seen.values()];
}

/**
 * Sample events for walking everything a chart can do: where one name has several samples, those between which a guard
 * chooses; of Pinwheel's screens a few, since each is a state of a region that meets every other.
 */
export function walkEvents(provider: Provider): EventObject[] {
  const screens = new Set(['LOGIN', 'JOB_ERROR']);
  return sampleEvents(provider).filter((event) => {
    const screen = (event as { payload?: { screen_name?: string } }).payload?.screen_name;
    return screen === undefined || screens.has(screen);
  });
}

/** Inputs that together open and close every region of a chart. */
export const inputs: Readonly<Record<Provider['name'], readonly Record<string, unknown>[]>> = {
  flinks: [
    {},
    {
      path: '/v2/',
      requestId: null,
      termsUrl: null,
      maximumRetry: null,
      consentEnable: false,
      accountSelectorEnable: false,
      enhancedMFA: false,
      closeEnable: false,
      backEnable: false,
      resumeSelectedAccounts: null,
      oauthWindowRedirect: true,
    },
    { maximumRetry: 2, requestId: 'resumed', resumeSelectedAccounts: 'a,b' },
    { path: '/v2/Upload' },
    { path: '/v2/Credential/14', skipEnhancedMFA: false },
  ],
  flexiti: [{}, { flow: 'purchase' }, { flow: 'apply' }],
  opal: [{}, { mode: 'connect' }, { mode: 'identity_verification' }, { mode: 'card_connect' }],
  pinwheel: [{}, { sdkVersion: 3, jobs: ['paystubs'], onDemandUpdate: true }, { onDemandUpdate: false, sdkVersion: 2 }],
};

/**
 * The events of a chart in slices that do not meet: a region that answers to its own events is walked apart, or each
 * of its states would be walked beside each state of the others.
 */
export function slices(provider: Provider): EventObject[][] {
  const events = sampleEvents(provider);
  const only = (...types: string[]) => events.filter(({ type }) => types.includes(type));
  const without = (...types: string[]) => events.filter(({ type }) => !types.includes(type));
  if (provider.name === 'flinks') {
    const aside = ['COMPONENT_HELP2FA_INFO', 'COMPONENT_HELP2FA_TROUBLESHOOTING', 'COMPONENT_CLOSE_SESSION'];
    const ambient = [...provider.ambient];
    return [without(...aside, ...ambient), only('APP_MOUNTED', ...aside), only('APP_MOUNTED', ...ambient)];
  }
  if (provider.name === 'pinwheel') {
    const aside = ['error', 'exit', 'screen_transition', 'input_required', 'other_event'];
    return [without(...aside), only('open', ...aside), only('open', 'login_attempt', 'success', 'error', 'exit')];
  }
  return [events];
}
