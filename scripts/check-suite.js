/**
 * Verifies the certificate of a generated suite: that the suite covers what it says, and that no cheaper one does. It
 * reads nothing but the suite, and shares no code with the generator. Prints one sentence; exits with 0 where all holds,
 * with 1 where something does not, and with 2 where it was called wrongly.
 *
 *     node scripts/check-suite.js suite.json
 *     node scripts/check-suite.js < suite.json
 *
 * The proof: let all sessions be one closed walk through a depot where each begins and ends, on a network in which some
 * edges have to be walked and others may be. Each node has a price, and an edge's rest is its cost plus the price of the
 * node that it leaves, minus that of the one that it enters. Around a closed walk the prices cancel, so that its cost is
 * the sum of the rests of its edges. If no edge that may be walked has a rest below zero, then every suite costs at least
 * the sum of the rests of those that have to be walked: that is the bound.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

const Whole = z.int().check(z.nonnegative());
const Size = z.object({ events: Whole, sessions: Whole });
const Count = z.tuple([Whole, Whole]);
const Suite = z.object({
  strategy: z.string(),
  length: z.enum(['minimal', 'bounded']),
  bound: Size,
  suite: Size,
  coverage: z.object({ configurations: Count, steps: Count, pairs: Count }),
  illegal: z.object({ total: Whole, sent: Whole }),
  paths: z.array(
    z.object({
      id: z.string(),
      steps: z.array(
        z.object({
          event: z.looseObject({ type: z.string() }),
          expect: z.enum(['accepted', 'rejected']),
          state: z.unknown(),
          malformed: z.optional(z.string()),
        }),
      ),
    }),
  ),
  certificate: z.object({
    covers: z.enum(['states', 'transitions', 'pairs']),
    resetCost: Whole,
    nodes: Whole,
    edges: z.array(z.tuple([Whole, Whole])),
    starts: z.array(Whole),
    required: z.optional(z.array(Whole)),
    potentials: z.array(z.int()),
    edgePaths: z.array(z.array(Whole)),
  }),
});

/** @typedef {z.infer<typeof Suite>} Suite */
/** @typedef {Suite['certificate']} Certificate */
/** @typedef {{ readonly starts: readonly number[], readonly asked: boolean }} Group */
/** @typedef {{ readonly nodes: ReadonlySet<number>, readonly edges: ReadonlySet<number>, readonly pairs: ReadonlySet<string> }} Covered */

/** What is wrong with a suite. */
class Refutation extends Error {}

/**
 * Verifies a suite as it was read from its file.
 *
 * @param {unknown} value
 * @returns {{ readonly ok: boolean, readonly sentence: string }}
 */
export function checkSuite(value) {
  try {
    const suite = readSuite(value);
    const groups = groupsOf(suite.certificate);
    const covered = replay(suite);
    checkCounts(suite, covered);
    checkCoverage(suite.certificate, groups, covered);
    checkBound(suite, groups);
    return { ok: true, sentence: praise(suite) };
  } catch (error) {
    if (error instanceof Refutation) return { ok: false, sentence: error.message };
    throw error;
  }
}

/**
 * @param {unknown} holds
 * @param {string} otherwise
 * @returns {asserts holds}
 */
function check(holds, otherwise) {
  if (!holds) throw new Refutation(otherwise);
}

/**
 * @param {unknown} value
 * @returns {Suite}
 */
function readSuite(value) {
  const bare = z.object({ certificate: z.null() }).safeParse(value).success;
  check(!bare, 'The suite has no certificate: its strategy proves no bound.');
  const { data: suite, error } = Suite.safeParse(value);
  const issue = error?.issues[0];
  check(suite, `This is no suite: ${issue?.path.join('.') || 'it'} ${issue?.message}.`);
  const { covers, nodes, edges, starts, required = [], edgePaths } = suite.certificate;
  check(suite.strategy === covers, `The suite is said to be of ${suite.strategy}, its certificate of ${covers}.`);
  const isNode = (/** @type {number} */ node) => node < nodes;
  const isEdge = (/** @type {number} */ edge) => edge < edges.length;
  check(edges.flat().every(isNode) && starts.every(isNode), 'The certificate names nodes that it does not have.');
  check(required.every(isEdge) && edgePaths.flat().every(isEdge), 'The certificate names edges that it does not have.');
  check(new Set(required).size === required.length, 'The certificate requires an edge twice.');
  return suite;
}

/**
 * The starts by the part of the table that hangs together, and whether a session has to begin there: where something of
 * the part has to be covered.
 *
 * @param {Certificate} certificate
 * @returns {Group[]}
 */
