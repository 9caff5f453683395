import type { AnyStateMachine } from 'xstate';
import * as z from 'zod/mini';
import { WidgetError } from '../errors.ts';
import { aFunction, firstIssue } from '../provider/fields.ts';
import type { Provider } from '../provider/provider.ts';
import { rule } from '../provider/schemas.ts';
import { isObject } from '../values.ts';
import type {
  CatalogueEntry,
  ChartExploration,
  Kit,
  KitDefinition,
  MessageText,
  Presentation,
  WireFormat,
} from './kit.ts';

/**
 * Makes a provider's kit: what the simulator, generated tests, diagrams, the playground and the command line need beside
 * the provider. Keep it in a file of its own, so that no app carries it.
 *
 * @throws WidgetError `INVALID_DEFINITION` for an event without a sample, a sample that is no message of its event, and
 * options that contradict each other; its message names the field.
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { defineKit } from 'widget-statecharts/kit';
 *
 * const source = 'Flexiti: Widget Communication Events';
 * const text = { kind: 'Ends', evidence: 'documented', source, description: 'It ended.' } as const;
 * const eventData = { error: 500, message: 'Internal server error' };
 * try {
 *   defineKit(flexiti, {
 *     catalogue: [{ ...text, type: 'flx-failure', samples: [{ eventType: 'flx-failure', eventData }] }],
 *   });
 * } catch (error) {
 *   console.log(error instanceof Error && error.message); // catalogue has no entry for flx-success: add one with a sample.
 * }
 * ```
 */
export function defineKit<TProvider extends Provider>(
  provider: TProvider,
  definition: KitDefinition<TProvider>,
): Kit<TProvider> {
  if (!isObject(provider) || typeof provider.read !== 'function') {
    throw wrong('defineKit takes a provider first, as defineProvider makes one');
  }
  if (!isObject(definition) || !Array.isArray(definition.catalogue)) {
    throw wrong('catalogue has to be a list with an entry for each event of the provider');
  }
  const issue = firstIssue(fields, definition);
  if (issue !== undefined) throw wrong(issue);
  const {
    catalogue,
    wire = {},
    presentation = {},
    origins = [],
    sdk = null,
    exploration = {},
    layout = null,
  } = definition;
  const described = new Set<string>(catalogue.map(({ type }) => type));
  for (const type of Object.keys(provider.events)) {
    if (!described.has(type)) throw wrong(`catalogue has no entry for ${type}: add one with a sample`);
  }
  for (const origin of origins) {
    if (!isOrigin(origin))
      throw wrong(`origins has "${origin}", which is no origin: write it like https://host.example`);
  }
  const kit: Kit<TProvider> = {
    provider,
    catalogue: catalogue.map((text) => entryOf(provider, text)),
    wire: wireOf(provider, wire),
    presentation: { ...plainPresentation, ...presentation },
    origins,
    sdk,
    exploration: { ...plainExploration, ...exploration } as ChartExploration<AnyStateMachine>,
    fromAddress: definition.fromAddress ?? (() => ({})),
    layout,
  };
  const { kind } = provider.read(kit.wire.unknown);
  if (kind !== 'unrecognized')
    throw wrong(`wire.unknown is ${kind} to the provider, and has to have a name that it does not know`);
  return kit;
}

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

/** Checks that the samples are what they are said to be, and finds the schema of the message as posted. */
function entryOf(provider: Provider, text: MessageText): CatalogueEntry {
  const { type, samples } = text;
  const [first, ...others] = samples.map((sample) => provider.read(sample));
  if (first === undefined) throw wrong(`catalogue: ${type} has no sample: give one message as it is posted`);
  for (const reading of [first, ...others]) {
    if (reading.kind === 'event' && reading.type === type) continue;
    const what = reading.kind === 'event' ? `a message of ${reading.type}` : reading.kind;
    const issues =
      reading.kind === 'malformed'
        ? `: ${reading.issues.map(({ path, problem }) => `${path} ${problem}`).join('; ')}`
        : '';
    throw wrong(`catalogue: a sample of ${type} is ${what} to the provider${issues}`);
  }
  if (first.kind !== 'event') throw wrong(`catalogue: the first sample of ${type} is no message of it`);
  return { ...text, schema: first.envelope.schemaOf(type, provider.events[type] as CatalogueEntry['schema']) };
}

function wireOf(provider: Provider, wire: Partial<WireFormat>): WireFormat {
  const [envelope] = provider.envelopes;
  return {
    variants: {},
    post: (message) => message,
    copyOf: () => null,
    isCopy: () => false,
    unknown: envelope?.write('NOT_KNOWN_YET', {}),
    offline: null,
    ...wire,
  };
}

const plainPresentation: Presentation = {
  kind: 'Widget',
  icon: 'M4 4h16v4H4zM4 10h16v10H4z',
  hue: 215,
  shortName: (type) => type,
};

const plainExploration: ChartExploration = { inputs: [{}], abstractContext: () => null, projections: [] };

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
