/** The kits of a page: the server says which module exports them, and the import map what that module may import. */
import type { Kit } from '../kit/kit.ts';
import { sentenceOf } from '../simulator/errors.ts';

/** What the server tells a page. */
export interface KitsData {
  /** The address of the module, and which of its exports is a kit, or a list of them. */
  readonly module: string;
  readonly export: string;
  /** A layout that the server made of a kit without one, or why there is none. */
  readonly layout?: string | undefined;
  readonly layoutProblem?: string | undefined;
}

/** What the server told this page. */
export const kitsData: KitsData = JSON.parse(document.getElementById('kits')?.textContent ?? '{}');

/**
 * Loads the kits.
 * @throws Error for a module that does not load here, in a sentence.
 */
export async function loadKits(): Promise<readonly Kit[]> {
  const { module, export: name, layout } = kitsData;
  const found = (await load(module))[name] as Kit | readonly Kit[];
  const kits = 'provider' in found ? [found] : found;
  return layout === undefined ? kits : kits.map((kit) => ({ ...kit, layout }));
}

async function load(module: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(module);
  } catch (error) {
    const map = JSON.parse(document.querySelector('[type=importmap]')?.textContent ?? '{}');
    const names = Object.keys(map.imports ?? {}).join(', ');
    throw new Error(
      `${module.split('/').at(-1)} does not load in a browser: ${sentenceOf(error)} Without a bundler it may import files of its own folder, and ${names}.`,
    );
  }
}
