/**
 * What is drawn of the transitions. All of them at once would be unreadable, so those that say the same are one arrow:
 * events between the same two states, one event from many states within a state, and one event to the same state from
 * nearly everywhere, of which the arrow from the state before it is kept and the others are told in a note beside it.
 */
import type { ChartModel, DiagramState, DiagramTransition } from './model.ts';

/** One event of an arrow, with all transitions that it stands for. */
export interface ArrowLine {
  readonly label: string;
  /** The guard that all of them share. */
  readonly guard: string | null;
  /** Where it comes from and leads to, if that is not where the arrow begins and ends: `from 3 states`, `to prompt`. */
  readonly places: string;
  readonly transitions: readonly DiagramTransition[];
}

/** An arrow between two states. */
export interface Arrow {
  /** The path of the state it begins at; null for one that begins at a note. */
  readonly from: string | null;
  /** The path of the state it leads to. */
  readonly to: string;
  readonly lines: readonly ArrowLine[];
}

/** The arrows of a chart, and what leads nowhere else by the path of its state. */
export interface Arrows {
  readonly arrows: readonly Arrow[];
  readonly stays: ReadonlyMap<string, readonly DiagramTransition[]>;
}

/** One target of a transition, with the states that its arrow joins. */
interface Move {
  readonly from: string | null;
  readonly to: string;
  readonly target: string;
  readonly transition: DiagramTransition;
}

/** So many states within a state that lead to one by the same event are one arrow from that state. */
const manyWithin = 3;
/** So many arrows to one state by the same event are one arrow and a note. */
const manyTo = 4;
/** What so many children take from the state around them is drawn from each. */
const fewChildren = 2;

/** The arrows of a chart. */
export function arrowsOf(model: ChartModel): Arrows {
  const order = new Map(model.states.map(({ path }, index) => [path, index]));
  const moves = new Map(model.transitions.map((transition) => [transition, movesOf(transition, model.states)]));
  const quiet = model.transitions.filter((transition) => moves.get(transition)?.length === 0);
  const alike = groupBy([...moves.values()].flat(), ({ to, target, transition }) => [to, target, transition.event]);
  const drawn = alike.flatMap((those) => thinOut(liftOut(those, model.states), order));
  return {
    arrows: groupBy(drawn, ({ from, to }) => [from, to]).map(arrowOf),
    stays: new Map(groupBy(quiet, ({ source }) => [source]).map((those) => [those[0]?.source ?? '', those])),
  };
}

/** The moves of a transition; none where it leads nowhere else, or is no way from one state to another. */
function movesOf(transition: DiagramTransition, states: readonly DiagramState[]): Move[] {
  if (transition.informational) return [];
  return transition.targets.flatMap((target) => {
    const to = entered(target, transition.source, states);
    if (to === null) return [];
    const parallel = states.filter(({ kind }) => kind === 'parallel').map(({ path }) => path);
    // Regions are drawn apart from what lies around them: an arrow from or to the outside joins the border of them all.
    const end = parallel.find((path) => isWithin(to, path) && !isWithin(transition.source, path)) ?? to;
    return startsOf(transition.source, to, states).map((start) => {
      const border = parallel.find((path) => start !== null && isWithin(start, path) && !isWithin(to, path));
      return { from: border ?? start, to: end, target, transition };
    });
  });
}

/** Where an arrow to a state ends: at the state, or for one around the source at what is entered in it. */
function entered(target: string, source: string, states: readonly DiagramState[]): string | null {
  if (!isWithin(source, target)) return target;
  const initial = source === target ? null : (states.find(({ path }) => path === target)?.initial ?? null);
  return initial === null ? null : entered(initial, source, states);
}

/**
 * Where the arrow of a transition begins. What a state does for all that lies in it leads from its other children to
 * the target; where they are many, from a note.
 */
