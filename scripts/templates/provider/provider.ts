import * as z from 'zod/mini';
import { providerOf } from '../../../src/provider/define.ts';
import { nested } from '../../../src/provider/envelope.ts';
import type { Provider } from '../../../src/provider/provider.ts';
import { myWidgetContents, myWidgetMemorySchema } from './events.ts';
import { myWidgetMachine } from './machine.ts';

/**
 * My Widget.
 *
 * @example
 * ```ts
 * import { openSession } from 'widget-statecharts';
 * import { myWidget } from 'widget-statecharts/my-widget';
 *
 * const session = openSession(myWidget);
 * session.receive({ event: 'closed', data: { completed: false } });
 * console.log((await session.done).outcome); // cancelled
 * ```
 */
export const myWidget: Provider<typeof myWidgetMachine> = providerOf({
  name: 'my-widget',
  title: 'My Widget',
  machine: myWidgetMachine,
  envelopes: [nested({ name: 'event', content: 'data' })],
  events: myWidgetContents,
  // The chart is configured by nothing.
  input: z.object({}),
  memory: myWidgetMemorySchema,
  requiredInput: [],
  sensitiveOutput: ['reference'],
  informational: [],
  initialEvent: null,
  contextGuards: {},
  refusals: {},
});
