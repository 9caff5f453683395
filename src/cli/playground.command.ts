import { parseArgs } from 'node:util';
import { addressOf, servePlayground } from '../playground/server.ts';
import { exportOfKit, type KitValues, loadKit } from './kits.ts';
import { wrong } from './load.ts';
import { wholeNumber } from './numbers.ts';
import type { CliIo, CliOutput } from './output.ts';

export const playgroundHelp = `Usage: widget-statecharts playground [--port N] [--provider-module FILE [--export NAME]]

Serves one page on this machine only: a host page with a simulated widget, the widget's statechart with its current
states lit, and a transcript. --port 0 takes any free port; without it, 4173 is taken. Ctrl-C ends it.

  --provider-module <file>  a module of yours with a kit of defineKit, in place of the shipped ones. The page loads it as
                            it is: it may import files of its own folder, this library, xstate and zod
  --export <name>           which of its exports, where it has several kits
`;

const usualPort = 4173;

/** Serves until it is interrupted. */
export async function playground(args: readonly string[], io: CliIo, output: CliOutput): Promise<number> {
  const options = {
    port: { type: 'string' },
    'provider-module': { type: 'string' },
    export: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const port = values.port === undefined ? usualPort : wholeNumber('--port', values.port);
  if (port > 65_535) throw wrong('--port has to be a number up to 65535.');
  const server = await servePlayground(port, await ownKit(values));
  await output.write(`The playground is at ${addressOf(server)} – Ctrl-C ends it.\n`);
  await output.flush();
  await new Promise<void>((resolve) => {
    const end = () => {
      server.closeAllConnections();
      server.close(() => resolve());
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    io.stdout.once('error', end);
  });
  return 0;
}

async function ownKit(values: KitValues) {
  const { 'provider-module': file, export: name } = values;
  if (file === undefined && name === undefined) return undefined;
  const kit = await loadKit(values);
  return { kit, file: file ?? '', export: await exportOfKit(values) };
}
