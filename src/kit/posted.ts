/** The schemas of messages as they are posted, which no running session needs: around that of the content, its envelope. */
import * as z from 'zod/mini';
import type { ArgumentsOptions, Envelope, FlatOptions, NestedOptions } from '../provider/envelope.ts';
import { fieldsOf, isNothing, maybe, rule, type Schema } from '../provider/schemas.ts';
import { checksOf } from '../zod.ts';

/** The schema of a message in an envelope; of an envelope that says nothing of it, that of its content. */
export function postedSchema({ form, schemaOf }: Envelope, type: string, content: Schema): Schema {
  if (schemaOf !== undefined) return schemaOf(type, content);
  switch (form?.kind) {
    case 'flat':
      return flatSchema(form, type, content);
    case 'nested':
      return nestedSchema(form, type, content);
    case 'arguments':
      return z.tuple([nameSchema(form, type), orAbsent(content) as z.ZodMiniType]);
    default:
      return content;
  }
}

function flatSchema({ name, beside = [] }: FlatOptions, type: string, content: Schema): Schema {
  const besides = beside.map((other) => [other, maybe(z.string())]);
  const fields = { [name]: z.literal(type), ...Object.fromEntries(besides), ...fieldsOf(content) };
  return z.object(fields as never).check(...(checksOf(content) as []));
}

function nestedSchema(options: NestedOptions, type: string, content: Schema): Schema {
  const { name, content: contentKey, marker = {}, orBeside = [] } = options;
  const fields = {
    ...Object.fromEntries(Object.entries(marker).map(([other, value]) => [other, maybe(z.literal(value))])),
    [name]: nameSchema(options, type),
  };
  if (isNothing(content)) return z.object(fields as never);
  if (!orBeside.includes(type)) return z.object({ ...fields, [contentKey]: orAbsent(content) } as never);
  const beside = Object.entries(fieldsOf(content)).map(([key, field]) => [key, z.optional(field)] as const);
  const keys = beside.map(([key]) => key).join(' and ');
  return z
    .object({ ...fields, [contentKey]: maybe(content), ...Object.fromEntries(beside) } as never)
    .check(
      rule(
        `${contentKey}, or ${keys} beside ${name}`,
        (message: Readonly<Record<string, unknown>>) =>
          message[contentKey] != null || z.safeParse(content, message).success,
      ) as never,
    );
}

function nameSchema({ spelling }: Pick<ArgumentsOptions, 'spelling'>, type: string) {
  return spelling === undefined ? z.literal(type) : z.literal([type, type.toUpperCase()]);
}

/** The schema of a content that may be left out where none of its fields is promised. */
function orAbsent(content: Schema): Schema {
  return z.safeParse(content, {}).success ? maybe(content) : content;
}
