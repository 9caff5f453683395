/** What may leave for a tool: nothing that a schema marks, and of an event nothing that no schema declares. */
import type { AnyMachineSnapshot } from 'xstate';
import type { Provider } from '../provider/provider.ts';
import { type Schema, sensitivityOf } from '../provider/schemas.ts';
import { maskUrl } from '../provider/shape.ts';
import { isObject } from '../values.ts';
import { structureOf } from '../zod.ts';

/** Takes the secrets and handles out of anything that an inspector would be sent. */
export interface Redaction {
  /** An event: declared, unmarked fields stay. */
  event(event: unknown): unknown;
  /** A snapshot as plain data, its context and output without handles. */
  snapshot(snapshot: unknown): unknown;
  /** Anything else, such as a machine's definition. */
  value(value: unknown): unknown;
}

/** The redaction for these widgets. */
export function redactionFor(providers: readonly Provider[]): Redaction {
  const contentKeys = providers.flatMap(({ envelopes }) => envelopes.map(({ contentKey }) => contentKey));
  const declared = new Set(['type', ...contentKeys.filter((key) => key !== null)]);
  const marked = new Set(providers.flatMap(({ sensitiveOutput }) => [...sensitiveOutput]));
  const types = new Set(providers.flatMap(({ machine }) => machine.events as string[]));
  for (const provider of providers) {
    for (const schema of schemasOf(provider)) collect(schema, declared, marked);
  }
  const value = (given: unknown) => copy(given, (key) => !marked.has(key), []);
  return {
    event: (event) =>
      isObject(event) && types.has(String(event.type))
        ? copy(event, (key) => declared.has(key) && !marked.has(key), [])
        : value(event),
    snapshot: (snapshot) => {
      if (!isObject(snapshot)) return value(snapshot);
      const { status, value: state, context, output, error, tags } = snapshot as Partial<AnyMachineSnapshot>;
      return {
        status,
        value: state,
        context: value(context),
        output: value(output),
        // An error's text may quote what went wrong.
        ...(error !== undefined && { error: error instanceof Error ? error.name : '[redacted]' }),
        ...(tags !== undefined && { tags: [...tags] }),
      };
    },
    value,
  };
}

/** The schemas of a provider's input and of its events' contents. */
function schemasOf({ events, input }: Provider): Schema[] {
  return [input, ...Object.values(events)];
}

/** The names of a schema's fields, and which of them are marked, at any depth. */
function collect(schema: Schema, declared: Set<string>, marked: Set<string>): void {
  const { shape, element, innerType, in: input, options, items } = structureOf(schema);
  for (const [key, field] of Object.entries(shape ?? {})) {
    declared.add(key);
    if (isHidden(field)) marked.add(key);
    collect(field, declared, marked);
  }
  const below = [element, innerType, input, ...(options ?? []), ...(items ?? [])];
  for (const each of below) if (each !== undefined) collect(each, declared, marked);
}

/** Whether a field is marked as one that may not leave: it, what it may be, or what it lists. */
function isHidden(schema: Schema): boolean {
  const sensitivity = sensitivityOf(schema);
  if (sensitivity !== undefined) return sensitivity !== 'link';
  const { innerType, element, options } = structureOf(schema);
  return [innerType, element, ...(options ?? [])].some((each) => each !== undefined && isHidden(each));
}

/** A plain copy in which a key that may not be shown has a placeholder, and each url has no values. */
function copy(value: unknown, shows: (key: string) => boolean, above: readonly object[]): unknown {
  if (typeof value === 'string') return maskUrl(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  const within = [...above, value];
  if (Array.isArray(value)) return value.map((item) => copy(item, shows, within));
  if (value instanceof Map || value instanceof Set) return copy([...value], shows, within);
  if (value instanceof Date) return value.toISOString();
  if ('xstate$$type' in value) return '[actor]';
  const entries = Object.entries(value).map(([key, field]) => {
    const hidden = field != null && typeof field !== 'boolean' && !shows(key);
    return [key, hidden ? '[redacted]' : copy(field, shows, within)] as const;
  });
  return Object.fromEntries(entries);
}
