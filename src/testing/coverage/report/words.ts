/** Numbers and elements as all reports write them. */
import type { Item } from '../dimensions.ts';

/** A share in percent, rounded down, so that only all is 100 %; of nothing, none. */
export function percent(covered: number, of: number): string {
  if (of === 0) return '–';
  return `${Math.floor((1000 * covered) / of) / 10} %`;
}

/** A whole number with its thousands apart. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** One of a thing or many. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** An element with its reason behind it. */
export function itemInWords({ name, reason }: Item): string {
  return reason === undefined ? name : `${name} (${reason})`;
}

/** How many of a list are not shown; empty where all are. */
export function notShown({ total, items }: { readonly total: number; readonly items: readonly unknown[] }): string {
  return total > items.length ? `… and ${grouped(total - items.length)} more` : '';
}

/** A name may hold anything: what would move a terminal's cursor is written out. */
export function printable(line: string): string {
  return line.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
