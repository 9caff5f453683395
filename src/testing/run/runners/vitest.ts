/** Generated suites as Vitest tests. */
import { describe, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { type ChartTests, testsOf } from './chart-tests.ts';

export type { ChartTests } from './chart-tests.ts';

/**
 * Makes a Vitest test of each path of a suite, and a last one that fails where the suite is empty or covers less than
 * `atLeast`. A failing path reports its events, what was expected and received, and how to run it again.
 *
 * @example
 * ```ts norun
 * import { flinks } from 'widget-statecharts';
 * import { flinksKit } from 'widget-statecharts/flinks/kit';
 * import { exploreKit, sessionSubject } from 'widget-statecharts/kit';
 * import { generateSuite } from 'widget-statecharts/testing';
 * import { describeChart } from 'widget-statecharts/vitest';
 *
 * describeChart('Flinks Connect', {
 *   machine: flinks.machine,
 *   suite: generateSuite(exploreKit(flinksKit)),
 *   subject: (path) => sessionSubject(flinksKit, path),
 *   atLeast: { transitions: 1, illegal: 1 },
 * });
 * ```
 */
export function describeChart<TMachine extends AnyStateMachine>(title: string, chart: ChartTests<TMachine>): void {
  describe(title, () => {
    const { paths, last } = testsOf(chart, (id) => `npx vitest run -t ${id}`);
    let notOfferable = 0;
    for (const { name, run } of paths) {
      it(name, async () => {
        notOfferable += await run();
      });
    }
    it(last.name, () => last.run(notOfferable));
  });
}
