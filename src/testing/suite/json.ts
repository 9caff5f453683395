/** Suites as JSON texts, and back. What JSON cannot hold is written as `plain.ts` says. */

import { isObject } from '../../values.ts';
import { invalidOption } from '../invalidOption.ts';
import { fromPlain, toPlain } from '../plain.ts';
import { messageOf } from '../text.ts';
import type { Path, Step, Suite } from '../types.ts';

/**
 * Writes a suite as JSON, piece by piece and one path a line: a long one has more than a string can hold. Values of
 * events and inputs that JSON lacks (a BigInt, a Date, a Map, undefined) are written as `parseSuite` reads them.
 *
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { generateSuite, parseSuite, suiteJson } from 'widget-statecharts/testing';
 *
 * const suite = generateSuite(exploreKit(flexitiKit), { strategy: 'states' });
 * const text = [...suiteJson(suite)].join('');
 * console.log(parseSuite(text).paths.length === suite.paths.length); // true
 * ```
 */
export function* suiteJson(suite: Suite): Generator<string, void, undefined> {
  const { paths, ...others } = suite;
  let before = '{\n';
  for (const key of Object.keys(suite)) {
    yield `${before}${JSON.stringify(key)}: `;
    before = ',\n';
    if (key === 'paths') yield* pathsJson(paths);
    else yield JSON.stringify(toPlain(others[key as keyof typeof others]));
  }
  yield '\n}\n';
}

function* pathsJson(paths: readonly Path[]): Generator<string, void, undefined> {
  const texts = new Map<unknown, string>();
  // Events and states are the same objects in thousands of steps.
  const textOf = (value: unknown): string => {
    const text = texts.get(value) ?? JSON.stringify(toPlain(value));
    texts.set(value, text);
    return text;
  };
  const stepText = ({ event, expect, state, ...rest }: Step): string => {
    const more = Object.keys(rest).length === 0 ? '' : `,${JSON.stringify(toPlain(rest)).slice(1, -1)}`;
    return `{"event":${textOf(event)},"expect":"${expect}","state":${textOf(state)}${more}}`;
  };
  let before = '[\n';
  for (const { id, input, steps } of paths) {
    yield `${before}{"id":${JSON.stringify(id)},"input":${textOf(input)},"steps":[`;
    for (const [index, step] of steps.entries()) yield index === 0 ? stepText(step) : `,${stepText(step)}`;
    yield ']}';
    before = ',\n';
  }
  yield paths.length === 0 ? '[]' : '\n]';
}

/**
 * Reads a suite that `suiteJson`, or `widget-statecharts paths --json`, has written.
 *
 * @throws WidgetError `INVALID_OPTION` for a text that is no JSON, or no suite.
 * @example
 * ```ts
 * import { parseSuite } from 'widget-statecharts/testing';
 *
 * try {
 *   parseSuite('{}');
 * } catch (error) {
 *   console.log(error instanceof Error && error.message); // This is not a suite: it has no list of paths.
 * }
 * ```
 */
export function parseSuite(text: string): Suite {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw invalidOption(`This is not valid JSON: ${messageOf(error)}`);
  }
  if (!isObject(parsed) || !Array.isArray(parsed.paths)) {
    throw invalidOption('This is not a suite: it has no list of paths.');
  }
  const odd = parsed.paths.findIndex((path) => !isPath(path));
  if (odd >= 0) {
    throw invalidOption(`This is not a suite: path ${odd + 1} has no id, or no steps with an event each.`);
  }
  try {
    // The certificate is numbers only, and by far the longest of the rest.
    const suite = fromPlain({ ...parsed, certificate: null }) as Suite;
    return { ...suite, certificate: (parsed.certificate ?? null) as Suite['certificate'] };
  } catch {
    throw invalidOption('This is not a suite: one of its $-values is invalid.');
  }
}

function isPath(path: unknown): boolean {
  if (!isObject(path) || typeof path.id !== 'string' || !Array.isArray(path.steps)) return false;
  return path.steps.every((step) => isObject(step) && isObject(step.event) && typeof step.event.type === 'string');
}
