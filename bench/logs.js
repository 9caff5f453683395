/** The bundled conforming logs as messages by session, and as the events that their messages are read as. */
import { readdirSync, readFileSync } from 'node:fs';
import { shippedKits } from '../dist/shipped.js';

const folder = new URL('../demo/logs/', import.meta.url);

/**
 * @typedef {object} Log
 * @property {string} name
 * @property {import('../dist/index.js').Provider} provider
 * @property {object} input
 * @property {unknown[][]} sessions the messages of each session, as posted
 * @property {import('xstate').EventObject[][]} events the same as chart events
 */

/** @returns {Log[]} */
export function conformingLogs() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ndjson') && !file.includes('deviating'))
    .map((file) => {
      const name = file.replace('.ndjson', '').replace('.conforming', '');
      const provider = shippedKits.find((kit) => kit.provider.name === name.split('.')[0])?.provider;
      if (provider === undefined) throw new Error(`no provider for ${file}`);
      const flow = name.split('.')[1];
      const bySession = new Map();
      for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean)) {
        const { session, message } = JSON.parse(line);
        bySession.set(session, [...(bySession.get(session) ?? []), message]);
      }
      const sessions = [...bySession.values()];
      const events = sessions.map((messages) =>
        messages.flatMap((/** @type {unknown} */ message) => {
          const reading = provider.read(message);
          return reading.kind === 'event' ? [reading.event] : [];
        }),
      );
      return { name, provider, input: flow === undefined ? {} : { flow }, sessions, events };
    });
}

/** @param {number[]} values */
export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
