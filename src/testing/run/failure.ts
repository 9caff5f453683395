/** The error of a failing path: its events, what was expected and received, how to replay it, and a hint. */
import type { StateValue } from 'xstate';
import { WidgetError } from '../../errors.ts';
import { canonical } from '../explore/identity.ts';
import { clip, messageOf } from '../text.ts';
import type { Path, Step } from '../types.ts';

/** What went wrong with a path, and where. */
export interface PathFailure {
  /** The step's place, from 0; -1 where it had not begun. */
  readonly at: number;
  /**
   * - `stale`: the chart itself does not do what the path says.
   * - `differs`: what was read is not what was expected.
   * - `assertion`: an assertion of a state threw.
   * - `executor`: the executor threw.
   * - `missingEvent`: an event that has to be accepted was not offerable.
   * - `sideEffect`: a refused event had a side effect.
   */
  readonly kind: 'stale' | 'differs' | 'assertion' | 'executor' | 'missingEvent' | 'sideEffect';
  readonly expected: unknown;
  readonly received?: unknown;
  /** The state before the step. */
  readonly before?: StateValue | null;
  readonly cause?: unknown;
}

/** The error that a failing path ends in. */
export function pathFailedError(path: Path, failure: PathFailure, replay: string): WidgetError {
  const { at, expected, received, cause } = failure;
  const step = path.steps[at];
  const place =
    step === undefined
      ? 'before its first event'
      : `at step ${at + 1} of ${path.steps.length}, ${step.event.type} (to be ${step.expect})`;
  const lines = [
    `Path ${path.id} failed ${place}: ${complaint(failure, step)}`,
    ...(path.input === null ? [] : [`  input     ${text(path.input)}`]),
    ...eventLines(path.steps.slice(0, at + 1)),
    ...(expected === undefined ? [] : [`  expected  ${text(expected)}`]),
    ...(received === undefined ? [] : [`  received  ${text(received)}`]),
    `  replay    ${replay}`,
    `  hint      ${hint(failure, step)}`,
  ];
  const error = new WidgetError('PATH_FAILED', lines.join('\n'));
  if (cause !== undefined) error.cause = cause;
  return error;
}

function complaint({ kind, cause }: PathFailure, step: Step | undefined): string {
  switch (kind) {
    case 'stale':
      return cause === undefined ? 'the chart behaves differently.' : `the chart does not start: ${messageOf(cause)}`;
    case 'differs':
      return step?.expect === 'rejected' ? 'the event was not refused.' : 'the subject is in another state.';
    case 'assertion':
      return messageOf(cause);
    case 'executor':
      return `its executor threw: ${messageOf(cause)}`;
    case 'missingEvent':
      return 'the event was not offerable.';
    case 'sideEffect':
      return 'it was refused, but with a side effect: what `observe` returns has changed.';
  }
}

function hint({ kind, received, before }: PathFailure, step: Step | undefined): string {
  if (kind === 'stale')
    return 'the suite was generated from another version of the chart, or with other guards: generate it again.';
  if (kind === 'executor') return 'refused events are executed too; if that is impossible, return "notOfferable".';
  if (kind === 'missingEvent') return 'the chart accepts it here: offer it, or remove it from the chart.';
  if (step === undefined) return 'the subject begins in another state than the chart: is it given the same input?';
  if (step.expect === 'rejected') return 'refuse it in this state, or let the chart accept it here.';
  if (kind === 'differs' && before != null && canonical(received) === canonical(before)) {
    return 'the state did not change: did the executor send the event, and wait for it?';
  }
  return 'the subject and the chart disagree on where this event leads: one of them has to change.';
}

/** Each accepted event in a line, and what was refused before it in one. */
function eventLines(steps: readonly Step[]): string[] {
  const lines: string[] = [];
  let refused: string[] = [];
  const flush = () => {
    if (refused.length > 0) lines.push(`(refused ${refused.join(', ')})`);
    refused = [];
  };
  for (const [index, { event, expect, state }] of steps.entries()) {
    if (expect === 'rejected') {
      refused.push(event.type);
      continue;
    }
    flush();
    lines.push(`${index + 1} ${text(event, 120)} → ${text(state, 120)}`);
  }
  flush();
  return lines.map((line, index) => `  ${index === 0 ? 'events  ' : '        '}  ${line}`);
}

/** A value of the generator's own, short enough to read. */
function text(value: unknown, limit = 400): string {
  const whole = isPlain(value) ? JSON.stringify(value) : canonical(value);
  return clip(whole, limit);
}

/** Whether JSON holds all of it; and it may throw. */
function isPlain(value: unknown): boolean {
  try {
    return value !== undefined && canonical(JSON.parse(JSON.stringify(value))) === canonical(value);
  } catch {
    return false;
  }
}
