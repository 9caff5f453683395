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
  try {
    return redactPosted(provider, posted);
  } catch {
    // A getter or a proxy that throws: nobody could read it.
    return '[foreign]';
  }
}

function redactPosted(provider: Provider, posted: unknown): unknown {
  const message = fromJson(posted);
  const room: Room = { left: 1000 };
  const schema = provider.schemaOf(message);
  // Nothing of a stranger's message is worth keeping; a bare string is foreign to every provider.
  if (schema === undefined && provider.read(message).kind === 'foreign') return '[foreign]';
  const redacted = schema === undefined ? redactUnknown(provider, message, room) : redactorFor(schema)(message, room);
  return typeof posted === 'string' ? JSON.stringify(redacted) : redacted;
}

/** A name that the catalogue lacks: its envelope's keys are the only ones to keep. */
function redactUnknown(provider: Provider, message: unknown, room: Room): unknown {
  return typeof message === 'object' && message !== null
    ? mapObject(message, (value, key) =>
        provider.envelope.includes(key) && typeof value === 'string' ? value : mask(value, room),
      )
    : mask(message, room);
}

/** How many more values may be copied: a message may be of any size, and may even contain itself. */
interface Room {
  left: number;
}

type Redactor = (value: unknown, room: Room) => unknown;

/** A schema is walked once: what it says of a value is kept as a function. */
const redactors = new WeakMap<Schema, Redactor>();

function redactorFor(schema: Schema): Redactor {
  const redactor = redactors.get(schema) ?? makeRedactor(schema);
  redactors.set(schema, redactor);
  return redactor;
}

function makeRedactor(schema: Schema): Redactor {
  const mark = markOf(schema);
  if (mark === 'link') return (value, room) => (typeof value === 'string' ? maskQuery(value) : mask(value, room));
  if (mark === 'handle') return mask;
  const definition = schema._zod.def as unknown as Definition;
  switch (definition.type) {
    case 'object': {
      const fields = new Map(Object.entries(definition.shape ?? {}).map(([key, field]) => [key, redactorFor(field)]));
      return (value, room) => {
        if (!isPlain(value)) return mask(value, room);
        // A copy keeps the shape at once; only what has to be masked is written again.
        const redacted: Record<string, unknown> = { ...value };
        for (const key of Object.keys(redacted)) {
          const field = redacted[key];
          const masked = (fields.get(key) ?? mask)(field, room);
          if (masked !== field) define(redacted, key, masked);
        }
        return redacted;
      };
    }
    case 'array': {
      const item = redactorFor(definition.element as Schema);
      return (value, room) => (Array.isArray(value) ? value.map((each) => item(each, room)) : mask(value, room));
    }
    case 'tuple': {
      const items = (definition.items ?? []).map(redactorFor);
      return (value, room) =>
        Array.isArray(value) ? value.map((each, index) => (items[index] ?? mask)(each, room)) : mask(value, room);
    }
    case 'optional':
    case 'nullable': {
      const inner = redactorFor(definition.innerType as Schema);
      return (value, room) => (value == null ? value : inner(value, room));
    }
    case 'pipe':
      return redactorFor(definition.in as Schema);
    case 'union': {
      const options = (definition.options ?? []).map((option) => ({
        kind: kindOf(option),
        redact: redactorFor(option),
      }));
      // Unions here mix a text, a number, a list, an object: the member that fits by type is the one.
      return (value, room) => {
        const kind = Array.isArray(value) ? 'array' : typeof value;
        return (options.find((option) => option.kind === kind)?.redact ?? mask)(value, room);
      };
    }
    case 'literal':
    case 'enum':
    case 'boolean':
      return (value, room) => (typeof value === 'string' || typeof value === 'boolean' ? value : mask(value, room));
    case 'string':
      return (value, room) => (typeof value === 'string' ? value : mask(value, room));
    case 'number':
      // JSON would make null of NaN, which may pass where NaN does not: as a text it fails as well.
      return (value, room) =>
        typeof value !== 'number' ? mask(value, room) : Number.isFinite(value) ? value : String(value);
    default:
      return mask;
  }
}

function kindOf(schema: Schema): string {
  const { type } = schema._zod.def;
  return type === 'tuple' ? 'array' : type;
}

/** A placeholder of the same type, so that a replay gives the same verdict. */
function mask(value: unknown, room: Room): unknown {
  room.left -= 1;
  if (room.left < 0) return '[redacted]';
  if (typeof value === 'string') return value === '' ? '' : '[redacted]';
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map((item) => mask(item, room));
  if (isPlain(value)) return mapObject(value, (field) => mask(field, room));
  // Booleans and null say nothing about anybody; what JSON cannot carry is dropped.
  return typeof value === 'boolean' || value === null ? value : undefined;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapObject(object: object, map: (value: unknown, key: string) => unknown): object {
  const mapped: Record<string, unknown> = {};
  for (const key of Object.keys(object)) define(mapped, key, map((object as Record<string, unknown>)[key], key));
  return mapped;
}

/** Sets a key that a stranger chose: assigning `__proto__` would set the prototype. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
  else object[key] = value;
}

/**
 * A url with its parameters' values masked: their names stay, since a verdict may rest on one being there. So are a
 * user in front of the host, and parts of the path that look like identifiers.
 */
export function maskQuery(url: string): string {
  return url
    .replace(/([?&#][^=&#]*=)[^&#]+/g, '$1[redacted]')
    .replace(/\/\/[^/?#@]*@/, '//[redacted]@')
    .replace(/(?<=\/)(?=[^/?#]*\d)[\w-]{12,}(?=[/?#]|$)/g, '[redacted]');
}

/**
 * An identifier as a person may see it: its last four characters, enough to find it again in a list. Nothing is left
 * of a short one, or of a text of several words.
 *
 * @example
 * ```ts
 * import { maskHandle } from 'widget-statecharts';
 *
 * console.log(maskHandle('6747ff12-6943-429f-c710-08d9aaed1c78')); // …1c78
 * ```
 */
export function maskHandle(handle: string): string {
  return handle.length >= 12 && !/\s/.test(handle) ? `…${handle.slice(-4)}` : '…';
}
