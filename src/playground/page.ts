/** The playground: a host page with a simulated widget, its chart, and what came of each message. */
import { layoutOf, svgOf } from '../diagram/index.ts';
import { createWidgetInspector, type WidgetInspector } from '../inspector/index.ts';
import type { Kit } from '../kit/kit.ts';
import { type RefusedMessage, redactMessage } from '../session/redact.ts';
import { sentenceOf } from '../simulator/errors.ts';
import { simulatorSuite } from '../simulator/paths.ts';
import type { Path } from '../testing/types.ts';
import { isObject } from '../values.ts';
import { describeState } from '../xstate.ts';
import { kitsData, loadKits } from './kits.ts';
import { readLog } from './log.ts';
import { type PlaygroundRun, type Received, startRun } from './run.ts';

/** Where the page is: all of it stands in the address, so that a link leads back. */
interface Place {
  provider: string;
  input: string;
  path: string;
  /** The messages of a log, or of a shared link, which are stepped through. */
  log: Received[] | null;
  /** How many of the messages count. */
  position: number;
}

const byId = <TElement extends HTMLElement>(id: string) => document.getElementById(id) as TElement;
const frame = byId<HTMLIFrameElement>('widget');

/** None where they do not load. */
const kits = await loadKits().catch((error): readonly Kit[] => {
  report(sentenceOf(error));
  return [];
});

let place: Place = readPlace();
let run: PlaygroundRun;
/** All messages of this run; the view may stand earlier. */
let received: Received[] = [];
/** Once it was asked for. */
let inspector: WidgetInspector | undefined;
let states = new Map<string, Element[]>();
let transitions = new Map<string, Element[]>();
const suites = new Map<Kit, readonly Path[]>();

/** The simulated widget is served under the loopback's other name, so that its origin is not this page's. */
const widgetOrigin = `${location.protocol}//${location.hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${location.port}`;

function kit(): Kit {
  return kits.find(({ provider }) => provider.name === place.provider) ?? (kits[0] as Kit);
}

/** The paths that the widget's page knows as well. */
function paths(): readonly Path[] {
  const known = suites.get(kit()) ?? simulatorSuite(kit()).paths;
  suites.set(kit(), known);
  return known;
}

/** Begins again with what the address says. */
function start(): void {
  const input = parsedInput();
  if (input === undefined) return;
  drawChart();
  fillChoices();
  received = place.log?.slice() ?? [];
  if (place.log === null) {
    place.position = 0;
    begin(input);
    showWidget(input);
  } else {
    rebuild();
  }
  frame.hidden = place.log !== null;
  byId('no-widget').hidden = place.log === null;
  show();
}

function begin(input: unknown): void {
  try {
    run = startRun(kit().provider, input, { origins: [widgetOrigin], inspect: inspector?.inspect });
    report('');
  } catch (error) {
    run = startRun(kit().provider, undefined, { origins: [widgetOrigin] });
    report(sentenceOf(error));
  }
}

/** The run up to the position that is looked at. A log's origins are not looked at: none is this page's. */
function rebuild(): void {
  const input = parsedInput();
  run = startRun(kit().provider, input, {
    origins: place.log === null ? [widgetOrigin] : undefined,
    inspect: inspector?.inspect,
  });
  for (const each of received.slice(0, place.position)) run.receive(each);
}

function parsedInput(): unknown {
  try {
    return place.input.trim() === '' ? {} : JSON.parse(place.input);
  } catch {
    report('The configuration is not JSON: write it like {"flow": "purchase"}.');
    return undefined;
  }
}

function showWidget(input: unknown): void {
  const parameters = new URLSearchParams({
    input: JSON.stringify(input),
    ...(place.path !== '' && { path: place.path }),
  });
  if (byId<HTMLInputElement>('play').checked && place.path !== '') parameters.set('pace', '400');
  frame.src = `${widgetOrigin}/widget/${place.provider}?${parameters}`;
}

addEventListener('message', ({ data, origin, source, timeStamp }) => {
  if (source !== frame.contentWindow || place.log !== null) return;
  if (place.position < received.length) {
    // Whoever looked back and goes on has left that future.
    received = received.slice(0, place.position);
    rebuild();
  }
  received.push({ message: data, origin });
  place.position = received.length;
  run.receive({ message: data, origin });
  show();
  // A frame's callbacks run before it is painted; what comes next runs after.
  requestAnimationFrame(() => setTimeout(() => performance.measure('message to light', { start: timeStamp })));
});

function drawChart(): void {
  const chart = byId('chart');
  try {
    chart.innerHTML = svgOf(layoutOf(kit()));
  } catch (error) {
    chart.textContent = kitsData.layoutProblem ?? sentenceOf(error);
  }
  // What scrolls has to be reached by the keyboard as well.
  chart.tabIndex = 0;
  states = groupBy(chart, 'data-state');
  transitions = groupBy(chart, 'data-transition');
}

