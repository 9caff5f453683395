/**
 * A machine as code that Stately Studio imports: one `createMachine` call with a plain object, since its importer reads
 * the text and runs nothing. Guards, actions and actors are names; context and output, which are functions, stay out.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { childrenOf, nameOf } from './model.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The text of a module that Stately Studio imports ("Import from code"), and that XState runs.
 *
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { statelyMachineOf } from 'widget-statecharts/diagram';
 *
 * console.log(statelyMachineOf(flexiti.machine).split('\n')[2]); // export const machine = createMachine({
 * ```
 */
export function statelyMachineOf(machine: AnyStateMachine): string {
  const config = JSON.stringify({ id: machine.id, ...stateConfig(machine.root) }, null, 2);
  return `import { createMachine } from 'xstate';\n\nexport const machine = createMachine(${config});\n`;
}

function stateConfig(node: AnyStateNode): Json {
  const { type, history, description, tags, meta, invoke } = node;
  // The node's own lists hold what XState adds for delays, too.
  const { entry, exit } = node.config;
  const children = childrenOf(node);
  const initial = type === 'compound' ? node.initial?.target?.[0]?.key : undefined;
  const done = node.transitions.get(`xstate.done.state.${node.id}`);
  return given({
    type: type === 'atomic' || type === 'compound' ? undefined : type,
    history: type === 'history' ? history : undefined,
    target: type === 'history' ? historyTarget(node) : undefined,
    description,
    tags: tags.length > 0 ? tags : undefined,
    meta: plain(meta),
    initial,
    entry: namesOf(entry),
    exit: namesOf(exit),
    invoke: invoke.length > 0 ? invoke.map((actor) => invokeConfig(node, actor)) : undefined,
    on: eventConfig(node),
    after: delayConfig(node),
    always: node.always && node.always.length > 0 ? node.always.map(transitionConfig) : undefined,
    onDone: done && listOf(done),
    states:
      children.length > 0 ? Object.fromEntries(children.map((child) => [child.key, stateConfig(child)])) : undefined,
  });
}

/** Events of the machine's own; XState's have places of their own in a configuration. */
function eventConfig(node: AnyStateNode): Json | undefined {
  const events = [...node.transitions].filter(([event]) => !/^xstate\.(after|done|error|snapshot)\./.test(event));
  return events.length === 0 ? undefined : Object.fromEntries(events.map(([event, those]) => [event, listOf(those)]));
}

function delayConfig({ after }: AnyStateNode): Json | undefined {
  const delays = [...new Set(after.map(({ delay }) => delay))];
  const configOf = (delay: unknown) => listOf(after.filter((transition) => transition.delay === delay));
  return delays.length === 0 ? undefined : Object.fromEntries(delays.map((delay) => [delay, configOf(delay)]));
}

function invokeConfig(node: AnyStateNode, { id, src }: AnyStateNode['invoke'][number]): Json {
  const on = (what: string) => {
    const transitions = node.transitions.get(`xstate.${what}.actor.${id}`);
    return transitions && listOf(transitions);
  };
  return given({
    src: nameOf(src, 'actor'),
    id,
    onDone: on('done'),
    onError: on('error'),
    onSnapshot: on('snapshot'),
  });
}

/** One transition as itself, several as a list. */
function listOf(transitions: readonly AnyTransitionDefinition[]): Json | readonly Json[] {
  const [first, ...others] = transitions.map(transitionConfig);
  return first !== undefined && others.length === 0 ? first : [...(first === undefined ? [] : [first]), ...others];
}

function transitionConfig({ target, guard, actions, reenter, description, meta }: AnyTransitionDefinition): Json {
  const targets = target?.map(addressOf);
  return given({
    target: targets?.length === 1 ? targets[0] : targets,
    guard: guard === undefined ? undefined : referenceOf(guard, 'guard'),
    actions: namesOf(actions),
    reenter: reenter === true ? true : undefined,
    description,
    meta: plain(meta),
  });
}

/** A state's place from the root: unlike an id or a sibling's key, it is right wherever it stands. */
function addressOf(node: AnyStateNode): string {
  return `#${[node.machine.id, ...node.path].map((key) => key.replaceAll('.', '\\.')).join('.')}`;
}

function historyTarget(node: AnyStateNode): unknown {
  const { target } = node.config as { readonly target?: unknown };
  return typeof target === 'string' ? target : undefined;
}

function namesOf(actions: unknown): readonly unknown[] | undefined {
  const list = actions === undefined ? [] : [actions].flat();
  return list.length === 0 ? undefined : list.map((action) => referenceOf(action, 'action'));
}

/** A name, with its parameters where they are plain data. */
function referenceOf(reference: unknown, kind: 'guard' | 'action'): unknown {
  const name = nameOf(reference, kind);
  const { params } = Object(reference) as { readonly params?: unknown };
  const data = plain(params);
  return data === undefined ? name : { type: name, params: data };
}

/** A value as plain data; undefined where it is none, or empty. */
function plain(value: unknown): unknown {
  try {
    const copy: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
    const isEmpty = copy === null || (typeof copy === 'object' && Object.keys(copy).length === 0);
    return isEmpty ? undefined : copy;
  } catch {
    return undefined;
  }
}

/** Without the fields that have no value. */
function given(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
