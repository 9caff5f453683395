/** What somebody who defines a widget of their own sees in an editor. Checked by tsc. */
import { expectTypeOf } from 'vitest';
import { assign, setup } from 'xstate';
import * as z from 'zod';
import { openSession, type Provider } from '../../src/index.ts';
import { defineKit, type Kit } from '../../src/kit/index.ts';
import {
  callbackArguments,
  defineProvider,
  type EventsFrom,
  flat,
  handle,
  nested,
  nothing,
  secret,
} from '../../src/provider/index.ts';

const contents = {
  OPEN: z.object({ view: z.string() }),
  SUCCESS: z.object({ token: secret(z.string()), accountId: handle(z.string()) }),
  EXIT: nothing(),
};

// The chart's events come from the schemas of their contents.
type Events = EventsFrom<typeof contents, 'metadata'>;
expectTypeOf<Extract<Events, { type: 'OPEN' }>['metadata']>().toEqualTypeOf<{ view: string }>();
expectTypeOf<Extract<Events, { type: 'SUCCESS' }>['metadata']['accountId']>().toEqualTypeOf<string>();
expectTypeOf<Extract<EventsFrom<typeof contents>, { type: 'OPEN' }>['view']>().toEqualTypeOf<string>();
expectTypeOf<{ type: 'EXIT' }>().toExtend<Events>();

const machine = setup({
  types: { events: {} as Events, context: {} as { accountId: string | null } },
  actions: {
    acknowledge: assign({}),
    keep: assign({ accountId: ({ event }) => (event.type === 'SUCCESS' ? event.metadata.accountId : null) }),
  },
}).createMachine({
  context: { accountId: null },
  initial: 'open',
  states: {
    open: { on: { OPEN: { actions: 'acknowledge' }, SUCCESS: { target: 'done', actions: 'keep' }, EXIT: 'left' } },
    done: { type: 'final' },
    left: { type: 'final' },
  },
});

const widget = defineProvider({
  name: 'widget',
  title: 'A widget',
  machine,
  envelope: [nested({ name: 'event', content: 'metadata' }), callbackArguments({ content: 'metadata' })],
  events: contents,
  informational: ['OPEN'],
  afterEnd: ['OPEN'],
  initialEvent: 'OPEN',
});
expectTypeOf(widget).toEqualTypeOf<Provider<typeof machine>>();

const session = openSession(widget);
const verdict = session.receive({});
if (verdict.verdict === 'accepted' && verdict.type === 'SUCCESS') {
  expectTypeOf(verdict.event.metadata.token).toEqualTypeOf<string>();
}
expectTypeOf(session.snapshot.context.accountId).toEqualTypeOf<string | null>();

const rest = { name: 'widget', title: 'A widget', machine, envelope: flat({ name: 'event' }) } as const;
// @ts-expect-error an event without a schema
defineProvider({ ...rest, events: { OPEN: contents.OPEN, SUCCESS: contents.SUCCESS } });
// @ts-expect-error no machine
defineProvider({ name: 'widget', title: 'A widget', envelope: rest.envelope, events: contents });
// @ts-expect-error an initial event that the machine does not have
defineProvider({ ...rest, events: contents, initialEvent: 'OPENED' });
// @ts-expect-error an informational one that the machine does not have
defineProvider({ ...rest, events: contents, informational: ['NOISE'] });
// @ts-expect-error one after the end that the machine does not have
defineProvider({ ...rest, events: contents, afterEnd: ['NOISE'] });
// @ts-expect-error a schema that is none
defineProvider({ ...rest, events: { ...contents, OPEN: 'a text' } });

const text = { kind: 'Link', evidence: 'documented', source: 'a page', description: 'It opened.' } as const;
const kit = defineKit(widget, { catalogue: [{ ...text, type: 'OPEN', samples: [{ event: 'OPEN' }] }] });
expectTypeOf(kit).toEqualTypeOf<Kit<typeof widget>>();
// @ts-expect-error a type that the provider does not have
defineKit(widget, { catalogue: [{ ...text, type: 'OPENED', samples: [{ event: 'OPENED' }] }] });
// @ts-expect-error an entry without a sample
defineKit(widget, { catalogue: [{ ...text, type: 'OPEN', samples: [] }] });
