/** What algorithms on graphs are made of. Graphs are columns of numbers, so that a large one fits and is fast to read. */

/** Edges in columns. */
export interface Edges {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

/** The edges of each node: those of node `n` are `edges[start[n]]` to `edges[start[n + 1] - 1]`. */
export interface Adjacency {
  readonly start: Int32Array;
  readonly edges: Int32Array;
}

/** For each node, the edges that have it in a column. */
export function adjacency(nodes: number, column: ArrayLike<number>): Adjacency {
  const start = new Int32Array(nodes + 1);
  for (let edge = 0; edge < column.length; edge++) add(start, at(column, edge) + 1, 1);
  for (let node = 0; node < nodes; node++) add(start, node + 1, at(start, node));
  const filled = start.slice();
  const edges = new Int32Array(column.length);
  for (let edge = 0; edge < column.length; edge++) {
    const node = at(column, edge);
    edges[at(filled, node)] = edge;
    add(filled, node, 1);
  }
  return { start, edges };
}

/** A value of a column, at an index that is known to be in range. */
export function at(column: ArrayLike<number>, index: number): number {
  return column[index] as number;
}

/** Changes a value of a column. */
export function add(column: Float64Array | Int32Array, index: number, amount: number): void {
  column[index] = at(column, index) + amount;
}

/** A binary heap of nodes by distance; a node may be in it more than once. */
export class Heap {
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

/** Nodes that hang together. */
export class Components {
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
