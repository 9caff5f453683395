/** Generated suites as tests of Node's own runner. */
import { describe, it } from 'node:test';
import type { AnyStateMachine } from 'xstate';
import { type ChartTests, testsOf } from './chart-tests.ts';

export type { ChartTests } from './chart-tests.ts';

/**
 * Makes a `node:test` test of each path of a suite, and a last one that fails where the suite is empty or covers less
 * than `atLeast`. A failing path reports its events, what was expected and received, and how to run it again.
 *
 * @example
 * ```ts norun
 * import { opal } from 'widget-statecharts';
 * import { exploreKit, sessionSubject } from 'widget-statecharts/kit';
 * import { describeChart } from 'widget-statecharts/node-test';
 * import { opalKit } from 'widget-statecharts/opal/kit';
 * import { generateSuite } from 'widget-statecharts/testing';
 *
 * describeChart('Method Opal', {
 *   machine: opal.machine,
 *   suite: generateSuite(exploreKit(opalKit)),
 *   subject: (path) => sessionSubject(opalKit, path),
 * });
 * ```
 */
export function describeChart<TMachine extends AnyStateMachine>(title: string, chart: ChartTests<TMachine>): void {
  describe(title, () => {
    const { paths, last } = testsOf(chart, (id) => `node --test --test-name-pattern=${id}`);
    let notOfferable = 0;
    for (const { name, run } of paths) {
      it(name, async () => {
        notOfferable += await run();
      });
    }
    it(last.name, () => last.run(notOfferable));
  });
}
