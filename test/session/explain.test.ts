/** The words of a rejection, and where a snapshot stands, as a person reads them. */
import { describe, expect, it } from 'vitest';
import { createActor, setup } from 'xstate';
import { flexiti, flinks, opal, openSession, type Provider, pinwheel } from '../../src/index.ts';
import { expectedTypes, explainRejection } from '../../src/session/explain.ts';
import { describeState } from '../../src/xstate.ts';

const opalMessage = (type: string) => ({ type, mode: 'connect', object: 'o', action: 'a', timestamp: 't' });

describe('the last of these messages is explained', () => {
  it.each<[Provider, object, unknown[], string, string]>([
    [
      flinks,
      {},
      [{ step: 'SUBMIT_MFA' }],
      'loading.waiting',
      'SUBMIT_MFA is documented, but not here: no APP_MOUNTED came before it, so this listener was attached too late, or the widget never started.',
    ],
    [
      flinks,
      { closeEnable: false },
      [{ step: 'APP_MOUNTED' }, { step: 'COMPONENT_CLOSE_SESSION' }],
      'open.flow.starting',
      'COMPONENT_CLOSE_SESSION is documented, but not here: closeEnable is false.',
    ],
    [
      flinks,
      {},
      [{ step: 'APP_MOUNTED' }, { step: 'APP_OFFLINE' }, { step: 'COMPONENT_HELP2FA_INFO' }, { step: 'SUBMIT_MFA' }],
      'open.flow.starting, open.connection.offline, open.help2fa.info',
      'SUBMIT_MFA is documented, but not here: the widget is at open.flow.starting, open.connection.offline, open.help2fa.info, where COMPONENT_LOAD_CONSENT, COMPONENT_CONSENT_INTRO, COMPONENT_LOAD_INSTITUTION_SELECTOR, INSTITUTION_SELECTED and 19 others could follow.',
    ],
    [
      flexiti,
      { flow: 'apply' },
      [{ eventType: 'flx-cancel' }, { eventType: 'flx-cancel' }],
      'cancelled',
      'flx-cancel is documented, but not here: the widget has ended (cancelled).',
    ],
    [
      flexiti,
      { flow: 'apply' },
      [{ eventType: 'flx-success' }],
      'open.running',
      'flx-success is documented, but its payload is not as documented: eventData: expected object.',
    ],
    [
      flexiti,
      { flow: 'apply' },
      [{ eventType: 'flx-failure' }],
      'open.running',
      'flx-failure is documented, but its payload is not as documented: error: has none of the documented types; message: expected string.',
    ],
    [
      flexiti,
      { flow: 'apply' },
      ['hello'],
      'open.running',
      'This is no message of Flexiti to trust: it is not { eventType, eventData }.',
    ],
    [
      opal,
      { mode: 'connect' },
      [opalMessage('opal.session.started'), opalMessage('transactions.flow.started')],
      'open.generic.none',
      'transactions.flow.started is documented, but not here: the mode of this session has no transactions flow: only transactions, opal have one.',
    ],
    [
      pinwheel,
      {},
      [{ eventName: 'login', payload: {} }],
      'loading',
      'login is documented, but its payload is not as documented: payload.platformId: expected string; payload.accountId: expected string.',
    ],
  ])('%# of $name', (provider, input, messages, place, explanation) => {
    const session = openSession(provider, { input: input as never, onWarning: () => {} });
    const verdicts = messages.map((message) => session.receive(message));
    expect(describeState(session.snapshot)).toBe(place);
    expect(verdicts.at(-1)).toMatchObject({ explanation });
  });
});

/** A widget of which `types` are legal, one informational beside them, and of which `CLOSED` never is. */
function widgetThatTakes(types: readonly string[]): [Provider, ReturnType<typeof snapshotOf>] {
  const machine = setup({ guards: { never: () => false } }).createMachine({
    initial: 'waiting',
    states: {
      waiting: { on: { GO: 'open' } },
      open: { on: { ...Object.fromEntries(types.map((type) => [type, {}])), NOISE: {}, CLOSED: { guard: 'never' } } },
    },
  });
  const provider = {
    ...flinks,
    title: 'A widget',
    machine,
    informational: new Set(['NOISE']),
    initialEvent: 'GO',
    contextGuards: { never: () => false },
    refusals: { never: 'it never is' },
  } as unknown as Provider;
  return [provider, snapshotOf(machine)];
}

function snapshotOf(machine: Parameters<typeof createActor>[0]) {
  const actor = createActor(machine).start();
  actor.send({ type: 'GO' } as never);
  return actor.getSnapshot() as never;
}

describe('what could follow', () => {
  it.each([
    [[], 'nothing'],
    [['A'], 'A'],
    [['E', 'D', 'C', 'B', 'A'], 'E, D, C, B, A'],
    [['F', 'E', 'D', 'C', 'B', 'A'], 'F, E, D, C and 2 others'],
  ])('of %j, is told as "%s"', (types, told) => {
    const [provider, snapshot] = widgetThatTakes(types);
    const { explanation, expected } = explainRejection(provider, snapshot, 1, 'ELSE', 'illegal');
    expect(explanation).toBe(`ELSE is documented, but not here: the widget is at open, where ${told} could follow.`);
    // For a program, and not for a person: all of it, sorted.
    expect(expected).toEqual([...types].sort());
    expect(expectedTypes(provider, snapshot)).toEqual([...types].sort());
  });

  it('is nothing that a guard refuses, and the guard tells why', () => {
    const [provider, snapshot] = widgetThatTakes(['A']);
    const { explanation } = explainRejection(provider, snapshot, 1, 'CLOSED', 'illegal');
    expect(explanation).toBe('CLOSED is documented, but not here: it never is.');
  });

  it('has nothing to do with a payload: what is wrong with all of it has no path', () => {
    const [provider, snapshot] = widgetThatTakes(['A']);
    const issues = [
      { path: '', problem: 'expected object' },
      { path: 'a.b', problem: 'expected string' },
    ];
    const { explanation } = explainRejection(provider, snapshot, 1, 'A', 'malformed', {
      code: 'payload',
      issues,
    });
    expect(explanation).toBe(
      'A is documented, but its payload is not as documented: expected object; a.b: expected string.',
    );
  });
});
