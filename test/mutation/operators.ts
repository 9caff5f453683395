/** First-order mutants of a chart: its config with one thing changed, as a person might have got it wrong. */
import { type AnyStateMachine, assign, createMachine, not } from 'xstate';
import { canonical } from '../../src/testing/explore/identity.ts';
import type { Exploration } from '../../src/testing/index.ts';
import {
  type Config,
  type StateSite,
  statesOf,
  type TransitionSite,
  transitionsOf,
  withState,
  withTransitions,
} from './config.ts';

/** What can be wrong with a chart, and how many mutants come of it. */
export const operators = {
  transfer: 'a transition leads elsewhere: each transition to each other state',
  missing: 'a transition is missing: each',
  'extra, staying':
    'an illegal event is accepted, and nothing moves: each state with each type of event that is refused while it is active',
  'extra, moving': 'the same, and the chart moves on to the next state of the document',
  'guard negated': 'each guard',
  'guard forced': 'each guard always holds',
  'guard blocked': 'each guard never holds',
  'guard swapped': 'each guard with each other guard of the chart',
  'assign dropped': 'an action is missing: each, of each transition and of each entry and exit',
  'tag dropped': 'each tag of each state',
  'next step dropped': 'the next step of each state',
  'initial changed': 'each state with children begins in each other child',
  'output dropped': 'each field of the output',
} as const;

/** The name of an operator. */
export type Operator = keyof typeof operators;

/** What a mutant changes. Before it is asked for, the mutant does what the chart does. */
export interface Site {
  readonly state: string;
  /**
   * When it is asked for: on an event in the state, at every step in it (`always`), when the state is entered without
   * a word on its children (`initial`), when it is entered or left (`border`), or whenever somebody looks.
   */
  readonly when: 'event' | 'always' | 'initial' | 'border' | 'look';
  /** The event, and which of the transitions on it; an empty one for all but events. */
  readonly event: string;
  readonly index: number;
}

/** A chart with one thing wrong. */
export interface Mutant {
  readonly operator: Operator;
  /** What is wrong, in words of the chart. */
  readonly name: string;
  readonly site: Site;
  readonly config: Config;
}

/** All mutants of an explored chart. */
export function mutantsOf({ machine, configurations, refused, events }: Exploration): Mutant[] {
  const states = statesOf(machine);
  const transitions = transitionsOf(machine);
  const root = machine.config as Config;
  const pairs = new Set<string>();
  for (const { snapshot, index } of configurations) {
    if (snapshot.status !== 'active') continue;
    const types = new Set(refused[index]?.map((event) => events[event]?.event.type));
    for (const { id } of snapshot._nodes) for (const type of types) pairs.add(`${id} ${type}`);
  }
  const types = [...new Set(events.map(({ event }) => event.type))];
  return [
    ...transitions.flatMap((site) => [
      ...transfers(root, site, states),
      missing(root, site),
      ...guards(root, site, transitions),
    ]),
    ...states.flatMap((state, index) => [
      ...types
        .filter((type) => pairs.has(`${state.id} ${type}`))
        .flatMap((type) => extras(root, state, type, nextOf(states, index))),
      ...tags(root, state),
      ...nextStep(root, state),
      ...initials(root, state, states),
      ...effects(root, state),
    ]),
    ...transitions.flatMap((site) => assigns(root, site)),
    ...outputs(machine, configurations[0]?.snapshot.context),
  ];
}

/** A mutant that runs. What goes in circles for ever is stopped, and ends in an error. */
export function machineOf({ config }: Mutant, original: AnyStateMachine): AnyStateMachine {
  return createMachine({ ...config, options: { maxIterations: 100 } } as never, original.implementations as never);
}

function transfers(root: Config, site: TransitionSite, states: readonly StateSite[]): Mutant[] {
  return states
    .filter(({ id, path }) => path.length > 0 && id !== site.target)
    .map(({ id }) => changed(root, site, 'transfer', `to ${id}`, { target: `#${id}` }));
}

function missing(root: Config, site: TransitionSite): Mutant {
  return {
    operator: 'missing',
    name: nameOf(site),
    site: placeOf(site),
    config: withTransitions(root, site.state, site.event, (list) => list.filter((_, index) => index !== site.index)),
  };
}

/** Behind the transitions that the state has for the event: it is taken where their guards refuse. */
function extras(root: Config, state: StateSite, event: string, next: StateSite): Mutant[] {
  const added = (operator: Operator, name: string, transition: Config): Mutant => ({
    operator,
    name: `${state.id} ${event}${name}`,
    site: { state: state.id, when: 'event', event, index: -1 },
    config: withTransitions(root, state, event, (list) => [...list, transition]),
  });
  return [
    added('extra, staying', '', { actions: assign({}) }),
    added('extra, moving', ` to ${next.id}`, { target: `#${next.id}` }),
  ];
}

