import type { Reading } from '../provider.ts';
import { fromJson, isObject, own, readContent, type Schema } from '../wire.ts';
import { type FlexitiEvent, flexitiContents, flexitiMessages } from './flexiti.events.ts';

/**
 * Reads a Flexiti message, `{ eventType, eventData }`. A failure may carry its error beside `eventType` or in
 * `eventData`: the document prints the inner object only.
 *
 * @example
 * ```ts
 * import { readFlexiti } from 'widget-statecharts/flexiti';
 *
 * console.log(readFlexiti({ eventType: 'flx-cancel' })); // { kind: 'event', event: { type: 'flx-cancel' } }
 * ```
 */
export function readFlexiti(posted: unknown): Reading<FlexitiEvent> {
  const message = fromJson(posted);
  const type = typeOf(message);
  if (type === null) return { kind: 'foreign', problem: 'it has no eventType' };
  const eventData = own(message as object, 'eventData');
  switch (type) {
    case 'flx-success':
      return readContent(type, flexitiContents[type], eventData, (content) => ({ type, eventData: content }), [
        'eventData',
      ]);
    case 'flx-failure':
      return readContent(type, flexitiContents[type], eventData ?? message, (content) => ({
        type,
        eventData: content,
      }));
    case 'flx-cancel':
      return { kind: 'event', event: { type } };
    default:
      return { kind: 'unrecognized', type };
  }
}

/** The schema of a message as posted. */
export function flexitiSchemaOf(posted: unknown): Schema | undefined {
  const type = typeOf(fromJson(posted));
  return type === null ? undefined : (own(flexitiMessages, type) as Schema | undefined);
}

function typeOf(message: unknown): string | null {
  const type = isObject(message) ? own(message, 'eventType') : null;
  return typeof type === 'string' ? type : null;
}
