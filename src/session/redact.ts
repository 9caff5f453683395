/** Recordings keep the shape of a message and none of its secrets: what a schema marks is masked, what none declares is gone. */
import { placeholderFor } from '../provider/placeholder.ts';
import type { Provider, Reading, ReadMessage } from '../provider/provider.ts';
import { type Schema, sensitivityOf } from '../provider/schemas.ts';
import { structureOf } from '../zod.ts';

/** What is kept of a message that was not whole, or not this provider's: nothing of its content. */
export interface RefusedMessage {
  readonly refused: 'malformed' | 'unrecognized' | 'foreign';
  readonly type: string | null;
  /** How long it was; null where it was no text, and so was not measured. */
  readonly bytes: number | null;
}

/**
 * A message as a recording keeps it: a whole one with placeholders for what its schema marks, and without what its
 * schema does not declare; of any other one, what became of it. Replaying it gives the verdict of the original.
 *
 * @example
 * ```ts
 * import { flinks, redactMessage } from 'widget-statecharts';
 *
 * console.log(redactMessage(flinks, { step: 'SUBMIT_CREDENTIAL', requestId: '89c77e20-dc45', password: 'hunter2' }));
 * // { step: 'SUBMIT_CREDENTIAL', requestId: '[redacted]' }
 * ```
 */
export function redactMessage(provider: Provider, posted: unknown): unknown {
  return redactReading(provider, provider.read(posted), posted);
}

/** The same of a message that was read; `reading` is null where it was not looked at. */
export function redactReading(provider: Provider, reading: Reading<unknown> | null, posted: unknown): unknown {
  if (reading?.kind === 'event') return redactRead(provider, reading);
  const bytes = typeof posted === 'string' ? posted.length : null;
  const type = reading === null || reading.kind === 'foreign' ? null : reading.type;
  return { refused: reading?.kind ?? 'foreign', type, bytes } satisfies RefusedMessage;
}

function redactRead({ events }: Provider, { type, content, envelope }: ReadMessage): unknown {
  return envelope.write(type, redactorFor(events[type] as Schema)(content));
}

/** A value of a schema, masked as a recording has it: an input, for instance. */
export function redactValue(schema: Schema, value: unknown): unknown {
  return redactorFor(schema)(value);
}

type Redactor = (value: unknown) => unknown;

/** A schema is walked once: what it says of a value is kept as a function. */
const redactors = new WeakMap<Schema, Redactor>();

function redactorFor(schema: Schema): Redactor {
  const known = redactors.get(schema);
  if (known !== undefined) return known;
  // A schema that lies in itself finds this one.
  redactors.set(schema, (value) => made(value));
  const made = makeRedactor(schema);
  redactors.set(schema, made);
  return made;
}

const keep: Redactor = (value) => value;

function makeRedactor(schema: Schema): Redactor {
  const sensitivity = sensitivityOf(schema);
  if (sensitivity === 'link') return (value) => (typeof value === 'string' ? maskQuery(value) : value);
  if (sensitivity !== undefined) return (value) => mask(schema, value);
  const { type, shape, element, items, innerType, getter, in: input, options } = structureOf(schema);
  switch (type) {
    case 'object': {
      const fields = Object.entries(shape ?? {})
        .map(([key, field]) => [key, redactorFor(field)] as const)
        .filter(([, redact]) => redact !== keep);
      // A copy of declared fields keeps the shape at once; only what has to be masked is written again.
      return fields.length === 0 ? keep : (value) => redactFields(fields, value);
    }
    case 'array':
      return redactItems([], redactorFor(element as Schema));
    case 'tuple':
      return redactItems((items ?? []).map(redactorFor), maskUnknown);
    case 'union': {
      const members = (options ?? []).map((option) => ({ kind: kindOf(option), redact: redactorFor(option) }));
      if (members.every(({ redact }) => redact === keep)) return keep;
      // Unions mix a text, a number, a list, an object: the member that fits by its kind is the one.
      return (value) => (members.find(({ kind }) => kind === kindOfValue(value))?.redact ?? maskUnknown)(value);
    }
    case 'literal':
    case 'enum':
    case 'boolean':
    case 'null':
    case 'string':
    case 'number':
      return keep;
    default: {
      const inner = innerType ?? getter?.() ?? input;
      if (inner === undefined) return maskUnknown;
      const redact = redactorFor(inner);
      return redact === keep ? keep : (value) => (value == null ? value : redact(value));
    }
  }
}

function redactFields(fields: readonly (readonly [string, Redactor])[], value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  let redacted: Record<string, unknown> | undefined;
  for (const [key, redact] of fields) {
    const field = (value as Record<string, unknown>)[key];
    if (field === undefined) continue;
    const masked = redact(field);
    if (masked === field) continue;
    redacted ??= { ...value };
    redacted[key] = masked;
  }
  return redacted ?? value;
}

function redactItems(own: readonly Redactor[], others: Redactor): Redactor {
  if (others === keep) return keep;
  return (value) => (Array.isArray(value) ? value.map((item, index) => (own[index] ?? others)(item)) : value);
}

function kindOf(schema: Schema): string {
  const { type, innerType, getter, in: input } = structureOf(schema);
  const inner = innerType ?? getter?.() ?? input;
  return inner === undefined ? (type === 'tuple' ? 'array' : type) : kindOf(inner);
}

function kindOfValue(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** That a value is there, or empty, is no secret, and verdicts may rest on it. */
function mask(schema: Schema, value: unknown): unknown {
  if (value == null || value === '' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.length === 0) return value;
  const placeholder = placeholderFor(schema);
  // Lists and objects of several types may be masked as a whole.
  return typeof placeholder === typeof value || typeof value === 'object' ? placeholder : maskUnknown(value);
}

/** What no schema describes: its shape stays, as far as a copy has it. */
export function maskUnknown(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? '' : '[redacted]';
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(maskUnknown);
  if (typeof value !== 'object' || value === null) return value;
  // Keys that no schema declares may be names of people or accounts.
  return Object.fromEntries(Object.values(value).map((field, index) => [`key${index + 1}`, maskUnknown(field)]));
}

/** A part of a path that looks like an identifier. */
const identifier = /^(?=.*\d)[\w-]{12,}$/;

/**
 * A url with its parameters' values masked: their names stay, since a verdict may rest on one being there. So are a
 * user in front of the host, and parts of the path that look like identifiers.
 */
export function maskQuery(url: string): string {
  const [address = '', ...parameters] = url.split(/(?=[?&#])/);
  const path = address
    .split('/')
    .map((part, index) => {
      const at = part.lastIndexOf('@');
      // Only in front of the host: `scheme://user@host/…`.
      if (index === 2 && at >= 0) return `[redacted]${part.slice(at)}`;
      return index > 0 && identifier.test(part) ? '[redacted]' : part;
    })
    .join('/');
  return path + parameters.map(maskParameter).join('');
}

function maskParameter(parameter: string): string {
  const at = parameter.indexOf('=');
  return at < 0 || at === parameter.length - 1 ? parameter : `${parameter.slice(0, at + 1)}[redacted]`;
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
  return handle.length >= 12 && !/[^\x21-\x7e]/.test(handle) ? `…${handle.slice(-4)}` : '…';
}
