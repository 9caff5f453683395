import type * as z from 'zod/mini';
import type { Reading } from '../provider.ts';
import { fromJson, isObject, own, readContent, type Schema } from '../wire.ts';
import {
  type PinwheelEvent,
  type PinwheelEventType,
  pinwheelArguments,
  pinwheelContents,
  pinwheelMessages,
} from './pinwheel.events.ts';

/**
 * Reads a Pinwheel event: `{ type: 'PINWHEEL_EVENT', eventName, payload }` as Link posts it, or the arguments of
 * `onEvent`, as `{ eventName, payload }` or `[eventName, payload]`. An absent payload is an empty one.
 *
 * @example
 * ```ts
 * import { readPinwheel } from 'widget-statecharts/pinwheel';
 *
 * const reading = readPinwheel({ eventName: 'screen_transition', payload: { screenName: 'LOGIN' } });
 * console.log(reading.kind === 'event' && reading.event.payload); // { screen_name: 'LOGIN' }
 * ```
 */
export function readPinwheel(posted: unknown): Reading<PinwheelEvent> {
  const message = fromJson(posted);
  const name = nameOf(message);
  if (name === null) return { kind: 'foreign', problem: 'it has no eventName, or a type of another sender' };
  const type = typeOf(name);
  if (type === null) return { kind: 'unrecognized', type: name };
  const payload = (Array.isArray(message) ? message[1] : own(message as object, 'payload')) ?? {};
  switch (type) {
    case 'exit':
      return readContent(type, pinwheelContents[type], payload, (content) => ({ type, payload: flatExit(content) }));
    case 'screen_transition':
      return readContent(type, pinwheelContents[type], payload, ({ screen_name, screenName, ...selected }) => ({
        type,
        payload: { screen_name: screen_name ?? screenName ?? '', ...selected },
      }));
    default:
      return readContent<unknown, PinwheelEvent>(
        type,
        pinwheelContents[type],
        payload,
        (content) => ({ type, payload: content }) as PinwheelEvent,
      );
  }
}

/** The schema of a message as posted. */
export function pinwheelSchemaOf(posted: unknown): Schema | undefined {
  const message = fromJson(posted);
  const name = nameOf(message);
  const type = name === null ? null : typeOf(name);
  if (type === null) return undefined;
  return Array.isArray(message) ? pinwheelArguments[type] : pinwheelMessages[type];
}

/** The event's name; or the type of another of Pinwheel's messages, such as the PINWHEEL_INIT that a relay echoes. */
function nameOf(message: unknown): string | null {
  if (Array.isArray(message)) return message.length <= 2 ? textOf(message[0]) : null;
  if (!isObject(message)) return null;
  const type = own(message, 'type') ?? 'PINWHEEL_EVENT';
  if (type === 'PINWHEEL_EVENT') return textOf(own(message, 'eventName'));
  return typeof type === 'string' && type.startsWith('PINWHEEL_') ? type : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The event of that name, also where React Native's bug wrote it in capitals. */
function typeOf(name: string): PinwheelEventType | null {
  const type = name === name.toUpperCase() ? name.toLowerCase() : name;
  return Object.hasOwn(pinwheelContents, type) ? (type as PinwheelEventType) : null;
}

type ExitContent = z.output<typeof pinwheelContents.exit>;

function flatExit({ error, type, code, message, pendingRetry }: ExitContent) {
  if (error != null) return error;
  return type == null || code == null || message == null || pendingRetry == null
    ? {}
    : { type, code, message, pendingRetry };
}
