import { onLeave } from '../shared/leave.ts';
import { ConnectBank } from './connect-bank.ts';

customElements.define('connect-bank', ConnectBank);
onLeave(() => document.querySelector('connect-bank')?.remove());
