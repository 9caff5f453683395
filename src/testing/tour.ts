/**
 * Shortest suites that cover what is asked for: a rural postman's round in a directed graph, where a session may be
 * ended anywhere at a price. All sessions together are one closed walk through a depot that each begins and ends at,
 * and its length is the cost of a cheapest flow, which is what the certificate proves.
 */
import { adjacency, cheapestFlow } from './flow.ts';

/** What a tour covers: each configuration, each step, or each two steps in a row (and each step that has no successor). */
export type TourKind = 'states' | 'transitions' | 'pairs';

/** The table that a tour is made over. */
export interface TourTable {
  readonly nodes: number;
  /** Steps, as `[from, to]`. */
  readonly arcs: readonly (readonly [from: number, to: number])[];
  /** The nodes that a session may begin at. */
  readonly starts: readonly number[];
  /** The steps that have to be covered, by index; without it, all of them. */
  readonly required?: readonly number[] | undefined;
}

/** One session: where it begins, and its steps. */
export interface Walk {
  readonly start: number;
  readonly arcs: readonly number[];
}

/** Sessions, with the least that any suite needs. */
export interface Tour {
  readonly walks: readonly Walk[];
  /** Whether no suite is shorter; otherwise `bound` is still a lower bound. */
  readonly minimal: boolean;
  readonly bound: { readonly events: number; readonly sessions: number };
  /** Prices of the nodes: the depot, the groups of starts, the nodes, and for pairs the arcs, for states the nodes again. */
  readonly potentials: readonly number[];
}

/** Arcs of the network in columns; `label` is a step of the table, or `~node` where a session begins at a node. */
class Columns {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly events: number[] = [];
  readonly sessions: number[] = [];
  readonly label: (number | null)[] = [];

  add(from: number, to: number, label: number | null, { events = 0, sessions = 0 } = {}): void {
    this.from.push(from);
    this.to.push(to);
    this.label.push(label);
    this.events.push(events);
    this.sessions.push(sessions);
  }
}

interface Layout {
  readonly nodes: number;
  /** Each has to be walked once. */
  readonly required: Columns;
  /** Each may be walked any number of times. */
  readonly free: Columns;
}

const depot = 0;

/** Makes the shortest tour where a session costs as much as `resetCost` events. Of two as cheap, the one of fewer events. */
export function tourOf(kind: TourKind, table: TourTable, resetCost: number): Tour {
  const { nodes, required, free } = layoutOf(kind, table);
  // Costs are whole numbers in which an event and a session keep their ratio, and a tie goes to the fewer events.
  const scale = resetCost * (required.from.length + 1) + required.from.length + 1;
  const priceOf = (events: number, sessions: number) =>
    resetCost === 0 ? events * scale + sessions : events * (scale + 1) + sessions * resetCost * scale;

  const excess = new Float64Array(nodes);
  for (const node of required.to) excess[node] = (excess[node] as number) + 1;
  for (const node of required.from) excess[node] = (excess[node] as number) - 1;
  const cost = free.from.map((_, arc) => priceOf(free.events[arc] as number, free.sessions[arc] as number));
  const { flow, potentials } = cheapestFlow({ nodes, from: free.from, to: free.to, cost }, excess);

  const sum = (of: 'events' | 'sessions') =>
    total(required[of]) + free[of].reduce((all, each, arc) => all + each * (flow[arc] as number), 0);
  const bound = { events: sum('events'), sessions: sum('sessions') };
  const minimal = connect(nodes, required, free, flow);
  return { walks: walksOf(nodes, required, free, flow), minimal, bound, potentials: [...potentials] };
}

