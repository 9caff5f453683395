/** What a suite covers of a chart, whoever made it: its events followed over the table of an exploration. */
import { canonical } from '../../dist/testing/explore/identity.js';

/**
 * @param {import('../../dist/testing/index.js').Exploration} exploration
 * @param {{ input: unknown, events: import('xstate').EventObject[] }[]} paths
 */
export function follow(exploration, paths) {
  const { edges, leaving, refused, configurations, starts, inputs } = exploration;
  const numbers = new Map(exploration.events.map(({ event, index }) => [canonical(event), index]));
  const known = /** @type {WeakMap<object, number | undefined>} */ (new WeakMap());
  const numberOf = (/** @type {import('xstate').EventObject} */ event) => {
    if (!known.has(event)) known.set(event, numbers.get(canonical(event)));
    return known.get(event);
  };
  const covered = new Set();
  const pairs = new Set();
  const illegal = new Set();
  for (const path of paths) {
    // A path is credited in each part of the chart: what moves another part moves nothing here.
    for (const { configuration, input } of starts) {
      if (canonical(inputs[input] ?? null) !== canonical(path.input ?? null)) continue;
      let at = configuration;
      let before = -1;
      for (const event of path.events) {
        const number = numberOf(event);
        const edge = leaving[at]?.find((each) => edges[each]?.event === number);
        if (edge === undefined) {
          if (number !== undefined && refused[at]?.includes(number)) illegal.add(`${at} ${number}`);
          continue;
        }
        covered.add(edge);
        if (before >= 0) pairs.add(before * edges.length + edge);
        before = edge;
        at = edges[edge]?.to ?? at;
      }
    }
  }
  return {
    configurations: configurations.length,
    edges: edges.length,
    events: paths.reduce((all, path) => all + path.events.length, 0),
    sessions: paths.length,
    covered: covered.size,
    pairs: pairs.size,
    illegal: illegal.size,
  };
}
