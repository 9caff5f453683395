import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { pinwheelCatalogue } from '../../src/machines/pinwheel/catalogue.ts';
import { pinwheelScreens } from '../../src/machines/pinwheel/events.ts';
import {
  type PinwheelEvent,
  type PinwheelEventType,
  type PinwheelInput,
  pinwheel,
  pinwheelMachine,
} from '../../src/machines/pinwheel/index.ts';
import { eventIn } from '../support/cases.ts';

/** An event by its name, as the catalogue's first sample has it; or a name with a payload of one's own. */
type Step = PinwheelEventType | readonly [PinwheelEventType, object];

const failed = { type: 'systemError', code: 'systemError', message: 'Sorry', pendingRetry: false };
const success = (job: string): Step => ['success', { accountId: 'a', platformId: 'p', job }];
const screen = (screenName: string): Step => ['screen_transition', { screenName }];

function toEvent(step: Step): PinwheelEvent {
  const message = typeof step === 'string' ? pinwheelCatalogue.find(({ type }) => type === step)?.samples[0] : step;
  const reading = pinwheel.read(message);
  if (reading.kind !== 'event') throw new Error(JSON.stringify(reading));
  return reading.event;
}

/** Opens Link and takes the steps; every one of them has to be accepted. */
function walk(steps: readonly Step[], input?: PinwheelInput) {
  const actor = createActor(pinwheelMachine, { input }).start();
  for (const step of ['open', ...steps] satisfies Step[]) {
    const before = actor.getSnapshot();
    actor.send(toEvent(step));
    if (actor.getSnapshot() === before) throw new Error(`${JSON.stringify(step)} was refused`);
  }
  return actor;
}

/** Whether one more step is accepted: the snapshot is another object then, and the very same one otherwise. */
function accepts(steps: readonly Step[], step: Step, input?: PinwheelInput): boolean {
  const actor = walk(steps, input);
  const before = actor.getSnapshot();
  const event = toEvent(step);
  const foretold = before.can(event);
  // A stopped actor drops what it is sent, and warns.
  if (before.status === 'active') actor.send(event);
  expect(actor.getSnapshot() !== before).toBe(foretold);
  return foretold;
}

type Case = readonly [why: string, steps: readonly Step[], step: Step, input?: PinwheelInput];

const dds = { jobs: ['direct_deposit_switch', 'paystubs'] };
const readOnly = { jobs: ['paystubs'] };
const loggedIn: readonly Step[] = ['select_platform', 'login_attempt', 'login'];

const legal: readonly Case[] = [
  ['a second selection', ['select_employer'], 'select_platform'],
  ['a selection after a success', [...loggedIn, success('login')], 'select_employer'],
  ['a login long after its attempt', ['login_attempt', 'error', 'select_platform'], 'login'],
  ['an MFA answer only', [], 'login', { onDemandUpdate: true }],
  ['an MFA answer only, for all we know', [], 'login'],
  ['an attempt without a selection', [], 'login_attempt'],
  ['a second attempt', ['login_attempt'], 'login_attempt'],
  ['an allocation after a login', loggedIn, 'input_allocation', dds],
  ['an allocation after a login, then a new attempt', [...loggedIn, 'login_attempt'], 'input_allocation'],
  ['an allocation in a form', ['dd_form_begin'], 'input_allocation'],
  ['an amount in SDK v2', loggedIn, 'input_amount', { sdkVersion: 2 }],
  ['an amount in an unknown SDK', loggedIn, 'input_amount'],
  ['an amount in a form', ['dd_form_begin'], 'input_amount', dds],
  ['more documents', ['doc_uploads_begin', 'doc_uploads_submitted'], 'doc_uploads_submitted'],
  ['a form, after an allocation in it', ['dd_form_begin', 'input_allocation'], 'dd_form_create'],
  ['another form', ['dd_form_begin', 'dd_form_create'], 'dd_form_create'],
  ['a form shared twice', ['dd_form_begin', 'dd_form_create', 'dd_form_download'], 'dd_form_download'],
  ['a success after an attempt', ['login_attempt'], success('login')],
  ['a success of documents', ['doc_uploads_begin', 'doc_uploads_submitted'], success('direct_deposit_switch')],
  ['a success of a form', ['dd_form_begin', 'dd_form_create'], success('direct_deposit_switch')],
  ['a success of a shared form', ['dd_form_begin', 'dd_form_create', 'dd_form_download'], success('login')],
  ['a success of a job asked for', loggedIn, success('direct_deposit_switch'), dds],
  ['a success of a job that is new to us', loggedIn, success('tax_form'), readOnly],
  ['a second success', [...loggedIn, success('direct_deposit_switch')], success('card_switch')],
  ['a second success without a login', ['dd_form_begin', 'dd_form_create', success('login')], success('login')],
  ['a card switch asked for', [], 'card_switch_begin', { jobs: ['card_switch'] }],
  ['a bill job', [], 'external_account_connected', { jobs: ['bill_payments'] }],
  ['bills beside a switch', [], 'merchant_login_success', dds],
  ['bills, for all we know', [], 'bill_switch_success'],
  ['a bill removed while logged in', loggedIn, 'bill_removed'],
  ['the wrong platform', ['select_platform'], 'incorrect_platform_given'],
  ['any screen at any time', [screen('JOB_SUCCESS')], screen('SEARCH_DEFAULT')],
  ['an undocumented screen', [], screen('CONFETTI')],
  ['the same screen again', [screen('LOGIN')], screen('LOGIN')],
  ['input_required', [], 'input_required'],
  ['other_event', [...loggedIn, 'error'], 'other_event'],
  ['a second error', ['error'], 'error'],
];

