/**
 * Generated suites side by side with those of other tools: what is right on the kit of probe charts, how long suites
 * are against the least that any suite needs, what of the illegal matrix they send, and what it costs to make them.
 * `node bench/mbt.js [kit] [length] [time] [growth]` runs some of it.
 */
import { readFileSync } from 'node:fs';
import { questions } from './mbt/kit.js';
import { run, runEach } from './mbt/task.js';
import { ours, toolNamed, toolNames } from './mbt/tools.js';

// From the smallest on: who has no end on one of a kind is not tried on larger ones.
const shipped = ['flexiti', 'opal', 'pinwheel', 'flinks'];
const lengthCharts = [
  ...shipped,
  'dense 100 10',
  'dense 400 10',
  'parallel 1 1',
  'parallel 3 3',
  'parallel 10 5',
  'chain 400',
  'chain 8000',
];
const pairsCharts = [...shipped, 'dense 100 10', 'dense 400 10', 'parallel 1 1', 'parallel 3 3', 'chain 8000'];
const timeCharts = [
  ...shipped,
  'dense 100 10',
  'dense 400 10',
  'parallel 3 3',
  'parallel 10 5',
  'chain 1000',
  'chain 8000',
];
const growthSizes = [10, 32, 100, 316, 1000, 3162, 10000];

/** @type {{ goal: string, met: boolean, measured: string }[]} */
const verdicts = [];

/** @param {string} goal @param {boolean} met @param {string} measured */
function judge(goal, met, measured) {
  verdicts.push({ goal, met, measured });
}

/** @param {readonly (string | number)[]} cells @param {readonly number[]} widths */
function row(cells, widths) {
  console.log(
    cells
      .map((cell, n) => (n === 0 ? String(cell).padEnd(widths[n] ?? 0) : String(cell).padStart(widths[n] ?? 0)))
      .join('  '),
  );
}

/** @param {number} part @param {number} of */
function percent(part, of) {
  return of === 0 ? '-' : `${((100 * part) / of).toFixed(part === of ? 0 : 1)} %`;
}

/** The tools that are installed; of the others a line says why they are left out. */
async function installed() {
  const there = [];
  for (const name of toolNames) {
    const tool = await toolNamed(name);
    if (typeof tool === 'string') console.log(`${name}: ${tool}, left out`);
    else there.push(name);
  }
  return there;
}

/** @param {readonly string[]} tools */
async function scoreKit(tools) {
  const asked = /** @type {(keyof typeof questions)[]} */ (Object.keys(questions));
  const widths = [30, 9, 12, 13, ...asked.map(() => 12)];
  console.log('\nThe kit of probe charts: how many each tool is right about');
  for (const [question, text] of Object.entries(questions)) console.log(`  ${question}: ${text}`);
  row(['', 'right', 'but illegal', 'known faults', ...asked], widths);
  for (const tool of tools) {
    const results = await answersOf(tool);
    const isRight = (/** @type {Result} */ { answers }) => Object.values(answers).every(Boolean);
    const right = results.filter(isRight);
    const elsewhere = results.filter(({ answers }) => Object.values({ ...answers, illegal: true }).every(Boolean));
    const known = results.filter((each) => each.known);
    const perQuestion = asked.map((question) => {
      const those = results.filter(({ answers }) => question in answers);
      return those.length === 0 ? '-' : `${those.filter(({ answers }) => answers[question]).length}/${those.length}`;
    });
    row(
      [
        tool,
        `${right.length}/${results.length}`,
        `${elsewhere.length}/${results.length}`,
        `${known.filter(isRight).length}/${known.length}`,
        ...perQuestion,
      ],
      widths,
    );
    if (tool !== ours) continue;
    for (const { probe } of results.filter((each) => !isRight(each))) console.log(`  wrong: ${probe}`);
    judge(
      '100 % right on at least 60 probe charts',
      right.length === results.length && results.length >= 60,
      `${right.length} of ${results.length}`,
    );
  }
}

