/** What changed between two suites: of an old and a new chart, most likely. */
import type { StateValue } from 'xstate';
import { canonical } from '../explore/identity.ts';
import { formatEvent, formatStateValue } from '../explore/names.ts';
import { clip, grouped, printable } from '../text.ts';
import type { Path, Suite } from '../types.ts';

/** What a suite asks of one event in one state: all that it expects there, since memory may decide between them. */
export interface Obligation {
  /** The state; at the start of a session whose state no refused event shows, its input. */
  readonly at: string;
  readonly event: string;
  /** Sorted: `rejected`, or the state that the event leads to. */
  readonly expected: readonly string[];
}

/** An obligation that both suites have, and not alike. */
export interface ChangedObligation {
  readonly at: string;
  readonly event: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What changed between two suites, by paths and by what they ask for. */
export interface SuiteDiff {
  /**
   * Ids. A path is the same by its input and the events of its own; it has changed where other states or verdicts are
   * expected, or other refused events are attached.
   */
  readonly paths: {
    readonly new: readonly string[];
    readonly gone: readonly string[];
    readonly changed: readonly string[];
    readonly unchanged: readonly string[];
  };
  /** Of these, the unchanged are only counted. */
  readonly steps: {
    readonly new: readonly Obligation[];
    readonly gone: readonly Obligation[];
    readonly changed: readonly ChangedObligation[];
    readonly unchanged: number;
  };
}

/**
 * Compares two suites, by paths and by steps. A small change of a chart may send a shortest suite along other paths
 * throughout; its steps (in this state, this event leads there) show what really changed.
 *
 * @example
 * ```ts
 * import { setup } from 'xstate';
 * import { diffSuites, explore, generateSuite } from 'widget-statecharts/testing';
 *
 * const machine = (end: string) =>
 *   setup({}).createMachine({ initial: 'open', states: { open: { on: { CLOSE: end } }, done: {}, gone: {} } });
 * const suiteOf = (end: string) => generateSuite(explore(machine(end)));
 * const { paths, steps } = diffSuites(suiteOf('done'), suiteOf('gone'));
 * console.log(paths.changed.length, steps.changed[0]?.before, steps.changed[0]?.after); // 1 [ 'done' ] [ 'gone' ]
 * ```
 */
export function diffSuites(before: Pick<Suite, 'paths'>, after: Pick<Suite, 'paths'>): SuiteDiff {
  const [old, fresh] = [before, after].map(({ paths }) => new Map(paths.map((path) => [path.id, contentOf(path)])));
  const paths = compare(old ?? new Map(), fresh ?? new Map());
  const [asked, asking] = [obligationsOf(before.paths), obligationsOf(after.paths)];
  const expectations = (obligations: typeof asked) =>
    new Map([...obligations].map(([key, { expected }]) => [key, canonical(sorted(expected))]));
  const steps = compare(expectations(asked), expectations(asking));
  return {
    paths,
    steps: {
      new: steps.new.map((key) => plain(asking.get(key))),
      gone: steps.gone.map((key) => plain(asked.get(key))),
      changed: steps.changed.map((key) => {
        const { at, event, expected } = plain(asked.get(key));
        return { at, event, before: expected, after: plain(asking.get(key)).expected };
      }),
      unchanged: steps.unchanged.length,
    },
  };
}

/** How a difference is written. */
export interface DiffTextOptions {
  /** How many steps of each kind are written. @default 20 */
  readonly maxListed?: number;
}

/**
 * Writes a difference as text: counts, then the steps behind `+`, `-` and `~`.
 *
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { diffSuites, diffText, generateSuite } from 'widget-statecharts/testing';
 *
 * const suite = generateSuite(exploreKit(flexitiKit));
 * console.log(diffText(diffSuites(suite, suite)).split('\n')[0]); // paths: 0 new, 0 gone, 0 changed, 54 unchanged
 * ```
 */
export function diffText({ paths, steps }: SuiteDiff, { maxListed = 20 }: DiffTextOptions = {}): string {
  const lines = (mark: string, texts: readonly string[]) => {
    const shown = texts.slice(0, maxListed).map((text) => `${mark} ${text}`);
    const more = texts.length - shown.length;
    return more > 0 ? [...shown, `${mark} … and ${grouped(more)} more`] : shown;
  };
  return [
    `paths: ${formatCounts(paths, paths.unchanged.length)}`,
    `steps: ${formatCounts(steps, steps.unchanged)}`,
    ...lines(
      '~',
      steps.changed.map((each) => `${formatPlace(each)} → ${those(each.before)}, now ${those(each.after)}`),
    ),
    ...lines(
      '+',
      steps.new.map((each) => `${formatPlace(each)} → ${those(each.expected)}`),
    ),
    ...lines(
      '-',
      steps.gone.map((each) => `${formatPlace(each)} → ${those(each.expected)}`),
    ),
    '',
  ]
    .map(printable)
    .join('\n');
}

interface Gathered {
  readonly at: string;
  readonly event: string;
  readonly expected: Set<string>;
}

/** What paths ask for, by state and event. */
function obligationsOf(paths: readonly Path[]): Map<string, Gathered> {
  const found = new Map<string, Gathered>();
  const startOf = startsIn(paths);
  for (const { input, steps } of paths) {
    let at = startOf(input);
    for (const { event, expect, state } of steps) {
      const key = `${at.key} ${canonical(event)}`;
      const gathered = found.get(key) ?? { at: at.name, event: formatEvent(event), expected: new Set() };
      gathered.expected.add(expect === 'rejected' ? 'rejected' : formatStateValue(state));
      found.set(key, gathered);
      at = stateOf(state);
    }
  }
  return found;
}

interface Place {
  readonly key: string;
  readonly name: string;
}

/**
 * Where an input leads to. A path shows it only if it begins with a refused event, which moves nothing; what one
 * path shows holds for all. Where none does, the input stands for the state.
 */
function startsIn(paths: readonly Path[]): (input: unknown) => Place {
  const known = new Map<string, Place>();
  for (const { input, steps } of paths) {
    const [first] = steps;
    if (first?.expect === 'rejected') known.set(canonical(input), stateOf(first.state));
  }
  return (input) => {
    const key = canonical(input);
    return (
      known.get(key) ?? { key: `start ${key}`, name: input === null ? 'the start' : `the start with ${clip(key)}` }
    );
  };
}

function stateOf(state: StateValue): Place {
  return { key: `state ${canonical(state)}`, name: formatStateValue(state) };
}

function contentOf({ steps }: Path): string {
  return canonical(steps.map(({ event, expect, state }) => [event, expect, state]));
}

function compare(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const both = [...after.keys()].filter((key) => before.has(key));
  return {
    new: [...after.keys()].filter((key) => !before.has(key)),
    gone: [...before.keys()].filter((key) => !after.has(key)),
    changed: both.filter((key) => before.get(key) !== after.get(key)),
    unchanged: both.filter((key) => before.get(key) === after.get(key)),
  };
}

function plain(gathered: Gathered | undefined): Obligation {
  return { at: gathered?.at ?? '', event: gathered?.event ?? '', expected: sorted(gathered?.expected ?? new Set()) };
}

function sorted(texts: ReadonlySet<string>): string[] {
  return [...texts].sort();
}

function formatCounts(
  { new: fresh, gone, changed }: { readonly [kind in 'new' | 'gone' | 'changed']: readonly unknown[] },
  unchanged: number,
): string {
  const [added, removed, other, same] = [fresh.length, gone.length, changed.length, unchanged].map(grouped);
  return `${added} new, ${removed} gone, ${other} changed, ${same} unchanged`;
}

function formatPlace({ at, event }: { readonly at: string; readonly event: string }): string {
  return `${at}: ${event}`;
}

function those(expected: readonly string[]): string {
  return expected.join(' or ');
}
