import { readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { WidgetError } from '../errors.ts';
import type { Kit } from '../kit/kit.ts';
import type { Exploration } from '../testing/explore/exploration.ts';
import { generateSuite } from '../testing/suite/suite.ts';
import type { Suite } from '../testing/types.ts';
import { exploreChart, formatCutOff, isEndless } from './exploration.ts';
import { exportOfKit } from './kits.ts';
import { type ChartValues, chartHelp, chartOptions, type LoadedChart, loadChart } from './module.ts';
import { type CliIo, type CliOutput, printable } from './output.ts';
import { findRegion } from './region.ts';
import {
  type Framework,
  fileFor,
  frameworks,
  type Plan,
  quoted,
  type StrategyName,
  strategies,
  type WrittenFile,
} from './templates.ts';

export const generateHelp = `Usage: widget-statecharts generate --framework <name> (--provider <name> | --provider-module <file> | --module <file>) [options]

Writes a test file of a chart that runs as it is: a test for each path of a suite that it generates when it runs. Where
the file is already there, only its marked part is written anew: the rest is yours.

  --framework <name> vitest, node or playwright (you install what runs it: vitest, or @playwright/test)
${chartHelp}
  --strategy <name>  what the suite covers: transitions (each accepted event in each configuration; the default),
                     states (each configuration), pairs (each two transitions in a row), or compact (all that the
                     chart writes, once; Playwright's default); each sends every event that is refused where it comes by
  --out <file>       where to write (default <chart>.chart.test.ts, .mjs for node, <chart>.chart.spec.ts for playwright)
  --force            writes the marked part anew even where somebody has changed it

Exit code: 0 the file is written, 2 the call was wrong, or the file is not to be written over.
`;

const options = {
  ...chartOptions,
  framework: { type: 'string' },
  strategy: { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean', default: false },
} as const;

/** Writes a test file, or its marked part. */
export async function generate(args: readonly string[], io: CliIo, output: CliOutput): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const framework = oneOf('--framework', frameworks, values.framework);
  const strategy = oneOf(
    '--strategy',
    strategies,
    values.strategy ?? (framework === 'playwright' ? 'compact' : 'transitions'),
  );
  const chart = await loadChart(values);
  const exploration = exploreChart(chart, 50_000);
  const out = values.out ?? `${chart.name.replace(/[^\w-]+/g, '-')}.chart.${endings[framework]}`;

  const suite = makeSuite(exploration, strategy);
  const written = fileFor({
    framework,
    strategy,
    atLeast: coveredWhole(suite),
    chart: await chartOf(chart, values, exploration, out),
  });
  const text = await merged(out, written, values.force);
  await writeFile(out, text).catch((error: NodeJS.ErrnoException) => {
    throw wrong(`"${out}" cannot be written (${error.code ?? error.message}).`);
  });
  for (const gap of exploration.cutOff) io.stderr.write(`widget-statecharts: ${printable(formatCutOff(gap))}\n`);
  const { events, sessions } = suite.suite;
  await output.write(
    `${printable(out)}: sessions ${sessions}, accepted events ${events}, refused events ${suite.illegal.sent}\n`,
  );
  await output.flush();
  return 0;
}

const endings: Readonly<Record<Framework, string>> = { vitest: 'test.ts', node: 'test.mjs', playwright: 'spec.ts' };

/** The suite that the written file will make, so that one that makes none is not written. */
function makeSuite(exploration: Exploration, strategy: StrategyName): Suite {
  const [gap] = exploration.cutOff;
  const suite = isEndless(exploration) ? null : generateSuite(exploration, { strategy });
  if (suite === null || suite.paths.length === 0) {
    throw wrong(`There is nothing to test: ${gap === undefined ? 'the chart has no session' : formatCutOff(gap)}.`);
  }
  return suite;
}

/** What the suite covers all of, and has to cover all of from now on. */
function coveredWhole({ coverage }: Suite): Record<string, number> {
  const whole = Object.entries(coverage).filter(([, [covered, of]]) => of > 0 && covered === of);
  return Object.fromEntries(whole.map(([dimension]) => [dimension, 1]));
}

/** The file with its marked part written anew; all of it where there is none yet. */
async function merged(out: string, { region, rest }: WrittenFile, force: boolean): Promise<string> {
  const before = await readFile(out, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw wrong(`"${out}" cannot be read (${error.code ?? error.message}).`);
  });
  if (before === null) return `${region}\n\n${rest}`;
  const found = findRegion(before);
  if (found === null) throw wrong(`"${out}" is there, and has no marked part: name another file with --out.`);
  if (found.purpose !== findRegion(region)?.purpose) {
    throw wrong(`"${out}" was written for ${found.purpose}: name another file with --out.`);
  }
  if (found.isEdited && !force) {
    throw wrong(`The marked part of "${out}" was changed by hand: move the change out of it, or drop it with --force.`);
  }
  return `${before.slice(0, found.start)}${region}${before.slice(found.end)}`;
}

async function chartOf(
  { name, kit }: LoadedChart,
  values: ChartValues,
  exploration: Exploration,
  out: string,
): Promise<Plan['chart']> {
  const { module, export: exported = 'default', events, inputs } = values;
  if (kit !== null) {
    if (events !== undefined) throw wrong('--events is for --module: a session takes the messages of the catalogue.');
    const importedInputs = inputs === undefined ? null : await importOf('inputs', inputs, out);
    return { kit, importKit: await importOfKit(kit, values, out), inputs: importedInputs };
  }
  const given = Object.entries({ events, inputs }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const types = new Set(exploration.events.map(({ event }) => event.type));
  const imported = exported === 'default' ? 'machine' : `{ ${nameOf(exported)} as machine }`;
  return {
    module: {
      name,
      declarations: [
        `import ${imported} from ${pathFrom(out, module ?? '')};`,
        ...(await Promise.all(given.map(([what, file]) => importOf(what, file, out)))).sort().reverse(),
      ],
      given: given.map(([what]) => what),
      types: [...types],
    },
  };
}

/** The statement that imports a kit as `kit`: of a shipped one from its entry, of another one from the user's module. */
async function importOfKit({ provider: { name } }: Kit, values: ChartValues, out: string): Promise<string> {
  const file = values['provider-module'];
  if (file === undefined) return `import { ${name}Kit as kit } from 'widget-statecharts/${name}/kit';`;
  const exported = await exportOfKit(values);
  const imported = exported === 'default' ? 'kit' : `{ ${nameOf(exported)} as kit }`;
  return `import ${imported} from ${pathFrom(out, file)};`;
}

/** A list from a file: imported from a module, and written down from JSON. */
async function importOf(what: string, file: string, out: string): Promise<string> {
  if (!file.endsWith('.json')) return `import ${what} from ${pathFrom(out, file)};`;
  return `const ${what} = ${JSON.stringify(JSON.parse(await readFile(file, 'utf8')))};`;
}

/** A file as another one imports it. */
function pathFrom(out: string, file: string): string {
  const path = relative(dirname(resolve(out)), resolve(file))
    .split(sep)
    .join('/');
  return quoted(path.startsWith('.') ? path : `./${path}`);
}

function nameOf(exported: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(exported) ? exported : quoted(exported);
}

function oneOf<TName extends string>(option: string, names: readonly TName[], given: string | undefined): TName {
  const found = names.find((name) => name === given);
  if (found !== undefined) return found;
  throw wrong(`${option} takes one of ${names.join(', ')}${given === undefined ? '' : `, not "${given}"`}.`);
}

function wrong(sentence: string): WidgetError {
  return new WidgetError('INVALID_OPTION', sentence);
}
