/** A test that runs in the page itself, as in Vitest's browser mode. */
import { openSession, providerNamed } from '../../../src/index.ts';
import { mountWidget, type WidgetConfiguration } from '../../../src/simulator/index.ts';
import { windowTransport } from '../../../src/transports/index.ts';

async function mount(configuration: WidgetConfiguration, attributes: Record<string, string> = {}) {
  const frame = document.createElement('iframe');
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  document.body.append(frame);
  const heard: [verdict: string, origin: string | undefined][] = [];
  const session = openSession(providerNamed(configuration.provider), {
    transport: windowTransport({ frame, origins: [location.origin] }),
    onVerdict: ({ verdict, type }) => heard.push([verdict, type ?? undefined]),
    onWarning: () => {},
  });
  const widget = await mountWidget(frame, configuration);
  return { frame, session, heard, widget };
}

Object.assign(window, { mount, mountWidget });
