/** A host that shows a chart in the Stately inspector: in a frame of the page that is named, or where the package does. */
import { createActor } from 'xstate';
import { flinks } from '../../../src/index.ts';
import { createWidgetInspector } from '../../../src/inspector/index.ts';

const url = new URLSearchParams(location.search).get('inspector');
const iframe = document.createElement('iframe');
document.body.append(iframe);

const { inspect } = createWidgetInspector({ providers: [flinks], ...(url !== null && { url, iframe }) });
const actor = createActor(flinks.machine, { inspect }).start();

function receive(message: unknown): void {
  const reading = flinks.read(message);
  if (reading.kind === 'event') actor.send(reading.event);
}

Object.assign(window, { receive });
