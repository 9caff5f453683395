import { createApp } from 'vue';
import { onLeave } from '../shared/leave.ts';
import ConnectBank from './ConnectBank.vue';

const app = createApp(ConnectBank);
app.mount('#app');
onLeave(() => app.unmount());
