/** A machine as a diagram sees it: plain states and transitions, with nothing of XState's objects left. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { Evidence } from '../provider/evidence.ts';
import { eventLabel } from '../xstate.ts';

/** A state of a chart. */
export interface DiagramState {
  /** The keys from the root, joined by dots; empty for the root. A dot within a key is written `\.`. */
  readonly path: string;
  /** The last key; of the root, the machine's id. */
  readonly key: string;
  /** The path of the state around it; null for the root. */
  readonly parent: string | null;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** Where a compound state begins: a child's path. */
  readonly initial: string | null;
  readonly tags: readonly string[];
  readonly description: string;
  /** What is said below its name: its tags, and the notices that lead on from here. */
  readonly captions: readonly string[];
}

/** A transition of a chart, as it is written there. */
export interface DiagramTransition {
  /** The id of its source, its event (or `always`), and its place among those of that event: as in `./testing`. */
  readonly id: string;
  /** The path of its source. */
  readonly source: string;
  /** The paths of its targets; none where it stays. */
  readonly targets: readonly string[];
  /** The event as XState names it; empty for `always`. */
  readonly event: string;
  /** The event as a reader knows it: `after 5 s`, `done`. */
  readonly label: string;
  /** The guard's name; `else` where the event has others with a guard and this one has none. */
  readonly guard: string | null;
  /** How the transition is known, where its `meta` says so. */
  readonly evidence: Evidence | null;
  readonly description: string;
  /** A notice that says nothing of where the user is: told in a title, and drawn by no arrow. */
  readonly informational: boolean;
}

/** What a diagram is drawn from. */
export interface ChartModel {
  readonly title: string;
  /** Outer states before inner ones, siblings in the chart's order; the root first. */
  readonly states: readonly DiagramState[];
  readonly transitions: readonly DiagramTransition[];
}

/** What a machine does not say of itself. */
export interface ModelOptions {
  /** @default the machine's id */
  readonly title?: string;
  /** Events that are drawn by no arrow, as a `Provider` lists them. */
  readonly informational?: ReadonlySet<string>;
}

/** Reads the states and transitions of a machine. */
export function modelOf(machine: AnyStateMachine, options: ModelOptions = {}): ChartModel {
  const { title = machine.id, informational = new Set() } = options;
  const nodes = nodesIn(machine.root);
  return {
    title,
    states: nodes.map((node) => stateOf(node, informational)),
    transitions: nodes.flatMap((node) => transitionsOf(node, informational)),
  };
}

/** The dotted path of a node. */
function pathOf(node: AnyStateNode): string {
  return node.path.map((key) => key.replaceAll('.', '\\.')).join('.');
}

/** A node and all that lie in it, outer ones first. */
function nodesIn(node: AnyStateNode): AnyStateNode[] {
  return [node, ...childrenOf(node).flatMap(nodesIn)];
}

/** The nodes that lie directly in a node. */
export function childrenOf(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states);
}

/** The name of a guard, an action or an actor: that which the chart gives it, or else what kind of thing it is. */
export function nameOf(reference: unknown, kind: 'guard' | 'action' | 'actor'): string {
  if (typeof reference === 'string') return reference;
  const { type = '', name = '', check } = Object(reference) as Record<'type' | 'name' | 'check', unknown>;
  // What XState's own makers return: `assign`, `raise` and the like, and `and`, `not`.
  if (typeof type === 'string' && type.startsWith('xstate.')) return `inline ${type.slice('xstate.'.length)}`;
  if (check !== undefined) return `inline ${name}`;
  if (type !== '') return String(type);
  // A function that is written in its place is named after the property it stands in.
  const isNamed = typeof name === 'string' && !['', 'guard', 'actions', 'entry', 'exit', 'src'].includes(name);
  return isNamed ? name : `inline ${kind}`;
}

function stateOf(node: AnyStateNode, informational: ReadonlySet<string>): DiagramState {
  const initial = node.type === 'compound' ? node.initial?.target?.[0] : undefined;
  const leadsOn = ([event, definitions]: [string, readonly AnyTransitionDefinition[]]) =>
    informational.has(event) && definitions.some(({ target }) => target?.some((each) => each !== node));
  const notices = [...node.transitions].filter(leadsOn).map(([event]) => event);
  return {
    path: pathOf(node),
    key: node.key,
    parent: node.parent === undefined ? null : pathOf(node.parent),
    kind: node.type,
    initial: initial === undefined ? null : pathOf(initial),
    tags: node.tags,
    description: node.description ?? '',
    captions: [
      ...(node.tags.length > 0 ? [node.tags.join(' · ')] : []),
      ...(notices.length > 0 ? [`moved by ${notices.join(', ')}`] : []),
    ],
  };
}

function transitionsOf(node: AnyStateNode, informational: ReadonlySet<string>): DiagramTransition[] {
  const byEvent: [string, readonly AnyTransitionDefinition[]][] = [...node.transitions, ['', node.always ?? []]];
  return byEvent.flatMap(([event, definitions]) =>
    definitions.map((definition, index) => ({
      id: `${node.id} ${event === '' ? 'always' : event}${definitions.length > 1 ? ` ${index + 1}` : ''}`,
      source: pathOf(node),
      targets: (definition.target ?? []).map(pathOf),
      event,
      label: eventLabel(event, node.id),
      // Of several for one event, the one without a guard is taken when no other is.
      guard:
        definition.guard !== undefined ? nameOf(definition.guard, 'guard') : definitions.length > 1 ? 'else' : null,
      evidence: evidenceIn(definition.meta),
      description: definition.description ?? '',
      informational: informational.has(event),
    })),
  );
}

function evidenceIn(meta: unknown): Evidence | null {
  if (typeof meta !== 'object' || meta === null || !('evidence' in meta)) return null;
  const { evidence } = meta;
  return evidence === 'documented' || evidence === 'observed' || evidence === 'inferred' ? evidence : null;
}
