import { useSelector } from '@xstate/react';
import { useEffect, useRef, useState } from 'react';
import { flinks, openSession, type Session } from 'widget-statecharts';
import { windowTransport } from 'widget-statecharts/transports';
import { screenOf } from '../shared/screen.ts';
import { widget } from '../shared/widget.ts';

type Actor = Session<typeof flinks>['actor'];

export function ConnectBank() {
  const [isOpen, setOpen] = useState(false);
  const [actor, setActor] = useState<Actor>();
  const { text } = useSelector(actor, screenOf);
  return (
    <>
      <button type="button" disabled={isOpen} onClick={() => setOpen(true)}>
        Connect a bank
      </button>
      <p role="status">{text}</p>
      {isOpen && <FlinksConnect setActor={setActor} setOpen={setOpen} />}
    </>
  );
}

interface Setters {
  readonly setActor: (actor: Actor) => void;
  readonly setOpen: (isOpen: boolean) => void;
}

/** It takes setters, which are always the same: a function made at each rendering would load the widget anew. */
function FlinksConnect({ setActor, setOpen }: Setters) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (frame.current === null) return;
    const session = openSession(flinks, {
      input: widget.input,
      transport: windowTransport({ frame: frame.current, origins: widget.origins }),
      onVerdict: ({ snapshot }) => {
        if (screenOf(snapshot).isOver) setOpen(false);
      },
    });
    setActor(session.actor);
    // After the session is open, or the widget's first message is lost.
    frame.current.src = widget.url;
    return () => session.close();
  }, [setActor, setOpen]);
  return <iframe ref={frame} title={widget.title} />;
}
