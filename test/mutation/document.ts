/** docs/mutation.md, written from the record. */
import { type Operator, operators } from './operators.ts';
import { type ChartRecord, comparedOn, type Measured } from './record.ts';

const all = Object.keys(operators) as Operator[];

/** The document. */
export function documentOf({ charts, peers }: Measured): string {
  const compared = charts[comparedOn] as ChartRecord;
  return `# Mutation analysis

The generated suite of each chart (every transition, and the illegal matrix) is run against charts with one thing
wrong, on real actors. A mutant is killed when a session shows a difference. What that suite misses has to be killed by
the longer suite of every two steps in a row (\`strategy: 'pairs'\`); a mutant that survives both fails the tests by name.
\`node scripts/mutation.js\` wrote this page. \`--check\` measures all of it again, and fails where it has changed.

## Scores

A cell reads killed/mutants, by the suite of transitions and without the equivalent mutants, whose number follows in
brackets.

${table(
  ['Operator', ...Object.keys(charts)],
  [
    ...all.map((operator) => [operator, ...Object.values(charts).map((chart) => cellOf(chart, [operator]))]),
    ['**all**', ...Object.values(charts).map((chart) => cellOf(chart, all))],
    ['**score**', ...Object.values(charts).map(scoreOf)],
    ['**with pairs**', ...Object.values(charts).map(scoreWithPairs)],
  ],
)}

${survivorsOf(charts)}

## What the operators do

${table(
  ['Operator', 'What is wrong, and where'],
  all.map((operator) => [operator, operators[operator]]),
)}

No selection was made: each place of the chart has its mutants. Flexiti has no \`extra\`, since until it ends it accepts
whatever it documents.

## What is compared

After each event: whether it was accepted, the state, the tags (status and outcome are among them), the next step, and
the output as far as it is known. The rest of the context is not looked at, until a guard makes it show.

A mutant does what the chart does until the place where it was changed is asked for. Its run therefore begins there, in
the sessions that come by, and ends at the first difference.

## Equivalent mutants

None is classified by hand. Of whatever the suite does not kill soon, a product search walks the chart and the mutant side
by side through every pair of places that both can be in, with every event of the catalogue in each, legal there or not.
No difference in all of them: the mutant is equivalent. Otherwise the suite has to kill it.

The search walks two tables. In one, contexts are told apart by what guards answer, by what the chart's testing data
says it remembers and by the output, with the regions walked as in the suite; in the other all regions go on side by
side, and the output tells no contexts apart. A difference that needs both, a rare state of two regions and a rare
output, would be missed, and so would one that no input and no sample of the catalogue brings about.

## Other suites

The suites that \`xstate/graph\` makes of the same inputs and events, against the same mutants of ${comparedOn}, those
that are equivalent left out. They send no illegal event: they see an \`extra\` only where it also stands in the way of a
legal one.

${table(
  ['Operator', 'mutants', 'this suite', ...Object.keys(peers)],
  [
    ...all.map((operator) => {
      const [killed, told] = countsOf(compared, [operator]);
      return [operator, told, killed, ...Object.values(peers).map((peer) => peer.killed[operator] ?? 0)].map(String);
    }),
    ['**all**', ...percentagesOf(compared, Object.values(peers))],
  ],
)}

${Object.entries(peers)
  .map(([name, { sessions, events }]) => `${name}: ${number(sessions)} sessions of ${number(events)} events together.`)
  .join('\n')}
`;
}

function cellOf(chart: ChartRecord, some: readonly Operator[]): string {
  const [killed, told, equivalent] = countsOf(chart, some);
  if (told + equivalent === 0) return '';
  return `${number(killed)}/${number(told)}${equivalent > 0 ? ` (${equivalent})` : ''}`;
}

function scoreOf(chart: ChartRecord): string {
  const [killed, told] = countsOf(chart, all);
  return percentage(killed, told);
}

function scoreWithPairs(chart: ChartRecord): string {
  return scoreOf({ ...chart, pairs: [] });
}

/** Of some operators: killed, to be killed, equivalent. */
function countsOf({ mutants, equivalents, pairs, survivors }: ChartRecord, some: readonly Operator[]) {
  const of = (names: readonly string[]) =>
    names.filter((name) => some.some((operator) => name.startsWith(`${operator}: `))).length;
  const made = some.reduce((sum, operator) => sum + (mutants[operator] ?? 0), 0);
  const told = made - of(equivalents);
  return [told - of(pairs) - of(survivors), told, of(equivalents)] as const;
}

function percentagesOf(compared: ChartRecord, peers: readonly Measured['peers'][string][]): string[] {
  const [killed, told] = countsOf(compared, all);
  const sums = peers.map((peer) => Object.values(peer.killed).reduce((sum, count) => sum + count, 0));
  return [number(told), percentage(killed, told), ...sums.map((sum) => percentage(sum, told))];
}

function survivorsOf(charts: Measured['charts']): string {
  const pairs = Object.values(charts).flatMap((chart) => chart.pairs);
  const survivors = Object.values(charts).flatMap((chart) => chart.survivors);
  return [
    ...(pairs.length === 0
      ? []
      : [`Only the suite of pairs kills, since what they spoil shows later:\n\n${list(pairs)}`]),
    survivors.length === 0 ? 'No mutant survives.' : `Survivors:\n\n${list(survivors)}`,
  ].join('\n\n');
}

function list(names: readonly string[]): string {
  return names.map((name) => `- ${name}`).join('\n');
}

function percentage(part: number, whole: number): string {
  // Never rounded up to all of it.
  return `${Math.floor((10_000 * part) / whole) / 100} %`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
