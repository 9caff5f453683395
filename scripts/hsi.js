/**
 * Runs the fault-complete suites of the shipped charts on the charts themselves, event by event on XState's own
 * transition function, and lets implementations with hidden faults try to pass them. Prints sizes, times and what was
 * killed, and fails where a session is not as the table says or a wrong implementation survives.
 *
 *     node scripts/hsi.js [K = 1] [IMPLEMENTATIONS = 10000] [PROVIDER ...]
 */
import { createActor } from 'xstate';
import { exploreKit } from '../dist/kit/index.js';
import { shippedKits } from '../dist/shipped.js';
import { hsiSuite } from '../dist/testing/hsi/hsi.js';
import { randomFrom } from '../dist/testing/suite/randomPaths.js';

/** @typedef {import('../dist/testing/index.js').Exploration} Exploration */
/** @typedef {import('xstate').AnyMachineSnapshot} Snapshot */
/** @typedef {import('../dist/testing/hsi/hsi.js').HsiSuite} HsiSuite */
/** @typedef {{ accepted: boolean, to: number }} Reaction */
/** An implementation by state and event. @typedef {{ cells: (Reaction | undefined)[][], seen: string[] }} Implementation */

const [k = '1', count = '10000', ...names] = process.argv.slice(2);
/** @type {WeakMap<object, string>} */
const sights = new WeakMap();
let failures = 0;

for (const kit of shippedKits) {
  const { provider } = kit;
  if (names.length > 0 && !names.includes(provider.name)) continue;
  const table = exploreKit(kit);
  for (const inert of [true, false]) {
    const suite = hsiSuite(table, { k: Number(k), inert });
    const plain = suite.plainSize();
    const title = `${provider.name}, k = ${k}${inert ? ', refused events riding along' : ''}`;
    const { events, sessions, distinct } = suite.size();
    console.log(`${title}: ${written(sessions)} sessions of ${written(events)} events, ${written(distinct)} of them`);
    console.log(
      `  distinct, where plain HSI has ${written(plain.sessions)} sessions of ${written(plain.events)} events`,
    );
    console.log(`  (${share(events, plain.events)}, distinct ${share(distinct, plain.events)}).`);
    const started = performance.now();
    const { deviations, steps } = onTheChart(provider.machine, table, suite);
    failures += deviations;
    console.log(`  On the chart: ${written(steps)} steps, ${deviations} deviations, ${seconds(started)}.`);
  }
  const started = performance.now();
  const { killed, equivalent, survived } = againstFaults(table, Number(k), Number(count));
  failures += survived;
  console.log(`  Of ${count} implementations with up to ${k} states more, ${killed} were killed, ${equivalent} are`);
  console.log(`  no different, and ${survived} survived, ${seconds(started)}.`);
}
process.exitCode = failures === 0 ? 0 : 1;

/**
 * Sends every session to the chart. Sessions with a common beginning follow each other, so that what they have in
 * common is sent once: a snapshot is never changed by what is sent after it.
 * @param {import('xstate').AnyStateMachine} machine
 * @param {Exploration} table
 * @param {HsiSuite} suite
 */
function onTheChart(machine, table, suite) {
  const inputAt = new Map([...table.starts].reverse().map(({ configuration, input }) => [configuration, input]));
  const scope = inertScope();
  let deviations = 0;
  let steps = 0;
  /** @type {readonly number[]} */
  let before = [];
  /** @type {Snapshot[]} */
  let snapshots = [];
  let start = -1;
  for (const edgePath of suite.edgePaths()) {
    if (edgePath.start !== start) {
      start = edgePath.start;
      const input = table.inputs[inputAt.get(start) ?? 0];
      snapshots = [createActor(machine, /** @type {never} */ ({ input })).getSnapshot()];
      before = [];
    }
    let common = edgePath.edges.findIndex((step, index) => step !== before[index]);
    if (common < 0) common = edgePath.edges.length;
    snapshots.length = common + 1;
    for (const step of edgePath.edges.slice(common)) {
      const event = step < 0 ? ~step : (table.edges[step]?.event ?? 0);
      const at = /** @type {Snapshot} */ (snapshots.at(-1));
      const next =
        at.status === 'active'
          ? machine.transition(/** @type {never} */ (at), /** @type {never} */ (table.events[event]?.event), scope)
          : at;
      const should = step < 0 ? undefined : table.configurations[table.edges[step]?.to ?? 0]?.snapshot;
      const isRight = should === undefined ? next === at : next !== at && sightOf(next) === sightOf(should);
      if (!isRight) deviations += 1;
      snapshots.push(/** @type {Snapshot} */ (next));
      steps += 1;
    }
    before = edgePath.edges;
  }
  return { deviations, steps };
}

