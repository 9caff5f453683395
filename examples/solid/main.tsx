/** @jsxImportSource solid-js */
import { render } from 'solid-js/web';
import { onLeave } from '../shared/leave.ts';
import { ConnectBank } from './ConnectBank.tsx';

onLeave(render(() => <ConnectBank />, document.getElementById('app') as HTMLElement));
