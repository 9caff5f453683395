import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import {
  type FlexitiEvent,
  type FlexitiInput,
  flexiti,
  flexitiMachine,
  getNextStep,
  getOutcome,
  getOutput,
  getStatus,
  openSession,
} from '../../src/index.ts';

type Flow = 'apply' | 'purchase' | undefined;

const rest = {
  mfaOptionSelected: 'sms',
  widget_session_id: 'w',
  customerId: '1234567-12345',
  accountType: 'consumer',
};
const success = (accountNumber: number | null, verified: boolean, action: string | null) => ({
  eventType: 'flx-success',
  eventData: { accountNumber, verified, action, ...rest },
});
const cancel = { eventType: 'flx-cancel' };
const nested = { eventType: 'flx-failure', eventData: { error: 500, message: 'Internal server error' } };
const flat = { eventType: 'flx-failure', error: '401', message: 'Unauthorized' };

/** Posts messages that are all accepted, and tells what came of it. */
function post(flow: Flow, ...messages: readonly unknown[]) {
  const session = openSession(flexiti, { input: flow && { flow } });
  for (const message of messages) expect(session.receive(message).verdict).toBe('accepted');
  return session;
}
function facts({ snapshot }: ReturnType<typeof post>) {
  return [getStatus(snapshot), getOutcome(snapshot), getNextStep(snapshot)];
}

const number = 2233000;
const undocumented = ['unsuccessful', 'undocumented'];
const activation = ['unsuccessful', 'open_customer_portal'];
const derogatory = ['unsuccessful', 'inform_cannot_proceed'];
const retry = ['unsuccessful', 'retry_or_go_back'];

/** The documents' rows: accountNumber, verified, action; what it comes to in the flow of purchase, of apply, and in neither. */
const rows: [number | null, boolean, string | null, ...Record<'purchase' | 'apply' | 'bare', string[]>[]][] = [
  [
    number,
    true,
    'purchase',
    { purchase: ['succeeded', 'send_authorization'], apply: undocumented, bare: undocumented },
  ],
  [
    ...([number, false, 'purchase'] as const),
    {
      purchase: ['unsuccessful', 'choose_other_payment'],
      apply: ['unsuccessful', 'start_purchase'],
      bare: undocumented,
    },
  ],
  [null, false, 'activation', { purchase: activation, apply: activation, bare: activation }],
  [
    ...([null, false, 'apply'] as const),
    { purchase: ['unsuccessful', 'start_application'], apply: ['succeeded', 'call_apply'], bare: undocumented },
  ],
  // "Mandatory: the merchant must call the POST /apply endpoint on a flx-success widget response on the application flow."
  [null, true, 'apply', { purchase: undocumented, apply: ['succeeded', 'call_apply'], bare: undocumented }],
  [number, true, 'apply', { purchase: undocumented, apply: ['succeeded', 'call_apply'], bare: undocumented }],
  [number, false, 'apply', { purchase: undocumented, apply: ['succeeded', 'call_apply'], bare: undocumented }],
  [null, false, null, { purchase: derogatory, apply: derogatory, bare: derogatory }],
  [null, false, 'retry', { purchase: retry, apply: retry, bare: retry }],
];
const isListed = (...combination: unknown[]) => rows.some((row) => combination.every((value, i) => row[i] === value));
const others = [number, null].flatMap((account) =>
  [true, false].flatMap((verified) =>
    ['apply', 'purchase', 'activation', 'retry', null, 'something_new']
      .filter((action) => !isListed(account, verified, action))
      .map((action) => [account, verified, action] as const),
  ),
);

describe.each(['purchase', 'apply', undefined] as const)('in the flow %s', (flow) => {
  it.each(rows)('%j, %j, %j has its row', (account, verified, action, expected) => {
    const session = post(flow, success(account, verified, action));
    expect(facts(session)).toEqual(['ended', ...expected[flow ?? 'bare']]);
    expect(session.snapshot.status).toBe('done');
    expect(getOutput(session.snapshot)).toEqual({
      accountNumber: account,
      verified,
      action,
      mfaOptionSelected: 'sms',
      widgetSessionId: 'w',
      customerId: '1234567-12345',
      accountType: 'consumer',
    });
  });

  it.each(others)('%j, %j, %j is in no row', (account, verified, action) => {
    const session = post(flow, success(account, verified, action));
    expect([session.snapshot.value, ...facts(session)]).toEqual(['undocumented', 'ended', ...undocumented]);
    expect(getOutput(session.snapshot)).toMatchObject({ accountNumber: account, verified, action });
  });

  it.each([
    ['nested', nested, { error: 500, message: 'Internal server error' }],
    ['flat', flat, { error: '401', message: 'Unauthorized' }],
    ['flat beside a null', { ...flat, eventData: null }, { error: '401', message: 'Unauthorized' }],
  ])('goes on after a failure (%s)', (_why, failure, error) => {
    const failed = post(flow, failure, failure);
    expect(facts(failed)).toEqual(['active', 'unsuccessful', 'handle_failure']);
    expect(failed.snapshot.context.error).toEqual(error);
    expect(getOutput(failed.snapshot)).toBeNull();
    expect(facts(post(flow, failure, success(null, false, 'retry')))).toEqual(['ended', ...retry]);
    expect(facts(post(flow, failure, cancel))).toEqual(['ended', 'cancelled', 'handle_cancel']);
  });

  it('is undecided until something comes', () => {
    expect(facts(post(flow))).toEqual(['active', null, null]);
  });

  it.each([
    ['success', success(number, true, 'purchase')],
    ['an undocumented success', success(number, true, 'something_new')],
    ['cancel', cancel],
  ])('ends with %s, and nothing follows', (_why, last) => {
    const session = post(flow, last);
    const before = session.snapshot;
    for (const message of [success(null, false, null), nested, flat, cancel]) {
      expect(session.receive(message).verdict).toBe('illegal');
      expect(session.snapshot).toBe(before);
    }
  });
});

