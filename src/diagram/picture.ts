/** Pictures as plain places, put together out of smaller ones. */

/** A place. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle, by its upper left corner. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where an arrow runs, from where it begins to its head, and the upper left corner of its label or note. */
export interface Route {
  readonly points: readonly Point[];
  readonly label: Point;
}

/** Where the parts of a diagram are. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** By the path of the state. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** From the dot to the state that one begins in, by the path of the latter. */
  readonly starts: ReadonlyMap<string, readonly Point[]>;
  /** By the number of the arrow. */
  readonly routes: ReadonlyMap<number, Route>;
}

/** Nothing. */
export const nothing: Picture = { width: 0, height: 0, boxes: new Map(), starts: new Map(), routes: new Map() };

/** Two pictures in one, as large as the first. */
export function merged(one: Picture, other: Picture): Picture {
  return {
    ...one,
    boxes: new Map([...one.boxes, ...other.boxes]),
    starts: new Map([...one.starts, ...other.starts]),
    routes: new Map([...one.routes, ...other.routes]),
  };
}

/** A picture moved to the right and down. */
export function shifted(picture: Picture, right: number, down: number): Picture {
  const move = <TPoint extends Point>(point: TPoint): TPoint => ({ ...point, x: point.x + right, y: point.y + down });
  return moved(picture, move);
}

/** A picture in whole pixels. */
export function rounded({ width, height, ...places }: Picture): Picture {
  const round = <TPoint extends Point>(point: TPoint): TPoint => ({
    ...point,
    x: Math.round(point.x),
    y: Math.round(point.y),
  });
  const { boxes, ...others } = moved({ width: Math.ceil(width), height: Math.ceil(height), ...places }, round);
  const whole = ({ x, y, ...size }: Box) => ({ x, y, width: Math.round(size.width), height: Math.round(size.height) });
  return { ...others, boxes: new Map([...boxes].map(([path, box]) => [path, whole(box)])) };
}

function moved(picture: Picture, move: <TPoint extends Point>(point: TPoint) => TPoint): Picture {
  return {
    ...picture,
    boxes: new Map([...picture.boxes].map(([path, box]) => [path, move(box)])),
    starts: new Map([...picture.starts].map(([path, points]) => [path, points.map(move)])),
    routes: new Map(
      [...picture.routes].map(([index, { points, label }]) => [
        index,
        { points: points.map(move), label: move(label) },
      ]),
    ),
  };
}

/** Between two pictures that stand side by side. */
const gap = 20;

/** Pictures side by side in rows: of all lengths of a row, the one that makes the smallest picture, and no ribbon. */
export function inRows(pictures: readonly Picture[]): Picture {
  let length = -gap;
  const lengths = pictures.map(({ width }) => {
    length += width + gap;
    return length;
  });
  const widest = Math.max(0, ...pictures.map(({ width }) => width));
  const candidates = [...new Set(lengths.map((each) => Math.max(each, widest)))].map((each) =>
    rowsWithin(each, pictures),
  );
  return candidates.reduce((best, each) => (costOf(each) < costOf(best) ? each : best), candidates[0] ?? nothing);
}

function costOf({ width, height }: Picture): number {
  const shape = width / height;
  return width * height * Math.sqrt(Math.max(shape, 1 / shape));
}

/** Each picture in the first row that has room for it. */
function rowsWithin(length: number, pictures: readonly Picture[]): Picture {
  const rows: { width: number; height: number; pictures: Picture[] }[] = [];
  for (const picture of pictures) {
    const row = rows.find(({ width }) => width + gap + picture.width <= length);
    if (row === undefined) rows.push({ width: picture.width, height: picture.height, pictures: [picture] });
    else {
      row.pictures.push(shifted(picture, row.width + gap, 0));
      row.width += gap + picture.width;
      row.height = Math.max(row.height, picture.height);
    }
  }
  let whole = { ...nothing, height: -gap };
  for (const row of rows) {
    const top = whole.height + gap;
    for (const picture of row.pictures) whole = merged(whole, shifted(picture, 0, top));
    whole = { ...whole, width: Math.max(whole.width, row.width), height: top + row.height };
  }
  return whole;
}
