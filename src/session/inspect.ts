import type { AnyMachineSnapshot, InspectionEvent } from 'xstate';
import type { Provider } from '../provider/provider.ts';
import { logicOf } from '../xstate.ts';
import { isTakenAfterEnd } from './evaluate.ts';
import { explainRejection } from './explain.ts';
import type { Rejection } from './verdict.ts';

/**
 * Reports rejections of a bare actor: `createActor(machine, { inspect: inspectRejections(provider, report) })`, also
 * with a UI framework's binding, and also where the provider's chart is a child of another machine.
 * Events whose names the provider's catalogue lacks are not reported.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { flinks, flinksMachine, inspectRejections } from 'widget-statecharts';
 *
 * const inspect = inspectRejections(flinks, ({ type, reason }) => console.log(type, reason));
 * const actor = createActor(flinksMachine, { inspect }).start();
 * actor.send({ type: 'SUBMIT_MFA' }); // SUBMIT_MFA illegal
 * ```
 */
export function inspectRejections(
  provider: Provider,
  onRejection: (rejection: Rejection) => void,
): (inspection: InspectionEvent) => void {
  const types = new Set<string>(provider.machine.events);
  const before = new WeakMap<object, { snapshot: AnyMachineSnapshot; position: number }>();

  return (inspection) => {
    if (inspection.type !== '@xstate.event' && inspection.type !== '@xstate.snapshot') return;
    const { actorRef: actor, event } = inspection;
    if (!types.has(event.type) || !runs(provider, actor)) return;

    const snapshot: AnyMachineSnapshot = actor.getSnapshot();
    if (inspection.type === '@xstate.event') {
      const position = (before.get(actor)?.position ?? 0) + 1;
      before.set(actor, { snapshot, position });
      // A finished actor drops the event: no snapshot will follow.
      if (snapshot.status !== 'active' && !isTakenAfterEnd(provider, snapshot, event.type)) report(snapshot, position);
    } else if (inspection.snapshot === before.get(actor)?.snapshot) {
      report(snapshot, before.get(actor)?.position ?? 0);
    }

    function report(met: AnyMachineSnapshot, position: number): void {
      onRejection(explainRejection(provider, met, position, event.type, 'illegal'));
    }
  };
}

/** Whether an actor runs the provider's chart, also one whose actions were replaced by `provide`. */
function runs(provider: Provider, actor: object): boolean {
  const logic = logicOf(actor) as { readonly id?: unknown } | undefined;
  return logic?.id === provider.machine.id;
}
