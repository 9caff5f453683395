import type { MessageText } from '../../kit/kit.ts';
import { type PinwheelEventType, pinwheelScreens } from './events.ts';

const employerId = '5f0f5f3a-9d2c-4f0b-8a55-0c9a3d1f7e10';
const platformId = '9b2a3c44-7c1e-4d58-a1f4-2a8b6f0e9d31';
const accountId = '03bfc2ac-9b7a-4a0e-8d35-6e5f1c2b7a42';
const employer = { selectedEmployerId: employerId, selectedEmployerName: 'Example Foods' };
const platform = { selectedPlatformId: platformId, selectedPlatformName: 'Example Payroll' };
const loggedIn = { platformId, accountId };
const badCredentials = {
  type: 'invalidUserInput',
  code: 'invalidCredentials',
  message: 'Your username or password is incorrect.',
  pendingRetry: false,
};
const unavailable = {
  type: 'platformError',
  code: 'platformUnavailable',
  message: 'The platform is not available right now.',
  pendingRetry: true,
};
const bill = {
  platformId,
  platformName: 'Example Streaming',
  isGuidedSwitch: false,
  frequency: 'monthly',
  nextPaymentDate: '2025-03-01',
  amountCents: 1999,
};

const source = 'Pinwheel: Link Events';
const sdkSource = '@pinwheel/react-modal 3.0.0, v2.3.d.ts';

