/** The machine's own events that may come next: timers, and the ends and snapshots of actors. */
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate';
import { nodesOf, snapshotEventType } from '../../xstate.ts';

const nothing: readonly string[] = [];

/** What a state arms when it is entered. */
export interface TimersAndActors {
  /** The events of its delayed transitions. */
  readonly timers: readonly string[];
  /** The ids of the actors that it invokes. */
  readonly actors: readonly string[];
}

/** The timers and actors of each state; states without any are left out, by their config, which costs nothing to read. */
export function timersAndActorsIn(nodes: readonly AnyStateNode[]): ReadonlyMap<AnyStateNode, TimersAndActors> {
  return new Map(
    nodes
      .filter(({ config: { after, invoke } }) => after !== undefined || invoke !== undefined)
      .map((node) => [node, { timers: timersOf(node), actors: node.invoke.map(({ id }) => id) }] as const)
      .filter(([, { timers, actors }]) => timers.length + actors.length > 0),
  );
}

function timersOf({ after }: AnyStateNode): string[] {
  return [...new Set(after.map(({ eventType }) => String(eventType)))];
}

/** The types that may come next, `cancelled` ones left out: a timer rings once, and an actor ends once. */
export function pendingEvents(
  snapshot: AnyMachineSnapshot,
  sources: ReadonlyMap<AnyStateNode, TimersAndActors>,
  cancelled: ReadonlySet<string>,
): readonly string[] {
  const children = snapshot.children as Readonly<Record<string, { readonly sessionId?: string } | undefined>>;
  // An actor without a name of its own is named after its session, which no chart can know.
  const actors = Object.keys(children).filter((id) => children[id]?.sessionId !== id);
  if (sources.size === 0 && actors.length === 0) return nothing;
  const timers: string[] = [];
  for (const node of nodesOf(snapshot)) {
    const own = sources.get(node);
    if (own === undefined) continue;
    timers.push(...own.timers);
    actors.push(...own.actors);
  }
  const actorEvents = [...new Set(actors)].flatMap((id) => [
    ...endsOf(id),
    ...(nodesOf(snapshot).some(({ transitions }) => transitions.has(snapshotEventType(id)))
      ? [snapshotEventType(id)]
      : []),
  ]);
  return [...timers, ...actorEvents].filter((type) => !cancelled.has(type));
}

/** The types that never come once this one has come, itself included. */
export function cancelledBy(type: string): readonly string[] {
  if (!type.startsWith('xstate.')) return nothing;
  const [, id] = /^xstate\.(?:done|error)\.actor\.(.*)$/s.exec(type) ?? [];
  if (id !== undefined) return [...endsOf(id), snapshotEventType(id)];
  return type.startsWith('xstate.after.') ? [type] : [];
}

/** All types that become due when a state is entered. */
export function armedBy({ timers, actors }: TimersAndActors): string[] {
  return [...timers, ...actors.flatMap((id) => [...endsOf(id), snapshotEventType(id)])];
}

/** An event for a type of which none was given. */
export function defaultEvent(type: string): { readonly type: string } {
  const [, kind, actorId] = /^xstate\.(done|error)\.actor\.(.*)$/s.exec(type) ?? [];
  if (kind === 'done') return { type, output: undefined, actorId } as { type: string };
  if (kind === 'error') return { type, error: new Error('an actor failed'), actorId } as { type: string };
  return { type };
}

/** What to do where a machine cannot take an event that was made up, in brackets; empty where it has no payload. */
export function missingPayloadHint(type: string): string {
  const [, kind] = /^xstate\.(done\.actor|error\.actor|snapshot)\./.exec(type) ?? [];
  if (kind === undefined) return '';
  const key = kind === 'done.actor' ? 'output' : kind === 'error.actor' ? 'error' : 'snapshot';
  return ` (no ${key} was given: add { type: '${type}', ${key}: … } to the events)`;
}

function endsOf(id: string): string[] {
  return [`xstate.done.actor.${id}`, `xstate.error.actor.${id}`];
}

/** Whether a type is the machine's own. Only a route is XState's by name and anybody's to send. */
export function isInternal(type: string): boolean {
  return type.startsWith('xstate.') && type !== routeType;
}

/** What moves a machine to a state by its name. */
export const routeType = 'xstate.route';
