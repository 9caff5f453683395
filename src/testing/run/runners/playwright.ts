/** Generated suites as Playwright tests: a path drives a page. */
import type { AnyStateMachine } from 'xstate';
import { type ChartTests, testsOf } from './chart-tests.ts';

/** Of Playwright's `test`, what is used here; nothing of Playwright is imported. */
export interface PlaywrightTest<TPage> {
  (title: string, body: Body<TPage>): void;
  (title: string, details: Details, body: Body<TPage>): void;
  describe(title: string, callback: () => void): void;
}

type Body<TPage> = (fixtures: { readonly page: TPage }, info: { readonly annotations: Annotation[] }) => unknown;
type Details = { readonly tag?: string };
type Annotation = { type: string; description?: string };

/** A chart, its suite, and how a path drives a page. */
export type PageTests<TMachine extends AnyStateMachine, TPage> = Omit<
  ChartTests<TMachine, [page: TPage]>,
  'atLeast'
> & {
  /**
   * How much the suite has to cover, from 0 to 1. Refused events are left out: what a page did not offer is known to the
   * worker of its test, and to no other.
   */
  readonly atLeast?: Omit<NonNullable<ChartTests<TMachine>['atLeast']>, 'illegal'>;
};

/**
 * Makes a Playwright test of each path of a suite, each on a page of its own. Events that the page did not offer are
 * counted in an annotation of their test. Give it your `test`, fixtures and all.
 *
 * @example
 * ```ts nocheck
 * import { expect, test } from '@playwright/test';
 * import { describeChart } from 'widget-statecharts/playwright';
 * import { checkoutMachine } from '../../runners/checkout.machine.ts';
 *
 * describeChart(test, 'the checkout', {
 *   machine: checkoutMachine,
 *   subject: async (_path, page) => {
 *     await page.goto('/checkout');
 *     return {
 *       events: {
 *         'card.entered': ({ event }) => page.getByLabel('Card number').fill(event.number),
 *         submit: async ({ expect }) => {
 *           const button = page.getByRole('button', { name: 'Pay' });
 *           if (expect === 'rejected' && !(await button.isEnabled())) return 'notOfferable';
 *           await button.click();
 *         },
 *       },
 *       states: {
 *         paid: () => expect(page.getByText('Thank you')).toBeVisible(),
 *         '*': () => expect(page.getByRole('form')).toBeVisible(),
 *       },
 *     };
 *   },
 * });
 * ```
 */
export function describeChart<TMachine extends AnyStateMachine, TPage>(
  test: PlaywrightTest<TPage>,
  title: string,
  chart: PageTests<TMachine, TPage>,
): void {
  test.describe(title, () => {
    const { paths, last } = testsOf<TMachine, [page: TPage]>(chart, (id) => `npx playwright test -g ${id}`);
    for (const { name, run } of paths) {
      // Playwright reads the names of the fixtures from the function's text.
      test(name, async ({ page }, { annotations }) => {
        const notOfferable = await run(page);
        if (notOfferable > 0)
          annotations.push({ type: 'not offerable', description: `${notOfferable} refused events` });
      });
    }
    test(last.name, () => last.run(0));
  });
}
