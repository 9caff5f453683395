import { kitOf } from '../../kit/define.ts';
import type { Kit } from '../../kit/kit.ts';
import { pinwheelCatalogue } from './catalogue.ts';
import { pinwheelExploration } from './exploration.ts';
import { places } from './layout.ts';
import { pinwheel } from './provider.ts';
import { pinwheelSdk } from './sdk.ts';
import { pinwheelWire } from './wire.ts';

/**
 * What tools need of Pinwheel Link: its catalogue, its wire format, a stand-in for its SDK, how its chart is explored
 * and drawn.
 *
 * @example
 * ```ts
 * import { pinwheelKit } from 'widget-statecharts/pinwheel/kit';
 *
 * console.log(pinwheelKit.wire.variants.envelope); // [ 'wire', 'callback' ]
 * ```
 */
export const pinwheelKit: Kit<typeof pinwheel> = kitOf(pinwheel, {
  catalogue: pinwheelCatalogue,
  wire: pinwheelWire,
  presentation: {
    kind: 'Payroll',
    hue: 150,
    icon: 'M9 4V2h6v2h6v6H3V4zM3 12h18v8H3zM10 11h4v4h-4z',
  },
  sdk: pinwheelSdk,
  exploration: pinwheelExploration,
  layout: places,
});
