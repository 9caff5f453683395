/** What a user of the library sees in an editor. Checked by tsc. */
import { expectTypeOf } from 'vitest';
import {
  type Actor,
  type ActorOptions,
  type AnyStateMachine,
  type ContextFrom,
  createActor,
  type EventFromLogic,
  type InputFrom,
  type OutputFrom,
  type RequiredActorOptionsKeys,
  type SnapshotFrom,
  setup,
  type TagsFrom,
} from 'xstate';
import type * as guards from '../../src/guards/index.ts';
import type * as library from '../../src/index.ts';
import {
  type FlexitiContext,
  type FlexitiEvent,
  type FlexitiInput,
  type FlexitiNextStep,
  type FlexitiOutput,
  type FlinksContext,
  type FlinksEvent,
  type FlinksEventType,
  type FlinksInput,
  type FlinksNextStep,
  type FlinksOutput,
  flexiti,
  flexitiMachine,
  flinks,
  flinksInputFromUrl,
  flinksMachine,
  getNextStep,
  getOutcome,
  getOutput,
  getStatus,
  type OpalContext,
  type OpalEvent,
  type OpalEventType,
  type OpalInput,
  type OpalNextStep,
  type OpalOutput,
  type Outcome,
  opal,
  opalMachine,
  openSession,
  type PinwheelContext,
  type PinwheelEvent,
  type PinwheelEventType,
  type PinwheelInput,
  type PinwheelNextStep,
  type PinwheelOutput,
  type Provider,
  pinwheel,
  pinwheelMachine,
  type Session,
  type SessionResult,
  type SessionVerdict,
  type Status,
  type WidgetTag,
} from '../../src/index.ts';
import type { CatalogueEntry } from '../../src/kit/index.ts';
import { opalKit } from '../../src/machines/opal/kit.ts';
import type * as transports from '../../src/transports/index.ts';

// Events: narrowed by their type, and their names are the documents' own.

expectTypeOf<PinwheelEvent['type']>().toEqualTypeOf<PinwheelEventType>();
expectTypeOf<OpalEvent['type']>().toEqualTypeOf<OpalEventType>();
expectTypeOf<FlinksEvent['type']>().toEqualTypeOf<FlinksEventType>();
expectTypeOf<FlexitiEvent['type']>().toEqualTypeOf<'flx-success' | 'flx-failure' | 'flx-cancel'>();

// An editor completes them only while they are literals: `string` would swallow them.
expectTypeOf<string>().not.toExtend<PinwheelEventType>();
expectTypeOf<string>().not.toExtend<OpalEventType>();
expectTypeOf<string>().not.toExtend<FlinksEventType>();
expectTypeOf<string>().not.toExtend<EventFromLogic<typeof flexitiMachine>['type']>();

export function narrowed(event: PinwheelEvent, posted: FlexitiEvent, step: FlinksEvent, message: OpalEvent): void {
  if (event.type === 'success') {
    expectTypeOf(event.payload.accountId).toEqualTypeOf<string>();
    // @ts-expect-error a success has no screen
    event.payload.screen_name;
  }
  if (event.type === 'screen_transition') expectTypeOf(event.payload.screen_name).toEqualTypeOf<string>();
  if (event.type === 'bill_removed') expectTypeOf(event.payload.amountCents).toEqualTypeOf<number>();

  if (posted.type === 'flx-success') {
    expectTypeOf(posted.eventData.accountNumber).toEqualTypeOf<number | null>();
    expectTypeOf(posted.eventData.verified).toEqualTypeOf<boolean>();
  }
  // @ts-expect-error a cancel carries no data, so the union has none before it is narrowed
  posted.eventData;

  if (step.type === 'REDIRECT') expectTypeOf(step.url).toEqualTypeOf<string | null | undefined>();
  if (step.type === 'INVALID_LOGIN') expectTypeOf(step.loginId).toEqualTypeOf<string | null | undefined>();
  // @ts-expect-error only some of the steps have a url
  step.url;

  if (message.type === 'connect.accounts.selected') {
    expectTypeOf(message.data.accounts).toEqualTypeOf<string[] | null | undefined>();
  }
  // @ts-expect-error no document has such a type
  if (message.type === 'connect.account.selected') return;
}