it('comes out well after a failure', () => {
  expect(facts(post('purchase', nested, success(number, true, 'purchase')))).toEqual([
    ...['ended', 'succeeded', 'send_authorization'],
  ]);
});

it('knows every row, and every combination beside them', () => {
  expect(rows.length + others.length).toBe(2 * 2 * 6);
});

it.each<[unknown]>([[{ flow: 'lease' }], [{ flow: null }], ['apply']])('refuses the input %j', (input) => {
  const wrong = input as FlexitiInput;
  expect(() => openSession(flexiti, { input: wrong })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  expect(createActor(flexitiMachine, { input: wrong }).getSnapshot().error).toMatchObject({ code: 'INVALID_INPUT' });
});

describe('a payload', () => {
  const whole = success(number, true, 'purchase');
  const { eventData } = whole;

  it.each(Object.keys(eventData))('without %s is malformed', (field) => {
    const { [field as keyof typeof eventData]: _left, ...torn } = eventData;
    const session = openSession(flexiti, { input: { flow: 'purchase' } });
    const before = session.snapshot;
    expect(session.receive({ eventType: 'flx-success', eventData: torn }).verdict).toBe('malformed');
    expect(session.snapshot).toBe(before);
  });

  it.each<[string, unknown, string]>([
    ['an accountNumber in words', { accountNumber: '2233000' }, 'malformed'],
    ['an accountNumber that is no number', { accountNumber: Number.NaN }, 'malformed'],
    ['verified in words', { verified: 'TRUE' }, 'malformed'],
    ['verified null', { verified: null }, 'malformed'],
    ['an action that is a number', { action: 1 }, 'malformed'],
    ['an mfaOptionSelected that is a flag', { mfaOptionSelected: true }, 'malformed'],
    ['a widget_session_id that is null', { widget_session_id: null }, 'malformed'],
    ['a customerId that is a number', { customerId: 1234567 }, 'malformed'],
    ['an accountType that is null', { accountType: null }, 'malformed'],
    ['an mfaOptionSelected that is null', { mfaOptionSelected: null }, 'event'],
    ['values outside the lists', { action: 'x', mfaOptionSelected: 'purchase', accountType: 'x' }, 'event'],
    ['another key', { approved: true }, 'event'],
  ])('of a success with %s is %3$s', (_why, change, kind) => {
    expect(flexiti.read({ ...whole, eventData: { ...eventData, ...(change as object) } }).kind).toBe(kind);
  });

  it.each<[string, unknown, string]>([
    ['success without data', { eventType: 'flx-success' }, 'malformed'],
    ['success with null', { eventType: 'flx-success', eventData: null }, 'malformed'],
    ['success with its data beside it', { eventType: 'flx-success', ...eventData }, 'malformed'],
    ['failure without anything', { eventType: 'flx-failure' }, 'malformed'],
    ['failure without a message', { eventType: 'flx-failure', error: 500 }, 'malformed'],
    ['failure without an error', { eventType: 'flx-failure', eventData: { message: 'm' } }, 'malformed'],
    ['failure with a flag for an error', { eventType: 'flx-failure', error: true, message: 'm' }, 'malformed'],
    ['failure with a number for a message', { ...nested, eventData: { error: 500, message: 5 } }, 'malformed'],
    ['cancel', cancel, 'event'],
    ['cancel with data', { ...cancel, eventData: {} }, 'event'],
    ['JSON', JSON.stringify(whole), 'event'],
    ['a name that nobody knows', { eventType: 'flx-ready' }, 'unrecognized'],
    ['a hostile name', { eventType: '__proto__' }, 'unrecognized'],
    ['a name that is no text', { eventType: 1 }, 'foreign'],
    ['no name', eventData, 'foreign'],
    ['nothing', null, 'foreign'],
    ['text', 'flx-cancel', 'foreign'],
  ])('%s is %3$s', (_why, message, kind) => {
    expect(flexiti.read(message).kind).toBe(kind);
  });

  it.each([undefined, null, 5])('of %j does not upset a bare chart', (nothing) => {
    for (const type of ['flx-success', 'flx-failure']) {
      const event = { type, eventData: nothing } as unknown as FlexitiEvent;
      const actor = createActor(flexitiMachine, { input: { flow: 'purchase' } }).start();
      expect(actor.getSnapshot().can(event)).toBe(true);
      actor.send(event);
      expect(actor.getSnapshot().status).not.toBe('error');
    }
  });
});
