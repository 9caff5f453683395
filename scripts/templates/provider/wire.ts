import type { WireFormat } from '../../../src/kit/kit.ts';

/** My Widget posts its samples as they are. */
export const myWidgetWire: Partial<WireFormat> = {
  unknown: { event: 'not-known-yet', data: {} },
};
