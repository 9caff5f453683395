import { kitOf } from '../../kit/define.ts';
import type { Kit } from '../../kit/kit.ts';
import { flinksCatalogue } from './catalogue.ts';
import { flinksExploration } from './exploration.ts';
import { flinksInputFromUrl } from './input.ts';
import { places } from './layout.ts';
import { flinks } from './provider.ts';
import { flinksWire } from './wire.ts';

/**
 * What tools need of Flinks Connect: its catalogue, its wire format, how its chart is explored and drawn.
 *
 * @example
 * ```ts
 * import { flinksKit } from 'widget-statecharts/flinks/kit';
 *
 * console.log(flinksKit.catalogue.length); // 92
 * ```
 */
export const flinksKit: Kit<typeof flinks> = kitOf(flinks, {
  catalogue: flinksCatalogue,
  wire: flinksWire,
  presentation: {
    kind: 'Bank connection',
    hue: 215,
    icon: 'M3 9l9-6 9 6v2H3zM5 13h2v6H5zM11 13h2v6h-2zM17 13h2v6h-2zM3 20h18v2H3z',
    shortName: (type) => type.replace(/^COMPONENT_/, ''),
  },
  // Flinks' sandbox: other instances have origins of the same form.
  origins: ['https://toolbox-iframe.private.fin.ag'],
  exploration: flinksExploration,
  fromAddress: (address) => {
    const variants = address.searchParams.get('stringify') === 'true' ? { stringify: 'true' } : {};
    return { input: flinksInputFromUrl(address.href), variants };
  },
  layout: places,
});
