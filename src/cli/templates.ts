/** The test files that `generate` writes: a part that is written anew, and one that is the user's from the first day. */
import type { Kit } from '../kit/kit.ts';
import type { SuiteOptions } from '../testing/suite/suite.ts';
import { marked } from './region.ts';

/** The test runners that files are written for. */
export const frameworks = ['vitest', 'node', 'playwright'] as const;
export type Framework = (typeof frameworks)[number];

/** The strategies that a written file may ask for. */
export const strategies = ['transitions', 'states', 'pairs', 'compact'] as const satisfies SuiteOptions['strategy'][];
export type StrategyName = (typeof strategies)[number];

/** The machine of a module, as the written file imports it. */
interface ModuleChart {
  readonly name: string;
  /** Import statements and constants that make `machine`, and `events` and `inputs` where they are given. */
  readonly declarations: readonly string[];
  /** Which of them are there. */
  readonly given: readonly string[];
  /** The types of its events, to name what executors may be called. */
  readonly types: readonly string[];
}

/** A provider's chart, as the written file imports it. */
interface KitChart {
  readonly kit: Kit;
  /** The statement that imports `kit`. */
  readonly importKit: string;
  /** A declaration of `inputs`. */
  readonly inputs: string | null;
}

/** What a file is written from. */
export interface Plan {
  readonly framework: Framework;
  readonly strategy: StrategyName;
  /** How much the tests have to cover. */
  readonly atLeast: Readonly<Record<string, number>>;
  readonly chart: KitChart | { readonly module: ModuleChart };
}

/** A file in its two parts. */
export interface WrittenFile {
  readonly region: string;
  readonly rest: string;
}

/** Writes a test file. */
export function fileFor(plan: Plan): WrittenFile {
  const { framework, chart } = plan;
  const name = 'kit' in chart ? chart.kit.provider.name : chart.module.name.replace(/[\s:]+/g, '-');
  const isPage = framework === 'playwright';
  const [region, rest] =
    'kit' in chart
      ? [kitRegion(plan, chart), isPage ? kitPage(chart.kit) : kitSession(chart.kit)]
      : [moduleRegion(plan, chart.module), isPage ? modulePage(chart.module) : moduleRun(chart.module, framework)];
  return { region: marked(`${framework} ${name}`, region), rest };
}

const entries: Readonly<Record<Framework, string>> = {
  vitest: 'widget-statecharts/vitest',
  node: 'widget-statecharts/node-test',
  playwright: 'widget-statecharts/playwright',
};

function kitRegion(plan: Plan, { importKit, inputs }: KitChart): string {
  const { framework } = plan;
  const isPage = framework === 'playwright';
  const isDefault = inputs === null;
  const fromKit = [isDefault ? 'exploreKit' : 'explorationOf', isPage ? 'messageFor' : 'sessionSubject'].sort();
  const fromTesting = isDefault ? ['generateSuite'] : ['explore', 'generateSuite'];
  return lines(
    ...(isPage ? [`import { expect, test } from '@playwright/test';`] : []),
    `import { ${fromKit.join(', ')} } from 'widget-statecharts/kit';`,
    `import { ${fromTesting.join(', ')} } from 'widget-statecharts/testing';`,
    `import { describeChart } from '${entries[framework]}';`,
    importKit,
    ...(inputs === null ? [] : [inputs]),
    '',
    'const { machine } = kit.provider;',
    `const exploration = ${isDefault ? 'exploreKit(kit)' : 'explore(machine, { ...explorationOf(kit), inputs })'};`,
    ...suiteLines(plan),
  );
}

function moduleRegion(plan: Plan, { declarations, given }: ModuleChart): string {
  const { framework } = plan;
  const options = given.length === 0 ? '' : `, { ${given.join(', ')} }`;
  return lines(
    ...(framework === 'playwright' ? [`import { test } from '@playwright/test';`] : []),
    `import { explore, generateSuite } from 'widget-statecharts/testing';`,
    `import { describeChart } from '${entries[framework]}';`,
    `import { initialTransition, transition } from 'xstate';`,
    ...declarations,
    '',
    `const exploration = explore(machine${options});`,
    ...suiteLines(plan),
  );
}

function suiteLines({ framework, strategy, atLeast }: Plan): string[] {
  const suite = `const suite = generateSuite(exploration, { strategy: '${strategy}' });`;
  // What a page did not offer is known to no other worker: there, refused events are asked of nobody.
  const { illegal: _, ...withoutIllegal } = atLeast;
  return [suite, `const atLeast = ${literal(framework === 'playwright' ? withoutIllegal : atLeast)};`];
}

function kitSession({ provider: { title } }: Kit): string {
  return lines(
    `describeChart(${quoted(title)}, {`,
    '  machine,',
    '  suite,',
    '  atLeast,',
    '  subject: (path) => ({',
    '    // A real session. To test your app, give it what the widget posts (messageFor of widget-statecharts/kit),',
    '    // in executors of your own, and let `read` tell where it is.',
    '    ...sessionSubject(kit, path),',
    '    // Your assertions, by state: each is made after every step that ends in it.',
    '    states: {},',
    '  }),',
    '});',
  );
}

