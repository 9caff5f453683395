/**
 * Values that a schema takes: one to begin with, and one for each alternative that the schema names. A value is made
 * from the schema's own words (its fields, its enum, its bounds) or guessed, and kept where the schema agrees.
 */
import * as z from 'zod/mini';
import { type CheckDefinition, checkDefinitionsOf, definitionOf } from '../../zod.ts';

/** One value of a schema, and where it differs from the first. */
export interface SchemaSample {
  /** The field that differs, as a dotted path; empty for the value itself. */
  readonly path: string;
  /** How it differs, such as `"card"` or `absent`; empty for the first value. */
  readonly note: string;
  readonly value: unknown;
}

/** A value that a schema asks for, and that could not be made. */
export interface Gap {
  /** Its place, and which of the alternatives there; empty for the schema as a whole. */
  readonly name: string;
  readonly reason: string;
}

/** How samples are made. */
export interface SampleOptions {
  /** Whether fields vary together, rather than one at a time. */
  readonly combine: boolean;
  /** More samples than this are not made of one schema. */
  readonly limit: number;
}

/** The value of a field that is left out. */
const absent = Symbol('absent');

/** Makes samples of a schema, the plainest first, and lists the places for which it could not. */
export function samplesOf(schema: z.core.$ZodType, options: SampleOptions): { samples: SchemaSample[]; gaps: Gap[] } {
  const sampler = new Sampler(options);
  const samples = sampler.of(schema, '').filter(({ value }) => value !== absent);
  return { samples, gaps: sampler.gaps };
}

/** A sample's name: where it differs from the plainest, and how. */
export function sampleName({ path, note }: SchemaSample): string {
  return `${path} ${note}`.trim();
}

/** Whether a schema takes a value. One that throws, or would answer later, does not. */
export function fits(schema: z.core.$ZodType, value: unknown): boolean {
  try {
    return z.safeParse(schema, value).success;
  } catch {
    return false;
  }
}

class Sampler {
  readonly gaps: Gap[] = [];
  readonly #options: SampleOptions;
  /** The schemas around the one at hand: one that lies in itself is left out where it can be. */
  readonly #around = new Set<z.core.$ZodType>();
  /** How often nothing was made on purpose, which is no gap. */
  #skipped = 0;

  constructor(options: SampleOptions) {
    this.#options = options;
  }

  of(schema: z.core.$ZodType, path: string): SchemaSample[] {
    if (this.#around.has(schema)) return this.#skip();
    this.#around.add(schema);
    const explained = this.gaps.length + this.#skipped;
    const made = this.#make(schema, path);
    this.#around.delete(schema);
    if (made.length === 0 && this.gaps.length + this.#skipped === explained) {
      this.#gap(path, 'no value that was tried fits its type and its checks');
    }
    return made.filter((sample) => {
      if (sample.value === absent || fits(schema, sample.value)) return true;
      this.#gap(`${joined(path, sample.path)} ${sample.note}`.trim(), 'a check of the schema refuses it');
      return false;
    });
  }

  #gap(name: string, reason: string): void {
    this.gaps.push({ name, reason });
  }

