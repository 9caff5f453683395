/** Listed elements as all reports write them. */
import { grouped } from '../../text.ts';
import type { Item } from '../dimensions.ts';

/** An element with its reason behind it. */
export function formatItem({ name, reason }: Item): string {
  return reason === undefined ? name : `${name} (${reason})`;
}

/** How many of a list are not shown; empty where all are. */
export function notShown({ total, items }: { readonly total: number; readonly items: readonly unknown[] }): string {
  return total > items.length ? `… and ${grouped(total - items.length)} more` : '';
}
