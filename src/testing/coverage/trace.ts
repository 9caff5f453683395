/** What recorded sessions cover of an explored chart: the other column of a coverage report. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { activeIds } from '../../xstate.ts';
import type { StepResult } from '../explore/chart.ts';
import type { Exploration } from '../explore/exploration.ts';
import { clip, messageOf } from '../text.ts';
import { type Item, type Listed, type Universe, universesOf } from './dimensions.ts';
import { configurationEvent, guardAnswer } from './guards.ts';
import { addHit, type CoverageHits, type HitCounts, hitsOf, noHits, nowhere, pairOf, passedBy } from './hits.ts';

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
  /** Messages after which the chart, or a projection of it, stood where the exploration has never been: not of the table. */
  readonly outside: number;
  /** What logs did and the table says nothing does: a sample, an input or a projection is missing from the exploration. */
  readonly beyond: readonly Item[];
  /** Sessions that could not be followed, and why. */
  readonly problems: Listed;
}

/** What logs did, for `coverPaths`. */
export interface TraceCoverage {
  /** Without payloads: those of users are not those of samples. */
  readonly hits: Partial<CoverageHits>;
  readonly logs: LogCounts;
}

/** What a message turned out to be: an event of the chart, or one of these. */
export type MessageReading =
  | { readonly kind: 'event'; readonly event: EventObject }
  | { readonly kind: 'malformed' | 'unrecognized' | 'foreign' };

/** How messages are read. */
export interface TraceOptions {
  /** Reads a message as an event: `provider.read`, where the machine is a provider's. @default messages are the machine's own events */
  readonly read?: (message: unknown) => MessageReading;
}

/**
 * Runs recorded sessions through the chart, and notes what they did of it. Sessions may be of any number and length;
 * nothing of a message is kept. Nothing throws at what a log may hold.
 *
 * What counts as covered:
 * - states, transitions, tags and answers of guards: those of the chart itself, on the real payload;
 * - configurations: where the exploration has one like it, by state and by what it tells contexts apart by;
 * - steps: each that leads from the same configuration to the same by the same transitions, on an event of that type;
 * - pairs: of two such steps in a row;
 * - illegal: each event of the type that the same configuration refuses;
 * - payloads: nothing, since users' payloads are not those of the exploration.
 *
 * If the projections of a chart were explored separately, each sees its own events only.
 *
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { coverPaths, generateSuite, traceCoverage } from 'widget-statecharts/testing';
 *
 * const exploration = exploreKit(flexitiKit);
 * const sessions = [{ messages: [{ eventType: 'flx-loaded' }, { eventType: 'flx-cancel' }] }];
 * const traces = traceCoverage(exploration, sessions, { read: flexiti.read });
 * const { transitions } = coverPaths(exploration, generateSuite(exploration).paths, { traces }).dimensions;
 * console.log(transitions.covered, transitions.observed, transitions.of); // 11 1 11
 * ```
 */
export function traceCoverage(
  exploration: Exploration,
  sessions: Iterable<RecordedSession>,
  options: TraceOptions = {},
): TraceCoverage {
  const follower = new TraceFollower(exploration);
  const read = readerOf(options.read);
  for (const { input, messages } of sessions) {
    if (!follower.open(input)) continue;
    for (const message of messages) follower.take(read(message));
  }
  return follower.coverage();
}