const illegal: readonly Case[] = [
  ['it is open already', [], 'open'],
  ['nothing follows exit', ['exit'], 'exit'],
  ['nothing follows exit, not even an error', ['exit'], 'error'],
  ['nor a screen', ['exit'], screen('LOGIN')],
  ['an on-demand update selects no employer', [], 'select_employer', { onDemandUpdate: true }],
  ['nor a platform', [], 'select_platform', { onDemandUpdate: 'true' }],
  ['a selected platform wants an attempt', ['select_platform'], 'login'],
  ['no attempt, and no on-demand update', [], 'login', { onDemandUpdate: false }],
  ['a form is no attempt', ['dd_form_begin'], 'login'],
  ['an allocation before any login', ['login_attempt'], 'input_allocation'],
  ['a merchant login is no login', ['merchant_login_success'], 'input_allocation'],
  ['an amount before any login', ['select_platform'], 'input_amount'],
  ['an allocation of read jobs', loggedIn, 'input_allocation', readOnly],
  ['an amount in SDK v3', loggedIn, 'input_amount', { sdkVersion: 3 }],
  ['an amount in a form in SDK v3', ['dd_form_begin'], 'input_amount', { sdkVersion: 3 }],
  ['documents that were not begun', loggedIn, 'doc_uploads_submitted'],
  ['a form of read jobs', [], 'dd_form_begin', readOnly],
  ['a form that was not begun', loggedIn, 'dd_form_create'],
  ['a form not made yet', ['dd_form_begin'], 'dd_form_download'],
  ['a success before all else', [], success('login')],
  ['a success of a selection', ['select_platform'], success('direct_deposit_switch')],
  ['a success of documents not submitted', ['doc_uploads_begin'], success('direct_deposit_switch')],
  ['a success of a form not made', ['dd_form_begin'], success('direct_deposit_switch')],
  ['a switch not asked for', loggedIn, success('direct_deposit_switch'), readOnly],
  ['a card switch not asked for', loggedIn, success('card_switch'), dds],
  ['nor with a form', ['dd_form_begin', 'dd_form_create'], success('card_switch'), dds],
  ['nor on the success screen', [...loggedIn, success('login')], success('card_switch'), dds],
  ['no card to switch', [], 'card_switch_begin', dds],
  ['read jobs connect no account', [], 'external_account_connected', readOnly],
  ['and log in to no merchant', [], 'merchant_login_success', readOnly],
  ['and switch no bill', [], 'bill_switch_success', readOnly],
  ['and remove none', [], 'bill_removed', { jobs: [] }],
];

