/** The marked part of a written file: what is written anew, while all around it is the user's. */
import { createHash } from 'node:crypto';

const closing = '// </generated>';
const pattern = /\/\/ <generated ([0-9a-f]+) ([^:\n]+):[^\n]*>\n([\s\S]*?)\/\/ <\/generated>/;

/** A marked part as it is found in a file. */
interface Region {
  /** What it was written for: the framework and the chart. */
  readonly purpose: string;
  /** Whether somebody has changed it since. */
  readonly isEdited: boolean;
  readonly start: number;
  readonly end: number;
}

/** Marks a part. Its fingerprint tells later whether somebody has changed it. */
export function marked(purpose: string, body: string): string {
  const opening = `// <generated ${fingerprint(body)} ${purpose}: written anew by widget-statecharts, the rest is yours>`;
  return `${opening}\n${body}${closing}`;
}

/** The marked part of a file, or null where there is none. */
export function findRegion(text: string): Region | null {
  // An editor may have changed the ends of all lines: that is no edit of this part.
  const found = pattern.exec(text.replaceAll('\r\n', '\n'));
  const start = text.indexOf('// <generated ');
  const end = text.indexOf(closing, start) + closing.length;
  const [, print, purpose, body] = found ?? [];
  if (purpose === undefined || body === undefined) return null;
  return { purpose, isEdited: fingerprint(body) !== print, start, end };
}

function fingerprint(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 12);
}
