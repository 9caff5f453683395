import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { WidgetError } from '../errors.ts';
import { shippedKits } from '../shipped.ts';
import { coverage, coverageHelp } from './coverage.command.ts';
import { diagram, diagramHelp } from './diagram.command.ts';
import { events, eventsHelp } from './events.command.ts';
import { generate, generateHelp } from './generate.command.ts';
import { type CliIo, CliOutput, ClosedOutput, FailedOutput } from './output.ts';
import { paths, pathsHelp } from './paths.command.ts';
import { playground, playgroundHelp } from './playground.command.ts';
import { replay, replayHelp } from './replay.command.ts';

const commands = {
  replay: { run: replay, help: replayHelp },
  events: { run: events, help: eventsHelp },
  paths: { run: paths, help: pathsHelp },
  coverage: { run: coverage, help: coverageHelp },
  generate: { run: generate, help: generateHelp },
  playground: { run: playground, help: playgroundHelp },
  diagram: { run: diagram, help: diagramHelp },
};

const help = `Usage: widget-statecharts <command> [options]

Commands:
  replay    evaluate recorded messages of a widget, session by session
  events    print the catalogue of a provider's messages
  paths     print generated tests of a chart: the shortest suite, and what it proves
  coverage  report what suites and recorded messages cover of a chart
  generate  write a test file of a chart, and keep what is yours in it; what runs it you install: vitest, or
            @playwright/test, while node:test comes with Node (and, for TypeScript, typescript and @types/node)
  playground  a page with a simulated widget and its live statechart
  diagram   draw a chart as SVG or Mermaid, or write it for Stately Studio

For the options of a command, see widget-statecharts <command> --help. --version prints the version.
Providers: ${shippedKits.map(({ provider }) => provider.name).join(', ')}; one of your own with --provider-module.
`;

/** Runs the command line and returns its exit code: 0 all well, 1 something deviates or is not covered, 2 the call was wrong. */
export async function main(args: readonly string[], io: CliIo): Promise<number> {
  const output = new CliOutput(io);
  const [name = '', ...rest] = args;
  try {
    if (name === '--help' || name === '-h' || name === 'help') return await print(output, help);
    if (name === '--version') return await print(output, `${version()}\n`);
    if (name === '') return await fail(io, `Name a command: ${Object.keys(commands).join(', ')}. See --help.`);
    if (!Object.hasOwn(commands, name)) return await fail(io, `There is no command "${name}". --help lists them.`);
    const command = commands[name as keyof typeof commands];
    if (rest.includes('--help') || rest.includes('-h')) return await print(output, command.help);
    checkProvider(rest);
    return await command.run(rest, io, output);
  } catch (error) {
    // Whoever read the output (head, less) has gone: that is no failure.
    if (error instanceof ClosedOutput) return 0;
    if (isWrongCall(error)) return await fail(io, error.message);
    throw error;
  }
}

/** Of the sources and of the build, the package's own file is equally far away. */
function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}

/** The argument parser takes the last of several, and says nothing of the others. */
function checkProvider(args: readonly string[]): void {
  const options = { provider: { type: 'string' } } as const;
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const given = tokens.filter((token) => token.kind === 'option' && token.name === 'provider');
  if (given.length < 2) return;
  throw new WidgetError('INVALID_OPTION', 'Name one widget: --provider was given more than once.');
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
