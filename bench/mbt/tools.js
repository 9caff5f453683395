/** One way to ask each generator for a suite. A tool that is not installed is told, and left out. */
import { createActor } from 'xstate';
import { explore, generateSuite } from '../../dist/testing/index.js';

/**
 * @typedef {object} Made
 * @property {{ input: unknown, events: import('xstate').EventObject[] }[]} paths
 * @property {number} [states] how many states the tool tells apart
 * @property {import('../../dist/testing/index.js').Suite} [suite] where it is ours
 * @property {import('../../dist/testing/index.js').Exploration} [exploration]
 */

/** @typedef {(chart: import('./charts.js').Chart) => Made} Tool */

/** The name of ours. */
export const ours = 'widget-statecharts';

/** What each tool is made of, by the name it is printed with. */
const makers = /** @type {Record<string, () => Promise<Tool>>} */ ({
  [ours]: async () => ourTour,
  'xstate/graph model.shortest': async () => modelPaths(await import('xstate/graph'), 'getShortestPaths'),
  'xstate/graph model.simple': async () => modelPaths(await import('xstate/graph'), 'getSimplePaths'),
  'xstate/graph shortest': async () => barePaths(await import('xstate/graph')),
  '@xstate/graph model.shortest': async () => modelPaths(await import('@xstate/graph'), 'getShortestPaths'),
  '@xstate/test model.shortest': async () => modelPaths(await import('@xstate/test'), 'getShortestPaths'),
  'fast-check commands': async () => commands(await import('fast-check')),
});

/** The names of all tools, ours first. */
export const toolNames = Object.keys(makers);

/** Whether a tool tells how many states it knows. @param {string} name */
export function tellsStates(name) {
  return !name.startsWith('@xstate/test') && !name.startsWith('fast-check');
}

/**
 * A tool, or why there is none.
 *
 * @param {string} name
 * @returns {Promise<Tool | string>}
 */
export async function toolNamed(name) {
  try {
    const make = makers[name];
    return make === undefined ? 'there is no such tool' : await make();
  } catch (error) {
    return `not installed (${String(/** @type {{ code?: unknown }} */ (error).code ?? error)})`;
  }
}

/** @type {Tool} */
function ourTour({ machine, options }) {
  const exploration = explore(machine, options);
  const suite = generateSuite(exploration);
  const paths = suite.paths.map(({ input, steps }) => ({ input, events: steps.map(({ event }) => event) }));
  return { paths, states: exploration.configurations.length, suite, exploration };
}

/**
 * The options of a chart as the peers take them, once for each input and part: they get the same events, the same
 * abstraction and the same projections as we do.
 *
 * @param {import('./charts.js').Chart} chart
 */
export function traversalsOf({ options }) {
  const { inputs = [undefined], projections = [undefined], events, abstractContext } = options;
  /** @param {import('xstate').AnyMachineSnapshot} snapshot */
  const keyOf = ({ value, context }) => JSON.stringify([value, abstractContext?.(context)]);
  return inputs.flatMap((input) =>
    projections.map((part) => ({
      input,
      ...(events !== undefined && { events }),
      ...(abstractContext !== undefined && { serializeState: keyOf }),
      ...(part !== undefined && {
        filterEvents: (/** @type {unknown} */ _, /** @type {import('xstate').EventObject} */ event) =>
          part.includes(event),
      }),
    })),
  );
}

/** @param {any} graph @returns {Tool} */
function barePaths({ getShortestPaths }) {
  return (chart) => {
    const found = traversalsOf(chart).map((options) => ({
      input: options.input,
      paths: getShortestPaths(chart.machine, options),
    }));
    return { paths: found.flatMap(({ input, paths }) => paths.map(pathFor(input))), states: count(found) };
  };
}

/** @param {{ paths: unknown[] }[]} found */
function count(found) {
  return found.reduce((all, { paths }) => all + paths.length, 0);
}

/**
 * A test model keys states by the step that led there; where we give it an abstraction, it keeps to that.
 *
 * @param {any} graph @param {'getShortestPaths' | 'getSimplePaths'} method @returns {Tool}
 */
function modelPaths({ createTestModel, getShortestPaths }, method) {
  return (chart) => {
    const traversals = traversalsOf(chart);
    const paths = traversals.flatMap(({ input, serializeState, ...options }) => {
      const keyed = serializeState && { serializeState: byStep(serializeState) };
      return createTestModel(chart.machine, { ...options, ...keyed, input })
        [method]({ input })
        .map(pathFor(input));
    });
    // A test model does not tell how many states it knows; the function beside it does.
    const states =
      getShortestPaths && count(traversals.map((options) => ({ paths: getShortestPaths(chart.machine, options) })));
    return { paths, ...(states !== undefined && { states }) };
  };
}

/** @param {(snapshot: any) => string} keyOf */
function byStep(keyOf) {
  return (/** @type {any} */ snapshot, /** @type {unknown} */ event, /** @type {any} */ before) => {
    const stayed = before !== undefined && JSON.stringify(before.value) === JSON.stringify(snapshot.value);
    const step =
      event === undefined || stayed ? '' : ` via ${JSON.stringify(event)} from ${JSON.stringify(before?.value)}`;
    return keyOf(snapshot) + step;
  };
}

/** @param {unknown} input */
function pathFor(input) {
  return (/** @type {{ steps: { event: import('xstate').EventObject }[] }} */ { steps }) => ({
    input,
    events: steps.map(({ event }) => event).filter(({ type }) => type !== 'xstate.init'),
  });
}

/** @param {typeof import('fast-check')} fc @returns {Tool} */
function commands(fc) {
  return (chart) => {
    const { machine, options } = chart;
    const { events, inputs } = explore(machine, options);
    /** @type {Made['paths']} */
    const paths = [];
    // The model is the actor itself: what it can do decides on which command applies.
    const arbitraries = events.map(({ event }) =>
      fc.constant({
        check: (/** @type {any} */ actor) => actor.getSnapshot().can(event),
        run: (/** @type {unknown} */ _, /** @type {any} */ actor) => {
          paths.at(-1)?.events.push(event);
          actor.send(event);
        },
        toString: () => event.type,
      }),
    );
    if (arbitraries.length === 0) return { paths };
    for (const input of inputs) {
      const property = fc.property(
        fc.commands(/** @type {any} */ (arbitraries), { maxCommands: 50, size: 'max' }),
        (those) => {
          paths.push({ input, events: [] });
          const actor = createActor(machine, { input });
          actor.subscribe({ error: () => {} });
          actor.start();
          fc.modelRun(() => ({ model: actor, real: actor }), /** @type {any} */ (those));
          actor.stop();
        },
      );
      fc.check(property, { seed: 1, numRuns: 100, endOnFailure: true });
    }
    return { paths };
  };
}
