import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import * as z from 'zod/mini';
import { opalContents } from '../../src/machines/opal/events.ts';
import {
  type OpalEvent,
  type OpalEventType,
  type OpalInput,
  opal,
  opalMachine,
} from '../../src/machines/opal/index.ts';
import { opalKit } from '../../src/machines/opal/kit.ts';
import { eventIn } from '../support/cases.ts';

/** A bare event: the chart must survive one without its data. */
const bare = (type: string) => ({ type }) as OpalEvent;
const full = (type: OpalEventType, data: unknown = null) =>
  ({ type, mode: 'connect', object: 'o', action: 'a', timestamp: 't', data }) as OpalEvent;

/** `connect.step.started` is written `connect.step+`, `connect.flow.completed` `connect.flow-`. */
const named = (word: string) => word.replace('+', '.started').replace('-', '.completed');

function open(input?: OpalInput) {
  const actor = createActor(opalMachine, { input }).start();
  actor.send(bare('opal.session.started'));
  return actor;
}

/** Sends a walk through an open session; a word with `!` must be refused, and leave the very same snapshot. */
function walk(words: string, input?: OpalInput) {
  const actor = open(input);
  for (const word of words.split(' ').filter(Boolean)) {
    const illegal = word.startsWith('!');
    const event = bare(named(illegal ? word.slice(1) : word));
    const before = actor.getSnapshot();
    expect(before.can(event), `can ${word} in ${words}`).toBe(!illegal);
    actor.send(event);
    expect(actor.getSnapshot() === before, `${word} in ${words}`).toBe(illegal);
  }
  return actor.getSnapshot();
}

const flows = {
  identity_verification: 'identity_verification.identity.completed',
  connect: 'connect.accounts.selected',
  account_verification: 'account_verification.card.verified',
  transactions: 'transactions.accounts.linked',
  card_connect: 'card_connect.card.verified',
} as const;
const flowNames = Object.keys(flows) as (keyof typeof flows)[];
const everyType = Object.keys(opalContents) as OpalEventType[];

