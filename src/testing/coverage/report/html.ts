/** A coverage report as one page: the chart as nested boxes, coloured, and what is missing. It needs no script. */

import { escapeMarkup } from '../../../markup.ts';
import { eventLabel } from '../../../xstate.ts';
import { grouped, percent } from '../../text.ts';
import type { Colour, ColouredState, ColouredTransition } from '../coloured.ts';
import type { Coverage } from '../coverage.ts';
import type { Listed } from '../dimensions.ts';
import { dimensionNames } from '../hits.ts';
import { notShown } from './items.ts';
import { style } from './style.ts';
import { messagesIn, summaryOf, unknownItem } from './text.ts';

/**
 * Writes a report as an HTML page of its own: nothing is loaded and no script runs. Light or dark as the reader's system
 * is, and to be read in a narrow window or on paper too; colours only repeat what a mark and a word say.
 *
 * @example
 * ```ts
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 * import { exploreKit } from 'widget-statecharts/kit';
 * import { coverageHtml, coverPaths, generateSuite } from 'widget-statecharts/testing';
 *
 * const exploration = exploreKit(flexitiKit);
 * const page = coverageHtml(coverPaths(exploration, generateSuite(exploration).paths));
 * console.log(page.startsWith('<!doctype html>'), page.includes('<script')); // true false
 * ```
 */
