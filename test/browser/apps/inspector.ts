/** A host that shows a chart in the Stately inspector: in a frame of the page that is named, or where the package does. */
import { createActor } from 'xstate';
import { flinksMachine, readFlinks } from '../../../src/index.ts';
import { createWidgetInspector } from '../../../src/inspector/index.ts';

const url = new URLSearchParams(location.search).get('inspector');
const iframe = document.createElement('iframe');
document.body.append(iframe);

const { inspect } = createWidgetInspector(url === null ? {} : { url, iframe });
const actor = createActor(flinksMachine, { inspect }).start();

function receive(message: unknown): void {
  const reading = readFlinks(message);
  if (reading.kind === 'event') actor.send(reading.event);
}

Object.assign(window, { receive });
