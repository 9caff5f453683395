/** A widget that this library does not ship, as a user of it would define one. */
import { assign, setup } from 'xstate';
import * as z from 'zod';
import { defineKit } from '../../src/kit/index.ts';
import { defineProvider, type EventsFrom, nested } from '../../src/provider/index.ts';

const contents = {
  shown: z.object({ page: z.number() }),
  answered: z.object({ question: z.string() }),
  sent: z.object({}),
  closed: z.object({}),
};

const machine = setup({
  types: { events: {} as EventsFrom<typeof contents, 'detail'> },
  actions: { acknowledge: assign({}) },
}).createMachine({
  id: 'survey',
  initial: 'loading',
  states: {
    loading: { description: 'The survey is being loaded.', tags: ['loading'], on: { shown: 'open' } },
    open: {
      description: 'The user answers its questions.',
      tags: ['awaitingUser'],
      on: { shown: { actions: 'acknowledge' }, answered: { actions: 'acknowledge' }, sent: 'sent', closed: 'closed' },
    },
    sent: { description: 'The answers were sent.', type: 'final', tags: ['ended', 'succeeded'] },
    closed: { description: 'The user left.', type: 'final', tags: ['ended', 'cancelled'] },
  },
});

const survey = defineProvider({
  name: 'survey',
  title: 'Happy Survey',
  machine,
  envelope: nested({ name: 'survey', content: 'detail' }),
  events: contents,
});

const source = 'Happy Survey: events';

export const surveyKit = defineKit(survey, {
  catalogue: [
    {
      type: 'shown',
      kind: 'Pages',
      evidence: 'documented',
      source,
      description: 'A page is shown.',
      samples: [{ survey: 'shown', detail: { page: 1 } }],
    },
    {
      type: 'answered',
      kind: 'Pages',
      evidence: 'documented',
      source,
      description: 'A question was answered.',
      samples: [{ survey: 'answered', detail: { question: 'How are you?' } }],
    },
    {
      type: 'sent',
      kind: 'Ends',
      evidence: 'documented',
      source,
      description: 'The answers were sent.',
      samples: [{ survey: 'sent', detail: {} }],
    },
    {
      type: 'closed',
      kind: 'Ends',
      evidence: 'documented',
      source,
      description: 'The user left.',
      samples: [{ survey: 'closed', detail: {} }],
    },
  ],
  presentation: { kind: 'Survey' },
  origins: ['https://survey.example'],
});
