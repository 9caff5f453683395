import { WidgetError } from '../errors.ts';
import { flexiti } from './flexiti/index.ts';
import { flinks } from './flinks/index.ts';
import { opal } from './opal/index.ts';
import { pinwheel } from './pinwheel/index.ts';
import type { Provider, ProviderName } from './provider.ts';

/** The providers by name. */
export const providers = { flinks, flexiti, opal, pinwheel } satisfies Record<ProviderName, Provider>;

/**
 * The provider of a name that a person typed.
 *
 * @throws WidgetError `UNKNOWN_PROVIDER`.
 * @example
 * ```ts
 * import { providerNamed } from 'widget-statecharts';
 *
 * console.log(providerNamed('opal').title); // Method Opal
 * ```
 */
export function providerNamed(name: string): Provider {
  if (Object.hasOwn(providers, name)) return providers[name as ProviderName];
  throw new WidgetError('UNKNOWN_PROVIDER', `No provider is called "${name}": ${Object.keys(providers).join(', ')}.`);
}
