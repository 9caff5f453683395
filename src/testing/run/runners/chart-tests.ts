/** What the runners' entries share: a suite as named tests, and a last one that looks after the others. */
import type { AnyStateMachine, StateValue } from 'xstate';
import { checkSuite } from '../../arguments.ts';
import type { ExploreOptions } from '../../explore/exploration.ts';
import { explore } from '../../explore/explore.ts';
import { canonical } from '../../explore/identity.ts';
import { describeProjections, leafPaths } from '../../explore/names.ts';
import { invalidOption } from '../../invalidOption.ts';
import { generateSuite } from '../../suite/suite.ts';
import { clip } from '../../text.ts';
import type { CoverageCounts, Path, Suite } from '../../types.ts';
import { runPath } from '../run.ts';
import type { Subject } from '../subject.ts';

/** A chart, its suite, and what they are tried on. */
export interface ChartTests<TMachine extends AnyStateMachine, TFixtures extends unknown[] = []> {
  readonly machine: TMachine;
  /** @default all transitions and the whole illegal matrix of what `explore` finds */
  readonly suite?: Suite;
  /**
   * How the machine is explored where there is no suite: of a kit, pass `explorationOf(kit)`.
   * @default the machine's own event types, without payloads
   */
  readonly explore?: ExploreOptions<TMachine>;
  /** Makes a fresh subject for a path. */
  readonly subject: (path: Path, ...fixtures: TFixtures) => Subject<TMachine> | Promise<Subject<TMachine>>;
  /** How much the suite has to cover, from 0 to 1: `{ transitions: 1, illegal: 0.9 }`. */
  readonly atLeast?: Partial<Readonly<Record<keyof CoverageCounts, number>>>;
}

/** A test of one path. It answers with what was not offerable. */
interface PathTest<TFixtures extends unknown[]> {
  readonly name: string;
  readonly run: (...fixtures: TFixtures) => Promise<number>;
}

/** The tests of a chart. */
interface TestList<TFixtures extends unknown[]> {
  readonly paths: readonly PathTest<TFixtures>[];
  /** Fails where the suite, less what was not offerable, covers less than it has to. */
  readonly last: { readonly name: string; readonly run: (notOfferable: number) => void };
}

/** Makes the tests of a chart. `replay` is the command line that runs those of a name again. */
export function testsOf<TMachine extends AnyStateMachine, TFixtures extends unknown[] = []>(
  { machine, subject, atLeast = {}, ...options }: ChartTests<TMachine, TFixtures>,
  replay: (id: string) => string,
): TestList<TFixtures> {
  const suite = options.suite ?? generateSuite(explore(machine, options.explore));
  checkSuite(suite, machine.id, 'describeChart');
  const paths = suite.paths.map((path) => ({
    name: testName(path),
    run: async (...fixtures: TFixtures) => {
      const its = await subject(path, ...fixtures);
      const { notOfferable } = await runPath(machine, path, its, { suite, replay: ({ id }) => replay(id) });
      return notOfferable.length;
    },
  }));
  const { coverage } = suite;
  const apart = suite.projections === undefined ? '' : ` (${describeProjections(suite.projections)})`;
  const name = `covers ${share(coverage.transitions)} transitions and ${share(coverage.illegal)} refused events${apart}`;
  return { paths, last: { name, run: (notOfferable) => checkCoverage(suite, atLeast, notOfferable) } };
}

function checkCoverage({ paths, coverage }: Suite, atLeast: ChartTests<never>['atLeast'], notOfferable: number): void {
  if (paths.length === 0) throw invalidOption('The suite has no path: nothing is tested.');
  const short = Object.entries(atLeast ?? {}).flatMap(([what, least]) => {
    const [covered, of] = coverage[what as keyof CoverageCounts];
    const done = what === 'illegal' ? covered - notOfferable : covered;
    return done >= least * of ? [] : [`${what} ${done} of ${of}, less than ${least * 100} %`];
  });
  if (short.length > 0) throw invalidOption(`Too little is covered: ${short.join('; ')}.`);
}

function share([covered, of]: readonly [number, number]): string {
  return covered === of ? `all ${of}` : `${covered} of ${of}`;
}

/** A path in a line: its input, the states it enters, how much it sends, and its id, by which it is found. */
export function testName({ id, input, steps }: Path): string {
  const accepted = steps.filter(({ expect }) => expect === 'accepted');
  const refused = steps.length - accepted.length;
  const events = accepted.length === 1 ? '1 event' : `${accepted.length} events`;
  const size = refused === 0 ? events : `${events}, ${refused} refused`;
  const given = canonical(input);
  const from = given === 'null' || given === '{}' ? '' : `${clip(given, 40)} `;
  return `${from}${formatStates(entered(accepted.map(({ state }) => state)))} (${size}) ${id}`;
}

/** The states that a path enters, one after another, by their own names. */
function entered(states: readonly StateValue[]): string[] {
  let before = new Set<string>();
  const names: string[] = [];
  for (const state of states) {
    const leaves = leafPaths(state);
    const fresh = leaves.filter((leaf) => !before.has(leaf)).map((leaf) => leaf.split('.').at(-1) ?? leaf);
    if (fresh.length > 0) names.push(fresh.length > 2 ? `${fresh[0]}…` : fresh.join(' + '));
    before = new Set(leaves);
  }
  return names;
}

function formatStates(names: readonly string[]): string {
  const shown = names.length <= 5 ? names : [...names.slice(0, 3), '…', ...names.slice(-1)];
  return shown.length === 0 ? 'stays where it begins' : shown.map((name) => clip(name, 40)).join(' → ');
}
