import { readFileSync } from 'node:fs';

/** What runs in a browser by itself: the widget's page, and the SDKs' scripts. */
export type AssetName = 'widget' | 'pinwheel' | 'flexiti';

const assets = new Map<AssetName, string>();

/** A script that the build has bundled beside this file. */
export function asset(name: AssetName): string {
  const text = assets.get(name) ?? readFileSync(new URL(`./assets/${name}.js`, import.meta.url), 'utf8');
  assets.set(name, text);
  return text;
}
