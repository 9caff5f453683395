import type { MessageText } from '../../kit/kit.ts';
import type { OpalEventType, OpalMode } from './events.ts';

const source = 'Method: Opal Events';
const byName = 'the other flows have a message of that name';
const session = 'Default session events';
const generic = 'Generic flow and step events';

const timestamp = '2025-06-10T22:50:53.024Z';
const entity = 'ent_wrDBN43PR8LKC';
const account = 'acc_ge9hxMTPGdXmQ';

const texts: Record<OpalEventType, Omit<MessageText, 'type'>> = {
  'opal.session.started': {
    kind: session,
    evidence: 'documented',
    source,
    description: 'Opal is on screen and its session has begun. Nothing else comes before it.',
    samples: [posted('opal.session.started', 'connect'), posted('opal.session.started', 'opal')],
  },
  'opal.session.completed': {
    kind: session,
    evidence: 'documented',
    source,
    description:
      'The user is through with all of it. Opal stays open: the host closes it, and asks Method for what came of it.',
    samples: [posted('opal.session.completed', 'connect')],
  },
  'opal.session.errored': {
    kind: session,
    evidence: 'documented',
    source,
    description:
      'Something went wrong. Whether Opal can go on is not said: progress after it would show that it could.',
    samples: [
      posted('opal.session.errored', 'connect', {
        type: 'INVALID_REQUEST',
        sub_type: 'INVALID_SMS_CODE',
        message: 'Invalid request please try again',
      }),
      posted('opal.session.errored', 'connect'),
    ],
  },
  'opal.session.exited': {
    kind: session,
    evidence: 'documented',
    source,
    description: 'The user closed Opal. The document contradicts itself on whether it also comes after completion.',
    samples: [posted('opal.session.exited', 'connect')],
  },
  'opal.flow.started': {
    kind: generic,
    evidence: 'documented',
    source,
    description: "A flow began. It comes besides the message under the flow's own name, in any mode.",
    samples: [posted('opal.flow.started', 'connect')],
  },
  'opal.flow.completed': {
    kind: generic,
    evidence: 'documented',
    source,
    description: 'A flow is through. Others may follow: it is not the end of the session.',
    samples: [
      posted('opal.flow.completed', 'connect'),
      posted('opal.flow.completed', 'connect', { entity_id: entity, accounts: [account] }),
    ],
  },
  'opal.step.started': {
    kind: generic,
    evidence: 'documented',
    source,
    description: 'A screen is shown, such as one for a phone number. Which one is not said.',
    samples: [posted('opal.step.started', 'connect')],
  },
  'opal.step.completed': {
    kind: generic,
    evidence: 'documented',
    source,
    description: 'The user is through with a screen, and the next one is on its way.',
    samples: [posted('opal.step.completed', 'connect')],
  },
  'identity_verification.flow.started': {
    kind: 'identity_verification',
    evidence: 'documented',
    source,
    description: 'The Identity Verification flow began: the user proves their identity.',
    samples: [posted('identity_verification.flow.started', 'identity_verification')],
  },
  'identity_verification.step.started': {
    kind: 'identity_verification',
    evidence: 'documented',
    source,
    description: 'A screen of the Identity Verification flow is shown.',
    samples: [posted('identity_verification.step.started', 'identity_verification')],
  },
  'identity_verification.step.completed': {
    kind: 'identity_verification',
    evidence: 'documented',
    source,
    description: 'The user is through with a screen of the Identity Verification flow.',
    samples: [posted('identity_verification.step.completed', 'identity_verification')],
  },
  'identity_verification.flow.completed': {
    kind: 'identity_verification',
    evidence: 'documented',
    source,
    description: 'The Identity Verification flow is through.',
    samples: [posted('identity_verification.flow.completed', 'identity_verification')],
  },
  'identity_verification.identity.completed': {
    kind: 'identity_verification',
    evidence: 'documented',
    source,
    description: 'The identity of the user was verified. Its data names the entity.',
    samples: [posted('identity_verification.identity.completed', 'identity_verification', { entity_id: entity })],
  },
  'connect.flow.started': {
    kind: 'connect',
    evidence: 'documented',
    source,
    description: 'The Connect flow began: the user picks accounts to connect.',
    samples: [posted('connect.flow.started', 'connect')],
  },
  'connect.step.started': {
    kind: 'connect',
    evidence: 'documented',
    source,
    description: 'A screen of the Connect flow is shown.',
    samples: [posted('connect.step.started', 'connect')],
  },
  'connect.step.completed': {
    kind: 'connect',
    evidence: 'documented',
    source,
    description: 'The user is through with a screen of the Connect flow.',
    samples: [posted('connect.step.completed', 'connect')],
  },
  'connect.flow.completed': {
    kind: 'connect',
    evidence: 'documented',
    source,
    description:
      'The Connect flow is through. The sample has the entity and its accounts, though data is not promised.',
    samples: [
      posted('connect.flow.completed', 'connect', { entity_id: entity, accounts: [account] }),
      posted('connect.flow.completed', 'connect'),
    ],
  },
  'connect.accounts.selected': {
    kind: 'connect',
    evidence: 'documented',
    source,
    description: 'The user selected accounts to connect. Its data names them.',
    samples: [posted('connect.accounts.selected', 'connect', { entity_id: entity, accounts: [account] })],
  },
  'account_verification.flow.started': {
    kind: 'account_verification',
    evidence: 'documented',
    source,
    description: 'The Account Verification flow began: the user verifies a card.',
    samples: [posted('account_verification.flow.started', 'account_verification')],
  },
  'account_verification.step.started': {
    kind: 'account_verification',
    evidence: 'documented',
    source,
    description: 'A screen of the Account Verification flow is shown.',
    samples: [posted('account_verification.step.started', 'account_verification')],
  },
  'account_verification.step.completed': {
    kind: 'account_verification',
    evidence: 'documented',
    source,
    description: 'The user is through with a screen of the Account Verification flow.',
    samples: [posted('account_verification.step.completed', 'account_verification')],
  },
  'account_verification.flow.completed': {
    kind: 'account_verification',
    evidence: 'documented',
    source,
    description: 'The Account Verification flow is through.',
    samples: [posted('account_verification.flow.completed', 'account_verification')],
  },
  'account_verification.card.verified': {
    kind: 'account_verification',
    evidence: 'documented',
    source,
    description: 'A card was verified. Its data names the account.',
    samples: [
      posted('account_verification.card.verified', 'account_verification', { entity_id: entity, accounts: [account] }),
    ],
  },
  'transactions.flow.started': {
    kind: 'transactions',
    evidence: 'documented',
    source,
    description: 'The Transactions flow began: accounts are subscribed for their transactions.',
    samples: [posted('transactions.flow.started', 'transactions')],
  },
  'transactions.step.started': {
    kind: 'transactions',
    evidence: 'documented',
    source,
    description: 'A screen of the Transactions flow is shown.',
    samples: [posted('transactions.step.started', 'transactions')],
  },
  'transactions.step.completed': {
    kind: 'transactions',
    evidence: 'documented',
    source,
    description: 'The user is through with a screen of the Transactions flow.',
    samples: [posted('transactions.step.completed', 'transactions')],
  },
  'transactions.flow.completed': {
    kind: 'transactions',
    evidence: 'documented',
    source,
    description: 'The Transactions flow is through.',
    samples: [posted('transactions.flow.completed', 'transactions')],
  },
  'transactions.accounts.linked': {
    kind: 'transactions',
    evidence: 'documented',
    source,
    description: 'Accounts were linked and subscribed. Data is promised, not described: the sample follows connect.',
    samples: [posted('transactions.accounts.linked', 'transactions', { entity_id: entity, accounts: [account] })],
  },
  'card_connect.flow.started': {
    kind: 'card_connect',
    evidence: 'observed',
    source: 'Method: example in the OpenAPI file',
    description: 'The card_connect flow began: no list of flows has it, and only samples of the API show its messages.',
    samples: [posted('card_connect.flow.started', 'card_connect')],
  },
  'card_connect.step.started': {
    kind: 'card_connect',
    evidence: 'inferred',
    source: byName,
    description: 'A screen of the card_connect flow is shown.',
    samples: [posted('card_connect.step.started', 'card_connect')],
  },
  'card_connect.step.completed': {
    kind: 'card_connect',
    evidence: 'inferred',
    source: byName,
    description: 'The user is through with a screen of the card_connect flow.',
    samples: [posted('card_connect.step.completed', 'card_connect')],
  },
  'card_connect.flow.completed': {
    kind: 'card_connect',
    evidence: 'inferred',
    source: byName,
    description: 'The card_connect flow is through.',
    samples: [posted('card_connect.flow.completed', 'card_connect')],
  },
  'card_connect.card.verified': {
    kind: 'card_connect',
    evidence: 'observed',
    source: 'Method: sample in the API reference, list events',
    description:
      'A card was verified, in the older or unlisted flow of that name. The sample has one account, in the singular.',
    samples: [posted('card_connect.card.verified', 'card_connect', { account })],
  },
  'opal.errored': {
    kind: 'SDK',
    evidence: 'observed',
    source: '@methodfi/opal-react 1.5.0, dist/index.js',
    description: "Not from Opal: the React SDK sends it to the host's callback when that callback threw.",
    samples: [
      posted('opal.errored', 'connect'),
      { type: 'opal.errored', object: 'session', action: 'errored', timestamp, data: null },
    ],
  },
};

/** A message as Opal posts it: its name says the object and the action. */
function posted(type: OpalEventType, mode: OpalMode, data: object | null = null): unknown {
  const [object, action] = type === 'opal.errored' ? ['session', 'errored'] : type.split('.').slice(1);
  return { type, mode, object, action, timestamp, data };
}

/** Every message of Method Opal. */
export const opalCatalogue = (Object.keys(texts) as OpalEventType[]).map((type) => ({ type, ...texts[type] }));
