import { mount, unmount } from 'svelte';
import { onLeave } from '../shared/leave.ts';
import ConnectBank from './ConnectBank.svelte';

const app = mount(ConnectBank, { target: document.getElementById('app') as HTMLElement });
onLeave(() => unmount(app));
