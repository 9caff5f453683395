/** Recorded sessions, credited to what they did of an explored chart: the other column of a coverage report. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { activeIds } from '../../xstate.ts';
import type { Taken } from '../explore/chart.ts';
import type { Exploration } from '../explore/exploration.ts';
import { clip, messageOf } from '../text.ts';
import { type Item, type Listed, type Universe, universesOf } from './dimensions.ts';
import { cellOf, guardAnswer } from './guards.ts';
import { type Hits, hit, nowhere, pairOf, passedBy, type Touched, touchedBy, untouched } from './touched.ts';

/** One recorded session: what the widget was opened with, and its messages as they were posted, redacted or not. */
export interface RecordedSession {
  readonly input?: unknown;
  readonly messages: Iterable<unknown>;
}

/** What logs were made of. */
export interface LogCounts {
  readonly sessions: number;
  readonly messages: number;
  /** What became of the messages: an illegal one is known to the chart and refused where it came. */
  readonly accepted: number;
  readonly illegal: number;
  readonly unrecognized: number;
  readonly malformed: number;
  readonly foreign: number;
  /** Messages after which the chart, or a part of it, stood where the exploration has never been: not of the table. */
  readonly outside: number;
  /** What logs did and the table says nothing does: a sample, an input or a part is missing from the exploration. */
  readonly beyond: readonly Item[];
  /** Sessions that could not be followed, and why. */
  readonly problems: Listed;
}

/** What logs did, for `coverPaths`. */
export interface Credit {
  /** Without payloads: those of users are not those of samples. */
  readonly touched: Partial<Touched>;
  readonly logs: LogCounts;
}

/** What a message turned out to be: an event of the chart, or one of these. */
export type MessageReading =
  | { readonly kind: 'event'; readonly event: EventObject }
  | { readonly kind: 'malformed' | 'unrecognized' | 'foreign' };

/** How messages are read. */
export interface CreditOptions {
  /** Reads a message as an event: `provider.read` of a shipped chart. @default messages are the machine's own events */
  readonly read?: (message: unknown) => MessageReading;
}

/**
 * Runs recorded sessions through the chart, and notes what they did of it. Sessions may be of any number and length;
 * nothing of a message is kept. Nothing throws at what a log may hold.
 *
 * What is credited, payloads aside, since users' payloads are not those of the exploration:
 * - states, transitions, tags and answers of guards: those of the chart itself, on the real payload;
 * - configurations: where the exploration has one like it, by state and by what it tells contexts apart by;
 * - steps: each that leads from the same configuration to the same by the same transitions, on an event of that type;
 * - pairs: of two such steps in a row;
 * - illegal: each event of the type that the same configuration refuses;
 * - payloads are not.
 *
 * Where an exploration walks parts of a chart apart, each part sees the events that move it and no others.
 *
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { coverPaths, creditLogs, exploreProvider, generateSuite } from 'widget-statecharts/testing';
 *
 * const exploration = exploreProvider(flexiti);
 * const sessions = [{ messages: [{ eventType: 'flx-loaded' }, { eventType: 'flx-cancel' }] }];
 * const credit = creditLogs(exploration, sessions, { read: flexiti.read });
 * const { transitions } = coverPaths(exploration, generateSuite(exploration).paths, { credit }).dimensions;
 * console.log(transitions.covered, transitions.observed, transitions.of); // 11 1 11
 * ```
 */
export function creditLogs(
  exploration: Exploration,
  sessions: Iterable<RecordedSession>,
  options: CreditOptions = {},
): Credit {
  const ledger = new Ledger(exploration);
  const read = readerOf(options.read);
  for (const { input, messages } of sessions) {
    if (!ledger.open(input)) continue;
    for (const message of messages) ledger.take(read(message));
  }
  return ledger.credit();
}

/** Reads a message. A host may have recorded anything, a getter that throws included. */
function readerOf(read: CreditOptions['read'] = asEvent): (message: unknown) => MessageReading {
  return (message) => {
    try {
      return read(message);
    } catch {
      return { kind: 'foreign' };
    }
  };
}

