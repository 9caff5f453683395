/**
 * Runs the quick unit tests that a change touches: what differs from the main branch, or on it, from the last commit.
 * Where nothing differs, it runs all of them.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** What git prints, or null where it fails. */
function git(/** @type {string[]} */ ...args) {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** The commit to compare with, or null where all is to be run. */
function since() {
  const head = git('rev-parse', 'HEAD');
  const main = ['origin/HEAD', 'main', 'master'].find((name) => git('rev-parse', '--verify', '--quiet', name) !== null);
  const base = main === undefined ? head : git('merge-base', main, 'HEAD');
  return base === head && git('status', '--porcelain') === '' ? null : base;
}

const base = since();
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.quick.config.ts'];
if (base === null) console.log('Nothing differs: all quick unit tests.');
else {
  console.log(`What differs from ${base.slice(0, 7)}, by the quick unit tests that import it.`);
  vitest.push('--changed', base, '--passWithNoTests');
}
process.exit(spawnSync(process.execPath, vitest, { stdio: 'inherit' }).status ?? 1);
