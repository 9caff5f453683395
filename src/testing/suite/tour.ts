/**
 * Shortest suites that cover what is asked for: a rural postman's round in a directed graph, where a session may be
 * ended anywhere at a price. All sessions together are one closed walk through a depot that each begins and ends at,
 * and its length is the cost of a cheapest flow, which is what the certificate proves.
 */
import type { TourKind, Walk } from '../types.ts';
import { cheapestFlow, type Flow } from './flow.ts';
import { type Adjacency, add, adjacency, at, Heap, Parts } from './graph.ts';
import {
  begin,
  type Columns,
  costsOf,
  depot,
  end,
  imbalanceOf,
  type Network,
  networkOf,
  type TourTable,
} from './network.ts';
import { shorten } from './shorten.ts';

export type { TourTable } from './network.ts';

/** Sessions, with the least that any suite needs. */
export interface Tour {
  readonly walks: readonly Walk[];
  /** Whether no suite is cheaper; otherwise `bound` is still a lower bound. */
  readonly minimal: boolean;
  readonly bound: { readonly events: number; readonly sessions: number };
  /**
   * Prices of the network's nodes that prove the bound: the depot, the groups of starts in the order of their first
   * one, the nodes, and then for pairs the arcs, for states the nodes once more.
   */
  readonly potentials: readonly number[];
}

/**
 * Makes the cheapest tour where a session costs as much as `resetCost` events, which is a whole number. Of two as cheap
 * it is the one of fewer events, or of fewer sessions where those cost nothing.
 */
export function tourOf(kind: TourKind, table: TourTable, resetCost: number): Tour {
  const network = networkOf(kind, table);
  const cost = costsOf(network, resetCost);
  const cheapest = cheapestFlow({ ...network.free, nodes: network.nodes, cost }, imbalanceOf(network));
  const bound = sizeOf(network, cheapest.flow);
  const round = joinPieces(network, cost, cheapest);
  const walks = round === cheapest.flow ? walksOf(network, round) : shortened(kind, table, walksOf(network, round));
  const events = walks.reduce((all, { arcs }) => all + arcs.length, 0);
  return {
    walks,
    minimal: events === bound.events && walks.length === bound.sessions,
    bound,
    potentials: Array.from(cheapest.potentials),
  };
}

function sizeOf({ required, free }: Network, flow: Float64Array): Tour['bound'] {
  let events = 0;
  let sessions = 0;
  for (const label of required.label) if (label >= 0) events += 1;
  for (const [arc, label] of free.label.entries()) {
    if (label >= 0) events += at(flow, arc);
    if (label === end) sessions += at(flow, arc);
  }
  return { events, sessions };
}

/**
 * Where the cheapest round falls into pieces, as it may where states are covered or arcs are left out, the pieces are
 * bridged and the rest is balanced anew, until all hangs together. That is not sure to be the cheapest way to do it. A
 * round over all transitions, or over all pairs, never falls apart.
 */
function joinPieces(network: Network, cost: Float64Array, cheapest: Flow): Float64Array {
  const { nodes, free } = network;
  const incoming = adjacency(nodes, free.to);
  const bridged = new Float64Array(cost.length);
  let round = cheapest;
  let times = cheapest.flow;
  for (;;) {
    const bridges = bridgesOf(network, times, incoming, surcharges(free, cost, round.potentials));
    if (bridges.length === 0) return times;
    const excess = new Float64Array(nodes);
    for (const arc of bridges) {
      add(bridged, arc, 1);
      add(excess, at(free.to, arc), 1);
      add(excess, at(free.from, arc), -1);
    }
    round = cheapestFlow({ ...free, nodes, cost }, excess, round);
    times = round.flow.map((walked, arc) => walked + at(bridged, arc));
  }
}

/** What it costs at least to walk an arc that the cheapest round leaves out; of ways as dear, the one of fewer arcs. */
function surcharges({ from, to }: Columns, cost: Float64Array, potentials: Float64Array): Float64Array {
  return cost.map((price, arc) => 1 + price + at(potentials, at(from, arc)) - at(potentials, at(to, arc)));
}