function groupBy(root: Element, attribute: string): Map<string, Element[]> {
  const groups = new Map<string, Element[]>();
  for (const each of root.querySelectorAll(`[${attribute}]`)) {
    const key = each.getAttribute(attribute) ?? '';
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

function show(): void {
  const { moment, lines } = run;
  light(states, 'data-active', moment.active);
  light(transitions, 'data-possible', moment.possible);
  light(transitions, 'data-taken', moment.taken);
  byId('status').textContent = moment.status;
  byId('outcome').textContent = moment.outcome ?? 'undecided';
  byId('next').textContent = moment.nextStep ?? 'nothing to do but wait';
  byId('description').textContent = moment.description;
  byId('position').textContent = `${place.position} of ${received.length}`;
  byId<HTMLButtonElement>('back').disabled = place.position === 0;
  byId<HTMLButtonElement>('forward').disabled = place.position >= received.length;
  const rows = byId('lines');
  rows.replaceChildren(
    ...lines.map(({ position, type, verdict, state, explanation, message }) => {
      const row = document.createElement('tr');
      row.dataset.verdict = verdict;
      for (const text of [String(position), type, verdict, state, explanation]) {
        const cell = document.createElement('td');
        cell.textContent = text;
        row.append(cell);
      }
      row.title = message;
      return row;
    }),
  );
  byId('empty').hidden = lines.length > 0;
  // Only the transcript: the page has to stay where it is while somebody clicks in the widget.
  const transcript = byId('transcript');
  transcript.scrollTo(0, transcript.scrollHeight);
  focusChart();
}

function light(groups: Map<string, Element[]>, attribute: string, ids: readonly string[]): void {
  const lit = new Set(ids);
  for (const [id, elements] of groups) for (const each of elements) each.toggleAttribute(attribute, lit.has(id));
}

/** Keeps the innermost lit state in sight. */
function focusChart(): void {
  const [innermost] = [...run.moment.active].sort((a, b) => b.split('.').length - a.split('.').length);
  const element = states.get(innermost ?? '')?.[0];
  const chart = byId('chart');
  if (element === undefined) return;
  const [box, view] = [element.getBoundingClientRect(), chart.getBoundingClientRect()];
  const isSeen = box.top >= view.top && box.bottom <= view.bottom && box.left >= view.left && box.right <= view.right;
  if (isSeen) return;
  chart.scrollBy(
    box.left + box.width / 2 - view.left - view.width / 2,
    box.top + box.height / 2 - view.top - view.height / 2,
  );
}

function fillChoices(): void {
  byId<HTMLSelectElement>('provider').value = place.provider;
  byId<HTMLTextAreaElement>('input').value = place.input;
  const presets = byId<HTMLSelectElement>('preset');
  presets.replaceChildren(
    option('', 'examples'),
    ...kit().exploration.inputs.map((input) => option(JSON.stringify(input), JSON.stringify(input))),
  );
  const choices = byId<HTMLSelectElement>('path');
  choices.replaceChildren(
    option('', 'click through it yourself'),
    ...paths().map((path) => option(path.id, nameOf(path))),
  );
  choices.value = place.path;
}

/** A path by where it ends, which tells more than its id. */
function nameOf({ id, steps }: Path): string {
  const { machine } = kit().provider;
  const value = steps.at(-1)?.state;
  const end = value === undefined ? 'nowhere' : describeState(machine.resolveState({ value, context: {} as never }));
  return `to ${shortened(end, 50)}: ${steps.length === 1 ? '1 step' : `${steps.length} steps`} (${id})`;
}

function option(value: string, label: string): HTMLOptionElement {
  return new Option(shortened(label, 90), value);
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function go(change: Partial<Place>): void {
  place = { ...place, ...change };
  history.replaceState(null, '', addressOf({ ...place, log: null }));
  start();
}

function look(position: number): void {
  place.position = Math.max(0, Math.min(received.length, position));
  rebuild();
  show();
}

/** A link that leads to this moment: the messages travel in it, redacted. */
function addressOf({ provider: name, input, path, log, position }: Place): string {
  const parameters = new URLSearchParams({ provider: name });
  if (input.trim() !== '' && input !== '{}') parameters.set('input', input);
  if (path !== '') parameters.set('path', path);
  if (log !== null) {
    parameters.set('messages', JSON.stringify(log.map(redacted)));
    parameters.set('position', String(position));
  }
  return `#${parameters}`;
}

function redacted(received: Received): Received {
  if (!('message' in received)) return received;
  const { message, line } = received;
  const kept = redactMessage(kit().provider, message);
  return isRefused(kept) ? { refused: kept.refused, type: kept.type, line } : { message: kept, line };
}

/** What a recording says in place of a message. */
function isRefused(value: unknown): value is Pick<RefusedMessage, 'refused' | 'type'> {
  return (
    isObject(value) &&
    ['malformed', 'unrecognized', 'foreign'].includes(String(value.refused)) &&
    (value.type === null || typeof value.type === 'string')
  );
}

/** An entry of a link, which may have been written by hand: what is no such entry is a message as it was posted. */
function readReceived(entry: unknown): Received {
  if (!isObject(entry)) return { message: entry };
  const line = Number.isSafeInteger(entry.line) ? Number(entry.line) : undefined;
  if (typeof entry.problem === 'string') return { problem: entry.problem, line };
  if (isRefused(entry)) return { refused: entry.refused, type: entry.type, line };
  return 'message' in entry ? { message: entry.message, line } : { message: entry };
}

function readPlace(): Place {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const name = parameters.get('provider') ?? '';
  const messages = parameters.get('messages');
  let log: Received[] | null = null;
  try {
    const given: unknown = messages === null ? null : JSON.parse(messages);
    log = Array.isArray(given) ? given.map(readReceived) : null;
  } catch {
    queueMicrotask(() => report('The messages in this link cannot be read: it may have been cut short.'));
  }
  return {
    provider: (kits.find(({ provider }) => provider.name === name) ?? kits[0])?.provider.name ?? '',
    input: parameters.get('input') ?? '{}',
    path: parameters.get('path') ?? '',
    log,
    position: Number(parameters.get('position') ?? 0),
  };
}

/** Says what is wrong. */
function report(problem: string): void {
  byId('problem').textContent = problem;
  byId('note').textContent = '';
}

/** Says what was done. */
function announce(note: string): void {
  report('');
  byId('note').textContent = note;
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function openLog(file: File): Promise<void> {
  const log = readLog(await file.text(), kits);
  if ('problem' in log) {
    report(`${file.name} is no log: ${log.problem}`);
    return;
  }
  const detected = log.provider ?? place.provider;
  const input =
    log.input === undefined ? (detected === place.provider ? place.input : '{}') : JSON.stringify(log.input);
  go({ provider: detected, input, path: '', log: log.received, position: 0 });
  announce(`${file.name}: ${log.summary} Step through them.`);
}

function listen(): void {
  const on = (id: string, type: string, action: () => void) => byId(id).addEventListener(type, action);
  on('provider', 'change', () =>
    go({ provider: byId<HTMLSelectElement>('provider').value, input: '{}', path: '', log: null }),
  );
  on('apply', 'click', () => go({ input: byId<HTMLTextAreaElement>('input').value, log: null }));
  on('preset', 'change', () => go({ input: byId<HTMLSelectElement>('preset').value || '{}', log: null }));
  on('path', 'change', () => {
    const path = byId<HTMLSelectElement>('path').value;
    const chosen = paths().find(({ id }) => id === path);
    go({ path, log: null, ...(chosen && { input: JSON.stringify(chosen.input ?? {}) }) });
  });
  on('restart', 'click', () => go({ log: null }));
  on('play', 'change', () => go({ log: null }));
  on('back', 'click', () => look(place.position - 1));
  on('forward', 'click', () => look(place.position + 1));
  on('inspect', 'click', () => {
    inspector ??= createWidgetInspector({
      url: `${location.origin}/inspector`,
      providers: kits.map(({ provider }) => provider),
    });
    rebuild();
    show();
  });
  on('export', 'click', () => save(`${place.provider}.ndjson`, run.record()));
  on('link', 'click', async () => {
    const link = new URL(addressOf({ ...place, log: received }), location.href).href;
    history.replaceState(null, '', link);
    await navigator.clipboard?.writeText(link).catch(() => {});
    announce('The link to this moment is copied, and stands in the address.');
  });
  on('file', 'change', () => {
    const [file] = byId<HTMLInputElement>('file').files ?? [];
    if (file !== undefined) void openLog(file);
  });
  // The widget's frame would take a file that is dropped on it for a page to show.
  const ignoreFrame = (isIgnored: boolean) => frame.classList.toggle('passive', isIgnored);
  addEventListener('dragenter', () => ignoreFrame(true));
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) ignoreFrame(false);
  });
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    ignoreFrame(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) void openLog(file);
  });
  addEventListener('hashchange', () => {
    place = readPlace();
    start();
  });
}

if (kits.length > 0) {
  byId<HTMLSelectElement>('provider').append(...kits.map(({ provider: { name, title } }) => new Option(title, name)));
  listen();
  start();
}
