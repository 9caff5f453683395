/** A host with React and Pinwheel's own component. Its callbacks feed a session. */
import modal from '@pinwheel/react-modal';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { getNextStep, getOutcome, openSession, pinwheel } from '../../../src/index.ts';
import { callbackTransport } from '../../../src/transports/index.ts';

// The package's types are those of its other build.
const PinwheelModal = modal as unknown as typeof modal.default;
const transport = callbackTransport();
const verdicts: string[] = [];
const calls: unknown[][] = [];
const session = openSession(pinwheel, {
  transport,
  onVerdict: ({ verdict, type }) => verdicts.push(`${verdict} ${type}`),
});
const query = new URLSearchParams(location.search);
const note =
  (name: string) =>
  (...args: unknown[]) =>
    calls.push([name, ...args]);

function App() {
  const [isOpen, setOpen] = useState(false);
  const [count, setCount] = useState(0);
  const source = query.get('src');
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Connect
      </button>
      <p role="status">
        {isOpen ? 'open' : 'closed'} {count}
      </p>
      <PinwheelModal
        open={isOpen}
        linkToken="token"
        {...(source !== null && { _srcUrl: source })}
        onEvent={(name, payload) => {
          calls.push([`onEvent at ${count}`, name, payload]);
          transport.onEvent(name, payload);
          setCount((before) => before + 1);
          if (query.get('throwAt') === name) throw new Error('A fault of the host.');
        }}
        onLogin={note('onLogin')}
        onLoginAttempt={note('onLoginAttempt')}
        onSuccess={note('onSuccess')}
        onError={note('onError')}
        onExit={(...args) => {
          calls.push(['onExit', ...args]);
          if (!query.has('stays')) setOpen(false);
        }}
      />
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
if (root !== null) createRoot(root).render(<App />);
