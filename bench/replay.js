/**
 * Replay of a million conforming messages of a thousand interleaved sessions, against JSON.parse plus a bare
 * actor.send of the finished event, each in a process of its own: the ratio of the rates, and the peak of memory.
 *
 * Without arguments it makes the log, runs both in turn and compares; `replay FILE` and `bare FILE` are those runs.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createActor } from 'xstate';
import { main } from '../dist/cli/main.js';
import { flinks } from '../dist/index.js';
import { conformingLogs, median } from './logs.js';

const file = fileURLToPath(new URL('../.tmp/million.ndjson', import.meta.url));
const messages = 1_000_000;
const sessions = 1000;
const runs = 3;

/** The bundled sessions of Flinks, one after another in each of a thousand sessions: a new APP_MOUNTED is a reload. */
async function makeLog() {
  mkdirSync(new URL('../.tmp/', import.meta.url), { recursive: true });
  const log = conformingLogs().find(({ name }) => name === 'flinks');
  // Only what ends in no final state can go on, so the last message of a REDIRECT is left out.
  const own = (log?.sessions ?? []).map((those) => those.filter((message) => flinks.read(message).kind === 'event'));
  const endless = own
    .filter(([first]) => /** @type {{ step?: string }} */ (first).step === 'APP_MOUNTED')
    .flatMap((those) => those.filter((message) => /** @type {{ step?: string }} */ (message).step !== 'REDIRECT'));
  const out = createWriteStream(file);
  for (let index = 0; index < messages; index++) {
    const message = endless[Math.floor(index / sessions) % endless.length];
    const line = JSON.stringify({ session: `s${index % sessions}`, at: '2025-06-10T22:50:53.024Z', message });
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function bare() {
  const actors = new Map();
  /** @type {Map<string, import('xstate').EventObject>} */
  const events = new Map();
  let accepted = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const { session, message } = JSON.parse(line);
    // Made beforehand in effect: a message's event is looked up by its name, since nothing is validated here.
    const name = message.step ?? message.flinksCode;
    let event = events.get(name);
    if (event === undefined) {
      const reading = flinks.read(message);
      if (reading.kind !== 'event') throw new Error(`${name} is no event`);
      event = reading.event;
      events.set(name, event);
    }
    let actor = actors.get(session);
    if (actor === undefined) {
      actor = createActor(flinks.machine).start();
      actors.set(session, actor);
    }
    const before = actor.getSnapshot();
    actor.send(event);
    if (actor.getSnapshot() !== before) accepted += 1;
  }
  return accepted;
}

async function replay() {
  const stdout = new PassThrough().resume();
  const code = await main(['replay', '--provider', 'flinks', '--json', file], {
    stdin: process.stdin,
    stdout,
    stderr: process.stderr,
  });
  if (code !== 0) throw new Error(`replay exited with ${code}`);
  return messages;
}

const [run] = process.argv.slice(2);
if (run === undefined) {
  await makeLog();
  console.log(`a log of ${messages.toLocaleString('en')} messages, ${Math.round(statSync(file).size / 2 ** 20)} MB`);
  /** @type {number[]} */
  const ratios = [];
  let peak = 0;
  for (let index = 0; index < runs; index++) {
    const [sent, replayed] = ['bare', 'replay'].map((which) =>
      JSON.parse(
        execFileSync(process.execPath, [fileURLToPath(import.meta.url), which], {
          env: { ...process.env, NODE_ENV: 'production' },
          encoding: 'utf8',
        }),
      ),
    );
    if (sent.accepted !== replayed.accepted) throw new Error(`${sent.accepted} were accepted bare`);
    ratios.push(sent.seconds / replayed.seconds);
    peak = Math.max(peak, replayed.megabytes);
  }
  console.log(
    `replay against JSON.parse and a bare actor.send, rates, median of ${runs}: ${median(ratios).toFixed(2)}`,
  );
  console.log(`replay's peak of memory: ${peak} MB`);
} else {
  const start = process.hrtime.bigint();
  const accepted = run === 'bare' ? await bare() : await replay();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ accepted, seconds, megabytes }));
}
