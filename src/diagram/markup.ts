/** SVG as text. */
import { escapeMarkup } from '../markup.ts';

type Value = string | number | undefined;

/** An element with attributes and what is in it, which is markup already. */
export function element(name: string, values: Readonly<Record<string, Value>>, ...content: readonly string[]): string {
  const inner = content.join('');
  return inner === '' ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${inner}</${name}>`;
}

/** Attributes; those without a value are left out. */
export function attributes(values: Readonly<Record<string, Value>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeMarkup(String(value))}"`]))
    .join('');
}
