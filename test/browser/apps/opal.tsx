/** A host with React and Method's own SDK. Its callbacks feed a session. */
import { OpalProvider, useOpal } from '@methodfi/opal-react';
import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { getNextStep, getOutcome, opal, openSession } from '../../../src/index.ts';
import { callbackTransport } from '../../../src/transports/index.ts';

const transport = callbackTransport();
const verdicts: string[] = [];
const calls: string[] = [];
const session = openSession(opal, {
  input: { mode: 'connect' },
  transport,
  onVerdict: ({ verdict, type }) => verdicts.push(`${verdict} ${type}`),
});
const query = new URLSearchParams(location.search);

function App() {
  const { open, close, isOpen, error } = useOpal({
    env: (query.get('env') ?? 'local') as 'local',
    onOpen: () => calls.push('onOpen'),
    onExit: (...args: unknown[]) => calls.push(`onExit(${args.length})`),
    onEvent: (event) => {
      calls.push(event.type);
      transport.onEvent(event);
      if (query.get('throwAt') === event.type) throw new Error('A fault of the host.');
      // What many a host does, although the SDK closes by itself at this one.
      if (event.type === 'opal.session.exited') {
        if (query.get('closes') === 'captured') close();
        if (query.get('closes') === 'latest') latest.current?.();
      }
    },
  });
  // The SDK keeps the callbacks of the first rendering, and what they have captured.
  const latest = useRef<(() => void) | null>(null);
  useEffect(() => {
    latest.current = close;
  });
  return (
    <>
      <button type="button" onClick={() => open({ token: 'otkn_1', appearance: 'dark' })}>
        Connect
      </button>
      <p role="status">{isOpen ? 'open' : 'closed'}</p>
      <p id="error">{error ? JSON.stringify(error) : 'none'}</p>
    </>
  );
}

const host = {
  verdicts,
  calls,
  get outcome() {
    return [getOutcome(session.snapshot), getNextStep(session.snapshot)];
  },
};
Object.assign(window, { host });

const root = document.getElementById('app');
if (root !== null) {
  createRoot(root).render(
    <OpalProvider>
      <App />
    </OpalProvider>,
  );
}
