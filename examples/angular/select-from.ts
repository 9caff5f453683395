import { effect, type Signal, signal } from '@angular/core';
import type { AnyActorRef, SnapshotFrom } from 'xstate';

/** What a selector reads of an actor, as a signal: there is no binding of XState's own for Angular's signals. */
export function selectFrom<TActor extends AnyActorRef, TSelected>(
  actor: Signal<TActor | undefined>,
  selector: (snapshot: SnapshotFrom<TActor> | undefined) => TSelected,
): Signal<TSelected> {
  const selected = signal(selector(undefined));
  effect((onCleanup) => {
    const current = actor();
    selected.set(selector(current?.getSnapshot()));
    const subscription = current?.subscribe((snapshot) => selected.set(selector(snapshot)));
    onCleanup(() => subscription?.unsubscribe());
  });
  return selected;
}
