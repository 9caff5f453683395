/** A host with React in its strict mode and Plaid's own hook. The four callbacks feed a session. */
import { StrictMode, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { type PlaidLinkOptions, usePlaidLink } from 'react-plaid-link';
import { getNextStep, getOutcome, openSession } from 'widget-statecharts';
import { memoryTransport } from 'widget-statecharts/transports';
import { plaid, plaidCallbacks } from '../../../examples/plaid/plaid.js';

const transport = memoryTransport();
const verdicts: string[] = [];
const calls: unknown[][] = [];
const tokens: unknown[] = [];
const session = openSession(plaid, {
  transport,
  onVerdict: (verdict) => {
    verdicts.push(`${verdict.verdict} ${verdict.type}`);
    if (verdict.verdict === 'accepted' && verdict.type === 'onSuccess') tokens.push(verdict.event.public_token);
  },
});
const query = new URLSearchParams(location.search);

// What the host gives to the hook, with a note of each call.
const callbacks = Object.fromEntries(
  Object.entries(plaidCallbacks(transport.post)).map(([name, callback]) => [
    name,
    (...args: unknown[]) => {
      calls.push([name, ...args]);
      (callback as (...args: unknown[]) => void)(...args);
      if (query.get('throwAt') === args[0]) throw new Error('A fault of the host.');
    },
  ]),
) as unknown as Omit<PlaidLinkOptions, 'token'>;

const subscribe = (changed: () => void) => {
  const { unsubscribe } = session.actor.subscribe({ next: changed, complete: changed });
  return unsubscribe;
};
const nextStep = () => getNextStep(session.snapshot) ?? 'wait';

function Connect() {
  const { open, exit, ready } = usePlaidLink({ token: 'link-sandbox-1', ...callbacks } as PlaidLinkOptions);
  return (
    <>
      <button type="button" disabled={!ready} onClick={() => open()}>
        Connect
      </button>
      <button type="button" onClick={() => exit({ force: true })}>
        Give up
      </button>
      <p role="status">{useSyncExternalStore(subscribe, nextStep)}</p>
    </>
  );
}

function App() {
  const [isShown, setShown] = useState(true);
  return (
    <>
      {isShown && <Connect />}
      <button type="button" onClick={() => setShown(false)}>
        Leave
      </button>
    </>
  );
}

const host = {
  verdicts,
  calls,
  tokens,
  get outcome() {
    return [getOutcome(session.snapshot), getNextStep(session.snapshot)];
  },
  get kept() {
    return [session.record(), JSON.stringify(session.save()), JSON.stringify(session.snapshot.context)].join('\n');
  },
};
Object.assign(window, { host });

const root = document.getElementById('app');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
