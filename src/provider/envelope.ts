/** How a provider's messages are put: which key names one, and where its content lies. */
import { isObject, own } from '../values.ts';
import type { Schema } from './schemas.ts';

/** Where the content of a message lies, and under which keys, for whoever reads what is wrong with it. */
export interface Content {
  readonly value: unknown;
  readonly path: readonly string[];
}

/** One way in which a provider puts its messages. `flat`, `nested` and `callbackArguments` make the usual ones. */
export interface Envelope {
  /** The key of the event that holds the content; null where its fields lie beside the event's `type`. */
  readonly contentKey: string | null;
  /** What a message in it looks like, for a person whose message was foreign: `{ step, … }`. */
  readonly shape: string;
  /** Which events come in this envelope: another name is unrecognized here. @default all */
  readonly has?: ((type: string) => boolean) | undefined;
  /** The name of a message in this envelope; null for a message in another one. `isKnown` asks for an event's schema. */
  readonly nameOf: (message: unknown, isKnown: (type: string) => boolean) => string | null;
  /** The content of a message that `nameOf` has named. */
  readonly contentOf: (message: unknown, type: string) => Content;
  /** Which of the usual ones it is, and with which options: a kit tells by it what a message looks like as posted. */
  readonly form?: EnvelopeForm | undefined;
  /** The same of another one: the schema of a message as posted, around that of its content. @default by `form` */
  readonly schemaOf?: ((type: string, content: Schema) => Schema) | undefined;
  /** A message as posted, around its content. */
  readonly write: (type: string, content: unknown) => unknown;
}

/** How one of the usual envelopes was made. */
export type EnvelopeForm =
  | ({ readonly kind: 'flat' } & FlatOptions)
  | ({ readonly kind: 'nested' } & NestedOptions)
  | ({ readonly kind: 'arguments' } & ArgumentsOptions);

/** How a flat envelope names its messages. */
export interface FlatOptions {
  /** The key that names a message. */
  readonly name: string;
  /** What a name that no event has must look like to be one of this provider's all the same. @default any text */
  readonly unknownNames?: RegExp | undefined;
  /** Keys that hold a text in each of the provider's messages: without them, an unknown name is another sender's. */
  readonly unknownWith?: readonly string[] | undefined;
  /** Keys beside the content that tell nothing, and may be there. */
  readonly beside?: readonly string[] | undefined;
}

/**
 * An envelope whose fields lie beside the name: `{ step: 'REDIRECT', loginId: … }`.
 *
 * @example
 * ```ts
 * import { flat } from 'widget-statecharts/provider';
 *
 * const envelope = flat({ name: 'step' });
 * console.log(envelope.nameOf({ step: 'REDIRECT', loginId: 'a1' }, () => true)); // REDIRECT
 * ```
 */
export function flat(options: FlatOptions): Envelope {
  const { name: key, unknownNames, unknownWith = [] } = options;
  return {
    contentKey: null,
    form: { kind: 'flat', ...options },
    shape: `{ ${[key, ...unknownWith].join(', ')}, … }`,
    nameOf(message, isKnown) {
      const name = isObject(message) ? own(message, key) : null;
      if (typeof name !== 'string' || name === '') return null;
      if (isKnown(name)) return name;
      const isOurs = unknownWith.every((other) => typeof own(message as object, other) === 'string');
      return isOurs && (unknownNames?.test(name) ?? true) ? name : null;
    },
    contentOf: besideTheName,
    write: (type, content) => ({ [key]: type, ...(content as object) }),
  };
}

function besideTheName(message: unknown): Content {
  return { value: message, path: [] };
}

/** How a nested envelope names its messages. */
export interface NestedOptions<TContent extends string = string> {
  /** The key that names a message. */
  readonly name: string;
  /** The key that the content lies under. */
  readonly content: TContent;
  /** A key that tells the provider's messages from others, such as `{ type: 'PINWHEEL_EVENT' }`. It may be left out. */
  readonly marker?: Readonly<Record<string, string>> | undefined;
  /** Events whose fields may lie beside the name where nothing lies under `content`. */
  readonly orBeside?: readonly string[] | undefined;
  /** The event of a name that is spelt otherwise. */
  readonly spelling?: ((name: string) => string) | undefined;
  /** What a name that no event has must look like to be one of this provider's all the same. @default any text */
  readonly unknownNames?: RegExp | undefined;
}

/**
 * An envelope whose content lies under a key of its own: `{ eventName: 'login', payload: { … } }`.
 *
 * @example
 * ```ts
 * import { nested } from 'widget-statecharts/provider';
 *
 * const envelope = nested({ name: 'eventName', content: 'payload' });
 * console.log(envelope.write('login', { accountId: 'a1' })); // { eventName: 'login', payload: { accountId: 'a1' } }
 * ```
 */
export function nested<TContent extends string>(
  options: NestedOptions<TContent>,
): Envelope & { readonly contentKey: TContent } {
  const { name: key, content: contentKey, marker = {}, orBeside = [], spelling, unknownNames } = options;
  const markers = Object.entries(marker);
  const path = [contentKey];
  return {
    contentKey,
    form: { kind: 'nested', ...options },
    shape: `{ ${[...Object.keys(marker), key, contentKey].join(', ')} }`,
    nameOf(message, isKnown) {
      if (!isObject(message) || markers.some(([other, value]) => (own(message, other) ?? value) !== value)) return null;
      return spelt(own(message, key), spelling, isKnown, unknownNames);
    },
    contentOf(message, type) {
      const value = own(message as object, contentKey);
      return value == null && orBeside.includes(type) ? besideTheName(message) : { value, path };
    },
    write: (type, content) => ({ ...marker, [key]: type, ...(content !== undefined && { [contentKey]: content }) }),
  };
}

/** How the arguments of a callback are named. */
export interface ArgumentsOptions<TContent extends string = string> {
  /** The key of the chart's event that holds the content. */
  readonly content: TContent;
  readonly spelling?: ((name: string) => string) | undefined;
  readonly unknownNames?: RegExp | undefined;
}

/**
 * The arguments of an SDK's callback, `onEvent(name, content)`, as a list: what `callbackTransport` makes of them.
 *
 * @example
 * ```ts
 * import { callbackArguments } from 'widget-statecharts/provider';
 *
 * const envelope = callbackArguments({ content: 'metadata' });
 * console.log(envelope.nameOf(['OPEN', {}], () => true)); // OPEN
 * ```
 */
export function callbackArguments<TContent extends string>(
  options: ArgumentsOptions<TContent>,
): Envelope & { readonly contentKey: TContent } {
  const { content: contentKey, spelling, unknownNames } = options;
  const path = [contentKey];
  return {
    contentKey,
    form: { kind: 'arguments', ...options },
    shape: `[name, ${contentKey}]`,
    nameOf: (message, isKnown) =>
      Array.isArray(message) && message.length <= 2 ? spelt(message[0], spelling, isKnown, unknownNames) : null,
    contentOf: (message) => ({ value: (message as unknown[])[1], path }),
    write: (type, content) => (content === undefined ? [type] : [type, content]),
  };
}

/** The name that a message gives, in the spelling of its event. */
function spelt(
  name: unknown,
  spelling: ((name: string) => string) | undefined,
  isKnown: (type: string) => boolean,
  unknownNames: RegExp | undefined,
): string | null {
  if (typeof name !== 'string' || name === '') return null;
  if (isKnown(name)) return name;
  const type = spelling?.(name);
  if (type !== undefined && isKnown(type)) return type;
  return (unknownNames?.test(name) ?? true) ? name : null;
}
