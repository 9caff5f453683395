/**
 * What a schema declares, and one walk over values by it, for two ends: to copy what is declared of a message, within
 * bounds, and to mask what is sensitive in such a copy. Getters and proxies run in the copy and nowhere else: whatever
 * comes later sees the copy, so that nobody can be shown two things.
 */
import { innerOf, structureOf } from '../zod.ts';
import { type Annotations, annotationsOf, type Schema } from './schemas.ts';

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
interface Shape {
  /** What was not looked into yet: a schema may lie in itself, so that it is done where a value is there. */
  readonly unseen: Schema[];
  readonly fields: Map<string, Shape>;
  item: Shape | undefined;
  annotations: Annotations;
  /** Whether anything may be there that no schema describes. */
  isOpen: boolean;
}

function newShape(...unseen: Schema[]): Shape {
  return { unseen, fields: new Map(), item: undefined, annotations: {}, isOpen: false };
}

const scalars = /^(string|number|boolean|literal|enum|null|undefined|template_literal)$/;

function look(found: Shape): void {
  const { unseen, fields } = found;
  // The list grows while it is gone through.
  for (const schema of unseen) {
    const { type, shape, catchall, element, items, rest, options } = structureOf(schema);
    const inner = innerOf(schema);
    found.annotations = { ...annotationsOf(schema), ...found.annotations };
    if (inner) unseen.push(inner);
    else if (options) unseen.push(...options);
    else if (element || items) {
      found.item ??= newShape();
      found.item.unseen.push(...[element, rest, ...(items ?? [])].filter((each) => each != null));
    } else if (shape && (!catchall || structureOf(catchall).type === 'never')) {
      for (const [key, field] of Object.entries(shape)) {
        const known = fields.get(key) ?? newShape();
        known.unseen.push(field);
        fields.set(key, known);
      }
    } else if (!scalars.test(type)) found.isOpen = true;
  }
  unseen.length = 0;
}

const shapes = new WeakMap<Schema, Shape>();

function shapeOf(schema: Schema): Shape {
  let shape = shapes.get(schema);
  if (shape === undefined) {
    shape = newShape(schema);
    shapes.set(schema, shape);
  }
  return shape;
}

/**
 * Makes another value of one: what `visit` gives for it or, where that is the same object again, a copy of what the
 * shape declares in it.
 */
function walk(value: unknown, shape: Shape, visit: (value: unknown, shape: Shape) => unknown): unknown {
  if (shape.unseen.length > 0) look(shape);
  const given = visit(value, shape);
  if (given !== value || typeof value !== 'object' || value === null) return given;
  const { item } = shape;
  // As in JSON, an item that is not there is null.
  if (Array.isArray(value)) return item ? firstOf(value, (each) => walk(each, item, visit) ?? null) : [];
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
  return walk(value, shapeOf(schema), (each, { isOpen }) => {
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
  return walk(value, shapeOf(schema), mask);
}

function mask(value: unknown, { isOpen, annotations: { sensitivity, placeholder } }: Shape): unknown {
  if (value == null || (!isOpen && sensitivity === undefined)) return value;
  if (sensitivity === 'link') return typeof value === 'string' ? maskUrl(value) : value;
  return placeholder ?? maskAll(value, !isOpen);
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
  const parts = address.split('/').map((part, index) => {
    // Only the host is behind two slashes, and a user is in front of it.
    if (index === 2) return part.replace(/.*@/s, '[redacted]@');
    return index > 0 && /^(?=.*\d)[\w-]{12,}$/.test(part) ? '[redacted]' : part;
  });
  return parts.join('/') + url.slice(address.length).replace(/=[^&#]+/g, '=[redacted]');
}
