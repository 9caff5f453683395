import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onLeave } from '../shared/leave.ts';
import { ConnectBank } from './ConnectBank.tsx';

const root = createRoot(document.getElementById('app') as HTMLElement);
root.render(
  <StrictMode>
    <ConnectBank />
  </StrictMode>,
);
onLeave(() => root.render(null));
