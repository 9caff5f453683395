import type { ChartExploration } from '../../kit/kit.ts';
import { informationalEvents } from './informational.ts';
import type { flinksMachine } from './machine.ts';

const aside = new Set(['COMPONENT_HELP2FA_INFO', 'COMPONENT_HELP2FA_TROUBLESHOOTING', 'COMPONENT_CLOSE_SESSION']);
// A step of the flow beside each: a region that is wrongly begun anew shows only where another has moved.
const consent = new Set(['APP_MOUNTED', 'COMPONENT_LOAD_CONSENT', 'COMPONENT_ACCEPT_CONSENT']);
const informational = new Set(['APP_ONLINE', 'APP_OFFLINE', ...Object.keys(informationalEvents)]);

/** How Flinks' chart is explored: the flow, what lies over it (help, the wish to close), and what never moves it. */
export const flinksExploration: ChartExploration<typeof flinksMachine> = {
  inputs: [
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
  abstractContext: ({ failures }) => failures,
  projections: [
    { name: 'flow', includes: (type) => !aside.has(type) && !informational.has(type) },
    { name: 'overlays', includes: (type) => consent.has(type) || aside.has(type) },
    { name: 'informational', includes: (type) => consent.has(type) || informational.has(type) },
  ],
};
