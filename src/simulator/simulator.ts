/** A widget without a screen: it runs a provider's chart and posts what the provider's widget would post. */
import {
  type Actor,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
  type Snapshot,
  type StateValue,
} from 'xstate';
import { WidgetError } from '../errors.ts';
import type { Form, Message } from '../machines/posting.ts';
import type { Provider, ProviderInput } from '../machines/provider.ts';
import { getNextStep, getOutcome, getStatus, type Outcome, type Status } from '../machines/selectors.ts';
import { isObject } from '../machines/wire.ts';
import { malformedMessages } from '../testing/malformedMessages.ts';
import { explorationOf, messageFor } from '../testing/providers.ts';
import type { Path, Step } from '../testing/types.ts';
import { type Offer, offersIn } from './offers.ts';
import { formOf, postings } from './postings.ts';
import { impossibleFault, nameOf, noSample, notChosen, notLegal, unknownFault, unknownMessage } from './words.ts';

/** Who posts: the widget, the widget's window under a strange origin, or a strange window. */
export type Sender = 'widget' | 'strangeOrigin' | 'strangeFrame';

/** What may go wrong on demand. */
export type Fault =
  /** A documented message that is not legal here. */
  | 'illegal'
  /** A documented message, of a type that is legal here where one can be spoilt, with a payload that breaks its schema. */
  | 'malformed'
  /** The provider's envelope around a name that nobody knows. */
  | 'unknown'
  /** A message of the caller's choice, or a legal one, from an origin that is not the widget's. */
  | 'strangeOrigin'
  /** The same from another window: a transport does not even judge it, so that a host only stays as it was. */
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
  /** How it posts, by the provider's own choices; see `postings[name].forms`. @default the usual ones */
  readonly form?: Form | undefined;
  /** A path to take, one step with each `step`: what it refuses is posted too, and moves nothing. */
  readonly path?: Path | undefined;
  /** Messages of a log to post as they are, one with each `step`. */
  readonly log?: readonly unknown[] | undefined;
  /** Goes on from where another simulator of the same widget was, see `save`. */
  readonly resume?: Saved | undefined;
  /** Where messages go. */
  readonly post: (message: unknown, sender: Sender) => void;
}

/** Where a simulator was, as plain data. */
export interface Saved {
  readonly snapshot: unknown;
  readonly taken: number;
  readonly silent: boolean;
}

/** A step that was taken, and where the widget is after it: all that a host's page should show. Plain data. */
export interface Taken {
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
  /** What is legal now. */
  offers(): Offer[];
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
  step(): Taken | null;
  /**
   * Lets something go wrong. `fault('strangeOrigin', 'REDIRECT')` forges a message of the caller's choice.
   * @throws WidgetError `INVALID_OPTION` for what cannot happen now, and for a message that the provider does not have.
   */
  fault(...call: FaultCall): Posted;
  /** Where it is, for `resume`. */
  save(): Saved;
}

/**
 * Simulates a provider's widget.
 *
 * @throws WidgetError `INVALID_OPTION` for a form that the provider does not have, and for a `resume` that is no place
 * of its chart; `INVALID_INPUT` for an input of the wrong type.
 * @example
 * ```ts
 * import { flexiti } from 'widget-statecharts';
 * import { createSimulator } from 'widget-statecharts/simulator';
 *
 * const widget = createSimulator(flexiti, { post: (message) => console.log(message) });
 * widget.choose('flx-cancel'); // { eventType: 'flx-cancel' }
 * console.log(widget.offers().length); // 0
 * ```
 */
