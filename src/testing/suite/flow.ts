/**
 * Minimum-cost flow without capacities: how often each edge must be taken beside what is asked for anyway, so that
 * whatever arrives at a node can leave it again. Successive shortest paths, all those of one length at a time.
 */

import { add, adjacency, at, type Edges, Heap } from './graph.ts';

/** Edges in columns, with what taking them costs: whole numbers that are not negative. */
export interface PricedEdges extends Edges {
  readonly nodes: number;
  readonly cost: ArrayLike<number>;
}

/** A cheapest flow, and the prices that prove it: no edge is cheaper than the prices of its two ends differ. */
export interface Flow {
  readonly flow: Float64Array;
  readonly potentials: Float64Array;
}

/**
 * Sends `excess[v]` units away from each node where it is positive to those where it is negative, and clears it. Each
 * node that has some to send must reach one that lacks it. Starts from a cheapest flow over the same edges, where one
 * is at hand, and leaves that as it is.
 */
export function cheapestFlow({ nodes, from, to, cost }: PricedEdges, excess: Float64Array, before?: Flow): Flow {
  const flow = before?.flow.slice() ?? new Float64Array(from.length);
  const potentials = before?.potentials.slice() ?? new Float64Array(nodes);
  const outgoing = adjacency(nodes, from);
  const incoming = adjacency(nodes, to);

  /** What taking an edge costs beyond the prices of its ends; backward it is the same with the other sign. */
  const reduced = (edge: number) => at(cost, edge) + at(potentials, at(from, edge)) - at(potentials, at(to, edge));

  const distance = new Float64Array(nodes);
  const settled = new Uint8Array(nodes);
  const heap = new Heap(nodes);

  /** Raises the prices so that the cheapest paths from too much to too little cost nothing more. False if none is left. */
  function reprice(): boolean {
    distance.fill(Number.POSITIVE_INFINITY);
    settled.fill(0);
    heap.clear();
    for (let node = 0; node < nodes; node++) if (at(excess, node) > 0) relax(node, 0);
    let nearest = Number.POSITIVE_INFINITY;
    for (let node = heap.pop(); node >= 0; node = heap.pop()) {
      if (settled[node] === 1) continue;
      const far = at(distance, node);
      if (far > nearest) break;
      settled[node] = 1;
      if (at(excess, node) < 0) nearest = far;
      for (let i = at(outgoing.start, node); i < at(outgoing.start, node + 1); i++) {
        const edge = at(outgoing.edges, i);
        relax(at(to, edge), far + reduced(edge));
      }
      for (let i = at(incoming.start, node); i < at(incoming.start, node + 1); i++) {
        const edge = at(incoming.edges, i);
        if (at(flow, edge) > 0) relax(at(from, edge), far - reduced(edge));
      }
    }
    if (nearest === Number.POSITIVE_INFINITY) return false;
    for (let node = 0; node < nodes; node++) add(potentials, node, settled[node] === 1 ? at(distance, node) : nearest);
    return true;
  }

  function relax(node: number, far: number): void {
    if (far >= at(distance, node)) return;
    distance[node] = far;
    heap.push(node, far);
  }

  /** How many edges that cost nothing more lie between a node and one with too much; -1 where none leads there. */
  const layer = new Int32Array(nodes);
  const queue = new Int32Array(nodes);

  /** Lays the nodes out in layers, so that no path along them goes in circles. False if none ends where too little is. */
  function layOut(): boolean {
    layer.fill(-1);
    let length = 0;
    let ends = false;
    const enter = (node: number, depth: number) => {
      if (at(layer, node) >= 0) return;
      layer[node] = depth;
      queue[length++] = node;
    };
    for (let node = 0; node < nodes; node++) if (at(excess, node) > 0) enter(node, 0);
    for (let head = 0; head < length; head++) {
      const node = at(queue, head);
      if (at(excess, node) < 0) ends = true;
      const depth = at(layer, node) + 1;
      for (let i = at(outgoing.start, node); i < at(outgoing.start, node + 1); i++) {
        const edge = at(outgoing.edges, i);
        if (reduced(edge) === 0) enter(at(to, edge), depth);
      }
      for (let i = at(incoming.start, node); i < at(incoming.start, node + 1); i++) {
        const edge = at(incoming.edges, i);
        if (at(flow, edge) > 0) enter(at(from, edge), depth);
      }
    }
    return ends;
  }

  /** Where each node goes on looking: an edge that led nowhere is not tried again over the same layers. */
  const forward = new Int32Array(nodes);
  const backward = new Int32Array(nodes);
  /** Steps of a path: forward as the edge, backward as its complement. */
  const path: number[] = [];
  const endOf = (step: number) => (step >= 0 ? at(to, step) : at(from, ~step));
  const beginOf = (step: number) => (step >= 0 ? at(from, step) : at(to, ~step));

  /** Sends what one path over the layers takes. False if there is none. */
  function send(source: number): boolean {
    path.length = 0;
    let node = source;
    while (at(excess, node) >= 0) {
      const step = stepFrom(node);
      if (step !== undefined) {
        path.push(step);
        node = endOf(step);
        continue;
      }
      const last = path.pop();
      if (last === undefined) return false;
      node = beginOf(last);
      add(last >= 0 ? forward : backward, node, 1);
    }
    let amount = Math.min(at(excess, source), -at(excess, node));
    for (const step of path) if (step < 0) amount = Math.min(amount, at(flow, ~step));
    for (const step of path) {
      if (step >= 0) add(flow, step, amount);
      else add(flow, ~step, -amount);
    }
    add(excess, source, -amount);
    add(excess, node, amount);
    return true;
  }

  function stepFrom(node: number): number | undefined {
    const next = at(layer, node) + 1;
    for (; at(forward, node) < at(outgoing.start, node + 1); add(forward, node, 1)) {
      const edge = at(outgoing.edges, at(forward, node));
      if (at(layer, at(to, edge)) === next && reduced(edge) === 0) return edge;
    }
    for (; at(backward, node) < at(incoming.start, node + 1); add(backward, node, 1)) {
      const edge = at(incoming.edges, at(backward, node));
      if (at(layer, at(from, edge)) === next && at(flow, edge) > 0) return ~edge;
    }
    return undefined;
  }

  while (reprice()) {
    while (layOut()) {
      forward.set(outgoing.start.subarray(0, nodes));
      backward.set(incoming.start.subarray(0, nodes));
      for (let node = 0; node < nodes; node++) while (at(excess, node) > 0 && send(node));
    }
  }
  return { flow, potentials };
}
