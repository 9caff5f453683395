/** The recipes show the examples as they are: what is driven in Chromium is what a reader copies. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from './samples.ts';

const page = readFileSync(`${root}docs/embedding.md`, 'utf8');
const shown = [...page.matchAll(/^<!-- (examples\/\S+) -->\n\n```.*\n([\s\S]*?)\n```$/gm)].map(
  ([, file = '', code = '']) => ({ file, code }),
);

describe('the recipes of docs/embedding.md', () => {
  it.each(shown)('show $file', ({ file, code }) => {
    expect(code).toBe(readFileSync(`${root}${file}`, 'utf8').trimEnd());
  });

  it.each(['react', 'vue', 'svelte', 'solid', 'angular', 'web-component'])('has one for %s', (app) => {
    expect(shown.filter(({ file }) => file.startsWith(`examples/${app}/`))).not.toHaveLength(0);
  });
});
