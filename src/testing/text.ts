/** Texts as all reports and errors write them: numbers, values, errors, and nothing as long as a payload may be. */
import { isObject } from '../values.ts';

/** A text of at most `limit` characters. */
export function clip(text: string, limit = 100): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

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

/** A name may hold anything: what would move a terminal's cursor is written out. */
export function printable(line: string): string {
  return line.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What kind of value a caller has passed, for an error message. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`;
  if (isObject(value) && typeof value.provide === 'function') return 'a machine';
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`;
}
