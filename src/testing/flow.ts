/**
 * Minimum-cost flow without capacities: how often each arc has to be walked beside what is asked for anyway, so that
 * whatever arrives at a node can leave it again. Successive shortest paths, a whole layer of equal length at a time.
 */

/** A network: arcs in columns. Costs are whole numbers and not negative. */
export interface Network {
  readonly nodes: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly cost: readonly number[];
}

/** A cheapest flow, and the prices that prove it: no arc is cheaper than the prices of its two ends differ. */
export interface Flow {
  readonly flow: Float64Array;
  readonly potentials: Float64Array;
}

/**
 * Sends `excess[v]` units away from each node where it is positive to those where it is negative. Each node that has
 * some to send must reach one that lacks it.
 */
export function cheapestFlow({ nodes, from, to, cost }: Network, excess: Float64Array): Flow {
  const arcs = from.length;
  const flow = new Float64Array(arcs);
  const potentials = new Float64Array(nodes);
  const outgoing = adjacency(nodes, from);
  const incoming = adjacency(nodes, to);
  const distance = new Float64Array(nodes);
  const settled = new Uint8Array(nodes);
  const heap = new Heap(nodes);

  /** The reduced cost of walking an arc forward; backward it is the same with the other sign. */
  const reduced = (arc: number) => at(cost, arc) + at(potentials, at(from, arc)) - at(potentials, at(to, arc));

  function shortest(): number {
    distance.fill(Number.POSITIVE_INFINITY);
    settled.fill(0);
    heap.clear();
    for (let node = 0; node < nodes; node++) {
      if (at(excess, node) > 0) {
        distance[node] = 0;
        heap.push(node, 0);
      }
    }
    let nearest = Number.POSITIVE_INFINITY;
    for (let node = heap.pop(); node >= 0; node = heap.pop()) {
      if (settled[node] === 1) continue;
      const far = at(distance, node);
      if (far > nearest) break;
      settled[node] = 1;
      if (at(excess, node) < 0) nearest = far;
      for (let i = at(outgoing.start, node); i < at(outgoing.start, node + 1); i++) {
        const arc = at(outgoing.arcs, i);
        relax(at(to, arc), far + reduced(arc));
      }
      for (let i = at(incoming.start, node); i < at(incoming.start, node + 1); i++) {
        const arc = at(incoming.arcs, i);
        if (at(flow, arc) > 0) relax(at(from, arc), far - reduced(arc));
      }
    }
    return nearest;
  }

  function relax(node: number, far: number): void {
    if (settled[node] === 1 || far >= at(distance, node)) return;
    distance[node] = far;
    heap.push(node, far);
  }

  /** The arc of each node to go on with: an arc that led nowhere is not tried again in the same layer. */
  const next = new Int32Array(nodes);
  const backward = new Int32Array(nodes);
  const onPath = new Uint8Array(nodes);
  /** Steps of the path, forward as the arc, backward as its complement. */
  const path: number[] = [];

  /** Along arcs that cost nothing more, from a node with too much to one with too little. */
  function augment(source: number): boolean {
    path.length = 0;
    onPath[source] = 1;
    let node = source;
    let found = false;
    for (;;) {
      if (at(excess, node) < 0) {
        found = true;
        break;
      }
      const step = advance(node);
      if (step !== undefined) {
        path.push(step);
        node = step >= 0 ? at(to, step) : at(from, ~step);
        onPath[node] = 1;
        continue;
      }
      const last = path.pop();
      if (last === undefined) break;
      // A dead end: left marked, so that no other path of this layer enters it.
      node = last >= 0 ? at(from, last) : at(to, ~last);
    }
    if (!found) return false;
    let amount = Math.min(at(excess, source), -at(excess, node));
    for (const step of path) if (step < 0) amount = Math.min(amount, at(flow, ~step));
    let walked = source;
    for (const step of path) {
      onPath[walked] = 0;
      walked = step >= 0 ? at(to, step) : at(from, ~step);
      if (step >= 0) flow[step] = at(flow, step) + amount;
      else flow[~step] = at(flow, ~step) - amount;
    }
    onPath[walked] = 0;
    excess[source] = at(excess, source) - amount;
    excess[node] = at(excess, node) + amount;
    return true;
  }

  function advance(node: number): number | undefined {
    for (; at(next, node) < at(outgoing.start, node + 1); next[node] = at(next, node) + 1) {
      const arc = at(outgoing.arcs, at(next, node));
      if (onPath[at(to, arc)] === 0 && reduced(arc) === 0) return arc;
    }
    for (; at(backward, node) < at(incoming.start, node + 1); backward[node] = at(backward, node) + 1) {
      const arc = at(incoming.arcs, at(backward, node));
      if (at(flow, arc) > 0 && onPath[at(from, arc)] === 0 && reduced(arc) === 0) return ~arc;
    }
    return undefined;
  }

  for (;;) {
    const nearest = shortest();
    if (nearest === Number.POSITIVE_INFINITY) break;
    for (let node = 0; node < nodes; node++) {
      potentials[node] = at(potentials, node) + (settled[node] === 1 ? Math.min(at(distance, node), nearest) : nearest);
    }
    for (let node = 0; node < nodes; node++) {
      next[node] = at(outgoing.start, node);
      backward[node] = at(incoming.start, node);
    }
    onPath.fill(0);
    for (let node = 0; node < nodes; node++) {
      while (at(excess, node) > 0 && augment(node));
    }
  }
  return { flow, potentials };
}

