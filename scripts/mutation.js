/**
 * Measures every mutant of every chart, which takes minutes, and writes docs/mutation.md and what the tests know of it,
 * test/mutation/measured.json. With `--check` it writes nothing, and fails where they are stale. A survivor fails both.
 * With names of providers it measures their charts alone, and keeps what is on record of the others.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const isCheck = process.argv.includes('--check');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
/** @type {import('../test/mutation/record.ts').Measured} */
const known = JSON.parse(read(new URL('test/mutation/measured.json', root)) ?? '{"charts":{},"peers":{}}');

const { shippedKits, subjectOf, measure, measurePeers, documentOf, comparedOn } = await analysis();

/** @type {Record<string, import('../test/mutation/record.ts').ChartRecord>} */
const charts = {};
for (const { provider } of shippedKits) {
  const kept = known.charts[provider.name];
  if (named.length > 0 && !named.includes(provider.name) && kept !== undefined) {
    charts[provider.name] = kept;
    continue;
  }
  const began = performance.now();
  const chart = measure(subjectOf(provider));
  charts[provider.name] = chart;
  const mutants = Object.values(chart.mutants).reduce(
    (/** @type {number} */ sum, /** @type {number} */ count) => sum + count,
    0,
  );
  const took = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${provider.name}: ${mutants} mutants, ${chart.equivalents.length} equivalent, ` +
      `${chart.pairs.length} killed by pairs only, ${chart.survivors.length} survive (${took} s)`,
  );
  for (const name of chart.survivors) console.error(`  survives: ${name}`);
  if (chart.survivors.length > 0) process.exitCode = 1;
}
const compared = shippedKits.find(
  (/** @type {import('../src/kit/kit.ts').Kit} */ { provider }) => provider.name === comparedOn,
)?.provider;
const isKept = compared === undefined || charts[comparedOn] === known.charts[comparedOn];
const measured = { charts, peers: isKept ? known.peers : measurePeers(compared, charts[comparedOn]) };

keep('test/mutation/measured.json', `${JSON.stringify(measured, null, 2)}\n`);
keep('docs/mutation.md', documentOf(measured));

/** The analysis that the tests run, made into something that Node can read. */
async function analysis() {
  const bundle = fileURLToPath(new URL('.tmp/mutation.mjs', root));
  mkdirSync(new URL('.tmp/', root), { recursive: true });
  await build({
    stdin: {
      contents: `
        export { shippedKits } from '../../src/shipped.ts';
        export { subjectOf } from './analysis.ts';
        export { documentOf } from './document.ts';
        export * from './record.ts';
      `,
      resolveDir: fileURLToPath(new URL('test/mutation/', root)),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: bundle,
  });
  return import(bundle);
}

/** @param {string} file @param {string} text */
function keep(file, text) {
  const url = new URL(file, root);
  if (read(url) === text) return;
  if (isCheck) {
    console.error(`${file} is stale: node scripts/mutation.js writes it anew.`);
    process.exitCode = 1;
  } else {
    writeFileSync(url, text);
    console.log(`${file} written`);
  }
}

/** @param {URL} url */
function read(url) {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return null;
  }
}
