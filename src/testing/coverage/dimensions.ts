/** What there is to cover, dimension by dimension, and how its elements are called. */
import type { EventObject } from 'xstate';
import type { Exploration } from '../explore/exploration.ts';
import { formatConfiguration, formatEvent } from '../explore/names.ts';
import { configurationEvent, guardAnswer, guardAnswersOf } from './guards.ts';
import { type DimensionName, pairOf } from './hits.ts';

/** Something by name, with the reason why it is not, or cannot be, covered. */
export interface Item {
  readonly name: string;
  readonly reason?: string;
}

/** A list that may be cut: how many there are, and the first of them. */
export interface Listed {
  readonly total: number;
  readonly items: readonly Item[];
}

/** The elements of a dimension. Names are made only for those that somebody reads. */
export interface Universe {
  /** All that counts. */
  readonly keys: () => Iterable<string | number>;
  readonly item: (key: string | number) => Item;
  /** What counts neither as covered nor as missing. */
  readonly excluded?: () => readonly Item[];
}

/** Each dimension of an explored chart. */
export function universesOf(exploration: Exploration): Readonly<Record<DimensionName, Universe>> {
  const { chart, configurations, events, edges, leaving, refused } = exploration;
  const reasons = new Map(exploration.unreachable.map(({ kind, id, reason }) => [`${kind} ${id}`, reason]));
  const withReason = (name: string, reason: string | undefined): Item =>
    reason === undefined ? { name } : { name, reason };
  const eventName = (index: number) => formatEvent(events[index]?.event as EventObject);
  const stepName = (index: number) => {
    const edge = edges[index];
    return edge === undefined ? `${index}` : `${formatConfiguration(exploration, edge.from)}: ${eventName(edge.event)}`;
  };
  const transitionName = (number: number) => chart.transitions[number]?.id ?? `${number}`;
  const answerItem = (answer: number): Item => {
    const transition = chart.transitions[answer >> 1];
    return { name: `${transition?.id}: ${transition?.guard} ${answer % 2 === 1 ? 'holds' : 'does not hold'}` };
  };

  return {
    states: {
      keys: () => chart.states,
      item: (id) => withReason(`${id}`, reasons.get(`state ${id}`)),
    },
    transitions: {
      keys: () => countable(exploration),
      item: (key) => withReason(transitionName(Number(key)), reasons.get(`transition ${transitionName(Number(key))}`)),
    },
    configurations: {
      keys: () => configurations.keys(),
      item: (key) => ({ name: formatConfiguration(exploration, Number(key)) }),
    },
    steps: {
      keys: () => edges.keys(),
      item: (key) => ({ name: stepName(Number(key)) }),
    },
    pairs: {
      *keys() {
        for (const { index, to } of edges) for (const next of leaving[to] ?? []) yield pairOf(exploration, index, next);
      },
      item: (key) => {
        const first = Math.floor(Number(key) / edges.length);
        const second = edges[Number(key) % edges.length];
        return { name: `${stepName(first)}, then ${second === undefined ? '' : eventName(second.event)}` };
      },
    },
    guards: {
      keys: () => [...producible(exploration)].sort((a, b) => a - b),
      item: (key) => answerItem(Number(key)),
      excluded: () => {
        const possible = producible(exploration);
        return guardedBothWays(exploration)
          .filter((answer) => !possible.has(answer))
          .map((answer) => ({ ...answerItem(answer), reason: 'no step of the table makes it answer so' }));
      },
    },
    illegal: {
      *keys() {
        for (const [index, those] of refused.entries())
          for (const event of those) yield configurationEvent(exploration, index, event);
      },
      item: (key) => {
        const configuration = Math.floor(Number(key) / events.length);
        return {
          name: `${formatConfiguration(exploration, configuration)}: ${eventName(Number(key) % events.length)}`,
        };
      },
    },
    payloads: {
      keys: () => events.keys(),
      item: (key) => {
        const sendable =
          edges.some(({ event }) => event === key) || refused.some((those) => those.includes(Number(key)));
        return withReason(eventName(Number(key)), sendable ? undefined : 'no step of the table sends it');
      },
    },
    tags: {
      keys: () => tagsOf(exploration),
      item: (tag) => {
        const held = configurations.some(({ snapshot }) => snapshot.tags.has(`${tag}`));
        return withReason(`${tag}`, held ? undefined : 'no configuration has it');
      },
    },
  };
}

/** The chart's transitions by number, without those that only forbid. */
export function countable({ chart }: Exploration): number[] {
  return [...chart.transitions.keys()].filter((number) => chart.transitions[number]?.forbids === false);
}

function guardedBothWays({ chart }: Exploration): number[] {
  return [...chart.transitions.entries()]
    .filter(([, { guard }]) => guard !== null)
    .flatMap(([number]) => [guardAnswer(number, false), guardAnswer(number, true)]);
}

/** The answers of guards that the table produces at all. */
function producible(exploration: Exploration): Set<number> {
  const { atStart, byEdge, byRefusal } = guardAnswersOf(exploration);
  return new Set([atStart, byEdge, byRefusal].flatMap((answers) => [...answers.values()].flat()));
}

function tagsOf({ machine, chart }: Exploration): Set<string> {
  return new Set(chart.states.flatMap((id) => [...machine.getStateNodeById(id).tags]));
}
