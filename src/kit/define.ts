import type { AnyStateMachine } from 'xstate';
import type { Provider } from '../provider/provider.ts';
import { checkKit } from './check.ts';
import type { CatalogueEntry, ChartExploration, Kit, KitDefinition, MessageText, Presentation } from './kit.ts';
import { postedSchema } from './posted.ts';
import { wireOf } from './wire.ts';

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
  checkKit(provider, definition as KitDefinition<Provider>);
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

/** Finds the schema of the message as posted, when somebody asks: few do, and there are many. */
function entryOf({ read, events }: Provider, text: MessageText): CatalogueEntry {
  let schema: CatalogueEntry['schema'] | undefined;
  return {
    ...text,
    get schema() {
      if (schema === undefined) {
        const content = events[text.type] as CatalogueEntry['schema'];
        const reading = read(text.samples[0]);
        schema = reading.kind === 'event' ? postedSchema(reading.envelope, text.type, content) : content;
      }
      return schema;
    },
  };
}

const plainPresentation: Presentation = {
  kind: 'Widget',
  icon: 'M4 4h16v4H4zM4 10h16v10H4z',
  hue: 215,
  shortName: (type) => type,
};

const plainExploration: ChartExploration = { inputs: [{}], abstractContext: () => null, projections: [] };
