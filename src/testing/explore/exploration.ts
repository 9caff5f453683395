/** The table that `explore` makes of a chart, and what it is made from. */
import type { AnyMachineSnapshot, AnyStateMachine, ContextFrom, EventObject, InputFrom } from 'xstate';
import type { Chart } from './chart.ts';

/** Events to try: one for each payload that makes a difference; or those that may come in a state. */
export type EventCases<TEvent extends EventObject = EventObject> =
  | readonly TEvent[]
  | ((snapshot: AnyMachineSnapshot) => readonly TEvent[]);

/** A projection of a chart, explored separately from the others: its configurations are those that its events lead to. */
export interface Projection<TEvent extends EventObject = EventObject> {
  readonly name: string;
  /** Whether an event is part of this projection. Whatever its states refuse is refused in every projection. */
  readonly includes: (event: TEvent) => boolean;
}

/** How a machine is explored. */
export interface ExploreOptions<TMachine extends AnyStateMachine, TEvent extends EventObject = EventObject> {
  /** The inputs to start from. @default one start without input */
  readonly inputs?: readonly InputFrom<TMachine>[];
  /** @default each of the machine's own event types, without a payload */
  readonly events?: EventCases<TEvent>;
  /** What of a context tells configurations apart: what guards read. @default all of it */
  readonly abstractContext?: (context: ContextFrom<TMachine>) => unknown;
  /**
   * Regions that answer to their own events, explored separately so that their states do not multiply. What a screen does in a
   * combination of their states is then not tested: to have it tested, let one projection include the events of both. @default one projection
   */
  readonly projections?: readonly Projection<TEvent>[];
  /** How many configurations are explored at most; what is cut off is listed. @default 50,000 */
  readonly maxConfigurations?: number;
}

/** A state with all that decides what comes next: what the chart can be in. */
export interface Configuration {
  readonly index: number;
  readonly projection: number;
  readonly snapshot: AnyMachineSnapshot;
  /** The step that led here first; null where a session begins. */
  readonly reachedBy: number | null;
}

/** One event as it is sent. */
export interface EventCase {
  readonly index: number;
  readonly event: EventObject;
  /** A timer, or the end of an invoked actor: the machine's own, and sent only where it is pending. */
  readonly internal: boolean;
}

/** A step that the chart accepts. */
export interface Edge {
  readonly index: number;
  readonly from: number;
  readonly event: number;
  readonly to: number;
  /** The chart's transitions that it takes, by number. */
  readonly transitions: readonly number[];
}

/** Something of the chart that no session of the table does, and why. */
export interface Unreachable {
  readonly kind: 'state' | 'transition';
  readonly id: string;
  readonly reason: string;
}

/** Something that was not explored, and why. */
export interface CutOff {
  readonly kind: 'limit' | 'threw' | 'input';
  readonly reason: string;
  /** Where: a state value, where there is one. */
  readonly state?: unknown;
  readonly event?: EventObject;
}

/** What `explore` found. */
export interface Exploration {
  readonly machine: AnyStateMachine;
  readonly chart: Chart;
  readonly inputs: readonly unknown[];
  /** The names of the projections; one, without a name, if everything was explored together. */
  readonly projections: readonly string[];
  readonly events: readonly EventCase[];
  readonly configurations: readonly Configuration[];
  /** Where each input of each projection begins: a configuration, and the input's number. */
  readonly starts: readonly { readonly configuration: number; readonly input: number }[];
  readonly edges: readonly Edge[];
  /** By configuration, the edges that leave it. */
  readonly leaving: readonly (readonly number[])[];
  /** By configuration, the events that it refuses. */
  readonly refused: readonly (readonly number[])[];
  readonly unreachable: readonly Unreachable[];
  readonly cutOff: readonly CutOff[];
  /** Whether configurations are told apart by less than all of their context. */
  readonly abstracted: boolean;
  /** The configuration of a projection that a snapshot of `chart` is in; null where the table has none like it. */
  readonly locate: (projection: number, snapshot: AnyMachineSnapshot) => number | null;
}