describe('Pinwheel: what is read', () => {
  test.each<readonly [message: unknown, event: PinwheelEvent]>([
    [['open'], { type: 'open', payload: {} }],
    [['OPEN', null], { type: 'open', payload: {} }],
    ['{"type":"PINWHEEL_EVENT","eventName":"open"}', { type: 'open', payload: {} }],
    [['LOGIN_ATTEMPT', { platformId: 'p', more: 1 }], { type: 'login_attempt', payload: { platformId: 'p' } }],
    [['exit', { error: failed }], { type: 'exit', payload: failed }],
    [['exit', { error: null }], { type: 'exit', payload: {} }],
    [['exit', failed], { type: 'exit', payload: failed }],
    [['screen_transition', { screenName: 'LOGIN' }], { type: 'screen_transition', payload: { screen_name: 'LOGIN' } }],
  ])('%j', (message, event) => expect(eventIn(pinwheel, message)).toEqual(event));

  test.each<readonly [message: unknown, kind: string, type?: string]>([
    [['exit', { type: 'systemError' }], 'malformed', 'exit'],
    [['error'], 'malformed', 'error'],
    [['screen_transition', {}], 'malformed', 'screen_transition'],
    [['Open'], 'unrecognized', 'Open'],
    [{ eventName: '__proto__' }, 'unrecognized', '__proto__'],
    [{ type: 'PINWHEEL_INIT', payload: {} }, 'unrecognized', 'PINWHEEL_INIT'],
    [{ type: 'another', eventName: 'open' }, 'foreign'],
    ['', 'foreign'],
    [[], 'foreign'],
    [['open', {}, {}], 'foreign'],
  ])('%j is %s', (message, kind, type) => {
    expect(pinwheel.read(message)).toMatchObject(type === undefined ? { kind } : { kind, type });
  });

  test('every sample, as posted, as JSON and as arguments', () => {
    for (const { type, samples } of pinwheelCatalogue) {
      for (const sample of samples as readonly { eventName: string; payload?: unknown }[]) {
        for (const message of [sample, JSON.stringify(sample), [sample.eventName, sample.payload]]) {
          expect(pinwheel.read(message)).toMatchObject({ kind: 'event', event: { type } });
        }
      }
    }
  });
});

describe('Pinwheel: what may follow what', () => {
  for (const [why, ...run] of legal) test(`legal: ${why}`, () => expect(accepts(...run)).toBe(true));
  for (const [why, ...run] of illegal) test(`illegal: ${why}`, () => expect(accepts(...run)).toBe(false));

  test('only open is legal before it', () => {
    const actor = createActor(pinwheelMachine).start();
    const before = actor.getSnapshot();
    for (const { type } of pinwheelCatalogue.filter((entry) => entry.type !== 'open')) {
      actor.send(toEvent(type as PinwheelEventType));
      expect(actor.getSnapshot()).toBe(before);
    }
  });

  test('no event needs its payload', () => {
    const steps = pinwheelCatalogue.filter(({ type }) => type !== 'exit').map(({ type }) => type);
    for (const start of [[], loggedIn, ['doc_uploads_begin'], ['dd_form_begin', 'dd_form_create']] as Step[][]) {
      const actor = walk(start);
      for (const type of [...steps, 'exit']) {
        const event = { type } as PinwheelEvent;
        const before = actor.getSnapshot();
        const foretold = before.can(event);
        actor.send(event);
        expect(actor.getSnapshot() !== before).toBe(foretold);
      }
      expect(actor.getSnapshot().status).toBe('done');
    }
  });
});

