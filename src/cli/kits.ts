/** The provider that a command is about: a shipped one by its name, or one from a module of the user's own. */
import { WidgetError } from '../errors.ts';
import type { Kit } from '../kit/kit.ts';
import type { Provider } from '../provider/provider.ts';
import { shippedKits } from '../shipped.ts';
import { isObject } from '../values.ts';
import { loadModule, wrong } from './load.ts';

/** The options that name a provider, for `parseArgs`. */
export const kitOptions = {
  provider: { type: 'string' },
  'provider-module': { type: 'string' },
  export: { type: 'string' },
} as const;

/** What the help texts say of them. */
export const kitHelp = `  --provider <name>  a shipped provider: ${shippedKits.map(({ provider }) => provider.name).join(', ')}
  --provider-module <file>  a module of yours with a kit of defineKit, or a provider of defineProvider
`;

/** The values of `kitOptions`. */
export interface KitValues {
  readonly provider?: string | undefined;
  readonly 'provider-module'?: string | undefined;
  readonly export?: string | undefined;
}

/** A provider, and its kit where there is one. */
export interface LoadedProvider {
  readonly provider: Provider;
  readonly kit: Kit | null;
}

/** What was found in a module, and the name that it is exported by. */
interface FoundProvider extends LoadedProvider {
  readonly key: string;
}

/**
 * Loads the provider that the options name.
 *
 * @throws WidgetError `UNKNOWN_PROVIDER` for a name that is none; `INVALID_OPTION` for a module without a provider, or
 * with several of them.
 */
export async function loadProvider(values: KitValues, orElse = ''): Promise<LoadedProvider> {
  const { provider: name, 'provider-module': file, export: exported } = values;
  if (name !== undefined && file !== undefined) throw wrong('Choose one of --provider and --provider-module.');
  if (file !== undefined) return fromModule(file, await loadModule('--provider-module', file), exported);
  if (exported !== undefined) throw wrong('--export names something in a module: name the module too.');
  const names = shippedKits.map(({ provider }) => provider.name).join(', ');
  if (name === undefined) {
    throw new WidgetError(
      'UNKNOWN_PROVIDER',
      `Name the widget with --provider (${names}), or a module of yours with --provider-module${orElse}.`,
    );
  }
  const kit = shippedKits.find(({ provider }) => provider.name === name);
  if (kit !== undefined) return { provider: kit.provider, kit };
  throw new WidgetError(
    'UNKNOWN_PROVIDER',
    `No shipped provider is called "${name}": ${names}. One of your own is named with --provider-module.`,
  );
}

/** The same, for a command that needs a kit. */
export async function loadKit(values: KitValues, orElse = ''): Promise<Kit> {
  const { provider, kit } = await loadProvider(values, orElse);
  if (kit !== null) return kit;
  throw wrong(
    `"${values['provider-module']}" has the provider ${provider.name} and no kit of it, which this command needs: export what defineKit makes.`,
  );
}

/** The name that the kit of a module is exported by. */
export async function exportOfKit({ 'provider-module': file = '', export: name }: KitValues): Promise<string> {
  return fromModule(file, await loadModule('--provider-module', file), name).key;
}

type Exports = Readonly<Record<string, unknown>>;

function fromModule(file: string, exports: Exports, name: string | undefined): FoundProvider {
  if (name !== undefined) {
    const found = Object.hasOwn(exports, name) ? loadedFrom(exports[name]) : null;
    if (found !== null) return { key: name, ...found };
    const instead = Object.hasOwn(exports, name) ? 'is neither a kit nor a provider' : 'is not there';
    throw wrong(`The export "${name}" of "${file}" ${instead}. ${thereAre(exports)}`);
  }
  const named = Object.entries(exports).flatMap(([key, value]): FoundProvider[] => {
    const found = loadedFrom(value);
    return found === null ? [] : [{ key, ...found }];
  });
  // A kit has its provider: where both are exported, they are one.
  const kits = distinct(named.filter(({ kit }) => kit !== null));
  const found = kits.length > 0 ? kits : distinct(named);
  const chosen = found.find(({ key }) => key === 'default') ?? found[0];
  if (chosen === undefined) throw wrong(`"${file}" exports no kit and no provider. ${thereAre(exports)}`);
  if (found.length > 1 && chosen.key !== 'default') {
    throw wrong(`"${file}" exports several: ${found.map(({ key }) => key).join(', ')}. Name one with --export.`);
  }
  return chosen;
}

/** The same one may be exported by a name and as the default. */
function distinct<TFound extends LoadedProvider>(found: readonly TFound[]): TFound[] {
  return found.filter(({ provider }, index) => found.findIndex((other) => other.provider === provider) === index);
}

function thereAre(exports: Exports): string {
  const names = Object.keys(exports);
  return names.length === 0 ? 'It exports nothing.' : `It exports ${names.join(', ')}.`;
}

/** A kit or a provider by its shape: the user's may come from another copy of this library than ours. */
function loadedFrom(value: unknown): LoadedProvider | null {
  if (isProvider(value)) return { provider: value, kit: null };
  if (!isObject(value) || !isProvider(value.provider) || !Array.isArray(value.catalogue)) return null;
  const kit = value as unknown as Kit;
  return { provider: kit.provider, kit };
}

function isProvider(value: unknown): value is Provider {
  return (
    isObject(value) && typeof value.read === 'function' && Array.isArray(value.envelopes) && isObject(value.machine)
  );
}
