/**
 * Lays out the shipped charts: packs the places into src/diagram/layouts, and draws docs/diagrams. With `--check` it
 * writes nothing, and fails where they are stale. It reads dist, so build first; after it wrote layouts, build again.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { layoutAt, placesOf } from '../dist/diagram/layout.js';
import { modelOf } from '../dist/diagram/model.js';
import { packed } from '../dist/diagram/packed.js';
import { svgOf } from '../dist/diagram/svg.js';
import { providers } from '../dist/index.js';

const isCheck = process.argv.includes('--check');
const root = new URL('../', import.meta.url);

for (const provider of Object.values(providers)) {
  const model = modelOf(provider.machine, provider);
  const places = await placesOf(model);
  keep(`src/diagram/layouts/${provider.name}.ts`, moduleOf(packed(model, places)));
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
    console.error(`${file} is stale: npm run build && node scripts/layouts.js writes it anew.`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(new URL('.', url), { recursive: true });
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
