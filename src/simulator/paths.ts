/** Which path a simulator takes: one of a suite by its id, one at random by a seed, or the messages of a log. */
import type { AnyStateMachine } from 'xstate';
import { explorationOf, exploreKit } from '../kit/exploration.ts';
import type { Kit } from '../kit/kit.ts';
import type { Provider, ProviderInput } from '../provider/provider.ts';
import { isBlank, readEntry } from '../replay/entry.ts';
import type { Exploration } from '../testing/explore/exploration.ts';
import { explore } from '../testing/explore/explore.ts';
import { randomPaths } from '../testing/suite/randomPaths.ts';
import { assembleSuite, generateSuite } from '../testing/suite/suite.ts';
import type { Path, Suite } from '../testing/types.ts';
import { invalidOption } from './errors.ts';

/** A suite as far as a simulator reads it. */
export type PathList = Pick<Suite, 'paths'>;

/**
 * The small suite that a simulator takes its paths from where none is given: each transition and each state of the
 * chart once, which is short enough for a browser. `inputs` are the widget's configurations that your app uses.
 *
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { simulatorSuite } from 'widget-statecharts/simulator';
 *
 * const { paths, coverage } = simulatorSuite(flexitiKit);
 * console.log(paths.length, coverage.transitions); // 10 [ 11, 11 ]
 * ```
 */
export function simulatorSuite<TProvider extends Provider>(
  kit: Kit<TProvider>,
  inputs?: readonly ProviderInput<TProvider>[],
): Suite {
  const exploration =
    inputs === undefined
      ? explored(kit as Kit)
      : explore(kit.provider.machine as AnyStateMachine, { ...explorationOf(kit as Kit), inputs });
  return generateSuite(exploration, { strategy: 'compact', illegal: false });
}

/**
 * The path of an id: of the suite that is given, or else of the two that everybody can generate again, the compact one
 * and the one of all transitions.
 *
 * @throws WidgetError `INVALID_OPTION` for an id that they do not have, with what to do.
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { findPath, simulatorSuite } from 'widget-statecharts/simulator';
 *
 * const id = simulatorSuite(flexitiKit).paths[0]?.id ?? '';
 * console.log(findPath(flexitiKit, id).steps.length); // 1
 * ```
 */
export function findPath(kit: Kit, id: string, suite?: PathList): Path {
  const { name, title } = kit.provider;
  const suites = suite === undefined ? generated(kit) : [suite];
  for (const { paths } of suites) {
    const found = paths.find((path) => path.id === id);
    if (found !== undefined) return found;
  }
  const where =
    suite === undefined
      ? `the suites that are generated for ${title}. Give the suite that it is from, or take the id of a path in "widget-statecharts paths --provider ${name}"`
      : `the suite that was given. Its first is ${suite.paths[0]?.id ?? 'none: it is empty'}`;
  throw invalidOption(`No path is called "${id}" in ${where}.`);
}

function* generated(kit: Kit): Generator<PathList, void, undefined> {
  yield simulatorSuite(kit);
  yield generateSuite(explored(kit));
}

/** How many events a walk by a seed has at most. */
const length = 40;
/** How much rarer than others an event is that moves nothing. */
const informationalWeight = 0.1;

/**
 * A path at random, the same for the same seed.
 *
 * @throws WidgetError `INVALID_OPTION` for a seed that is no whole number.
 */
export function pathOfSeed(kit: Kit, seed: number): Path {
  const exploration = explored(kit);
  const known = new Set(exploration.events.map(({ event }) => event.type));
  const rare = [...kit.provider.informational].filter((type) => known.has(type));
  const weights = Object.fromEntries(rare.map((type) => [type, informationalWeight]));
  const edgePaths = randomPaths(exploration, { seed, sessions: 1, length, weights });
  return assembleSuite(exploration, { strategy: 'random', edgePaths, illegal: false }).paths[0] as Path;
}

const explorations = new WeakMap<Kit, Exploration>();

function explored(kit: Kit): Exploration {
  const found = explorations.get(kit) ?? exploreKit(kit);
  explorations.set(kit, found);
  return found;
}

/**
 * The messages of a recorded log: one a line, bare or as `{ "session": …, "message": … }`, or a session's recording. Of
 * several sessions, that of the name given, or the first.
 *
 * @throws WidgetError `INVALID_OPTION` for a line without a message, and for a session that the log doesn't have.
 */
export function messagesOfLog({ provider }: Kit, text: string, session?: string): unknown[] {
  const isMessage = (value: unknown) => provider.read(value).kind !== 'foreign';
  const sessions = new Map<string | null, unknown[]>();
  for (const [index, line] of text.split('\n').entries()) {
    if (isBlank(line)) continue;
    const entry = readEntry(line, isMessage);
    if ('header' in entry || 'leftOut' in entry) continue;
    if (!('message' in entry)) {
      const problem =
        'problem' in entry
          ? `cannot be read: ${entry.problem}`
          : 'has no message: its recording says only that it was refused';
      throw invalidOption(`Line ${index + 1} of the log ${problem}. A widget posts messages only: take the line out.`);
    }
    const messages = sessions.get(entry.session) ?? [];
    sessions.set(entry.session, messages);
    messages.push(entry.message);
  }
  const [first = []] = sessions.values();
  const found = session === undefined ? first : sessions.get(session);
  if (found !== undefined) return found;
  const names = [...sessions.keys()].filter((name) => name !== null).join(', ');
  throw invalidOption(`The log has no session "${session}": it has ${names || 'none with a name'}.`);
}
