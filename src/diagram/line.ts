/** Lines and the heads of arrows. */
import type { Point } from './picture.ts';

/** How far corners are rounded. */
const radius = 6;

/** A line as the data of a path. */
export function lineThrough(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) return `M${point.x} ${point.y}`;
      if (after === undefined) return `L${point.x} ${point.y}`;
      const [enter, leave] = [towards(point, before), towards(point, after)];
      return `L${enter.x} ${enter.y}Q${point.x} ${point.y} ${leave.x} ${leave.y}`;
    })
    .join('');
}

/** A point near one, in the direction of another. */
function towards(point: Point, other: Point): Point {
  const distance = Math.hypot(other.x - point.x, other.y - point.y);
  const share = distance === 0 ? 0 : Math.min(radius, distance / 2) / distance;
  const along = (from: number, to: number) => Math.round((from + (to - from) * share) * 10) / 10;
  return { x: along(point.x, other.x), y: along(point.y, other.y) };
}

/** An arrow's head as the data of a path: a triangle whose tip is the last point. */
export function headAt(points: readonly Point[]): string {
  const [before, tip] = points.slice(-2);
  if (before === undefined || tip === undefined) return '';
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const corner = (turn: number) => {
    const round = (value: number) => Math.round(value * 10) / 10;
    return `${round(tip.x - 9 * Math.cos(angle + turn))} ${round(tip.y - 9 * Math.sin(angle + turn))}`;
  };
  return `M${tip.x} ${tip.y}L${corner(0.42)}L${corner(-0.42)}Z`;
}
