/** Recordings keep the shape of a message and none of its secrets: what no schema declares, or a mark covers, is masked. */
import type { Provider } from '../machines/provider.ts';
import { fromJson, markOf, type Schema } from '../machines/wire.ts';

/** The parts of zod's definitions that say what lies below a schema. */
interface Definition {
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly options?: readonly Schema[];
  readonly items?: readonly Schema[];
  readonly type: string;
}

/**
 * A message as posted, with placeholders of the same types for everything but its name and the declared, unmarked
 * fields. Replaying it gives the verdict of the original.
 *
 * @example
 * ```ts
 * import { flinks, redactMessage } from 'widget-statecharts';
 *
 * console.log(redactMessage(flinks, { step: 'SUBMIT_CREDENTIAL', institution: 'FlinksCapital', password: 'hunter2' }));
 * // { step: 'SUBMIT_CREDENTIAL', institution: 'FlinksCapital', password: '[redacted]' }
 * ```
 */
export function redactMessage(provider: Provider, posted: unknown): unknown {
  const message = fromJson(posted);
  const schema = provider.schemaOf(message);
  // Nothing of a stranger's message is worth keeping; a bare string is foreign to every provider.
  if (schema === undefined && provider.read(message).kind === 'foreign') return '[foreign]';
  const redacted = schema === undefined ? redactUnknown(provider, message) : redact(message, schema);
  return typeof posted === 'string' ? JSON.stringify(redacted) : redacted;
}

/** A name that the catalogue lacks: its envelope's keys are the only ones to keep. */
function redactUnknown(provider: Provider, message: unknown): unknown {
  return typeof message === 'object' && message !== null
    ? mapObject(message, (value, key) => (provider.envelope.includes(key) ? value : mask(value)))
    : mask(message);
}

function redact(value: unknown, schema: Schema): unknown {
  const mark = markOf(schema);
  if (mark === 'link') return typeof value === 'string' ? maskQuery(value) : mask(value);
  if (mark === 'handle') return mask(value);
  const definition = schema._zod.def as unknown as Definition;
  switch (definition.type) {
    case 'object':
      return isPlain(value)
        ? mapObject(value, (field, key) => {
            const known = Object.hasOwn(definition.shape ?? {}, key) ? definition.shape?.[key] : undefined;
            return known ? redact(field, known) : mask(field);
          })
        : mask(value);
    case 'array':
      return Array.isArray(value) && definition.element
        ? value.map((item) => redact(item, definition.element as Schema))
        : mask(value);
    case 'tuple':
      return Array.isArray(value)
        ? value.map((item, index) => (definition.items?.[index] ? redact(item, definition.items[index]) : mask(item)))
        : mask(value);
    case 'optional':
    case 'nullable':
      return value === null || value === undefined ? value : redact(value, definition.innerType as Schema);
    case 'pipe':
      return redact(value, definition.in as Schema);
    case 'union':
      return redact(value, unionMember(value, definition.options ?? []));
    case 'literal':
    case 'enum':
    case 'boolean':
      return typeof value === 'object' ? mask(value) : value;
    case 'string':
    case 'number':
      // biome-ignore lint/suspicious/useValidTypeof: the schema's type is the JavaScript type
      return typeof value === definition.type ? value : mask(value);
    default:
      return mask(value);
  }
}

/** The member that fits by type: unions here mix a text, a number, a list, an object. */
function unionMember(value: unknown, options: readonly Schema[]): Schema {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  return (options.find((option) => option._zod.def.type === kind) ?? options[0]) as Schema;
}

/** A placeholder of the same type, so that a replay gives the same verdict. */
function mask(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? '' : '[redacted]';
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(mask);
  if (isPlain(value)) return mapObject(value, mask);
  // Booleans and null say nothing about anybody; what JSON cannot carry is dropped.
  return typeof value === 'boolean' || value === null ? value : undefined;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without a prototype in reach: a key may be called `__proto__`. */
function mapObject(object: object, map: (value: unknown, key: string) => unknown): object {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}

/** A url with its parameters' values masked: their names stay, since a verdict may rest on one being there. */
export function maskQuery(url: string): string {
  return url.replace(/([?&#][^=&#]*=)[^&#]+/g, '$1[redacted]');
}

/**
 * An identifier as a person may see it: its last four characters, enough to find it again in a list.
 *
 * @example
 * ```ts
 * import { maskHandle } from 'widget-statecharts';
 *
 * console.log(maskHandle('6747ff12-6943-429f-c710-08d9aaed1c78')); // …1c78
 * ```
 */
export function maskHandle(handle: string): string {
  return handle.length >= 12 ? `…${handle.slice(-4)}` : '…';
}