function moduleRun({ name, types }: ModuleChart, framework: Framework): string {
  return lines(
    `describeChart(${quoted(name)}, {`,
    '  machine,',
    '  suite,',
    '  atLeast,',
    '  subject: (path) => {',
    '    // The chart itself, without its effects. To test your app, do each event with it, and let `read` tell where it is.',
    `    let [snapshot] = initialTransition(machine, ${inputOf(framework)});`,
    '    return {',
    ...executorHint(types),
    '      events: {',
    "        '*': ({ event }) => {",
    "          if (snapshot.status === 'active') [snapshot] = transition(machine, snapshot, event);",
    '        },',
    '      },',
    '      read: () => snapshot.value,',
    '      // Your assertions, by state: each is made after every step that ends in it.',
    '      states: {},',
    '    };',
    '  },',
    '});',
  );
}

function kitPage({ provider: { title }, origins: [origin = 'https://widget.example'] }: Kit): string {
  return lines(
    '/** Where the frame of the widget comes from: an empty document answers here, and nothing reaches the real one. */',
    `const widget = ${quoted(`${origin}/`)};`,
    '/** The page under test, with the widget in a frame. Without APP_URL it is the one below. */',
    "const app = process.env.APP_URL ?? 'http://app.example/';",
    'const examplePage = `<!doctype html><title>Example</title><iframe src="${' + 'widget}"></iframe><ol></ol><script>',
    "  addEventListener('message', () => document.querySelector('ol').append(document.createElement('li')));",
    '</script>`;',
    '',
    `describeChart(test, ${quoted(title)}, {`,
    '  machine,',
    '  suite,',
    '  atLeast,',
    '  subject: async (_path, page) => {',
    '    // What your page throws, whatever the widget posts: nothing.',
    '    const errors = new Set();',
    "    page.on('pageerror', (error) => errors.add(error.message));",
    '    await page.route(`${' + "widget}**`, (route) => route.fulfill({ contentType: 'text/html', body: '' }));",
    '    if (!process.env.APP_URL) {',
    "      await page.route(app, (route) => route.fulfill({ contentType: 'text/html', body: examplePage }));",
    '    }',
    '    await page.goto(app);',
    '    const element = await page.waitForSelector(`iframe[src^="${' + "widget}\"]`, { state: 'attached' });",
    '    const frame = await element.contentFrame();',
    '    return {',
    '      events: {',
    '        // The widget posts, and the page hears it, before the next step.',
    "        '*': async ({ event }) => {",
    '          await page.evaluate(() => {',
    "            const heard = new Promise((resolve) => addEventListener('message', () => resolve(null), { once: true }));",
    "            Reflect.set(window, 'heard', heard);",
    '          });',
    "          await frame?.evaluate((message) => parent.postMessage(message, '*'), messageFor(kit, event));",
    "          await page.evaluate(() => Reflect.get(window, 'heard'));",
    '        },',
    '      },',
    '      states: {',
    '        // Your assertions, by state: each is made after every step that ends in it.',
    "        '*': () => expect([...errors]).toEqual([]),",
    '      },',
    '      // What stays as it is while the widget posts out of turn: calls to your server, say.',
    '      observe: () => [...errors],',
    '    };',
    '  },',
    '});',
  );
}

function modulePage({ name, types }: ModuleChart): string {
  return lines(
    `describeChart(test, ${quoted(name)}, {`,
    '  machine,',
    '  suite,',
    '  atLeast,',
    '  subject: async (path, page) => {',
    '    // A page that shows the chart itself. To test yours, open it here, do each event with it, and read it.',
    `    let [snapshot] = initialTransition(machine, ${inputOf('playwright')});`,
    "    await page.setContent('<output></output>');",
    "    const output = page.locator('output');",
    '    const show = () =>',
    '      output.evaluate((element, text) => {',
    '        element.textContent = text;',
    '      }, JSON.stringify(snapshot.value));',
    '    await show();',
    '    return {',
    ...executorHint(types),
    '      events: {',
    "        '*': async ({ event }) => {",
    "          if (snapshot.status === 'active') [snapshot] = transition(machine, snapshot, event);",
    '          await show();',
    '        },',
    '      },',
    "      read: async () => JSON.parse((await output.textContent()) ?? ''),",
    '      // Your assertions, by state: each is made after every step that ends in it.',
    '      states: {},',
    '    };',
    '  },',
    '});',
  );
}

/** Only TypeScript asks whether the input is of the machine's type. */
function inputOf(framework: Framework): string {
  return framework === 'node' ? 'path.input ?? undefined' : '(path.input ?? undefined) as never';
}

function executorHint(types: readonly string[]): string[] {
  const some = types.length <= 8 ? types.join(', ') : `${types.slice(0, 8).join(', ')}, …`;
  return [`      // Executors may be named by type, each with its own payload: ${some}.`];
}

/** A small object as a person would write it. */
function literal(values: Readonly<Record<string, number>>): string {
  const fields = Object.entries(values).map(([key, value]) => `${key}: ${value}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** A text as a literal of a written file, whatever is in it. */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`;
}