/** The state after this one and all within it, in the order of the document. */
function nextOf(states: readonly StateSite[], index: number): StateSite {
  const { path } = states[index] as StateSite;
  const isWithin = (other: StateSite) => path.every((key, depth) => other.path[depth] === key);
  const next = states.slice(index).find((other) => !isWithin(other));
  return next ?? (states[1] as StateSite);
}

function guards(root: Config, site: TransitionSite, transitions: readonly TransitionSite[]): Mutant[] {
  const { guard } = site.transition;
  if (guard === undefined) return [];
  const others = new Map(transitions.map(({ transition }) => [canonical(transition.guard), transition.guard]));
  others.delete(canonical(undefined));
  others.delete(canonical(guard));
  return [
    changed(root, site, 'guard negated', '', { guard: not(guard as never) }),
    changed(root, site, 'guard forced', '', { guard: () => true }),
    changed(root, site, 'guard blocked', '', { guard: () => false }),
    ...[...others].map(([text, other]) => changed(root, site, 'guard swapped', `with ${text}`, { guard: other })),
  ];
}

function assigns(root: Config, site: TransitionSite): Mutant[] {
  const actions = actionsIn(site.transition.actions);
  return actions.map((action, dropped) =>
    changed(root, site, 'assign dropped', `without ${canonical(action)}`, { actions: without(actions, dropped) }),
  );
}

function effects(root: Config, state: StateSite): Mutant[] {
  return ['entry', 'exit'].flatMap((when) => {
    const actions = actionsIn(state.config[when]);
    return actions.map((action, dropped) =>
      altered(root, state, 'assign dropped', `${when} without ${canonical(action)}`, {
        [when]: without(actions, dropped),
      }),
    );
  });
}

function tags(root: Config, state: StateSite): Mutant[] {
  const all = actionsIn(state.config.tags);
  return all.map((tag, dropped) => altered(root, state, 'tag dropped', String(tag), { tags: without(all, dropped) }));
}

function nextStep(root: Config, state: StateSite): Mutant[] {
  const { nextStep: named, ...meta } = (state.config.meta ?? {}) as Config;
  return named === undefined ? [] : [altered(root, state, 'next step dropped', String(named), { meta })];
}

function initials(root: Config, state: StateSite, states: readonly StateSite[]): Mutant[] {
  const { initial } = state.config;
  if (initial === undefined) return [];
  const depth = state.path.length;
  return states
    .filter(({ path }) => path.length === depth + 1 && state.path.every((key, index) => path[index] === key))
    .map(({ path }) => path[depth] as string)
    .filter((key) => key !== initial)
    .map((key) => altered(root, state, 'initial changed', `to ${key}`, { initial: key }));
}

function outputs(machine: AnyStateMachine, context: unknown): Mutant[] {
  const { output } = machine.config;
  if (typeof output !== 'function') return [];
  const [root] = statesOf(machine) as [StateSite];
  return Object.keys(output({ context } as never) as object).map((field) =>
    altered(root.config, root, 'output dropped', field, {
      output: (args: never) => {
        const { [field]: _dropped, ...rest } = output(args) as Config;
        return rest;
      },
    }),
  );
}

/** A mutant whose transition differs in some of its fields. */
function changed(root: Config, site: TransitionSite, operator: Operator, how: string, fields: Config): Mutant {
  return {
    operator,
    name: `${nameOf(site)} ${how}`.trimEnd(),
    site: placeOf(site),
    config: withTransitions(root, site.state, site.event, (list) =>
      list.map((transition, index) => (index === site.index ? { ...transition, ...fields } : transition)),
    ),
  };
}

/** A mutant whose state differs in some of its fields. */
function altered(root: Config, state: StateSite, operator: Operator, how: string, fields: Config): Mutant {
  return {
    operator,
    name: `${state.id} ${how}`,
    site: { state: state.id, when: whenOf(operator), event: '', index: -1 },
    config: withState(root, state.path, (config) => ({ ...config, ...fields })),
  };
}

function nameOf({ state, event, index }: TransitionSite): string {
  return `${state.id} ${event === '' ? 'always' : event} ${index + 1}`;
}

function placeOf({ state, event, index }: TransitionSite): Site {
  return { state: state.id, when: event === '' ? 'always' : 'event', event, index };
}

/** Of a change to a state. */
function whenOf(operator: Operator): Site['when'] {
  if (operator === 'initial changed') return 'initial';
  return operator === 'assign dropped' ? 'border' : 'look';
}

/** One or several, as a list. */
function actionsIn(actions: unknown): unknown[] {
  if (actions === undefined) return [];
  return Array.isArray(actions) ? actions : [actions];
}

function without(list: readonly unknown[], dropped: number): unknown[] {
  return list.filter((_, index) => index !== dropped);
}
