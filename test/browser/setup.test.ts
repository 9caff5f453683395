import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a script where there is no browser, and none can be had. */
function runBare(...args: string[]) {
  const env = {
    PATH: '',
    CHROMIUM: '',
    PLAYWRIGHT_BROWSERS_PATH: '/none',
    HOME: '/none',
    PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:9',
  };
  return spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
}

it('names the command that finds or installs a browser, where there is none', () => {
  const { stdout } = runBare(
    '--input-type=module',
    '-e',
    "import { findBrowser } from './scripts/setup-browser.js'; console.log(findBrowser());",
  );
  expect(stdout.trim()).toBe('null');
});

it('fails where none can be had, and says how to name one', () => {
  const { status, stderr } = runBare('scripts/setup-browser.js');
  expect(status).toBe(1);
  expect(stderr).toContain('CHROMIUM=/path/to/chromium npm run setup:browser');
});

it('finds the one that is named', () => {
  const env = { ...process.env, CHROMIUM: process.execPath };
  const { stdout } = spawnSync(process.execPath, ['scripts/setup-browser.js'], { cwd: root, env, encoding: 'utf8' });
  expect(stdout).toBe(`${process.execPath} (${process.version})\n`);
});
