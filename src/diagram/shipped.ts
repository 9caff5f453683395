/** The shipped charts, laid out beforehand. */
import { WidgetError } from '../errors.ts';
import type { Provider, ProviderName } from '../machines/provider.ts';
import { type Layout, layoutAt } from './layout.ts';
import { places as flexiti } from './layouts/flexiti.ts';
import { places as flinks } from './layouts/flinks.ts';
import { places as opal } from './layouts/opal.ts';
import { places as pinwheel } from './layouts/pinwheel.ts';
import { modelOf } from './model.ts';
import { unpacked } from './packed.ts';

const shipped: Readonly<Record<ProviderName, string>> = { flexiti, flinks, opal, pinwheel };

/**
 * The layout of a shipped chart, which needs no elkjs.
 *
 * @throws WidgetError `UNKNOWN_PROVIDER` for a provider that is none of the four: `layOut` lays out its machine.
 * @example
 * ```ts
 * import { pinwheel } from 'widget-statecharts';
 * import { layoutOf } from 'widget-statecharts/diagram';
 *
 * const { title, states } = layoutOf(pinwheel);
 * console.log(title, states.length); // Pinwheel Link 54
 * ```
 */
export function layoutOf(provider: Provider): Layout {
  const model = modelOf(provider.machine, provider);
  const text = Object.hasOwn(shipped, provider.name) ? shipped[provider.name] : null;
  const places = text === null ? null : unpacked(model, text);
  if (places !== null) return layoutAt(model, places);
  throw new WidgetError('UNKNOWN_PROVIDER', `The chart of "${provider.name}" is not shipped: layOut lays it out.`);
}
