/**
 * What a schema declares, and one walk over values by it, for two ends: to copy what is declared of a message, within
 * bounds, and to mask what is sensitive in such a copy. Getters and proxies run in the copy and nowhere else: whatever
 * comes later sees the copy, so that nobody can be shown two things.
 */
import { innerOf, structureOf } from '../zod.ts';
import { type Marks, marksOf, type Schema } from './schemas.ts';

/** So many characters may a message's texts have together; a message that comes as a text may have as many itself. */
export const mostCharacters = 2 ** 20;
/** A list is cut here. */
const mostItems = 1000;
/** What no schema describes is copied this deep, to so many values, and with texts of this length. */
const deepest = 8;
const mostValues = 10_000;
const longestText = 10_000;

/** What is left of the bounds of one message: below no characters, it is refused. */
export interface Budget {
  characters: number;
  values: number;
}

/** The bounds of one message. */
export function newBudget(): Budget {
  return { characters: mostCharacters, values: mostValues };
}

/** What schemas declare of a value; of several, each may be meant, so what they declare is taken together. */
class Shape {
  marks: Marks = {};
  /** Whether anything may be there that no schema describes. */
  isOpen = false;
  readonly #fields = new Map<string, Schema[]>();
  readonly #items: Schema[] = [];
  #fieldShapes: (readonly [key: string, shape: Shape])[] | undefined;
  #itemShape: Shape | undefined;

  constructor(schemas: readonly Schema[]) {
    for (const schema of schemas) this.#add(schema);
  }

  /** The declared fields; none of what is no object. Found when they are asked for: a schema may lie in itself. */
  get fields(): readonly (readonly [key: string, shape: Shape])[] {
    this.#fieldShapes ??= [...this.#fields].map(([key, schemas]) => [key, shapeOf(schemas)]);
    return this.#fieldShapes;
  }

  get item(): Shape {
    this.#itemShape ??= shapeOf(this.#items);
    return this.#itemShape;
  }

  get hasItems(): boolean {
    return this.#items.length > 0;
  }

  #add(schema: Schema): void {
    this.marks = { ...marksOf(schema), ...this.marks };
    const { type, shape, catchall, element, items, rest, options } = structureOf(schema);
    const inner = innerOf(schema);
    if (inner !== undefined) this.#add(inner);
    else if (options !== undefined) for (const option of options) this.#add(option);
    else if (element !== undefined) this.#items.push(element);
    else if (items !== undefined) this.#items.push(...items, ...(rest ? [rest] : []));
    else if (shape !== undefined && (catchall === undefined || structureOf(catchall).type === 'never')) {
      for (const [key, field] of Object.entries(shape))
        this.#fields.set(key, [...(this.#fields.get(key) ?? []), field]);
    } else if (!scalars.test(type)) this.isOpen = true;
  }
}

const scalars = /^(string|number|boolean|literal|enum|null|undefined|template_literal)$/;
const shapes = new WeakMap<Schema, Shape>();

function shapeOf(schemas: readonly Schema[]): Shape {
  const [schema] = schemas;
  if (schema === undefined || schemas.length > 1) return new Shape(schemas);
  const shape = shapes.get(schema) ?? new Shape(schemas);
  shapes.set(schema, shape);
  return shape;
}

/**
 * Makes another value of one: what `visit` gives for it or, where that is the same object again, a copy of what the
 * shape declares in it.
 */
function walk(value: unknown, shape: Shape, visit: (value: unknown, shape: Shape) => unknown): unknown {
  const given = visit(value, shape);
  if (given !== value || typeof value !== 'object' || value === null) return given;
  // As in JSON, an item that is not there is null.
  if (Array.isArray(value))
    return shape.hasItems ? firstOf(value, (each) => walk(each, shape.item, visit) ?? null) : [];
  const copied: Record<string, unknown> = {};
  for (const [key, within] of shape.fields) {
    if (!Object.hasOwn(value, key)) continue;
    const field = walk((value as Record<string, unknown>)[key], within, visit);
    // As in JSON, what is undefined is not there.
    if (field !== undefined) copied[key] = field;
  }
  return copied;
}

