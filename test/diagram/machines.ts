import { type AnyStateMachine, and, assign, createMachine, fromPromise, setup } from 'xstate';
import type { Kit } from '../../src/kit/index.ts';
import { shippedKits } from '../../src/shipped.ts';

/** The shipped kits, for `it.each`. */
export const shipped: [name: string, kit: Kit][] = shippedKits.map((kit) => [kit.provider.name, kit]);

/** A bit of everything that XState can: delays, actors, history, regions, wildcards, inline guards, odd names. */
export const shop: AnyStateMachine = setup({
  actors: { load: fromPromise(async () => 1) },
  guards: { ok: () => true, big: (_, { n }: { n: number }) => n > 1 },
  actions: { note: () => {} },
  delays: { 'so.on': 500 },
}).createMachine({
  id: 'shop',
  initial: 'loading',
  entry: 'note',
  description: 'A <shop> & "more"',
  states: {
    loading: {
      invoke: { src: 'load', id: 'get', onDone: 'open', onError: { target: 'failed', actions: 'note' } },
      after: { 5000: 'failed', 'so.on': { target: 'open', guard: 'ok' } },
    },
    open: {
      type: 'parallel',
      onDone: 'end',
      on: { CLOSE: '.cart.hist', LEAVE: { target: 'end', guard: and(['ok', 'ok']) } },
      states: {
        cart: {
          initial: 'empty',
          states: {
            empty: { on: { ADD: { target: 'full', guard: { type: 'big', params: { n: 2 } }, actions: assign({}) } } },
            full: { type: 'final' },
            'we.ird <x>': { on: { '*': 'full' } },
            hist: { type: 'history', history: 'deep', target: 'empty' },
          },
        },
        mood: {
          initial: 'calm',
          states: {
            calm: { always: { target: 'glad', guard: 'ok' }, on: { FAIL: '#shop.failed' } },
            glad: { type: 'final' },
          },
        },
      },
    },
    failed: { id: 'broken', on: { RETRY: { target: 'loading', reenter: true }, LOOK: { actions: 'note' } } },
    end: { type: 'final' },
  },
});

/** Names and texts that would end an attribute, an element or a comment, and characters that XML cannot hold. */
export const hostile: AnyStateMachine = createMachine({
  id: 'h"><script>alert(1)</script>',
  initial: 'a<b>&"\'',
  description: ']]> </title> \u0000 \ud800',
  states: {
    'a<b>&"\'': { tags: ['" onload="x'], on: { '</text><script>': { target: 'b', guard: '<g>' } } },
    b: { description: '--> <style>', on: { '"STAY"': {} } },
  },
});

/** States in a row, each with a way back to the first and on to the next. */
export function rowOf(length: number): AnyStateMachine {
  const states = Array.from({ length }, (_, index) => [
    `s${index}`,
    { on: { NEXT: `s${(index + 1) % length}`, RESET: 's0' } },
  ]);
  return createMachine({ id: 'row', initial: 's0', states: Object.fromEntries(states) });
}