/** @typedef {{ index: number, probe: string, known: boolean, answers: import('./mbt/kit.js').Answers }} Result */

/** A tool that never comes back from a chart goes on with the next one. @param {string} tool */
async function answersOf(tool) {
  /** @type {Map<number, Result>} */
  const results = new Map();
  for (let from = 0, end = ''; end !== 'ended'; from = Math.max(from, ...results.keys()) + 1) {
    end = await runEach(['kit', tool, String(from)], 5, (/** @type {Result} */ result) =>
      results.set(result.index, result),
    );
    if (results.size < from) break;
  }
  return [...results.values()];
}

/** @param {readonly string[]} tools */
async function compareLengths(tools) {
  const widths = [30, 10, 9, 8, 14, 8, 8, 10, 9];
  console.log(
    '\nSuites of every transition: events against the bound, and what of the illegal matrix is sent (30 s at most)',
  );
  let exact = true;
  let exhaustive = true;
  /** Tools that have no end, by kind of chart. */
  const endless = new Set();
  for (const chart of lengthCharts) {
    const mine = await run(['suite', ours, chart], 120);
    if (typeof mine === 'string') throw new Error(`${chart}: ${mine}`);
    console.log(
      `\n${chart}: ${mine.configurations} configurations, ${mine.edges} steps, bound ${mine.bound.events} events in ${mine.bound.sessions} sessions, ${mine.cells} illegal cells`,
    );
    row(['', 'events', 'sessions', 'ratio', 'covered', 'pairs', 'illegal', 'ms'], widths);
    exact &&= mine.events === mine.bound.events && mine.sessions === mine.bound.sessions && mine.covered === mine.edges;
    exhaustive &&= mine.illegal === mine.cells;
    for (const tool of tools) {
      const kind = `${tool} ${shipped.includes(chart) ? 'shipped' : chart.split(' ')[0]}`;
      const made =
        tool === ours ? mine : endless.has(kind) ? 'no end on a smaller chart' : await run(['suite', tool, chart]);
      if (typeof made === 'string') {
        endless.add(kind);
        row([tool, made], [30, 0]);
        continue;
      }
      const { events, sessions, covered, pairs, illegal, ms } = made;
      row(
        [
          tool,
          events,
          sessions,
          covered === mine.edges ? (events / mine.bound.events).toFixed(3) : '-',
          percent(covered, mine.edges),
          pairs,
          percent(illegal, mine.cells),
          ms.toFixed(0),
        ],
        widths,
      );
    }
  }
  judge('transitions: length 1.000 of the bound, all covered', exact, `${lengthCharts.length} charts`);
  judge('illegal cells: all sent, one event a cell', exhaustive, `${lengthCharts.length} charts`);
}

async function comparePairs() {
  console.log('\nOur suites of every pair of transitions');
  const widths = [16, 10, 9, 8, 14, 8];
  row(['', 'events', 'sessions', 'ratio', 'covered', 'ms'], widths);
  let exact = true;
  for (const chart of pairsCharts) {
    const { events, sessions, bound, pairs, ms } = await run(['pairs', chart], 120);
    exact &&= events === bound.events && sessions === bound.sessions && pairs[0] === pairs[1];
    row(
      [chart, events, sessions, (events / bound.events).toFixed(3), percent(pairs[0], pairs[1]), ms.toFixed(0)],
      widths,
    );
  }
  judge('pairs: length 1.000 of the bound, all covered', exact, `${pairsCharts.length} charts`);
}

