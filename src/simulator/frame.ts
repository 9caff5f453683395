/**
 * The page in the frame of a widget that is driven from Node: it draws the screens that it is given, and posts what it
 * is told to. It knows no provider. Bundled into one script.
 */
import { postAs, postToHost, type WidgetPlace } from './post.ts';
import type { Action, Screen } from './screen.ts';
import type { Sender } from './simulator.ts';
import { createView, showProblem } from './view.ts';

/** A message to post. */
export interface OutgoingMessage {
  readonly message: unknown;
  readonly sender: Sender;
}

/** What the page is told when it is loaded. */
export type FrameData =
  | {
      readonly screen: Screen;
      /** The function of its window that takes what a person does. */
      readonly binding: string;
      readonly spoofedPage: string;
    }
  | { readonly problem: string };

/** What became of an action: what to show and to post. */
export interface FrameUpdate {
  readonly screen: Screen;
  readonly posts: readonly OutgoingMessage[];
  readonly problem: string;
}

declare global {
  /** What the driver calls. */
  var updateSimulatedWidget: ((update: FrameUpdate) => void) | undefined;
}

const data: FrameData = JSON.parse(document.getElementById('widget')?.textContent ?? '{}');
if ('problem' in data) {
  showProblem(window, data.problem);
} else {
  const { screen, binding, spoofedPage } = data;
  const place: WidgetPlace = { window, post: postToHost, spoofedPage, back: () => location.href };
  const view = createView(window, screen, (action) =>
    (window as unknown as Record<string, (action: Action) => unknown>)[binding]?.(action),
  );
  globalThis.updateSimulatedWidget = ({ screen, posts, problem }) => {
    view.show(screen);
    view.report(problem);
    for (const { message, sender } of posts) {
      view.log(message, sender);
      postAs(sender, message, place);
    }
  };
}
