import { WidgetError } from '../errors.ts';
import { events, eventsHelp } from './events.command.ts';
import { type CliIo, CliOutput, ClosedOutput, FailedOutput } from './output.ts';
import { replay, replayHelp } from './replay.command.ts';

const commands = { replay: { run: replay, help: replayHelp }, events: { run: events, help: eventsHelp } };

const help = `Usage: widget-statecharts <command> [options]

Commands:
  replay    judge recorded messages of a widget, session by session
  events    print the catalogue of a provider's messages

widget-statecharts <command> --help tells more.
Providers: flinks, flexiti, opal, pinwheel.
`;

/** Runs the command line and tells its exit code: 0 all well, 1 some session deviates, 2 the call was wrong. */
export async function main(args: readonly string[], io: CliIo): Promise<number> {
  const output = new CliOutput(io);
  const [name = '', ...rest] = args;
  try {
    if (name === '--help' || name === '-h' || name === 'help') return await print(output, help);
    if (name === '') return await fail(io, 'Name a command: replay or events. --help tells more.');
    if (!Object.hasOwn(commands, name)) return await fail(io, `There is no command "${name}". --help lists them.`);
    const command = commands[name as keyof typeof commands];
    if (rest.includes('--help') || rest.includes('-h')) return await print(output, command.help);
    return await command.run(rest, io, output);
  } catch (error) {
    // Whoever read the output (head, less) has gone: that is no failure.
    if (error instanceof ClosedOutput) return 0;
    if (isWrongCall(error)) return await fail(io, error.message);
    throw error;
  }
}

/** Errors of the call itself: ours, those of the argument parser, and of where the output should go. */
function isWrongCall(error: unknown): error is Error {
  return (
    error instanceof WidgetError ||
    error instanceof FailedOutput ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  );
}

async function print(output: CliOutput, text: string): Promise<number> {
  await output.write(text);
  await output.flush();
  return 0;
}

async function fail(io: CliIo, sentence: string): Promise<number> {
  io.stderr.write(`widget-statecharts: ${sentence.replaceAll('\n', ' ')}\n`);
  return 2;
}