function layoutOf(kind: TourKind, table: TourTable): Layout {
  const { arcs } = table;
  const wanted = table.required ?? arcs.map((_, arc) => arc);
  const groups = groupsOf(table, kind === 'states' ? null : new Set(wanted));
  const node = (index: number) => 1 + groups.length + index;
  const extra = (index: number) => node(table.nodes + index);
  const required = new Columns();
  const free = new Columns();
  for (const [index, { members, asked }] of groups.entries()) {
    // Whatever is asked of a part of the table that hangs together takes a session that begins there.
    if (asked) required.add(depot, 1 + index, null);
    free.add(depot, 1 + index, null);
    for (const member of members) free.add(1 + index, node(member), ~member);
  }
  const end = { sessions: 1 };
  const step = { events: 1 };

  if (kind === 'transitions') {
    for (let index = 0; index < table.nodes; index++) free.add(node(index), depot, null, end);
    for (const [arc, [from, to]] of arcs.entries()) free.add(node(from), node(to), arc, step);
    for (const arc of wanted) required.add(node(arcs[arc]?.[0] as number), node(arcs[arc]?.[1] as number), arc, step);
    return { nodes: 1 + groups.length + table.nodes, required, free };
  }
  if (kind === 'states') {
    // A node's way through is asked for; who has been there may pass again.
    for (let index = 0; index < table.nodes; index++) {
      required.add(node(index), extra(index), null);
      free.add(node(index), extra(index), null);
      free.add(extra(index), depot, null, end);
    }
    for (const [arc, [from, to]] of arcs.entries()) free.add(extra(from), node(to), arc, step);
    return { nodes: 1 + groups.length + 2 * table.nodes, required, free };
  }
  // A step is a node here, and goes to its successor at once where the pair is asked for, or by way of the node between.
  for (let index = 0; index < table.nodes; index++) free.add(node(index), depot, null, end);
  const asked = new Set(wanted);
  const leaving = adjacency(
    table.nodes,
    arcs.map(([from]) => from),
  );
  const followed = new Set<number>();
  for (const [arc, [from, to]] of arcs.entries()) {
    free.add(node(from), extra(arc), arc, step);
    free.add(extra(arc), node(to), null);
    if (!asked.has(arc)) continue;
    for (let i = leaving.start[to] as number; i < (leaving.start[to + 1] as number); i++) {
      const next = leaving.arcs[i] as number;
      if (!asked.has(next)) continue;
      required.add(extra(arc), extra(next), next, step);
      followed.add(arc).add(next);
    }
  }
  for (const arc of wanted) {
    if (!followed.has(arc)) required.add(node(arcs[arc]?.[0] as number), extra(arc), arc, step);
  }
  return { nodes: 1 + groups.length + table.nodes + arcs.length, required, free };
}

/** The starts by the part of the table that they belong to, and whether something is asked of that part. */
function groupsOf({ nodes, arcs, starts }: TourTable, wanted: ReadonlySet<number> | null) {
  const parts = new Parts(nodes);
  for (const [from, to] of arcs) parts.join(from, to);
  const moving = new Set(arcs.map(([from]) => parts.of(from)));
  const asked = new Set(arcs.filter((_, arc) => wanted?.has(arc)).map(([from]) => parts.of(from)));
  const groups = new Map<number, { members: number[]; asked: boolean }>();
  for (const start of new Set(starts)) {
    const part = parts.of(start);
    // A start that nothing leaves is a session of its own, of no steps.
    const group = groups.get(part) ?? { members: [], asked: wanted === null || asked.has(part) || !moving.has(part) };
    group.members.push(start);
    groups.set(part, group);
  }
  return [...groups.values()];
}

/**
 * Where only some steps are asked for, what has to be walked may fall apart: each piece then gets a session of its
 * own, and the length is no longer sure to be the least. Tells whether that was not needed.
 */