const pinwheelActor = createActor(pinwheelMachine);
pinwheelActor.send({ type: 'login_attempt', payload: { platformId: 'a1b2' } });
// @ts-expect-error it is login_attempt
pinwheelActor.send({ type: 'loginAttempt', payload: { platformId: 'a1b2' } });
// @ts-expect-error the platform is required
pinwheelActor.send({ type: 'login_attempt', payload: {} });
// @ts-expect-error events are objects in XState v5
pinwheelActor.send('open');

// Without input, every chart can be started; with input, it is checked.

const flinksActor = createActor(flinksMachine);
flinksActor.send({ type: 'APP_MOUNTED' });
// @ts-expect-error Flinks has no such step
flinksActor.send({ type: 'APP_UNMOUNTED' });
createActor(flinksMachine, { input: { maximumRetry: 3, closeEnable: 'true', enhancedMFA: false } });
// @ts-expect-error a number, not a text
createActor(flinksMachine, { input: { maximumRetry: '3' } });

createActor(flexitiMachine).send({ type: 'flx-cancel' });
createActor(flexitiMachine, { input: { flow: 'apply' } });
// @ts-expect-error there are two flows
createActor(flexitiMachine, { input: { flow: 'lease' } });

createActor(opalMachine).getSnapshot();
createActor(opalMachine, { input: { mode: 'connect' } });
// @ts-expect-error Opal has no such mode
createActor(opalMachine, { input: { mode: 'payments' } });

createActor(pinwheelMachine, { input: { sdkVersion: 3, jobs: ['paystubs'] } });
// @ts-expect-error there is no version 4
createActor(pinwheelMachine, { input: { sdkVersion: 4 } });

expectTypeOf<InputFrom<typeof flinksMachine>>().toEqualTypeOf<FlinksInput | undefined>();
expectTypeOf<InputFrom<typeof flexitiMachine>>().toEqualTypeOf<FlexitiInput | undefined>();
expectTypeOf<InputFrom<typeof opalMachine>>().toEqualTypeOf<OpalInput | undefined>();
expectTypeOf<InputFrom<typeof pinwheelMachine>>().toEqualTypeOf<PinwheelInput | undefined>();

// Snapshots: context, output, tags and next step are each chart's own.

const flinksSnapshot = flinksActor.getSnapshot();
const flexitiSnapshot = createActor(flexitiMachine).getSnapshot();
const opalSnapshot = createActor(opalMachine).getSnapshot();
const pinwheelSnapshot = pinwheelActor.getSnapshot();

expectTypeOf(getNextStep(flinksSnapshot)).toEqualTypeOf<FlinksNextStep | null>();
expectTypeOf(getNextStep(flexitiSnapshot)).toEqualTypeOf<FlexitiNextStep | null>();
expectTypeOf(getNextStep(opalSnapshot)).toEqualTypeOf<OpalNextStep | null>();
expectTypeOf(getNextStep(pinwheelSnapshot)).toEqualTypeOf<PinwheelNextStep | null>();

// The steps themselves are public: a new one, or one less, has to be meant.
expectTypeOf<FlinksNextStep>().toEqualTypeOf<
  'retrieve_data' | 'close_widget' | 'offer_other_way' | 'renew_token' | 'restart_session'
>();
expectTypeOf<FlexitiNextStep>().toEqualTypeOf<
  | 'send_authorization'
  | 'choose_other_payment'
  | 'open_customer_portal'
  | 'start_application'
  | 'inform_cannot_proceed'
  | 'call_apply'
  | 'start_purchase'
  | 'retry_or_go_back'
  | 'undocumented'
  | 'handle_cancel'
  | 'handle_failure'
>();
expectTypeOf<OpalNextStep>().toEqualTypeOf<'confirm_on_server' | 'offer_retry' | 'handle_cancel'>();
expectTypeOf<PinwheelNextStep>().toEqualTypeOf<'await_webhook' | 'offer_retry' | 'handle_cancel'>();

expectTypeOf(getOutput(flinksSnapshot)).toEqualTypeOf<FlinksOutput | null>();
expectTypeOf(getOutput(flexitiSnapshot)).toEqualTypeOf<FlexitiOutput | null>();
expectTypeOf(getOutput(opalSnapshot)).toEqualTypeOf<OpalOutput | null>();
expectTypeOf(getOutput(pinwheelSnapshot)).toEqualTypeOf<PinwheelOutput | null>();

