/** A layout as SVG: text that stands alone, without scripts, and that a page can light by setting attributes. */

import { escapeMarkup } from '../markup.ts';
import type { Evidence } from '../provider/evidence.ts';
import { type ShownAttributes, shownAttributes } from './attributes.ts';
import type { Layout, PlacedArrow, PlacedState } from './layout.ts';
import { legendOf } from './legend.ts';
import { headAt, lineThrough } from './line.ts';
import { attributes, element } from './markup.ts';
import type { DiagramTransition } from './model.ts';
import type { SvgOptions } from './options.ts';
import type { Point } from './picture.ts';
import { style } from './style.ts';
import { type LabelRow, metrics, rowsOf } from './text.ts';
import { descriptionOf, titleOfArrow, titleOfState } from './titles.ts';

/**
 * Draws a layout as SVG.
 *
 * Each state is a group with `data-state` (its dotted path), and each transition has an element with `data-transition`
 * (its id), which lies in the group of its arrow, or in that of its state where it leads nowhere else. What
 * `SvgOptions` shows stands in attributes that a page may set and remove itself: `data-active` and `data-visited` on
 * states, `data-possible` and `data-taken` on transitions.
 *
 * @example
 * ```ts
 * import { layoutOf, svgOf } from 'widget-statecharts/diagram';
 * import { flexitiKit } from 'widget-statecharts/flexiti/kit';
 *
 * const svg = svgOf(layoutOf(flexitiKit), { active: ['open.running'] });
 * console.log(svg.includes('data-state="open.running" data-active=""')); // true
 * ```
 */
export function svgOf(layout: Layout, options: SvgOptions = {}): string {
  const { title, states, arrows } = layout;
  const shown = shownAttributes(layout, options);
  const legend = legendOf(layout, options);
  const width = Math.max(layout.width, legend.width);
  const height = layout.height + legend.height;
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'statechart',
    role: 'img',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'data-theme': options.theme,
  };
  return [
    `<svg${attributes(root)}>`,
    element('title', {}, escapeMarkup(title)),
    element('desc', {}, escapeMarkup(descriptionOf(layout))),
    element('style', {}, style),
    element('rect', { class: 'paper', width, height }),
    ...states.map((state) => drawState(state, layout, shown)),
    ...arrows.map((arrow) => drawArrow(arrow, shown)),
    element('g', { class: 'legend', transform: `translate(0 ${layout.height})` }, legend.content),
    '</svg>\n',
  ].join('\n');
}

function drawState(state: PlacedState, { states, title }: Layout, shown: ShownAttributes): string {
  const { path, kind, tags, captions, box, start, stays } = state;
  const isOuter = states.some(({ parent }) => parent === path);
  const isRegion = states.some((each) => each.path === state.parent && each.kind === 'parallel');
  const { x, y, width, height } = box;
  const [anchor, left] = isOuter ? ['start', x + 14] : ['middle', x + width / 2];
  const classes = [
    'state',
    ...(isOuter ? ['outer'] : []),
    ...(isRegion ? ['region'] : []),
    ...(kind === 'final' ? ['end'] : []),
  ];
  const name = path === '' ? title : kind === 'history' ? `H ${state.key}` : state.key;
  const inset = { class: 'inset', x: x + 3, y: y + 3, width: width - 6, height: height - 6, rx: 6 };
  return element(
    'g',
    { class: classes.join(' '), 'data-state': path, ...shown.ofState(path), 'data-tags': tags.join(' ') || undefined },
    element('title', {}, escapeMarkup(titleOfState(state))),
    element('rect', { class: 'box', x, y, width, height, rx: 9 }),
    ...(kind === 'final' ? [element('rect', inset)] : []),
    element(
      'text',
      { class: path === '' ? 'name title' : 'name', x: left, y: y + 20, 'text-anchor': anchor },
      escapeMarkup(name),
    ),
    ...captions.map((caption, index) =>
      element(
        'text',
        { class: 'soft', x: left, y: y + 35 + index * metrics.line, 'text-anchor': anchor },
        escapeMarkup(caption),
      ),
    ),
    ...stays.map((transition) => marker(transition, shown)),
    ...badgeOf(state, shown),
    ...drawStart(start),
  );
}

