/** A kit's chart, as it was laid out beforehand. */

import type { AnyStateMachine } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Kit } from '../kit/kit.ts';
import { type Layout, layoutAt, placesOf } from './layout.ts';
import { type ModelOptions, modelOf } from './model.ts';
import { packed, unpacked } from './packed.ts';

/**
 * The layout that a kit carries, which needs no elkjs.
 *
 * @throws WidgetError `INVALID_OPTION` for a kit without one, or with one of another version of its chart: `packLayout`
 * makes it anew, and `layOut` does without.
 * @example
 * ```ts
 * import { layoutOf } from 'widget-statecharts/diagram';
 * import { pinwheelKit } from 'widget-statecharts/pinwheel/kit';
 *
 * const { title, states } = layoutOf(pinwheelKit);
 * console.log(title, states.length); // Pinwheel Link 54
 * ```
 */
export function layoutOf({ provider, layout }: Kit): Layout {
  const model = modelOf(provider.machine, provider);
  const places = layout === null ? null : unpacked(model, layout);
  if (places !== null) return layoutAt(model, places);
  const problem = layout === null ? 'has no layout' : 'has the layout of another version of its chart';
  throw new WidgetError(
    'INVALID_OPTION',
    `The kit of ${provider.title} ${problem}: give defineKit what packLayout makes of the machine, or use layOut.`,
  );
}

/**
 * Lays out a chart with elkjs, and packs the places into a short text: the `layout` of its kit.
 *
 * @throws WidgetError `INVALID_OPTION` where elkjs is not installed, or gives up.
 * @example
 * ```ts
 * import { packLayout } from 'widget-statecharts/diagram';
 * import { createMachine } from 'xstate';
 *
 * const lamp = createMachine({ id: 'lamp', initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: {} } });
 * console.log((await packLayout(lamp)).startsWith('{"size"')); // true
 * ```
 */
export async function packLayout(machine: AnyStateMachine, options: ModelOptions = {}): Promise<string> {
  const model = modelOf(machine, options);
  return packed(model, await placesOf(model));
}