expectTypeOf(getStatus(flinksSnapshot)).toEqualTypeOf<'active' | 'ended'>();
expectTypeOf(getOutcome(flinksSnapshot)).toEqualTypeOf<'succeeded' | 'unsuccessful' | 'cancelled' | null>();
expectTypeOf<Status>().toEqualTypeOf<'active' | 'ended'>();
expectTypeOf<Outcome>().toEqualTypeOf<'succeeded' | 'unsuccessful' | 'cancelled' | null>();

flinksSnapshot.hasTag('awaitingUser');
// @ts-expect-error no chart has such a tag
flinksSnapshot.hasTag('waiting');
opalSnapshot.matches('open');
// @ts-expect-error no such state
opalSnapshot.matches('opened');

// Sessions: one function, typed by the provider that it is given.

openSession(flinks);
openSession(flinks, { input: { path: '/Upload', closeEnable: 'false' } });
openSession(flinks, { input: flinksInputFromUrl('https://toolbox-iframe.private.fin.ag/v2/') });
// @ts-expect-error another provider's configuration
openSession(flinks, { input: { flow: 'apply' } });
// @ts-expect-error a wrong value
openSession(flexiti, { input: { flow: 'lease' } });
// @ts-expect-error a wrong value
openSession(opal, { input: { mode: 'payments' } });
// @ts-expect-error one job is a list of one
openSession(pinwheel, { input: { jobs: 'paystubs' } });
// @ts-expect-error no such option
openSession(pinwheel, { onverdict: () => {} });

const session = openSession(pinwheel, {
  input: { sdkVersion: 2 },
  onVerdict(verdict) {
    if (verdict.verdict === 'accepted') {
      expectTypeOf(verdict.event).toEqualTypeOf<PinwheelEvent>();
      if (verdict.event.type === 'login') expectTypeOf(verdict.event.payload.accountId).toEqualTypeOf<string>();
      // The verdict's own type tells as much.
      expectTypeOf(verdict.type).toEqualTypeOf<PinwheelEventType>();
      if (verdict.type === 'login') expectTypeOf(verdict.event.payload.accountId).toEqualTypeOf<string>();
    }
    if (verdict.verdict === 'unrecognized') expectTypeOf(verdict.type).toEqualTypeOf<string>();
    if (verdict.verdict === 'illegal') {
      expectTypeOf(verdict.expected).toEqualTypeOf<readonly string[]>();
      // @ts-expect-error what was turned away has no event
      verdict.event;
    }
    expectTypeOf(verdict.snapshot.context).toEqualTypeOf<PinwheelContext>();
    expectTypeOf(getNextStep(verdict.snapshot)).toEqualTypeOf<PinwheelNextStep | null>();
  },
});
expectTypeOf(session.receive({})).toEqualTypeOf<SessionVerdict<typeof pinwheel>>();
expectTypeOf(session.receive({}).verdict).toEqualTypeOf<
  'accepted' | 'illegal' | 'malformed' | 'unrecognized' | 'foreign'
>();
expectTypeOf(session.actor.getSnapshot().context).toEqualTypeOf<PinwheelContext>();
session.actor.send({ type: 'open', payload: {} });
// @ts-expect-error the actor of a session is as strict as a bare one
session.actor.send({ type: 'opened' });
expectTypeOf(session.done).toEqualTypeOf<Promise<SessionResult<typeof pinwheel>>>();
expectTypeOf<SessionResult<typeof pinwheel>['output']>().toEqualTypeOf<PinwheelOutput>();
expectTypeOf<SessionResult<typeof pinwheel>['nextStep']>().toEqualTypeOf<PinwheelNextStep | null>();
expectTypeOf<SessionResult<typeof flinks>['output']>().toEqualTypeOf<FlinksOutput>();
expectTypeOf<SessionResult<typeof flinks>['nextStep']>().toEqualTypeOf<FlinksNextStep | null>();
expectTypeOf<SessionResult<typeof opal>['nextStep']>().toEqualTypeOf<OpalNextStep | null>();
expectTypeOf<SessionResult<typeof flexiti>['nextStep']>().toEqualTypeOf<FlexitiNextStep | null>();

