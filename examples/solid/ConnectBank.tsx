/** @jsxImportSource solid-js */
import { fromActorRef } from '@xstate/solid';
import { createEffect, createSignal, onCleanup, Show } from 'solid-js';
import { flinks, openSession, type Session } from 'widget-statecharts';
import { windowTransport } from 'widget-statecharts/transports';
import { screenOf } from '../shared/screen.ts';
import { widget } from '../shared/widget.ts';

export function ConnectBank() {
  const [isOpen, setOpen] = createSignal(false);
  const [frame, setFrame] = createSignal<HTMLIFrameElement>();
  const [actor, setActor] = createSignal<Session<typeof flinks>['actor']>();
  const snapshot = fromActorRef(actor);

  createEffect(() => {
    const element = frame();
    if (!isOpen() || element === undefined) return;
    const session = openSession(flinks, {
      input: widget.input,
      transport: windowTransport({ frame: element, origins: widget.origins }),
      onVerdict: ({ snapshot }) => {
        if (screenOf(snapshot).isOver) setOpen(false);
      },
    });
    setActor(session.actor);
    // After the session is open, or the widget's first message is lost.
    element.src = widget.url;
    onCleanup(() => session.close());
  });

  return (
    <>
      <button type="button" disabled={isOpen()} onClick={() => setOpen(true)}>
        Connect a bank
      </button>
      <p role="status">{screenOf(snapshot()).text}</p>
      <Show when={isOpen()}>
        <iframe ref={setFrame} title={widget.title} />
      </Show>
    </>
  );
}
