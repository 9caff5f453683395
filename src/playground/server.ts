/** Serves the playground on loopback: the host page under one of its names, the simulated widget under the other. Node only. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as nodeModule from 'node:module';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layoutOf, packLayout } from '../diagram/kit.ts';
import { WidgetError } from '../errors.ts';
import type { Kit } from '../kit/kit.ts';
import { sentenceOf } from '../simulator/errors.ts';
import { pageOf } from '../simulator/html.ts';
import { jsonForScript } from '../simulator/json.ts';
import { spoofedPage } from '../simulator/spoofed.ts';
import type { KitsData } from './kits.ts';

/** A kit of the user's, and where it comes from. */
export interface OwnKit {
  readonly kit: Kit;
  readonly file: string;
  /** The name that the file exports it by. */
  readonly export: string;
}

/**
 * Starts the server, of the shipped kits or of one of the user's.
 *
 * @throws WidgetError `INVALID_OPTION` for a port that cannot be used.
 */
export async function servePlayground(port: number, own?: OwnKit): Promise<Server> {
  const site = await siteOf(own);
  const server = createServer((request, response) => {
    try {
      send(response, respond(site, request));
    } catch (error) {
      send(response, text(400, sentenceOf(error)));
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

/** Where a server is. */
export function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}/`;
}

/** What is served. */
interface Site {
  /** Where the built pages and scripts lie, and their names. */
  readonly folder: string;
  readonly assets: ReadonlySet<string>;
  /** What the head of each page tells it: the import map, and where the kits are. */
  readonly head: string;
  /** The folder of the user's module. */
  readonly ownFolder: string | null;
}

async function siteOf(own: OwnKit | undefined): Promise<Site> {
  const folder = fileURLToPath(new URL('./assets/', import.meta.url));
  const assets = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll(sep, '/'));
  const library = assets.flatMap((name) => /^library\/(.+)\.js$/.exec(name)?.[1] ?? []);
  const imports = Object.fromEntries(library.map((name) => [name, `/assets/library/${name}.js`]));
  const data: KitsData =
    own === undefined
      ? { module: '/assets/shipped.js', export: 'shippedKits' }
      : {
          module: `/module/${encodeURIComponent(basename(own.file))}`,
          export: own.export,
          ...(await layoutFor(own.kit)),
        };
  return {
    folder,
    assets: new Set(assets),
    head: `<script type="importmap">${jsonForScript({ imports })}</script>
<script type="application/json" id="kits">${jsonForScript(data)}</script>`,
    ownFolder: own === undefined ? null : realpathSync(dirname(resolve(own.file))),
  };
}

/** The layout of a kit that carries none, or why it cannot be made. */
async function layoutFor(kit: Kit): Promise<Pick<KitsData, 'layout' | 'layoutProblem'>> {
  try {
    layoutOf(kit);
    return {};
  } catch {
    // It has none, or that of another version of its chart.
  }
  try {
    return { layout: await packLayout(kit.provider.machine, kit.provider) };
  } catch (error) {
    return { layoutProblem: sentenceOf(error) };
  }
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  /** Which pages may show it in a frame. @default none */
  readonly framedBy?: string;
}

/** A page of another site must not reach this one by a name of its own that leads here. */
const ownNames = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

function respond(site: Site, { url = '/', headers }: IncomingMessage): Answer {
  const { host = '' } = headers;
  const { pathname } = new URL(url, 'http://127.0.0.1');
  if (!ownNames.test(host)) return text(403, 'This page is served on loopback only.');
  const page = pages[pathname];
  if (page !== undefined)
    return html(
      read(site, page)
        .toString()
        .replace('<!-- kits -->', () => site.head),
    );
  const [, room = '', ...names] = pathname.split('/');
  const otherOrigin = `http://${host.replace(/^[^:]+/, (own) => (own === 'localhost' ? '127.0.0.1' : 'localhost'))}`;
  const framedBy = `http://${host} ${otherOrigin}`;
  switch (room) {
    case 'assets':
      return assetOf(site, names.join('/'));
    case 'widget': {
      const data = { pace: null, spoofedPage: `${otherOrigin}/spoofed` };
      return { ...html(pageOf(data, "import '/assets/widget.js';", site.head)), framedBy };
    }
    case 'spoofed':
      return { ...html(spoofedPage({ back: otherOrigin })), framedBy };
    case 'module':
      return moduleFile(site, decodeURIComponent(names.join('/')));
    default:
      return nothingAt(pathname);
  }
}

const pages: Readonly<Record<string, string | undefined>> = {
  '/': 'playground.html',
  '/inspector': 'inspector.html',
};

const types: Readonly<Record<string, string | undefined>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

function assetOf(site: Site, name: string): Answer {
  const type = types[extname(name)];
  if (type === undefined || !site.assets.has(name)) return nothingAt(`/assets/${name}`);
  return { status: 200, type, body: read(site, name) };
}

/** A file of the user's, as it is: only scripts and JSON, only below the module's folder, and nothing that is hidden. */
function moduleFile({ ownFolder }: Site, name: string): Answer {
  const nothing = nothingAt(`/module/${name}`);
  if (ownFolder === null || name.split(/[\\/]/).some((part) => part === '' || part.startsWith('.'))) return nothing;
  const extension = extname(name);
  const isTypeScript = ['.ts', '.mts'].includes(extension);
  const type = isTypeScript ? 'text/javascript' : types[extension];
  if (type === undefined) return nothing;
  let content: string;
  try {
    const file = realpathSync(join(ownFolder, name));
    if (!file.startsWith(ownFolder + sep)) return nothing;
    content = readFileSync(file, 'utf8');
  } catch {
    return nothing;
  }
  return { status: 200, type, body: isTypeScript ? withoutTypes(content) : content };
}

function withoutTypes(content: string): string {
  const { stripTypeScriptTypes } = nodeModule as { stripTypeScriptTypes?: (code: string) => string };
  if (stripTypeScriptTypes !== undefined) return stripTypeScriptTypes(content);
  throw new Error(`Node.js ${process.version} cannot serve TypeScript to a browser: compile the module first.`);
}

function read({ folder }: Site, name: string): Buffer {
  return readFileSync(join(folder, name));
}

function html(body: string): Answer {
  return { status: 200, type: 'text/html', body };
}

function text(status: number, body: string): Answer {
  return { status, type: 'text/plain', body };
}

function nothingAt(path: string): Answer {
  return text(404, `There is nothing at ${path}. The playground is at /.`);
}

function send(response: ServerResponse, { status, type, body, framedBy = "'none'" }: Answer): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': `frame-ancestors ${framedBy}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
