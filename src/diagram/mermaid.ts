/**
 * A chart as Mermaid, an overview for people. Every arrow joins two states of one box, since Mermaid misplaces what
 * crosses a border; boxes within boxes are closed. Left out: informational events, and what stays where it is. Where many
 * states lead to one by the same event, the arrow is drawn from the state before it, and once from "elsewhere".
 */
import type { AnyStateMachine } from 'xstate';
import { WidgetError } from '../errors.ts';
import { isWithin } from './arrows.ts';
import { type ChartModel, type DiagramState, type DiagramTransition, type ModelOptions, modelOf } from './model.ts';

/** What a machine does not say of itself, and which part of it is drawn. */
export interface MermaidOptions extends ModelOptions {
  /** The dotted path of a state, to draw what lies in it. @default the whole machine */
  readonly state?: string;
}

/** One event that leads from a state to another of the same box; from null, it does so wherever in the box. */
interface Move {
  readonly from: DiagramState | null;
  readonly to: DiagramState;
  readonly label: string;
}

/** A chart with what moves in each of its boxes. */
interface Overview {
  readonly model: ChartModel;
  /** By the path of the box. */
  readonly moves: ReadonlyMap<string, readonly Move[]>;
  readonly idOf: (state: DiagramState) => string;
}

const maxDepth = 2;
const maxLabels = 3;
/** So many states that lead to one by the same event are "many". */
const many = 4;
const colours = {
  succeeded: 'fill:#d7f5dd,stroke:#1a7f37,color:#0b3d1a',
  unsuccessful: 'fill:#ffe3e0,stroke:#b3261e,color:#5c0f0a',
  cancelled: 'fill:#e9e9ee,stroke:#6b6b76,color:#2c2c33',
};

/**
 * The Mermaid text of a machine, or of one of its states: an overview that fits in a README. What the overview closes,
 * `detailsOf` names.
 *
 * @throws WidgetError `INVALID_OPTION` for a state that the machine does not have.
 * @example
 * ```ts
 * import { flinks } from 'widget-statecharts';
 * import { mermaidOf } from 'widget-statecharts/diagram';
 *
 * console.log(mermaidOf(flinks.machine, flinks).split('\n')[0]); // stateDiagram-v2
 * ```
 */
export function mermaidOf(machine: AnyStateMachine, options: MermaidOptions = {}): string {
  const overview = overviewOf(machine, options);
  const { state = '' } = options;
  const top = overview.model.states.find(({ path }) => path === state);
  if (top === undefined) throw new WidgetError('INVALID_OPTION', `There is no state "${state}" in ${machine.id}.`);
  const classes: string[] = [];
  const lines = inside(top, 0, '  ', { ...overview, classes });
  const styles = Object.entries(colours).map(([name, style]) => `  classDef ${name} ${style}`);
  return ['stateDiagram-v2', ...styles, ...lines, ...classes].join('\n');
}

/** The compound states that the overview shows as one box and that are worth a drawing of their own: dotted paths. */
export function detailsOf(machine: AnyStateMachine, options: ModelOptions = {}): string[] {
  const { model, moves } = overviewOf(machine, options);
  const paths: string[] = [];
  const visit = (state: DiagramState, depth: number): void => {
    const children = childrenIn(model, state);
    if (depth >= maxDepth && children.length > 3 && moves.has(state.path)) paths.push(state.path);
    else for (const child of children) visit(child, state.kind === 'parallel' ? depth : depth + 1);
  };
  for (const state of model.states.slice(0, 1)) visit(state, 0);
  return paths;
}

interface Drawing extends Overview {
  /** Lines that colour a state: they come last. */
  readonly classes: string[];
}

function inside(state: DiagramState, depth: number, indent: string, drawing: Drawing): string[] {
  const { model, moves, idOf } = drawing;
  const children = childrenIn(model, state);
  const boxes = children.map((child) => box(child, state, depth + 1, indent, drawing));
  // Regions run side by side; Mermaid parts them by a line.
  if (state.kind === 'parallel')
    return boxes.flatMap((lines, index) => (index === 0 ? lines : [`${indent}--`, ...lines]));
  const arrows = arrowsOf(state, moves.get(state.path) ?? [], drawing);
  const sources = ['anywhere', 'elsewhere']
    .filter((where) => arrows.some(({ from }) => from === placeIn(idOf(state), where)))
    .map((where) => `${indent}state "${where} in ${safe(state.key)}" as ${placeIn(idOf(state), where)}`);
  const initial = children.find(({ path }) => path === state.initial);
  return [
    ...boxes.flat(),
    ...sources,
    ...(initial === undefined ? [] : [`${indent}[*] --> ${idOf(initial)}`]),
    ...arrows.map(({ from, to, labels }) => `${indent}${from} --> ${to} : ${shortened(labels)}`),
    ...children.filter(({ kind }) => kind === 'final').map((child) => `${indent}${idOf(child)} --> [*]`),
  ];
}

