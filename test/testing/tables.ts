import { createMachine } from 'xstate';
import { type Exploration, type ExploreOptions, explore } from '../../src/testing/index.ts';
import type { EdgePath } from '../../src/testing/types.ts';

/** A random machine with states s0, s1, ... and events e0, e1, ...; a state's tag is what can be seen of it. */
export function randomTable(
  random: () => number,
  size: { readonly states: number; readonly events: number; readonly colours: number; readonly density: number },
  options: Pick<ExploreOptions<never>, 'projections' | 'maxConfigurations'> = {},
): Exploration {
  const below = (limit: number) => Math.floor(random() * limit);
  const types = numbers(size.events).map((event) => `e${event}`);
  const stateOf = () => ({
    tags: [`c${below(size.colours)}`],
    on: Object.fromEntries(
      types
        .filter(() => random() < size.density)
        .map((type) => [type, { target: `s${below(size.states)}`, reenter: true }]),
    ),
  });
  const states = Object.fromEntries(numbers(size.states).map((state) => [`s${state}`, stateOf()]));
  return explore(createMachine({ initial: 's0', states }), { events: types.map((type) => ({ type })), ...options });
}

/** A machine of states with their targets by event. */
export function tableOf(states: Readonly<Record<string, Readonly<Record<string, string>>>>): Exploration {
  const machine = createMachine({
    initial: Object.keys(states)[0] ?? '',
    states: Object.fromEntries(Object.entries(states).map(([name, on]) => [name, { tags: [`in ${name}`], on }])),
  });
  const types = new Set(Object.values(states).flatMap((on) => Object.keys(on)));
  return explore(machine, { events: [...types].sort().map((type) => ({ type })) });
}

export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Why a walk is none of the table; null where it is one. */
export function faultOf({ starts, edges, refused }: Exploration, { start, edges: steps }: EdgePath): string | null {
  if (!starts.some(({ configuration }) => configuration === start)) return `${start} is no start`;
  return faultOnTheWay({ edges, refused }, start, steps);
}

/** The same, for a walk that begins anywhere. */
export function faultOnTheWay(
  { edges, refused }: Pick<Exploration, 'edges' | 'refused'>,
  start: number,
  steps: readonly number[],
): string | null {
  let at = start;
  for (const [index, step] of steps.entries()) {
    if (step < 0 && !refused[at]?.includes(~step)) return `step ${index} is not refused in ${at}`;
    // A step that is no number is none of the table either.
    if (!(step < 0) && edges[step]?.from !== at) return `step ${index} does not leave ${at}`;
    if (step >= 0) at = edges[step]?.to as number;
  }
  return null;
}
