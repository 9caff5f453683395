import { kitOf } from '../../kit/define.ts';
import type { Kit } from '../../kit/kit.ts';
import { flexitiCatalogue } from './catalogue.ts';
import { flexitiExploration } from './exploration.ts';
import { places } from './layout.ts';
import { flexiti } from './provider.ts';
import { flexitiSdk } from './sdk.ts';
import { flexitiWire } from './wire.ts';

export type { FlexitiParams, FlexitiWidget } from './sdk.ts';

/**
 * What tools need of Flexiti: its catalogue, a stand-in for its SDK, how its chart is explored and drawn.
 *
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 *
 * console.log(flexitiKit.catalogue.map(({ type }) => type)); // [ 'flx-success', 'flx-failure', 'flx-cancel' ]
 * ```
 */
export const flexitiKit: Kit<typeof flexiti> = kitOf(flexiti, {
  catalogue: flexitiCatalogue,
  wire: flexitiWire,
  presentation: {
    kind: 'Payment',
    hue: 265,
    icon: 'M2 5h20v4H2zM2 11h20v8H2zM5 15h5v2H5z',
    shortName: (type) => type.replace(/^flx-/, ''),
  },
  sdk: flexitiSdk,
  exploration: flexitiExploration,
  layout: places,
});
