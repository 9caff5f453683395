/**
 * The catalogue: every message that the providers' documents know, with description, evidence, schema and samples.
 * It lives apart from the charts, so that a running app does not carry the manual.
 */
import type { CatalogueEntry } from './machines/catalogue.ts';
import { flexitiCatalogue } from './machines/flexiti/flexiti.catalogue.ts';
import { flinksCatalogue } from './machines/flinks/flinks.catalogue.ts';
import { opalCatalogue } from './machines/opal/opal.catalogue.ts';
import { pinwheelCatalogue } from './machines/pinwheel/pinwheel.catalogue.ts';
import type { ProviderName } from './machines/provider.ts';

export type { CatalogueEntry } from './machines/catalogue.ts';

/**
 * The catalogues by provider.
 *
 * @example
 * ```ts
 * import { catalogues } from 'widget-statecharts/catalogue';
 *
 * console.log(catalogues.flinks.length); // 92
 * ```
 */
export const catalogues: Readonly<Record<ProviderName, readonly CatalogueEntry[]>> = {
  flinks: flinksCatalogue,
  flexiti: flexitiCatalogue,
  opal: opalCatalogue,
  pinwheel: pinwheelCatalogue,
};
