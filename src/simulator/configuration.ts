/** What a simulated widget's page is given, and what it makes of its own address. */
import type { Kit, Variants } from '../kit/kit.ts';
import { checkOptions } from '../testing/arguments.ts';
import type { Path } from '../testing/types.ts';
import { isObject } from '../values.ts';
import { invalidOption } from './errors.ts';
import { findPath, messagesOfLog, type PathList, pathOfSeed } from './paths.ts';
import type { SavedSimulator, SimulatorOptions } from './simulator.ts';

/** What a simulated widget does, as plain data. */
export interface WidgetConfiguration {
  /** The widget's configuration, as the chart takes it. @default what the page's address says, see `fromAddress` of the kit */
  readonly input?: unknown;
  /** How it posts, see `kit.wire.variants`. @default what the page's address says, and otherwise the usual ones */
  readonly variants?: Variants | undefined;
  /** A path to follow, or the id of one. */
  readonly path?: string | Path | undefined;
  /** The suite that the id is from. @default the suites that are generated for the kit, see `findPath` */
  readonly suite?: PathList | undefined;
  /** Follows a path at random: the same for the same seed. */
  readonly seed?: number | undefined;
  /** Posts a log's messages: as a list, or as the text of its file. */
  readonly log?: string | readonly unknown[] | undefined;
  /** The session of the log, where it has several. @default the first */
  readonly session?: string | undefined;
  /** Milliseconds between two steps of what it follows; null where a driver or a person takes them. @default 500 */
  readonly pace?: number | null | undefined;
  /**
   * Begins where another widget was, as its `save()` told: for a host's page that resumes its session after a redirect.
   * What that widget followed has to be given once more.
   */
  readonly resume?: SavedSimulator | undefined;
  /** The address of a page on another origin that posts as a stranger. @default a `data:` page, whose origin is "null" */
  readonly spoofedPage?: string | undefined;
}

const keys: Readonly<Record<keyof WidgetConfiguration, true>> = {
  input: true,
  variants: true,
  path: true,
  suite: true,
  seed: true,
  log: true,
  session: true,
  pace: true,
  resume: true,
  spoofedPage: true,
};

/** The names of its options: what a caller without types gives beside them would be dropped in silence. */
export const configurationKeys: readonly string[] = Object.keys(keys);

/** Checks a call that takes a kit. */
export function checkCall(kit: unknown, options: unknown, known: readonly string[], call: string): void {
  if (!isObject(kit) || !isObject(kit.provider) || !isObject(kit.wire)) {
    throw invalidOption(
      `${call} takes a kit, such as flinksKit of widget-statecharts/flinks/kit, or one that defineKit makes.`,
    );
  }
  checkOptions(options, known, call);
}

/**
 * What a simulator needs of a configuration: finds the path or log that it names.
 * @throws WidgetError `INVALID_OPTION` for a path that is not there, and for more than one thing to follow.
 */
export function simulatorOptions(
  kit: Kit,
  configuration: WidgetConfiguration,
): Omit<SimulatorOptions<Kit['provider']>, 'post'> {
  const { input, variants = {}, path, suite, seed, log, session, resume } = configuration;
  const given = Object.entries({ path, seed, log }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(' and ');
    throw invalidOption(`A widget follows one thing, and was given ${names}: leave one out.`);
  }
  const options = { input: input as never, variants, resume };
  if (path !== undefined) return { ...options, path: typeof path === 'string' ? findPath(kit, path, suite) : path };
  if (seed !== undefined) return { ...options, path: pathOfSeed(kit, seed) };
  if (log !== undefined) return { ...options, log: typeof log === 'string' ? messagesOfLog(kit, log, session) : log };
  return options;
}

/** What the address of a widget's page adds to its configuration, as the real widget would read it. */
export function withAddress<TConfiguration extends Pick<WidgetConfiguration, 'input' | 'variants'>>(
  kit: Kit,
  configuration: TConfiguration,
  address: string,
): TConfiguration {
  if (!URL.canParse(address)) return configuration;
  const { input, variants } = kit.fromAddress(new URL(address));
  return {
    ...configuration,
    input: configuration.input ?? input,
    variants: { ...variants, ...configuration.variants },
  };
}

/** Fetches a text, for a page whose address names a file. */
export type FetchText = (address: string) => Promise<string>;

/**
 * The configuration of a page: what it was given, or else what its URL's own parameters say: `path` (an id), `suite` (the
 * address of its file), `seed`, `log` (the address of its file), `session`, `pace`, and `input` and `variants` as JSON.
 *
 * @throws WidgetError `INVALID_OPTION` for a parameter that is none.
 */
export async function configurationFrom(
  kit: Kit,
  given: WidgetConfiguration,
  address: string,
  fetchText: FetchText,
): Promise<WidgetConfiguration> {
  const parameters = URL.canParse(address) ? new URL(address).searchParams : new URLSearchParams();
  const suite = parameters.get('suite');
  const log = parameters.get('log');
  const own = {
    input: json(parameters, 'input'),
    variants: json(parameters, 'variants'),
    path: parameters.get('path') ?? undefined,
    suite: suite === null ? undefined : parse('suite', await fetchText(suite)),
    seed: number(parameters, 'seed'),
    log: log === null ? undefined : await fetchText(log),
    session: parameters.get('session') ?? undefined,
    pace: number(parameters, 'pace'),
  };
  const named = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return withAddress(kit, { ...given, ...named } as WidgetConfiguration, address);
}

function json(parameters: URLSearchParams, name: string): unknown {
  const text = parameters.get(name);
  return text === null ? undefined : parse(name, text);
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidOption(`What ${name} names in the address of this page is no JSON.`);
  }
}

function number(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw invalidOption(`${name} in the address of this page has to be a whole number.`);
}
