/** The chart that a command is about: a provider's, or a machine from a module of the user's own. */
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import { explorationOf } from '../kit/exploration.ts';
import type { Kit } from '../kit/kit.ts';
import type { EventCases, ExploreOptions } from '../testing/explore/exploration.ts';
import { isObject } from '../values.ts';
import { logicOf } from '../xstate.ts';
import { kitHelp, kitOptions, loadKit } from './kits.ts';
import { firstLine, kindOf, loadDefault, loadModule, wrong } from './load.ts';

/** The options that name a chart, for `parseArgs`. */
export const chartOptions = {
  ...kitOptions,
  module: { type: 'string' },
  events: { type: 'string' },
  inputs: { type: 'string' },
} as const;

/** What the help texts say of them. */
export const chartHelp = `${kitHelp}  --module <file>    a module with a bare XState v5 machine: .js, .mjs, .cjs, or, from Node.js 22.18 on, .ts
  --export <name>    the kit's or the machine's name in that module (default: its default export)
  --events <file>    a module whose default export is an array of event objects, one for each payload that makes a
                     difference (or a function from a snapshot to those that may come in it); .json holds the array
  --inputs <file>    a module whose default export is an array of inputs to start from; .json holds the array
`;

/** The values of `chartOptions`. */
export interface ChartValues {
  readonly provider?: string | undefined;
  readonly 'provider-module'?: string | undefined;
  readonly module?: string | undefined;
  readonly export?: string | undefined;
  readonly events?: string | undefined;
  readonly inputs?: string | undefined;
}

/** A chart with how it is explored. */
export interface LoadedChart {
  /** The provider's name, or the machine's id. */
  readonly name: string;
  /** Null for a bare machine. */
  readonly kit: Kit | null;
  readonly machine: AnyStateMachine;
  readonly options: ExploreOptions<AnyStateMachine>;
}

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

async function namedChart(values: ChartValues): Promise<LoadedChart> {
  const { module, export: name } = values;
  if (module === undefined) {
    const kit = await loadKit(values, ', or a machine with --module');
    const { machine } = kit.provider;
    return { name: kit.provider.name, kit, machine, options: explorationOf(kit) };
  }
  if (values.provider !== undefined || values['provider-module'] !== undefined) {
    throw wrong('Choose one of --provider, --provider-module and --module.');
  }
  const machine = await loadMachine(module, name);
  return { name: machine.id, kit: null, machine, options: {} };
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