/**
 * Copies what a schema declares of a value, as far as JSON could carry it; what the schema cannot take is replaced by
 * something that it cannot take either. Declared texts that go beyond the budget leave it below zero.
 */
export function copyDeclared(schema: Schema, value: unknown, budget: Budget): unknown {
  return walk(value, shapeOf([schema]), (each, { isOpen }) => {
    if (budget.characters < 0) return undefined;
    if (isOpen) return copyOpen(each, budget, deepest);
    if (typeof each === 'string') budget.characters -= each.length;
    return inJson(each);
  });
}

/** JSON has no word for these. */
const wordless: ReadonlySet<string> = new Set(['undefined', 'function', 'symbol', 'bigint']);

function inJson(value: unknown): unknown {
  return wordless.has(typeof value) ? undefined : value;
}

/** What no schema describes is kept as far as it goes, and cut where it goes on. */
function copyOpen(value: unknown, budget: Budget, depth: number): unknown {
  budget.values -= 1;
  if (typeof value === 'string') {
    const text = value.slice(0, Math.min(longestText, budget.characters));
    budget.characters -= text.length;
    return text;
  }
  if (typeof value !== 'object' || value === null) return inJson(value);
  const isCut = () => depth === 0 || budget.values <= 0;
  if (Array.isArray(value))
    return firstOf(value, (each) => (isCut() ? null : (copyOpen(each, budget, depth - 1) ?? null)));
  const copied: Record<string, unknown> = {};
  // A view of bytes would be a key for each of them, and JSON has nothing for it.
  if (ArrayBuffer.isView(value)) return copied;
  for (const key in value) {
    if (isCut() || key.length > budget.characters) break;
    budget.characters -= key.length;
    if (key === '__proto__' || !Object.hasOwn(value, key)) continue;
    const field = copyOpen((value as Record<string, unknown>)[key], budget, depth - 1);
    if (field !== undefined) copied[key] = field;
  }
  return copied;
}

function firstOf(list: readonly unknown[], map: (item: unknown) => unknown): unknown[] {
  return Array.from({ length: Math.min(list.length, mostItems) }, (_, index) => map(list[index]));
}

/** A copy of what a schema declares of a value, with placeholders for what it marks. */
export function maskSensitive(schema: Schema, value: unknown): unknown {
  return walk(value, shapeOf([schema]), (each, { isOpen, marks: { sensitivity, placeholder } }) => {
    if (sensitivity === 'link') return typeof each === 'string' ? maskUrl(each) : each;
    if (each == null || (!isOpen && sensitivity === undefined)) return each;
    return placeholder ?? maskAll(each, !isOpen);
  });
}

/** Placeholders of the same types. That a value is there, or empty, is no secret, and verdicts may rest on it. */
export function maskAll(value: unknown, keepsKeys = false): unknown {
  if (typeof value === 'string') return value && '[redacted]';
  if (typeof value === 'number') return 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => maskAll(item, keepsKeys));
  // Keys that no schema declares may be names of people or accounts.
  return Object.fromEntries(
    Object.entries(value).map(([key, field], index) => [
      keepsKeys ? key : `key${index + 1}`,
      maskAll(field, keepsKeys),
    ]),
  );
}

/**
 * A url with its parameters' values masked: their names stay, since a verdict may rest on one being there. So are a
 * user in front of the host, and parts of the path that look like identifiers.
 */
export function maskUrl(url: string): string {
  // Behind the first of them, a question mark is part of a value.
  const [address = ''] = url.split(/[?#]/, 1);
  const parameters = url.slice(address.length).split(/(?=[&#])/);
  const parts = address.split('/').map((part, index) => {
    // Only the host is behind two slashes, and a user is in front of it.
    if (index === 2) return part.includes('@') ? `[redacted]${part.slice(part.lastIndexOf('@'))}` : part;
    return index > 0 && /^(?=.*\d)[\w-]{12,}$/.test(part) ? '[redacted]' : part;
  });
  return parts.join('/') + parameters.map((parameter) => parameter.replace(/=.+/s, '=[redacted]')).join('');
}