async function compareTimes() {
  console.log(
    "\nOur time for exploration, tour and matrix against XState's getAdjacencyMap, in turns: medians of processor time",
  );
  const widths = [16, 9, 9, 7];
  row(['', 'ours ms', 'theirs ms', 'ratio'], widths);
  /** @type {string[]} */
  const slow = [];
  for (const chart of timeCharts) {
    const result = await run(['time', chart], 300);
    if (typeof result === 'string') {
      console.log(`${chart}: ${result}`);
      slow.push(chart);
      continue;
    }
    row([chart, result.ours.toFixed(1), result.theirs.toFixed(1), result.ratio.toFixed(2)], widths);
    if (result.ratio > 2) slow.push(`${chart} ${result.ratio.toFixed(2)}`);
  }
  judge(
    'at most 2 × getAdjacencyMap',
    slow.length === 0,
    slow.length === 0 ? `${timeCharts.length} charts` : slow.join(', '),
  );

  console.log('\nOur time in a new process, and the most memory it held');
  for (const [chart, seconds] of /** @type {const} */ ([
    ['dense 400 10', 0.5],
    ['chain 8000', 1],
    ['parallel 10 5', 10],
  ])) {
    const { wall } = await fastest(chart);
    judge(`${chart} below ${seconds} s`, wall < seconds * 1000, `${wall.toFixed(0)} ms`);
  }
}

/**
 * Of three tries, each in a new process, the fastest: whatever else the machine does only adds to it.
 *
 * @param {string} chart
 */
async function fastest(chart) {
  const tries = [];
  for (let round = 0; round < 3; round++) {
    const result = await run(['alone', chart], 120);
    if (typeof result === 'string') throw new Error(`${chart}: ${result}`);
    tries.push(result);
  }
  const best = tries.reduce((best, each) => (each.wall < best.wall ? each : best));
  const { configurations, edges, ms, wall, megabytes } = best;
  console.log(
    `${chart.padEnd(16)}${configurations} configurations, ${edges} steps: ${wall.toFixed(0)} ms, ${ms.toFixed(0)} ms of processor time, ${megabytes.toFixed(0)} MB`,
  );
  return best;
}

async function compareGrowth() {
  console.log('\nGrowth: dense charts of 10 events, a new process for each');
  const points = [];
  for (const size of growthSizes) points.push(await fastest(`dense ${size} 10`));
  const exponent = slope(points.map(({ edges, ms }) => [Math.log(edges), Math.log(ms)]));
  const late = slope(points.slice(-3).map(({ edges, ms }) => [Math.log(edges), Math.log(ms)]));
  const most = Math.max(...points.map(({ megabytes }) => megabytes));
  judge(
    'growth exponent at most 1.2 from 100 to 100,000 transitions',
    exponent <= 1.2,
    `${exponent.toFixed(2)}; ${late.toFixed(2)} over the last ten times`,
  );
  judge('below 512 MB', most < 512, `${most.toFixed(0)} MB`);
}

/** Of the straight line that fits best. @param {number[][]} points */
function slope(points) {
  const mean = (/** @type {number} */ axis) =>
    points.reduce((all, point) => all + (point[axis] ?? 0), 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((all, [px = 0, py = 0]) => all + (px - x) * (py - y), 0);
  return over / points.reduce((all, [px = 0]) => all + (px - x) ** 2, 0);
}

const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const peers = ['xstate', '@xstate/graph', '@xstate/test', 'fast-check'].map(
  (name) => `${name} ${devDependencies[name] ?? 'not installed'}`,
);
console.log(`Node ${process.version}; ${peers.join(', ')}`);
const chosen = process.argv.slice(2);
const wants = (/** @type {string} */ part) => chosen.length === 0 || chosen.includes(part);
const tools = await installed();
if (wants('kit')) await scoreKit(tools);
if (wants('length')) {
  await compareLengths(tools);
  await comparePairs();
}
if (wants('time')) await compareTimes();
if (wants('growth')) await compareGrowth();
console.log('\nGoals');
for (const { goal, met, measured } of verdicts) console.log(`${met ? 'met    ' : 'not met'}  ${goal}: ${measured}`);
process.exitCode = verdicts.every(({ met }) => met) ? 0 : 1;
