/** An inspector that works offline: lists what the real protocol brings, newest first. */
import { createBrowserReceiver } from '@statelyai/inspect';

const list = document.getElementById('events') as HTMLElement;
const empty = document.getElementById('empty') as HTMLElement;

createBrowserReceiver().subscribe((event) => {
  empty.hidden = true;
  const item = document.createElement('li');
  const summary = document.createElement('summary');
  const details = document.createElement('details');
  const content = document.createElement('pre');
  const name = 'event' in event ? event.event.type : 'name' in event ? event.name : '';
  summary.textContent = `${event.type.replace('@xstate.', '')}: ${name}`;
  content.textContent = JSON.stringify(event, null, 2);
  details.append(summary, content);
  item.append(details);
  item.dataset.type = event.type;
  list.prepend(item);
});