describe('Pinwheel: where it leads', () => {
  type Place = readonly [steps: readonly Step[], journey: string];
  test.each<Place>([
    [[], '{"search":"browsing"}'],
    [['select_employer'], '{"search":"selected"}'],
    [['select_platform', 'incorrect_platform_given'], '{"search":"browsing"}'],
    [['login_attempt'], '{"login":"attempted"}'],
    [['login'], '{"login":"loggedIn"}'],
    [[...loggedIn, 'input_allocation'], '"allocated"'],
    [[...loggedIn, 'input_amount'], '"allocated"'],
    [['doc_uploads_begin', 'doc_uploads_submitted'], '{"documentUpload":"submitted"}'],
    [['dd_form_begin', 'input_allocation'], '{"directDepositForm":"begun"}'],
    [['dd_form_begin', 'dd_form_create', 'dd_form_download'], '{"directDepositForm":"downloaded"}'],
    [['external_account_connected'], '{"billSwitch":"accountConnected"}'],
    [['external_account_connected', 'merchant_login_success'], '{"billSwitch":"merchantLoggedIn"}'],
    [['bill_switch_success', 'bill_removed'], '{"billSwitch":"switched"}'],
    [[...loggedIn, success('login')], '"jobDone"'],
    [[...loggedIn, 'card_switch_begin', 'input_required', 'other_event', screen('LOGIN')], '{"login":"loggedIn"}'],
  ])('%j', (steps, journey) => {
    const { value } = walk(steps).getSnapshot();
    expect(JSON.stringify((value as { open: { journey: unknown } }).open.journey)).toBe(journey);
  });

  test.each([...pinwheelScreens])('the screen %s, in both spellings', (name) => {
    for (const payload of [{ screen_name: name }, { screenName: name }]) {
      const snapshot = walk([...loggedIn, ['screen_transition', payload]]).getSnapshot();
      expect(snapshot.matches({ open: { screen: name, journey: { login: 'loggedIn' } } })).toBe(true);
      expect(snapshot.hasTag('recoverable')).toBe(name === 'JOB_ERROR' || name === 'BILL_SWITCH_FAILURE');
    }
  });

  test('an undocumented screen is unknown', () => {
    const snapshot = walk([screen('LOGIN'), screen('CONFETTI')]).getSnapshot();
    expect(snapshot.matches({ open: { screen: 'unknown' } })).toBe(true);
    // @ts-expect-error the states are typed
    snapshot.matches({ open: { screen: 'CONFETTI' } });
  });

  test.each<readonly [readonly Step[], 'well' | 'errored']>([
    [[], 'well'],
    [['error'], 'errored'],
    [['error', 'input_required', screen('LOGIN'), 'other_event'], 'errored'],
    [['error', 'login_attempt'], 'well'],
    [['login_attempt', 'error', 'login'], 'well'],
    [[...loggedIn, 'error', 'input_allocation'], 'well'],
    [[...loggedIn, 'error', success('login')], 'well'],
    [['error', 'select_employer'], 'well'],
    [['error', 'doc_uploads_begin'], 'well'],
    [['error', 'dd_form_begin', 'error'], 'errored'],
    [['error', 'bill_removed'], 'well'],
    [['error', 'bill_switch_success'], 'well'],
  ])('the health after %j is %s', (steps, health) => {
    const snapshot = walk(steps).getSnapshot();
    expect(snapshot.matches({ open: { health } })).toBe(true);
    expect(snapshot.hasTag('recoverable')).toBe(health === 'errored');
    expect(snapshot.context.errorSeen).toBe(steps.includes('error'));
  });
});

describe('Pinwheel: how it ends', () => {
  type End = readonly [steps: readonly Step[], exit: object, value: string, tag: string, nextStep: string];
  test.each<End>([
    [[], {}, 'exited', 'cancelled', 'handle_cancel'],
    [['error'], {}, 'exited', 'cancelled', 'handle_cancel'],
    [[...loggedIn], {}, 'exited', 'cancelled', 'handle_cancel'],
    [[], failed, 'exitedWithError', 'unsuccessful', 'offer_retry'],
    [[], { error: failed }, 'exitedWithError', 'unsuccessful', 'offer_retry'],
    [['error', ...loggedIn], failed, 'exitedWithEarlierError', 'unsuccessful', 'offer_retry'],
    [[...loggedIn, success('login')], {}, 'exitedAfterSuccess', 'succeeded', 'await_webhook'],
    [['error', ...loggedIn, success('login')], failed, 'exitedAfterSuccess', 'succeeded', 'await_webhook'],
    [['bill_switch_success'], {}, 'exitedAfterSuccess', 'succeeded', 'await_webhook'],
  ])('%j, then exit %j: %s', (steps, exit, value, tag, nextStep) => {
    const actor = walk(steps);
    expect(actor.getSnapshot().hasTag('succeeded')).toBe(false);
    actor.send(toEvent(['exit', exit]));
    const snapshot = actor.getSnapshot();
    expect(snapshot.value).toBe(value);
    expect([...snapshot.tags].sort()).toEqual(['ended', tag].sort());
    expect(Object.values(snapshot.getMeta())).toEqual([{ nextStep }]);
    if (Object.keys(exit).length > 0) expect(snapshot.output?.error).toEqual(failed);
  });

  test('the output has accounts, known jobs once each, bills and the error', () => {
    const jobs = ['direct_deposit_switch', 'login', 'tax_form', 'direct_deposit_switch'].map(success);
    const actor = walk([...loggedIn, ...jobs, 'bill_switch_success', 'exit']);
    expect(actor.getSnapshot().output).toEqual({
      accountId: 'a',
      platformId: 'p',
      jobs: ['login', 'direct_deposit_switch'],
      billSwitched: true,
      error: null,
    });
  });

  test('a login names the account before any success', () => {
    const account = { accountId: 'a', platformId: 'p' };
    expect(walk(['login_attempt', ['login', account], 'exit']).getSnapshot().output).toMatchObject(account);
  });
});
