/**
 * What reading, validating, evaluating, recording and sending a message costs, against sending the finished event to a
 * bare actor of the same chart, over the bundled conforming logs. The two sides take turns batch by batch, so that
 * whatever else the machine does falls on both; the opening of sessions and actors is not timed.
 */
import { createActor } from 'xstate';
import { openSession } from '../dist/index.js';
import { conformingLogs, median } from './logs.js';

const runs = 10;
/** Batches of a log in a run, and how often each of its sessions is in a batch: enough for a clock to tell. */
const batches = 12;
const copies = 50;
const logs = conformingLogs();

/** @typedef {(log: import('./logs.js').Log, index: number) => () => void} Side makes a feed of one session */

/** @type {Side} */
const bare = ({ provider, input, events }, index) => {
  const actor = createActor(provider.machine, { input }).start();
  const own = events[index] ?? [];
  return () => {
    for (const event of own) actor.send(event);
  };
};

/** @type {Side} */
const session = ({ provider, input, sessions }, index) => {
  const { receive } = openSession(provider, { input });
  const own = sessions[index] ?? [];
  return () => {
    for (const message of own) receive(message);
  };
};

/** @param {import('./logs.js').Log} log @param {Side} side nanoseconds of one batch */
function timeBatch(log, side) {
  const feeds = Array.from({ length: copies }, () => log.sessions.map((_, index) => side(log, index))).flat();
  const start = process.hrtime.bigint();
  for (const feed of feeds) feed();
  return Number(process.hrtime.bigint() - start);
}

/** @param {import('./logs.js').Log} log */
async function timeLog(log) {
  const spent = { bare: 0, session: 0 };
  for (let batch = 0; batch < batches; batch++) {
    // Who goes first changes, since each leaves its garbage to the other.
    for (const turn of batch % 2 === 0
      ? /** @type {const} */ (['bare', 'session'])
      : /** @type {const} */ (['session', 'bare'])) {
      spent[turn] += timeBatch(log, turn === 'bare' ? bare : session);
      await null;
    }
  }
  return spent;
}

/** @type {number[]} */
const ratios = [];
/** @type {Map<string, number[]>} */
const ratiosByLog = new Map(logs.map(({ name }) => [name, []]));
for (let run = -1; run < runs; run++) {
  const total = { bare: 0, session: 0 };
  for (const log of logs) {
    const spent = await timeLog(log);
    total.bare += spent.bare;
    total.session += spent.session;
    // The first run only warms up.
    if (run >= 0) ratiosByLog.get(log.name)?.push(spent.session / spent.bare);
  }
  if (run >= 0) ratios.push(total.session / total.bare);
}
for (const [name, those] of ratiosByLog) console.log(`${name.padEnd(20)} ${median(those).toFixed(2)}`);
console.log(`session.receive against a bare actor.send, median of ${runs}: ${median(ratios).toFixed(2)}`);