  #skip(): SchemaSample[] {
    this.#skipped += 1;
    return [];
  }

  #make(schema: z.core.$ZodType, path: string): SchemaSample[] {
    const def = definitionOf(schema);
    switch (def.type) {
      case 'object':
        return this.#object(Object.entries(def.shape), path);
      case 'optional':
      case 'default':
      case 'prefault':
        return [...this.of(def.innerType, path), { path: '', note: 'absent', value: absent }];
      case 'nullable':
        return [...this.of(def.innerType, path), leaf(null)];
      case 'readonly':
      case 'catch':
      case 'success':
        return this.of(def.innerType, path);
      case 'nonoptional':
        return this.of(def.innerType, path).filter(({ value }) => value !== absent);
      case 'lazy':
        return this.of(def.getter(), path);
      case 'pipe':
        return this.of(isTransform(def.in) ? def.out : def.in, path);
      case 'union':
        return def.options.flatMap((option, index) =>
          this.of(option, path).map((sample) => (sample.note === '' ? titled(sample, def, index) : sample)),
        );
      case 'intersection':
        return this.#object(
          [
            ['', def.left],
            ['', def.right],
          ],
          path,
          merged,
        );
      case 'enum':
        return valuesOf(def.entries).map(leaf);
      case 'literal':
        return def.values.map(leaf);
      case 'boolean':
        return [true, false].map(leaf);
      case 'null':
        return [leaf(null)];
      case 'undefined':
      case 'void':
        return [leaf(undefined)];
      case 'string':
      case 'template_literal':
        return firstFit(schema, textsFor(lengthOf(schema)));
      case 'number':
        return bounded(schema, [1, 0, 0.5, -1]);
      case 'bigint':
        return bounded(schema, [1n, 0n, -1n]);
      case 'date':
        return bounded(schema, [new Date('2026-01-31T12:00:00.000Z')]);
      case 'nan':
        return [leaf(Number.NaN)];
      case 'array':
        return this.#list(schema, def.element, path);
      case 'set':
        return this.#list(schema, def.valueType, path).map((sample) => ({
          ...sample,
          value: new Set(sample.value as unknown[]),
        }));
      case 'tuple':
        return this.#object(
          def.items.map((item, index) => [String(index), item]),
          path,
          (values) => values.map((value) => (value === absent ? undefined : value)),
        );
      case 'record':
      case 'map':
        return this.#table(schema, def, path);
      case 'any':
      case 'unknown':
      case 'transform':
      case 'custom':
        return firstFit(schema, ['text', 1, true, {}, []]);
      case 'never':
        return this.#skip();
      default:
        return [];
    }
  }

  /** The first value of each field together, and then each of its other values beside the first ones of the others. */
  #object(
    fields: readonly (readonly [key: string, schema: z.core.$ZodType])[],
    path: string,
    build: (values: readonly unknown[]) => unknown = (values) => objectOf(fields, values),
  ): SchemaSample[] {
    const choices = fields.map(([key, schema]) =>
      this.of(schema, joined(path, key)).map((sample) => ({ ...sample, path: joined(key, sample.path) })),
    );
    if (choices.some((samples) => samples.length === 0)) return [];
    if (this.#options.combine) return this.#combinations(choices, path).map((some) => combined(some, build));
    const base = choices.map(([plainest]) => plainest as SchemaSample);
    const changed = choices.flatMap((samples, field) =>
      samples.slice(1).map((sample) => ({ ...sample, value: build(base.with(field, sample).map(given)) })),
    );
    return [{ path: '', note: '', value: build(base.map(given)) }, ...changed];
  }

  #combinations(choices: readonly (readonly SchemaSample[])[], path: string): SchemaSample[][] {
    const { limit } = this.#options;
    const count = choices.reduce((product, samples) => product * samples.length, 1);
    if (count > limit) this.#gap(path, `of its ${count} combinations, the first ${limit} were made`);
    let all: SchemaSample[][] = [[]];
    for (const samples of choices) {
      all = all.flatMap((some) => samples.map((sample) => [...some, sample])).slice(0, limit);
    }
    return all;
  }

  #list(schema: z.core.$ZodType, element: z.core.$ZodType, path: string): SchemaSample[] {
    const [base, ...others] = this.of(element, joined(path, '0')).filter(({ value }) => value !== absent);
    const { least } = lengthOf(schema);
    const empty = least === 0 ? [{ path: '', note: 'empty', value: [] }] : [];
    if (base === undefined) return empty;
    const rest = Array.from({ length: Math.max(1, least) - 1 }, () => base.value);
    const changed = others.map(({ path: at, note, value }) => ({
      path: joined('0', at),
      note,
      value: [value, ...rest],
    }));
    return [{ path: '', note: '', value: [base.value, ...rest] }, ...changed, ...empty];
  }

  #table(schema: z.core.$ZodType, def: z.core.$ZodRecordDef | z.core.$ZodMapDef, path: string): SchemaSample[] {
    const keys = this.of(def.keyType, joined(path, '(key)')).map(given);
    const build = (entries: [unknown, unknown][]) =>
      def.type === 'map' ? new Map(entries) : Object.fromEntries(entries as [string, unknown][]);
    const samples = this.of(def.valueType, joined(path, '(value)')).map(({ value, ...rest }) => ({
      ...rest,
      value: build(keys.map((key) => [key, value])),
    }));
    const [base, ...others] = samples;
    // A record over an enum has all of its keys.
    const empty = fits(schema, build([])) ? [{ path: '', note: 'empty', value: build([]) }] : [];
    return base === undefined ? empty : [{ ...base, path: '', note: '' }, ...others, ...empty];
  }
}

function leaf(value: unknown): SchemaSample {
  return { path: '', note: formatLiteral(value), value };
}

function formatLiteral(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return value instanceof Date ? value.toISOString() : String(value);
}

function given({ value }: SchemaSample): unknown {
  return value;
}

function firstFit(schema: z.core.$ZodType, guesses: readonly unknown[]): SchemaSample[] {
  const guess = guesses.find((each) => fits(schema, each));
  return guess === undefined ? [] : [leaf(guess)];
}

