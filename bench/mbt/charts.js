/** The charts that generators are compared on: the shipped ones, and seeded dense, parallel and chain charts. */
import { assign, createMachine } from 'xstate';
import { explorationOf } from '../../dist/kit/index.js';
import { shippedKits } from '../../dist/shipped.js';

/**
 * @typedef {object} Chart
 * @property {import('xstate').AnyStateMachine} machine
 * @property {import('../../dist/testing/index.js').ExploreOptions<import('xstate').AnyStateMachine>} options
 */

/**
 * A chart by its name: a provider's, or `dense 400 10`, `parallel 10 5`, `chain 8000`. It is made anew at each call, so
 * that nobody profits from what XState remembers of a machine.
 *
 * @param {string} name
 * @returns {Chart}
 */
export function chartNamed(name) {
  const kit = shippedKits.find(({ provider }) => provider.name === name);
  if (kit !== undefined) return { machine: kit.provider.machine.provide({}), options: explorationOf(kit) };
  const [kind, ...sizes] = name.split(' ');
  const [first = 1, second = 1] = sizes.map(Number);
  if (kind === 'dense') return { machine: dense(first, second), options: {} };
  if (kind === 'parallel') return { machine: parallel(first, second), options: {} };
  return { machine: chain(first), options: {} };
}

/**
 * States that each take every event: the first leads around a ring, the others anywhere.
 *
 * @param {number} states @param {number} events
 */
function dense(states, events) {
  const random = randomFrom(1);
  const config = Object.fromEntries(
    Array.from({ length: states }, (_, from) => {
      const targets = Array.from({ length: events }, (_, by) => [
        `e${by}`,
        `s${by === 0 ? (from + 1) % states : Math.floor(random() * states)}`,
      ]);
      return [`s${from}`, { on: Object.fromEntries(targets) }];
    }),
  );
  return createMachine({ initial: 's0', states: config });
}

/** @param {number} states */
function chain(states) {
  const config = Array.from({ length: states }, (_, n) => [
    `s${n}`,
    n < states - 1 ? { on: { next: `s${n + 1}` } } : {},
  ]);
  return createMachine({ initial: 's0', states: Object.fromEntries(config) });
}

/**
 * A flow that may fail and be tried again, counted in the context, beside regions of three states.
 *
 * @param {number} retries @param {number} regions
 */
function parallel(retries, regions) {
  const beside = Array.from({ length: regions }, (_, n) => [
    `r${n}`,
    {
      initial: 'a',
      states: { a: { on: { [`x${n}`]: 'b' } }, b: { on: { [`x${n}`]: 'c' } }, c: { on: { [`x${n}`]: 'a' } } },
    },
  ]);
  return createMachine({
    types: /** @type {{ context: { tries: number } }} */ ({}),
    context: { tries: 0 },
    type: 'parallel',
    states: {
      flow: {
        initial: 'idle',
        states: {
          idle: { on: { GO: 'form' } },
          form: { on: { SUBMIT: 'busy', CANCEL: 'idle' } },
          busy: {
            on: {
              OK: 'done',
              FAIL: [
                {
                  guard: ({ context }) => context.tries < retries,
                  target: 'idle',
                  actions: assign({ tries: ({ context }) => context.tries + 1 }),
                },
                { target: 'failed' },
              ],
            },
          },
          done: {},
          failed: { on: { RESET: 'idle' } },
        },
      },
      ...Object.fromEntries(beside),
    },
  });
}

/** @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
