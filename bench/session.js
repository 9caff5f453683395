/**
 * What reading, validating, judging, recording and sending a message costs, against sending the finished event to a
 * bare actor of the same chart: medians of interleaved runs over the bundled conforming logs, all providers together.
 */
import { createActor } from 'xstate';
import { openSession } from '../dist/index.js';
import { conformingLogs, median } from './logs.js';

const runs = 10;
const repeats = 300;
const logs = conformingLogs();

/** @param {(log: import('./logs.js').Log, index: number) => () => void} prepare */
async function measure(prepare) {
  let total = 0n;
  /** @type {Map<string, bigint>} */
  const byLog = new Map();
  for (const log of logs) {
    let spent = 0n;
    for (let repeat = 0; repeat < repeats; repeat++) {
      // All sessions of a log are made first, so that only messages are timed, at a grain that a clock can tell.
      const feeds = log.sessions.map((_, index) => prepare(log, index));
      const start = process.hrtime.bigint();
      for (const feed of feeds) feed();
      spent += process.hrtime.bigint() - start;
      await null;
    }
    byLog.set(log.name, spent);
    total += spent;
  }
  return { total, byLog };
}

const bare = () =>
  measure(({ provider, input, events }, index) => {
    const actor = createActor(provider.machine, { input }).start();
    const own = events[index] ?? [];
    return () => {
      for (const event of own) actor.send(event);
    };
  });
const session = () =>
  measure(({ provider, input, sessions }, index) => {
    const { receive } = openSession(provider, { input });
    const own = sessions[index] ?? [];
    return () => {
      for (const message of own) receive(message);
    };
  });

await bare();
await session();
/** @type {number[]} */
const ratios = [];
/** @type {Map<string, number[]>} */
const ratiosByLog = new Map();
for (let run = 0; run < runs; run++) {
  const sent = await bare();
  const received = await session();
  ratios.push(Number(received.total) / Number(sent.total));
  for (const [name, spent] of received.byLog) {
    ratiosByLog.set(name, [...(ratiosByLog.get(name) ?? []), Number(spent) / Number(sent.byLog.get(name))]);
  }
}
for (const [name, those] of ratiosByLog) console.log(`${name.padEnd(20)} ${median(those).toFixed(2)}`);
console.log(`session.receive against a bare actor.send, median of ${runs}: ${median(ratios).toFixed(2)}`);
