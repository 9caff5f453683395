/** The network that a tour is a flow on: which edges must be taken, and which may be. `scripts/check-suite.js` makes its own. */
import type { TourKind } from '../types.ts';
import { add, adjacency, at, Components } from './graph.ts';

/** The table that a tour is made over. Each node is reached from a start. */
export interface TourTable {
  readonly nodes: number;
  /** Steps, as `[from, to]`. */
  readonly edges: readonly (readonly [from: number, to: number])[];
  /** The nodes that a session may begin at. */
  readonly starts: readonly number[];
  /** The steps that have to be covered, by index; without it, all of them. It says nothing where states are covered. */
  readonly required?: readonly number[] | undefined;
}

/** What an edge of the network stands for, where it is no step of the table. */
const pass = -1;
export const begin = -2;
export const end = -3;

/** Edges of the network in columns; `label` is a step of the table, or one of the above. */
export class Columns {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly label: number[] = [];

  add(from: number, to: number, label: number): void {
    this.from.push(from);
    this.to.push(to);
    this.label.push(label);
  }
}

/** All sessions together as one closed walk through a depot node, as in the rural postman problem: each session begins and
 * ends there. */
export interface Network {
  readonly nodes: number;
  /** Where the table's nodes begin. */
  readonly first: number;
  /** Each must be taken once. */
  readonly required: Columns;
  /** Each may be taken any number of times. */
  readonly free: Columns;
}

/** The depot node: the network's first. */
export const depot = 0;

/** The network on which a round is a suite that covers what is asked for. */
export function networkOf(kind: TourKind, table: TourTable): Network {
  const groups = groupsOf(kind, table);
  const first = 1 + groups.length;
  const network = { nodes: first + table.nodes, first, required: new Columns(), free: new Columns() };
  for (const [index, { members, asked }] of groups.entries()) {
    // Whatever is asked of a component of the table that hangs together takes a session that begins there.
    if (asked) network.required.add(depot, 1 + index, pass);
    network.free.add(depot, 1 + index, pass);
    for (const member of members) network.free.add(1 + index, first + member, begin);
  }
  if (kind === 'states') return withStates(network, table);
  return kind === 'transitions' ? withTransitions(network, table) : withPairs(network, table);
}

function withTransitions(network: Network, { nodes, edges, required }: TourTable): Network {
  const { first } = network;
  for (let node = 0; node < nodes; node++) network.free.add(first + node, depot, end);
  for (const [edge, [from, to]] of edges.entries()) network.free.add(first + from, first + to, edge);
  for (const edge of required ?? edges.keys()) {
    const [from, to] = edges[edge] as TourTable['edges'][number];
    network.required.add(first + from, first + to, edge);
  }
  return network;
}

/** Each node is two here, and the edge between them is required; it may be taken again. */
function withStates({ nodes, first, required, free }: Network, table: TourTable): Network {
  const second = first + table.nodes;
  for (let node = 0; node < table.nodes; node++) {
    required.add(first + node, second + node, pass);
    free.add(first + node, second + node, pass);
    free.add(second + node, depot, end);
  }
  // A step that stays where it is leads to no other state, and would only weaken the bound.
  for (const [edge, [from, to]] of table.edges.entries()) if (from !== to) free.add(second + from, first + to, edge);
  return { nodes: nodes + table.nodes, first, required, free };
}

/**
 * A step is a node here, and goes to its successor at once where the pair is asked for, or by way of the node between.
 * A session ends after a step, or else one of no steps would do for a component of the table.
 */
function withPairs({ nodes, first, required, free }: Network, table: TourTable): Network {
  const { edges } = table;
  const second = first + table.nodes;
  const leaving = adjacency(
    table.nodes,
    edges.map(([from]) => from),
  );
  const asked = flagsOf(edges.length, table.required ?? edges.keys());
  const paired = new Uint8Array(edges.length);
  const joined = flagsOf(table.nodes, edges.flat());
  for (const start of new Set(table.starts)) if (joined[start] === 0) free.add(first + start, depot, end);
  for (const [edge, [from, to]] of edges.entries()) {
    free.add(first + from, second + edge, edge);
    free.add(second + edge, first + to, pass);
    free.add(second + edge, depot, end);
    if (asked[edge] === 0) continue;
    for (let i = at(leaving.start, to); i < at(leaving.start, to + 1); i++) {
      const next = at(leaving.edges, i);
      if (asked[next] === 0) continue;
      required.add(second + edge, second + next, next);
      paired[edge] = 1;
      paired[next] = 1;
    }
  }
  for (const [edge, [from]] of edges.entries()) {
    if (asked[edge] === 1 && paired[edge] === 0) required.add(first + from, second + edge, edge);
  }
  return { nodes: nodes + edges.length, first, required, free };
}

/** The starts by the component of the table that they belong to, and whether something is asked of that component. */
function groupsOf(kind: TourKind, { nodes, edges, starts, required }: TourTable) {
  const components = new Components(nodes);
  for (const [from, to] of edges) components.join(from, to);
  const everything = kind === 'states' || required === undefined;
  const asked = new Set(required?.map((edge) => components.of((edges[edge] as TourTable['edges'][number])[0])));
  const groups = new Map<number, { members: number[]; asked: boolean }>();
  for (const start of new Set(starts)) {
    const component = components.of(start);
    const group = groups.get(component) ?? { members: [], asked: everything || asked.has(component) };
    group.members.push(start);
    groups.set(component, group);
  }
  return [...groups.values()];
}

function flagsOf(length: number, indices: Iterable<number>): Uint8Array {
  const flags = new Uint8Array(length);
  for (const index of indices) flags[index] = 1;
  return flags;
}

/**
 * Prices as whole numbers, in which an event and a session keep their ratio but for a tie. Of two rounds as cheap, the
 * one of fewer events has more sessions: a session is a shade cheaper. No cheapest round has more sessions than there
 * are required edges, so that all shades together are less than one event.
 */
export function costsOf({ required, free }: Network, resetCost: number): Float64Array {
  const event = required.label.length + 1;
  const session = resetCost === 0 ? 1 : resetCost * event - 1;
  return Float64Array.from(free.label, (label) => (label >= 0 ? event : label === end ? session : 0));
}

/** For each node, how many required edges arrive there more than leave. */
export function imbalanceOf({ nodes, required }: Network): Float64Array {
  const excess = new Float64Array(nodes);
  for (const node of required.to) add(excess, node, 1);
  for (const node of required.from) add(excess, node, -1);
  return excess;
}
