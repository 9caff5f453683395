// @module-tag slow

import { describe, expect, it } from 'vitest';
import { flexiti, flinks, opal, type Provider, pinwheel } from '../../src/index.ts';
import { explorationOf, exploreKit, malformedMessages } from '../../src/kit/index.ts';
import { coverPaths } from '../../src/testing/coverage/coverage.ts';
import { coverageHtml } from '../../src/testing/coverage/report/html.ts';
import { coverageJunit } from '../../src/testing/coverage/report/junit.ts';
import { coverageText } from '../../src/testing/coverage/report/text.ts';
import type { Exploration } from '../../src/testing/explore/exploration.ts';
import { explore } from '../../src/testing/explore/explore.ts';
import { testsOf } from '../../src/testing/run/runners/chart-tests.ts';
import { parseSuite, suiteJson } from '../../src/testing/suite/json.ts';
import { assembleSuite, generateSuite, type SuiteOptions } from '../../src/testing/suite/suite.ts';
import { cli } from '../cli/run.ts';
import { kitOf } from '../support/cases.ts';

const apart = 'flow, overlays and informational are explored separately: combinations of their states are not visited';
const whole = exploreKit(kitOf(flinks));

/** Whether some configuration has a failure of the flow beside the wish to close. */
function meetsClosing({ configurations }: Exploration): boolean {
  const both = { open: { flow: 'problem', closing: 'requested' } } as const;
  return configurations.some(({ snapshot }) => snapshot.matches(both as never));
}

describe('projections that are explored separately', () => {
  it('are told by the suite and its file, and only where there are several', () => {
    const suite = generateSuite(whole, { strategy: 'states', illegal: false });
    expect(suite.projections).toEqual(['flow', 'overlays', 'informational']);
    expect(parseSuite([...suiteJson(suite)].join('')).projections).toEqual(suite.projections);
    expect(generateSuite(exploreKit(kitOf(flexiti)))).not.toHaveProperty('projections');
  });

  it('are named in every report', () => {
    const coverage = coverPaths(whole, []);
    expect(coverage.projections).toEqual(whole.projections);
    for (const report of [coverageText(coverage), coverageHtml(coverage), coverageJunit(coverage)]) {
      expect(report).toContain(apart);
    }
    const alone = coverPaths(exploreKit(kitOf(flexiti)), []);
    expect(alone).not.toHaveProperty('projections');
    expect(coverageText(alone)).not.toContain('apart');
  });

  it('are named by the commands', async () => {
    for (const command of ['paths', 'coverage']) {
      expect((await cli([command, '--provider', 'flinks'])).stdout).toContain(apart);
      expect((await cli([command, '--provider', 'flexiti'])).stdout).not.toContain('apart');
    }
  });

  it('are named by the last test of a runner', () => {
    const suite = generateSuite(whole, { strategy: 'states', illegal: false });
    const nameOf = (given: typeof suite) =>
      testsOf({ machine: flinks.machine, suite: given, subject: () => ({ events: {} }) }, String).last.name;
    expect(nameOf(suite)).toContain(apart);
    const { projections, ...together } = suite;
    expect(nameOf(together)).not.toContain('apart');
  });

  it('combine no states of each other; walked together they do', () => {
    expect(meetsClosing(whole)).toBe(false);
    const { projections, ...together } = explorationOf(kitOf(flinks));
    const exploration = explore(flinks.machine, { ...together, inputs: [{}] });
    expect(meetsClosing(exploration)).toBe(true);
    const suite = generateSuite(exploration, { strategy: 'states' });
    expect(suite.coverage.configurations).toEqual([1590, 1590]);
    expect(suite.illegal.sent).toBe(suite.illegal.total);
    expect(suite).not.toHaveProperty('projections');
  });

  it('are combined for the regions that one asks for', () => {
    const { projections = [], ...options } = explorationOf(kitOf(flinks));
    const withClosing = projections.map((projection) => ({
      ...projection,
      includes: (event: { readonly type: string }) =>
        projection.includes(event) || (projection.name === 'flow' && event.type === 'COMPONENT_CLOSE_SESSION'),
    }));
    expect(meetsClosing(explore(flinks.machine, { ...options, inputs: [{}], projections: withClosing }))).toBe(true);
  });
});

describe('the id of a path', () => {
  it.each<[string, Provider]>([
    ['flexiti', flexiti],
    ['pinwheel', pinwheel],
  ])('of %s is the same whatever rides along', (_, provider) => {
    const exploration = exploreKit(kitOf(provider));
    const idsOf = (options: SuiteOptions) => generateSuite(exploration, options).paths.map(({ id }) => id);
    const bare = idsOf({ illegal: false });
    expect(new Set(bare).size).toBe(bare.length);
    expect(idsOf({ illegal: true })).toEqual(bare);
    expect(idsOf({ illegal: false, malformed: malformedMessages(kitOf(provider)) })).toEqual(bare);
  });

  it('tells refused events that are the walk’s own', () => {
    const exploration = exploreKit(kitOf(opal));
    const start = exploration.starts[0]?.configuration ?? 0;
    const refused = exploration.refused[start]?.slice(0, 2) ?? [];
    const edgePaths = [[], ...refused.map((event) => [~event])].map((edges) => ({ start, edges }));
    const { paths } = assembleSuite(exploration, { strategy: 'own', edgePaths, illegal: true });
    expect(paths.map(({ steps }) => steps.length)).toEqual([exploration.refused[start]?.length, 1, 1]);
    // One that is there twice would be told by a number behind it.
    expect(new Set(paths.map(({ id }) => id.replace(/-\d+$/, ''))).size).toBe(3);
  });
});