/** A message that is an event already. */
function asEvent(message: unknown): MessageReading {
  return isEvent(message) ? { kind: 'event', event: message } : { kind: 'foreign' };
}

function isEvent(message: unknown): message is EventObject {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string';
}

/** Where a session stands in one part of the exploration. */
interface Standing {
  readonly part: number;
  readonly snapshot: AnyMachineSnapshot;
  /** Null where the table has no such configuration. */
  readonly configuration: number | null;
  /** The steps of the table that were just done. */
  readonly last: readonly number[];
  /** The part does not go with the whole chart any more: what one of its events does hangs on another part. */
  readonly lost: boolean;
}

/** More problems than this are only counted. */
const maxProblems = 100;

/** What one part by itself does, or null where it throws, since it lacks what another has done. */
function attempt(step: () => Taken): Taken | null {
  try {
    return step();
  } catch {
    return null;
  }
}

function lost(standing: Standing): Standing {
  return { ...standing, configuration: null, last: [], lost: true };
}

const none = { unrecognized: 0, malformed: 0, foreign: 0, accepted: 0, illegal: 0, outside: 0 };

class Ledger {
  readonly #exploration: Exploration;
  /** What only the whole chart knows: states, transitions, tags and guards. */
  readonly #touched = untouched();
  readonly #starts = new Map<number, number>();
  readonly #arcs = new Map<number, number>();
  readonly #cells = new Map<number, number>();
  readonly #pairs = new Map<number, number>();
  readonly #counts = { sessions: 0, messages: 0, ...none };
  readonly #problems = { total: 0, items: [] as Item[] };
  /** By part, the types that move it. */
  readonly #moving: readonly ReadonlySet<string>[];
  #whole: AnyMachineSnapshot | null = null;
  #standings: Standing[] = [];

  constructor(exploration: Exploration) {
    this.#exploration = exploration;
    const { arcs, configurations, events, parts } = exploration;
    const moving = parts.map(() => new Set<string>());
    for (const { from, event } of arcs) {
      moving[configurations[from]?.part ?? 0]?.add(events[event]?.event.type ?? '');
    }
    this.#moving = moving;
  }

