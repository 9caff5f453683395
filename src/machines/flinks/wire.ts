import type { WireFormat } from '../../kit/kit.ts';

/** Flinks Connect posts objects, or with `stringify=true` their JSON. */
export const flinksWire: Partial<WireFormat> = {
  variants: { stringify: ['false', 'true'] },
  post: (message, { stringify }) => (stringify === 'true' ? JSON.stringify(message) : message),
  unknown: { step: 'COMPONENT_NOT_KNOWN_YET' },
  offline: { step: 'APP_OFFLINE' },
};
