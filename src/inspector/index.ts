/** The Stately inspector for widgets: what they do, and what was turned away, without anything secret. */
import { createBrowserInspector } from '@statelyai/inspect';
import type { AnyActorRef, InspectionEvent, Observer } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Provider } from '../provider/provider.ts';
import { inspectRejections } from '../session/inspect.ts';
import { redactionFor } from './redaction.ts';

type StatelyEvent = Parameters<NonNullable<StatelyOptions['serialize']>>[0];
type StatelyOptions = NonNullable<Parameters<typeof createBrowserInspector>[0]>;

/** How an inspector is made. */
export interface WidgetInspectorOptions {
  /** The providers whose actors are inspected: what their schemas mark is masked. */
  readonly providers: readonly Provider[];
  /** The page that shows the inspection. @default the hosted Stately inspector */
  readonly url?: string;
  /** A frame to show it in, instead of a window of its own. */
  readonly iframe?: HTMLIFrameElement;
  /** Whether it starts at once, which opens the window. @default true */
  readonly autoStart?: boolean;
}

/** A running inspector. */
export interface WidgetInspector {
  /** For `createActor(machine, { inspect })`, and for a UI framework's binding. */
  readonly inspect: Observer<InspectionEvent>;
  start(): void;
  stop(): void;
}

/**
 * Makes an inspector for `createActor(machine, { inspect })`: the actors appear in the Stately inspector, with each
 * rejected message as an event `rejected: …` that says why. Secrets and handles are taken out of everything before it
 * leaves this page: events, snapshots, input, output and the machine's definition. Without a window it does nothing.
 *
 * @throws WidgetError `INVALID_OPTION` without providers.
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { opal, opalMachine } from 'widget-statecharts/opal';
 * import { createWidgetInspector } from 'widget-statecharts/inspector';
 *
 * const { inspect } = createWidgetInspector({ providers: [opal] }); // on a server: nothing is shown, and nothing fails
 * const actor = createActor(opalMachine, { inspect }).start();
 * console.log(actor.getSnapshot().value); // loading
 * ```
 */
export function createWidgetInspector(options: WidgetInspectorOptions): WidgetInspector {
  if (!Array.isArray(options?.providers) || options.providers.length === 0) {
    throw new WidgetError('INVALID_OPTION', 'Name the providers whose actors are inspected: { providers: [flinks] }.');
  }
  const { providers, url, iframe, autoStart } = options;
  if (typeof window === 'undefined') return { inspect: { next() {} }, start() {}, stop() {} };
  const redaction = redactionFor(providers);

  const inspector = createBrowserInspector({
    ...(url !== undefined && { url }),
    ...(iframe !== undefined && { iframe }),
    ...(autoStart !== undefined && { autoStart }),
    // The package's own sanitizers leave the definition, the input and the output as they are.
    serialize: (event) => redacted(event, redaction),
  });

  /** The actor whose rejection is reported. */
  let subject: AnyActorRef | undefined;
  const watchers = providers.map((provider) =>
    inspectRejections(provider, ({ type, reason, expected, explanation }) => {
      const actor = subject;
      // The inspector shows events when the page is idle; a rejection has to come after its event.
      if (actor !== undefined) {
        whenIdle(() => inspector.event(actor, { type: `rejected: ${type}`, reason, explanation, expected }));
      }
    }),
  );
  return {
    inspect: {
      next(inspection) {
        inspector.inspect.next?.(inspection);
        subject = inspection.actorRef as AnyActorRef;
        for (const watch of watchers) watch(inspection);
      },
    },
    start: () => inspector.start(),
    stop: () => inspector.stop(),
  };
}

function redacted(event: StatelyEvent, redaction: ReturnType<typeof redactionFor>): StatelyEvent {
  switch (event.type) {
    case '@xstate.actor': {
      const definition = event.definition === undefined ? undefined : parsed(event.definition);
      return {
        ...event,
        snapshot: redaction.snapshot(event.snapshot) as typeof event.snapshot,
        definition: definition === undefined ? undefined : JSON.stringify(redaction.value(definition)),
      };
    }
    case '@xstate.event':
      return { ...event, event: redaction.event(event.event) as typeof event.event };
    case '@xstate.snapshot':
      return {
        ...event,
        event: redaction.event(event.event) as typeof event.event,
        snapshot: redaction.snapshot(event.snapshot) as typeof event.snapshot,
      };
  }
}

function parsed(definition: string): unknown {
  try {
    return JSON.parse(definition);
  } catch {
    return undefined;
  }
}

function whenIdle(callback: () => void): void {
  (window.requestIdleCallback ?? window.requestAnimationFrame)(callback);
}