  /** Begins a session; false where the chart does not start. */
  open(input: unknown): boolean {
    const { chart, parts, locate } = this.#exploration;
    this.#counts.sessions += 1;
    try {
      const snapshot = this.#listening(() => chart.start(input));
      this.#whole = snapshot;
      this.#standings = [...parts.keys()].map((part) => {
        const configuration = locate(part, snapshot);
        if (configuration !== null) hit(this.#starts, configuration);
        return { part, snapshot, configuration, last: [], lost: false };
      });
      this.#note(null, snapshot, [...chart.startedBy]);
      return true;
    } catch (error) {
      this.#complain(`session ${this.#counts.sessions}`, `it does not start: ${messageOf(error)}`);
      return false;
    }
  }

  take(reading: MessageReading): void {
    this.#counts.messages += 1;
    if (reading.kind !== 'event') {
      this.#counts[reading.kind] += 1;
      return;
    }
    const whole = this.#whole as AnyMachineSnapshot;
    const { event } = reading;
    try {
      const taken = this.#listening(() => this.#exploration.chart.step(whole, event));
      this.#counts[taken.accepted ? 'accepted' : 'illegal'] += 1;
      this.#whole = taken.next;
      if (taken.accepted) this.#note(whole, taken.next, taken.transitions);
      this.#standings = this.#standings.map((standing) => this.#move(standing, event, taken));
      if (this.#standings.some(({ configuration }) => configuration === null)) this.#counts.outside += 1;
    } catch (error) {
      // The chart's own code threw at what was logged: the session is taken to stand where it was.
      this.#complain(`message ${this.#counts.messages}`, `the chart threw at ${event.type}: ${messageOf(error)}`);
    }
  }

  credit(): Credit {
    const tally = { starts: this.#starts, arcs: this.#arcs, cells: this.#cells, pairs: this.#pairs };
    const table = touchedBy(this.#exploration, tally, { guards: false });
    const { states, transitions, guards, tags } = this.#touched;
    const { configurations, steps, pairs, illegal } = table;
    return {
      touched: { states, transitions, guards, tags, configurations, steps, pairs, illegal },
      logs: { ...this.#counts, beyond: this.#beyond(), problems: this.#problems },
    };
  }

  /** One message in one part. */
  #move(standing: Standing, event: EventObject, whole: Taken): Standing {
    if (standing.lost) return standing;
    const { arcs, events, leaving, refused, chart, locate, parts } = this.#exploration;
    const { part, snapshot, configuration } = standing;
    const isOwn = this.#moving[part]?.has(event.type) === true;
    if (!whole.accepted) {
      // Of another part's event, only where all else is as the configuration has it.
      if (configuration === null || !(isOwn || locate(part, whole.next) === configuration)) return standing;
      for (const index of refused[configuration] ?? []) {
        if (events[index]?.event.type === event.type) hit(this.#cells, cellOf(this.#exploration, configuration, index));
      }
      return standing;
    }
    const isAlone = parts.length === 1;
    if (!isAlone && !isOwn) {
      // What moves another part is nothing here, but that two steps around it are not in a row. What moves none by the
      // table has moved nobody knows which.
      return this.#moving.some((types) => types.has(event.type)) ? { ...standing, last: [] } : lost(standing);
    }
    const taken = isAlone ? whole : attempt(() => chart.step(snapshot, event));
    if (taken?.accepted !== true) return lost(standing);
    const to = locate(part, taken.next);
    const done = (leaving[configuration ?? -1] ?? []).filter((index) => {
      const arc = arcs[index];
      if (arc === undefined || arc.to !== to || events[arc.event]?.event.type !== event.type) return false;
      return arc.transitions.join() === taken.transitions.join();
    });
    for (const index of done) {
      hit(this.#arcs, index);
      for (const before of standing.last) hit(this.#pairs, pairOf(this.#exploration, before, index));
    }
    // A configuration of the table that was reached by a step that the table lacks.
    if (to !== null && done.length === 0) hit(this.#starts, to);
    return { part, snapshot: taken.next, configuration: to, last: done, lost: false };
  }

  #note(before: AnyMachineSnapshot | null, after: AnyMachineSnapshot, transitions: readonly number[]): void {
    const within = activeIds(after);
    const passed = passedBy(this.#exploration, transitions, before === null ? nowhere : activeIds(before), within);
    for (const id of [...within, ...passed]) hit(this.#touched.states, id);
    for (const tag of after.tags) hit(this.#touched.tags, tag);
    for (const transition of transitions) hit(this.#touched.transitions, transition);
  }

  #complain(name: string, reason: string): void {
    this.#problems.total += 1;
    if (this.#problems.items.length < maxProblems) this.#problems.items.push({ name, reason: clip(reason) });
  }

  /** What the table calls impossible, and was done. */
  #beyond(): Item[] {
    const { states, transitions, guards } = universesOf(this.#exploration);
    const impossible = [
      ...itemsDone(states, this.#touched.states).filter(({ reason }) => reason !== undefined),
      ...itemsDone(transitions, this.#touched.transitions).filter(({ reason }) => reason !== undefined),
    ];
    const possible = new Set(guards.keys());
    const answers = [...this.#touched.guards.keys()].filter((answer) => !possible.has(answer)).map(guards.item);
    return [...impossible, ...answers];
  }

  #listening<TResult>(act: () => TResult): TResult {
    const { chart } = this.#exploration;
    chart.watchGuards((transition, held) => hit(this.#touched.guards, guardAnswer(transition, held)));
    try {
      return act();
    } finally {
      chart.watchGuards(null);
    }
  }
}

function itemsDone({ keys, item }: Universe, hits: Hits): Item[] {
  return [...keys()].filter((key) => hits.has(key)).map(item);
}
