/** The simulated widget's page: runs in the frame that the provider's widget would run in. */
import type { Kit } from '../kit/kit.ts';
import { configurationFrom, simulatorOptions, type WidgetConfiguration } from './configuration.ts';
import { sentenceOf } from './errors.ts';
import { postAs, postToHost, type WidgetPlace } from './post.ts';
import { screenOf } from './screen.ts';
import { createSimulator, type SavedSimulator, type Simulator } from './simulator.ts';
import { createView, showProblem } from './view.ts';

/** Shows a widget in a window; `configuration` is complete. */
export function startWidget(
  kit: Kit,
  configuration: WidgetConfiguration,
  place: Pick<WidgetPlace, 'window' | 'post'>,
): Simulator {
  const options = simulatorOptions(kit, configuration);
  const from: WidgetPlace = {
    ...place,
    spoofedPage: configuration.spoofedPage,
    back: () => addressOf(place.window, simulator.save()),
  };
  const simulator = createSimulator(kit, {
    ...options,
    post: (message, sender) => {
      view.log(message, sender);
      postAs(sender, message, from);
    },
  });
  const screen = () => screenOf(kit, simulator, options.path?.id ?? null);

  function showing<TResult>(action: () => TResult): TResult {
    view.report('');
    try {
      return action();
    } catch (error) {
      view.report(sentenceOf(error));
      throw error;
    } finally {
      view.show(screen());
    }
  }

  const shown: Simulator = {
    ...simulator,
    get snapshot() {
      return simulator.snapshot;
    },
    get left() {
      return simulator.left;
    },
    choose: (event) => showing(() => simulator.choose(event)),
    send: (event, message) => showing(() => simulator.send(event, message)),
    step: () => showing(() => simulator.step()),
    fault: (...call) => showing(() => simulator.fault(...call)),
  };
  const view = createView(place.window, screen(), ([method, ...args]) =>
    (shown[method] as (...args: readonly unknown[]) => unknown)(...args),
  );

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

const marker = '#resume=';

/** Where the widget can be found again as it is, or null where its page has no address. */
function addressOf({ location }: Window, saved: SavedSimulator): string | null {
  if (!location.protocol.startsWith('http')) return null;
  const [address] = location.href.split('#');
  return `${address}${marker}${encodeURIComponent(JSON.stringify({ saved, hash: location.hash }))}`;
}

/** What a widget's page finds in its address when a strange one gave its place back. */
function takeSaved(): SavedSimulator | undefined {
  if (!location.hash.startsWith(marker)) return undefined;
  const { saved, hash } = JSON.parse(decodeURIComponent(location.hash.slice(marker.length)));
  history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  return saved;
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`There is nothing to read at ${address}: ${response.status}.`);
  return response.text();
}

/**
 * Starts the page of a simulated widget, in a script of your own that `simulatorPage` puts into it: the script of a kit
 * that this library doesn't ship. Bundle it with your kit.
 *
 * @example
 * ```ts norun
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { startPage } from 'widget-statecharts/simulator';
 *
 * await startPage(flexitiKit);
 * ```
 */
export async function startPage(kit: Kit): Promise<void> {
  try {
    const given = document.getElementById('widget')?.textContent;
    const saved = takeSaved();
    const configuration = await configurationFrom(kit, given ? JSON.parse(given) : {}, location.href, fetchText);
    startWidget(kit, { ...configuration, resume: saved ?? configuration.resume }, { window, post: postToHost });
  } catch (error) {
    showProblem(window, error);
  }
}
