/** A widget without a screen: it runs a provider's chart and posts what the provider's widget would post. */
import type { AnyMachineSnapshot, EventObject, StateValue } from 'xstate';
import { WidgetError } from '../errors.ts';
import { explorationOf, messageFor } from '../kit/exploration.ts';
import type { Kit, Message, Variants } from '../kit/kit.ts';
import type { Provider, ProviderInput } from '../provider/provider.ts';
import { getNextStep, getOutcome, getStatus, type Outcome, type Status } from '../provider/selectors.ts';
import { createEvaluator, type EvaluationOf, type Evaluator } from '../session/evaluate.ts';
import type { Path, Step } from '../testing/types.ts';
import { isObject } from '../values.ts';
import {
  impossibleFault,
  invalidOption,
  noSample,
  notLegal,
  takesNoMessage,
  typeOf,
  unknownFault,
  unknownMessage,
} from './errors.ts';
import { type AvailableEvent, availableIn } from './events.ts';
import { invalidMessage } from './invalid.ts';
import { variantsOf } from './variants.ts';

/** Who posts: the widget, the widget's window under a strange origin, or a strange window. */
export type Sender = 'widget' | 'strangeOrigin' | 'strangeFrame';

/** What may go wrong on demand. */
export type Fault =
  /** A documented message that is not legal here. */
  | 'illegal'
  /** A documented message, of a type that is legal here where there is one, with a payload that breaks its schema. */
  | 'malformed'
  /** The provider's envelope around a name that nobody knows. */
  | 'unknown'
  /** A message of the caller's choice, or a legal one, from an origin that is not the widget's. */
  | 'strangeOrigin'
  /** The same from another window: a transport doesn't even look at it, so that a host only stays as it was. */
  | 'strangeFrame'
  /** The last message once more. */
  | 'duplicate'
  /** The next two messages in the wrong order. */
  | 'reorder'
  /** From now on nothing is posted. */
  | 'silence'
  /** The widget says that it is offline, where it can, and then nothing. */
  | 'offline';

/** A fault, and, for those of a stranger, the message: an event or its type, legal now or not. @default a legal one */
export type FaultCall = [fault: Fault] | [fault: Exclude<Sender, 'widget'>, event?: string | EventObject | undefined];

/** The messages that were posted, as they went on the wire. */
export type Posted = readonly unknown[];

/** How a widget is simulated. */
export interface SimulatorOptions<TProvider extends Provider> {
  /** The widget's configuration, as the chart takes it; that of the path where there is one. */
  readonly input?: ProviderInput<TProvider> | undefined;
  /** How it posts, by the provider's own choices; see `kit.wire.variants`. @default the usual ones */
  readonly variants?: Variants | undefined;
  /** A path to take, one step with each `step`: what it refuses is posted too, and moves nothing. */
  readonly path?: Path | undefined;
  /** Messages of a log to post as they are, one with each `step`. */
  readonly log?: readonly unknown[] | undefined;
  /** Goes on from where another simulator of the same widget was, see `save`. */
  readonly resume?: SavedSimulator | undefined;
  /** Where messages go. */
  readonly post: (message: unknown, sender: Sender) => void;
}

/** Where a simulator was, as plain data. */
export interface SavedSimulator {
  readonly snapshot: unknown;
  readonly taken: number;
  readonly silent: boolean;
}

/** A step that was taken, and where the widget is after it: all that a host's page should show. Plain data. */
export interface TakenStep {
  /** The step's place, from 0. */
  readonly index: number;
  /** The provider's name for the message; null for one of a log that has none. */
  readonly type: string | null;
  /** Whether a host has to take the message, or to turn it away unmoved. */
  readonly expect: Step['expect'];
  readonly posted: Posted;
  readonly state: StateValue;
  readonly status: Status;
  readonly outcome: Outcome;
  readonly nextStep: string | null;
}

/** A simulated widget. */
export interface Simulator {
  /** What the widget shows: a snapshot of the provider's chart. */
  readonly snapshot: AnyMachineSnapshot;
  /** How many steps of its path or log are left. */
  readonly left: number;
  /** What is legal now, less what the widget posts by itself. */
  availableEvents(): AvailableEvent[];
  /** What can go wrong now. */
  faults(): Fault[];
  /**
   * Does what is legal, by its type or as an event: moves the widget, and posts, twice where the widget doubles it.
   * @throws WidgetError `INVALID_OPTION` for what is not legal now.
   */
  choose(event: string | EventObject): Posted;
  /**
   * Posts one event as a path does, legal or not; `message` where the event alone does not tell it.
   * @throws WidgetError `INVALID_OPTION` for an event that no sample message stands for.
   */
  send(event: EventObject, message?: unknown): Posted;
  /**
   * Takes the next step of the path or log; null when there is none.
   * @throws WidgetError `INVALID_OPTION` for a path that the chart does not follow any more.
   */
  step(): TakenStep | null;
  /**
   * Lets something go wrong. `fault('strangeOrigin', 'REDIRECT')` spoofs a message of the caller's choice.
   * @throws WidgetError `INVALID_OPTION` for what cannot happen now, and for a message that the provider does not have.
   */
  fault(...call: FaultCall): Posted;
  /** Where it is, for `resume`. */
  save(): SavedSimulator;
}

