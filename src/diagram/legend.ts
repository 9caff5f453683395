/** What the signs of a diagram mean: only those that it has. */

import { escapeMarkup } from '../markup.ts';
import type { Evidence } from '../provider/evidence.ts';
import type { Layout } from './layout.ts';
import { element } from './markup.ts';
import type { SvgOptions } from './options.ts';
import { metrics } from './text.ts';

/** A legend, to be put below a diagram. */
export interface Legend {
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

interface Item {
  /** Drawn in a field of 28 by 12 pixels. */
  readonly sign: string;
  readonly text: string;
}

const signWidth = 34;
const padding = 16;
const lineHeight = 20;

/** The legend of a diagram, in as many lines as its width asks for. */
export function legendOf(layout: Layout, options: SvgOptions): Legend {
  let [x, y] = [padding, 8];
  let right = 0;
  const content = [...itemsOf(layout), ...markedIn(options)].map(({ sign, text }) => {
    const width = signWidth + text.length * metrics.codeCharacter;
    if (x > padding && x + width > layout.width - padding) [x, y] = [padding, y + lineHeight];
    const words = element('text', { class: 'soft', x: signWidth, y: 10 }, escapeMarkup(text));
    const drawn = element('g', { transform: `translate(${Math.round(x)} ${y})` }, sign, words);
    right = Math.max(right, x + width);
    x += width + padding;
    return drawn;
  });
  return content.length === 0
    ? { width: 0, height: 0, content: '' }
    : { width: Math.ceil(right + padding), height: y + lineHeight, content: content.join('') };
}

function itemsOf({ states, arrows }: Layout): Item[] {
  const transitions = arrows.flatMap(({ lines }) => lines.flatMap((line) => line.transitions));
  const has = (evidence: Evidence) => transitions.some((transition) => transition.evidence === evidence);
  const isOuter = (path: string | null) => states.some((state) => state.path === path && state.kind === 'parallel');
  return [
    ...(['documented', 'observed', 'inferred'] as const).filter(has).map((evidence) => ({
      sign: element('g', { 'data-evidence': evidence }, element('path', { class: 'line', d: 'M0 6H28' })),
      text: evidence,
    })),
    ...(states.some(({ start }) => start.length > 0)
      ? [{ sign: element('circle', { class: 'dot', cx: 14, cy: 6, r: 5 }), text: 'begins here' }]
      : []),
    ...(arrows.some(({ from }) => from === null)
      ? [{ sign: box('label beside'), text: 'the same event from many states' }]
      : []),
    ...(states.some(({ parent }) => isOuter(parent))
      ? [{ sign: element('g', { class: 'region' }, box('box')), text: 'at the same time as its neighbours' }]
      : []),
    ...(states.some(({ kind }) => kind === 'final')
      ? [{ sign: element('g', { class: 'end' }, box('box'), box('inset', 3)), text: 'the end' }]
      : []),
    ...(states.some(({ stays }) => stays.length > 0)
      ? [
          {
            sign: element('text', { class: 'badge', x: 4, y: 10 }, '↻3'),
            text: 'events without an arrow: see the tooltip',
          },
        ]
      : []),
  ];
}

/** What colours and widths mean, where something is marked by them. */
function markedIn({ coverage, traffic }: SvgOptions): Item[] {
  const colours = new Set(Object.values(coverage ?? {}));
  const line = (values: Readonly<Record<string, string>>) =>
    element('g', { class: 'arrow', ...values }, element('path', { class: 'line', d: 'M0 6H28' }));
  return [
    ...(['covered', 'partly', 'missed', 'unreachable'] as const)
      .filter((colour) => colours.has(colour))
      .map((colour) => ({
        sign: line({ 'data-coverage': colour }),
        text:
          colour === 'unreachable'
            ? 'cannot be reached'
            : `${colour === 'partly' ? 'partly covered' : colour} by tests`,
      })),
    ...(traffic === undefined ? [] : [{ sign: line({ 'data-traffic': '5' }), text: 'the more often, the thicker' }]),
  ];
}

function box(name: string, inset = 0): string {
  return element('rect', { class: name, x: inset, y: inset, width: 28 - 2 * inset, height: 13 - 2 * inset, rx: 3 });
}
