/**
 * Lays out the shipped charts: packs the places into the provider's layout.ts, and draws docs/diagrams. With `--check` it
 * writes nothing, and fails where they are stale. It reads dist, so build first; after it wrote layouts, build again.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { layoutAt, placesOf } from '../dist/diagram/layout.js';
import { modelOf } from '../dist/diagram/model.js';
import { packed } from '../dist/diagram/packed.js';
import { svgOf } from '../dist/diagram/svg.js';
import { shippedKits } from '../dist/shipped.js';

const isCheck = process.argv.includes('--check');
const root = new URL('../', import.meta.url);

for (const { provider } of shippedKits) {
  const model = modelOf(provider.machine, provider);
  const places = await placesOf(model);
  keep(`src/machines/${provider.name}/layout.ts`, moduleOf(packed(model, places)));
  keep(`docs/diagrams/${provider.name}.svg`, svgOf(layoutAt(model, places)));
}

/** @param {string} places */
function moduleOf(places) {
  return `// Written by scripts/layouts.js.\nexport const places =\n  '${places}';\n`;
}

/** @param {string} file @param {string} text */
function keep(file, text) {
  const url = new URL(file, root);
  if (textOf(url) === text) return;
  if (isCheck) {
    console.error(`${file} is stale: npm run build && npm run layouts writes it anew.`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(url, text);
  console.log(`${file} written`);
}

/** @param {URL} url */
function textOf(url) {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return null;
  }
}
