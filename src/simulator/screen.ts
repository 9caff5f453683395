/** A widget's screen as plain data: what a page draws, wherever the simulator runs. */
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate';
import type { Kit } from '../kit/kit.ts';
import { getOutcome } from '../provider/selectors.ts';
import { describeState, nodesOf } from '../xstate.ts';
import type { AvailableEvent, Effect } from './events.ts';
import type { Fault, Simulator } from './simulator.ts';

/** A call of a simulator, as a button makes it. */
export type Action =
  | readonly [method: 'choose', event: AvailableEvent['event']]
  | readonly [method: 'step']
  | readonly [method: 'fault', fault: Fault];

/** Something that can happen now. */
export interface EventButton {
  readonly label: string;
  readonly type: string;
  readonly variant: string;
  readonly description: string;
  readonly effect: Effect;
  readonly action: Action;
}

/** A screen. */
export interface Screen {
  /** The widget's name, what it is for, and what tells it apart. */
  readonly title: string;
  readonly kind: string;
  readonly icon: string;
  readonly hue: number;
  readonly heading: string;
  readonly description: string;
  readonly drawing: Drawing;
  /** The state, for a developer. */
  readonly state: string;
  /** What is followed, and how much of it is left; null where nothing is. */
  readonly progress: string | null;
  readonly events: readonly EventButton[];
  readonly faults: readonly Fault[];
}

/** What a simulator's screen shows now; `path` is the id of the path that it follows. */
export function screenOf({ provider, presentation }: Kit, simulator: Simulator, path: string | null): Screen {
  const { snapshot, left } = simulator;
  const shown = shownState(snapshot);
  const { kind, icon, hue, shortName } = presentation;
  return {
    title: provider.title,
    kind,
    icon,
    hue,
    heading: snapshot.status === 'active' ? titleOf(shown) : `Ended: ${getOutcome(snapshot) ?? 'undecided'}`,
    description: shown.description ?? '',
    drawing: drawingFor(snapshot),
    state: describeState(snapshot),
    progress: left > 0 ? `Follows ${path === null ? 'a log' : `path ${path}`}: ${left} to go.` : null,
    // What is chosen by hand would make the rest of a path untrue.
    events: (left > 0 ? [] : simulator.availableEvents()).map(({ type, event, variant, description, effect }) => ({
      label: nameInWords(shortName(type)),
      type,
      variant,
      description,
      effect,
      action: ['choose', event],
    })),
    faults: simulator.faults(),
  };
}

/** What is drawn where a real widget has its form; nobody can fill it in. */
export type Drawing =
  | { readonly shape: 'fields'; readonly labels: readonly string[] }
  | { readonly shape: 'list' | 'checks' | 'code' | 'file' | 'busy' | 'done' | 'trouble' | 'left' };

const fields = (...labels: string[]): Drawing => ({ shape: 'fields', labels });

/** By what a state's path says, the first that fits. */
const drawings: readonly (readonly [RegExp, Drawing])[] = [
  [/credential|login/i, fields('Username', 'Password')],
  [/mfa|question/i, { shape: 'code' }],
  [/upload|form/i, { shape: 'file' }],
  [/institution|search/i, { shape: 'list' }],
  [/account|connect|bill|card|transactions|consent/i, { shape: 'checks' }],
  [/allocation/i, fields('Amount')],
  [/identity/i, fields('Full name', 'Date of birth')],
];

/** What a screen in this state would show. */
function drawingFor(snapshot: AnyMachineSnapshot): Drawing {
  if (snapshot.hasTag('succeeded')) return { shape: 'done' };
  if (snapshot.hasTag('cancelled')) return { shape: 'left' };
  if (snapshot.hasTag('unsuccessful') || snapshot.hasTag('recoverable')) return { shape: 'trouble' };
  const node = shownState(snapshot);
  if (!node.tags.includes('awaitingUser')) return { shape: 'busy' };
  const path = node.path.join('.');
  return drawings.find(([pattern]) => pattern.test(path))?.[1] ?? fields('Name');
}

/** The state that a user would see: trouble before all, then what awaits the user, then the deepest. */
function shownState(snapshot: AnyMachineSnapshot): AnyStateNode {
  const rank = (node: AnyStateNode) => {
    const has = (...tags: string[]) => tags.some((tag) => node.tags.includes(tag));
    const urgency = has('recoverable', 'unsuccessful') ? 200 : has('awaitingUser', 'working', 'loading') ? 100 : 0;
    return node.description === undefined ? 0 : urgency + node.path.length;
  };
  return nodesOf(snapshot).reduce((best, node) => (rank(node) > rank(best) ? node : best));
}

/** A state's name in words: `open.flow.institution.selector` is "Institution: selector". */
function titleOf(node: AnyStateNode): string {
  const named: string[] = [];
  for (let at: AnyStateNode | undefined = node; at?.parent !== undefined && named.length < 2; at = at.parent) {
    // A region of a parallel state is no screen, and that the widget is open is seen.
    const isScreen = at.parent.type !== 'parallel' && at.type !== 'parallel' && at.key !== 'open';
    if (isScreen) named.unshift(nameInWords(at.key));
  }
  const [first = nameInWords(node.key), ...rest] = named;
  return [first, ...rest.map((name) => name.toLowerCase())].join(': ');
}

/** A name in words: `exitedAfterSuccess` is "Exited after success", `connect.flow.started` "Connect flow started". */
export function nameInWords(name: string): string {
  const spaced = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[._-]+/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