describe('before Opal is open', () => {
  it('accepts opal.session.started only', () => {
    const actor = createActor(opalMachine).start();
    const before = actor.getSnapshot();
    expect(everyType.filter((type) => before.can(bare(type)))).toEqual(['opal.session.started']);
    for (const type of everyType.filter((type) => type !== 'opal.session.started')) actor.send(bare(type));
    expect(actor.getSnapshot()).toBe(before);
  });

  it('refuses a mode that it does not know', () => {
    const input = { mode: 'payments' } as unknown as OpalInput;
    expect(createActor(opalMachine, { input }).getSnapshot().error).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('one flow', () => {
  it.each([...flowNames, 'opal'])('%s keeps the order of its flow and its steps', (flow) => {
    const words = [
      '!step+ !step- !flow- flow+ !flow+ !step- step+ step+ !flow+ step- !step-',
      'step+ flow- !flow- !step+ flow+ flow-',
    ].join(' ');
    walk(words.replaceAll(/(!?)(step|flow)/g, `$1${flow}.$2`));
  });

  it.each(Object.entries(flows))('%s has its result within it only, and stays where it is', (flow, result) => {
    const others = Object.values(flows).filter((other) => other !== result);
    const refused = others.map((other) => `!${other}`).join(' ');
    walk(`!${result} ${flow}.flow+ ${result} ${refused} ${flow}.step+ ${result} ${flow}.step- ${result}`);
    walk(`${flow}.flow+ ${flow}.flow- !${result}`);
  });

  it('is one at a time, in any order, several in a session', () => {
    walk('connect.flow+ !transactions.flow+ !identity_verification.step+ connect.flow- transactions.flow+');
    walk('transactions.flow+ transactions.flow- connect.flow+ connect.flow- connect.flow+');
  });
});

describe('the two copies', () => {
  it.each([
    [
      'opal first',
      'opal.flow+ connect.flow+ opal.step+ connect.step+ opal.step- connect.step- opal.flow- connect.flow-',
    ],
    [
      'opal last',
      'connect.flow+ opal.flow+ connect.step+ opal.step+ connect.step- opal.step- connect.flow- opal.flow-',
    ],
    ['mixed', 'opal.flow+ connect.flow+ connect.step+ opal.step+ opal.step- connect.step- connect.flow- opal.flow-'],
    ['generic alone', 'opal.flow+ opal.step+ opal.step- opal.flow-'],
    ['specific alone', 'connect.flow+ connect.step+ connect.step- connect.flow-'],
  ])('%s', (_name, words) => {
    expect(walk(words).value).toEqual({ open: { generic: 'none', specific: 'none', health: 'well' } });
  });

  it.each([
    ['', 'none', 'none'],
    ['opal.flow+', { flow: 'betweenSteps' }, 'none'],
    ['connect.flow+', 'none', { connect: 'betweenSteps' }],
    ['opal.flow+ connect.flow+ connect.step+', { flow: 'betweenSteps' }, { connect: 'inStep' }],
    ['opal.flow+ connect.flow+ connect.flow-', { flow: 'betweenSteps' }, 'none'],
  ])('after "%s" stand at %j and %j', (words, generic, specific) => {
    expect(walk(words).value).toEqual({ open: { generic, specific, health: 'well' } });
  });

  it.each([
    ['', ['loading']],
    ['opal.flow+', ['loading']],
    ['opal.flow+ connect.flow+ opal.step+ connect.step+', ['awaitingUser']],
    ['opal.flow+ opal.step+', ['awaitingUser']],
    ['opal.flow+ opal.step+ opal.session.errored', ['awaitingUser', 'recoverable']],
  ])('tags after "%s"', (words, tags) => {
    expect([...walk(words).tags].sort()).toEqual(tags);
  });
});

describe('mode', () => {
  const all = flowNames;
  it.each([
    [undefined, all],
    ['opal', all],
    ['identity_verification', ['identity_verification']],
    ['connect', ['identity_verification', 'connect']],
    ['account_verification', ['identity_verification', 'account_verification']],
    ['transactions', ['identity_verification', 'transactions']],
    ['card_connect', ['identity_verification', 'connect', 'account_verification', 'card_connect']],
  ] as const)('%s has its flows and no other', (mode, allowed) => {
    const words = all.map((flow) =>
      (allowed as readonly string[]).includes(flow) ? `${flow}.flow+ ${flow}.flow-` : `!${flow}.flow+`,
    );
    walk(words.join(' '), mode && { mode });
  });

  it('is not taken from a message', () => {
    const actor = open({ mode: 'transactions' });
    actor.send(full('transactions.flow.started'));
    expect(actor.getSnapshot().matches({ open: { specific: 'transactions' } })).toBe(true);
  });

  it('has a reason for each refusal', () => {
    const onFlows = Object.keys(opal.contextGuards).filter((name) => name.endsWith('Allowed'));
    expect(Object.keys(opal.refusals)).toEqual(onFlows);
  });
});

describe('errors', () => {
  it.each([
    ['opal.session.errored', 'errored'],
    ['opal.session.errored opal.session.errored opal.errored', 'errored'],
    ['opal.session.errored opal.flow+', 'well'],
    ['opal.session.errored connect.flow+', 'well'],
    ['connect.flow+ opal.session.errored connect.accounts.selected', 'well'],
    ['opal.session.errored !connect.step+', 'errored'],
    ['opal.errored', 'well'],
  ])('after "%s" the session is %s, and goes on', (words, health) => {
    const snapshot = walk(words);
    expect(snapshot.status).toBe('active');
    expect(snapshot.value).toMatchObject({ open: { health } });
    expect(snapshot.hasTag('recoverable')).toBe(health === 'errored');
    expect(snapshot.hasTag('ended')).toBe(false);
  });

  it('are kept until progress follows', () => {
    const actor = open();
    actor.send(full('opal.session.errored', { type: 'INVALID_REQUEST', sub_type: 'INVALID_SMS_CODE', message: 'm' }));
    const error = { type: 'INVALID_REQUEST', subType: 'INVALID_SMS_CODE', message: 'm' };
    expect(actor.getSnapshot().context.error).toEqual(error);
    actor.send(full('opal.flow.started'));
    expect(actor.getSnapshot().context.error).toBeNull();
  });
});

describe('ends', () => {
  it.each([
    ['opal.session.exited', 'exited', 'done', ['cancelled', 'ended']],
    ['connect.flow+ connect.step+ opal.session.exited', 'exited', 'done', ['cancelled', 'ended']],
    ['opal.session.errored opal.session.exited', 'exitedAfterError', 'done', ['ended', 'unsuccessful']],
    ['opal.session.errored opal.flow+ opal.session.exited', 'exited', 'done', ['cancelled', 'ended']],
    ['opal.session.completed', 'completed', 'active', ['ended', 'succeeded']],
    ['connect.flow+ connect.step+ opal.session.completed', 'completed', 'active', ['ended', 'succeeded']],
    ['opal.session.errored opal.session.completed', 'completed', 'active', ['ended', 'succeeded']],
    ['opal.session.completed opal.session.exited', 'exitedAfterCompletion', 'done', ['ended', 'succeeded']],
  ])('"%s" ends in %s', (words, value, status, tags) => {
    const snapshot = walk(words);
    expect(snapshot).toMatchObject({ value, status });
    expect([...snapshot.tags].sort()).toEqual(tags);
    const farewell = value === 'completed' ? ['opal.session.exited'] : [];
    expect(everyType.filter((type) => snapshot.can(bare(type)))).toEqual(farewell);
  });

  it('refuses a second opal.session.started, and everything after completion but the exit', () => {
    walk('!opal.session+ opal.flow+ !opal.session+');
    const refused = everyType.filter((type) => type !== 'opal.session.exited').map((type) => `!${type}`);
    walk(['opal.session-', ...refused].join(' '));
  });

  it('keeps what the latest events carried', () => {
    const actor = open();
    actor.send(full('connect.flow.started'));
    actor.send(full('connect.accounts.selected', { entity_id: 'ent_1', accounts: ['acc_1', 'acc_2'] }));
    actor.send(full('connect.flow.completed', { accounts: ['acc_1'] }));
    actor.send(full('card_connect.flow.started'));
    expect(actor.getSnapshot().context).toMatchObject({ entityId: 'ent_1', accountIds: ['acc_1'] });
    actor.send(full('card_connect.card.verified', { account: 'acc_3' }));
    actor.send(full('card_connect.flow.completed', { accounts: [], entity_id: null }));
    actor.send(full('opal.session.completed'));
    actor.send(full('opal.session.exited'));
    expect(actor.getSnapshot().output).toEqual({ entityId: 'ent_1', accountIds: ['acc_3'], error: null });
  });
});

describe('reading', () => {
  const message = { type: 'opal.flow.started', mode: 'connect', object: 'flow', action: 'started', timestamp: 't' };
  const { object: _object, ...torn } = message;
  const { mode: _mode, ...modeless } = message;
  it.each([
    ['an event', message, 'event'],
    ['JSON', JSON.stringify(message), 'event'],
    ['a known name without an object', torn, 'malformed'],
    ['a known name without a mode', modeless, 'malformed'],
    ['a result without data', { ...message, type: 'connect.accounts.selected' }, 'malformed'],
    ['a result with null data', { ...message, type: 'connect.accounts.selected', data: null }, 'malformed'],
    ['a result with data', { ...message, type: 'connect.accounts.selected', data: {} }, 'event'],
    ["the SDK's own without a mode", { ...modeless, type: 'opal.errored', mode: undefined }, 'event'],
    ['an unknown name', { ...message, type: 'connect.quiz.started' }, 'unrecognized'],
    ['a hostile name', { ...message, type: '__proto__' }, 'unrecognized'],
    ['an unknown name alone', { type: 'connect.quiz.started' }, 'foreign'],
    ['another object', { type: 'OPAL_SET_APPEARANCE', appearance: 'dark' }, 'foreign'],
    ['text', 'hello', 'foreign'],
    ['nothing', null, 'foreign'],
    ['a list', [message], 'foreign'],
  ])('%s', (_name, posted, kind) => {
    expect(opal.read(posted).kind).toBe(kind);
  });

  it('leaves undeclared fields behind', () => {
    expect(eventIn(opal, { ...message, secret: 1, data: { secret: 1 } })).toEqual(message);
  });

  it.each(opalKit.catalogue.map((entry) => [entry.type, entry] as const))('reads the samples of %s', (type, entry) => {
    for (const posted of entry.samples) expect(opal.read(posted)).toMatchObject({ kind: 'event', event: { type } });
    for (const posted of entry.samples) expect(z.safeParse(entry.schema, posted).success).toBe(true);
  });
});
