/**
 * What reading, validating, judging, recording and sending a message costs, against sending the finished event to a
 * bare actor of the same chart, over the bundled conforming logs; and what a message costs that is refused where such a
 * message was due. The sides take turns batch by batch, so that whatever else the machine does falls on all of them; the
 * opening of sessions and actors is not timed.
 */
import { createActor } from 'xstate';
import { openSession } from '../dist/index.js';
import { shippedKits } from '../dist/shipped.js';
import { conformingLogs, median } from './logs.js';

const runs = Number(process.argv[2] ?? 10);
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

/** @param {(log: import('./logs.js').Log, index: number) => unknown[]} messagesOf @returns {Side} */
const sessionOf = (messagesOf) => (log, index) => {
  const { receive } = openSession(log.provider, { input: log.input });
  const own = messagesOf(log, index);
  return () => {
    for (const message of own) receive(message);
  };
};

/**
 * The messages of a session, each after one that is illegal where it arrives.
 *
 * @param {import('./logs.js').Log} log
 */
function withIllegal({ provider, input, sessions }) {
  const samples =
    shippedKits.find((kit) => kit.provider === provider)?.catalogue.flatMap(({ samples }) => samples) ?? [];
  return sessions.map((messages) => {
    const session = openSession(provider, { input });
    // The last place is the end, where all that moves a chart is illegal.
    return [...messages, undefined].flatMap((message, position) => {
      const turned = samples.map((_, index) => samples[(position + index) % samples.length]);
      const illegal = turned.find((sample) => {
        const reading = provider.read(sample);
        return reading.kind === 'event' && !session.snapshot.can(reading.event);
      });
      if (message !== undefined) session.receive(message);
      return [illegal, message].filter((each) => each !== undefined);
    });
  });
}

/** @type {Map<import('./logs.js').Log, unknown[][]>} */
const mixed = new Map(logs.map((log) => [log, withIllegal(log)]));
/** @param {import('./logs.js').Log} log */
const mixedOf = (log) => mixed.get(log) ?? [];

/** @type {Record<'bare' | 'session' | 'mixed', Side>} */
const sides = {
  bare,
  session: sessionOf(({ sessions }, index) => sessions[index] ?? []),
  mixed: sessionOf((log, index) => mixedOf(log)[index] ?? []),
};
const turns = /** @type {(keyof typeof sides)[]} */ (Object.keys(sides));

/** @param {import('./logs.js').Log} log @param {Side} side nanoseconds of one batch */
function timeBatch(log, side) {
  const feeds = Array.from({ length: copies }, () => log.sessions.map((_, index) => side(log, index))).flat();
  const start = process.hrtime.bigint();
  for (const feed of feeds) feed();
  return Number(process.hrtime.bigint() - start);
}

/** @param {import('./logs.js').Log} log */
async function timeLog(log) {
  const spent = { bare: 0, session: 0, mixed: 0 };
  for (let batch = 0; batch < batches; batch++) {
    // Who goes first changes, since each leaves its garbage to the next.
    for (const turn of batch % 2 === 0 ? turns : [...turns].reverse()) {
      spent[turn] += timeBatch(log, sides[turn]);
      await null;
    }
  }
  return spent;
}

/** What a refused message costs in accepted ones. @param {import('./logs.js').Log} log @param {Awaited<ReturnType<typeof timeLog>>} spent */
function refusedIn(log, spent) {
  const accepted = log.sessions.flat().length;
  const refused = mixedOf(log).flat().length - accepted;
  return (spent.mixed - spent.session) / refused / (spent.session / accepted);
}

/** @type {number[]} */
const ratios = [];
/** @type {Map<string, { session: number[], refused: number[] }>} */
const byLog = new Map(logs.map(({ name }) => [name, { session: [], refused: [] }]));
for (let run = -1; run < runs; run++) {
  const total = { bare: 0, session: 0 };
  for (const log of logs) {
    const spent = await timeLog(log);
    total.bare += spent.bare;
    total.session += spent.session;
    // The first run only warms up.
    if (run < 0) continue;
    byLog.get(log.name)?.session.push(spent.session / spent.bare);
    byLog.get(log.name)?.refused.push(refusedIn(log, spent));
  }
  if (run >= 0) ratios.push(total.session / total.bare);
}
for (const [name, { session, refused }] of byLog) {
  console.log(
    `${name.padEnd(20)} ${median(session).toFixed(2)}, a refused message ${median(refused).toFixed(2)} of an accepted one`,
  );
}
console.log(`session.receive against a bare actor.send, median of ${runs}: ${median(ratios).toFixed(2)}`);
