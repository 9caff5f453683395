/** A coverage report for a terminal, or a pull request: plain text, without colours. */

import { describeProjections } from '../../explore/names.ts';
import { counted, grouped, percent, printable } from '../../text.ts';
import type { Coverage, Dimension } from '../coverage.ts';
import type { Listed } from '../dimensions.ts';
import type { UnknownStep } from '../follow.ts';
import { type DimensionName, dimensionNames } from '../hits.ts';
import { formatItem, notShown } from './items.ts';

/** How a text is written. */
export interface TextOptions {
  /** How many names of each list are written. @default 5 */
  readonly maxListed?: number;
}

/**
 * Writes a report as text: a table of the dimensions, and below it what is missing and why.
 *
 * @example
 * ```ts
 * import { flexitiMachine } from 'widget-statecharts';
 * import { coverageText, coverPaths, explore, generateSuite } from 'widget-statecharts/testing';
 *
 * const exploration = explore(flexitiMachine, { events: [{ type: 'flx-cancel' }] });
 * const text = coverageText(coverPaths(exploration, generateSuite(exploration).paths));
 * console.log(text.split('\n')[0]); // flexiti: 1 path, 1 accepted event, 1 rejected
 * ```
 */
export function coverageText(coverage: Coverage, options: TextOptions = {}): string {
  const { maxListed = 5 } = options;
  const { dimensions, cutOff, unknown } = coverage;
  const lists = dimensionNames.flatMap((name) => [
    ...section(`Missing of ${name}`, truncated(dimensions[name].missing, maxListed)),
    ...section(`Excluded from ${name}`, truncated(dimensions[name].excluded, maxListed)),
  ]);
  const lines = [
    summaryOf(coverage),
    '',
    ...table(dimensions),
    ...lists,
    ...section('Not explored', truncated(listOf(cutOff.map(({ reason }) => ({ name: reason }))), maxListed)),
    ...section('Steps that the chart does not do', truncated(listOf(unknown.map(unknownItem)), maxListed)),
    ...logsIn(coverage, maxListed),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** What was counted, and what was not, in a line. */
export function summaryOf(coverage: Coverage): string {
  const apart = describeProjections(coverage.projections);
  return `${formatTotals(coverage)}${apart === '' ? '' : `; ${apart}`}`;
}

function formatTotals({ chart, paths, accepted, rejected, logs }: Coverage): string {
  const generated = `${chart}: ${counted(paths, 'path')}, ${counted(accepted, 'accepted event')}, ${grouped(rejected)} rejected`;
  if (logs === null) return generated;
  return `${generated}; ${counted(logs.sessions, 'recorded session')}, ${counted(logs.messages, 'message')}`;
}

/** What became of the messages of logs, in a line; kinds that there are none of are left out. */
export function messagesIn(logs: NonNullable<Coverage['logs']>): string {
  const kinds = ['accepted', 'illegal', 'unrecognized', 'malformed', 'foreign', 'outside'] as const;
  const present = kinds.filter((kind) => logs[kind] > 0);
  const words = present.map((kind) => `${grouped(logs[kind])} ${kind === 'outside' ? 'outside the table' : kind}`);
  return words.length === 0 ? 'no messages' : words.join(', ');
}

/** A step that the chart does not do, by its place. */
export function unknownItem({ path, step, event, reason }: UnknownStep) {
  return {
    name: `path ${path}${step === null ? '' : `, step ${step + 1}`}${event === null ? '' : `, ${event}`}`,
    reason,
  };
}

function logsIn({ logs }: Coverage, maxListed: number): string[] {
  if (logs === null) return [];
  return [
    '',
    `Messages of the logs: ${messagesIn(logs)}`,
    ...section('Done by logs, though the table says that nothing does it', truncated(listOf(logs.beyond), maxListed)),
    ...section('Logs that were not followed', truncated(logs.problems, maxListed)),
  ];
}

function table(dimensions: Readonly<Record<DimensionName, Dimension>>): string[] {
  const observed = dimensionNames.some((name) => dimensions[name].observed !== null);
  const head = ['', 'covered', 'share', ...(observed ? ['in logs'] : [])];
  const rows = dimensionNames.map((name) => {
    const { covered, of, observed: seen } = dimensions[name];
    const row = [name, `${grouped(covered)} of ${grouped(of)}`, percent(covered, of)];
    return observed ? [...row, seen === null ? '-' : grouped(seen)] : row;
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const align = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [head, ...rows].map(align);
}

function section(title: string, list: Listed): string[] {
  if (list.total === 0) return [];
  const more = notShown(list);
  const lines = [...list.items.map(formatItem), ...(more === '' ? [] : [more])];
  return ['', `${title}: ${grouped(list.total)}`, ...lines.map((line) => `  ${line}`)];
}

function listOf(items: Listed['items']): Listed {
  return { total: items.length, items };
}

function truncated({ total, items }: Listed, maxListed: number): Listed {
  return { total, items: items.slice(0, maxListed) };
}