/** Reads a message. A host may have recorded anything, a getter that throws included. */
function readerOf(read: TraceOptions['read'] = asEvent): (message: unknown) => MessageReading {
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

/** Where a session stands in one projection of the exploration. */
interface Position {
  readonly projection: number;
  readonly snapshot: AnyMachineSnapshot;
  /** Null where the table has no such configuration. */
  readonly configuration: number | null;
  /** The steps of the table that were just done. */
  readonly last: readonly number[];
  /** The projection does not go with the whole chart any more: what one of its events does hangs on another projection. */
  readonly lost: boolean;
}

/** More problems than this are only counted. */
const maxProblems = 100;

/** What one projection by itself does, or null where it throws, since it lacks what another has done. */
function attempt(step: () => StepResult): StepResult | null {
  try {
    return step();
  } catch {
    return null;
  }
}

function lost(position: Position): Position {
  return { ...position, configuration: null, last: [], lost: true };
}

const none = { unrecognized: 0, malformed: 0, foreign: 0, accepted: 0, illegal: 0, outside: 0 };

class TraceFollower {
  readonly #exploration: Exploration;
  /** What only the whole chart knows: states, transitions, tags and guards. */
  readonly #hits = noHits();
  readonly #starts = new Map<number, number>();
  readonly #edges = new Map<number, number>();
  readonly #refusals = new Map<number, number>();
  readonly #pairs = new Map<number, number>();
  readonly #counts = { sessions: 0, messages: 0, ...none };
  readonly #problems = { total: 0, items: [] as Item[] };
  /** By projection, the types that move it. */
  readonly #moving: readonly ReadonlySet<string>[];
  #whole: AnyMachineSnapshot | null = null;
  #positions: Position[] = [];

  constructor(exploration: Exploration) {
    this.#exploration = exploration;
    const { edges, configurations, events, projections } = exploration;
    const moving = projections.map(() => new Set<string>());
    for (const { from, event } of edges) {
      moving[configurations[from]?.projection ?? 0]?.add(events[event]?.event.type ?? '');
    }
    this.#moving = moving;
  }

  /** Begins a session; false where the chart does not start. */
  open(input: unknown): boolean {
    const { chart, projections, locate } = this.#exploration;
    this.#counts.sessions += 1;
    try {
      const snapshot = this.#listening(() => chart.start(input));
      this.#whole = snapshot;
      this.#positions = [...projections.keys()].map((projection) => {
        const configuration = locate(projection, snapshot);
        if (configuration !== null) addHit(this.#starts, configuration);
        return { projection, snapshot, configuration, last: [], lost: false };
      });
      this.#addMoment(null, snapshot, [...chart.startedBy]);
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
      if (taken.accepted) this.#addMoment(whole, taken.next, taken.transitions);
      this.#positions = this.#positions.map((position) => this.#move(position, event, taken));
      if (this.#positions.some(({ configuration }) => configuration === null)) this.#counts.outside += 1;
    } catch (error) {
      // The chart's own code threw at what was logged: the session is taken to stand where it was.
      this.#complain(`message ${this.#counts.messages}`, `the chart threw at ${event.type}: ${messageOf(error)}`);
    }
  }

  coverage(): TraceCoverage {
    const tally = { starts: this.#starts, edges: this.#edges, refusals: this.#refusals, pairs: this.#pairs };
    const table = hitsOf(this.#exploration, tally, { guards: false });
    const { states, transitions, guards, tags } = this.#hits;
    const { configurations, steps, pairs, illegal } = table;
    return {
      hits: { states, transitions, guards, tags, configurations, steps, pairs, illegal },
      logs: { ...this.#counts, beyond: this.#beyond(), problems: this.#problems },
    };
  }

  /** One message in one projection. */
  #move(position: Position, event: EventObject, whole: StepResult): Position {
    if (position.lost) return position;
    const { edges, events, leaving, refused, chart, locate, projections } = this.#exploration;
    const { projection, snapshot, configuration } = position;
    const isOwn = this.#moving[projection]?.has(event.type) === true;
    if (!whole.accepted) {
      // Of another projection's event, only where all else is as the configuration has it.
      if (configuration === null || !(isOwn || locate(projection, whole.next) === configuration)) return position;
      for (const index of refused[configuration] ?? []) {
        if (events[index]?.event.type === event.type)
          addHit(this.#refusals, configurationEvent(this.#exploration, configuration, index));
      }
      return position;
    }
    const isAlone = projections.length === 1;
    if (!isAlone && !isOwn) {
      // What moves another projection is nothing here, but that two steps around it are not in a row. What moves none by the
      // table has moved nobody knows which.
      return this.#moving.some((types) => types.has(event.type)) ? { ...position, last: [] } : lost(position);
    }
    const taken = isAlone ? whole : attempt(() => chart.step(snapshot, event));
    if (taken?.accepted !== true) return lost(position);
    const to = locate(projection, taken.next);
    const done = (leaving[configuration ?? -1] ?? []).filter((index) => {
      const edge = edges[index];
      if (edge === undefined || edge.to !== to || events[edge.event]?.event.type !== event.type) return false;
      return edge.transitions.join() === taken.transitions.join();
    });
    for (const index of done) {
      addHit(this.#edges, index);
      for (const before of position.last) addHit(this.#pairs, pairOf(this.#exploration, before, index));
    }
    // A configuration of the table that was reached by a step that the table lacks.
    if (to !== null && done.length === 0) addHit(this.#starts, to);
    return { projection, snapshot: taken.next, configuration: to, last: done, lost: false };
  }

  #addMoment(before: AnyMachineSnapshot | null, after: AnyMachineSnapshot, transitions: readonly number[]): void {
    const within = activeIds(after);
    const passed = passedBy(this.#exploration, transitions, before === null ? nowhere : activeIds(before), within);
    for (const id of [...within, ...passed]) addHit(this.#hits.states, id);
    for (const tag of after.tags) addHit(this.#hits.tags, tag);
    for (const transition of transitions) addHit(this.#hits.transitions, transition);
  }

  #complain(name: string, reason: string): void {
    this.#problems.total += 1;
    if (this.#problems.items.length < maxProblems) this.#problems.items.push({ name, reason: clip(reason) });
  }

  /** What the table calls impossible, and was done. */
  #beyond(): Item[] {
    const { states, transitions, guards } = universesOf(this.#exploration);
    const impossible = [
      ...itemsDone(states, this.#hits.states).filter(({ reason }) => reason !== undefined),
      ...itemsDone(transitions, this.#hits.transitions).filter(({ reason }) => reason !== undefined),
    ];
    const possible = new Set(guards.keys());
    const answers = [...this.#hits.guards.keys()].filter((answer) => !possible.has(answer)).map(guards.item);
    return [...impossible, ...answers];
  }

  #listening<TResult>(act: () => TResult): TResult {
    const { chart } = this.#exploration;
    chart.watchGuards((transition, held) => addHit(this.#hits.guards, guardAnswer(transition, held)));
    try {
      return act();
    } finally {
      chart.watchGuards(null);
    }
  }
}

function itemsDone({ keys, item }: Universe, hits: HitCounts): Item[] {
  return [...keys()].filter((key) => hits.has(key)).map(item);
}