export function createSimulator<TProvider extends Provider>(
  provider: TProvider,
  { input, form = {}, path, log = [], resume, post }: SimulatorOptions<TProvider>,
): Simulator {
  const posting = postings[provider.name];
  const chosen = formOf(provider, form);
  const actor = startActor(provider, path === undefined ? input : (path.input ?? undefined), resume);
  const events = (explorationOf(provider).events ?? []) as readonly EventObject[];

  let taken = resume?.taken ?? 0;
  let silent = resume?.silent ?? false;
  let last: unknown;
  /** The first of two messages that change places; undefined while nothing waits. */
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

  /** Moves the chart where it takes the message, and posts it either way. Tells whether it moved. */
  function deliver(message: unknown): boolean {
    const before = actor.getSnapshot();
    const reading = provider.read(message);
    if (reading.kind === 'event' && before.status === 'active') actor.send(reading.event as EventObject);
    emit(message);
    return actor.getSnapshot() !== before;
  }

  function sampleFor(event: EventObject): Message {
    const message = messageFor(provider, event);
    if (message !== undefined) return message as Message;
    checkName(event);
    throw noSample(provider, event);
  }

  function checkName(event: string | EventObject): void {
    const name = nameOf(event);
    if (!events.some(({ type }) => type === name)) throw unknownMessage(provider, name);
  }

  const wire = (event: EventObject) => posting.post(sampleFor(event), chosen);

  const isLegal = (event: EventObject) => {
    const snapshot: AnyMachineSnapshot = actor.getSnapshot();
    return snapshot.status === 'active' && snapshot.can(event);
  };

  const offers = () => offersIn(provider, actor.getSnapshot(), (type) => posting.isCopy(type, chosen));

  /** A refused event, of a type that is refused altogether where there is one. */
  function refused(): EventObject | undefined {
    const legal = new Set(events.filter(isLegal).map(({ type }) => type));
    return events.find(({ type }) => !legal.has(type)) ?? events.find((event) => !isLegal(event));
  }

  function anyMessage(): unknown {
    const [offer] = offers();
    return wire(offer?.event ?? (events[0] as EventObject));
  }

  function spoilt(): unknown {
    const all = malformedMessages(provider);
    const legal = new Set(events.filter(isLegal).map(({ type }) => type));
    const found = all.find(({ type }) => legal.has(type)) ?? all[0];
    return posting.post(found?.message as Message, chosen);
  }

  /** Any message, legal or not; of a type, its first sample. */
  function forged(event: string | EventObject): unknown {
    checkName(event);
    return wire(typeof event === 'string' ? (events.find(({ type }) => type === event) as EventObject) : event);
  }

  const faults: Readonly<Record<Fault, (forgery?: unknown) => void>> = {
    illegal: () => {
      const event = refused();
      if (event !== undefined) emit(wire(event));
    },
    malformed: () => emit(spoilt()),
    unknown: () => emit(posting.unknown),
    strangeOrigin: (forgery = anyMessage()) => dispatch(forgery, 'strangeOrigin'),
    strangeFrame: (forgery = anyMessage()) => dispatch(forgery, 'strangeFrame'),
    duplicate: () => emit(last ?? anyMessage()),
    reorder: () => {
      held ??= 'next';
    },
    silence: () => {
      silent = true;
    },
    offline: () => {
      if (posting.offline !== null) deliver(posting.offline);
      silent = true;
    },
  };

  function possibleFaults(): Fault[] {
    return (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'illegal' || refused() !== undefined);
  }

  /** Looks at all that may be wrong with the call, and gives what then goes wrong. */
  function faultOf([fault, event]: FaultCall): () => void {
    if (!Object.hasOwn(faults, fault)) throw unknownFault(fault, Object.keys(faults));
    if (!possibleFaults().includes(fault)) throw impossibleFault(fault, actor.getSnapshot(), possibleFaults());
    if (event === undefined) return () => faults[fault]();
    if (fault !== 'strangeOrigin' && fault !== 'strangeFrame') throw notChosen(fault);
    const message = forged(event);
    return () => faults[fault](message);
  }

  function choose(chosenEvent: string | EventObject): void {
    checkName(chosenEvent);
    const legal = offers();
    const event = typeof chosenEvent === 'string' ? legal.find(({ type }) => type === chosenEvent)?.event : chosenEvent;
    if (event === undefined || !isLegal(event)) {
      const types = [...new Set(legal.map(({ type }) => type))];
      throw notLegal(nameOf(chosenEvent), actor.getSnapshot(), types);
    }
    const message = sampleFor(event);
    const double = posting.copyOf(message, chosen);
    if (double?.first) deliver(posting.post(double.copy, chosen));
    deliver(posting.post(message, chosen));
    if (double?.first === false) deliver(posting.post(double.copy, chosen));
  }

  const steps = path?.steps.length ?? log.length;

  function step(): Taken | null {
    if (taken >= steps) return null;
    const index = taken++;
    const planned = path?.steps[index];
    let moved = false;
    const sent = during(() => {
      // A path names each message itself, copies included.
      moved = deliver(planned === undefined ? log[index] : messageOf(planned));
    });
    const expect = moved ? 'accepted' : 'rejected';
    if (planned !== undefined && planned.expect !== expect) throw stale(planned, index);
    const snapshot: AnyMachineSnapshot = actor.getSnapshot();
    return {
      index,
      type: planned?.event.type ?? typeOf(provider, log[index]),
      expect,
      posted: sent,
      state: snapshot.value,
      status: getStatus(snapshot),
      outcome: getOutcome(snapshot),
      nextStep: getNextStep(snapshot),
    };
  }

  function messageOf({ event, message }: Step): unknown {
    return message === undefined ? wire(event) : posting.post(message as Message, chosen);
  }

  function stale({ event, expect }: Step, index: number): WidgetError {
    return new WidgetError(
      'INVALID_OPTION',
      `Path ${path?.id} is out of date: its step ${index + 1} says that ${event.type} is ${expect}, and the chart says that it is not. Generate the suite anew.`,
    );
  }

  return {
    get snapshot() {
      return actor.getSnapshot();
    },
    get left() {
      return steps - taken;
    },
    offers,
    faults: possibleFaults,
    choose: (event) => during(() => choose(event)),
    send: (event, message) =>
      during(() => {
        deliver(message === undefined ? wire(event) : posting.post(message as Message, chosen));
      }),
    step,
    fault: (...call) => during(faultOf(call)),
    save: () => ({ snapshot: actor.getPersistedSnapshot(), taken, silent }),
  };
}

/** Runs the chart from its beginning, or from where another simulator was. */
function startActor({ title, machine }: Provider, input: unknown, resume: Saved | undefined): Actor<AnyStateMachine> {
  const options = { input, ...(resume && { snapshot: resume.snapshot as Snapshot<unknown> }) };
  const actor = createActor(machine as AnyStateMachine, options);
  const { status, error } = actor.getSnapshot();
  const isPlace = !resume || isObject(resume.snapshot);
  if (status !== 'error' && isPlace) return actor.start();
  if (!resume || error instanceof WidgetError) throw error;
  throw new WidgetError('INVALID_OPTION', `resume is no place of ${title}: give it what save() of such a widget gave.`);
}

function typeOf(provider: Provider, message: unknown): string | null {
  const reading = provider.read(message);
  if (reading.kind === 'event') return (reading.event as EventObject).type;
  return reading.kind === 'foreign' ? null : reading.type;
}