// The state of a result is that of a snapshot, and its error that of the chart.
expectTypeOf<SessionResult<typeof flinks>['state']>().toEqualTypeOf<(typeof flinksSnapshot)['value']>();
expectTypeOf<SessionResult<typeof flexiti>['state']>().toEqualTypeOf<(typeof flexitiSnapshot)['value']>();
expectTypeOf<SessionResult<typeof flinks>['error']>().toEqualTypeOf<FlinksContext['error']>();
expectTypeOf<SessionResult<typeof flexiti>['error']>().toEqualTypeOf<FlexitiContext['error']>();
expectTypeOf<SessionResult<typeof opal>['error']>().toEqualTypeOf<OpalContext['error']>();
expectTypeOf<SessionResult<typeof pinwheel>['error']>().toEqualTypeOf<PinwheelContext['error']>();
expectTypeOf(session.error).toEqualTypeOf<PinwheelContext['error']>();

export function received(posted: SessionVerdict<typeof flinks>): void {
  if (posted.verdict === 'accepted' && posted.type === 'REDIRECT') {
    expectTypeOf(posted.event.loginId).toEqualTypeOf<string | null | undefined>();
  }
  // @ts-expect-error a name that is no event of the chart
  if (posted.verdict === 'accepted' && posted.type === 'REDIRECTED') return;
}

// A provider that is known at run time only: what nobody can know is unknown, and not `any`.
const unnamed = openSession(opal as Provider);
expectTypeOf(unnamed.snapshot.context).toEqualTypeOf<Record<string, unknown>>();
expectTypeOf(unnamed.snapshot.output).toEqualTypeOf<unknown>();
expectTypeOf(getOutput(unnamed.snapshot)).toEqualTypeOf<unknown>();
expectTypeOf(getNextStep(unnamed.snapshot)).toEqualTypeOf<string | null>();
expectTypeOf(unnamed.error).toEqualTypeOf<unknown>();
expectTypeOf<AnyKeys<Session<Provider>>>().toBeNever();
expectTypeOf<AnyKeys<SessionResult<Provider>>>().toBeNever();
expectTypeOf<AnyKeys<Extract<SessionVerdict<Provider>, { verdict: 'accepted' }>>>().toBeNever();
expectTypeOf<SessionResult<Provider>['nextStep']>().toEqualTypeOf<string | null>();
openSession(flexiti, { input: { flow: 'purchase' } });
export const generic = <TProvider extends Provider>(provider: TProvider): Session<TProvider> => openSession(provider);

// Reading alone.

expectTypeOf(flinks.read).parameters.toEqualTypeOf<[message: unknown]>();
for (const reading of [flinks.read({}), flexiti.read({}), opal.read({}), pinwheel.read({})]) {
  if (reading.kind === 'event') expectTypeOf(reading.event.type).not.toBeAny();
}

// The charts in other hands: a UI framework's binding, and a parent machine.

/** The signature of `useMachine` in @xstate/react 6 and @xstate/vue 5. */
declare function useMachine<TMachine extends AnyStateMachine>(
  machine: TMachine,
  ...[options]: [RequiredActorOptionsKeys<TMachine>] extends [never]
    ? [options?: ActorOptions<TMachine>]
    : [options: ActorOptions<TMachine> & { [K in RequiredActorOptionsKeys<TMachine>]: unknown }]
): [state: SnapshotFrom<TMachine>, send: Actor<TMachine>['send'], actorRef: Actor<TMachine>];

export function Component(): void {
  const [state, send] = useMachine(flinksMachine);
  expectTypeOf(state.context).toEqualTypeOf<FlinksContext>();
  expectTypeOf(getNextStep(state)).toEqualTypeOf<FlinksNextStep | null>();
  send({ type: 'COMPONENT_LOAD_UPLOAD' });
  // @ts-expect-error no such event
  send({ type: 'COMPONENT_LOAD_UPLOADS' });
  const [other] = useMachine(flexitiMachine, { input: { flow: 'apply' } });
  expectTypeOf(other.context).toEqualTypeOf<FlexitiContext>();
  // @ts-expect-error a wrong input
  useMachine(flexitiMachine, { input: { flow: 1 } });
}

