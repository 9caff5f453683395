import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { WidgetError } from '../errors.ts';
import { otherChart } from '../testing/arguments.ts';
import { type Coverage, coverPaths } from '../testing/coverage/coverage.ts';
import { type CoverageGate, checkCoverage } from '../testing/coverage/gate.ts';
import { coverageHtml } from '../testing/coverage/report/html.ts';
import { coverageJunit } from '../testing/coverage/report/junit.ts';
import { coverageText } from '../testing/coverage/report/text.ts';
import { traceCoverage } from '../testing/coverage/trace.ts';
import type { Exploration } from '../testing/explore/exploration.ts';
import { parseSuite } from '../testing/suite/json.ts';
import { generateSuite } from '../testing/suite/suite.ts';
import type { Path } from '../testing/types.ts';
import { isObject } from '../values.ts';
import { explainGaps, exploreChart, isEndless } from './exploration.ts';
import { readSessions } from './log.ts';
import { chartHelp, chartOptions, loadChart } from './module.ts';
import { wholeNumber } from './numbers.ts';
import { type CliIo, type CliOutput, printable } from './output.ts';

export const coverageHelp = `Usage: widget-statecharts coverage (--provider <name> | --provider-module <file> | --module <file>) [options]

Reports what suites cover of a chart: states, transitions, configurations, steps, pairs, guards both ways, illegal events,
payloads, tags; and beside that, what recorded messages did.

${chartHelp}
  --suite <file…>    a suite that "paths --json" has written; or several (default: one is generated)
  --log <file…>      recorded messages, one JSON text a line, as "replay" takes them (of a module: events)
  --input <json>     what the logs' widget was opened with
  --format <name>    text, json, junit or html (default text; of a folder, all four)
  --out <path>       writes to a file, or to a folder: an existing one, or a path that ends with /
  --gate <shares>    the least to be covered, such as transitions=1,illegal=0.9
  --max-configurations <n>  how many configurations are explored at most (default 50000)

Exit code: 0 all well, 1 the gate does not hold, the suite has steps that the chart does not do, or (without a gate)
something is unreachable, threw or was cut off, 2 the call was wrong.
`;

const options = {
  ...chartOptions,
  suite: { type: 'string', multiple: true },
  log: { type: 'string', multiple: true },
  input: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  gate: { type: 'string', default: '' },
  'max-configurations': { type: 'string', default: '50000' },
} as const;

interface Format {
  readonly file: string;
  readonly write: (coverage: Coverage, gate: CoverageGate) => string;
}

const formats: Readonly<Record<string, Format>> = {
  text: { file: 'coverage.txt', write: (coverage) => coverageText(coverage) },
  json: { file: 'coverage.json', write: (coverage) => `${JSON.stringify(coverage)}\n` },
  junit: { file: 'coverage.xml', write: coverageJunit },
  html: { file: 'coverage.html', write: (coverage) => coverageHtml(coverage) },
};

/** Reports coverage. */
export async function coverage(args: readonly string[], io: CliIo, output: CliOutput): Promise<number> {
  const { values, tokens } = parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  const files = filesIn(tokens);
  const format = values.format === undefined ? undefined : formatNamed(values.format);
  const gate = gateFrom(values.gate);
  const input = objectFrom(values.input);
  const maxConfigurations = wholeNumber('--max-configurations', values['max-configurations']);
  const chart = await loadChart(values);
  const [suites, sessions] = [
    await readSuites(files.suite, chart.machine.id),
    await readSessions(files.log, input, chart.kit?.provider ?? null),
  ];

  const exploration = exploreChart(chart, maxConfigurations);
  const paths = suites ?? generatedPaths(exploration);
  const report = coverPaths(exploration, paths, {
    ...(files.log.length > 0 && {
      traces: traceCoverage(exploration, sessions, chart.kit === null ? {} : { read: chart.kit.provider.read }),
    }),
  });
  // A dimension that there is not is a wrong call, and nothing is written.
  const failures = checkCoverage(report, gate);

  if (values.out === undefined) {
    await output.write((format ?? formatNamed('text')).write(report, gate));
    await output.flush();
  } else await writeReports(values.out, format, report, gate);
  return verdictOn(
    exploration,
    report,
    failures.map(({ message }) => message),
    values.gate !== '',
    io,
  );
}

interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/** The files after `--suite` and `--log`: a shell writes several of them behind one option. */
function filesIn(tokens: readonly Token[]): { suite: string[]; log: string[] } {
  const files = { suite: [] as string[], log: [] as string[] };
  let list: string[] | undefined;
  for (const { kind, name, value = '' } of tokens) {
    if (kind === 'option') list = name === 'suite' || name === 'log' ? files[name] : undefined;
    else if (kind === 'positional' && list === undefined) {
      throw new WidgetError('INVALID_OPTION', `"${value}" belongs to no option: files go behind --suite or --log.`);
    }
    if (kind !== 'option-terminator') list?.push(value);
  }
  return files;
}

function verdictOn(
  exploration: Exploration,
  { unknown }: Coverage,
  failures: readonly string[],
  isGated: boolean,
  io: CliIo,
): 0 | 1 {
  const [first] = unknown;
  const stale =
    first === undefined
      ? []
      : [
          `The suite does not fit the chart: ${unknown.length} of its paths do not run, such as ${first.path}: ${first.reason}.`,
        ];
  for (const line of [...failures, ...stale]) io.stderr.write(`widget-statecharts: ${printable(line)}\n`);
  if (failures.length + stale.length > 0) return 1;
  return isGated ? 0 : explainGaps(exploration, io, 'not all can be covered');
}

function generatedPaths(exploration: Exploration): readonly Path[] {
  return exploration.starts.length === 0 || isEndless(exploration) ? [] : generateSuite(exploration).paths;
}

async function readSuites(files: readonly string[], chart: string): Promise<readonly Path[] | undefined> {
  if (files.length === 0) return undefined;
  const paths: Path[] = [];
  for (const file of files) {
    try {
      const suite = parseSuite(await readFile(file, 'utf8'));
      const complaint = otherChart(suite, chart);
      if (complaint !== null) throw new Error(complaint);
      for (const path of suite.paths) paths.push(path);
    } catch (error) {
      const { message } = error as Error;
      throw new WidgetError('INVALID_OPTION', `--suite cannot take "${file}": ${message}`);
    }
  }
  return paths;
}

async function writeReports(out: string, format: Format | undefined, report: Coverage, gate: CoverageGate) {
  const isFolder = /[/\\]$/.test(out) || (await isExistingFolder(out));
  const chosen = isFolder
    ? format === undefined
      ? Object.values(formats)
      : [format]
    : [format ?? formatNamed('text')];
  try {
    await mkdir(isFolder ? out : dirname(out), { recursive: true });
    for (const { file, write } of chosen) await writeFile(isFolder ? join(out, file) : out, write(report, gate));
  } catch (error) {
    throw new WidgetError('INVALID_OPTION', `--out cannot write "${out}": ${(error as Error).message}`);
  }
}

async function isExistingFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function formatNamed(name: string): Format {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format !== undefined) return format;
  throw new WidgetError('INVALID_OPTION', `There is no format "${name}": ${Object.keys(formats).join(', ')}.`);
}

function gateFrom(text: string): CoverageGate {
  const entries = text === '' ? [] : text.split(',').map((entry) => entry.split('='));
  for (const [name = '', share = '', more] of entries) {
    if (/^\d+(\.\d+)?$/.test(share) && more === undefined) continue;
    throw new WidgetError('INVALID_OPTION', `--gate takes shares such as transitions=1,illegal=0.9, not "${name}".`);
  }
  return Object.fromEntries(entries.map(([name, share]) => [name, Number(share)]));
}

function objectFrom(json: string | undefined): object {
  let input: unknown = {};
  try {
    if (json !== undefined) input = JSON.parse(json);
  } catch {
    throw new WidgetError('INVALID_INPUT', '--input is not JSON.');
  }
  if (isObject(input)) return input;
  throw new WidgetError('INVALID_INPUT', '--input has to be a JSON object.');
}
