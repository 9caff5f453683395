import type { Provider } from '../provider/provider.ts';
import type { WireFormat } from './kit.ts';

/** How a widget puts its messages on the wire: as the samples are, where nothing else is said. */
export function wireOf({ envelopes }: Provider, wire: Partial<WireFormat> | undefined): WireFormat {
  const [envelope] = envelopes;
  return {
    variants: {},
    post: (message) => message,
    copyOf: () => null,
    isCopy: () => false,
    unknown: envelope?.write('NOT_KNOWN_YET', {}),
    offline: null,
    ...wire,
  };
}
