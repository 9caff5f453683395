/** Tasks in processes of their own, so that a tool without an end takes nothing but its own time with it. */
import { fork } from 'node:child_process';

const child = new URL('./child.js', import.meta.url);

/**
 * Runs a task of `child.js` and gives what it reports, or a text that says why there is nothing.
 *
 * @param {readonly string[]} task @param {number} seconds
 * @returns {Promise<any>}
 */
export async function run(task, seconds = 30) {
  let result = /** @type {unknown} */ (undefined);
  const end = await runEach(task, seconds, (message) => {
    result = message;
  });
  return result ?? end;
}

/**
 * Runs a task that reports several times; the time is given anew after each report.
 *
 * @param {readonly string[]} task @param {number} seconds @param {(message: any) => void} report
 * @returns {Promise<string>} how it ended
 */
export function runEach(task, seconds, report) {
  return new Promise((resolve) => {
    const process = fork(child, task, { silent: true });
    const stop = () => {
      process.kill('SIGKILL');
      resolve(`no end in ${seconds} s`);
    };
    let timer = setTimeout(stop, seconds * 1000);
    let complaint = '';
    process.stderr?.on('data', (data) => {
      complaint = (complaint + data).slice(-4000);
    });
    process.on('message', (message) => {
      clearTimeout(timer);
      timer = setTimeout(stop, seconds * 1000);
      report(message);
    });
    process.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? 'ended' : (/^\w*Error: .*/m.exec(complaint)?.[0] ?? `ended with ${code}`));
    });
  });
}
