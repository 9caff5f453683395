/** What a simulated widget's page is given, and what it makes of its own address. */
import { WidgetError } from '../errors.ts';
import { flinksInputFromUrl } from '../machines/flinks/index.ts';
import type { Form } from '../machines/posting.ts';
import type { Provider, ProviderName } from '../machines/provider.ts';
import { providerNamed, providers } from '../machines/providers.ts';
import type { Path } from '../testing/types.ts';
import { findPath, messagesOfLog, type PathList, pathOfSeed } from './paths.ts';
import type { Saved } from './simulator.ts';

/** What a simulated widget does, as plain data. */
export interface WidgetConfiguration {
  readonly provider: ProviderName;
  /** The widget's configuration, as the chart takes it; for Flinks, what the page's URL says where there is none. */
  readonly input?: unknown;
  /** How it posts, see `postings[name].forms`; for Flinks, `stringify` in the page's URL counts. */
  readonly form?: Form | undefined;
  /** A path to follow, or the id of one. */
  readonly path?: string | Path | undefined;
  /** The suite that the id is from. @default the suites that are generated for the provider, see `findPath` */
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
  readonly resume?: Saved | undefined;
  /** The address of `forgedPage()`, on another origin. @default a `data:` page, whose origin is "null" */
  readonly forgery?: string | undefined;
}

/** The names of its options: what a caller without types gives beside them would be dropped in silence. */
export const configurationKeys: Readonly<Record<keyof WidgetConfiguration, true>> = {
  provider: true,
  input: true,
  form: true,
  path: true,
  suite: true,
  seed: true,
  log: true,
  session: true,
  pace: true,
  resume: true,
  forgery: true,
};

/** What a simulator needs of it. */
export interface Plan {
  readonly provider: Provider;
  readonly input: unknown;
  readonly form: Form;
  readonly path?: Path;
  readonly log?: readonly unknown[];
  readonly resume?: Saved | undefined;
}

/**
 * Finds the path or log that a configuration names.
 * @throws WidgetError `UNKNOWN_PROVIDER`; `INVALID_OPTION` for a path that is not there, and for more than one thing to follow.
 */
export function planOf(configuration: WidgetConfiguration): Plan {
  const { input, form = {}, path, suite, seed, log, session, resume } = configuration;
  const provider = providerNamed(configuration.provider);
  const given = Object.entries({ path, seed, log }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(' and ');
    throw new WidgetError('INVALID_OPTION', `A widget follows one thing, and was given ${names}: leave one out.`);
  }
  const plan = { provider, input, form, resume };
  if (path !== undefined) return { ...plan, path: typeof path === 'string' ? findPath(provider, path, suite) : path };
  if (seed !== undefined) return { ...plan, path: pathOfSeed(provider, seed) };
  if (log !== undefined) return { ...plan, log: typeof log === 'string' ? messagesOfLog(log, session) : log };
  return plan;
}

/** What the address of a widget's page adds to its configuration, as the real widget would read it. */
export function withAddress(configuration: WidgetConfiguration, address: string): WidgetConfiguration {
  if (configuration.provider !== 'flinks' || !URL.canParse(address)) return configuration;
  const { authorizeToken: _, ...input } = flinksInputFromUrl(address) as Record<string, unknown>;
  const stringify = new URL(address).searchParams.get('stringify') === 'true' ? { stringify: 'true' } : {};
  return {
    ...configuration,
    input: configuration.input ?? input,
    form: { ...stringify, ...configuration.form },
  };
}

/** Fetches a text, for a page whose address names a file. */
export type FetchText = (address: string) => Promise<string>;

/**
 * The configuration of a page: what it was given, or else what its URL's own parameters say: `provider`, `path` (an id),
 * `suite` (the address of its file), `seed`, `log` (the address of its file), `session`, `pace`, and `input` and `form` as JSON.
 *
 * @throws WidgetError `INVALID_OPTION` for a page that is told nothing, and for a parameter that is none.
 */
export async function configurationFrom(
  given: WidgetConfiguration | null,
  address: string,
  fetchText: FetchText,
): Promise<WidgetConfiguration> {
  const parameters = URL.canParse(address) ? new URL(address).searchParams : new URLSearchParams();
  const name = parameters.get('provider') ?? given?.provider ?? null;
  if (name === null) {
    const names = Object.keys(providers).join(', ');
    throw new WidgetError(
      'INVALID_OPTION',
      `Name a widget in the address of this page: ?provider= and one of ${names}.`,
    );
  }
  const suite = parameters.get('suite');
  const log = parameters.get('log');
  const own = {
    provider: providerNamed(name).name,
    input: json(parameters, 'input'),
    form: json(parameters, 'form'),
    path: parameters.get('path') ?? undefined,
    suite: suite === null ? undefined : parse('suite', await fetchText(suite)),
    seed: number(parameters, 'seed'),
    log: log === null ? undefined : await fetchText(log),
    session: parameters.get('session') ?? undefined,
    pace: number(parameters, 'pace'),
  };
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return withAddress({ ...given, ...said } as WidgetConfiguration, address);
}

function json(parameters: URLSearchParams, name: string): unknown {
  const text = parameters.get(name);
  return text === null ? undefined : parse(name, text);
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WidgetError('INVALID_OPTION', `What ${name} names in the address of this page is no JSON.`);
  }
}

function number(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new WidgetError('INVALID_OPTION', `${name} in the address of this page has to be a whole number.`);
}
