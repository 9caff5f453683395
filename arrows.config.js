/**
 * The rooms of src, and who may import whom, types included: `npm run arrows` holds it. What is not listed is an error,
 * and so is a file in no room. Beside that, no file and no folder may import itself by way of others, and no provider
 * another.
 */

/** What a provider's folder holds for tools, so that no app carries it. */
const kitFile = /^src\/machines\/[^/]+\/(kit\/|([a-z-]+\.)?(kit|wire|catalogue|exploration|layout|sdk)\.ts$)/;

const base = ['guards', 'errors', 'values', 'xstate', 'zod'];
const judging = ['session', 'transport', 'provider', ...base];
const tools = ['kit', 'testing', 'replay', 'transports', ...judging];
const pages = ['simulator', 'diagram', 'inspector'];
const all = ['shipped', 'machine kits', 'machines', ...pages, ...tools];

const charts = ['xstate', 'zod'];

/**
 * A file is in the first room that has it. `to`: the other rooms it may import; `packages`: what beside src, where
 * `node:` stands for all that Node brings.
 * @type {Record<string, { has: RegExp, to: string[], packages?: string[] }>}
 */
export const rooms = {
  errors: { has: /^src\/errors\.ts$/, to: [] },
  values: { has: /^src\/values\.ts$/, to: [] },
  markup: { has: /^src\/markup\.ts$/, to: [] },
  xstate: { has: /^src\/xstate\.ts$/, to: ['errors'], packages: ['xstate'] },
  zod: { has: /^src\/zod\.ts$/, to: ['values'], packages: ['zod'] },
  // Plain functions, whoever calls them.
  guards: { has: /^src\/guards\//, to: [] },
  provider: { has: /^src\/provider\//, to: base, packages: charts },
  'machine kits': { has: kitFile, to: ['machines', 'kit', 'testing', 'provider', ...base], packages: charts },
  machines: { has: /^src\/machines\/[^/]+\//, to: ['provider', ...base], packages: charts },
  // What a session has to know of a transport is its shape: the transports themselves know the page.
  transport: { has: /^src\/transports\/transport\.ts$/, to: [] },
  transports: { has: /^src\/transports\//, to: ['transport', ...base] },
  session: { has: /^src\/session\//, to: ['transport', 'provider', ...base], packages: charts },
  replay: { has: /^src\/replay\//, to: judging, packages: charts },
  // Tests for any chart: it knows no provider.
  testing: { has: /^src\/testing\//, to: ['errors', 'values', 'markup', 'xstate', 'zod'], packages: charts },
  kit: { has: /^src\/kit\//, to: tools, packages: charts },
  shipped: { has: /^src\/shipped\.ts$/, to: ['machine kits', 'machines', 'kit'] },
  'front door': { has: /^src\/index\.ts$/, to: ['machines', 'replay', 'transports', ...judging] },
  simulator: { has: /^src\/simulator\//, to: tools, packages: charts },
  diagram: { has: /^src\/diagram\//, to: ['markup', ...tools], packages: ['xstate', 'elkjs'] },
  inspector: { has: /^src\/inspector\//, to: tools, packages: ['xstate', '@statelyai/inspect'] },
  playground: { has: /^src\/playground\//, to: all, packages: [...charts, '@statelyai/inspect'] },
  cli: { has: /^src\/cli\//, to: ['playground', ...all], packages: [...charts, 'node:'] },
};

/**
 * What single files may import beyond their room: a file of src, a package, or `node:`.
 * @type {Record<string, string[]>}
 */
export const also = {
  'src/testing/run/runners/vitest.ts': ['vitest'],
  'src/testing/run/runners/node.ts': ['node:'],
  'src/testing/suite/commands.ts': ['fast-check'],
  'src/replay/lines.ts': ['node:'],
  'src/simulator/assets.ts': ['node:'],
  // A page's script is built for each shipped kit.
  'src/simulator/html.ts': ['src/shipped.ts'],
  'src/playground/server.ts': ['node:'],
};
