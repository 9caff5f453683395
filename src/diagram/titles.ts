/** What a drawing says in words: to readers of screens, and in its tooltips. */
import { isWithin } from './arrows.ts';
import type { Layout, PlacedArrow, PlacedState } from './layout.ts';
import type { DiagramTransition } from './model.ts';

/** A diagram in words. */
export function descriptionOf({ states, arrows }: Layout): string {
  const named = (kind: string) => states.filter((state) => state.kind === kind).map(({ path }) => path);
  const [initial] = states.map((state) => state.initial).filter((path) => path !== null);
  return [
    `A statechart of ${states.length} states and ${arrows.length} arrows.`,
    ...(initial === undefined ? [] : [`It begins in ${initial}.`]),
    ...(named('final').length === 0 ? [] : [`It ends in ${named('final').join(', ')}.`]),
  ].join(' ');
}

/** A state in words. */
export function titleOfState({ path, key, description, tags, stays, kind }: PlacedState): string {
  return [
    [path === '' ? key : path, ...(kind === 'atomic' || path === '' ? [] : [`(${kind})`])].join(' '),
    ...(description === '' ? [] : [description]),
    ...(tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}`]),
    ...(stays.length === 0 ? [] : ['Takes and stays, or goes with no arrow:', ...stays.map(sentenceOf)]),
  ].join('\n');
}

/** All that an arrow stands for, a line for each transition. */
export function titleOfArrow({ lines }: PlacedArrow): string {
  return lines.flatMap(({ transitions }) => transitions.map(sentenceOf)).join('\n');
}

function sentenceOf({ source, targets, label, guard, evidence, description }: DiagramTransition): string {
  const away = targets.filter((target) => !isWithin(source, target));
  return [
    label,
    ...(guard === null ? [] : [`[${guard}]`]),
    `in ${source === '' ? 'any state' : source}`,
    ...(away.length === 0 ? [] : [`to ${away.join(', ')}`]),
    ...(evidence === null ? [] : [`(${evidence})`]),
    ...(description === '' ? [] : [`- ${description}`]),
  ].join(' ');
}
