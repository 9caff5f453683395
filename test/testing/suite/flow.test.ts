import { describe, expect, it } from 'vitest';
import { cheapestFlow, type Flow, type PricedEdges } from '../../../src/testing/suite/flow.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { numbers } from '../tables.ts';

/** A network with a circle, on which each node reaches each other, and what is to be sent on it. */
function randomNetwork(random: () => number) {
  const below = (limit: number) => Math.floor(random() * limit);
  const nodes = 2 + below(8);
  const circle = numbers(nodes).map((node) => [node, (node + 1) % nodes, 5 + below(5)] as const);
  const chords = numbers(below(30)).map(() => [below(nodes), below(nodes), below(4)] as const);
  const edges = [...circle, ...chords];
  const network: PricedEdges = {
    nodes,
    from: edges.map(([from]) => from),
    to: edges.map(([, to]) => to),
    cost: edges.map(([, , cost]) => cost),
  };
  return { network, excess: randomExcess(random, nodes) };
}

function randomExcess(random: () => number, nodes: number): Float64Array {
  const excess = new Float64Array(nodes);
  const change = (units: number) => {
    const node = Math.floor(random() * nodes);
    excess[node] = (excess[node] as number) + units;
  };
  for (let units = Math.floor(random() * 10); units > 0; units--) {
    change(1);
    change(-1);
  }
  return excess;
}

/** Why a flow is not the cheapest that sends what it should; null where it is (complementary slackness). */
function faultIn(
  { nodes, from, to, cost }: PricedEdges,
  sent: Float64Array,
  { flow, potentials }: Flow,
): string | null {
  const balance = new Float64Array(nodes);
  for (const [edge, units] of flow.entries()) {
    const [source, target] = [from[edge] as number, to[edge] as number];
    if (units < 0 || !Number.isInteger(units)) return `edge ${edge} carries ${units}`;
    balance[source] = (balance[source] as number) + units;
    balance[target] = (balance[target] as number) - units;
    const rest = (cost[edge] as number) + (potentials[source] as number) - (potentials[target] as number);
    if (rest < 0) return `edge ${edge} is cheaper than the prices`;
    if (rest > 0 && units > 0) return `edge ${edge} is dearer than the prices, and carries ${units}`;
  }
  const wrong = balance.findIndex((units, node) => units !== sent[node]);
  return wrong < 0 ? null : `node ${wrong} sends ${balance[wrong]} instead of ${sent[wrong]}`;
}

describe('cheapest flows', () => {
  it('send what they are told to, at prices that prove it', () => {
    const random = randomFrom(1);
    const faults = numbers(1000).map(() => {
      const { network, excess } = randomNetwork(random);
      return faultIn(network, excess.slice(), cheapestFlow(network, excess));
    });
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });

  it('go on from another flow, which they leave as it is', () => {
    const random = randomFrom(2);
    const faults = numbers(500).map(() => {
      const { network, excess } = randomNetwork(random);
      const more = randomExcess(random, network.nodes);
      const both = excess.map((units, node) => units + (more[node] as number));
      const first = cheapestFlow(network, excess);
      const kept = { flow: first.flow.slice(), potentials: first.potentials.slice() };
      const fault = faultIn(network, both, cheapestFlow(network, more, first));
      expect(first).toEqual(kept);
      return fault;
    });
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });

  it('take back what went a way that another needs', () => {
    // 0 and 1 send to 2 and 3: what is nearest for 0 alone is dearer for both.
    const network = { nodes: 4, from: [0, 0, 1], to: [2, 3, 2], cost: [1, 2, 1] };
    const { flow } = cheapestFlow(network, Float64Array.of(1, 1, -1, -1));
    expect([...flow]).toEqual([0, 1, 1]);
  });

  it('leave what cannot be sent', () => {
    const excess = Float64Array.of(1, 0, -1);
    const { flow } = cheapestFlow({ nodes: 3, from: [0], to: [1], cost: [1] }, excess);
    expect([...flow]).toEqual([0]);
    expect([...excess]).toEqual([1, 0, -1]);
  });
});
