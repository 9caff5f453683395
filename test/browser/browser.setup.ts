import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../scripts/setup-browser.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs once before these tests: bundles what runs in a page, and looks for a browser, once more after its setup. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/bundle.js', '.tmp/browser-assets', '.tmp/playground-assets'], { cwd: root });
  if (findBrowser() === null)
    spawnSync(process.execPath, ['scripts/setup-browser.js'], { cwd: root, stdio: 'inherit' });
}
