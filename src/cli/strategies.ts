/** The strategies of `paths`, by name. */
import { WidgetError } from '../errors.ts';
import type { Exploration } from '../testing/explore/exploration.ts';
import type { Malformed } from '../testing/explore/malformed.ts';
import { hsiSuite } from '../testing/hsi/hsi.ts';
import { milestonePaths } from '../testing/suite/milestones.ts';
import { randomPaths } from '../testing/suite/randomPaths.ts';
import { assembleSuite, generateSuite, type SuiteOptions } from '../testing/suite/suite.ts';
import type { EdgePath, Suite } from '../testing/types.ts';
import { wholeNumber } from './numbers.ts';

/** The options that only some strategies know, for `parseArgs`. */
export const strategyOptions = {
  'reset-cost': { type: 'string' },
  k: { type: 'string' },
  seed: { type: 'string' },
  sessions: { type: 'string' },
  length: { type: 'string' },
  milestones: { type: 'string' },
  'paths-per-leg': { type: 'string' },
} as const;

type StrategyOption = keyof typeof strategyOptions;

/** What is attached to a suite, whatever the strategy. */
export interface AttachedProbes {
  readonly illegal: boolean;
  readonly malformed: readonly Malformed[];
}

interface Strategy {
  readonly help: string;
  readonly knows: readonly StrategyOption[];
  readonly make: (exploration: Exploration, given: Given, probes: AttachedProbes) => Suite;
}

/** More events than these are no suite that anybody runs, and no file that anybody keeps. */
const longest = 20_000_000;

/** The values of a strategy's own options, read when it asks for them. */
class Given {
  readonly #values: StrategyValues;

  constructor(values: StrategyValues) {
    this.#values = values;
  }

  number(option: StrategyOption, otherwise: number): number {
    const text = this.#values[option];
    return text === undefined ? otherwise : wholeNumber(`--${option}`, text);
  }

  list(option: StrategyOption): string[] {
    const text = this.#values[option];
    if (text === undefined) throw new WidgetError('INVALID_OPTION', `This strategy needs --${option}.`);
    return text.split(',');
  }
}

/** What was given of `strategyOptions`. */
export type StrategyValues = Readonly<Partial<Record<StrategyOption, string | undefined>>>;

const strategies: Readonly<Record<string, Strategy>> = {
  states: tour('states', 'each configuration'),
  transitions: tour('transitions', 'each accepted event in each configuration (the default)'),
  pairs: tour('pairs', 'each two of them in a row'),
  compact: tour('compact', 'each transition and state that the chart writes, once: for browsers', 5),
  random: {
    help: 'random paths, the same for the same --seed: --sessions 100 of --length 50',
    knows: ['seed', 'sessions', 'length'],
    make: (exploration, given, probes) => {
      const [sessions, length] = [given.number('sessions', 100), given.number('length', 50)];
      checkLength(sessions * length);
      return assembled(
        'random',
        exploration,
        randomPaths(exploration, { seed: given.number('seed', 0), sessions, length }),
        probes,
      );
    },
  },
  milestones: {
    help: 'the shortest --paths-per-leg 1 from each of --milestones a,b,c (tags, or states) to the next',
    knows: ['milestones', 'paths-per-leg'],
    make: (exploration, given, probes) => {
      const edgePaths = milestonePaths(exploration, given.list('milestones'), {
        pathsPerLeg: given.number('paths-per-leg', 1),
      });
      return assembled('milestones', exploration, collected(edgePaths), probes);
    },
  },
  hsi: {
    help: 'finds every fault of an implementation with at most --k 0 states more than the chart',
    knows: ['k'],
    make: (exploration, given, probes) => {
      const { guarantee, size, edgePaths } = hsiSuite(exploration, { k: given.number('k', 0) });
      checkLength(size().events);
      return assembleSuite(exploration, { strategy: 'hsi', edgePaths: [...edgePaths()], guarantee, ...probes });
    },
  },
};

/** Makes the suite of a strategy that is given by name. */
export function suiteOf(exploration: Exploration, name: string, values: StrategyValues, probes: AttachedProbes): Suite {
  const strategy = Object.hasOwn(strategies, name) ? strategies[name] : undefined;
  if (strategy === undefined) {
    const names = Object.keys(strategies).join(', ');
    throw new WidgetError('INVALID_OPTION', `There is no strategy "${name}": ${names}.`);
  }
  for (const option of Object.keys(strategyOptions) as StrategyOption[]) {
    if (values[option] === undefined || strategy.knows.includes(option)) continue;
    throw new WidgetError('INVALID_OPTION', `The strategy ${name} knows no --${option}.`);
  }
  return strategy.make(exploration, new Given(values), probes);
}

/** The strategies for a help text. */
export function strategiesHelp(): string {
  return Object.entries(strategies)
    .map(([name, { help }]) => `    ${name.padEnd(13)} ${help}\n`)
    .join('');
}

function tour(strategy: NonNullable<SuiteOptions['strategy']>, covered: string, resetCost = 1): Strategy {
  return {
    help: `covers ${covered}, with the fewest events`,
    knows: ['reset-cost'],
    make: (exploration, given, probes) =>
      generateSuite(exploration, { strategy, resetCost: given.number('reset-cost', resetCost), ...probes }),
  };
}

function assembled(
  strategy: string,
  exploration: Exploration,
  edgePaths: readonly EdgePath[],
  probes: AttachedProbes,
): Suite {
  return assembleSuite(exploration, { strategy, edgePaths, ...probes });
}

function collected(edgePaths: Iterable<EdgePath>): EdgePath[] {
  const all: EdgePath[] = [];
  let events = 0;
  for (const edgePath of edgePaths) {
    all.push(edgePath);
    events += edgePath.edges.length;
    checkLength(events);
  }
  return all;
}

function checkLength(events: number): void {
  if (events <= longest) return;
  const [count, limit] = [events, longest].map((number) => number.toLocaleString('en'));
  throw new WidgetError('INVALID_OPTION', `This suite has ${count} events or more, and ${limit} are the limit.`);
}
