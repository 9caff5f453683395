import type { AnyStateMachine } from 'xstate';
import type { ExploreOptions } from '../../../src/testing/explore/exploration.ts';

/** A small chart that a generator may get wrong, and what is right about it, counted by hand. */
export interface Probe {
  readonly name: string;
  /** What it is about. */
  readonly about: string;
  /** Whether it shows a fault that other generators are known for. */
  readonly known?: boolean;
  readonly machine: AnyStateMachine;
  /** What a real actor runs, where the machine alone cannot be run. */
  readonly provided?: AnyStateMachine;
  readonly options?: ExploreOptions<AnyStateMachine>;
  readonly truth: Truth;
}

interface Truth {
  readonly configurations: number;
  /** Accepted events by configuration. */
  readonly steps: number;
  /** Refused events by configuration. */
  readonly illegal: number;
  /** How many of the chart's transitions a suite takes, and how many there are. */
  readonly transitions: readonly [covered: number, of: number];
  /** The shortest suite's events and sessions (a session costs an event), where they are easily counted. */
  readonly shortest?: readonly [events: number, sessions: number];
  /** What no session does, and why: the id, and words of the reason. */
  readonly unreachable?: readonly (readonly [id: string, reason: string])[];
  /** What is cut off: words of each reason. */
  readonly cutOff?: readonly string[];
}

/** A group of probes by name. */
export function probes(group: string, those: Readonly<Record<string, Omit<Probe, 'name'>>>): readonly Probe[] {
  return Object.entries(those).map(([name, probe]) => ({ name: `${group}: ${name}`, ...probe }));
}
