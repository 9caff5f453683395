/**
 * Where everything goes. What is joined by arrows is laid out by elkjs in layers, from top to bottom, in the order in
 * which the chart is written; what is not (regions, screens without an order) is put side by side in rows.
 */
import type { AnyStateMachine } from 'xstate';
import { type Arrow, arrowsOf } from './arrows.ts';
import { loadElk } from './elk.ts';
import { pictureOf } from './layered.ts';
import { type ChartModel, type DiagramState, type DiagramTransition, type ModelOptions, modelOf } from './model.ts';
import { type Box, nothing, type Picture, type Point, rounded, shifted } from './picture.ts';
import { sizeOfLabel } from './text.ts';

/** A state with its place. */
export interface PlacedState extends DiagramState {
  readonly box: Box;
  /** From the dot to the state that this one begins in; empty without one. */
  readonly start: readonly Point[];
  /** What it takes without leading elsewhere, and notices. */
  readonly stays: readonly DiagramTransition[];
}

/** An arrow with its place. */
export interface PlacedArrow extends Arrow {
  /** From where it begins to its head. */
  readonly points: readonly Point[];
  /** Its label, or its note. */
  readonly label: Box;
}

/** A diagram as plain data, in pixels. */
export interface Layout {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly states: readonly PlacedState[];
  readonly arrows: readonly PlacedArrow[];
}

/**
 * Lays out a chart of your own, with elkjs, which has to be installed beside this library. The same chart is laid out
 * the same way each time. A kit may carry its layout: see `layoutOf`.
 *
 * @throws WidgetError `INVALID_OPTION` where elkjs is not installed, or gives up.
 * @example
 * ```ts
 * import { createMachine } from 'xstate';
 * import { layOut, svgOf } from 'widget-statecharts/diagram';
 *
 * const lamp = createMachine({ id: 'lamp', initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: {} } });
 * const layout = await layOut(lamp);
 * console.log(layout.states.map(({ path }) => path)); // [ '', 'off', 'on' ]
 * console.log(svgOf(layout).startsWith('<svg')); // true
 * ```
 */
export async function layOut(machine: AnyStateMachine, options: ModelOptions = {}): Promise<Layout> {
  const model = modelOf(machine, options);
  return layoutAt(model, await placesOf(model));
}

/** Around the picture. */
const margin = 8;

/** Finds the places of a chart's parts. */
export async function placesOf(model: ChartModel): Promise<Picture> {
  const [root] = model.states;
  const { arrows } = arrowsOf(model);
  if (root === undefined) return nothing;
  const picture = shifted(await pictureOf(root, { model, arrows, elk: await loadElk() }), margin, margin);
  return rounded({ ...picture, width: picture.width + 2 * margin, height: picture.height + 2 * margin });
}

const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };

/** A chart with the places of its parts. */
export function layoutAt(model: ChartModel, { width, height, boxes, starts, routes }: Picture): Layout {
  const { arrows, stays } = arrowsOf(model);
  return {
    title: model.title,
    width,
    height,
    states: model.states.map((state) => ({
      ...state,
      box: boxes.get(state.path) ?? nowhere,
      start: starts.get(state.path) ?? [],
      stays: stays.get(state.path) ?? [],
    })),
    arrows: arrows.map((arrow, index) => {
      const { points, label } = routes.get(index) ?? { points: [], label: nowhere };
      return { ...arrow, points, label: { ...label, ...sizeOfLabel(arrow) } };
    }),
  };
}
