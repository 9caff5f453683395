/** Which path a simulator takes: one of a suite by its id, one at random by a seed, or the messages of a log. */
import type { AnyStateMachine } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Provider, ProviderInput } from '../machines/provider.ts';
import { isBlank, readEntry } from '../replay/entry.ts';
import type { Exploration } from '../testing/explore/exploration.ts';
import { explore } from '../testing/explore/explore.ts';
import { explorationOf, exploreProvider } from '../testing/providers.ts';
import { randomPaths } from '../testing/suite/randomPaths.ts';
import { assembleSuite, generateSuite } from '../testing/suite/suite.ts';
import type { Path, Suite } from '../testing/types.ts';

/** A suite as far as a simulator reads it. */
export type PathList = Pick<Suite, 'paths'>;

/**
 * The small suite that a simulator takes its paths from where none is given: each transition and each state of the
 * chart once, which is short enough for a browser. `inputs` are the widget's configurations that your app uses.
 *
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { simulatorSuite } from 'widget-statecharts/simulator';
 *
 * const { paths, coverage } = simulatorSuite(flexiti);
 * console.log(paths.length, coverage.transitions); // 10 [ 11, 11 ]
 * ```
 */
export function simulatorSuite<TProvider extends Provider>(
  provider: TProvider,
  inputs?: readonly ProviderInput<TProvider>[],
): Suite {
  const exploration =
    inputs === undefined
      ? explored(provider)
      : explore(provider.machine as AnyStateMachine, { ...explorationOf(provider), inputs });
  return generateSuite(exploration, { strategy: 'compact', illegal: false });
}

/**
 * The path of an id: of the suite that is given, or else of the two that everybody can generate again, the compact one
 * and the one of all transitions.
 *
 * @throws WidgetError `INVALID_OPTION` for an id that they do not have, with what to do.
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { findPath, simulatorSuite } from 'widget-statecharts/simulator';
 *
 * const id = simulatorSuite(flexiti).paths[0]?.id ?? '';
 * console.log(findPath(flexiti, id).steps.length); // 1
 * ```
 */
export function findPath(provider: Provider, id: string, suite?: PathList): Path {
  const suites = suite === undefined ? generated(provider) : [suite];
  for (const { paths } of suites) {
    const found = paths.find((path) => path.id === id);
    if (found !== undefined) return found;
  }
  const where =
    suite === undefined
      ? `the suites that are generated for ${provider.title}. Give the suite that it is from, or take the id of a path in "widget-statecharts paths --provider ${provider.name}"`
      : `the suite that was given. Its first is ${suite.paths[0]?.id ?? 'none: it is empty'}`;
  throw new WidgetError('INVALID_OPTION', `No path is called "${id}" in ${where}.`);
}

function* generated(provider: Provider): Generator<PathList, void, undefined> {
  yield simulatorSuite(provider);
  yield generateSuite(explored(provider));
}

/** How many events a walk by a seed has at most. */
const length = 40;
/** How much rarer than others an event is that moves nothing. */
const ambient = 0.1;

/**
 * A path at random, the same for the same seed.
 *
 * @throws WidgetError `INVALID_OPTION` for a seed that is no whole number.
 * @example
 * ```ts
 * import { pinwheel } from 'widget-statecharts';
 * import { pathOfSeed } from 'widget-statecharts/simulator';
 *
 * console.log(pathOfSeed(pinwheel, 7).id === pathOfSeed(pinwheel, 7).id); // true
 * ```
 */
export function pathOfSeed(provider: Provider, seed: number): Path {
  const exploration = explored(provider);
  const known = new Set(exploration.events.map(({ event }) => event.type));
  const rare = [...provider.ambient].filter((type) => known.has(type));
  const weights = Object.fromEntries(rare.map((type) => [type, ambient]));
  const edgePaths = randomPaths(exploration, { seed, sessions: 1, length, weights });
  return assembleSuite(exploration, { strategy: 'random', edgePaths, illegal: false }).paths[0] as Path;
}

const explorations = new WeakMap<Provider, Exploration>();

function explored(provider: Provider): Exploration {
  const found = explorations.get(provider) ?? exploreProvider(provider);
  explorations.set(provider, found);
  return found;
}

/**
 * The messages of a recorded log: one a line, bare or as `{ "session": …, "message": … }`. Of several sessions, that of
 * the name given, or the first. What "widget-statecharts replay" counts as unparseable, no widget can have posted.
 *
 * @throws WidgetError `INVALID_OPTION` for a line that is no JSON or no such wrapper, and for a session that the log does not have.
 * @example
 * ```ts
 * import { messagesOfLog } from 'widget-statecharts/simulator';
 *
 * console.log(messagesOfLog('{"eventType":"flx-cancel"}\n')); // [ { eventType: 'flx-cancel' } ]
 * ```
 */
export function messagesOfLog(text: string, session?: string): unknown[] {
  const sessions = new Map<string | null, unknown[]>();
  for (const [index, line] of text.split('\n').entries()) {
    if (isBlank(line)) continue;
    const entry = readEntry(line);
    if ('problem' in entry) {
      throw new WidgetError(
        'INVALID_OPTION',
        `Line ${index + 1} of the log cannot be read: ${entry.problem}. A widget posts messages only: take the line out.`,
      );
    }
    const messages = sessions.get(entry.session) ?? [];
    sessions.set(entry.session, messages);
    messages.push(entry.message);
  }
  const [first = []] = sessions.values();
  const found = session === undefined ? first : sessions.get(session);
  if (found !== undefined) return found;
  const names = [...sessions.keys()].filter((name) => name !== null).join(', ');
  throw new WidgetError(
    'INVALID_OPTION',
    `The log has no session "${session}": it has ${names || 'none with a name'}.`,
  );
}
