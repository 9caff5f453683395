/** Paths run against whatever the user tests: the chart takes each step too, and each step must be asserted. */
import type { AnyMachineSnapshot, AnyStateMachine, EventObject, StateValue } from 'xstate';
import { WidgetError } from '../../errors.ts';
import { checkMachine, checkOptions, checkSuite } from '../arguments.ts';
import type { Chart } from '../explore/chart.ts';
import { canonical } from '../explore/identity.ts';
import { invalidOption } from '../invalidOption.ts';
import { describeValue } from '../text.ts';
import type { Path, Step, Suite } from '../types.ts';
import { type PathFailure, pathFailedError } from './failure.ts';
import { assertionsFor, checkKeys, checkSubject, executorFor, type Model, modelOf, type Subject } from './subject.ts';

/** A refused event that the subject has no way to do. */
export interface NotOfferable {
  readonly path: string;
  /** The step's place in its path, from 0. */
  readonly step: number;
  readonly event: EventObject;
  readonly state: StateValue;
}

/** A path that was run to its end, as it should. */
export interface PathRun {
  readonly path: Path;
  /** Accepted events that were done. */
  readonly events: number;
  /** Refused events that were sent without effect: the illegal matrix. */
  readonly illegal: number;
  /** Malformed payloads that were sent without effect. */
  readonly malformed: number;
  readonly notOfferable: readonly NotOfferable[];
  /** How often something was asserted. */
  readonly assertions: number;
}

/** How a path is run. */
export interface RunOptions {
  /** The suite that the path is of: executors may name what any of its paths sends. */
  readonly suite?: Suite;
  /** What a failing path says of how to replay it. @default a call of `runPath` */
  readonly replay?: (path: Path) => string;
}

/**
 * Runs one path: the chart and the subject take each step together, and are compared after it. After an event that has
 * to be refused the same assertions are made again, and what `observe` returns must be what it was.
 *
 * The chart runs none of its effects: invoked actors and delays are represented by the events of their end.
 *
 * @throws WidgetError `PATH_FAILED` for a path that fails (with its events, what was expected and received, and how to
 * replay it) and for one that cannot fail, since it or a refused event is not asserted. `INVALID_OPTION` for a subject
 * with an unknown key, or without an executor for an event.
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { flexitiMachine } from 'widget-statecharts';
 * import { explore, generateSuite, runPath } from 'widget-statecharts/testing';
 *
 * const suite = generateSuite(explore(flexitiMachine, { events: [{ type: 'flx-cancel' }] }));
 * const actor = createActor(flexitiMachine).start();
 * for (const path of suite.paths) {
 *   const { events, illegal } = await runPath(flexitiMachine, path, {
 *     events: {
 *       // An actor that has ended takes no more events, and warns of each.
 *       'flx-cancel': ({ event }) => actor.getSnapshot().status === 'active' && actor.send(event),
 *     },
 *     read: () => actor.getSnapshot().value,
 *   });
 *   console.log(events, illegal); // 1 1
 * }
 * ```
 */
export async function runPath<TMachine extends AnyStateMachine>(
  machine: TMachine,
  path: Path,
  subject: Subject<TMachine>,
  options: RunOptions = {},
): Promise<PathRun> {
  checkMachine(machine, 'runPath');
  checkOptions(options, ['suite', 'replay'], 'runPath');
  checkSubject(subject);
  try {
    return await runSteps(modelOf(machine), path, subject, options);
  } catch (error) {
    if (!(error instanceof FailedStep)) throw error;
    const replay = options.replay?.(path) ?? replayCall(path);
    throw pathFailedError(path, { received: await readQuietly(subject), ...error.failure }, replay);
  } finally {
    await subject.close?.();
  }
}

/** Ends a path at its first failed step, until the error is formatted. */
class FailedStep extends Error {
  readonly failure: PathFailure;

