import { accountIdsIn } from './context.ts';
import { parameterInUrl } from './url.ts';

/** What the address of the landing page tells of a connection. */
export interface FlinksResult {
  readonly loginId: string;
  readonly institution: string | null;
  /** Empty where the account selector is off. */
  readonly accountIds: readonly string[];
  readonly requestId?: string;
}

/**
 * The result from the address of the landing page that Flinks Connect redirects to: "Flinks Connect adds the loginId
 * along with the institution into the landing page url". The parameters may lie in the query or behind a `#`, and the
 * scheme may be an app's own. Null for an address without a loginId. Whoever opens the page may have written its address:
 * let your server ask Flinks for the loginId before you rely on it.
 *
 * @example
 * ```ts
 * import { flinksResultFromUrl } from 'widget-statecharts/flinks';
 *
 * const address = 'https://host.example/landing?loginId=6747ff12-6943-429f-c710-08d9aaed1c78&institution=FlinksCapital';
 * console.log(flinksResultFromUrl(address)?.institution); // FlinksCapital
 * console.log(flinksResultFromUrl('https://host.example/landing')); // null
 * ```
 */
export function flinksResultFromUrl(url: string): FlinksResult | null {
  // A caller without types may hand on what a framework calls an address.
  if (typeof url !== 'string') return null;
  const loginId = parameterInUrl(url, 'loginId');
  if (loginId === null) return null;
  const requestId = parameterInUrl(url, 'requestId');
  return {
    loginId,
    institution: parameterInUrl(url, 'institution'),
    accountIds: accountIdsIn(parameterInUrl(url, 'accountId')),
    ...(requestId !== null && { requestId }),
  };
}