/** Arcs that lead into each piece but the depot's, from whichever other piece it costs least. */
function bridgesOf(
  { nodes, required, free }: Network,
  times: Float64Array,
  incoming: Adjacency,
  cost: Float64Array,
): number[] {
  const parts = new Parts(nodes);
  for (const [arc, from] of required.from.entries()) parts.join(from, at(required.to, arc));
  for (const [arc, from] of free.from.entries()) if (at(times, arc) > 0) parts.join(from, at(free.to, arc));
  const pieces = new Map<number, number[]>();
  for (const node of required.from) pieces.set(parts.of(node), []);
  if (pieces.size <= 1) return [];
  for (let node = 0; node < nodes; node++) pieces.get(parts.of(node))?.push(node);

  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const leaving = new Int32Array(nodes);
  const heap = new Heap(nodes);

  /** The nearest node of another piece from which this one is reached, or -1; `leaving` is the way from there. */
  function nearestTo(piece: number, members: readonly number[]): number {
    const touched: number[] = [];
    const reach = (node: number, far: number, arc: number) => {
      if (far >= at(distance, node)) return;
      distance[node] = far;
      leaving[node] = arc;
      touched.push(node);
      heap.push(node, far);
    };
    heap.clear();
    for (const node of members) reach(node, 0, -1);
    let node = heap.pop();
    while (node >= 0 && (parts.of(node) === parts.of(piece) || !pieces.has(parts.of(node)))) {
      for (let i = at(incoming.start, node); i < at(incoming.start, node + 1); i++) {
        const arc = at(incoming.arcs, i);
        reach(at(free.from, arc), at(distance, node) + at(cost, arc), arc);
      }
      node = heap.pop();
    }
    for (const each of touched) distance[each] = Number.POSITIVE_INFINITY;
    return node;
  }

  const bridges: number[] = [];
  for (const [piece, members] of pieces) {
    if (parts.of(piece) === parts.of(depot)) continue;
    const nearest = nearestTo(piece, members);
    if (nearest < 0) continue;
    parts.join(nearest, piece);
    for (let arc = at(leaving, nearest); arc >= 0; arc = at(leaving, at(free.to, arc))) bridges.push(arc);
  }
  return bridges;
}

/** Euler's closed walk from the depot through everything, cut where it comes home. */
function walksOf({ nodes, first, required, free }: Network, flow: Float64Array): Walk[] {
  const asked = required.from.length;
  const from = required.from.concat(free.from);
  const to = required.to.concat(free.to);
  const outgoing = adjacency(nodes, from);
  const left = new Float64Array(from.length).fill(1, 0, asked);
  left.set(flow, asked);

  const next = outgoing.start.slice();
  const stack: number[] = [];
  const trail: number[] = [];
  let node = depot;
  for (;;) {
    while (at(next, node) < at(outgoing.start, node + 1) && left[at(outgoing.arcs, at(next, node))] === 0) {
      add(next, node, 1);
    }
    if (at(next, node) < at(outgoing.start, node + 1)) {
      const arc = at(outgoing.arcs, at(next, node));
      add(left, arc, -1);
      stack.push(arc);
      node = at(to, arc);
      continue;
    }
    const last = stack.pop();
    if (last === undefined) break;
    trail.push(last);
    node = at(from, last);
  }

  const walks: { start: number; arcs: number[] }[] = [];
  for (const arc of trail.reverse()) {
    const label = arc < asked ? at(required.label, arc) : at(free.label, arc - asked);
    if (label === begin) walks.push({ start: at(to, arc) - first, arcs: [] });
    if (label >= 0) walks.at(-1)?.arcs.push(label);
  }
  return walks;
}

/** Where the round was bridged, some of it may be walked for nothing. Pairs are left as they are: a cut makes new ones. */
function shortened(kind: TourKind, table: TourTable, walks: readonly Walk[]): readonly Walk[] {
  if (kind === 'pairs') return walks;
  const from = table.arcs.map(([source]) => source);
  const to = table.arcs.map(([, target]) => target);
  const { start, arcs } = adjacency(table.nodes, from);
  const leaving = (node: number) => arcs.subarray(at(start, node), at(start, node + 1));
  const required = new Set(table.required);
  const items =
    kind === 'states'
      ? { count: table.nodes, ofArc: (arc: number) => [at(to, arc)], ofStart: (node: number) => [node] }
      : { count: to.length, ofArc: (arc: number) => (required.has(arc) ? [arc] : []), ofStart: () => [] };
  return shorten(walks, { from, to }, leaving, items);
}
