import * as z from 'zod/mini';
import { type FlinksInput, flinksInputSchema } from './events.ts';

const booleanParameters = new Set(
  Object.entries(flinksInputSchema.shape)
    .filter(([, schema]) => z.safeParse(schema, true).success)
    .map(([name]) => name),
);

/**
 * The chart's input from the URL of a Flinks Connect iframe: the parameters that it has, and its path. The authorize
 * token is left out, since it is a secret and changes no transition.
 *
 * @example
 * ```ts
 * import { flinksInputFromUrl } from 'widget-statecharts/flinks';
 *
 * const input = flinksInputFromUrl('https://toolbox-iframe.private.fin.ag/v2/?demo=true&maximumRetry=3');
 * console.log(input); // { path: '/v2/', demo: true, maximumRetry: 3 }
 * ```
 */
export function flinksInputFromUrl(src: string): FlinksInput {
  const url = URL.canParse(src, 'https://relative.invalid') ? new URL(src, 'https://relative.invalid') : null;
  // A frame that has no page yet (about:blank, no src) tells nothing.
  if (src === '' || url === null || !url.protocol.startsWith('http')) return {};
  const input: Record<string, unknown> = { path: url.pathname };
  for (const [name, text] of url.searchParams) {
    if (name === 'authorizeToken' || !Object.hasOwn(flinksInputSchema.shape, name)) continue;
    const value = parameterValue(name, text);
    if (value !== undefined) input[name] = value;
  }
  return input as FlinksInput;
}

/** A value that its parameter cannot have tells nothing: it stays unknown. */
function parameterValue(name: string, text: string): string | number | boolean | undefined {
  if (name === 'maximumRetry') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (!booleanParameters.has(name)) return text;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
