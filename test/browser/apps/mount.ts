/** A test that runs in the page itself, as in Vitest's browser mode. */
import { openSession } from '../../../src/index.ts';
import { shippedKits } from '../../../src/shipped.ts';
import { type MountOptions, mountWidget } from '../../../src/simulator/index.ts';
import { windowTransport } from '../../../src/transports/index.ts';
import { surveyKit } from '../../simulator/survey.ts';

async function mount(options: MountOptions, attributes: Record<string, string> = {}) {
  const frame = document.createElement('iframe');
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  document.body.append(frame);
  const heard: [verdict: string, origin: string | undefined][] = [];
  const session = openSession(options.kit.provider, {
    transport: windowTransport({ frame, origins: [location.origin] }),
    onVerdict: ({ verdict, type }) => heard.push([verdict, type ?? undefined]),
    onWarning: () => {},
  });
  const widget = await mountWidget(frame, options);
  return { frame, session, heard, widget };
}

/** By name, as the tests' texts have them: flinksKit. */
const kits = Object.fromEntries([...shippedKits, surveyKit].map((kit) => [`${kit.provider.name}Kit`, kit]));
Object.assign(window, { mount, mountWidget, ...kits });
