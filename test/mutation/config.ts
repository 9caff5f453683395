/** A chart's config read site by site, and copied with one site changed. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** A machine's config as plain data: mutants may hold what its own types would not allow. */
export type Config = Readonly<Record<string, unknown>>;

/** A state of a chart. */
export interface StateSite {
  readonly id: string;
  readonly path: readonly string[];
  readonly config: Config;
}

/** A transition of a chart, in the place where it is written; `event` is empty for `always`. */
export interface TransitionSite {
  readonly state: StateSite;
  readonly event: string;
  readonly index: number;
  readonly transition: Config;
  /** What it leads to, by id; null where it stays. */
  readonly target: string | null;
}

/** All states of a chart, outer ones first. */
export function statesOf({ root }: AnyStateMachine): StateSite[] {
  return nodesFrom(root).map(({ id, path, config }) => ({ id, path, config: config as Config }));
}

/** All transitions of a chart: those on events and `always`. The shipped charts have no others. */
export function transitionsOf({ root }: AnyStateMachine): TransitionSite[] {
  return nodesFrom(root).flatMap((node) => {
    const state = { id: node.id, path: node.path, config: node.config as Config };
    const definitions = [...node.transitions, ['', node.always ?? []] as const];
    return definitions.flatMap(([event, list]) =>
      list.map(
        ({ target }, index): TransitionSite => ({
          state,
          event,
          index,
          transition: listOf(handlersOf(state.config, event))[index] ?? {},
          target: target?.[0]?.id ?? null,
        }),
      ),
    );
  });
}

/** The config with one state changed; all else is shared with the original. */
export function withState(config: Config, path: readonly string[], change: (state: Config) => Config): Config {
  const [key, ...rest] = path;
  if (key === undefined) return change(config);
  const states = config.states as Readonly<Record<string, Config>>;
  return { ...config, states: { ...states, [key]: withState(states[key] ?? {}, rest, change) } };
}

/** The config with a state's transitions on an event changed. */
export function withTransitions(
  config: Config,
  { path }: StateSite,
  event: string,
  change: (transitions: readonly Config[]) => readonly Config[],
): Config {
  return withState(config, path, (state) => {
    const changed = change(listOf(handlersOf(state, event)));
    return event === ''
      ? { ...state, always: changed }
      : { ...state, on: { ...(state.on as Config), [event]: changed } };
  });
}

function nodesFrom(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesFrom)];
}

function handlersOf(state: Config, event: string): unknown {
  return event === '' ? state.always : (state.on as Config | undefined)?.[event];
}

/** One transition or several, each of them an object or the name of its target. */
function listOf(handlers: unknown): Config[] {
  if (handlers === undefined) return [];
  const list = Array.isArray(handlers) ? handlers : [handlers];
  return list.map((each) => (typeof each === 'string' ? { target: each } : (each as Config)));
}
