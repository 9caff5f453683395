import { describe, expect, it } from 'vitest';
import { flinks, type Provider, pinwheel, providers } from '../../src/index.ts';
import { createSimulator, simulatorSuite } from '../../src/simulator/index.ts';
import { drawingFor, labelOf, looks, screenOf, titleOf } from '../../src/simulator/look.ts';

/** Each state that the small suite comes by. */
function screensOf(provider: Provider) {
  return simulatorSuite(provider).paths.flatMap((path) => {
    const widget = createSimulator(provider, { path, post: () => {} });
    const snapshots = [widget.snapshot];
    while (widget.step() !== null) snapshots.push(widget.snapshot);
    return snapshots;
  });
}

describe.each<Provider>(Object.values(providers))('the screens of $name', (provider) => {
  it('have a name and a sentence each', () => {
    for (const snapshot of screensOf(provider)) {
      const screen = screenOf(snapshot);
      expect(titleOf(screen)).toMatch(/^[A-Z]/);
      expect(screen.description).toMatch(/\.$/);
    }
  });

  it('draw trouble where there is some, and an end where it ended', () => {
    for (const snapshot of screensOf(provider)) {
      const { shape } = drawingFor(snapshot);
      if (snapshot.hasTag('succeeded')) expect(shape).toBe('done');
      else if (snapshot.hasTag('cancelled')) expect(shape).toBe('left');
      else if (snapshot.hasTag('recoverable') || snapshot.hasTag('unsuccessful')) expect(shape).toBe('trouble');
      else expect(['fields', 'list', 'checks', 'code', 'file', 'busy']).toContain(shape);
    }
  });
});

it('differ by provider', () => {
  for (const part of ['kind', 'icon', 'hue'] as const) {
    expect(new Set(Object.values(looks).map((look) => look[part])).size).toBe(4);
  }
});

it('have names in words', () => {
  expect(['COMPONENT_LOAD_MFA', 'flx-cancel', 'opal.session.exited', 'dd_form_begin', 'REDIRECT'].map(labelOf)).toEqual(
    ['Load mfa', 'Cancel', 'Session exited', 'Dd form begin', 'Redirect'],
  );
  const widget = createSimulator(flinks, { post: () => {} });
  for (const type of ['APP_MOUNTED', 'COMPONENT_LOAD_INSTITUTION_SELECTOR']) widget.choose(type);
  expect(titleOf(screenOf(widget.snapshot))).toBe('Institution: selector');
});

it('sort what can be done by what becomes of it', () => {
  const widget = createSimulator(pinwheel, { post: () => {} });
  widget.choose('open');
  const effects = new Map(widget.offers().map(({ type, variant, effect }) => [`${type} ${variant}`, effect]));
  expect(effects.get('select_employer ')).toBe('moves');
  expect(effects.get('exit without more')).toBe('leaves');
  expect([...effects].filter(([, effect]) => effect === 'fails').map(([name]) => name.split(' ')[0])).toContain(
    'error',
  );
  expect(effects.get('input_required ')).toBe('stays');
  // What tells offers of one type apart is what differs, and no more.
  for (const { type, variant } of widget.offers().filter(({ variant }) => variant !== '')) {
    expect(widget.offers().filter((other) => other.type === type && other.variant === variant)).toHaveLength(1);
  }
});