function connect(nodes: number, required: Columns, free: Columns, flow: Float64Array): boolean {
  const parts = new Parts(nodes);
  for (const [arc, from] of required.from.entries()) parts.join(from, required.to[arc] as number);
  for (const [arc, from] of free.from.entries())
    if ((flow[arc] as number) > 0) parts.join(from, free.to[arc] as number);
  const apart = new Set<number>();
  for (const from of required.from) if (parts.of(from) !== parts.of(depot)) apart.add(parts.of(from));
  if (apart.size === 0) return true;

  const cameBy = nearestFirst(nodes, free);
  for (const node of cameBy.keys()) {
    const part = parts.of(node);
    if (!apart.delete(part)) continue;
    // There from the depot, and back at once.
    const home = free.from.findIndex((from, arc) => from === node && free.to[arc] === depot);
    const back = home >= 0 ? [home] : wayHome(node, free);
    for (const arc of back) flow[arc] = (flow[arc] as number) + 1;
    for (let at = node; at !== depot; ) {
      const arc = cameBy.get(at) as number;
      flow[arc] = (flow[arc] as number) + 1;
      at = free.from[arc] as number;
    }
  }
  return false;
}

/** From a node that sessions cannot end at, the two steps to one where they can. */
function wayHome(node: number, free: Columns): number[] {
  const on = free.from.findIndex((from, arc) => from === node && free.sessions[arc] === 0 && free.events[arc] === 0);
  const next = free.to[on] as number;
  return [on, free.from.findIndex((from, arc) => from === next && free.to[arc] === depot)];
}

/** The arc by which each node is reached from the depot, nearest nodes first. */
function nearestFirst(nodes: number, free: Columns): Map<number, number> {
  const outgoing = adjacency(nodes, free.from);
  const cameBy = new Map<number, number>();
  let layer = [depot];
  while (layer.length > 0) {
    const next: number[] = [];
    for (const node of layer) {
      for (let i = outgoing.start[node] as number; i < (outgoing.start[node + 1] as number); i++) {
        const arc = outgoing.arcs[i] as number;
        const to = free.to[arc] as number;
        if (to === depot || cameBy.has(to)) continue;
        cameBy.set(to, arc);
        next.push(to);
      }
    }
    layer = next;
  }
  return cameBy;
}

/** Euler's closed walk from the depot through everything, cut where it comes home. */
function walksOf(nodes: number, required: Columns, free: Columns, flow: Float64Array): Walk[] {
  const asked = required.from.length;
  const from = [...required.from, ...free.from];
  const outgoing = adjacency(nodes, from);
  const left = Float64Array.from(from, (_, arc) => (arc < asked ? 1 : (flow[arc - asked] as number)));
  const targetOf = (arc: number) => (arc < asked ? required.to[arc] : free.to[arc - asked]) as number;
  const labelOf = (arc: number) => (arc < asked ? required.label[arc] : free.label[arc - asked]) as number | null;

  const next = outgoing.start.slice();
  const stack: number[] = [];
  const trail: number[] = [];
  let node = depot;
  for (;;) {
    let arc = -1;
    while ((next[node] as number) < (outgoing.start[node + 1] as number)) {
      const candidate = outgoing.arcs[next[node] as number] as number;
      if ((left[candidate] as number) > 0) {
        arc = candidate;
        break;
      }
      next[node] = (next[node] as number) + 1;
    }
    if (arc >= 0) {
      left[arc] = (left[arc] as number) - 1;
      stack.push(arc);
      node = targetOf(arc);
      continue;
    }
    const last = stack.pop();
    if (last === undefined) break;
    trail.push(last);
    node = from[last] as number;
  }

  const walks: { start: number; arcs: number[] }[] = [];
  for (const arc of trail.reverse()) {
    const label = labelOf(arc);
    if (label === null) continue;
    if (label < 0) walks.push({ start: ~label, arcs: [] });
    else walks.at(-1)?.arcs.push(label);
  }
  return walks;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** Nodes that hang together. */
class Parts {
  readonly #parent: Int32Array;

  constructor(nodes: number) {
    this.#parent = Int32Array.from({ length: nodes }, (_, node) => node);
  }

  of(node: number): number {
    let root = node;
    while (this.#parent[root] !== root) root = this.#parent[root] as number;
    while (this.#parent[node] !== root) {
      const parent = this.#parent[node] as number;
      this.#parent[node] = root;
      node = parent;
    }
    return root;
  }

  join(a: number, b: number): void {
    this.#parent[this.of(a)] = this.of(b);
  }
}
