/** What a simulated widget can do next, and what would become of it. */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  getNextSnapshot,
  getNextTransitions,
} from 'xstate';
import { catalogues } from '../catalogue.ts';
import type { Provider } from '../machines/provider.ts';
import { isObject } from '../machines/wire.ts';
import { explorationOf } from '../testing/providers.ts';
import { nodesOf } from '../xstate.ts';

/**
 * What an event does to the widget: it `moves` on, `fails` (the next state is one of trouble), `leaves` (the user goes
 * away), or the widget `stays` where it is.
 */
export type Effect = 'moves' | 'fails' | 'leaves' | 'stays';

/** Something that a user could do now, or that could happen: a button. */
export interface Offer {
  readonly type: string;
  readonly event: EventObject;
  /** What tells it from other offers of its type; empty where it is the only one. */
  readonly variant: string;
  readonly description: string;
  readonly effect: Effect;
}

/** The events that are legal in a snapshot, the innermost state's first, without those that the widget posts by itself. */
export function offersIn(provider: Provider, snapshot: AnyMachineSnapshot, isCopy: (type: string) => boolean): Offer[] {
  if (snapshot.status !== 'active') return [];
  const machine: AnyStateMachine = provider.machine;
  const events = (explorationOf(provider).events ?? []) as readonly EventObject[];
  const depthOf = depthsIn(snapshot);
  const legal = events
    .filter((event) => !isCopy(event.type) && snapshot.can(event))
    .sort((a, b) => depthOf(b.type) - depthOf(a.type));
  return legal.map((event) => ({
    type: event.type,
    event,
    variant: variantOf(
      event,
      legal.filter(({ type }) => type === event.type),
    ),
    description: catalogues[provider.name].find(({ type }) => type === event.type)?.description ?? '',
    effect: provider.ambient.has(event.type) ? 'stays' : effectOf(snapshot, getNextSnapshot(machine, snapshot, event)),
  }));
}

/** How deep in the chart a type is handled: what moves the flow on, before what may happen at any time. */
function depthsIn(snapshot: AnyMachineSnapshot): (type: string) => number {
  const depths = new Map<string, number>();
  for (const { eventType, source } of getNextTransitions(snapshot)) {
    depths.set(eventType, Math.max(depths.get(eventType) ?? 0, source.path.length));
  }
  return (type) => depths.get(type) ?? 0;
}

function effectOf(before: AnyMachineSnapshot, after: AnyMachineSnapshot): Effect {
  const entered = nodesOf(after).filter((node) => !nodesOf(before).includes(node));
  const enters = (...tags: readonly string[]) => entered.some((node) => tags.some((tag) => node.tags.includes(tag)));
  if (entered.length === 0) return 'stays';
  if (enters('cancelled')) return 'leaves';
  return enters('recoverable', 'unsuccessful') ? 'fails' : 'moves';
}

/** What a person needs to tell an event from the others of its type: the fields in which they differ. */
function variantOf(event: EventObject, alike: readonly EventObject[]): string {
  if (alike.length === 1) return '';
  const contents = alike.map(contentOf);
  const keys = new Set(contents.flatMap((content) => Object.keys(content)));
  const own = contentOf(event);
  const told = [...keys]
    .filter((key) => new Set(contents.map((content) => JSON.stringify(content[key]))).size > 1 && key in own)
    .map((key) => `${key}: ${textOf(own[key])}`)
    .join(', ');
  if (told === '') return 'without more';
  return told.length <= 160 ? told : `${told.slice(0, 159)}…`;
}

/** An event's fields, those of its payload where that is all it has. */
function contentOf({ type: _, ...content }: EventObject): Readonly<Record<string, unknown>> {
  const values: readonly unknown[] = Object.values(content);
  return values.length === 1 && isObject(values[0]) ? values[0] : content;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
