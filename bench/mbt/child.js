/** One measurement in a process of its own: `suite TOOL CHART`, `pairs CHART`, `time CHART`, `alone CHART` or `kit TOOL FROM`. */
import { getAdjacencyMap } from 'xstate/graph';
import { explore, generateSuite } from '../../dist/testing/index.js';
import { median } from '../logs.js';
import { chartNamed } from './charts.js';
import { follow } from './follow.js';
import { scoreKit } from './kit.js';
import { ours, toolNamed, traversalsOf } from './tools.js';

const [task, first = '', second = ''] = process.argv.slice(2);

/** @param {unknown} message */
function report(message) {
  return new Promise((resolve) => process.send?.(message, resolve));
}

/**
 * How long a processor worked on it, in milliseconds: on all cores together, the collection of garbage included, and
 * whatever else the machine does left aside.
 *
 * @template T @param {() => T} work @returns {[T, number]}
 */
function timed(work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
}

/** Explores a chart and makes the whole tour with the matrix, and says how long it took. @param {string} name */
function timeOurs(name) {
  const { machine, options } = chartNamed(name);
  return timed(() => generateSuite(explore(machine, options)));
}

/** The adjacency map of a chart by XState, for each input and part. @param {string} name */
function timeAdjacency(name) {
  const chart = chartNamed(name);
  return timed(() =>
    traversalsOf(chart).map((options) => getAdjacencyMap(chart.machine, /** @type {any} */ (options))),
  );
}

const tasks = {
  /** What a tool's suite covers, and what it costs. */
  async suite() {
    const tool = await toolNamed(first);
    if (typeof tool === 'string') return report(tool);
    const chart = chartNamed(second);
    const [made, ms] = timed(() => tool(chart));
    const { machine, options } = chartNamed(second);
    const counts = follow(made.exploration ?? explore(machine, options), made.paths);
    const { suite } = made;
    return report({
      ...counts,
      ms,
      ...(suite && {
        ...suite.suite,
        covered: suite.coverage.steps[0],
        bound: suite.bound,
        length: suite.length,
        cells: suite.illegal.total,
      }),
    });
  },
  /** Our suite of pairs. */
  async pairs() {
    const { machine, options } = chartNamed(first);
    const [{ suite, bound, length, coverage }, ms] = timed(() =>
      generateSuite(explore(machine, options), { strategy: 'pairs', illegal: false }),
    );
    return report({ ...suite, bound, length, pairs: coverage.pairs, ms });
  },
  /** Our time against XState's own exploration of the same chart: they take turns, and the first round warms up. */
  async time() {
    /** @type {{ ours: number[], theirs: number[], ratios: number[] }} */
    const spent = { ours: [], theirs: [], ratios: [] };
    const end = performance.now() + 5000;
    for (let round = 0; round < 9 || (round < 200 && performance.now() < end); round++) {
      const oursFirst = round % 2 === 0;
      const before = oursFirst ? timeOurs(first)[1] : timeAdjacency(first)[1];
      const after = oursFirst ? timeAdjacency(first)[1] : timeOurs(first)[1];
      const [mine, theirs] = oursFirst ? [before, after] : [after, before];
      if (round === 0) continue;
      spent.ours.push(mine);
      spent.theirs.push(theirs);
      spent.ratios.push(mine / theirs);
    }
    return report({ ours: median(spent.ours), theirs: median(spent.theirs), ratio: median(spent.ratios) });
  },
  /** Our time in a process that has done nothing else before, and the most memory it ever held. */
  async alone() {
    const start = performance.now();
    const [{ coverage }, ms] = timeOurs(first);
    const wall = performance.now() - start;
    const megabytes = process.resourceUsage().maxRSS / 1024;
    return report({ edges: coverage.steps[1], configurations: coverage.configurations[1], ms, wall, megabytes });
  },
  async kit() {
    await scoreKit(first, Number(second), report);
  },
};

if (task === undefined || !(task in tasks)) throw new Error(`no task ${task}; ours is ${ours}`);
await tasks[/** @type {keyof typeof tasks} */ (task)]();
process.exit(0);
