/** Random edge paths through the table, the same for the same seed. */

import type { Exploration } from '../explore/exploration.ts';
import { invalidOption } from '../invalidOption.ts';
import type { EdgePath } from '../types.ts';

/** How random edge paths are made. */
export interface RandomPathOptions {
  /** A whole number: the same seed makes the same edgePaths. */
  readonly seed: number;
  /** How many sessions. @default 100 */
  readonly sessions?: number;
  /** How many events a session has at most; it ends before where nothing more is accepted. @default 50 */
  readonly length?: number;
  /** How much more often than others an event is sent where it is accepted, by its type; 0 for never. @default 1 each */
  readonly weights?: Readonly<Record<string, number>>;
  /** The share of events that are refused, where some are: from 0 to 1. @default 0 */
  readonly illegal?: number;
}

/**
 * EdgePaths the table at random. Each session begins at one of the starts, each as likely as the others.
 *
 * @throws WidgetError `INVALID_OPTION` for a number that is out of its range, and for a weight of an event type that
 * the table does not have.
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { randomPaths } from 'widget-statecharts/testing';
 *
 * const edgePaths = randomPaths(exploreKit(flexitiKit), { seed: 1, sessions: 3, illegal: 0.2 });
 * console.log(edgePaths.length); // 3
 * ```
 */
export function randomPaths(exploration: Exploration, options: RandomPathOptions): EdgePath[] {
  const { seed, sessions = 100, length = 50, weights = {}, illegal = 0 } = options;
  check(Number.isSafeInteger(seed), 'seed must be an integer.');
  check(Number.isSafeInteger(sessions) && sessions >= 0, 'sessions must be an integer of at least 0.');
  check(Number.isSafeInteger(length) && length >= 0, 'length must be an integer of at least 0.');
  check(illegal >= 0 && illegal <= 1, 'illegal must be a number from 0 to 1.');
  const { edges, events, leaving, refused, starts } = exploration;
  const types = new Set(events.map(({ event }) => event.type));
  for (const [type, weight] of Object.entries(weights)) {
    check(types.has(type), `weights names ${type}, which is no event of the table.`);
    check(weight >= 0 && weight < Number.POSITIVE_INFINITY, `the weight of ${type} must be a number from 0.`);
  }

  const random = randomFrom(seed);
  const weightOf = (edge: number) => weights[events[edges[edge]?.event as number]?.event.type as string] ?? 1;

  function randomPath(): EdgePath {
    const start = pick(starts, random).configuration;
    const steps: number[] = [];
    for (let at = start; steps.length < length; ) {
      const possible = (leaving[at] ?? []).filter((edge) => weightOf(edge) > 0);
      if (possible.length === 0) break;
      const others = refused[at] ?? [];
      if (others.length > 0 && random() < illegal) {
        steps.push(~pick(others, random));
        continue;
      }
      const edge = pickWeighted(possible, weightOf, random);
      steps.push(edge);
      at = edges[edge]?.to as number;
    }
    return { start, edges: steps };
  }

  return starts.length === 0 ? [] : Array.from({ length: sessions }, randomPath);
}

/** Numbers from 0 to below 1 that follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

function pickWeighted(items: readonly number[], weightOf: (item: number) => number, random: () => number): number {
  let rest = random() * items.reduce((all, item) => all + weightOf(item), 0);
  for (const item of items) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  // Rounding may leave a rest behind the last one.
  return items.at(-1) as number;
}

function check(holds: boolean, message: string): void {
  if (!holds) throw invalidOption(message);
}
