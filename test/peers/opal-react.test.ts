import { OpalEventType } from '@methodfi/opal-react';
import { expect, it } from 'vitest';
import { opalCatalogue } from '../../src/machines/opal/catalogue.ts';

const documented = opalCatalogue.filter(({ evidence }) => evidence === 'documented').map(({ type }) => type);

it("documents the event types of Method's own SDK, value for value", () => {
  expect([...documented].sort()).toEqual(Object.values(OpalEventType).sort());
  expect(documented).toHaveLength(28);
});
