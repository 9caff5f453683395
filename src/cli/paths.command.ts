import { parseArgs } from 'node:util';
import { WidgetError } from '../errors.ts';
import { malformedMessages } from '../kit/malformed.ts';
import type { Exploration } from '../testing/explore/exploration.ts';
import { describeProjections, formatEvent, formatStateValue } from '../testing/explore/names.ts';
import { toPlain } from '../testing/plain.ts';
import { suiteJson } from '../testing/suite/json.ts';
import { assembleSuite } from '../testing/suite/suite.ts';
import type { Path, Suite, SuiteSize } from '../testing/types.ts';
import { explainGaps, exploreChart, formatCutOff, formatUnreachable, isEndless } from './exploration.ts';
import { chartHelp, chartOptions, loadChart } from './module.ts';
import { wholeNumber } from './numbers.ts';
import { type CliIo, type CliOutput, printable } from './output.ts';
import { type AttachedProbes, type StrategyValues, strategiesHelp, strategyOptions, suiteOf } from './strategies.ts';

export const pathsHelp = `Usage: widget-statecharts paths (--provider <name> | --provider-module <file> | --module <file>) [options]

Prints tests of a chart: sessions of events, each with whether it is accepted and the state after it. The suite is the
shortest over all inputs together, and says so.

${chartHelp}
  --strategy <name>  what is covered:
${strategiesHelp()}  --reset-cost <n>   how many events a session costs when the shortest suite is chosen (default 1)
  --illegal          sends each configuration, once, every event that it refuses
  --malformed        sends each malformed payload of the catalogue once (to a session: a bare chart does not refuse it)
  --max-configurations <n>  how many configurations are explored at most (default 50000)
  --json             one JSON text, a path a line. Values that JSON lacks are written as { "$bigint": "12" },
                     { "$date": … }, { "$number": "NaN" }, { "$undefined": true }, { "$map": … }, { "$set": … }
  --all              prints all paths, however many

Exit code: 0 all is covered, 1 something is unreachable, threw or was cut off (see the output), 2 the
call was wrong.
`;

const options = {
  ...chartOptions,
  ...strategyOptions,
  strategy: { type: 'string', default: 'transitions' },
  illegal: { type: 'boolean', default: false },
  malformed: { type: 'boolean', default: false },
  'max-configurations': { type: 'string', default: '50000' },
  json: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
} as const;

/** So many steps are printed for a person, unless all are asked for. */
const shownSteps = 1000;

/** Prints a suite. */
export async function paths(args: readonly string[], io: CliIo, output: CliOutput): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.malformed && values.module !== undefined) {
    throw new WidgetError('INVALID_OPTION', '--malformed is for a provider: a bare chart checks no payloads.');
  }
  const maxConfigurations = wholeNumber('--max-configurations', values['max-configurations']);
  const chart = await loadChart(values);
  const exploration = exploreChart(chart, maxConfigurations);
  const suite = makeSuite(exploration, values.strategy, values, {
    illegal: values.illegal,
    malformed: values.malformed && chart.kit !== null ? malformedMessages(chart.kit) : [],
  });

  for (const text of values.json ? suiteJson(suite) : formatSuite(chart.name, suite, values.all, output)) {
    output.add(text);
    if (output.isFull) await output.flush();
  }
  await output.flush();
  return explainGaps(exploration, io, suite.paths.length === 0 ? 'there is no suite' : 'not all is covered');
}

function makeSuite(exploration: Exploration, strategy: string, values: StrategyValues, probes: AttachedProbes): Suite {
  // `cutOff` tells what stopped the exploration; sessions that climb up to its limit would teach nobody more.
  if (exploration.starts.length === 0 || isEndless(exploration))
    return assembleSuite(exploration, { strategy, edgePaths: [], illegal: false });
  return suiteOf(exploration, strategy, values, probes);
}

function* formatSuite(name: string, suite: Suite, all: boolean, output: CliOutput): Generator<string, void, undefined> {
  const bold = (text: string) => output.paint('bold', text);
  yield `${bold(`${printable(name)}, ${suite.strategy}`)}\n  ${formatSize(suite)}\n`;
  yield `  ${formatProbes(suite)}\n`;
  if (suite.projections !== undefined) yield `  ${printable(describeProjections(suite.projections))}\n`;
  yield `\n${bold('covered')}\n`;
  for (const [dimension, [covered, of]] of Object.entries(suite.coverage)) {
    yield `  ${dimension.padEnd(15)} ${counted(covered).padStart(9)} of ${counted(of)}\n`;
  }
  if (suite.guarantee !== undefined) {
    const { faultClass, oracle, assumptions } = suite.guarantee;
    yield listed(bold('guarantee'), [faultClass, `What has to be compared: ${oracle}.`, ...assumptions]);
  }
  yield listed(bold('unreachable'), suite.unreachable.map(formatUnreachable));
  yield listed(bold('cut off'), suite.cutOff.map(formatCutOff));
  yield `\n${bold('paths')}\n`;
  if (suite.paths.length === 0) yield '  none: see what is cut off\n';
  let steps = 0;
  for (const [index, path] of suite.paths.entries()) {
    if (!all && steps > 0 && steps + path.steps.length > shownSteps) {
      yield `  … and ${counted(suite.paths.length - index)} more paths: --all prints them, --json too\n`;
      return;
    }
    steps += path.steps.length;
    yield* formatPath(path, output);
  }
}

function* formatPath({ id, input, steps }: Path, output: CliOutput): Generator<string, void, undefined> {
  const given = input === null ? '' : ` with ${printable(JSON.stringify(toPlain(input)))}`;
  yield `  ${output.paint('bold', id)}${given}\n`;
  for (const { event, expect, state, malformed } of steps) {
    const sent = printable(malformed ?? formatEvent(event));
    yield expect === 'accepted'
      ? `    ${output.paint('green', '✓')} ${sent} ${output.paint('dim', `→ ${printable(formatStateValue(state))}`)}\n`
      : `    ${output.paint('red', '✗')} ${sent}\n`;
  }
}

function formatSize({ suite, bound, length }: Suite): string {
  const size = sizeOf(suite);
  if (bound === null) return size;
  if (length === 'minimal') return `${size}: no suite is shorter`;
  return `${size}: none needs less than ${sizeOf(bound)}`;
}

function sizeOf({ events, sessions }: SuiteSize): string {
  return `${counted(events)} ${events === 1 ? 'event' : 'events'} in ${counted(sessions)} ${sessions === 1 ? 'session' : 'sessions'}`;
}

function formatProbes({ illegal, malformed }: Suite): string {
  const refused = `${counted(illegal.sent)} of ${counted(illegal.total)} refused events are sent`;
  const hint = illegal.sent === 0 && illegal.total > 0 ? ' (--illegal sends them)' : '';
  const invalid = `, ${counted(malformed.sent)} of ${counted(malformed.total)} malformed payloads`;
  return `${refused}${hint}${malformed.total === 0 ? '' : invalid}`;
}

function listed(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}\n${lines.map((line) => `  ${printable(line)}\n`).join('')}`;
}

function counted(number: number): string {
  return number.toLocaleString('en');
}