function groupsOf({ covers, nodes, edges, starts, required }) {
  /** @type {number[][]} */
  const neighbours = Array.from({ length: nodes }, () => []);
  for (const [from, to] of edges) {
    neighbours[from]?.push(to);
    neighbours[to]?.push(from);
  }
  const asked = new Set(required?.flatMap((edge) => edges[edge] ?? []));
  const everything = covers === 'states' || required === undefined;
  const groups = [];
  const seen = new Set();
  for (const start of starts) {
    if (seen.has(start)) continue;
    const part = new Set([start]);
    for (const node of part) for (const next of neighbours[node] ?? []) part.add(next);
    for (const node of part) seen.add(node);
    groups.push({
      starts: [...new Set(starts)].filter((each) => part.has(each)),
      asked: everything || [...part].some((node) => asked.has(node)),
    });
  }
  return groups;
}

/**
 * Follows each path along its edges. Paths and edge paths must agree, and like one and the same machine: an edge
 * always stands for the same event, a node for the same state, and no event does two things in one node.
 *
 * @param {Suite} suite
 * @returns {Covered}
 */
function replay({ paths, certificate: { edges, starts, edgePaths }, illegal }) {
  check(paths.length === edgePaths.length, `There are ${paths.length} paths, and ${edgePaths.length} edgePaths.`);
  const covered = { nodes: new Set(), edges: new Set(), pairs: new Set() };
  const mayStart = new Set(starts);
  const spare = sparesOf({ edges, starts, edgePaths });
  /** @type {Map<number, string>} */
  const stateAt = new Map();
  /** What an event does in a node: the edge that it takes, or `null` where it is refused. @type {Map<string, number | null>} */
  const effect = new Map();
  /** @type {Map<number, string>} */
  const eventOf = new Map();
  let cells = 0;

  for (const [index, { id, steps }] of paths.entries()) {
    const walk = edgePaths[index] ?? [];
    /** @type {number} */
    let node = edges[walk[0] ?? -1]?.[0] ?? spare.shift() ?? starts[0] ?? -1;
    check(mayStart.has(node), `Path ${id} begins at ${node}, which is no start.`);
    covered.nodes.add(node);
    let taken = 0;
    for (const [place, { event, expect, state, malformed }] of steps.entries()) {
      const where = `Step ${place + 1} of path ${id}`;
      const text = canonical(event);
      const cell = `${node} ${text}`;
      const before = effect.get(cell);
      if (expect === 'accepted') {
        const edge = walk[taken];
        check(edge !== undefined, `${where} is accepted, but its walk has ended.`);
        const [from, to] = edges[edge] ?? [];
        check(from === node && to !== undefined, `${where} leaves another node than the one that it is in.`);
        check(before === undefined || before === edge, `${where} sends an event that does something else elsewhere.`);
        check((eventOf.get(edge) ?? text) === text, `${where} has another event than its edge has elsewhere.`);
        effect.set(cell, edge);
        eventOf.set(edge, text);
        covered.edges.add(edge);
        if (taken > 0) covered.pairs.add(`${walk[taken - 1]} ${edge}`);
        taken += 1;
        node = to;
        covered.nodes.add(node);
      } else if (malformed === undefined) {
        check(before === undefined || before === null, `${where} is rejected, but accepted elsewhere.`);
        if (before === undefined) cells += 1;
        effect.set(cell, null);
      }
      const known = stateAt.get(node) ?? canonical(state);
      check(known === canonical(state), `${where} is in another state than its node is elsewhere.`);
      stateAt.set(node, known);
    }
    check(taken === walk.length, `Path ${id} has ${taken} accepted steps, and its walk ${walk.length}.`);
  }
  check(cells === illegal.sent, `The suite is said to send ${illegal.sent} illegal cells, and sends ${cells}.`);
  check(cells <= illegal.total, `The suite sends ${cells} illegal cells of ${illegal.total}.`);
  return covered;
}

/**
 * Starts that no walk passes: a session without steps does not tell where it begins, and is taken to begin at one.
 *
 * @param {Pick<Certificate, 'edges' | 'starts' | 'edgePaths'>} certificate
 */
function sparesOf({ edges, starts, edgePaths }) {
  const passed = new Set(edgePaths.flat().flatMap((edge) => edges[edge] ?? []));
  return [...new Set(starts)].filter((start) => !passed.has(start));
}

/** Texts by what JSON writes of a value: most values come again and again. @type {Map<string | undefined, string>} */
const texts = new Map();

