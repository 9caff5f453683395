import * as z from 'zod/mini';
import { WidgetError } from '../errors.ts';
import { isObject } from '../values.ts';
import { issuesOf, listIssues, type Schema, sensitivityOf } from './schemas.ts';

/** Checks a chart's input. Charts call it themselves, so that a bare actor is held to the same types. */
export function parseInput<TShape extends z.core.$ZodShape>(
  provider: string,
  schema: z.ZodMiniObject<TShape>,
  input: unknown,
): z.output<z.ZodMiniObject<TShape>> {
  const result = z.safeParse(schema, input ?? {});
  if (result.success) return result.data;
  const wrong = listIssues(issuesOf(result.error));
  throw new WidgetError('INVALID_INPUT', `The input of ${provider} has a value of the wrong type: ${wrong}.`);
}

/** The keys of an input that the provider's chart does not know: a spelling mistake, most likely. */
export function unknownInputKeys(schema: z.ZodMiniObject, input: unknown): string[] {
  return isObject(input) ? Object.keys(input).filter((key) => !Object.hasOwn(schema.shape, key)) : [];
}

/** An input without its secrets, which an actor would keep for as long as it lives and show to every inspector. */
export function withoutSecrets<TInput>(schema: z.ZodMiniObject, input: TInput): TInput {
  if (!isObject(input)) return input;
  const shape = schema.shape as Readonly<Record<string, Schema>>;
  const isSecret = (key: string) => Object.hasOwn(shape, key) && sensitivityOf(shape[key] as Schema) === 'secret';
  return Object.fromEntries(Object.entries(input).filter(([key]) => !isSecret(key))) as TInput;
}
