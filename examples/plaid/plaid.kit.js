/** What tools need of Plaid Link: a catalogue, and a stand-in for Plaid's script. No app carries it. */
import { defineKit } from 'widget-statecharts/kit';
import { catalogue } from './plaid.catalogue.js';
import { plaid } from './plaid.js';

export const plaidKit = defineKit(plaid, {
  catalogue,
  presentation: {
    kind: 'Bank',
    hue: 205,
    icon: 'M12 2l9 5v2H3V7zM5 11h3v7H5zM10.500 11h3v7h-3zM16 11h3v7h-3zM3 20h18v2H3z',
  },
  origins: ['https://cdn.plaid.com'],
  sdk: {
    script: 'https://cdn.plaid.com/link/v2/stable/link-initialize.js',
    frame: 'https://cdn.plaid.com/simulated-link',
    define,
  },
});

/**
 * Defines `Plaid` as Plaid's script does. A frame is made at once and shown by `open`; what it posts becomes a call of
 * the host's callbacks. It runs in the host's page, so it uses nothing from around it.
 *
 * @param {import('widget-statecharts/kit').SdkTools} tools
 */
function define(tools) {
  /** @param {Record<string, unknown>} options what the host gives to `Plaid.create` */
  const create = (options) => {
    const holder = document.createElement('div');
    holder.className = 'plaid-link';
    holder.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647; display: none';
    document.body.append(holder);
    const frame = tools.showFrame({
      title: 'Plaid Link',
      within: holder,
      onMessage: (message) => {
        const { callback, eventName, public_token, error, metadata } = /** @type {Record<string, unknown>} */ (
          message ?? {}
        );
        if (callback === 'onSuccess' || callback === 'onExit') holder.style.display = 'none';
        if (typeof eventName === 'string') tools.call(options.onEvent, eventName, metadata);
        else if (callback === 'onLoad') tools.call(options.onLoad);
        else if (callback === 'onSuccess') tools.call(options.onSuccess, public_token, metadata);
        else if (callback === 'onExit') tools.call(options.onExit, error, metadata);
      },
    });
    return {
      open() {
        holder.style.display = 'block';
      },
      exit() {
        holder.style.display = 'none';
        const metadata = { institution: null, status: null, link_session_id: 'simulated', request_id: 'simulated' };
        tools.call(options.onExit, null, metadata);
      },
      submit() {},
      destroy() {
        frame.remove();
        holder.remove();
      },
    };
  };
  Object.assign(globalThis, { Plaid: { create } });
}
