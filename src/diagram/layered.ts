/** States and arrows as a graph of elkjs, and back. */
import { type Arrow, isWithin } from './arrows.ts';
import type { Elk, ElkEdge, ElkGraph } from './elk.ts';
import type { ChartModel, DiagramState } from './model.ts';
import { type Box, inRows, merged, nothing, type Picture, type Point, type Route, shifted } from './picture.ts';
import { metrics, sizeOfHeader, sizeOfLabel } from './text.ts';

/** What a picture is made from. */
export interface Plan {
  readonly model: ChartModel;
  readonly arrows: readonly Arrow[];
  readonly elk: Elk;
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '26',
  'elk.spacing.nodeNode': '20',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '10',
  'json.shapeCoords': 'ROOT',
  'json.edgeCoords': 'ROOT',
};

/** Arrows are straightest with a method that takes minutes for more states than this. */
const manyStates = 60;

/** How wide and high the dot is where a state begins. */
const dot = 12;

/** The picture of a state with all that lies in it. */
export async function pictureOf(state: DiagramState, plan: Plan): Promise<Picture> {
  const header = sizeOfHeader(state);
  const children = childrenOf(state, plan);
  if (children.length === 0) return framed(state, { ...nothing, ...header, height: header.height + 8 });
  const parts: Picture[] = [];
  for (const part of partsOf(children, plan)) parts.push(await layered(part, state, plan));
  const inner = inRows(parts);
  return framed(state, {
    ...shifted(inner, metrics.padding, header.height + metrics.padding / 2),
    width: Math.max(header.width, inner.width + 2 * metrics.padding),
    height: header.height + inner.height + 1.5 * metrics.padding,
  });
}

function framed({ path }: DiagramState, picture: Picture): Picture {
  const { width, height, boxes } = picture;
  return { ...picture, boxes: new Map([[path, { x: 0, y: 0, width, height }], ...boxes]) };
}

function childrenOf({ path }: DiagramState, { model }: Plan): readonly DiagramState[] {
  return model.states.filter(({ parent }) => parent === path);
}

/** Children that arrows join, together. */
function partsOf(children: readonly DiagramState[], { arrows }: Plan): readonly (readonly DiagramState[])[] {
  let parts = children.map((child) => [child]);
  for (const { from, to } of arrows) {
    const joined = parts.filter((part) =>
      part.some(({ path }) => isWithin(to, path) || (from !== null && isWithin(from, path))),
    );
    if (joined.length < 2) continue;
    const [first] = joined;
    parts = parts.flatMap((part) => (part === first ? [joined.flat()] : joined.includes(part) ? [] : [part]));
  }
  return parts;
}

/** What elkjs is told of. */
interface Part {
  readonly plan: Plan;
  /** What no arrow enters or leaves is a box to elkjs, and laid out beforehand. By path. */
  readonly closed: ReadonlyMap<string, Picture>;
  /** The paths of all that elkjs sees. */
  readonly seen: ReadonlySet<string>;
  readonly options: Readonly<Record<string, string>>;
}

async function layered(children: readonly DiagramState[], around: DiagramState, plan: Plan): Promise<Picture> {
  const closed = new Map<string, Picture>();
  const seen = new Set<string>();
  for (const state of children.flatMap((child) => seenOf(child, plan))) {
    seen.add(state.path);
    if (isClosed(state, plan)) closed.set(state.path, await pictureOf(state, plan));
  }
  const opened = plan.model.states.filter(({ path }) => seen.has(path) && !closed.has(path));
  const part: Part = { plan, closed, seen, options: optionsFor(seen.size, opened.length > 0) };
  return readBack(
    await plan.elk({
      id: 'part',
      layoutOptions: { ...part.options, 'elk.padding': '[top=0,left=0,bottom=0,right=0]' },
      children: [...signsIn(around, part), ...children.map((child) => nodeOf(child, part))],
      edges: [...[around, ...opened].flatMap((state) => startOf(state, part)), ...edgesOf(part)],
    }),
    part,
  );
}

function optionsFor(states: number, hasHierarchy: boolean): Readonly<Record<string, string>> {
  return {
    ...options,
    'elk.layered.nodePlacement.strategy': states > manyStates ? 'LINEAR_SEGMENTS' : 'NETWORK_SIMPLEX',
    // Within a layer elkjs keeps the chart's order only where it sees no hierarchy: with one, it gives up.
    ...(!hasHierarchy && { 'elk.layered.considerModelOrder.strategy': 'PREFER_NODES' }),
  };
}

/** A state, and of an open one those in it. */
function seenOf(state: DiagramState, plan: Plan): readonly DiagramState[] {
  if (isClosed(state, plan)) return [state];
  return [state, ...childrenOf(state, plan).flatMap((child) => seenOf(child, plan))];
}

