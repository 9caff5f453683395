/** Places as a short text, so that the shipped charts can be drawn without laying them out. */
import { arrowsOf } from './arrows.ts';
import type { ChartModel } from './model.ts';
import type { Picture, Point } from './picture.ts';

/** Numbers only: what they belong to follows from the order of the chart's states and arrows. */
interface Packed {
  readonly size: readonly [width: number, height: number];
  /** For each state, x, y, width, height. */
  readonly boxes: readonly (readonly number[])[];
  /** For each state, the points of the line it begins with. */
  readonly starts: readonly (readonly number[])[];
  /** For each arrow, x and y of its label, then its points. */
  readonly routes: readonly (readonly number[])[];
}

/** Packs the places of a chart. */
export function packed(
  { states, transitions, title }: ChartModel,
  { width, height, boxes, starts, routes }: Picture,
): string {
  const { arrows } = arrowsOf({ states, transitions, title });
  const packed: Packed = {
    size: [width, height],
    boxes: states.map(({ path }) => {
      const box = boxes.get(path);
      return box === undefined ? [] : [box.x, box.y, box.width, box.height];
    }),
    starts: states.map(({ path }) => flat(starts.get(path) ?? [])),
    routes: arrows.map((_arrow, index) => {
      const route = routes.get(index);
      return route === undefined ? [] : flat([route.label, ...route.points]);
    }),
  };
  return JSON.stringify(packed);
}

/** The places of a chart; null where they were packed of another one. */
export function unpacked(model: ChartModel, text: string): Picture | null {
  const { size, boxes, starts, routes } = JSON.parse(text) as Packed;
  const { states } = model;
  if (boxes.length !== states.length || routes.length !== arrowsOf(model).arrows.length) return null;
  const [width, height] = size;
  return {
    width,
    height,
    boxes: new Map(
      states.map(({ path }, index) => {
        const [x = 0, y = 0, width = 0, height = 0] = boxes[index] ?? [];
        return [path, { x, y, width, height }];
      }),
    ),
    starts: new Map(states.map(({ path }, index) => [path, points(starts[index] ?? [])])),
    routes: new Map(
      routes.map((numbers, index) => {
        const [label = { x: 0, y: 0 }, ...line] = points(numbers);
        return [index, { label, points: line }];
      }),
    ),
  };
}

function flat(points: readonly Point[]): number[] {
  return points.flatMap(({ x, y }) => [x, y]);
}

function points(numbers: readonly number[]): Point[] {
  return numbers.flatMap((x, index) => (index % 2 === 0 ? [{ x, y: numbers[index + 1] ?? 0 }] : []));
}
