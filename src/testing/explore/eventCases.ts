/** The events that an exploration tries, each with its number. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { invalidOption } from '../invalidOption.ts';
import type { EventCase, EventCases } from './exploration.ts';
import { canonical } from './identity.ts';
import { defaultEvent, isInternal } from './pending.ts';

/** Every case that was ever offered, each once. */
export class Cases {
  readonly all: EventCase[] = [];
  readonly #known = new Map<string, EventCase>();
  readonly #events: EventCases;
  readonly #fixed: readonly EventCase[];
  /** What is given for the machine's own events: offered only where they are due. */
  readonly #internal = new Map<string, Set<EventCase>>();

  constructor(events: EventCases) {
    this.#events = events;
    this.#fixed = typeof events === 'function' ? [] : this.#external(events);
  }

  at(snapshot: AnyMachineSnapshot, pending: readonly string[]): readonly EventCase[] {
    const external = typeof this.#events === 'function' ? this.#external(this.#events(snapshot)) : this.#fixed;
    return pending.length === 0 ? external : [...external, ...pending.flatMap((type) => this.#pending(type))];
  }

  /** Whether an event of the machine's own was given, and not made up here. */
  isGiven(type: string): boolean {
    return this.#internal.has(type);
  }

  #external(events: readonly EventObject[]): EventCase[] {
    const cases = new Set(events.map((event) => this.#intern(event)));
    for (const each of cases) {
      if (!each.internal) continue;
      const { type } = each.event;
      this.#internal.set(type, (this.#internal.get(type) ?? new Set()).add(each));
    }
    return [...cases].filter(({ internal }) => !internal);
  }

  #pending(type: string): EventCase[] {
    const given = this.#internal.get(type);
    return given === undefined ? [this.#intern(defaultEvent(type))] : [...given];
  }

  #intern(event: EventObject): EventCase {
    const type: unknown = event?.type;
    if (typeof type !== 'string' || type === '*') {
      throw invalidOption('events must be objects with a type other than *.');
    }
    const key = canonical(event);
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const made = { index: this.all.length, event, internal: isInternal(type) };
    this.#known.set(key, made);
    this.all.push(made);
    return made;
  }
}