/** @param {Pick<Snapshot, 'value' | 'status' | 'tags'>} snapshot */
function sightOf(snapshot) {
  const known = sights.get(snapshot);
  if (known !== undefined) return known;
  const text = JSON.stringify([snapshot.value, snapshot.status, [...snapshot.tags].sort()]);
  sights.set(snapshot, text);
  return text;
}

/** What `machine.transition` asks of a scope in charts that start no actors and run no effects. */
function inertScope() {
  const ignore = () => {};
  const system = { _sendInspectionEvent: ignore };
  const names = { id: 'script', sessionId: 'script' };
  return /** @type {never} */ ({
    self: {},
    system,
    ...names,
    logger: ignore,
    defer: ignore,
    stopChild: ignore,
    emit: ignore,
    actionExecutor: ignore,
  });
}

/**
 * Lets implementations pass the sessions that are one or two reactions and up to k states away from the table.
 * @param {Exploration} table
 * @param {number} k
 * @param {number} count
 */
function againstFaults(table, k, count) {
  const random = randomFrom(1);
  const specification = specificationOf(table);
  const tally = { killed: 0, equivalent: 0, survived: 0 };
  const suite = hsiSuite(table, { k, alike: false, cover: 'configurations' });
  const starts = [...new Set(table.starts.map(({ configuration }) => configuration))];
  /**
   * By start and by the reactions in which they differ from the table: a session without these passes.
   * @type {Map<string, Set<Implementation>>}
   */
  const differing = new Map();
  const keyOf = (/** @type {number} */ start, /** @type {number} */ state, /** @type {number} */ event) =>
    `${start} ${state} ${event}`;
  /** @type {Set<Implementation>} */
  const alive = new Set();
  for (let index = 0; index < count; index++) {
    const start = starts[index % starts.length] ?? 0;
    const implementation = faulty(specification, start, k, random);
    if (isEquivalent(specification, implementation, start)) {
      tally.equivalent += 1;
      continue;
    }
    alive.add(implementation);
    for (const [state, row] of specification.cells.entries()) {
      if (implementation.cells[state] === row) continue;
      for (const [event, reaction] of row.entries()) {
        if (implementation.cells[state]?.[event] === reaction) continue;
        const key = keyOf(start, state, event);
        differing.set(key, (differing.get(key) ?? new Set()).add(implementation));
      }
    }
  }

  const wrong = alive.size;
  for (const edgePath of suite.edgePaths()) {
    if (alive.size === 0) break;
    let at = edgePath.start;
    for (const step of edgePath.edges) {
      const edge = table.edges[step];
      const those = differing.get(keyOf(edgePath.start, at, step < 0 ? ~step : (edge?.event ?? 0)));
      for (const each of those ?? []) {
        if (alive.has(each) && isPassed(table, specification, each, edgePath)) continue;
        alive.delete(each);
        those?.delete(each);
      }
      if (edge !== undefined) at = edge.to;
    }
  }
  tally.survived = alive.size;
  tally.killed = wrong - alive.size;
  return tally;
}

/**
 * @param {Exploration} table
 * @returns {Implementation}
 */
function specificationOf({ configurations, edges, leaving, refused }) {
  const cells = configurations.map(({ index }) => {
    /** @type {(Reaction | undefined)[]} */
    const row = [];
    for (const edge of leaving[index] ?? [])
      row[edges[edge]?.event ?? 0] = { accepted: true, to: edges[edge]?.to ?? 0 };
    for (const event of refused[index] ?? []) row[event] = { accepted: false, to: index };
    return row;
  });
  return { cells, seen: configurations.map(({ snapshot }) => sightOf(snapshot)) };
}

