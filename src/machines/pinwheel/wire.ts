import type { WireFormat } from '../../kit/kit.ts';
import { isObject } from '../../values.ts';

/**
 * Link posts an envelope to its SDK, which calls `onEvent(eventName, payload)`. Newer ones write `screenName`. An exit's
 * error lies nested on the wire, and SDKs flatten it (`flattened`) or hand it on as it is (`nested`); the document shows
 * the flat one only.
 */
export const pinwheelWire: Partial<WireFormat> = {
  variants: {
    envelope: ['wire', 'callback'],
    screen: ['screenName', 'screen_name'],
    exit: ['flattened', 'nested', 'flat'],
  },
  post: ({ eventName, payload: sample }, { envelope, screen, exit }) => {
    const isNested = exit === 'nested' || (exit === 'flattened' && envelope === 'wire');
    const error = eventName === 'exit' ? withError(sample, isNested) : sample;
    const payload = screen === 'screenName' ? withScreenName(error) : error;
    if (envelope === 'callback') return [eventName, payload ?? {}];
    return { type: 'PINWHEEL_EVENT', eventName, ...(payload !== undefined && { payload }) };
  },
  unknown: { type: 'PINWHEEL_EVENT', eventName: 'not_known_yet', payload: {} },
};

function withScreenName(payload: unknown): unknown {
  if (!isObject(payload) || !('screen_name' in payload)) return payload;
  const { screen_name: screenName, ...rest } = payload;
  return { screenName, ...rest };
}

function withError(payload: unknown, isNested: boolean): unknown {
  if (!isObject(payload) || Object.keys(payload).length === 0) return payload;
  if ('error' in payload) return isNested ? payload : (payload.error ?? {});
  return isNested ? { error: payload } : payload;
}
