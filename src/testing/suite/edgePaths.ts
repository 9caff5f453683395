/** Edge paths that somebody hands over: they have to be of the exploration that they are used with. */
import type { Exploration } from '../explore/exploration.ts';
import { invalidOption } from '../invalidOption.ts';
import type { EdgePath } from '../types.ts';

/** The paths as a list, each checked against the table. */
export function checkedEdgePaths(exploration: Exploration, edgePaths: Iterable<EdgePath>): readonly EdgePath[] {
  if (typeof (edgePaths as Partial<Iterable<EdgePath>> | null)?.[Symbol.iterator] !== 'function') {
    throw invalidOption('edgePaths must be a list of edge paths, such as randomPaths makes.');
  }
  const starts = new Set(exploration.starts.map(({ configuration }) => configuration));
  const all = [...edgePaths];
  const wrong = all.findIndex((edgePath) => !isPathOf(exploration, starts, edgePath));
  if (wrong === -1) return all;
  throw invalidOption(`Edge path ${wrong} is no path of this exploration: make both from the same one.`);
}

function isPathOf({ edges, refused }: Exploration, starts: ReadonlySet<number>, { start, edges: steps }: EdgePath) {
  if (!starts.has(start)) return false;
  let at = start;
  for (const step of steps) {
    if (step < 0) {
      if (!refused[at]?.includes(~step)) return false;
      continue;
    }
    const edge = edges[step];
    if (edge?.from !== at) return false;
    at = edge.to;
  }
  return true;
}
