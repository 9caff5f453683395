/** Suites as plain data: what to send, what to expect, and what it proves. They can be committed, compared and run. */
import type { EventObject, StateValue } from 'xstate';
import type { CutOff, Unreachable } from './explore/exploration.ts';

/** One event of a path, what has to become of it, and the state after it. */
export interface Step {
  readonly event: EventObject;
  readonly expect: 'accepted' | 'rejected';
  readonly state: StateValue;
  /** What is wrong with the event, where it is sent because its payload is malformed. No bare chart refuses it. */
  readonly malformed?: string;
  /** The malformed message as a widget posts it: the event is only its name, since no more can be read from it. */
  readonly message?: unknown;
}

/** One session. */
export interface Path {
  /**
   * The same for the same input and the same events of its own, in every suite: whether refused events and malformed
   * payloads are attached makes no difference.
   */
  readonly id: string;
  /** Null where the machine starts without one. */
  readonly input: unknown;
  readonly steps: readonly Step[];
}

/** Why no shorter suite covers the same; `scripts/check-suite.js` verifies it without this library. */
export interface Certificate {
  readonly covers: TourKind;
  readonly resetCost: number;
  /** How many configurations there are. */
  readonly nodes: number;
  /** Accepted steps as `[from, to]`. */
  readonly edges: readonly (readonly [number, number])[];
  readonly starts: readonly number[];
  /** The edges that have to be covered, where that is not all of them. */
  readonly required?: readonly number[];
  readonly potentials: readonly number[];
  /** For each path, the edges that its accepted steps take. */
  readonly edgePaths: readonly (readonly number[])[];
}

/** How much a suite costs: accepted events, and sessions. */
export interface SuiteSize {
  readonly events: number;
  readonly sessions: number;
}

/** A generated suite. */
export interface Suite {
  /** The id of the machine that it is of. */
  readonly chart: string;
  readonly strategy: string;
  /**
   * The projections that were explored separately: no path combines their states. Left out if everything was explored
   * together.
   */
  readonly projections?: readonly string[];
  /** The least that any suite of this strategy needs; null where the strategy has no such bound. */
  readonly bound: SuiteSize | null;
  /** `minimal` where the suite is as short as its bound for sure; `bounded` where it may not be. */
  readonly length: 'minimal' | 'bounded' | 'unbounded';
  readonly suite: SuiteSize;
  readonly coverage: CoverageCounts;
  /** How large the illegal matrix is (each configuration with each event that it refuses), and how many the suite sends. */
  readonly illegal: { readonly total: number; readonly sent: number };
  /** Malformed payloads that were given, and how many the suite sends: each once, where a valid one is accepted. */
  readonly malformed: { readonly total: number; readonly sent: number };
  readonly unreachable: readonly Unreachable[];
  readonly cutOff: readonly CutOff[];
  readonly paths: readonly Path[];
  readonly certificate: Certificate | null;
  /** What the suite is complete for, where its strategy promises that. */
  readonly guarantee?: Guarantee;
}

/** One session: where it begins, and its steps. */
export interface EdgePath {
  readonly start: number;
  readonly edges: readonly number[];
}

/** What a tour covers: each configuration, each step, or each two steps in a row (and each step that is in no pair). */
export type TourKind = 'states' | 'transitions' | 'pairs';

/** How many of how many. */
export type Count = readonly [covered: number, of: number];

/** What was done, by what can be done. */
export interface CoverageCounts {
  /** States of the chart. */
  readonly states: Count;
  /** Transitions as the chart writes them. */
  readonly transitions: Count;
  /** States together with what decides on what comes next. */
  readonly configurations: Count;
  /** Accepted events in each configuration. */
  readonly steps: Count;
  /** Two steps in a row. */
  readonly pairs: Count;
  /** Refused events in each configuration. */
  readonly illegal: Count;
}

/** What a suite is complete for. */
export interface Guarantee {
  /** The implementations of which each that is wrong fails a session. */
  readonly faultClass: string;
  /** What a test has to compare. */
  readonly oracle: string;
  /** What is taken to hold beside that. */
  readonly assumptions: readonly string[];
}
