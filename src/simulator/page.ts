/** The simulated widget's page: runs in the frame that the provider's widget would run in. Bundled into one script. */
import { configurationFrom, planOf, type WidgetConfiguration } from './configuration.ts';
import { forgedAddress } from './forged.ts';
import { createSimulator, type Saved, type Sender, type Simulator } from './simulator.ts';
import { createView, showProblem, type View } from './view.ts';

/** What a widget's page adds to its window: the simulator, for drivers. */
interface WidgetWindow extends Window {
  simulator?: Simulator;
  /** There is one in a native app. */
  ReactNativeWebView?: { postMessage(message: string): void };
}

/** The window that the widget is shown in, and how it posts from there. */
export interface Place {
  readonly window: Window;
  readonly post: (message: unknown) => void;
}

/** Shows a widget in a window; `configuration` is complete. */
export function startWidget(configuration: WidgetConfiguration, { window, post }: Place): Simulator {
  const { provider, ...plan } = planOf(configuration);
  const ways: Readonly<Record<Sender, (message: unknown) => void>> = {
    widget: post,
    strangeFrame: (message) => postFromStrangeFrame(window, message),
    strangeOrigin: (message) => {
      const back = addressOf(window, simulator.save());
      window.location.replace(forgedAddress(configuration.forgery, { message, back }));
    },
  };
  const simulator = createSimulator(provider, {
    ...plan,
    input: plan.input as never,
    post: (message, sender) => {
      view.log(message, sender);
      ways[sender](message);
    },
  });
  const view = createView(window, provider, simulator, plan.path?.id ?? null);
  const shown = shownBy(simulator, view);

  const { pace = 500 } = configuration;
  if (pace !== null && simulator.left > 0) {
    const timer = setInterval(() => {
      try {
        shown.step();
      } finally {
        if (simulator.left === 0) clearInterval(timer);
      }
    }, pace);
  }
  return shown;
}

/** The simulator, whose screen follows what a driver does. */
function shownBy(simulator: Simulator, view: View): Simulator {
  return {
    ...simulator,
    get snapshot() {
      return simulator.snapshot;
    },
    get left() {
      return simulator.left;
    },
    choose: (event) => view.showing(() => simulator.choose(event)),
    send: (event, message) => view.showing(() => simulator.send(event, message)),
    step: () => view.showing(() => simulator.step()),
    fault: (...call) => view.showing(() => simulator.fault(...call)),
  };
}

function postFromStrangeFrame({ document }: Window, message: unknown): void {
  const text = JSON.stringify(message).replaceAll('<', '\\u003c');
  const frame = document.createElement('iframe');
  frame.id = 'strange';
  frame.hidden = true;
  frame.srcdoc = `<script>(parent.opener ?? parent.parent).postMessage(${text}, '*')</script>`;
  // The last one stays until the next: a frame that is gone would post from no window at all.
  document.getElementById(frame.id)?.remove();
  document.body.append(frame);
}

const marker = '#resume=';

/** Where the widget can be found again as it is, or null where its page has no address. */
function addressOf({ location }: Window, saved: Saved): string | null {
  if (!location.protocol.startsWith('http')) return null;
  const [address] = location.href.split('#');
  return `${address}${marker}${encodeURIComponent(JSON.stringify({ saved, hash: location.hash }))}`;
}

/** What a widget's page finds in its address when a strange one gave its place back. */
function takeSaved(): Saved | undefined {
  if (!location.hash.startsWith(marker)) return undefined;
  const { saved, hash } = JSON.parse(decodeURIComponent(location.hash.slice(marker.length)));
  history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  return saved;
}

/** To the page around this one, and to a native app where there is one, as the providers do. */
function postToHost(message: unknown): void {
  const { ReactNativeWebView: app } = window as WidgetWindow;
  if (app !== undefined) {
    app.postMessage(typeof message === 'string' ? message : JSON.stringify(message));
    return;
  }
  // The widget does not know who embeds it. Not at once: a host may take the frame away before a driver has its answer.
  setTimeout(() => (window.opener ?? window.parent).postMessage(message, '*'));
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`There is nothing to read at ${address}: ${response.status}.`);
  return response.text();
}

/** Reads the page's configuration and starts; says what is wrong where there is none. */
export async function startPage(): Promise<void> {
  try {
    const given = document.getElementById('widget')?.textContent;
    const saved = takeSaved();
    const configuration = await configurationFrom(given ? JSON.parse(given) : null, location.href, fetchText);
    const resume = saved ?? configuration.resume;
    (window as WidgetWindow).simulator = startWidget({ ...configuration, resume }, { window, post: postToHost });
  } catch (error) {
    showProblem(window, error);
  }
}