/** A plain value, and those at the bounds. */
function bounded(schema: z.core.$ZodType, guesses: readonly unknown[]): SchemaSample[] {
  const bounds = checkDefinitionsOf(schema).flatMap((check) => {
    if (check.check === 'multiple_of')
      return [check.value, ...checkDefinitionsOf(schema).map((each) => multiple(check.value, each))];
    if (check.check !== 'greater_than' && check.check !== 'less_than') return [];
    return check.inclusive ? [check.value] : neighbours(check.value);
  });
  const [plain, ...others] = [...new Set([...guesses, ...bounds])].filter((value) => fits(schema, value));
  return [plain, ...others.filter((value) => bounds.includes(value))].filter((value) => value !== undefined).map(leaf);
}

function neighbours(bound: unknown): unknown[] {
  if (typeof bound === 'bigint') return [bound - 1n, bound + 1n];
  return typeof bound === 'number' ? [bound - 1, bound + 1, bound / 2] : [];
}

/** The multiple that is the nearest above another check's bound. */
function multiple(step: number | bigint, check: CheckDefinition): unknown {
  if (check.check !== 'greater_than' || typeof step !== 'number' || typeof check.value !== 'number') return step;
  return Math.ceil(check.value / step) * step;
}

/** How long a text or a list has to be, as far as anybody would want one made. */
function lengthOf(schema: z.core.$ZodType): { least: number; most: number } {
  let [least, most] = [0, 10_000];
  for (const check of checkDefinitionsOf(schema)) {
    if (check.check === 'min_length' || check.check === 'min_size') least = Math.max(least, check.minimum);
    if (check.check === 'max_length') most = Math.min(most, check.maximum);
    if (check.check === 'length_equals') least = Math.max(least, check.length);
    if (check.check === 'size_equals') least = Math.max(least, check.size);
  }
  // A bound below nothing is one that no value keeps.
  return { least: Math.min(least, Math.max(0, most)), most: Math.max(0, most) };
}

/** Texts of many kinds: one of them has the format or the length that a schema asks for. */
function textsFor({ least, most }: { least: number; most: number }): string[] {
  const length = Math.max(least, Math.min(4, most));
  return ['text'.repeat(length).slice(0, length), ...formatted, '1'.repeat(length)];
}

const formatted = [
  'user@site.example',
  'https://site.example/',
  '2f1c6a52-5d0b-4c9e-8a57-0b1d2e3f4a5b',
  '2026-01-31T12:00:00.000Z',
  '2026-01-31T12:00:00',
  '2026-01-31',
  '12:00:00',
  'P1D',
  '127.0.0.1',
  '2001:db8::1',
  '127.0.0.0/8',
  '2001:db8::/32',
  'site.example',
  '+14165550123',
  'dGV4dA==',
  '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'cjld2cjxh0000qzrmn831i7rn',
  'tz4a98xxat96iws9zmbrgj3a',
  'V1StGXR8_Z5jdHi6B-myT',
  'true',
  '{}',
  '1',
  'A',
  'ABC',
  '',
];

function valuesOf(entries: Readonly<Record<string, string | number>>): (string | number)[] {
  // TypeScript's numeric enums list their names as values too: under a key that is the number.
  const values = new Set(Object.values(entries));
  return Object.entries(entries)
    .filter(([key]) => !values.has(Number(key)))
    .map(([, value]) => value);
}

function isTransform(schema: z.core.$ZodType): boolean {
  return definitionOf(schema).type === 'transform';
}

/** What tells an alternative of a union from the others: its discriminator, or its place. */
function titled(
  sample: SchemaSample,
  def: z.core.$ZodUnionDef | z.core.$ZodDiscriminatedUnionDef,
  index: number,
): SchemaSample {
  if (!('discriminator' in def)) return index === 0 ? sample : { ...sample, note: `alternative ${index + 1}` };
  const key = def.discriminator;
  return { ...sample, path: key, note: formatLiteral((sample.value as Record<string, unknown>)[key]) };
}

function objectOf(
  fields: readonly (readonly [key: string, schema: z.core.$ZodType])[],
  values: readonly unknown[],
): object {
  return Object.fromEntries(
    fields.map(([key], field) => [key, values[field]] as const).filter(([, value]) => value !== absent),
  );
}

function merged([left, right]: readonly unknown[]): unknown {
  return typeof left === 'object' && typeof right === 'object' ? { ...left, ...right } : left;
}

function combined(some: readonly SchemaSample[], build: (values: readonly unknown[]) => unknown): SchemaSample {
  return { path: '', note: some.map(sampleName).filter(Boolean).join(', '), value: build(some.map(given)) };
}

function joined(path: string, key: string): string {
  return path === '' || key === '' ? path + key : `${path}.${key}`;
}
