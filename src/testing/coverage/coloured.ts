/** The chart with what became of each state and transition: what a page draws. */
import type { AnyStateNode } from 'xstate';
import { activeIds } from '../../xstate.ts';
import type { Exploration } from '../explore/exploration.ts';
import { guardAnswer } from './guards.ts';
import type { CoverageHits } from './hits.ts';

/**
 * `partly`: met, but not in each of its configurations, or with its guard's answer one way only. `forbids`: a transition
 * that does nothing but keep its event from the states around it, and is not counted.
 */
export type Colour = 'covered' | 'partly' | 'missed' | 'unreachable' | 'forbids';

/** A transition of the chart, coloured. */
export interface ColouredTransition {
  readonly id: string;
  /** Empty for `always`. */
  readonly event: string;
  readonly guard: string | null;
  readonly targets: readonly string[];
  readonly colour: Colour;
  /** Why it is unreachable. */
  readonly reason: string | null;
  /** How often the paths took it, and the logs; null without logs. */
  readonly hits: number;
  readonly observed: number | null;
  /** Of the accepted events that take it, by configuration, how many were sent. */
  readonly steps: readonly [covered: number, of: number];
}

/** A state of the chart, coloured, with its transitions and the states within. */
export interface ColouredState {
  readonly id: string;
  readonly key: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly tags: readonly string[];
  readonly colour: Colour;
  readonly reason: string | null;
  /** How often the paths were in it after a step, and the logs; null without logs. */
  readonly hits: number;
  readonly observed: number | null;
  readonly configurations: readonly [covered: number, of: number];
  readonly transitions: readonly ColouredTransition[];
  readonly states: readonly ColouredState[];
}

/** Colours a chart by what was met. */
export function coloured(
  exploration: Exploration,
  met: CoverageHits,
  observed: Partial<CoverageHits> | null,
  producible: ReadonlySet<number>,
): ColouredState {
  const { chart, configurations, edges } = exploration;
  const reasons = new Map(exploration.unreachable.map(({ kind, id, reason }) => [`${kind} ${id}`, reason]));
  const stepsOf = new Tallies<number>();
  for (const { index, transitions } of edges) {
    for (const number of new Set(transitions)) stepsOf.add(number, met.steps.has(index));
  }
  const configurationsOf = new Tallies<string>();
  for (const { index, snapshot } of configurations) {
    for (const id of activeIds(snapshot)) configurationsOf.add(id, met.configurations.has(index));
  }
  const numbersOf = new Map<string, number[]>();
  for (const [number, { source }] of chart.transitions.entries()) {
    numbersOf.set(source, [...(numbersOf.get(source) ?? []), number]);
  }

  function transition(number: number): ColouredTransition {
    const { id, event, guard, targets, forbids } = chart.transitions[number] as (typeof chart.transitions)[number];
    const hits = met.transitions.get(number) ?? 0;
    const reason = reasons.get(`transition ${id}`) ?? null;
    const steps = stepsOf.of(number);
    const answers = [guardAnswer(number, true), guardAnswer(number, false)].filter((answer) => producible.has(answer));
    const whole = steps[0] === steps[1] && answers.every((answer) => met.guards.has(answer));
    const colour = forbids ? 'forbids' : colourOf(reason, hits, whole);
    const seen = observed === null ? null : (observed.transitions?.get(number) ?? 0);
    return { id, event, guard, targets, colour, reason, hits, observed: seen, steps };
  }

  function state(node: AnyStateNode): ColouredState {
    const { id, key, type, tags } = node;
    const hits = met.states.get(id) ?? 0;
    const reason = reasons.get(`state ${id}`) ?? null;
    const counts = configurationsOf.of(id);
    return {
      id,
      key,
      kind: type,
      tags: [...tags],
      colour: colourOf(reason, hits, counts[0] === counts[1]),
      reason,
      hits,
      observed: observed === null ? null : (observed.states?.get(id) ?? 0),
      configurations: counts,
      transitions: (numbersOf.get(id) ?? []).map(transition),
      states: Object.values(node.states)
        .filter((child) => child.type !== 'history')
        .map(state),
    };
  }

  return state(chart.machine.root);
}

function colourOf(reason: string | null, hits: number, whole: boolean): Colour {
  if (hits > 0) return whole ? 'covered' : 'partly';
  return reason === null ? 'missed' : 'unreachable';
}

/** How many of how many, by key. */
class Tallies<TKey> {
  readonly #counts = new Map<TKey, [number, number]>();

  add(key: TKey, covered: boolean): void {
    const [met, all] = this.#counts.get(key) ?? [0, 0];
    this.#counts.set(key, [met + (covered ? 1 : 0), all + 1]);
  }

  of(key: TKey): [number, number] {
    return this.#counts.get(key) ?? [0, 0];
  }
}
