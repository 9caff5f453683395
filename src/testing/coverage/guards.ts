/** Which answers of its guards a chart asks for, step by step: what "a guard both ways" is counted by. */
import type { Exploration } from '../explore/exploration.ts';

/** The answers of guards by where they are given; an answer is a number, see `guardAnswer`. */
export interface GuardAnswers {
  /** By configuration that sessions begin at. */
  readonly atStart: ReadonlyMap<number, readonly number[]>;
  /** By edge. */
  readonly byEdge: ReadonlyMap<number, readonly number[]>;
  /** By refused event, see `configurationEvent`. */
  readonly byRefusal: ReadonlyMap<number, readonly number[]>;
}

/** An answer as a number: the transition whose guard it is, and whether it held. */
export function guardAnswer(transition: number, held: boolean): number {
  return 2 * transition + (held ? 1 : 0);
}

/** A configuration and an event, as one number. */
export function configurationEvent(exploration: Exploration, configuration: number, event: number): number {
  return configuration * exploration.events.length + event;
}

const known = new WeakMap<Exploration, GuardAnswers>();

/** Takes each step of the table once more and listens to the guards: once for each exploration, when first asked for. */
export function guardAnswersOf(exploration: Exploration): GuardAnswers {
  const found = known.get(exploration) ?? listen(exploration);
  known.set(exploration, found);
  return found;
}

function listen(exploration: Exploration): GuardAnswers {
  const { chart, configurations, events, edges, refused, starts, inputs } = exploration;
  const atStart = new Map<number, number[]>();
  const byEdge = new Map<number, number[]>();
  const byRefusal = new Map<number, number[]>();
  if (chart.transitions.every(({ guard }) => guard === null)) return { atStart, byEdge, byRefusal };

  let heard = new Set<number>();
  const record = (answers: Map<number, number[]>, key: number, act: () => void) => {
    heard = new Set();
    act();
    if (heard.size > 0) answers.set(key, [...(answers.get(key) ?? []), ...heard]);
  };
  const step = (configuration: number, event: number) => {
    const from = configurations[configuration];
    const sent = events[event];
    if (from !== undefined && sent !== undefined) chart.step(from.snapshot, sent.event);
  };

  chart.watchGuards((transition, held) => heard.add(guardAnswer(transition, held)));
  try {
    for (const { configuration, input } of starts) record(atStart, configuration, () => chart.start(inputs[input]));
    for (const { index, from, event } of edges) record(byEdge, index, () => step(from, event));
    for (const [configuration, those] of refused.entries()) {
      for (const event of those)
        record(byRefusal, configurationEvent(exploration, configuration, event), () => step(configuration, event));
    }
  } finally {
    chart.watchGuards(null);
  }
  return { atStart, byEdge, byRefusal };
}