/**
 * A value as a text that does not depend on the order of keys.
 *
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  const sorted = (/** @type {string} */ _, /** @type {unknown} */ each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each;
  const written = JSON.stringify(value);
  const text = texts.get(written) ?? JSON.stringify(value, sorted) ?? 'undefined';
  texts.set(written, text);
  return text;
}

/**
 * @param {Suite} suite
 * @param {Covered} covered
 */
function checkCounts({ suite, coverage, certificate: { nodes, edges, edgePaths } }, covered) {
  const events = edgePaths.reduce((all, walk) => all + walk.length, 0);
  check(suite.events === events, `The suite is said to have ${suite.events} events, and has ${events}.`);
  check(
    suite.sessions === edgePaths.length,
    `The suite is said to have ${suite.sessions} sessions, and has ${edgePaths.length}.`,
  );
  const out = outgoing(nodes, edges);
  const pairs = edges.reduce((all, [, to]) => all + (out[to]?.length ?? 0), 0);
  const counts = /** @type {const} */ ([
    ['configurations', covered.nodes.size, nodes],
    ['steps', covered.edges.size, edges.length],
    ['pairs', covered.pairs.size, pairs],
  ]);
  for (const [name, met, of] of counts) {
    const told = coverage[name].join(' of ');
    check(told === `${met} of ${of}`, `The suite is said to cover ${told} ${name}, and covers ${met} of ${of}.`);
  }
}

/**
 * @param {number} nodes
 * @param {Certificate['edges']} edges
 */
function outgoing(nodes, edges) {
  /** @type {number[][]} */
  const out = Array.from({ length: nodes }, () => []);
  for (const [edge, [from]] of edges.entries()) out[from]?.push(edge);
  return out;
}

/**
 * What has to be covered.
 *
 * @param {Certificate} certificate
 * @returns {{ readonly edges: ReadonlySet<number>, readonly pairs: readonly (readonly [number, number])[], readonly single: readonly number[] }}
 */
function wantedOf({ nodes, edges, required }) {
  const wanted = new Set(required ?? edges.keys());
  const out = outgoing(nodes, edges);
  /** @type {[number, number][]} */
  const pairs = [];
  for (const first of wanted) {
    for (const second of out[edges[first]?.[1] ?? -1] ?? []) if (wanted.has(second)) pairs.push([first, second]);
  }
  const paired = new Set(pairs.flat());
  return { edges: wanted, pairs, single: [...wanted].filter((edge) => !paired.has(edge)) };
}

/**
 * @param {Certificate} certificate
 * @param {readonly Group[]} groups
 * @param {Covered} covered
 */
function checkCoverage(certificate, groups, covered) {
  const { covers, nodes } = certificate;
  for (const { starts, asked } of groups) {
    const met = starts.some((start) => covered.nodes.has(start));
    check(met || !asked, `No path begins at any of the starts ${starts.join(', ')}.`);
  }
  if (covers === 'states') {
    check(covered.nodes.size === nodes, `Of ${nodes} configurations, ${nodes - covered.nodes.size} are not covered.`);
    return;
  }
  const wanted = wantedOf(certificate);
  for (const edge of covers === 'transitions' ? wanted.edges : wanted.single) {
    check(covered.edges.has(edge), `Edge ${edge} is not covered.`);
  }
  if (covers === 'transitions') return;
  for (const [first, second] of wanted.pairs) {
    check(covered.pairs.has(`${first} ${second}`), `The pair of the edges ${first} and ${second} is not covered.`);
  }
}

/**
 * @param {Suite} suite
 * @param {readonly Group[]} groups
 */
