/** What is written in a diagram, and how much room it takes. Nothing is measured: a browser is not always at hand. */
import type { Arrow, ArrowLine } from './arrows.ts';
import type { DiagramState } from './model.ts';

/** A row of an arrow's label: an event with what belongs to it, or how many more there are. */
export interface LabelRow {
  readonly name: string;
  readonly detail: string;
  /** The events it stands for: one, or those that are not shown. */
  readonly lines: readonly ArrowLine[];
  /** Whether the detail stands in a line of its own. */
  readonly isWrapped: boolean;
}

/** Widths and heights in the units of the SVG, which are pixels at full size. */
export const metrics = {
  /** A character of the names of states, in bold: the widest of the usual system fonts, on average. */
  nameCharacter: 8.2,
  /** A character of a fixed-width font at 11 pixels. */
  codeCharacter: 6.65,
  line: 14,
  labelPadding: 6,
  padding: 16,
  header: 24,
} as const;

const maxEvents = 4;
/** A detail that would make a line longer than this goes below it. */
const maxCharacters = 30;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The rows of an arrow's label: not more than four events, and how many more there are. */
export function rowsOf({ lines }: Arrow): readonly LabelRow[] {
  const shown = lines.length > maxEvents ? lines.slice(0, maxEvents - 1) : lines;
  const rest = lines.slice(shown.length);
  const more = { name: '', detail: `and ${rest.length} more`, lines: rest, isWrapped: false };
  return [...shown.map(rowOf), ...(rest.length > 0 ? [more] : [])];
}

function rowOf(line: ArrowLine): LabelRow {
  const { label: name, guard, places } = line;
  const detail = [...(guard === null ? [] : [`[${guard}]`]), ...(places === '' ? [] : [places])].join(' ');
  return { name, detail, lines: [line], isWrapped: detail !== '' && name.length + detail.length + 1 > maxCharacters };
}

/** The room that an arrow's label takes. */
export function sizeOfLabel(arrow: Arrow): Size {
  const rows = rowsOf(arrow);
  const lengths = rows.map(({ name, detail, isWrapped }) =>
    isWrapped ? Math.max(name.length, detail.length + 1) : `${name} ${detail}`.trim().length,
  );
  const lines = rows.reduce((count, { isWrapped }) => count + (isWrapped ? 2 : 1), 0);
  return {
    width: Math.ceil(Math.max(...lengths) * metrics.codeCharacter) + 2 * metrics.labelPadding,
    height: lines * metrics.line + metrics.labelPadding,
  };
}

/** The room that a state's name and captions take; what lies in it comes below. */
export function sizeOfHeader({ key, captions }: DiagramState): Size {
  const widths = captions.map((caption) => caption.length * metrics.codeCharacter);
  return {
    width: Math.ceil(Math.max(key.length * metrics.nameCharacter, ...widths)) + 2 * metrics.padding + 16,
    height: metrics.header + captions.length * metrics.line,
  };
}
