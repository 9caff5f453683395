/** Loads what an option names: a module of the user's own, or a file of JSON. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WidgetError } from '../errors.ts';
import { isObject } from '../values.ts';

/** A module that waits for something at its top level for longer than this is given up. */
const patience = 30_000;

/** The default export of a module, or what a file of JSON holds. */
export async function loadDefault(option: string, file: string): Promise<unknown> {
  if (file.endsWith('.json')) return loadJson(option, file);
  const exported = await loadModule(option, file);
  if (!Object.hasOwn(exported, 'default')) throw wrong(`"${file}" has no default export, which ${option} reads.`);
  return exported.default;
}

async function loadJson(option: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw wrong(`${option} cannot read "${file}" (${codeOf(error) ?? firstLine(error)}).`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`"${file}" is no JSON: ${firstLine(error)}`);
  }
}

/** What a module exports, by name. */
export async function loadModule(option: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  const path = resolve(file);
  try {
    // Whether it is there is asked first: a module that misses an import of its own fails with the same code.
    await readFile(path);
  } catch (error) {
    throw wrong(`${option} cannot read "${file}" (${codeOf(error) ?? firstLine(error)}).`);
  }
  try {
    return exportsOf(await inTime(import(pathToFileURL(path).href)));
  } catch (error) {
    throw wrong(`"${file}" does not load: ${whyNotLoaded(error)}`);
  }
}

/** What a module exports. Node shows what a CommonJS module exports under `default`, a transpiler's default below that. */
function exportsOf(namespace: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { default: main } = namespace;
  // Of an instance of a class, such as a machine, the keys are no exports.
  if (!isObject(main) || ![Object.prototype, null].includes(Object.getPrototypeOf(main))) return namespace;
  if (Object.keys(namespace).some((key) => key !== 'default' && !(key in main))) return namespace;
  return main.__esModule === true ? main : { ...main, ...namespace };
}

async function inTime<TValue>(loading: Promise<TValue>): Promise<TValue> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it is not done after ${patience / 1000} seconds`)), patience);
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function whyNotLoaded(error: unknown): string {
  if (codeOf(error) !== 'ERR_UNKNOWN_FILE_EXTENSION') return firstLine(error);
  return `Node.js ${process.version} does not load files of this kind (for TypeScript, use Node.js 22.18 or newer, or compile it first).`;
}

/** A call that was wrong. */
export function wrong(sentence: string): WidgetError {
  return new WidgetError('INVALID_OPTION', sentence);
}

/** What a value is, for a sentence about it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The first line of what an error says. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