function box(state: DiagramState, around: DiagramState, depth: number, indent: string, drawing: Drawing): string[] {
  const id = drawing.idOf(state);
  const name = `${indent}state "${safe(state.key)}" as ${id}`;
  // A region is no depth of its own.
  const inner = around.kind === 'parallel' ? depth - 1 : depth;
  if (inner < maxDepth && hasMoves(state, drawing))
    return [`${name} {`, ...inside(state, inner, `${indent}  `, drawing), `${indent}}`];
  const outcome = Object.keys(colours).find((tag) => state.tags.includes(tag));
  if (outcome !== undefined) drawing.classes.push(`  class ${id} ${outcome}`);
  return [name];
}

/** Whether there is anything to draw inside. */
function hasMoves(state: DiagramState, drawing: Drawing): boolean {
  const { model, moves } = drawing;
  return (
    moves.has(state.path) ||
    (state.kind === 'parallel' && childrenIn(model, state).some((child) => hasMoves(child, drawing)))
  );
}

function overviewOf(machine: AnyStateMachine, options: ModelOptions): Overview {
  const model = modelOf(machine, options);
  const moves = new Map<string, Move[]>();
  for (const transition of model.transitions) {
    if (transition.informational) continue;
    for (const target of transition.targets) {
      const move = moveTo(target, transition, model);
      if (move !== null) moves.set(move.box, [...(moves.get(move.box) ?? []), move]);
    }
  }
  return { model, moves, idOf: namesFor(model, machine.id) };
}

/** A transition as a move between two states of the innermost box that both of its ends lie in. */
function moveTo(target: string, transition: DiagramTransition, model: ChartModel): (Move & { box: string }) | null {
  const above = lineage(transition.source, model);
  const below = lineage(target, model);
  let depth = 0;
  while (above[depth] !== undefined && above[depth] === below[depth]) depth += 1;
  const around = above[depth - 1];
  const to = below[depth];
  // Without a state below the box that both lie in, the target is the source itself or around it, entered anew.
  if (around === undefined || to === undefined || around.kind === 'parallel') return null;
  return { box: around.path, from: above[depth] ?? null, to, label: labelOf(transition, model) };
}

/** The arrows of one box: the moves between the same two states as one, the many that lead to one state thinned out. */
function arrowsOf(state: DiagramState, moves: readonly Move[], { model, idOf }: Overview) {
  const order = childrenIn(model, state);
  const arrows = new Map<string, { from: string; to: string; labels: string[] }>();
  for (const { from, to, label } of moves) {
    const alike = moves.filter((other) => other.to === to && other.label === label && other.from !== null);
    const sources = order.filter((child) => alike.some((other) => other.from === child));
    const nearest = sources.findLast((child) => order.indexOf(child) < order.indexOf(to)) ?? sources[0];
    const isThinned = from !== null && sources.length >= many && from !== nearest;
    const where = from === null ? 'anywhere' : isThinned ? 'elsewhere' : null;
    const source = from === null || where !== null ? placeIn(idOf(state), where ?? '') : idOf(from);
    const key = `${source} ${idOf(to)}`;
    const arrow = arrows.get(key) ?? { from: source, to: idOf(to), labels: [] };
    arrows.set(key, arrow);
    if (!arrow.labels.includes(label)) arrow.labels.push(label);
  }
  return [...arrows.values()];
}

function childrenIn({ states }: ChartModel, { path }: DiagramState): readonly DiagramState[] {
  return states.filter(({ parent }) => parent === path);
}

/** A state and what it lies in, outermost first. */
function lineage(path: string, { states }: ChartModel): readonly DiagramState[] {
  return states.filter((state) => isWithin(path, state.path));
}

/** The event's name; where one name branches, with the guard that chooses. */
function labelOf({ source, event, label, guard }: DiagramTransition, { transitions }: ChartModel): string {
  if (event === '') return `[${safe(guard ?? '')}]`;
  const branches = transitions.filter((other) => other.source === source && other.event === event).length > 1;
  return branches ? `${safe(label)} [${safe(guard ?? 'else')}]` : safe(label);
}

function shortened(labels: readonly string[]): string {
  const more = labels.length - maxLabels;
  return [...labels.slice(0, maxLabels), ...(more > 0 ? [`+${more}`] : [])].join(', ');
}

/** Text without what Mermaid would take for marks. */
function safe(text: string): string {
  return text.replace(/[\s]+/g, ' ').replace(/["#;<>{}%]/g, (mark) => `#${mark.charCodeAt(0)};`);
}

/** Names that Mermaid takes: each state has its own, and none is a word of Mermaid's. */
function namesFor({ states }: ChartModel, machineId: string): (state: DiagramState) => string {
  const names = new Map<DiagramState, string>();
  const taken = new Set<string>();
  for (const state of states) {
    const plain = [machineId, ...state.path.split('.').filter((key) => key !== '')]
      .map((key) => key.replace(/\W/g, '_'))
      .join('__');
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain}_${count}`;
    taken.add(name);
    names.set(state, name);
  }
  return (state) => names.get(state) ?? '';
}

/** A source of arrows that is no state. */
function placeIn(box: string, where: string): string {
  return `${box}___${where}`;
}
