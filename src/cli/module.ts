/** The chart that a command is about: a shipped one, or a machine from a module of the user's own. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Provider } from '../machines/provider.ts';
import { providerNamed } from '../machines/providers.ts';
import type { EventCases, ExploreOptions } from '../testing/explore/exploration.ts';
import { explorationOf } from '../testing/providers.ts';
import { logicOf } from '../xstate.ts';

/** The options that name a chart, for `parseArgs`. */
export const chartOptions = {
  provider: { type: 'string' },
  module: { type: 'string' },
  export: { type: 'string' },
  events: { type: 'string' },
  inputs: { type: 'string' },
} as const;

/** What the help texts say of them. */
export const chartHelp = `  --provider <name>  a shipped chart: flinks, flexiti, opal or pinwheel
  --module <file>    a module with an XState v5 machine: .js, .mjs, .cjs, or, from Node.js 22.18 on, .ts
  --export <name>    the machine's name in that module (default: its default export)
  --events <file>    a module whose default export is an array of event objects, one for each payload that makes a
                     difference (or a function from a snapshot to those that may come in it); .json holds the array
  --inputs <file>    a module whose default export is an array of inputs to start from; .json holds the array
`;

/** The values of `chartOptions`. */
export interface ChartValues {
  readonly provider?: string | undefined;
  readonly module?: string | undefined;
  readonly export?: string | undefined;
  readonly events?: string | undefined;
  readonly inputs?: string | undefined;
}

/** A chart with how it is explored. */
export interface LoadedChart {
  /** The provider's name, or the machine's id. */
  readonly name: string;
  readonly provider: Provider | null;
  readonly machine: AnyStateMachine;
  readonly options: ExploreOptions<AnyStateMachine>;
}

/** A module that waits for something at its top level for longer than this is given up. */
const patience = 30_000;

/**
 * Loads the chart that the options name. Files are found from the working directory.
 *
 * @throws WidgetError for a file that is missing, does not load, or holds something else than it should.
 */
export async function loadChart(values: ChartValues): Promise<LoadedChart> {
  const chart = await namedChart(values);
  const { events, inputs } = values;
  return {
    ...chart,
    options: {
      ...chart.options,
      ...(events !== undefined && { events: await loadEvents(events) }),
      ...(inputs !== undefined && { inputs: await loadInputs(inputs) }),
    },
  };
}

async function namedChart({ provider: title, module, export: name }: ChartValues): Promise<LoadedChart> {
  if (title !== undefined && module !== undefined) throw wrong('Choose one of --provider and --module.');
  if (module !== undefined) {
    const machine = await loadMachine(module, name);
    return { name: machine.id, provider: null, machine, options: {} };
  }
  if (name !== undefined) throw wrong('--export names a machine in a module: give --module too.');
  if (title === undefined) {
    throw new WidgetError('UNKNOWN_PROVIDER', 'Name a widget with --provider, or a module of yours with --module.');
  }
  const provider = providerNamed(title);
  return { name: provider.name, provider, machine: provider.machine, options: explorationOf(provider) };
}

async function loadMachine(file: string, name = 'default'): Promise<AnyStateMachine> {
  const exported = await loadModule('--module', file);
  if (!Object.hasOwn(exported, name)) {
    const names = Object.keys(exported);
    const there = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
    throw wrong(`"${file}" has no export "${name}": ${there}. Name one with --export.`);
  }
  const machine = exported[name];
  if (!isMachine(machine)) throw wrong(`The export "${name}" of "${file}" is ${insteadOfMachine(machine)}.`);
  return machine;
}

/** A machine by its shape: the user's may come from another copy of XState than ours. */
function isMachine(value: unknown): value is AnyStateMachine {
  if (!isObject(value) || !isObject(value.root)) return false;
  const methods = ['transition', 'provide', 'getInitialSnapshot', 'resolveState'];
  return methods.every((method) => typeof value[method] === 'function') && value.root.transitions instanceof Map;
}

function insteadOfMachine(value: unknown): string {
  if (typeof value === 'function') return 'a function, not an XState machine: export what it returns';
  if (isObject(value) && isMachine(logicOf(value)))
    return 'an actor, not an XState machine: export the machine it runs';
  if (isObject(value) && 'withConfig' in value) return 'a machine of XState 4: XState 5 is needed';
  return 'not an XState machine';
}

async function loadEvents(file: string): Promise<EventCases> {
  const events = await loadDefault('--events', file);
  if (typeof events !== 'function') return checkedEvents(events, file);
  return (snapshot: AnyMachineSnapshot) => {
    let some: unknown;
    try {
      some = events(snapshot);
    } catch (error) {
      throw wrong(`The events of "${file}" threw at ${JSON.stringify(snapshot.value)}: ${firstLine(error)}`);
    }
    return checkedEvents(some, file);
  };
}

function checkedEvents(events: unknown, file: string): readonly EventObject[] {
  if (!Array.isArray(events)) throw wrong(`"${file}" has to hold an array of events, and holds ${kindOf(events)}.`);
  const odd = events.findIndex((event) => !isObject(event) || typeof event.type !== 'string');
  if (odd >= 0) throw wrong(`Event ${odd + 1} of "${file}" is no object with a "type" of text.`);
  return events as readonly EventObject[];
}

async function loadInputs(file: string): Promise<readonly unknown[]> {
  const inputs = await loadDefault('--inputs', file);
  if (!Array.isArray(inputs)) throw wrong(`"${file}" has to hold an array of inputs, and holds ${kindOf(inputs)}.`);
  if (inputs.length === 0) throw wrong(`"${file}" holds no input: without one, nothing starts.`);
  return inputs;
}

async function loadDefault(option: string, file: string): Promise<unknown> {
  if (file.endsWith('.json')) return loadJson(option, file);
  const exported = await loadModule(option, file);
  if (!Object.hasOwn(exported, 'default')) throw wrong(`"${file}" has no default export, which ${option} reads.`);
  return exported.default;
}

async function loadJson(option: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw wrong(`${option} cannot read "${file}" (${codeOf(error) ?? firstLine(error)}).`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`"${file}" is no JSON: ${firstLine(error)}`);
  }
}

async function loadModule(option: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  const path = resolve(file);
  try {
    // Whether it is there is asked first: a module that misses an import of its own fails with the same code.
    await readFile(path);
  } catch (error) {
    throw wrong(`${option} cannot read "${file}" (${codeOf(error) ?? firstLine(error)}).`);
  }
  try {
    return exportsOf(await inTime(import(pathToFileURL(path).href)));
  } catch (error) {
    throw wrong(`"${file}" does not load: ${whyNotLoaded(error)}`);
  }
}

/** What a module exports. Node shows what a CommonJS module exports under `default`, a transpiler's default below that. */
function exportsOf(namespace: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { default: main } = namespace;
  if (!isObject(main) || isMachine(main)) return namespace;
  return main.__esModule === true ? main : { ...main, ...namespace };
}

async function inTime<TValue>(loading: Promise<TValue>): Promise<TValue> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it is not done after ${patience / 1000} seconds`)), patience);
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function whyNotLoaded(error: unknown): string {
  if (codeOf(error) !== 'ERR_UNKNOWN_FILE_EXTENSION') return firstLine(error);
  return `Node.js ${process.version} does not load files of this kind (for TypeScript, use Node.js 22.18 or newer, or compile it first).`;
}

function wrong(sentence: string): WidgetError {
  return new WidgetError('INVALID_OPTION', sentence);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