/** In the corner: how many events leave the state where it is, and how often a log was here. */
function badgeOf({ path, box, stays }: PlacedState, shown: ShownAttributes): string[] {
  const at = { x: box.x + box.width - 7, y: box.y + 12, 'text-anchor': 'end' };
  const times = shown.timesOf([path]);
  return [
    ...(stays.length > 0 ? [element('text', { class: 'badge', ...at }, `↻${stays.length}`)] : []),
    ...(times > 0 ? [element('text', { class: 'count', ...at, y: Math.max(box.y - 3, 10) }, `×${times}`)] : []),
  ];
}

function drawStart(points: readonly Point[]): string[] {
  const [dot] = points;
  if (dot === undefined) return [];
  return [
    element('circle', { class: 'dot', cx: dot.x, cy: dot.y, r: 5 }),
    element('path', { class: 'line', d: lineThrough(points) }),
    element('path', { class: 'head', d: headAt(points) }),
  ];
}

function drawArrow(arrow: PlacedArrow, shown: ShownAttributes): string {
  const { from, to, lines, points, label } = arrow;
  const transitions = lines.flatMap((line) => line.transitions);
  const evidence = evidenceOf(transitions);
  const times = shown.timesOf(transitions.map(({ id }) => id));
  const frame = { class: from === null ? 'label beside' : 'label', rx: 4, ...label };
  return element(
    'g',
    {
      class: 'arrow',
      'data-from': from ?? undefined,
      'data-to': to,
      'data-evidence': evidence,
      ...shown.ofArrow(transitions),
    },
    element('title', {}, escapeMarkup(titleOfArrow(arrow))),
    element('path', { class: 'line', d: lineThrough(points) }),
    element('path', { class: 'head', d: headAt(points) }),
    element('rect', frame),
    ...drawRows(arrow, shown),
    ...(times > 0
      ? [
          element(
            'text',
            { class: 'count', x: label.x + label.width, y: label.y + 3, 'text-anchor': 'end' },
            `×${times}`,
          ),
        ]
      : []),
  );
}

function drawRows(arrow: PlacedArrow, shown: ShownAttributes): string[] {
  const x = arrow.label.x + metrics.labelPadding;
  let y = arrow.label.y + metrics.line - 1;
  return rowsOf(arrow).map((row) => {
    const drawn = drawRow(row, { x, y }, shown);
    y += metrics.line * (row.isWrapped ? 2 : 1);
    return drawn;
  });
}

function drawRow({ name, detail, lines, isWrapped }: LabelRow, { x, y }: Point, shown: ShownAttributes): string {
  const transitions = lines.flatMap((line) => line.transitions);
  const below = isWrapped ? { x: x + metrics.codeCharacter, dy: metrics.line } : {};
  const space = name === '' || isWrapped ? '' : ' ';
  return element(
    'g',
    { class: 'row', 'data-evidence': evidenceOf(transitions), ...shown.ofRow(transitions) },
    ...transitions.map((transition) => marker(transition, shown)),
    element(
      'text',
      { x, y },
      escapeMarkup(name) +
        (detail === '' ? '' : space + element('tspan', { class: 'detail', ...below }, escapeMarkup(detail))),
    ),
  );
}

/** An empty element that stands for one transition. */
function marker({ id }: DiagramTransition, shown: ShownAttributes): string {
  return element('g', { 'data-transition': id, ...shown.ofTransition(id) });
}

/** The strongest evidence that any of them has. */
function evidenceOf(transitions: readonly DiagramTransition[]): Evidence | undefined {
  const order: readonly Evidence[] = ['documented', 'observed', 'inferred'];
  return order.find((evidence) => transitions.some((transition) => transition.evidence === evidence));
}
