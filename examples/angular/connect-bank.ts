import { Component, type ElementRef, effect, signal, ViewChild } from '@angular/core';
import { flinks, openSession, type Session } from 'widget-statecharts';
import { windowTransport } from 'widget-statecharts/transports';
import { screenOf } from '../shared/screen.ts';
import { widget } from '../shared/widget.ts';
import { selectFrom } from './select-from.ts';

@Component({
  selector: 'connect-bank',
  template: `
    <button type="button" [disabled]="isOpen()" (click)="isOpen.set(true)">Connect a bank</button>
    <p role="status">{{ screen().text }}</p>
    @if (isOpen()) {
      <iframe #frame [title]="title"></iframe>
    }
  `,
})
export class ConnectBank {
  readonly title = widget.title;
  readonly isOpen = signal(false);
  readonly actor = signal<Session<typeof flinks>['actor'] | undefined>(undefined);
  readonly screen = selectFrom(this.actor, screenOf);
  readonly frame = signal<HTMLIFrameElement | undefined>(undefined);

  // With the Angular CLI: frame = viewChild<ElementRef<HTMLIFrameElement>>('frame'), which the JIT compiler cannot see.
  @ViewChild('frame') set frameReference(reference: ElementRef<HTMLIFrameElement> | undefined) {
    this.frame.set(reference?.nativeElement);
  }

  constructor() {
    effect((onCleanup) => {
      const frame = this.frame();
      if (frame === undefined) return;
      const session = openSession(flinks, {
        input: widget.input,
        transport: windowTransport({ frame, origins: widget.origins }),
        onVerdict: ({ snapshot }) => {
          if (screenOf(snapshot).isOver) this.isOpen.set(false);
        },
      });
      this.actor.set(session.actor);
      // After the session is open, or the widget's first message is lost.
      frame.src = widget.url;
      onCleanup(() => session.close());
    });
  }
}
