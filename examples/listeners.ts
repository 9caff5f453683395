/** Counts the listeners for messages that a page's own code adds and takes away. */
import type { Page } from 'playwright';

export interface MessageListeners {
  /** How many were added so far. */
  readonly added: number;
  /** How many are there now. */
  readonly left: number;
}

/** Call it before the page is opened; what listens there already is counted as well. */
export async function countListeners(page: Page): Promise<void> {
  await page.addInitScript({ content: counter });
}

export async function listenersOf(page: Page): Promise<MessageListeners> {
  return (await page.evaluate('window.messageListeners')) as MessageListeners;
}

/** Kept by what they are: to take away what is not there any more is no fault, and changes nothing. */
const counter = `(() => {
  const there = new Set();
  const count = window.messageListeners = { added: 0, left: 0 };
  const { addEventListener, removeEventListener } = window;
  window.addEventListener = function (type, listener, ...rest) {
    if (type === 'message') {
      count.added += 1;
      count.left = there.add(listener).size;
    }
    return addEventListener.call(this, type, listener, ...rest);
  };
  window.removeEventListener = function (type, listener, ...rest) {
    if (type === 'message' && there.delete(listener)) count.left = there.size;
    return removeEventListener.call(this, type, listener, ...rest);
  };
})()`;
