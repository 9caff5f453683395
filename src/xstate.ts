/**
 * What this library reads of XState beyond its documented API, in one place, and what it calls XState's own things.
 *
 * Checked against XState 5.28.0 (the lowest that package.json allows) and 5.33.3. The same in both:
 *
 * | private | where XState has it | read by |
 * | --- | --- | --- |
 * | `snapshot._nodes` | `State.ts`, typed and undocumented | `nodesOf` |
 * | `actor._syncSnapshot` | `createActor.ts`, private to `Actor` | `inertScope` |
 * | `actor.logic` | `createActor.ts`, public on `Actor` and not on `ActorRef` | `logicOf` |
 * | `system._sendInspectionEvent`, `system._set` | `system.ts` | `inertScope` |
 * | the scope that `machine.transition` takes | `createActor.ts`, `Actor._actorScope` | `inertScope` |
 * | `check` of a built-in guard | `guards.ts`, `evaluateGuard` | `watchedGuard` |
 * | `resolve` of a built-in action | `stateUtils.ts`, `resolveAndExecuteActionsWithContext` | `reportingAction` |
 * | the types `xstate.after.…`, `xstate.done.…`, `xstate.error.…`, `xstate.snapshot.…` | `eventUtils.ts` | `eventLabel`, `snapshotEventType` |
 */
import {
  type AnyActorRef,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  and,
  createEmptyActor,
  type EventObject,
  type StateValue,
} from 'xstate';

/** The active state nodes of a snapshot, ancestors included. */
export function nodesOf(snapshot: AnyMachineSnapshot): readonly AnyStateNode[] {
  return snapshot._nodes;
}

/** The ids of the active state nodes. */
export function activeIds(snapshot: AnyMachineSnapshot): ReadonlySet<string> {
  return new Set(nodesOf(snapshot).map(({ id }) => id));
}

/** What an actor runs; undefined for what is no actor. */
export function logicOf(actor: object): unknown {
  return 'logic' in actor ? actor.logic : undefined;
}

/** The type by which an actor reports each of its snapshots to its parent. */
export function snapshotEventType(actorId: string): string {
  return `xstate.snapshot.${actorId}`;
}

/** A guard that reports each answer. It is a built-in one, since a guard's name is resolved through the snapshot only. */
export function watchedGuard(
  guard: unknown,
  report: (held: boolean) => void,
): NonNullable<AnyTransitionDefinition['guard']> {
  const original = and([guard as never]) as unknown as BuiltinGuard;
  return Object.assign(() => false, {
    check: (snapshot: unknown, args: unknown) => {
      const held = original.check(snapshot, args, original);
      report(held);
      return held;
    },
  });
}

interface BuiltinGuard {
  check(snapshot: unknown, args: unknown, self: BuiltinGuard): boolean;
}

/**
 * An action that reports when its turn comes. It is a built-in one, since only those are called while the next snapshot
 * is computed. Of two transitions of parallel regions that exclude each other, only the one taken is reported.
 */
export function reportingAction<TParams>(report: (params: TParams) => void) {
  return Object.assign(() => {}, {
    resolve: (_scope: unknown, snapshot: unknown, _args: unknown, params: TParams) => {
      report(params);
      return [snapshot, undefined, undefined];
    },
  });
}

/** The scope that `machine.transition` takes: nothing is run, started or stopped; what reaches the actor itself is reported. */
export function inertScope(onSelf: (event: EventObject) => void) {
  const self = createEmptyActor();
  const named = new Map<string, unknown>();
  const system = Object.create(self.system, {
    _sendInspectionEvent: { value: () => {} },
    // Each step is of another actor: a name that one of them gave is not taken for the next.
    _set: { value: (systemId: string, actor: unknown) => named.set(systemId, actor) },
    get: { value: (systemId: string) => named.get(systemId) },
  });
  const ignore = () => {};
  return {
    // Actors that are spawned join the system of their parent.
    self: Object.assign(self, { system }),
    system,
    id: 'explored',
    sessionId: 'explored',
    logger: ignore,
    defer: ignore,
    stopChild: ignore,
    emit: ignore,
    actionExecutor: ({ type, params }: { readonly type: string; readonly params?: unknown }) => {
      if (type === 'xstate.sendTo') {
        const { to, event, delay } = params as SendToParams;
        if (to === self && typeof delay !== 'number') onSelf(event);
      } else if (type === 'xstate.spawnChild') {
        // An actor whose snapshots are listened to reports its first one at once.
        const { actorRef } = params as SpawnParams;
        if (actorRef?._syncSnapshot === true) {
          onSelf({ type: snapshotEventType(actorRef.id), snapshot: actorRef.getSnapshot() } as EventObject);
        }
      }
    },
  } as never;
}

interface SendToParams {
  readonly to: unknown;
  readonly event: EventObject;
  readonly delay?: unknown;
}

interface SpawnParams {
  readonly actorRef?: AnyActorRef & { readonly _syncSnapshot?: boolean };
}

/** An event type for a person: of XState's own, the delay, or the end of what runs inside. */
export function eventLabel(type: string, sourceId: string): string {
  if (type === '') return 'always';
  if (type === '*') return 'any other event';
  if (type.startsWith('xstate.done.state.')) return 'done';
  const delay = /^xstate\.after\.(.+)$/.exec(type)?.[1];
  if (delay !== undefined) return `after ${formatDelay(delay.slice(0, -sourceId.length - 1))}`;
  const [, what, actor] = /^xstate\.(done|error|snapshot)\.actor\.(.+)$/.exec(type) ?? [];
  return what === undefined ? type : `${what}: ${actor}`;
}

/** A delay: of a number, the milliseconds; or a name. */
function formatDelay(delay: string): string {
  const milliseconds = Number(delay);
  if (Number.isNaN(milliseconds)) return delay;
  return milliseconds >= 1000 && milliseconds % 100 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

/**
 * Where a snapshot stands, for a person: dotted paths, one for each region that has moved. A region beside the first
 * one that is still in its initial state is left out.
 */
export function describeState(snapshot: AnyMachineSnapshot): string {
  return movedPaths((snapshot.machine as AnyStateMachine).root, snapshot.value).join(', ');
}

function movedPaths(node: AnyStateNode, value: StateValue): string[] {
  if (typeof value === 'string') return [value];
  return Object.entries(value).flatMap(([key, at], index) => {
    const child = node.states[key];
    const hasMoved = node.type !== 'parallel' || index === 0 || at !== child?.config.initial;
    return child && at && hasMoved ? movedPaths(child, at).map((path) => `${key}.${path}`) : [];
  });
}
