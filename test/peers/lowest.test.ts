import { expect, it } from 'vitest';
import * as xstate from 'xstate';
import * as graph from 'xstate/graph';
import * as lowestXstate from 'xstate-lowest';
import * as lowestGraph from 'xstate-lowest/graph';
import * as z from 'zod/mini';
import * as lowestZod from 'zod-lowest/mini';

it('runs on xstate 5.28.0', () => {
  expect(xstate.createActor).toBe(lowestXstate.createActor);
  expect(graph.getShortestPaths).toBe(lowestGraph.getShortestPaths);
});

it('runs on zod 4.0.0', () => {
  expect(z.object).toBe(lowestZod.object);
  expect(z.core.version).toMatchObject({ major: 4, minor: 0, patch: 0 });
});
