/** Draws a simulated widget's screen: a plain dialog, whose buttons are what is legal now. */
import { sentenceOf } from './errors.ts';
import type { Effect } from './events.ts';
import type { Action, Drawing, EventButton, Screen } from './screen.ts';
import type { Fault, Sender } from './simulator.ts';

/** A drawn screen. */
export interface View {
  show(screen: Screen): void;
  /** Says what is wrong; nothing is with an empty text. */
  report(problem: string): void;
  log(message: unknown, sender: Sender): void;
}

const faultNames: Readonly<Record<Fault, string>> = {
  illegal: 'A message that is not legal here',
  malformed: 'A payload that breaks its schema',
  unknown: 'A name that no document knows',
  duplicate: 'The last message once more',
  reorder: 'The next two in the wrong order',
  strangeFrame: 'A message from a strange frame',
  strangeOrigin: 'A message from a strange origin',
  silence: 'Silence from now on',
  offline: 'The widget goes offline',
};

/** How many events that move on are shown before the others are folded. */
const most = 5;
/** How many of the messages are listed. */
const listed = 200;

/** Draws a screen in a window's page. `act` does what a button says, and shows what became of it. */
export function createView(window: Window, first: Screen, act: (action: Action) => unknown): View {
  const { document } = window;
  const make = maker(document);
  const { title, kind, icon, hue } = first;
  document.title = `${title} (simulated)`;
  document.documentElement.style.setProperty('--hue', String(hue));

  const heading = make('h1', { id: 'state', tabindex: '-1' });
  const description = make('p', { id: 'description' });
  const place = make('code', { id: 'place' });
  const news = make('div', { role: 'status' }, heading, description);
  const drawing = make('div', { id: 'drawing', 'aria-hidden': 'true' });
  const problem = make('p', { id: 'problem', role: 'alert' });
  const progress = make('div', { id: 'progress' });
  const alone = make('p', { id: 'alone' }, 'This page is in no frame of a host: nobody gets its messages.');
  alone.hidden = window.parent !== window || window.opener !== null || 'ReactNativeWebView' in window;
  const moves = make('div', { id: 'moves', role: 'group', 'aria-label': 'What moves on' });
  const groups = {
    more: make.folded('more'),
    fails: make.folded('fails'),
    leaves: make('div', { id: 'leaves', role: 'group', 'aria-label': 'Ways to leave' }),
    stays: make.folded('stays'),
  };
  const faults = make.folded('faults');
  const posted = make.folded('posted');
  const list = make('ol', { reversed: '' });
  posted.append(list);

  document.body.replaceChildren(
    make('header', {}, make.icon(icon), make('strong', {}, title), make('span', {}, `${kind}, simulated`)),
    make(
      'main',
      {},
      make(
        'section',
        { 'aria-labelledby': 'state' },
        news,
        drawing,
        problem,
        progress,
        moves,
        groups.more,
        groups.leaves,
      ),
      groups.fails,
      groups.stays,
      faults,
      posted,
      alone,
      place,
    ),
  );

  function show(screen: Screen): void {
    heading.textContent = screen.heading;
    description.textContent = screen.description;
    place.textContent = screen.state;
    drawing.replaceChildren(...drawn(screen.drawing));
    showProgress(screen.progress);
    showEvents(screen.events);
    const faultButtons = screen.faults.map((fault) =>
      button(faultNames[fault], { 'data-fault': fault }, ['fault', fault]),
    );
    faults.fill('Something goes wrong', faultButtons);
  }

  function showProgress(text: string | null): void {
    progress.hidden = text === null;
    if (text === null) return;
    progress.replaceChildren(make('p', {}, text), button('Next step', { id: 'next', class: 'move' }, ['step']));
  }

  function showEvents(events: readonly EventButton[]): void {
    const of = (effect: Effect) => events.filter((event) => event.effect === effect).map(eventButton);
    const moving = of('moves');
    moves.replaceChildren(...moving.slice(0, most));
    groups.more.fill(`More that moves on (${moving.length - most})`, moving.slice(most));
    groups.leaves.replaceChildren(...of('leaves'));
    const fails = of('fails');
    groups.fails.fill(`What can fail (${fails.length})`, fails);
    if (moving.length === 0) groups.fails.open = true;
    const stays = of('stays');
    groups.stays.fill(`What moves nothing (${stays.length})`, stays);
  }

  function eventButton({ label, type, variant, description: title, effect, action }: EventButton): HTMLElement {
    const texts = [make('span', {}, label), make('code', {}, ...breakable(type))];
    if (variant !== '') texts.push(make('small', {}, variant));
    return button(texts, { 'data-type': type, class: effect === 'moves' ? 'move' : 'other', title }, action);
  }

  function button(content: string | HTMLElement[], attributes: Attributes, action: Action): HTMLElement {
    const made = make('button', { type: 'button', ...attributes }, ...[content].flat());
    made.addEventListener('click', async () => {
      try {
        await act(action);
      } catch {
        // It is on the screen.
      }
      // The button is gone; a keyboard has to go on from somewhere.
      if (!made.isConnected) heading.focus();
    });
    return made;
  }

  /** A provider's name for a message may be longer than the line: it breaks between its words. */
  function breakable(type: string): (Node | string)[] {
    return type.split(/(?<=[._-])/).flatMap((word) => [make('wbr', {}), word]);
  }

  function drawn(what: Drawing): Node[] {
    const line = (name: string, text = '') => make('div', { class: name }, text);
    switch (what.shape) {
      case 'fields':
        return what.labels.map((label) => make('div', { class: 'field' }, make('span', {}, label), line('input')));
      case 'code':
        return [make('div', { class: 'digits' }, ...Array.from({ length: 6 }, () => line('input')))];
      case 'list':
        return [line('input', 'Search'), ...Array.from({ length: 3 }, () => line('row'))];
      case 'checks':
        return Array.from({ length: 3 }, () => line('row check'));
      default:
        return [line(what.shape)];
    }
  }

  let count = 0;
  function log(message: unknown, sender: Sender): void {
    count += 1;
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    list.prepend(
      make('li', { value: String(count) }, make('code', {}, text), sender === 'widget' ? '' : ` (${sender})`),
    );
    if (list.childElementCount > listed) list.lastElementChild?.remove();
    posted.label(`Messages posted (${count})`);
  }

  posted.label('Messages posted (0)');
  show(first);
  return {
    show,
    report: (text) => {
      problem.textContent = text;
    },
    log,
  };
}