/** For each node, the arcs that have it in a column. */
export function adjacency(nodes: number, column: readonly number[]): { start: Int32Array; arcs: Int32Array } {
  const start = new Int32Array(nodes + 1);
  for (const node of column) start[node + 1] = at(start, node + 1) + 1;
  for (let node = 0; node < nodes; node++) start[node + 1] = at(start, node + 1) + at(start, node);
  const filled = start.slice();
  const arcs = new Int32Array(column.length);
  for (const [arc, node] of column.entries()) {
    arcs[at(filled, node)] = arc;
    filled[node] = at(filled, node) + 1;
  }
  return { start, arcs };
}

/** An index that is known to be in range. */
function at(column: ArrayLike<number>, index: number): number {
  return column[index] as number;
}

/** A binary heap of nodes by distance; a node may be in it more than once. */
class Heap {
  #nodes: Int32Array;
  #keys: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#nodes = new Int32Array(Math.max(16, capacity));
    this.#keys = new Float64Array(Math.max(16, capacity));
  }

  clear(): void {
    this.#size = 0;
  }

  push(node: number, key: number): void {
    if (this.#size === this.#nodes.length) this.#grow();
    const nodes = this.#nodes;
    const keys = this.#keys;
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (at(keys, parent) <= key) break;
      nodes[place] = at(nodes, parent);
      keys[place] = at(keys, parent);
      place = parent;
    }
    nodes[place] = node;
    keys[place] = key;
  }

  /** The nearest node, or -1. */
  pop(): number {
    if (this.#size === 0) return -1;
    const nodes = this.#nodes;
    const keys = this.#keys;
    const first = at(nodes, 0);
    const size = --this.#size;
    const node = at(nodes, size);
    const key = at(keys, size);
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && at(keys, child + 1) < at(keys, child)) child += 1;
      if (at(keys, child) >= key) break;
      nodes[place] = at(nodes, child);
      keys[place] = at(keys, child);
      place = child;
    }
    nodes[place] = node;
    keys[place] = key;
    return first;
  }

  #grow(): void {
    const nodes = new Int32Array(this.#nodes.length * 2);
    const keys = new Float64Array(this.#keys.length * 2);
    nodes.set(this.#nodes);
    keys.set(this.#keys);
    this.#nodes = nodes;
    this.#keys = keys;
  }
}
