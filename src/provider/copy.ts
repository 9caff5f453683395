/**
 * Copies what a schema declares of a message, as far as JSON could carry it, within bounds. Getters and proxies run here
 * and nowhere else: whatever comes later sees the copy, so that nobody can be shown two things.
 */
import { type AnySchema, structureOf } from '../zod.ts';

/** So many characters may a message's texts have together; a message that comes as a text may have as many itself. */
export const mostCharacters = 2 ** 20;
/** A declared list is cut here. */
const mostItems = 1000;
/** What no schema describes is copied this deep, to so many values, and with texts of this length. */
const deepest = 8;
const mostValues = 10_000;
const longestText = 10_000;

/** A message whose declared texts are longer than any widget's. */
export class TooLarge extends Error {}

/** What is left of the bounds of one message. */
export interface Budget {
  characters: number;
  values: number;
}

/** The bounds of one message. */
export function newBudget(): Budget {
  return { characters: mostCharacters, values: mostValues };
}

/** Copies a value; what the schema cannot take is replaced by something that it cannot take either. */
export type Copier = (value: unknown, budget: Budget) => unknown;

const copiers = new WeakMap<AnySchema, Copier>();

/** The copier of a schema, which is walked once. */
export function copierFor(schema: AnySchema): Copier {
  const known = copiers.get(schema);
  if (known !== undefined) return known;
  // A schema that lies in itself finds this one.
  copiers.set(schema, (value, budget) => made(value, budget));
  const made = makeCopier(schema);
  copiers.set(schema, made);
  return made;
}

function makeCopier(schema: AnySchema): Copier {
  const {
    type,
    shape,
    catchall,
    element,
    items,
    rest,
    innerType,
    getter,
    in: input,
    options,
    left,
    right,
  } = structureOf(schema);
  switch (type) {
    case 'object':
      // Keys that the shape lacks are dropped, unless the schema says what they have to be.
      return catchall === undefined || structureOf(catchall).type === 'never'
        ? copyFields(Object.entries(shape ?? {}).map(([key, field]) => [key, copierFor(field)]))
        : copyAnything;
    case 'array':
      return copyItems(copierFor(element as AnySchema));
    case 'tuple': {
      const own = (items ?? []).map(copierFor);
      const others = rest == null ? copyAnything : copierFor(rest);
      return copyItems((value, budget, index) => (own[index] ?? others)(value, budget));
    }
    case 'union': {
      const members = (options ?? []).flatMap(membersOf);
      return (value, budget) => (members.find(({ takes }) => takes(value))?.copy ?? copyScalar)(value, budget);
    }
    case 'string':
    case 'number':
    case 'boolean':
    case 'literal':
    case 'enum':
    case 'null':
      return copyScalar;
    case 'record':
    case 'map':
    case 'set':
    case 'unknown':
    case 'any':
    case 'custom':
    case 'transform':
      return copyAnything;
    case 'intersection':
      return left !== undefined && right !== undefined ? copyAnything : copyScalar;
    default: {
      const inner = innerType ?? getter?.() ?? input;
      return inner === undefined ? copyScalar : copierFor(inner);
    }
  }
}

/** The members of a union as they can be told apart before anything is validated: by the kind of the value. */
function membersOf(schema: AnySchema): { takes: (value: unknown) => boolean; copy: Copier }[] {
  const { type, options, innerType, getter, in: input } = structureOf(schema);
  if (type === 'union') return (options ?? []).flatMap(membersOf);
  const inner = innerType ?? getter?.() ?? input;
  if (inner !== undefined) return membersOf(inner);
  switch (type) {
    case 'object':
    case 'record':
      // Of several objects none is known to be meant.
      return [{ takes: isRecord, copy: copyAnything }];
    case 'array':
    case 'tuple':
      return [{ takes: Array.isArray, copy: copierFor(schema) }];
    case 'unknown':
    case 'any':
    case 'custom':
    case 'transform':
      return [{ takes: () => true, copy: copyAnything }];
    default:
      return [{ takes: (value) => typeof value !== 'object' || value === null, copy: copyScalar }];
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function copyFields(fields: readonly (readonly [key: string, copy: Copier])[]): Copier {
  return (value, budget) => {
    if (typeof value !== 'object' || value === null) return copyScalar(value, budget);
    if (Array.isArray(value)) return [];
    const copy: Record<string, unknown> = {};
    for (const [key, copyField] of fields) {
      if (!Object.hasOwn(value, key)) continue;
      const field = (value as Record<string, unknown>)[key];
      // As in JSON, what is undefined is not there.
      if (field !== undefined) copy[key] = copyField(field, budget);
    }
    return copy;
  };
}

function copyItems(copyItem: (value: unknown, budget: Budget, index: number) => unknown): Copier {
  return (value, budget) => {
    if (!Array.isArray(value)) return copyScalar(value, budget);
    const length = Math.min(value.length, mostItems);
    // As in JSON, an item that is not there is null.
    return Array.from({ length }, (_, index) => copyItem(value[index], budget, index) ?? null);
  };
}

/** What JSON has no word for is undefined, and an object stays one, empty: neither is taken for a scalar. */
function copyScalar(value: unknown, budget: Budget): unknown {
  switch (typeof value) {
    case 'string':
      budget.characters -= value.length;
      if (budget.characters < 0) throw new TooLarge();
      return value;
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : Array.isArray(value) ? [] : {};
    default:
      return undefined;
  }
}

/** What no schema describes is kept as far as it goes, and cut where it goes on. */
function copyAnything(value: unknown, budget: Budget): unknown {
  return copyWithin(value, budget, deepest);
}

function copyWithin(value: unknown, budget: Budget, depth: number): unknown {
  budget.values -= 1;
  if (typeof value === 'string') {
    const text = value.length > longestText ? value.slice(0, longestText) : value;
    if (text.length > budget.characters) return '';
    budget.characters -= text.length;
    return text;
  }
  if (typeof value !== 'object' || value === null) return copyScalar(value, budget);
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (let index = 0; index < value.length && index < mostItems && depth > 0 && budget.values > 0; index++) {
      items.push(copyWithin(value[index], budget, depth - 1) ?? null);
    }
    return items;
  }
  const copy: Record<string, unknown> = {};
  // A view of bytes would be a key for each of them, and JSON has nothing for it.
  if (depth === 0 || ArrayBuffer.isView(value)) return copy;
  let keys = 0;
  for (const key in value) {
    if (keys++ === mostItems || budget.values <= 0) break;
    if (!Object.hasOwn(value, key) || key === '__proto__') continue;
    if (key.length > budget.characters) break;
    budget.characters -= key.length;
    const field = copyWithin((value as Record<string, unknown>)[key], budget, depth - 1);
    if (field !== undefined) copy[key] = field;
  }
  return copy;
}