/** Says what is wrong where no widget can be shown. */
export function showProblem({ document }: Window, error: unknown): void {
  const make = maker(document);
  document.body.replaceChildren(make('main', {}, make('p', { role: 'alert' }, sentenceOf(error))));
}

type Attributes = Readonly<Record<string, string>>;

/** A fold that is not there while it is empty, and stays open or closed while its content changes. */
interface Fold extends HTMLDetailsElement {
  label(text: string): void;
  fill(label: string, content: readonly Node[]): void;
}

/** Makes elements of one document. */
function maker(document: Document) {
  function make(name: string, attributes: Attributes, ...content: (Node | string)[]): HTMLElement {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  function folded(id: string): Fold {
    const summary = make('summary', {});
    const content = make('div', {});
    const label = (text: string) => {
      summary.textContent = text;
    };
    const fold = make('details', { id }, summary, content) as HTMLDetailsElement;
    return Object.assign(fold, {
      label,
      fill(text: string, nodes: readonly Node[]) {
        label(text);
        fold.hidden = nodes.length === 0;
        content.replaceChildren(...nodes);
      },
    });
  }

  function icon(path: string): SVGElement {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const drawn = document.createElementNS(space, 'path');
    drawn.setAttribute('d', path);
    svg.append(drawn);
    return svg;
  }

  return Object.assign(make, { folded, icon });
}
