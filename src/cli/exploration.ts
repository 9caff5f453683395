/** What the commands about a chart share: its exploration, within bounds, and what to tell of its gaps. */
import { WidgetError } from '../errors.ts';
import type { CutOff, Exploration, Unreachable } from '../testing/explore/exploration.ts';
import { explore } from '../testing/explore/explore.ts';
import { formatEvent, formatStateValue } from '../testing/explore/names.ts';
import type { LoadedChart } from './module.ts';
import { type CliIo, printable } from './output.ts';

/** Explores a chart. */
export function exploreChart({ name, machine, options }: LoadedChart, maxConfigurations: number): Exploration {
  try {
    return explore(machine, { ...options, maxConfigurations });
  } catch (error) {
    if (error instanceof WidgetError) throw error;
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new WidgetError('INVALID_OPTION', `The chart ${name} cannot be explored: ${line}`);
  }
}

/** Of an endless chart, a suite of more events than these is made by nobody's wish. */
const mostOfEndless = 2_000_000;

/**
 * Whether a chart was cut off at so many configurations that a suite of what is left would be endless too. The events
 * are counted as if each step took a session of its own, the shortest way there.
 */
export function isEndless({ cutOff, edges, configurations }: Exploration): boolean {
  if (!cutOff.some(({ kind }) => kind === 'limit')) return false;
  const depths: number[] = [];
  for (const { reachedBy } of configurations) {
    depths.push(reachedBy === null ? 0 : 1 + (depths[edges[reachedBy]?.from ?? 0] ?? 0));
  }
  return edges.reduce((all, { from }) => all + 1 + (depths[from] ?? 0), 0) > mostOfEndless;
}

/** Tells in one line what is not covered, where that is anything, and gives the exit code. */
export function explainGaps({ unreachable, cutOff }: Exploration, { stderr }: CliIo, problem: string): 0 | 1 {
  const gaps = [...cutOff.map(formatCutOff), ...unreachable.map(formatUnreachable)];
  if (gaps.length === 0) return 0;
  const some = gaps.slice(0, 3).map((gap) => printable(gap.replace(/\.$/, '')));
  const more = gaps.length > 3 ? `; and ${gaps.length - 3} more, all of which the output lists` : '';
  stderr.write(`widget-statecharts: ${problem}: ${some.join('; ')}${more}\n`);
  return 1;
}

/** Something unreachable, with the reason. */
export function formatUnreachable({ kind, id, reason }: Unreachable): string {
  return `${kind} ${id}: ${reason}`;
}

/** Something cut off, with the place and the reason. */
export function formatCutOff({ kind, reason, state, event }: CutOff): string {
  const line = reason.replaceAll(/\s*\n\s*/g, ' ');
  if (kind !== 'threw' || event === undefined) return line;
  return `${formatEvent(event)} threw in ${formatStateValue(state as never)}: ${line}`;
}
