/** What a simulated widget can do next, and what would become of it. */
import { type AnyMachineSnapshot, type EventObject, getNextSnapshot, getNextTransitions } from 'xstate';
import type { Kit } from '../kit/kit.ts';
import { clip, isObject } from '../values.ts';
import { nodesOf } from '../xstate.ts';

/**
 * What an event does to the widget: it `moves` on, `fails` (the next state is one of trouble), `leaves` (the user goes
 * away), or the widget `stays` where it is.
 */
export type Effect = 'moves' | 'fails' | 'leaves' | 'stays';

/** Something that a user could do now, or that could happen: a button. */
export interface AvailableEvent {
  readonly type: string;
  readonly event: EventObject;
  /** What tells it from others of its type; empty where it is the only one. */
  readonly variant: string;
  readonly description: string;
  readonly effect: Effect;
}

/** Those of a kit's events that are legal in a snapshot, the innermost state's first. */
export function availableIn(
  { provider, catalogue }: Kit,
  snapshot: AnyMachineSnapshot,
  events: readonly EventObject[],
): AvailableEvent[] {
  if (snapshot.status !== 'active') return [];
  const depthOf = depthsIn(snapshot);
  const legal = events
    .filter((event) => snapshot.can(event))
    .sort((one, other) => depthOf(other.type) - depthOf(one.type));
  return legal.map((event) => ({
    type: event.type,
    event,
    variant: variantOf(
      event,
      legal.filter(({ type }) => type === event.type),
    ),
    description: catalogue.find(({ type }) => type === event.type)?.description ?? '',
    effect: provider.informational.has(event.type)
      ? 'stays'
      : effectOf(snapshot, getNextSnapshot(provider.machine, snapshot, event)),
  }));
}

/** How deep in the chart a type is handled: what moves the flow on comes before what may happen at any time. */
function depthsIn(snapshot: AnyMachineSnapshot): (type: string) => number {
  const depths = new Map<string, number>();
  for (const { eventType, source } of getNextTransitions(snapshot)) {
    depths.set(eventType, Math.max(depths.get(eventType) ?? 0, source.path.length));
  }
  return (type) => depths.get(type) ?? 0;
}

function effectOf(before: AnyMachineSnapshot, after: AnyMachineSnapshot): Effect {
  const stays = new Set(nodesOf(before));
  const entered = nodesOf(after).filter((node) => !stays.has(node));
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
  const differences = [...keys]
    .filter((key) => new Set(contents.map((content) => JSON.stringify(content[key]))).size > 1 && key in own)
    .map((key) => `${key}: ${textOf(own[key])}`)
    .join(', ');
  return differences === '' ? 'without more' : clip(differences);
}

/** An event's fields, those of its payload where that is all it has. */
function contentOf({ type: _, ...content }: EventObject): Readonly<Record<string, unknown>> {
  const values: readonly unknown[] = Object.values(content);
  return values.length === 1 && isObject(values[0]) ? values[0] : content;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