/**
 * Simulates a provider's widget.
 *
 * @throws WidgetError `INVALID_OPTION` for what is no kit, for a variant that the provider doesn't have, and for a
 * `resume` that is no place of its chart; `INVALID_INPUT` for an input of the wrong type.
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { createSimulator } from 'widget-statecharts/simulator';
 *
 * const widget = createSimulator(flexitiKit, { post: (message) => console.log(message) });
 * widget.choose('flx-cancel'); // { eventType: 'flx-cancel' }
 * console.log(widget.availableEvents().length); // 0
 * ```
 */
export function createSimulator<TProvider extends Provider>(
  kit: Kit<TProvider>,
  { input, variants: given = {}, path, log = [], resume, post }: SimulatorOptions<TProvider>,
): Simulator {
  const provider: Provider = kit.provider;
  const { wire } = kit;
  const events = explorationOf(kit).events as readonly EventObject[];
  const variants = variantsOf(kit, given);
  const chart = startChart(provider, path === undefined ? input : (path.input ?? undefined), resume);
  const snapshot = (): AnyMachineSnapshot => chart.getSnapshot();

  let taken = resume?.taken ?? 0;
  let silent = resume?.silent ?? false;
  let last: unknown;
  /** The first of two messages that change places; undefined while none is held back. */
  let held: { message: unknown } | 'next' | undefined;
  /** What the action that runs has posted so far. */
  let posted: unknown[] = [];

  function during(action: () => void): Posted {
    posted = [];
    action();
    return posted;
  }

  function dispatch(message: unknown, sender: Sender): void {
    posted.push(message);
    post(message, sender);
  }

  function emit(message: unknown): void {
    if (silent) return;
    if (held === 'next') {
      held = { message };
      return;
    }
    last = message;
    dispatch(message, 'widget');
    const late = held;
    held = undefined;
    if (late !== undefined) emit(late.message);
  }

  /** Moves the chart where it takes the message, and posts it either way. */
  function deliver(message: unknown): EvaluationOf<Provider> {
    const evaluation = chart.evaluate(message, undefined, (each) => each);
    emit(message);
    return evaluation;
  }

  function sampleFor(event: EventObject): Message {
    const message = messageFor(kit as Kit, event);
    if (message !== undefined) return message as Message;
    checkType(event);
    throw noSample(provider, event);
  }

  function checkType(event: string | EventObject): void {
    const given = typeOf(event);
    if (!events.some(({ type }) => type === given)) throw unknownMessage(provider, given);
  }

  const onTheWire = (message: unknown) => wire.post(message as Message, variants);
  const messageOf = (event: EventObject) => onTheWire(sampleFor(event));

  const isLegal = (event: EventObject) => snapshot().status === 'active' && snapshot().can(event);
  const legalTypes = () => new Set(events.filter(isLegal).map(({ type }) => type));

  const availableEvents = () =>
    availableIn(
      kit as Kit,
      snapshot(),
      events.filter(({ type }) => !wire.isCopy(type, variants)),
    );

  /** A refused event, of a type that is refused altogether where there is one. */
  function refused(): EventObject | undefined {
    const legal = legalTypes();
    return events.find(({ type }) => !legal.has(type)) ?? events.find((event) => !isLegal(event));
  }

  function anyMessage(): unknown {
    const [available] = availableEvents();
    return messageOf(available?.event ?? (events[0] as EventObject));
  }

  /** Any message, legal or not; of a type, its first sample. */
  function spoofed(event: string | EventObject): unknown {
    checkType(event);
    return messageOf(typeof event === 'string' ? (events.find(({ type }) => type === event) as EventObject) : event);
  }

  const faults: Readonly<Record<Fault, (message?: unknown) => void>> = {
    illegal: () => {
      const event = refused();
      if (event !== undefined) emit(messageOf(event));
    },
    malformed: () => emit(onTheWire(invalidMessage(kit as Kit, legalTypes()))),
    unknown: () => emit(wire.unknown),
    strangeOrigin: (message = anyMessage()) => dispatch(message, 'strangeOrigin'),
    strangeFrame: (message = anyMessage()) => dispatch(message, 'strangeFrame'),
    duplicate: () => emit(last ?? anyMessage()),
    reorder: () => {
      held ??= 'next';
    },
    silence: () => {
      silent = true;
    },
    offline: () => {
      if (wire.offline !== null) deliver(wire.offline);
      silent = true;
    },
  };

  const isPossible: Readonly<Partial<Record<Fault, () => boolean>>> = {
    illegal: () => refused() !== undefined,
    malformed: () => invalidMessage(kit as Kit, new Set()) !== undefined,
  };

  function possibleFaults(): Fault[] {
    return (Object.keys(faults) as Fault[]).filter((fault) => isPossible[fault]?.() ?? true);
  }

  /** Checks all that may be wrong with the call, and gives what then goes wrong. */
  function faultOf([fault, event]: FaultCall): () => void {
    if (!Object.hasOwn(faults, fault)) throw unknownFault(fault, Object.keys(faults));
    if (!possibleFaults().includes(fault)) throw impossibleFault(fault, snapshot(), possibleFaults());
    if (event === undefined) return () => faults[fault]();
    if (fault !== 'strangeOrigin' && fault !== 'strangeFrame') throw takesNoMessage(fault);
    const message = spoofed(event);
    return () => faults[fault](message);
  }

  function choose(chosen: string | EventObject): void {
    checkType(chosen);
    const available = availableEvents();
    const event = typeof chosen === 'string' ? available.find(({ type }) => type === chosen)?.event : chosen;
    if (event === undefined || !isLegal(event)) {
      throw notLegal(typeOf(chosen), snapshot(), [...new Set(available.map(({ type }) => type))]);
    }
    const message = sampleFor(event);
    const second = wire.copyOf(message, variants);
    if (second?.first) deliver(onTheWire(second.copy));
    deliver(onTheWire(message));
    if (second?.first === false) deliver(onTheWire(second.copy));
  }

  const steps = path?.steps.length ?? log.length;

  function step(): TakenStep | null {
    if (taken >= steps) return null;
    const index = taken++;
    const planned = path?.steps[index];
    const before = snapshot();
    let evaluation: EvaluationOf<Provider> | undefined;
    const sent = during(() => {
      // A path names each message itself, copies included.
      evaluation = deliver(planned === undefined ? log[index] : messageOfStep(planned));
    });
    const expect = evaluation?.verdict === 'accepted' ? 'accepted' : 'rejected';
    const now = snapshot();
    // A path says what the chart does: what is accepted after its end moves nothing.
    const isMoved = expect === 'accepted' && now !== before;
    if (planned !== undefined && (planned.expect === 'accepted') !== isMoved) throw outdated(planned, index);
    return {
      index,
      type: planned?.event.type ?? evaluation?.type ?? null,
      expect,
      posted: sent,
      state: now.value,
      status: getStatus(now),
      outcome: getOutcome(now),
      nextStep: getNextStep(now),
    };
  }

  function messageOfStep({ event, message }: Step): unknown {
    return message === undefined ? messageOf(event) : onTheWire(message);
  }

  function outdated({ event, expect }: Step, index: number): WidgetError {
    return invalidOption(
      `Path ${path?.id} is out of date: its step ${index + 1} says that ${event.type} is ${expect}, and the chart says that it is not. Generate the suite anew.`,
    );
  }

  return {
    get snapshot() {
      return snapshot();
    },
    get left() {
      return steps - taken;
    },
    availableEvents,
    faults: possibleFaults,
    choose: (event) => during(() => choose(event)),
    send: (event, message) =>
      during(() => {
        deliver(message === undefined ? messageOf(event) : onTheWire(message));
      }),
    step,
    fault: (...call) => during(faultOf(call)),
    save: () => ({ snapshot: chart.actor.getPersistedSnapshot(), taken, silent }),
  };
}

/** Runs the chart from its beginning, or from where another simulator was. */
function startChart(provider: Provider, input: unknown, resume: SavedSimulator | undefined): Evaluator<Provider> {
  if (resume === undefined) return createEvaluator(provider, { input: input as never });
  try {
    if (isObject(resume.snapshot))
      return createEvaluator(provider, { input: input as never, snapshot: resume.snapshot as never });
  } catch (error) {
    if (error instanceof WidgetError) throw error;
  }
  throw invalidOption(`resume is no place of ${provider.title}: give it what save() of such a widget gave.`);
}
