import type { MessageText } from '../../../src/kit/kit.ts';
import type { MyWidgetEventType } from './events.ts';

const texts: Record<MyWidgetEventType, Omit<MessageText, 'type'>> = {
  closed: {
    kind: 'Session',
    evidence: 'inferred',
    source: 'the name of the message',
    description: 'The widget has closed. `completed` says whether the user reached its end.',
    samples: [
      { event: 'closed', data: { completed: true, reference: 'a1b2c3' } },
      { event: 'closed', data: { completed: false } },
    ],
  },
};

/** Every message of My Widget. */
export const myWidgetCatalogue = (Object.keys(texts) as MyWidgetEventType[]).map((type) => ({ type, ...texts[type] }));
