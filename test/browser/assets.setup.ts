import { readFileSync } from 'node:fs';
import { vi } from 'vitest';

// The build puts them beside the built file; these tests run the sources.
vi.mock('../../src/simulator/assets.ts', () => ({
  asset: (name: string) => readFileSync(new URL(`../../.tmp/browser-assets/${name}.js`, import.meta.url), 'utf8'),
}));
