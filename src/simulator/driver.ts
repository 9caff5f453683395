/** What the two drivers of a widget share: one step, or all of them, each told when the host's page has got it. */
import type { EventObject } from 'xstate';
import { WidgetError } from '../errors.ts';
import type { FaultCall, Posted, SavedSimulator, TakenStep } from './simulator.ts';

/** What became of a run. */
export interface WidgetRun {
  readonly taken: readonly TakenStep[];
  /** Steps that were not taken, because the host took the widget away before. */
  readonly left: number;
}

/** A widget in the host's page, seen from a test. Each promise resolves when the host's page has got what was posted. */
export interface DrivenWidget {
  /** Takes the next step of the path; null when there is none, and when the host has taken the widget away. */
  step(): Promise<TakenStep | null>;
  /** Takes all steps that are left, as long as the widget is there. `onStep` is where the host's page is looked at. */
  run(onStep?: (taken: TakenStep) => unknown): Promise<WidgetRun>;
  /** Does what is legal now, by its type or as an event, see `Simulator.choose`. */
  choose(event: string | EventObject): Promise<Posted>;
  /** Posts one event, legal or not: as an executor of `describeChart` does with its step. */
  send(event: EventObject, message?: unknown): Promise<Posted>;
  /**
   * Lets something go wrong. A stranger's message may be chosen, legal now or not: `fault('strangeOrigin', 'REDIRECT')`
   * is an attack. What `strangeFrame` posts gets no verdict: look at the page, which has to stay as it is.
   */
  fault(...call: FaultCall): Promise<Posted>;
  /**
   * Where the widget is, as plain data: `resume` for one that is loaded after the host's page went away and came back.
   * @throws WidgetError `INVALID_OPTION` where the host has taken the widget away: save before that.
   */
  save(): Promise<SavedSimulator>;
}

/** The methods of a simulator that a driver calls. */
export type Method = 'step' | 'choose' | 'send' | 'fault' | 'save';

/** A simulator in a page. */
export interface Remote {
  /** Calls a method of it, and waits until the host has got what it posted; null where the widget is taken away. */
  call(method: Method, ...args: readonly unknown[]): Promise<unknown>;
  /** How many steps there are altogether. */
  readonly steps: number;
  /** How many of them another widget had taken, from which this one goes on. */
  readonly taken: number;
}

/** What a method has posted. */
export function postedBy(method: Method, result: unknown): Posted {
  if (method === 'save') return [];
  return method === 'step' ? ((result as TakenStep | null)?.posted ?? []) : (result as Posted);
}

/** Drives a simulator in a page. */
export function createDriver(remote: Remote): DrivenWidget {
  const step = async () => (await remote.call('step')) as TakenStep | null;
  const posted = async (method: Method, ...args: readonly unknown[]) =>
    ((await remote.call(method, ...args)) ?? []) as Posted;
  return {
    step,
    async run(onStep) {
      const all: TakenStep[] = [];
      for (let taken = await step(); taken !== null; taken = await step()) {
        all.push(taken);
        await onStep?.(taken);
      }
      const done = (all.at(-1)?.index ?? remote.taken - 1) + 1;
      return { taken: all, left: remote.steps - done };
    },
    choose: (event) => posted('choose', event),
    send: (event, message) => posted('send', event, message),
    fault: (...call) => posted('fault', ...call),
    async save() {
      const saved = (await remote.call('save')) as SavedSimulator | null;
      if (saved !== null) return saved;
      throw new WidgetError('INVALID_OPTION', 'The widget is gone, and where it was with it: save it before.');
    },
  };
}
