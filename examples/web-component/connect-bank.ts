import { flinks, openSession, type Session } from 'widget-statecharts';
import { windowTransport } from 'widget-statecharts/transports';
import { screenOf } from '../shared/screen.ts';
import { widget } from '../shared/widget.ts';

export class ConnectBank extends HTMLElement {
  #session: Session<typeof flinks> | undefined;

  connectedCallback() {
    this.innerHTML = '<button type="button">Connect a bank</button><p role="status"></p>';
    this.#button.addEventListener('click', () => this.#open());
    this.#show(screenOf(undefined).text);
  }

  disconnectedCallback() {
    this.#close();
  }

  #open() {
    const frame = document.createElement('iframe');
    frame.title = widget.title;
    const session = openSession(flinks, {
      input: widget.input,
      transport: windowTransport({ frame, origins: widget.origins }),
      onVerdict: ({ snapshot }) => {
        if (screenOf(snapshot).isOver) this.#close();
      },
    });
    // The chart outlives the frame, and its subscription ends with it.
    session.actor.subscribe((snapshot) => this.#show(screenOf(snapshot).text));
    this.#show(screenOf(session.snapshot).text);
    this.#session = session;
    this.#button.disabled = true;
    // After the session is open, or the widget's first message is lost.
    frame.src = widget.url;
    this.append(frame);
  }

  #close() {
    this.#session?.close();
    this.querySelector('iframe')?.remove();
    this.#button.disabled = false;
  }

  #show(text: string) {
    const status = this.querySelector('p');
    if (status !== null) status.textContent = text;
  }

  get #button() {
    return this.querySelector('button') as HTMLButtonElement;
  }
}
