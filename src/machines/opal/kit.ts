import { kitOf } from '../../kit/define.ts';
import type { Kit } from '../../kit/kit.ts';
import { opalCatalogue } from './catalogue.ts';
import { opalExploration } from './exploration.ts';
import { places } from './layout.ts';
import { opal } from './provider.ts';
import { opalWire } from './wire.ts';

/**
 * What tools need of Opal: its catalogue, its wire format, how its chart is explored and drawn.
 *
 * @example
 * ```ts
 * import { opalKit } from 'widget-statecharts/opal/kit';
 *
 * console.log(opalKit.wire.variants.copies); // [ 'generic-last', 'generic-first', 'none' ]
 * ```
 */
export const opalKit: Kit<typeof opal> = kitOf(opal, {
  catalogue: opalCatalogue,
  wire: opalWire,
  presentation: {
    kind: 'Identity',
    hue: 190,
    icon: 'M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM3 21c0-5 4-7.500 9-7.500s9 2.500 9 7.500z',
    shortName: (type) => type.replace(/^opal\./, ''),
  },
  // The first is documented; the others are what Opal's own SDK trusts.
  origins: [
    'https://opal.production.methodfi.com',
    'https://opal.sandbox.methodfi.com',
    'https://opal.dev.methodfi.com',
  ],
  exploration: opalExploration,
  layout: places,
});
