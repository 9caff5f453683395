import type { MessageText } from '../../kit/kit.ts';
import type { FlexitiEventType } from './events.ts';

const source = 'Flexiti: Widget Communication Events';

const texts: Record<FlexitiEventType, Omit<MessageText, 'type'>> = {
  'flx-success': {
    kind: 'Success',
    evidence: 'documented',
    source,
    description:
      'The widget has ended after its verification steps. It is no approval: account number, verification and action say together what the merchant does next, and they mean different things in the apply and the purchase flow.',
    samples: [
      success({ accountNumber: 2233000, verified: true, action: 'purchase' }),
      success({ accountNumber: 2233000, verified: false, action: 'purchase' }),
      success({ accountNumber: null, verified: false, action: 'activation', mfaOptionSelected: null }),
      success({ accountNumber: null, verified: false, action: 'apply' }),
      success({ accountNumber: null, verified: true, action: 'apply' }),
      success({ accountNumber: null, verified: false, action: null }),
      success({ accountNumber: null, verified: false, action: 'retry' }),
      success({ accountNumber: 2233000, verified: true, action: 'apply' }),
    ],
  },
  'flx-failure': {
    kind: 'Failure',
    evidence: 'documented',
    source,
    description:
      'Something failed inside the widget: an HTTP status and a text. Whether the widget can still be used afterwards is not documented.',
    samples: [
      { eventType: 'flx-failure', eventData: { error: 500, message: 'Internal server error' } },
      { eventType: 'flx-failure', error: 401, message: 'Unauthorized' },
    ],
  },
  'flx-cancel': {
    kind: 'Cancel',
    evidence: 'documented',
    source,
    description: 'The customer cancelled the flow within the widget. It carries no data.',
    samples: [{ eventType: 'flx-cancel' }],
  },
};

function success(result: object): unknown {
  return {
    eventType: 'flx-success',
    eventData: {
      mfaOptionSelected: 'sms',
      widget_session_id: '3f2b8c1e-6a4d-4f0e-9b7a-1c2d3e4f5a6b',
      customerId: '1234567-12345',
      accountType: 'consumer',
      ...result,
    },
  };
}

/** Every message of Flexiti's widget. */
export const flexitiCatalogue = (Object.keys(texts) as FlexitiEventType[]).map((type) => ({ type, ...texts[type] }));