function startsOf(source: string, to: string, states: readonly DiagramState[]): (string | null)[] {
  if (!isWithin(to, source)) return [source];
  if (states.some(({ path, kind }) => path === source && kind === 'parallel')) return [null];
  const others = states.filter(
    ({ path, parent, kind }) => parent === source && kind !== 'final' && kind !== 'history' && !isWithin(to, path),
  );
  return others.length > 0 && others.length <= fewChildren ? others.map(({ path }) => path) : [null];
}

/** Many moves out of one state by the same event, as moves from that state: the outermost such without the target. */
function liftOut(moves: readonly Move[], states: readonly DiagramState[]): readonly Move[] {
  const to = moves[0]?.to ?? '';
  let lifted = moves;
  for (const { path } of states) {
    const isInside = ({ from }: Move) => from !== null && isWithin(from, path);
    if (isWithin(to, path) || new Set(lifted.filter(isInside).map(({ from }) => from)).size < manyWithin) continue;
    lifted = lifted.map((move) => (isInside(move) ? { ...move, from: path } : move));
  }
  return lifted;
}

/** Many moves to one state by the same event, as one arrow from the state before it and a note. */
function thinOut(moves: readonly Move[], order: ReadonlyMap<string, number>): readonly Move[] {
  const place = (path: string | null) => order.get(path ?? '') ?? 0;
  const to = place(moves[0]?.to ?? '');
  const sources = [...new Set(moves.map(({ from }) => from))].filter((from) => from !== null);
  if (sources.length < manyTo) return moves;
  sources.sort((one, other) => place(one) - place(other));
  const nearest = sources.findLast((source) => place(source) < to) ?? sources[0];
  return moves.map((move) => (move.from === nearest ? move : { ...move, from: null }));
}

function arrowOf(moves: readonly Move[]): Arrow {
  const [{ from, to } = { from: null, to: '' }] = moves;
  // A note has room for each event once; an arrow tells its guards apart.
  const alike = groupBy(moves, ({ target, transition: { label, guard } }) => [
    target,
    label,
    from === null ? '' : guard,
  ]);
  return { from, to, lines: alike.map(lineOf) };
}

function lineOf(moves: readonly Move[]): ArrowLine {
  const [first] = moves;
  const transitions = [...new Set(moves.map(({ transition }) => transition))];
  const guards = new Set(transitions.map(({ guard }) => guard));
  return {
    label: first?.transition.label ?? '',
    guard: guards.size === 1 ? (first?.transition.guard ?? null) : null,
    places: [...new Set([placesOf(moves), first?.target === first?.to ? '' : `to ${lastKey(first?.target ?? '')}`])]
      .filter((place) => place !== '')
      .join(' '),
    transitions,
  };
}

/** Where moves come from, if not from where their arrow begins or from around it. */
function placesOf(moves: readonly Move[]): string {
  const elsewhere = moves.filter(({ from, transition }) => from === null || !isWithin(from, transition.source));
  const sources = [...new Set(elsewhere.map(({ transition }) => transition.source))];
  const around = sources.find((source) => moves.some(({ target }) => isWithin(target, source)));
  if (around !== undefined) return around === '' ? 'from anywhere' : `from anywhere in ${lastKey(around)}`;
  if (sources.length > 1) return `from ${sources.length} ${moves[0]?.from === null ? 'other ' : ''}states`;
  return sources.map((source) => `from ${lastKey(source)}`).join('');
}

/** Whether a state lies in another, or is it. */
export function isWithin(path: string, outer: string): boolean {
  return outer === '' || path === outer || path.startsWith(`${outer}.`);
}

/** The last key of a path. */
function lastKey(path: string): string {
  return (
    path
      .split(/(?<!\\)\./)
      .at(-1)
      ?.replaceAll('\\.', '.') ?? path
  );
}

function groupBy<TItem>(items: readonly TItem[], keyOf: (item: TItem) => readonly (string | null)[]): TItem[][] {
  const groups = new Map<string, TItem[]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
