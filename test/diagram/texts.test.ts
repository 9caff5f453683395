import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { mermaidOf, statelyMachineOf } from '../../src/diagram/index.ts';
import { detailsOf } from '../../src/diagram/mermaid.ts';
import { modelOf } from '../../src/diagram/model.ts';
import { flinks } from '../../src/machines/flinks/index.ts';
import { hostile, shipped, shop } from './machines.ts';

describe('Mermaid', () => {
  it('draws an overview, and what it closes apart', () => {
    const overview = mermaidOf(flinks.machine, flinks);
    expect(overview).toContain('flinks__loading --> flinks__open : APP_MOUNTED');
    expect(overview).not.toContain('flinks__open__flow__connecting__mfa');
    expect(detailsOf(flinks.machine, flinks)).toEqual(['open.flow.connecting', 'open.flow.problem']);
    const inside = mermaidOf(flinks.machine, { ...flinks, state: 'open.flow.connecting' });
    expect(inside).toContain('state "mfa" as flinks__open__flow__connecting__mfa');
  });

  it('says of a state that is not there that it is not', () => {
    expect(() => mermaidOf(flinks.machine, { state: 'open.floor' })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: 'There is no state "open.floor" in flinks.' }),
    );
  });

  it('keeps its own marks out of names, and gives each state one of its own', () => {
    const text = mermaidOf(hostile);
    expect(text).toContain('state "a#60;b#62;&#34;\'" as');
    expect(text.replace(/-->/g, '')).not.toMatch(/[<>]/);
    const alike = createMachine({ id: 'm', initial: 'a-b', states: { 'a-b': { on: { GO: 'a_b' } }, a_b: {} } });
    expect(mermaidOf(alike)).toContain('m__a_b --> m__a_b_2 : GO');
  });
});

describe('Stately Studio', () => {
  it.each([...shipped.map(([name, { provider }]) => [name, provider.machine] as const), ['shop', shop] as const])(
    'imports code of %s that makes the same chart',
    (_, machine) => {
      const again = machineIn(statelyMachineOf(machine));
      const facts = (of: typeof machine) => {
        const { states, transitions } = modelOf(of);
        return {
          states,
          // Only the ids differ: a state's own id is not needed where each target is told from the root.
          transitions: transitions.map(({ id, event, ...facts }) => ({
            ...facts,
            event: event.replace(/\.[^.]*$/, ''),
          })),
        };
      };
      expect(facts(again)).toEqual(facts(machine));
    },
  );

  it('reads one plain object: no functions, no spreads, nothing of before', () => {
    const code = statelyMachineOf(flinks.machine);
    const [, config = ''] =
      /^import \{ createMachine \} from 'xstate';\n\nexport const machine = createMachine\((.*)\);\n$/s.exec(code) ??
      [];
    expect(JSON.parse(config)).toMatchObject({
      id: 'flinks',
      initial: 'loading',
      states: { open: { type: 'parallel' } },
    });
  });

  it('names what is written in its place, and keeps parameters', () => {
    const { states } = JSON.parse(statelyMachineOf(shop).replace(/^[\s\S]*createMachine\(|\);\n$/g, ''));
    expect(states.open.states.cart.states.empty.on.ADD).toEqual({
      target: '#shop.open.cart.full',
      guard: { type: 'big', params: { n: 2 } },
      actions: ['inline assign'],
    });
    expect(states.open.on.LEAVE).toEqual({ target: '#shop.end', guard: 'inline and' });
    expect(states.loading).toEqual({
      invoke: [
        {
          src: 'load',
          id: 'get',
          onDone: { target: '#shop.open' },
          onError: { target: '#shop.failed', actions: ['note'] },
        },
      ],
      after: { 5000: { target: '#shop.failed' }, 'so.on': { target: '#shop.open', guard: 'ok' } },
    });
    expect(states.failed.on.RETRY).toEqual({ target: '#shop.loading', reenter: true });
  });
});

/** Runs the code, as a project would that pastes it. */
function machineIn(code: string): ReturnType<typeof createMachine> {
  const body = code.replace(/^import .*$/m, '').replace('export const machine =', 'return');
  return new Function('createMachine', body)(createMachine);
}
