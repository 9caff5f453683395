/**
 * Shortest suites that cover what is asked for: the rural postman problem on a directed graph, where a session may be
 * ended anywhere at a price. All sessions together are one closed walk through a depot that each begins and ends at,
 * and its length is the cost of a cheapest flow, which is what the certificate proves.
 */
import type { EdgePath, TourKind } from '../types.ts';
import { cheapestFlow, type Flow } from './flow.ts';
import { type Adjacency, add, adjacency, at, Components, Heap } from './graph.ts';
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
  readonly edgePaths: readonly EdgePath[];
  /** Whether no suite is cheaper; otherwise `bound` is still a lower bound. */
  readonly minimal: boolean;
  readonly bound: { readonly events: number; readonly sessions: number };
  /**
   * Prices of the network's nodes that prove the bound: the depot, the groups of starts in the order of their first
   * one, the nodes, and then for pairs the edges, for states the nodes once more.
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
  const bound = boundOf(network, cheapest.flow);
  const round = connectComponents(network, cost, cheapest);
  const edgePaths =
    round === cheapest.flow
      ? edgePathsOf(network, round)
      : shortenedAtBridges(kind, table, edgePathsOf(network, round));
  const events = edgePaths.reduce((all, { edges }) => all + edges.length, 0);
  return {
    edgePaths,
    minimal: events === bound.events && edgePaths.length === bound.sessions,
    bound,
    potentials: Array.from(cheapest.potentials),
  };
}

function boundOf({ required, free }: Network, flow: Float64Array): Tour['bound'] {
  let events = 0;
  let sessions = 0;
  for (const label of required.label) if (label >= 0) events += 1;
  for (const [edge, label] of free.label.entries()) {
    if (label >= 0) events += at(flow, edge);
    if (label === end) sessions += at(flow, edge);
  }
  return { events, sessions };
}

/**
 * Where the cheapest round falls into components, as it may where states are covered or edges are left out, the components are
 * bridged and the rest is balanced anew, until all hangs together. That is not sure to be the cheapest way to do it. A
 * round over all transitions, or over all pairs, never falls apart.
 */
function connectComponents(network: Network, cost: Float64Array, cheapest: Flow): Float64Array {
  const { nodes, free } = network;
  const incoming = adjacency(nodes, free.to);
  const bridged = new Float64Array(cost.length);
  let round = cheapest;
  let times = cheapest.flow;
  for (;;) {
    const bridges = bridgesOf(network, times, incoming, surcharges(free, cost, round.potentials));
    if (bridges.length === 0) return times;
    const excess = new Float64Array(nodes);
    for (const edge of bridges) {
      add(bridged, edge, 1);
      add(excess, at(free.to, edge), 1);
      add(excess, at(free.from, edge), -1);
    }
    round = cheapestFlow({ ...free, nodes, cost }, excess, round);
    times = round.flow.map((amount, edge) => amount + at(bridged, edge));
  }
}

/** What it costs at least to take an edge that the cheapest round leaves out; of equal ones, the one of fewer edges. */
function surcharges({ from, to }: Columns, cost: Float64Array, potentials: Float64Array): Float64Array {
  return cost.map((price, edge) => 1 + price + at(potentials, at(from, edge)) - at(potentials, at(to, edge)));
}

/** Edges that lead into each component but the depot's, from whichever other component it costs least. */
function bridgesOf(
  { nodes, required, free }: Network,
  times: Float64Array,
  incoming: Adjacency,
  cost: Float64Array,
): number[] {
  const components = new Components(nodes);
  for (const [edge, from] of required.from.entries()) components.join(from, at(required.to, edge));
  for (const [edge, from] of free.from.entries()) if (at(times, edge) > 0) components.join(from, at(free.to, edge));
  const members = new Map<number, number[]>();
  for (const node of required.from) members.set(components.of(node), []);
  if (members.size <= 1) return [];
  for (let node = 0; node < nodes; node++) members.get(components.of(node))?.push(node);

  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const leaving = new Int32Array(nodes);
  const heap = new Heap(nodes);

  /** The nearest node of another component from which this one is reached, or -1; `leaving` is the way from there. */
  function nearestTo(component: number, own: readonly number[]): number {
    const reached: number[] = [];
    const reach = (node: number, far: number, edge: number) => {
      if (far >= at(distance, node)) return;
      distance[node] = far;
      leaving[node] = edge;
      reached.push(node);
      heap.push(node, far);
    };
    heap.clear();
    for (const node of own) reach(node, 0, -1);
    let node = heap.pop();
    while (node >= 0 && (components.of(node) === components.of(component) || !members.has(components.of(node)))) {
      for (let i = at(incoming.start, node); i < at(incoming.start, node + 1); i++) {
        const edge = at(incoming.edges, i);
        reach(at(free.from, edge), at(distance, node) + at(cost, edge), edge);
      }
      node = heap.pop();
    }
    for (const each of reached) distance[each] = Number.POSITIVE_INFINITY;
    return node;
  }

  const bridges: number[] = [];
  for (const [component, own] of members) {
    if (components.of(component) === components.of(depot)) continue;
    const nearest = nearestTo(component, own);
    if (nearest < 0) continue;
    components.join(nearest, component);
    for (let edge = at(leaving, nearest); edge >= 0; edge = at(leaving, at(free.to, edge))) bridges.push(edge);
  }
  return bridges;
}

/** Euler's closed walk from the depot through everything, cut where it comes home. */
function edgePathsOf({ nodes, first, required, free }: Network, flow: Float64Array): EdgePath[] {
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
    while (at(next, node) < at(outgoing.start, node + 1) && left[at(outgoing.edges, at(next, node))] === 0) {
      add(next, node, 1);
    }
    if (at(next, node) < at(outgoing.start, node + 1)) {
      const edge = at(outgoing.edges, at(next, node));
      add(left, edge, -1);
      stack.push(edge);
      node = at(to, edge);
      continue;
    }
    const last = stack.pop();
    if (last === undefined) break;
    trail.push(last);
    node = at(from, last);
  }

  const edgePaths: { start: number; edges: number[] }[] = [];
  for (const edge of trail.reverse()) {
    const label = edge < asked ? at(required.label, edge) : at(free.label, edge - asked);
    if (label === begin) edgePaths.push({ start: at(to, edge) - first, edges: [] });
    if (label >= 0) edgePaths.at(-1)?.edges.push(label);
  }
  return edgePaths;
}

/** Where the round was bridged, some of it may be taken for nothing. Pairs are left as they are: a cut makes new ones. */
function shortenedAtBridges(kind: TourKind, table: TourTable, edgePaths: readonly EdgePath[]): readonly EdgePath[] {
  if (kind === 'pairs') return edgePaths;
  const from = table.edges.map(([source]) => source);
  const to = table.edges.map(([, target]) => target);
  const { start, edges } = adjacency(table.nodes, from);
  const leaving = (node: number) => edges.subarray(at(start, node), at(start, node + 1));
  const required = new Set(table.required);
  const items =
    kind === 'states'
      ? { count: table.nodes, ofEdge: (edge: number) => [at(to, edge)], ofStart: (node: number) => [node] }
      : { count: to.length, ofEdge: (edge: number) => (required.has(edge) ? [edge] : []), ofStart: () => [] };
  return shorten(edgePaths, { from, to }, leaving, items);
}
