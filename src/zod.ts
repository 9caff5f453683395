/**
 * What zod keeps to itself: the structure of a schema, read here and nowhere else. `_zod.def` is the part of zod 4 that
 * its documents offer to library authors; it was checked against 4.0.0 and 4.6.7. Schemas of zod and of zod/mini have
 * the same one.
 */
import type * as z from 'zod/mini';
import { isObject } from './values.ts';

/** Any schema, of zod or of zod/mini. */
export type AnySchema = z.core.$ZodType;

/** What lies below a schema; which keys are there depends on `type`. */
export interface SchemaStructure {
  readonly type: string;
  /** object */
  readonly shape?: Readonly<Record<string, AnySchema>>;
  /** object: what keys beside the shape have to be; undefined where they are dropped. */
  readonly catchall?: AnySchema;
  /** array */
  readonly element?: AnySchema;
  /** tuple */
  readonly items?: readonly AnySchema[];
  readonly rest?: AnySchema | null;
  /** optional, nullable, default, prefault, nonoptional, readonly, catch, success, promise */
  readonly innerType?: AnySchema;
  /** lazy */
  readonly getter?: () => AnySchema;
  /** pipe */
  readonly in?: AnySchema;
  readonly out?: AnySchema;
  /** union */
  readonly options?: readonly AnySchema[];
  readonly discriminator?: string;
  /** intersection */
  readonly left?: AnySchema;
  readonly right?: AnySchema;
  /** record, map */
  readonly keyType?: AnySchema;
  readonly valueType?: AnySchema;
  /** literal */
  readonly values?: readonly unknown[];
  /** enum */
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly format?: string;
  readonly defaultValue?: unknown;
  readonly checks?: readonly { readonly _zod: { readonly def: SchemaCheck } }[];
}

/** A check on a schema's value, such as a least length. */
interface SchemaCheck {
  readonly check: string;
  readonly [key: string]: unknown;
}

/** The structure of a schema. */
export function structureOf(schema: AnySchema): SchemaStructure {
  return schema._zod.def as unknown as SchemaStructure;
}

/** The same with the exact type of each kind of schema, to switch over. */
export function definitionOf(schema: AnySchema): z.core.$ZodTypes['_zod']['def'] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** What a check on a schema's value asks for, with its exact type. */
export type CheckDefinition = z.core.$ZodChecks['_zod']['def'];

export function checkDefinitionsOf(schema: AnySchema): CheckDefinition[] {
  return (schema._zod.def.checks ?? []).map(({ _zod }) => _zod.def as CheckDefinition);
}

/** Whether a value is a schema of zod 4. */
export function isSchema(value: unknown): value is AnySchema {
  return isObject(value) && isObject(value._zod) && isObject(value._zod.def) && typeof value._zod.def.type === 'string';
}

/** The checks that a schema's author added to it, to give them to another one. */
export function checksOf(schema: AnySchema): z.core.$ZodCheck<unknown>[] {
  return [...((structureOf(schema).checks ?? []) as unknown as z.core.$ZodCheck<unknown>[])];
}

/** The schema within one that only wraps it: `optional`, `readonly`, `lazy`, the way into a pipe. */
export function innerOf(schema: AnySchema): AnySchema | undefined {
  const { innerType, getter, in: input } = structureOf(schema);
  return innerType ?? getter?.() ?? input;
}