export function coverageHtml(coverage: Coverage): string {
  const { chart, root } = coverage;
  const hasLogs = coverage.logs !== null;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Coverage of ${escapeMarkup(chart)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Coverage of ${escapeMarkup(chart)}</h1>
<p>${escapeMarkup(summaryOf(coverage))}</p>
</header>
<main>
${dimensionsTable(coverage)}
${alerts(coverage)}
<section aria-labelledby="chart">
<h2 id="chart">The chart</h2>
${legend(hasLogs)}
${stateBox(root, hasLogs)}
</section>
${missingSection(coverage)}
</main>
</body>
</html>
`;
}

const marks: Readonly<Record<Colour, readonly [mark: string, meaning: string]>> = {
  covered: ['✓', 'covered: in each configuration, its guard both ways'],
  partly: ['◐', 'partly: met, and not in each configuration, or its guard one way only'],
  missed: ['✗', 'missed'],
  unreachable: ['∅', 'unreachable: nothing leads there'],
  forbids: ['–', 'forbids: only keeps its event from the states around it, not counted'],
};

function legend(hasLogs: boolean): string {
  const entries = Object.entries(marks).map(
    ([colour, [, meaning]]) => `<li class="${colour}">${markOf(colour as Colour)} ${meaning}</li>`,
  );
  const hits = hasLogs
    ? '12× is how often the paths did it, logs 3× how often the logs did'
    : '12× is how often the paths did it';
  return `<ul class="legend">${entries.join('')}<li>${hits}</li></ul>`;
}

function dimensionsTable({ dimensions, logs }: Coverage): string {
  const hasLogs = logs !== null;
  const hasExcluded = dimensionNames.some((name) => dimensions[name].excluded.total > 0);
  const rows = dimensionNames.map((name) => {
    const { covered, of, observed, excluded } = dimensions[name];
    const share = percent(covered, of);
    const bar = Math.floor((1000 * covered) / of) / 10;
    const colour: Colour = covered === of ? 'covered' : covered > 0 ? 'partly' : 'missed';
    const shown = `<span class="bar" aria-hidden="true"><span style="width:${bar}%"></span></span>
${markOf(colour)} ${share}`;
    const columns = [
      `<th scope="row">${name}</th>`,
      `<td class="number">${of === 0 ? 'none' : `${grouped(covered)} of ${grouped(of)}`}</td>`,
      of === 0 ? `<td class="share">${share}</td>` : `<td class="share ${colour}">${shown}</td>`,
      ...(hasLogs ? [`<td class="number">${observed === null ? 'not counted' : grouped(observed)}</td>`] : []),
      ...(hasExcluded ? [`<td class="number">${grouped(excluded.total)}</td>`] : []),
    ];
    return `<tr>${columns.join('')}</tr>`;
  });
  const heads = [
    'dimension',
    'covered',
    'share',
    ...(hasLogs ? ['in logs'] : []),
    ...(hasExcluded ? ['excluded'] : []),
  ];
  return `<div class="scroll"><table class="dimensions">
<caption>What the paths cover, by dimension</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div>`;
}

/** What a reader must know before trusting the numbers. */
function alerts({ cutOff, unknown, logs }: Coverage): string {
  const listOf = (items: Listed['items']): Listed => ({ total: items.length, items });
  return [
    list('Not explored', listOf(cutOff.map(({ reason }) => ({ name: reason }))), true),
    list('Steps that the chart does not do', listOf(unknown.map(unknownItem)), true),
    ...(logs === null
      ? []
      : [
          `<p>Messages of the logs: ${escapeMarkup(messagesIn(logs))}.</p>`,
          list('Done by logs, though the table says that nothing does it', listOf(logs.beyond), true),
          list('Logs that were not followed', logs.problems, true),
        ]),
  ].join('\n');
}

function stateBox(state: ColouredState, hasLogs: boolean): string {
  const { key, kind, colour, tags, transitions, states, reason, configurations } = state;
  const within = states.map((child) => stateBox(child, hasLogs)).join('\n');
  const labels = [
    ...(kind === 'parallel' || kind === 'final' ? [`<span class="kind">${kind}</span>`] : []),
    ...tags.map((tag) => `<span class="tag">${escapeMarkup(tag)}</span>`),
  ];
  // Of regions side by side, the one with more to show takes more of the width.
  return `<div class="state ${colour}" style="--size:${boxCount(state)}">
<div class="head">${markOf(colour)} <strong>${escapeMarkup(key)}</strong> ${labels.join(' ')}
${counts(state, shareOf(configurations, 'configurations'), hasLogs)}</div>
${reason === null ? '' : `<p class="reason">${escapeMarkup(reason)}</p>`}
${transitions.length === 0 ? '' : `<ul class="transitions">${transitions.map((each) => transitionRow(each, state.id, hasLogs)).join('\n')}</ul>`}
${within === '' ? '' : `<div class="within ${kind}">${within}</div>`}
</div>`;
}

function transitionRow(transition: ColouredTransition, source: string, hasLogs: boolean): string {
  const { event, guard, targets, colour, reason, steps } = transition;
  const where = targets.length === 0 ? 'stays' : `→ ${targets.map(lastName).join(', ')}`;
  return `<li class="${colour}">${markOf(colour)} <code>${escapeMarkup(eventLabel(event, source))}</code>
${guard === null ? '' : `<span class="guard">[${escapeMarkup(guard)}]</span> `}<span class="target" title="${escapeMarkup(targets.join(', '))}">${escapeMarkup(where)}</span>
${counts(transition, shareOf(steps, 'steps'), hasLogs)}
${reason === null ? '' : `<span class="reason">${escapeMarkup(reason)}</span>`}</li>`;
}

function markOf(colour: Colour): string {
  return `<span class="mark" aria-hidden="true">${marks[colour][0]}</span>`;
}

/** What became of an element, in a word and in numbers. */
function counts({ colour, hits, observed }: Counted, share: string, hasLogs: boolean): string {
  const numbers = [
    ...(colour === 'forbids' ? [] : [`<span class="number">${grouped(hits)}×</span>`]),
    ...(share === '' ? [] : [share]),
    ...(hasLogs && observed !== null ? [`<span class="number">logs ${grouped(observed)}×</span>`] : []),
  ];
  return `<span class="counts"><span class="word">${colour}</span> ${numbers.join(' · ')}</span>`;
}

type Counted = Pick<ColouredState, 'colour' | 'hits' | 'observed'>;

/** How much of it was met, where that is not all. */
function shareOf([covered, of]: readonly [number, number], things: string): string {
  return covered === of ? '' : `<span class="number">${grouped(covered)} of ${grouped(of)} ${things}</span>`;
}

function boxCount({ states }: ColouredState): number {
  return 1 + states.reduce((all, each) => all + boxCount(each), 0);
}

/** A state's id without its ancestors, which the boxes show. */
function lastName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

function missingSection({ dimensions }: Coverage): string {
  const lists = dimensionNames.flatMap((name) => [
    list(`Missing of ${name}`, dimensions[name].missing, false),
    list(`Excluded from ${name}`, dimensions[name].excluded, false),
  ]);
  const body = lists.join('\n').trim();
  return `<section aria-labelledby="missing">
<h2 id="missing">What is missing</h2>
${body === '' ? '<p>Nothing.</p>' : body}
</section>`;
}

function list(title: string, listed: Listed, open: boolean): string {
  if (listed.total === 0) return '';
  const hasReasons = listed.items.some(({ reason }) => reason !== undefined);
  const rows = listed.items.map(({ name, reason }) => {
    return `<tr><td>${escapeMarkup(name)}</td>${hasReasons ? `<td>${escapeMarkup(reason ?? '')}</td>` : ''}</tr>`;
  });
  const more = notShown(listed);
  return `<details${open ? ' open' : ''}><summary>${escapeMarkup(title)}: ${grouped(listed.total)}</summary>
<div class="scroll"><table><thead><tr><th scope="col">name</th>${hasReasons ? '<th scope="col">why</th>' : ''}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>
${more === '' ? '' : `<p>${more}</p>`}</details>`;
}