/**
 * Up to k copies of states, each entered by some step, and a wrong reaction or two, preferably of a copy.
 * @param {Implementation} specification
 * @param {number} start
 * @param {number} k
 * @param {() => number} random
 * @returns {Implementation}
 */
function faulty(specification, start, k, random) {
  const states = [...reachedIn(specification, start)];
  const cells = [...specification.cells];
  const seen = [...specification.seen];
  const one = (/** @type {readonly number[]} */ items) => items[Math.floor(random() * items.length)] ?? 0;
  const change = (/** @type {number} */ state, /** @type {(reaction: Reaction) => Reaction} */ by) => {
    const row = [...(cells[state] ?? [])];
    const event = one([...row.keys()].filter((each) => row[each] !== undefined));
    row[event] = by(/** @type {Reaction} */ (row[event]));
    cells[state] = row;
  };
  for (let copies = Math.floor(random() * (k + 1)); copies > 0; copies--) {
    const original = one(states);
    // Entered by a step that leads to the original, so that only what the copy does can give it away.
    const entry = one(states.filter((state) => cells[state]?.some((reaction) => reaction?.to === original)));
    const row = [...(cells[entry] ?? [])];
    const event = one([...row.keys()].filter((each) => row[each]?.to === original));
    const copy = cells.length;
    cells.push([...(cells[original] ?? [])]);
    seen.push(seen[original] ?? '');
    if (row[event] !== undefined) row[event] = { accepted: row[event].accepted, to: copy };
    cells[entry] = row;
    states.push(copy);
  }
  for (let faults = 1 + Math.floor(random() * 2); faults > 0; faults--) {
    const state = random() < 0.7 ? (states.at(-1) ?? 0) : one(states);
    change(state, ({ accepted, to }) => (random() < 0.5 ? { accepted: !accepted, to } : { accepted, to: one(states) }));
  }
  return { cells, seen };
}

/**
 * @param {Implementation} implementation
 * @param {number} start
 */
function reachedIn({ cells }, start) {
  const reached = new Set([start]);
  for (const at of reached)
    for (const reaction of cells[at] ?? []) if (reaction !== undefined) reached.add(reaction.to);
  return reached;
}

/**
 * @param {Implementation} specification
 * @param {Implementation} other
 * @param {number} start
 */
function isEquivalent(specification, other, start) {
  const met = new Set([`${start} ${start}`]);
  const open = [[start, start]];
  for (const [a = 0, b = 0] of open) {
    if (specification.seen[a] !== other.seen[b]) return false;
    for (const [event, reaction] of specification.cells[a]?.entries() ?? []) {
      if (reaction === undefined) continue;
      const answer = reactionOf(other, b, event);
      if (reaction.accepted !== answer.accepted) return false;
      const key = `${reaction.to} ${answer.to}`;
      if (!met.has(key)) open.push([reaction.to, answer.to]);
      met.add(key);
    }
  }
  return true;
}

/**
 * What the table does not say is another part's event: accepted, and nothing moved.
 * @param {Implementation} implementation
 * @param {number} state
 * @param {number} event
 * @returns {Reaction}
 */
function reactionOf({ cells }, state, event) {
  return cells[state]?.[event] ?? { accepted: true, to: state };
}

/**
 * @param {Exploration} table
 * @param {Implementation} specification
 * @param {Implementation} implementation
 * @param {{ start: number, edges: readonly number[] }} edgePath
 */
function isPassed({ edges }, specification, implementation, edgePath) {
  let at = edgePath.start;
  let should = edgePath.start;
  for (const step of edgePath.edges) {
    const edge = edges[step];
    if (edge !== undefined) should = edge.to;
    const { accepted, to } = reactionOf(implementation, at, step < 0 ? ~step : (edge?.event ?? 0));
    if (accepted !== step >= 0 || implementation.seen[to] !== specification.seen[should]) return false;
    at = to;
  }
  return true;
}

/** @param {number} number */
function written(number) {
  return number.toLocaleString('en');
}

/**
 * @param {number} part
 * @param {number} whole
 */
function share(part, whole) {
  return `${Math.round((100 * part) / whole)} %`;
}

/** @param {number} started */
function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
