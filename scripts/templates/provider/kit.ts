import { defineKit } from '../../../src/kit/define.ts';
import type { Kit } from '../../../src/kit/kit.ts';
import { myWidgetCatalogue } from './catalogue.ts';
import { myWidgetExploration } from './exploration.ts';
import { places } from './layout.ts';
import { myWidget } from './provider.ts';
import { myWidgetWire } from './wire.ts';

/**
 * What tools need of My Widget: its catalogue, its wire format, how its chart is explored and drawn.
 *
 * @example
 * ```ts
 * import { myWidgetKit } from 'widget-statecharts/my-widget/kit';
 *
 * console.log(myWidgetKit.catalogue.map(({ type }) => type)); // [ 'closed' ]
 * ```
 */
export const myWidgetKit: Kit<typeof myWidget> = defineKit(myWidget, {
  catalogue: myWidgetCatalogue,
  wire: myWidgetWire,
  exploration: myWidgetExploration,
  layout: places,
});
