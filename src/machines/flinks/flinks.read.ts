import * as z from 'zod/mini';
import type { Reading } from '../provider.ts';
import { fromJson, isObject, maybe, own, readContent, type Schema } from '../wire.ts';
import {
  type FlinksEvent,
  type FlinksInput,
  flinksApiContents,
  flinksInputSchema,
  flinksUserContents,
} from './flinks.events.ts';

/** In which envelope a message came: a user event has a `step`, an API event a `flinksCode`. */
export type FlinksKind = 'user' | 'api';

/**
 * Reads a Flinks Connect message: `{ step, … }`, `{ flinksCode, … }`, or the JSON string that `stringify=true` makes of
 * it. Where a message carries both keys, the step names it, unless only the code is known; a code may also come as a step.
 *
 * @example
 * ```ts
 * import { readFlinks } from 'widget-statecharts/flinks';
 *
 * const reading = readFlinks('{"flinksCode":"INVALID_LOGIN","institution":"FlinksCapital"}');
 * console.log(reading.kind, 'event' in reading && reading.event.type); // event INVALID_LOGIN
 * ```
 */
export function readFlinks(posted: unknown): Reading<FlinksEvent> {
  const message = fromJson(posted);
  const name = nameOf(message);
  if (name === null) return { kind: 'foreign', problem: 'it has neither a step nor a flinksCode' };
  const schema = contentsOf(name.kind).get(name.type);
  if (schema === undefined) return { kind: 'unrecognized', type: name.type };
  // The schema of a name yields that name's content, which the map cannot tell the compiler.
  return readContent(name.type, schema, message, (content) => {
    const event = content as FlinksEvent;
    event.type = name.type as FlinksEvent['type'];
    return event;
  });
}

/** The schema of a message as posted, by its name there. */
export function flinksSchemaOf(posted: unknown): Schema | undefined {
  const name = nameOf(fromJson(posted));
  return name === null ? undefined : flinksMessageSchema(name.kind, name.type);
}

/** The schema of a message as posted: its content, and the keys that name it. Made when it is first asked for. */
export function flinksMessageSchema(kind: FlinksKind, type: string): Schema | undefined {
  const made = messageSchemas[kind].get(type);
  if (made !== undefined) return made;
  const content = contentsOf(kind).get(type) as z.ZodMiniObject | undefined;
  if (content === undefined) return undefined;
  const schema = named(kind, type, content);
  messageSchemas[kind].set(type, schema);
  return schema;
}

const messageSchemas = { user: new Map<string, Schema>(), api: new Map<string, Schema>() };

function named(kind: FlinksKind, type: string, content: z.ZodMiniObject): Schema {
  const schema = z.object(
    kind === 'user'
      ? { step: z.literal(type), flinksCode: maybe(z.string()), ...content.shape }
      : { flinksCode: z.literal(type), step: maybe(z.string()), ...content.shape },
  );
  return schema.check(...((content.def.checks ?? []) as Parameters<typeof schema.check>));
}

function contentsOf(kind: FlinksKind): ReadonlyMap<string, Schema> {
  return kind === 'user' ? flinksUserContents : flinksApiContents;
}

function nameOf(message: unknown): { kind: FlinksKind; type: string } | null {
  if (!isObject(message)) return null;
  const step = own(message, 'step');
  const code = own(message, 'flinksCode');
  if (typeof step === 'string' && step !== '') {
    if (flinksUserContents.has(step)) return { kind: 'user', type: step };
    // Flinks' page on handled errors calls API codes events as well: one may come as a step.
    const known = [code, step].find((name) => flinksApiContents.has(name as string));
    return known === undefined ? { kind: 'user', type: step } : { kind: 'api', type: known as string };
  }
  if (typeof code === 'string' && code !== '') return { kind: 'api', type: code };
  // The row of success has no code.
  return code === null || code === '' ? { kind: 'api', type: 'N/A' } : null;
}

const booleanParameters = new Set(
  Object.entries(flinksInputSchema.shape)
    .filter(([, schema]) => z.safeParse(schema, true).success)
    .map(([name]) => name),
);

/**
 * The chart's input from the URL of a Flinks Connect iframe: the parameters that it has, and its path. The authorize
 * token is left out, since it is a secret and changes no transition.
 *
 * @example
 * ```ts
 * import { flinksInputFromUrl } from 'widget-statecharts/flinks';
 *
 * const input = flinksInputFromUrl('https://toolbox-iframe.private.fin.ag/v2/?demo=true&maximumRetry=3');
 * console.log(input); // { path: '/v2/', demo: true, maximumRetry: 3 }
 * ```
 */
export function flinksInputFromUrl(src: string): FlinksInput {
  const url = URL.canParse(src, 'https://relative.invalid') ? new URL(src, 'https://relative.invalid') : null;
  // A frame that has no page yet (about:blank, no src) tells nothing.
  if (src === '' || url === null || !url.protocol.startsWith('http')) return {};
  const input: Record<string, unknown> = { path: url.pathname };
  for (const [name, text] of url.searchParams) {
    if (name === 'authorizeToken' || !Object.hasOwn(flinksInputSchema.shape, name)) continue;
    const value = parameterValue(name, text);
    if (value !== undefined) input[name] = value;
  }
  return input as FlinksInput;
}

/** A value that its parameter cannot have tells nothing: it stays unknown. */
function parameterValue(name: string, text: string): string | number | boolean | undefined {
  if (name === 'maximumRetry') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (!booleanParameters.has(name)) return text;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
