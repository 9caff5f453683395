import { readFileSync } from 'node:fs';

const assets = new Map<string, string>();

/** A script that the build has bundled beside this file: the page of a shipped kit, by its name, or `screen`. */
export function asset(name: string): string {
  const text = assets.get(name) ?? readFileSync(new URL(`./assets/${name}.js`, import.meta.url), 'utf8');
  assets.set(name, text);
  return text;
}
