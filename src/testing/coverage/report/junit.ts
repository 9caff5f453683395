/** A coverage report as JUnit XML, which every CI system shows. */

import { escapeMarkup } from '../../../markup.ts';
import { grouped, percent } from '../../text.ts';
import type { Coverage } from '../coverage.ts';
import type { Item } from '../dimensions.ts';
import { type CoverageGate, checkCoverage, type GateFailure } from '../gate.ts';
import { type DimensionName, dimensionNames } from '../hits.ts';
import { formatItem, notShown } from './items.ts';
import { summaryOf } from './text.ts';

/**
 * Writes a report as JUnit XML: a test suite for each dimension, with one case for its gate and one for each element that
 * is missing and listed. Those fail where the gate does, and are skipped where it holds or nothing was asked for.
 *
 * @throws WidgetError `INVALID_OPTION` for what `checkCoverage` does not take.
 * @example
 * ```ts
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { opalKit } from 'widget-statecharts/opal/kit';
 * import { coverageJunit, coverPaths, generateSuite } from 'widget-statecharts/testing';
 *
 * const exploration = exploreKit(opalKit);
 * const coverage = coverPaths(exploration, generateSuite(exploration).paths);
 * console.log(coverageJunit(coverage, { transitions: 1 }).includes('failures="0"')); // true
 * ```
 */
export function coverageJunit(coverage: Coverage, gate: CoverageGate = {}): string {
  const failures = checkCoverage(coverage, gate);
  const suites = [
    suite('chart', [chartCase(coverage, failures)]),
    ...dimensionNames.map((name) => suite(name, casesOf(coverage, name, gate, failures))),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeMarkup(`coverage of ${coverage.chart}`)}" ${countAttributes(all)}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite name="${escapeMarkup(name)}" ${countAttributes(cases)}>`,
      ...cases.map((each) => `    ${written(each, `${coverage.chart}.${name}`)}`),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Case {
  readonly name: string;
  readonly result: 'passed' | 'skipped' | 'failed';
  readonly message: string;
  readonly details?: string;
}

function suite(name: string, cases: readonly Case[]) {
  return { name, cases };
}

/** Whether the report is a ground to judge by. */
function chartCase(coverage: Coverage, failures: readonly GateFailure[]): Case {
  const message = failures
    .filter(({ dimension }) => dimension === null)
    .map((failure) => failure.message)
    .join(' ');
  return { name: summaryOf(coverage), result: message === '' ? 'passed' : 'failed', message };
}

function casesOf(
  { dimensions }: Coverage,
  name: DimensionName,
  gate: CoverageGate,
  failures: readonly GateFailure[],
): Case[] {
  const { covered, of, missing } = dimensions[name];
  const failure = failures.find(({ dimension }) => dimension === name)?.message;
  const title = `${grouped(covered)} of ${grouped(of)} ${name} (${percent(covered, of)})`;
  const asked = gate[name] !== undefined;
  const summary: Case = {
    name: title,
    result: failure !== undefined ? 'failed' : asked ? 'passed' : 'skipped',
    message: failure ?? (asked ? '' : 'no gate'),
    details: [...missing.items.map(formatItem), notShown(missing)].filter((line) => line !== '').join('\n'),
  };
  const result = failure === undefined ? 'skipped' : 'failed';
  return [
    summary,
    ...missing.items.map((item: Item): Case => ({ name: item.name, result, message: whyMissing(item) })),
  ];
}

function whyMissing({ reason }: Item): string {
  return reason === undefined ? 'not covered' : `not covered: ${reason}`;
}

function countAttributes(cases: readonly Case[]): string {
  const count = (result: Case['result']) => cases.filter((each) => each.result === result).length;
  return `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
}

function written({ name, result, message, details = '' }: Case, classname: string): string {
  const opening = `<testcase classname="${escapeMarkup(classname)}" name="${escapeMarkup(name)}"`;
  if (result === 'passed') return `${opening}/>`;
  if (result === 'skipped') return `${opening}><skipped message="${escapeMarkup(message)}"/></testcase>`;
  return `${opening}><failure message="${escapeMarkup(message)}">${escapeMarkup(details)}</failure></testcase>`;
}
