import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { AnyStateMachine } from 'xstate';
import { coverageOptions } from '../diagram/coverage.ts';
import { layoutOf } from '../diagram/kit.ts';
import { layOut } from '../diagram/layout.ts';
import { mermaidOf } from '../diagram/mermaid.ts';
import type { SvgOptions } from '../diagram/options.ts';
import { statelyMachineOf } from '../diagram/stately.ts';
import { svgOf } from '../diagram/svg.ts';
import { WidgetError } from '../errors.ts';
import type { Kit } from '../kit/kit.ts';
import type { Provider } from '../provider/provider.ts';
import { kitHelp, kitOptions, loadProvider } from './kits.ts';
import { type ChartValues, chartOptions, loadChart } from './module.ts';
import { type CliIo, type CliOutput, printable } from './output.ts';

export const diagramHelp = `Usage: widget-statecharts diagram (--provider <name> | --provider-module <file> | --module <file>) [options]

Draws a chart. A drawing of a chart of your own needs elkjs beside this package: npm install elkjs.

${kitHelp}  --module <file>    a module with a bare XState v5 machine: .js, .mjs, .cjs, or .ts where this Node.js strips types
  --export <name>    the kit's or the machine's name in that module (default: its default export)
  --format <name>    svg: all of it, with evidence (the default); mermaid: an overview for a README; stately: code for
                     "Import from code" in Stately Studio
  --state <path>     mermaid: draws what lies in this state, such as open.flow
  --coverage <file>  svg: colours what the tests covered, and how often logs went each way, by a report that
                     "coverage --format json" has written
  --theme <name>     svg: light or dark (default: as the reader prefers)
  --out <file>       writes to a file

Exit code: 0 it is drawn, 2 the call was wrong, or the chart cannot be laid out.
`;

const { module } = chartOptions;
const options = {
  ...kitOptions,
  module,
  format: { type: 'string', default: 'svg' },
  state: { type: 'string' },
  coverage: { type: 'string' },
  theme: { type: 'string' },
  out: { type: 'string' },
} as const;

/** What a format needs, as it was typed. */
interface Wishes {
  readonly state?: string | undefined;
  readonly coverage?: string | undefined;
  readonly theme?: string | undefined;
}

interface Format {
  /** The wishes that it can grant. */
  readonly takes: readonly (keyof Wishes)[];
  readonly draw: (chart: DrawnChart, wishes: Wishes) => Promise<string>;
}

const formats: Readonly<Record<string, Format>> = {
  svg: { takes: ['coverage', 'theme'], draw: drawSvg },
  mermaid: { takes: ['state'], draw: async (chart, wishes) => `${drawMermaid(chart, wishes)}\n` },
  stately: { takes: [], draw: async ({ machine }) => statelyMachineOf(machine) },
};

/** Draws a chart. */
export async function diagram(args: readonly string[], _io: CliIo, output: CliOutput): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const format = oneOf('--format', values.format, Object.keys(formats));
  const { takes, draw } = formats[format] as Format;
  for (const wish of ['state', 'coverage', 'theme'] as const) {
    if (values[wish] !== undefined && !takes.includes(wish)) throw wrong(`--${wish} is not for the format ${format}.`);
  }
  const text = await draw(await loadDrawn(values), values);
  if (values.out === undefined) await output.write(text);
  else {
    await writeFile(values.out, text).catch((error: NodeJS.ErrnoException) => {
      throw wrong(`"${values.out}" cannot be written (${error.code ?? error.message}).`);
    });
    await output.write(`${printable(values.out)} written\n`);
  }
  await output.flush();
  return 0;
}

/** A chart to draw: a provider needs no kit for that. */
interface DrawnChart {
  readonly machine: AnyStateMachine;
  readonly provider: Provider | null;
  readonly kit: Kit | null;
}

async function loadDrawn(values: ChartValues): Promise<DrawnChart> {
  if (values.module !== undefined) return { provider: null, ...(await loadChart(values)) };
  const { provider, kit } = await loadProvider(values, ', or a machine with --module');
  return { machine: provider.machine, provider, kit };
}

async function drawSvg({ kit, provider, machine }: DrawnChart, { coverage, theme }: Wishes): Promise<string> {
  const options: SvgOptions = {
    ...(theme !== undefined && { theme: oneOf('--theme', theme, ['light', 'dark']) }),
    ...(coverage !== undefined && (await readCoverage(coverage))),
  };
  const isLaidOut = kit !== null && kit.layout !== null;
  return svgOf(isLaidOut ? layoutOf(kit) : await layOut(machine, provider ?? {}), options);
}

function drawMermaid({ provider, machine }: DrawnChart, { state }: Wishes): string {
  return mermaidOf(machine, { ...provider, ...(state !== undefined && { state }) });
}

async function readCoverage(file: string): Promise<SvgOptions> {
  try {
    return coverageOptions(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'it is no report of "coverage --format json"';
    throw wrong(`--coverage cannot read "${file}" (${why}).`);
  }
}

function oneOf<TName extends string>(option: string, value: string, names: readonly TName[]): TName {
  const name = names.find((each) => each === value);
  if (name !== undefined) return name;
  throw wrong(`${option} is one of ${names.join(', ')}, not "${value}".`);
}

function wrong(sentence: string): WidgetError {
  return new WidgetError('INVALID_OPTION', sentence);
}
