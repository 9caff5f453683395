/** Serves the playground on loopback: the host page under one of its names, the simulated widget under the other. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { WidgetError } from '../errors.ts';
import { providerNamed } from '../machines/providers.ts';
import { forgedPage } from '../simulator/forged.ts';
import { simulatorPage } from '../simulator/html.ts';
import { wholeNumber } from './numbers.ts';
import type { CliIo, CliOutput } from './output.ts';

export const playgroundHelp = `Usage: widget-statecharts playground [--port N]

Serves one page on this machine only: a host page with a simulated widget, the widget's statechart with its current
states lit, and a transcript. --port 0 takes any free port; without it, 4173 is taken. Ctrl-C ends it.
`;

const usualPort = 4173;

/** Serves until it is interrupted. */
export async function playground(args: readonly string[], io: CliIo, output: CliOutput): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' } } });
  const port = values.port === undefined ? usualPort : wholeNumber('--port', values.port);
  if (port > 65_535) throw new WidgetError('INVALID_OPTION', '--port has to be a number up to 65535.');
  const server = await servePlayground(port);
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

/** Where a server is. */
export function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}/`;
}

/** Starts the server. */
export async function servePlayground(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    try {
      answer(request, response);
    } catch (error) {
      send(response, 400, 'text/plain', error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use: name another one with --port, or --port 0 for any.`
          : `Port ${port} cannot be used (${error.code ?? error.message}).`;
      reject(new WidgetError('INVALID_OPTION', reason));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** A page of another site must not reach this one by a name of its own that leads here. */
const ownNames = /^(127\.0\.0\.1|localhost):\d+$/;

function answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): void {
  const { host = '' } = headers;
  const { pathname } = new URL(url, 'http://127.0.0.1');
  const [, room = '', name = ''] = pathname.split('/');
  const asset = Object.hasOwn(assets, pathname) ? assets[pathname] : undefined;
  if (!ownNames.test(host)) {
    send(response, 403, 'text/plain', 'This page is served on loopback only.');
  } else if (asset !== undefined) {
    send(response, 200, asset.type, read(asset.file));
  } else if (room === 'widget') {
    const forgery = `http://${host.replace(/^[^:]+/, (own) => (own === 'localhost' ? '127.0.0.1' : 'localhost'))}/forged`;
    send(response, 200, 'text/html', simulatorPage({ provider: providerNamed(name).name, pace: null, forgery }));
  } else if (room === 'forged') {
    send(response, 200, 'text/html', forgedPage());
  } else {
    send(response, 404, 'text/plain', `There is nothing at ${pathname}. The playground is at /.`);
  }
}

interface Asset {
  readonly file: string;
  readonly type: string;
}

const assets: Readonly<Record<string, Asset>> = {
  '/': { file: 'playground.html', type: 'text/html' },
  '/playground.css': { file: 'playground.css', type: 'text/css' },
  '/playground.js': { file: 'playground.js', type: 'text/javascript' },
  '/inspector': { file: 'inspector.html', type: 'text/html' },
  '/inspector.js': { file: 'inspector.js', type: 'text/javascript' },
};

function read(file: string): Buffer {
  return readFileSync(new URL(`../playground/assets/${file}`, import.meta.url));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
