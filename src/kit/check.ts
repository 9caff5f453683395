/** What may be wrong with a kit's definition: each is told in a sentence that names the field. */
import * as z from 'zod/mini';
import { WidgetError } from '../errors.ts';
import { aFunction, firstIssue } from '../provider/fields.ts';
import type { Provider } from '../provider/provider.ts';
import { rule } from '../provider/schemas.ts';
import { isObject } from '../values.ts';
import type { KitDefinition, MessageText } from './kit.ts';
import { wireOf } from './wire.ts';

const texts = z.array(z.string());
const some = rule('has none', (list: readonly unknown[]) => list.length > 0);
/** What a kit is made of, as a caller without types may get it wrong. Every field has its own type beside. */
const fields = z.object({
  catalogue: z.array(
    z.object({
      type: z.string(),
      kind: z.string(),
      evidence: z.enum(['documented', 'observed', 'inferred']),
      source: z.string(),
      description: z.string(),
      samples: z.array(z.unknown()),
    }),
  ),
  wire: z.optional(
    z.object({
      variants: z.optional(z.record(z.string(), texts.check(some))),
      post: z.optional(aFunction),
      copyOf: z.optional(aFunction),
      isCopy: z.optional(aFunction),
    }),
  ),
  presentation: z.optional(
    z.object({
      kind: z.optional(z.string()),
      icon: z.optional(z.string()),
      hue: z.optional(z.number()),
      shortName: z.optional(aFunction),
    }),
  ),
  origins: z.optional(texts),
  sdk: z.optional(
    z.object({
      define: aFunction,
      frame: z.string(),
      script: z
        .unknown()
        .check(
          rule(
            'expected a text, a pattern or null',
            (script) => script === null || typeof script === 'string' || script instanceof RegExp,
          ),
        ),
    }),
  ),
  exploration: z.optional(
    z.object({
      inputs: z.optional(z.array(z.unknown()).check(some)),
      abstractContext: z.optional(aFunction),
      projections: z.optional(z.array(z.object({ name: z.string(), includes: aFunction }))),
    }),
  ),
  fromAddress: z.optional(aFunction),
  layout: z.optional(z.string()),
});

/** Checks a kit's definition as a caller without types may have written it. */
export function checkKit(provider: Provider, definition: KitDefinition<Provider>): void {
  if (!isObject(provider) || typeof provider.read !== 'function') {
    throw wrong('defineKit takes a provider first, as defineProvider makes one');
  }
  if (!isObject(definition) || !Array.isArray(definition.catalogue)) {
    throw wrong('catalogue has to be a list with an entry for each event of the provider');
  }
  const issue = firstIssue(fields, definition);
  if (issue !== undefined) throw wrong(issue);
  const { catalogue, origins = [] } = definition;
  const described = new Set<string>(catalogue.map(({ type }) => type));
  for (const type of Object.keys(provider.events)) {
    if (!described.has(type)) throw wrong(`catalogue has no entry for ${type}: add one with a sample`);
  }
  for (const origin of origins) {
    if (!isOrigin(origin))
      throw wrong(`origins has "${origin}", which is no origin: write it like https://host.example`);
  }
  for (const text of catalogue) checkSamples(provider, text);
  const { kind } = provider.read(wireOf(provider, definition.wire).unknown);
  if (kind !== 'unrecognized')
    throw wrong(`wire.unknown is ${kind} to the provider, and has to have a name that it does not know`);
}

/** The samples have to be what they are said to be. */
function checkSamples(provider: Provider, { type, samples }: MessageText): void {
  if (samples.length === 0) throw wrong(`catalogue: ${type} has no sample: give one message as it is posted`);
  for (const reading of samples.map((sample) => provider.read(sample))) {
    if (reading.kind === 'event' && reading.type === type) continue;
    const what = reading.kind === 'event' ? `a message of ${reading.type}` : reading.kind;
    const issues =
      reading.kind === 'malformed'
        ? `: ${reading.issues.map(({ path, problem }) => `${path} ${problem}`).join('; ')}`
        : '';
    throw wrong(`catalogue: a sample of ${type} is ${what} to the provider${issues}`);
  }
}

function isOrigin(origin: unknown): boolean {
  try {
    return new URL(String(origin)).origin === origin;
  } catch {
    return false;
  }
}

function wrong(sentence: string): WidgetError {
  return new WidgetError('INVALID_DEFINITION', `${sentence}.`);
}