const texts: Record<PinwheelEventType, Omit<MessageText, 'type'>> = {
  open: {
    kind: 'Core Events',
    evidence: 'documented',
    source,
    description: 'Link is open.',
    samples: [callback('open', {}), { type: 'PINWHEEL_EVENT', eventName: 'open' }],
  },
  exit: {
    kind: 'Core Events',
    evidence: 'documented',
    source,
    description: 'Link was closed. It repeats an error of the session, if there was one, be it the cause or not.',
    samples: [
      callback('exit', {}),
      callback('exit', badCredentials),
      posted('exit', { error: unavailable }),
      posted('exit', { error: null }),
      { type: 'PINWHEEL_EVENT', eventName: 'exit' },
    ],
  },
  success: {
    kind: 'Core Events',
    evidence: 'documented',
    source,
    description: 'The success screen: once for each completed switch, or at the login. Read jobs go on behind it.',
    samples: [
      callback('success', { ...loggedIn, job: 'login' }),
      callback('success', { ...loggedIn, job: 'direct_deposit_switch', params: { action: 'full_switch' } }),
      callback('success', {
        ...loggedIn,
        job: 'direct_deposit_switch',
        params: { action: 'partial_switch', allocation: { type: 'percentage', value: 25 } },
      }),
      callback('success', {
        ...loggedIn,
        job: 'direct_deposit_switch',
        params: { action: 'partial_switch', allocation: { type: 'remainder' } },
      }),
      posted('success', {
        ...loggedIn,
        job: 'direct_deposit_switch',
        params: { amount: { value: 100, unit: '$' } },
      }),
      posted('success', { ...loggedIn, job: 'card_switch', params: null }),
    ],
  },
  error: {
    kind: 'Core Events',
    evidence: 'documented',
    source,
    description: 'The user was shown an error. It need not be the end: wrong credentials can be entered again.',
    samples: [callback('error', badCredentials), posted('error', unavailable)],
  },
  input_required: {
    kind: 'Core Events',
    evidence: 'documented',
    source,
    description: 'Link waits for the user. Meant for analytics.',
    samples: [callback('input_required', {})],
  },
  select_employer: {
    kind: 'Employer/Platform Events',
    evidence: 'documented',
    source,
    description: 'The user picked an employer. Never in an on-demand update.',
    samples: [callback('select_employer', employer), posted('select_employer', employer)],
  },
  select_platform: {
    kind: 'Employer/Platform Events',
    evidence: 'documented',
    source,
    description: 'The user picked a payroll platform. Never in an on-demand update.',
    samples: [callback('select_platform', platform)],
  },
  login_attempt: {
    kind: 'Login Events',
    evidence: 'documented',
    source,
    description: 'The user submitted credentials. A second try may or may not be reported.',
    samples: [callback('login_attempt', { platformId })],
  },
  login: {
    kind: 'Login Events',
    evidence: 'documented',
    source,
    description: 'The platform let the user in, and the account now has an identifier.',
    samples: [callback('login', loggedIn), posted('login', loggedIn)],
  },
  merchant_login_success: {
    kind: 'Login Events',
    evidence: 'documented',
    source,
    description: 'A merchant let the user in (Bill Switch and Switch Kit).',
    samples: [callback('merchant_login_success', loggedIn)],
  },
  input_allocation: {
    kind: 'Direct Deposit Switch Events',
    evidence: 'documented',
    source,
    description: 'The user chose how much of the pay goes to the new account. SDK v3 may send null for both fields.',
    samples: [
      callback('input_allocation', { action: 'full_switch' }),
      callback('input_allocation', { action: 'partial_switch', allocation: { type: 'remainder' } }),
      callback('input_allocation', { action: 'partial_switch', allocation: { type: 'amount', value: 100 } }),
      callback('input_allocation', { action: 'partial_switch', allocation: { type: 'percentage', value: 25 } }),
      callback('input_allocation', { action: null, allocation: null }),
    ],
  },
  input_amount: {
    kind: 'Direct Deposit Switch Events',
    evidence: 'documented',
    source,
    description: 'The user entered an amount. Deprecated for input_allocation, and gone in SDK v3.',
    samples: [callback('input_amount', { value: 100, unit: '$' }), callback('input_amount', { value: 25, unit: '%' })],
  },
  doc_uploads_begin: {
    kind: 'Document Uploads Events',
    evidence: 'documented',
    source,
    description: 'The user began to upload documents. The SDK types know a count that the document lacks.',
    samples: [callback('doc_uploads_begin', {}), callback('doc_uploads_begin', { uploadedDocumentsSubmittedCount: 0 })],
  },
  doc_uploads_submitted: {
    kind: 'Document Uploads Events',
    evidence: 'documented',
    source,
    description: 'The user submitted documents, and how many.',
    samples: [callback('doc_uploads_submitted', { uploadedDocumentSubmittedCount: 2 })],
  },
  dd_form_begin: {
    kind: 'Direct Deposit Form Events',
    evidence: 'documented',
    source,
    description: 'The user began to make a direct deposit form.',
    samples: [callback('dd_form_begin', {})],
  },
  dd_form_create: {
    kind: 'Direct Deposit Form Events',
    evidence: 'documented',
    source,
    description: 'The form is made, and lies at the URL.',
    samples: [callback('dd_form_create', { url: 'https://forms.example.com/direct-deposit.pdf?signature=example' })],
  },
  dd_form_download: {
    kind: 'Direct Deposit Form Events',
    evidence: 'documented',
    source,
    description: 'The user saved or shared the form.',
    samples: [callback('dd_form_download', {})],
  },
  external_account_connected: {
    kind: 'Bill Switch Events',
    evidence: 'documented',
    source,
    description: 'The user connected an outside bank account, to find the bills that are charged to it.',
    samples: [callback('external_account_connected', { institutionName: 'Example Bank', accountName: 'Checking' })],
  },
  bill_switch_success: {
    kind: 'Bill Switch Events',
    evidence: 'documented',
    source,
    description: 'A bill is now paid from the new account; guided switches are done by hand.',
    samples: [
      callback('bill_switch_success', bill),
      callback('bill_switch_success', { ...bill, isGuidedSwitch: true, frequency: 'other', nextPaymentDate: '' }),
    ],
  },
  bill_removed: {
    kind: 'Bill Switch Events',
    evidence: 'documented',
    source,
    description: 'The user took a bill off the list.',
    samples: [callback('bill_removed', bill)],
  },
  screen_transition: {
    kind: 'Navigation Events',
    evidence: 'documented',
    source,
    description: 'Another screen is shown. The list of screens is open, and the wire writes screenName.',
    samples: [screen('SEARCH_DEFAULT', 0), ...pinwheelScreens.map(screen).slice(1), screen('A_SCREEN_TO_COME', 0)],
  },
  other_event: {
    kind: 'Other Events',
    evidence: 'documented',
    source,
    description: 'An experiment of Pinwheel, to be ignored.',
    samples: [
      callback('other_event', {}),
      posted('other_event', { name: 'example', payload: [{ key: 'step', value: '1', type: 'string' }] }),
    ],
  },
  incorrect_platform_given: {
    kind: 'SDK',
    evidence: 'observed',
    source: sdkSource,
    description: 'The selected platform was the wrong one, by its name. No document explains it.',
    samples: [callback('incorrect_platform_given', {})],
  },
  card_switch_begin: {
    kind: 'SDK',
    evidence: 'observed',
    source: sdkSource,
    description: 'A card switch was begun, by its name. No document explains it.',
    samples: [callback('card_switch_begin', {})],
  },
};

/** The arguments of `onEvent`, by their names. */
function callback(eventName: PinwheelEventType, payload: object): unknown {
  return { eventName, payload };
}

/** The message that Link posts. */
function posted(eventName: PinwheelEventType, payload: object): unknown {
  return { type: 'PINWHEEL_EVENT', eventName, payload };
}

/** The SDKs up to 3.0.0 and the document write `screen_name`, the wire and later SDKs `screenName`. */
function screen(name: string, index: number): unknown {
  const selected = name === 'LOGIN' || name === 'MANUAL_INSTRUCTIONS' ? { ...employer, ...platform } : {};
  return index % 2 === 0
    ? callback('screen_transition', { screen_name: name, ...selected })
    : posted('screen_transition', { screenName: name, ...selected });
}

/** Every event of Pinwheel Link. */
export const pinwheelCatalogue = (Object.keys(texts) as PinwheelEventType[]).map((type) => ({ type, ...texts[type] }));