function isClosed({ path }: DiagramState, { arrows }: Plan): boolean {
  const isInside = (end: string) => end !== path && isWithin(end, path);
  // A note stands beside the state it leads to.
  return arrows.every(({ from, to }) => from === null || isInside(from) === isInside(to));
}

function nodeOf(state: DiagramState, part: Part): ElkGraph {
  const id = `state ${state.path}`;
  const picture = part.closed.get(state.path);
  if (picture !== undefined) return { id, width: picture.width, height: picture.height };
  const { width, height } = sizeOfHeader(state);
  const { padding } = metrics;
  return {
    id,
    layoutOptions: {
      ...part.options,
      'elk.padding': `[top=${height + padding / 2},left=${padding},bottom=${padding},right=${padding}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width},${height})`,
    },
    children: [...signsIn(state, part), ...childrenOf(state, part.plan).map((child) => nodeOf(child, part))],
  };
}

/** What stands in a state and is none: the dot where it begins, and notes. */
function signsIn(state: DiagramState, part: Part): ElkGraph[] {
  const { model, arrows } = part.plan;
  const isHere = (path: string) => model.states.some((each) => each.path === path && each.parent === state.path);
  const notes = arrows.flatMap((arrow, index) =>
    arrow.from === null && part.seen.has(arrow.to) && isHere(arrow.to)
      ? [{ id: `note ${index}`, ...sizeOfLabel(arrow) }]
      : [],
  );
  const dots = startOf(state, part).flatMap(({ sources }) => sources.map((id) => ({ id, width: dot, height: dot })));
  return [...dots, ...notes];
}

function startOf({ path, initial }: DiagramState, { seen }: Part): ElkEdge[] {
  if (initial === null || !seen.has(initial)) return [];
  return [{ id: `start ${path}`, sources: [`dot ${path}`], targets: [`state ${initial}`] }];
}

/** Arrows that lead back to an earlier state are turned round, so that every layer follows the chart's order. */
function edgesOf({ plan: { model, arrows }, seen }: Part): ElkEdge[] {
  const order = new Map(model.states.map(({ path }, index) => [path, index]));
  return arrows.flatMap((arrow, index): ElkEdge[] => {
    const { from, to } = arrow;
    if (!seen.has(to)) return [];
    const target = `state ${to}`;
    if (from === null) return [{ id: `arrow ${index}`, sources: [`note ${index}`], targets: [target] }];
    const isBack = (order.get(from) ?? 0) > (order.get(to) ?? 0);
    const [source, end] = isBack ? [target, `state ${from}`] : [`state ${from}`, target];
    // elkjs gives no room to a label without text; what the text is, it does not care.
    const labels = [{ text: 'label', ...sizeOfLabel(arrow), layoutOptions: { 'elk.edgeLabels.inline': 'true' } }];
    return [{ id: `${isBack ? 'back' : 'arrow'} ${index}`, sources: [source], targets: [end], labels }];
  });
}

/** The places that elkjs found, and those within what it saw as boxes. */
function readBack(graph: ElkGraph, { closed }: Part): Picture {
  const boxes = new Map<string, Box>();
  const others = new Map<string, Box>();
  let whole: Picture = { ...nothing, width: graph.width ?? 0, height: graph.height ?? 0 };
  const visit = ({ id, x = 0, y = 0, width = 0, height = 0, children = [] }: ElkGraph): void => {
    const state = id.startsWith('state ') ? id.slice('state '.length) : null;
    if (state === null) others.set(id, { x, y, width, height });
    else boxes.set(state, { x, y, width, height });
    whole = merged(whole, shifted(closed.get(state ?? '') ?? nothing, x, y));
    for (const child of children) visit(child);
  };
  for (const child of graph.children ?? []) visit(child);

  const starts = new Map<string, readonly Point[]>();
  const routes = new Map<number, Route>();
  for (const { id, sections = [], labels = [] } of graph.edges ?? []) {
    const [, kind = '', name = ''] = /^(\w+) (.*)$/s.exec(id) ?? [];
    const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
      startPoint,
      ...bendPoints,
      endPoint,
    ]);
    const { x = 0, y = 0 } = labels[0] ?? others.get(`note ${name}`) ?? {};
    if (kind === 'start') starts.set(name, [centreOf(others.get(`dot ${name}`)), ...points.slice(1)]);
    else routes.set(Number(name), { points: kind === 'back' ? points.toReversed() : points, label: { x, y } });
  }
  return merged(whole, { ...nothing, boxes, starts, routes });
}

function centreOf({ x, y, width, height }: Box = { x: 0, y: 0, width: 0, height: 0 }): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
