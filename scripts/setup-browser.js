/**
 * Finds a Chromium for the tests that need a browser, or installs one: Debian's where apt is there and may be used,
 * else Playwright's own. Prints where it is.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where a Chromium is, or null. `CHROMIUM` names one by hand. */
export function findBrowser() {
  const inPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const candidates = [process.env.CHROMIUM ?? '', chromium.executablePath(), ...inPath];
  return candidates.find((file) => file !== '' && existsSync(file)) ?? null;
}

function install() {
  const asRoot = process.getuid?.() === 0;
  const apt = spawnSync('apt-get', ['--version']).status === 0;
  const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) => {
    console.error(`> ${command} ${args.join(' ')}`);
    return spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0;
  };
  if (asRoot && apt && run('apt-get', 'update') && run('apt-get', 'install', '-y', 'chromium')) return;
  const playwright = dirname(fileURLToPath(import.meta.resolve('playwright/package.json')));
  run(process.execPath, join(playwright, 'cli.js'), 'install', 'chromium');
}

function main() {
  if (findBrowser() === null) install();
  const found = findBrowser();
  if (found === null) {
    console.error(
      'No Chromium is here and none could be installed. Install one, or name it, and run again: CHROMIUM=/path/to/chromium npm run setup:browser',
    );
    process.exit(1);
  }
  console.log(`${found} (${execFileSync(found, ['--version']).toString().trim()})`);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
