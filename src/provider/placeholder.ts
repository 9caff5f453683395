/** What stands in a recording for a value that is masked: something that its schema takes. */
import * as z from 'zod/mini';
import { structureOf, unwrapped } from '../zod.ts';
import type { Schema } from './schemas.ts';

const texts = [
  '[redacted]',
  '00000000-0000-4000-8000-000000000000',
  'https://redacted.invalid/',
  'redacted@redacted.invalid',
  '2000-01-01',
  '2000-01-01T00:00:00Z',
  '+10000000000',
  '0',
  '0000',
  '000000',
  'a',
  'redacted',
  'redacted-redacted-redacted-redacted',
];
const numbers = [0, 1, 100, -1, 0.5, 1_000_000];

const placeholders = new WeakMap<Schema, unknown>();

/** The placeholder of a masked value; undefined where nothing fits. It is looked for once. */
export function placeholderFor(schema: Schema): unknown {
  if (!placeholders.has(schema)) placeholders.set(schema, find(schema));
  return placeholders.get(schema);
}

function find(schema: Schema): unknown {
  const { type, values = [], entries = {} } = structureOf(unwrapped(schema));
  const candidates =
    type === 'literal' || type === 'enum'
      ? [...values, ...Object.values(entries)]
      : [...texts, ...numbers, [], {}, true, false, null];
  return candidates.find((candidate) => z.safeParse(schema, candidate).success);
}
