import { describe, expect, it } from 'vitest';
import type { Kit } from '../../src/kit/kit.ts';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { opalKit } from '../../src/machines/opal/kit.ts';
import { pinwheelKit } from '../../src/machines/pinwheel/kit.ts';
import { shippedKits } from '../../src/shipped.ts';
import { createSimulator, simulatorSuite } from '../../src/simulator/index.ts';
import { nameInWords, screenOf } from '../../src/simulator/screen.ts';

/** Each screen that the small suite comes by, with the state that it shows. */
function screensOf(kit: Kit) {
  return simulatorSuite(kit).paths.flatMap((path) => {
    const widget = createSimulator(kit, { path, post: () => {} });
    const look = () => ({ snapshot: widget.snapshot, screen: screenOf(kit, widget, path.id) });
    const screens = [look()];
    while (widget.step() !== null) screens.push(look());
    return screens;
  });
}

describe.each(shippedKits)('the screens of $provider.name', (kit) => {
  const screens = screensOf(kit);

  it('have a name and a sentence each', () => {
    for (const { screen } of screens) {
      expect(screen.heading).toMatch(/^[A-Z]/);
      expect(screen.description).toMatch(/\.$/);
    }
  });

  it('draw trouble where there is some, and an end where it ended', () => {
    for (const { snapshot, screen } of screens) {
      const { shape } = screen.drawing;
      if (snapshot.hasTag('succeeded')) expect(shape).toBe('done');
      else if (snapshot.hasTag('cancelled')) expect(shape).toBe('left');
      else if (snapshot.hasTag('recoverable') || snapshot.hasTag('unsuccessful')) expect(shape).toBe('trouble');
      else expect(['fields', 'list', 'checks', 'code', 'file', 'busy']).toContain(shape);
    }
  });

  it('are plain data', () => {
    for (const { screen } of screens) expect(JSON.parse(JSON.stringify(screen))).toEqual(screen);
  });
});

it('differ by provider, where their kits say how', () => {
  const own = shippedKits.filter(({ presentation }) => presentation.kind !== 'Widget');
  expect(own.length).toBeGreaterThan(1);
  for (const part of ['kind', 'icon', 'hue'] as const) {
    expect(new Set(own.map(({ presentation }) => presentation[part])).size).toBe(own.length);
  }
});

it('name buttons and states in words', () => {
  const labels: [Kit, string][] = [
    [flinksKit, 'COMPONENT_LOAD_MFA'],
    [flexitiKit, 'flx-cancel'],
    [opalKit, 'opal.session.exited'],
    [pinwheelKit, 'dd_form_begin'],
    [flinksKit, 'REDIRECT'],
  ];
  expect(labels.map(([{ presentation }, type]) => nameInWords(presentation.shortName(type)))).toEqual([
    'Load mfa',
    'Cancel',
    'Session exited',
    'Dd form begin',
    'Redirect',
  ]);
  const widget = createSimulator(flinksKit, { post: () => {} });
  for (const type of ['APP_MOUNTED', 'COMPONENT_LOAD_INSTITUTION_SELECTOR']) widget.choose(type);
  expect(screenOf(flinksKit, widget, null).heading).toBe('Institution: selector');
});

it('sort what can be done by what becomes of it', () => {
  const widget = createSimulator(pinwheelKit, { post: () => {} });
  widget.choose('open');
  const effects = new Map(widget.availableEvents().map(({ type, variant, effect }) => [`${type} ${variant}`, effect]));
  expect(effects.get('select_employer ')).toBe('moves');
  expect(effects.get('exit without more')).toBe('leaves');
  expect([...effects].filter(([, effect]) => effect === 'fails').map(([name]) => name.split(' ')[0])).toContain(
    'error',
  );
  expect(effects.get('input_required ')).toBe('stays');
  // What tells events of one type apart is what differs, and no more.
  for (const { type, variant } of widget.availableEvents().filter(({ variant }) => variant !== '')) {
    expect(widget.availableEvents().filter((other) => other.type === type && other.variant === variant)).toHaveLength(
      1,
    );
  }
});