  constructor(failure: PathFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

async function runSteps(
  { chart, ...model }: Model,
  path: Path,
  subject: Subject,
  options: RunOptions,
): Promise<PathRun> {
  checkKeys(model, path, subject, options.suite);
  let snapshot = start(chart, path);
  let assertions = await assertAll(subject, model, snapshot, null, { at: -1, before: null });
  const done = { accepted: 0, rejected: 0, malformed: 0 };
  const notOfferable: NotOfferable[] = [];

  for (const [at, step] of path.steps.entries()) {
    const { event, expect, state } = step;
    const next = advance(chart, snapshot, step, at);
    const observed = expect === 'rejected' ? await observe(subject) : null;
    if ((await execute(subject, step, at)) === 'notOfferable') {
      if (expect === 'accepted') throw new FailedStep({ kind: 'missingEvent', at, expected: state });
      notOfferable.push({ path: path.id, step: at, event, state });
      continue;
    }
    const made = await assertAll(subject, model, next, step, { at, before: snapshot.value });
    if (expect === 'rejected') {
      if ((await observe(subject)) !== observed) throw new FailedStep({ kind: 'sideEffect', at, expected: state });
      if (made === 0 && subject.observe === undefined) throw noAssertion(`the refused ${event.type}`, path, step);
    }
    snapshot = next;
    assertions += made;
    done[step.malformed === undefined ? expect : 'malformed'] += 1;
  }
  if (assertions === 0) throw noAssertion('its steps', path, null);
  const { accepted: events, rejected: illegal, malformed } = done;
  return { path, events, illegal, malformed, notOfferable, assertions };
}

function start(chart: Chart, { input }: Path): AnyMachineSnapshot {
  try {
    return chart.start(input ?? undefined);
  } catch (cause) {
    throw new FailedStep({ kind: 'stale', at: -1, expected: undefined, received: undefined, cause });
  }
}

/** Lets the chart take a step, and makes sure that it still does what the path says. */
function advance(chart: Chart, snapshot: AnyMachineSnapshot, step: Step, at: number): AnyMachineSnapshot {
  // No bare chart checks payloads: that a malformed one changes nothing is said of the subject.
  const isMalformed = step.malformed !== undefined;
  const { next, accepted } = isMalformed ? { next: snapshot, accepted: false } : chart.step(snapshot, step.event);
  // Of one chart the keys come in one order; a suite that was kept elsewhere may have another.
  const isThere =
    JSON.stringify(next.value) === JSON.stringify(step.state) || canonical(next.value) === canonical(step.state);
  if (isThere && accepted === (step.expect === 'accepted')) return next;
  throw new FailedStep({ kind: 'stale', at, expected: step.state, received: next.value });
}

async function execute({ events }: Subject, step: Step, at: number): Promise<unknown> {
  try {
    return await executorFor(events, step.event.type)?.(step);
  } catch (cause) {
    throw new FailedStep({ kind: 'executor', at, expected: step.state, cause });
  }
}

/** Makes every assertion that there is for a snapshot, and returns how many those were. */
async function assertAll(
  subject: Subject,
  { states }: Pick<Model, 'states'>,
  snapshot: AnyMachineSnapshot,
  step: Step | null,
  place: Pick<PathFailure, 'at' | 'before'>,
): Promise<number> {
  const assertions = assertionsFor(subject, states, snapshot);
  let expected: unknown = snapshot.value;
  let received: unknown;
  try {
    for (const assertion of assertions) await assertion(snapshot as never);
    if (subject.read === undefined) return assertions.length;
    if (subject.expected !== undefined) expected = subject.expected(snapshot as never, step);
    received = await subject.read();
  } catch (cause) {
    throw new FailedStep({ ...place, kind: 'assertion', expected, cause });
  }
  if (canonical(received) !== canonical(expected))
    throw new FailedStep({ ...place, kind: 'differs', expected, received });
  return assertions.length + 1;
}

/** As a text, since the subject may go on writing to what it showed. */
async function observe(subject: Subject): Promise<string | null> {
  return subject.observe === undefined ? null : canonical(await subject.observe());
}

/** Where the subject is, for the text of a failure. */
async function readQuietly({ read }: Subject): Promise<unknown> {
  try {
    return await read?.();
  } catch {
    return undefined;
  }
}

/** What became of a suite: each of its paths has passed or failed. */
export interface SuiteRun {
  /** What ran to its end as it should: give it, with `notOfferable`, to a count of coverage. */
  readonly passed: readonly Path[];
  readonly failed: readonly { readonly path: Path; readonly error: unknown }[];
  readonly events: number;
  /** Refused events that were sent, without effect and without a side effect. */
  readonly illegal: number;
  readonly malformed: number;
  readonly notOfferable: readonly NotOfferable[];
}

/**
 * Runs each path of a suite against a subject of its own, one after another, and reports each: it does not
 * throw for a path that fails, so look at `failed`. A test runner's entry (`widget-statecharts/vitest`) makes a test of
 * each path instead.
 *
 * @throws WidgetError `INVALID_OPTION` for a suite without a path or of another chart, and for what is no machine, no suite
 * or no function.
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit, sessionSubject } from 'widget-statecharts/kit';
 * import { generateSuite, runSuite } from 'widget-statecharts/testing';
 *
 * const suite = generateSuite(exploreKit(flexitiKit));
 * const { passed, failed, illegal } = await runSuite(flexiti.machine, suite, (path) => sessionSubject(flexitiKit, path));
 * console.log(passed.length === suite.paths.length, failed.length, illegal === suite.illegal.total); // true 0 true
 * ```
 */
export async function runSuite<TMachine extends AnyStateMachine>(
  machine: TMachine,
  suite: Suite,
  subjectOf: (path: Path) => Subject<TMachine> | Promise<Subject<TMachine>>,
  options: Omit<RunOptions, 'suite'> = {},
): Promise<SuiteRun> {
  checkMachine(machine, 'runSuite');
  checkSuite(suite, machine.id, 'runSuite');
  if (typeof subjectOf !== 'function') {
    const given = describeValue(subjectOf);
    throw invalidOption(`runSuite takes a function from a path to its subject, but got ${given}.`);
  }
  checkOptions(options, ['replay'], 'runSuite');
  if (suite.paths.length === 0) throw invalidOption('The suite has no path: nothing is tested.');
  const runs: PathRun[] = [];
  const failed: { path: Path; error: unknown }[] = [];
  for (const path of suite.paths) {
    try {
      runs.push(await runPath(machine, path, await subjectOf(path), { ...options, suite }));
    } catch (error) {
      failed.push({ path, error });
    }
  }
  return {
    passed: runs.map(({ path }) => path),
    failed,
    events: runs.reduce((all, { events }) => all + events, 0),
    illegal: runs.reduce((all, { illegal }) => all + illegal, 0),
    malformed: runs.reduce((all, { malformed }) => all + malformed, 0),
    notOfferable: runs.flatMap(({ notOfferable }) => notOfferable),
  };
}

function noAssertion(what: string, { id }: Path, step: Step | null): WidgetError {
  const place = step === null ? '' : ` in ${JSON.stringify(step.state)}`;
  return new WidgetError(
    'PATH_FAILED',
    `Path ${id} cannot fail: nothing asserts ${what}${place}. Add states['*'] or read to the subject.`,
  );
}

function replayCall({ id }: Path): string {
  return `runPath(machine, suite.paths.find(({ id }) => id === '${id}'), subject)`;
}
