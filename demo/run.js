/** The demo: replays the bundled logs of all four providers, as `widget-statecharts replay` does. */
import { fileURLToPath } from 'node:url';
import { main } from '../dist/cli/main.js';

const purchase = ['--input', '{"flow":"purchase"}'];
const apply = ['--input', '{"flow":"apply"}'];
const origin = ['--origin', 'https://opal.production.methodfi.com'];

/**
 * What is replayed: the log, the options of `replay`, the exit code to expect, and what to look at.
 *
 * @type {[log: string, options: string[], expected: 0 | 1, lookAt: string][]}
 */
const logs = [
  ['flinks.conforming', [], 0, 'the last lines of a session tell how it ended, and what the host must do now.'],
  ['flinks.deviating', [], 1, 'a rejected message is explained, and leaves the state as it was.'],
  ['flexiti.purchase', purchase, 0, 'one name, "flx-success", has seven next steps here. One of them is a sale.'],
  ['flexiti.apply', apply, 0, 'the same messages as above lead to other next steps.'],
  ['flexiti.deviating', purchase, 1, 'a second result does not overwrite the first.'],
  ['opal.conforming', [], 0, 'every move is told twice, in either order. An error need not be the end.'],
  ['opal.deviating', origin, 1, 'a message from another origin is foreign, whatever it says.'],
  ['pinwheel.conforming', [], 0, 'a success does not end the session: only exit does.'],
  ['pinwheel.deviating', [], 1, 'a name that nobody knows yet is marked with a ?, and is no deviation.'],
];

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

print('widget-statecharts: recorded messages in; verdicts, outcomes and next steps out.\n');

/** @type {string[]} */
const surprises = [];
for (const [log, options, expected, lookAt] of logs) {
  const [provider = ''] = log.split('.');
  const args = ['replay', '--provider', provider, ...options];
  const shown = args.map((arg) => (arg.startsWith('{') ? `'${arg}'` : arg)).join(' ');
  print(`=== widget-statecharts ${shown} demo/logs/${log}.ndjson\n=== Look at this: ${lookAt}\n`);
  const file = fileURLToPath(new URL(`logs/${log}.ndjson`, import.meta.url));
  const code = await main([...args, file], process);
  print(`=== exit code ${code}${code === expected ? ', as expected' : `, but ${expected} was expected`}\n`);
  if (code !== expected) surprises.push(log);
}

const total = `${logs.length} logs`;
print(surprises.length === 0 ? `All ${total} came out as expected.` : `Not as expected: ${surprises.join(', ')}.`);
process.exitCode = surprises.length === 0 ? 0 : 1;