function checkBound({ suite, bound, length, certificate }, groups) {
  const { covers, resetCost, nodes, edges, potentials } = certificate;
  const wanted = wantedOf(certificate);
  const depot = 0;
  const groupAt = (/** @type {number} */ index) => 1 + index;
  const nodeAt = (/** @type {number} */ index) => 1 + groups.length + index;
  /** Where a step has been taken (pairs), or a configuration has been passed (states). */
  const afterAt = (/** @type {number} */ index) => nodeAt(nodes) + index;
  const after = { states: nodes, transitions: 0, pairs: edges.length }[covers];
  const size = afterAt(after);
  check(potentials.length === size, `The network has ${size} nodes, and there are ${potentials.length} prices.`);

  const asked = { states: nodes, transitions: wanted.edges.size, pairs: wanted.pairs.length + wanted.single.length };
  const required = groups.filter((group) => group.asked).length + asked[covers];
  // In units of which an event is more than there are required edges: a session may then be one unit cheaper than its
  // price, so that of two suites as cheap the one of fewer events has the lower cost. No more sessions are ever needed
  // than there are required edges, as one that is the first to cover none of them could be left out; so all these units
  // together are less than an event. Where sessions are free, one of them costs a unit instead.
  const event = required + 1;
  const session = resetCost === 0 ? 1 : resetCost * event - 1;
  const inRange = (/** @type {number} */ number) => Math.abs(number) < 2 ** 51;
  check(inRange(session) && potentials.every(inRange), 'The prices are too large to be added exactly.');

  const rest = (/** @type {number} */ from, /** @type {number} */ to, cost = 0) =>
    cost + Number(potentials[from]) - Number(potentials[to]);
  const may = (/** @type {number} */ from, /** @type {number} */ to, cost = 0) => {
    check(rest(from, to, cost) >= 0, `The prices prove nothing: the way from ${from} to ${to} has a rest below zero.`);
  };
  let least = 0n;
  const must = (/** @type {number} */ from, /** @type {number} */ to, cost = 0) => {
    least += BigInt(rest(from, to, cost));
  };

  for (const [index, group] of groups.entries()) {
    if (group.asked) must(depot, groupAt(index));
    may(depot, groupAt(index));
    for (const start of group.starts) may(groupAt(index), nodeAt(start));
  }
  if (covers === 'transitions') {
    for (let node = 0; node < nodes; node++) may(nodeAt(node), depot, session);
    for (const [from, to] of edges) may(nodeAt(from), nodeAt(to), event);
    for (const edge of wanted.edges) must(nodeAt(edges[edge]?.[0] ?? -1), nodeAt(edges[edge]?.[1] ?? -1), event);
  }
  if (covers === 'states') {
    for (let node = 0; node < nodes; node++) {
      must(nodeAt(node), afterAt(node));
      may(nodeAt(node), afterAt(node));
      may(afterAt(node), depot, session);
    }
    for (const [from, to] of edges) if (from !== to) may(afterAt(from), nodeAt(to), event);
  }
  if (covers === 'pairs') {
    const joined = new Set(edges.flat());
    // A session of no steps covers nothing but a start that no edge joins.
    for (const { starts } of groups)
      for (const start of starts) if (!joined.has(start)) may(nodeAt(start), depot, session);
    for (const [edge, [from, to]] of edges.entries()) {
      may(nodeAt(from), afterAt(edge), event);
      may(afterAt(edge), nodeAt(to));
      may(afterAt(edge), depot, session);
    }
    for (const [first, second] of wanted.pairs) must(afterAt(first), afterAt(second), event);
    for (const edge of wanted.single) must(nodeAt(edges[edge]?.[0] ?? -1), afterAt(edge), event);
  }

  const costOf = (/** @type {Suite['bound']} */ { events, sessions }) =>
    BigInt(event) * BigInt(events) + BigInt(session) * BigInt(sessions);
  check(
    costOf(bound) === least && bound.sessions <= required,
    `The prices do not prove the bound of ${bound.events} events and ${bound.sessions} sessions.`,
  );
  const met = suite.events === bound.events && suite.sessions === bound.sessions;
  check(length === 'bounded' || met, 'The suite is said to be minimal, and is not as short as its bound.');
  check(costOf(suite) >= least, 'The suite is cheaper than its bound.');
}

/** @param {Suite} suite */
function praise({ length, suite, bound, certificate: { covers, resetCost, required } }) {
  const what = required === undefined || covers === 'states' ? `all ${covers}` : `the ${covers} that it has to cover`;
  const proof =
    length === 'minimal'
      ? `no suite is cheaper at a reset cost of ${resetCost}`
      : `none is cheaper than the bound of ${bound.events} events in ${bound.sessions} sessions at a reset cost of ${resetCost}`;
  return `Verified: ${suite.events} events in ${suite.sessions} sessions cover ${what}, and ${proof}.`;
}

/**
 * @param {readonly string[]} args
 * @returns {number} the exit code
 */
function main(args) {
  if (args.length > 1) {
    console.error('Usage: node scripts/check-suite.js [suite.json]');
    return 2;
  }
  let text = '';
  try {
    text = readFileSync(args[0] ?? 0, 'utf8');
  } catch (error) {
    console.error(`The suite cannot be read: ${error instanceof Error ? error.message : error}.`);
    return 2;
  }
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    console.log('This is no suite: it is no JSON.');
    return 1;
  }
  const { ok, sentence } = checkSuite(value);
  console.log(sentence);
  return ok ? 0 : 1;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2));
}