export const parent = setup({ actors: { link: pinwheelMachine } }).createMachine({
  initial: 'linking',
  states: {
    linking: {
      invoke: {
        src: 'link',
        input: { jobs: ['paystubs'] },
        onDone: {
          target: 'done',
          guard: ({ event }) => {
            expectTypeOf(event.output).toEqualTypeOf<PinwheelOutput>();
            return event.output.billSwitched;
          },
        },
      },
    },
    done: {},
  },
});

// No `any` leaks out. `vitest`'s matchers would be blind to one inside a union, so the positions are asked one by one.

type IsAny<TType> = 0 extends 1 & TType ? true : false;
/** The keys of an object whose values are `any`. */
type AnyKeys<TObject> = { [TKey in keyof TObject]-?: IsAny<TObject[TKey]> extends true ? TKey : never }[keyof TObject];
/** The exported functions that take or return an `any`. */
type AnyFunctions<TModule> = {
  [TKey in keyof TModule]-?: TModule[TKey] extends (...args: infer TArgs) => infer TResult
    ? true extends IsAny<TResult> | IsAny<TArgs> | IsAny<TArgs[number & keyof TArgs]>
      ? TKey
      : never
    : never;
}[keyof TModule];
/** What is read off a chart. */
interface Chart<TMachine extends AnyStateMachine> {
  context: ContextFrom<TMachine>;
  event: EventFromLogic<TMachine>;
  input: InputFrom<TMachine>;
  output: OutputFrom<TMachine>;
  tags: TagsFrom<TMachine>;
  value: SnapshotFrom<TMachine>['value'];
  meta: SnapshotFrom<TMachine>['_nodes'][number]['meta'];
}
type Charts =
  | Chart<typeof flinksMachine>
  | Chart<typeof flexitiMachine>
  | Chart<typeof opalMachine>
  | Chart<typeof pinwheelMachine>;

expectTypeOf<IsAny<Charts[Exclude<keyof Charts, 'meta'>]>>().toEqualTypeOf<false>();
expectTypeOf<Charts['tags']>().toEqualTypeOf<WidgetTag>();
expectTypeOf<AnyKeys<typeof library>>().toBeNever();
expectTypeOf<AnyKeys<typeof guards>>().toBeNever();
expectTypeOf<AnyKeys<typeof transports>>().toBeNever();
// The output of a chart that is known at run time only is XState's own `any`.
expectTypeOf<Exclude<AnyFunctions<typeof library>, 'getOutput'>>().toBeNever();
expectTypeOf<AnyFunctions<typeof transports>>().toBeNever();
expectTypeOf<AnyKeys<FlinksContext>>().toBeNever();
expectTypeOf<AnyKeys<FlexitiContext>>().toBeNever();
expectTypeOf<AnyKeys<OpalContext>>().toBeNever();
expectTypeOf<AnyKeys<PinwheelContext>>().toBeNever();
expectTypeOf<AnyKeys<FlinksInput>>().toBeNever();
expectTypeOf<AnyKeys<PinwheelInput>>().toBeNever();
expectTypeOf<AnyKeys<CatalogueEntry>>().toBeNever();
expectTypeOf<AnyKeys<Session<typeof flinks>>>().toBeNever();
expectTypeOf<AnyKeys<SessionResult<typeof flinks>>>().toBeNever();
expectTypeOf<AnyKeys<SessionVerdict<typeof flinks>>>().toBeNever();
expectTypeOf<AnyKeys<PinwheelEvent>>().toBeNever();
expectTypeOf<AnyKeys<OpalEvent>>().toBeNever();
expectTypeOf(opalKit.catalogue[0]).not.toBeAny();
// The check sees one.
// biome-ignore lint/suspicious/noExplicitAny: what the check looks for
expectTypeOf<AnyKeys<{ a: any; b: string }>>().toEqualTypeOf<'a'>();
// biome-ignore lint/suspicious/noExplicitAny: what the check looks for
expectTypeOf<AnyFunctions<{ a: () => any; b: (a: any) => void; c: () => void }>>().toEqualTypeOf<'a' | 'b'>();
