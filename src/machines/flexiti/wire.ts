import type { WireFormat } from '../../kit/kit.ts';

/** Flexiti posts one message, to whoever embeds it. */
export const flexitiWire: Partial<WireFormat> = {
  unknown: { eventType: 'flx-not-known-yet', eventData: {} },
};
