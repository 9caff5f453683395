import type { AnyStateMachine } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Provider } from '../provider/provider.ts';
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
  checkDefinition(provider, definition as KitDefinition<Provider>);
  return kitOf(provider, definition);
}

/** A kit of a definition that is known to be right: the shipped ones are, so that no page carries the checks. */
export function kitOf<TProvider extends Provider>(
  provider: TProvider,
  definition: KitDefinition<TProvider>,
): Kit<TProvider> {
  const { catalogue, wire, presentation, origins = [], sdk = null, exploration, layout = null } = definition;
  return {
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
}

function checkDefinition(provider: Provider, definition: KitDefinition<Provider>): void {
  if (!isObject(provider) || typeof provider.read !== 'function') {
    throw wrong('defineKit takes a provider first, as defineProvider makes one');
  }
  if (!isObject(definition) || !Array.isArray(definition.catalogue)) {
    throw wrong('catalogue has to be a list with an entry for each event of the provider');
  }
  const { catalogue, origins = [], sdk = null } = definition;
  const described = new Set<string>(catalogue.map(({ type }) => type));
  for (const type of Object.keys(provider.events)) {
    if (!described.has(type)) throw wrong(`catalogue has no entry for ${type}: add one with a sample`);
  }
  for (const origin of origins) {
    if (!isOrigin(origin))
      throw wrong(`origins has "${origin}", which is no origin: write it like https://host.example`);
  }
  if (sdk !== null && typeof sdk.define !== 'function')
    throw wrong('sdk.define has to be a function, which runs in the host page');
  for (const text of catalogue) checkSamples(provider, text);
  const { variants, unknown } = wireOf(provider, definition.wire);
  for (const [choice, values] of Object.entries(variants)) {
    if (values.length === 0) throw wrong(`wire.variants.${choice} has no value: name the usual one first`);
  }
  const { kind } = provider.read(unknown);
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

/** Finds the schema of the message as posted, when somebody asks: few do, and there are many. */
function entryOf({ read, events }: Provider, text: MessageText): CatalogueEntry {
  let schema: CatalogueEntry['schema'] | undefined;
  return {
    ...text,
    get schema() {
      if (schema === undefined) {
        const content = events[text.type] as CatalogueEntry['schema'];
        const reading = read(text.samples[0]);
        schema = reading.kind === 'event' ? reading.envelope.schemaOf(text.type, content) : content;
      }
      return schema;
    },
  };
}

function wireOf({ envelopes }: Provider, wire: Partial<WireFormat> | undefined): WireFormat {
  const [envelope] = envelopes;
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
