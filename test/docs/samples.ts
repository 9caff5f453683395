import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A piece of TypeScript that a document or a doc comment shows. */
export interface Sample {
  /** The file and the line that it begins at. */
  readonly place: string;
  readonly code: string;
  /** Needs a browser: it is type-checked and not run. */
  readonly isRun: boolean;
  /** The lines that it promises to print. */
  readonly promised: readonly string[];
}

/** Every TypeScript sample of the documents and of the source's doc comments, but those marked `ts nocheck`. */
export function findSamples(): Sample[] {
  const documents = filesIn('docs', '.md').filter((file) => !file.startsWith('docs/api/'));
  return ['README.md', ...documents, ...filesIn('src', '.ts')].flatMap((file) =>
    samplesIn(file, readFileSync(`${root}${file}`, 'utf8').split('\n')),
  );
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .sort();
}

function samplesIn(file: string, lines: readonly string[]): Sample[] {
  const samples: Sample[] = [];
  // In a doc comment each line begins with an asterisk.
  const margin = file.endsWith('.md') ? '' : ' \\* ?';
  const opening = new RegExp(`^${margin}\`\`\`ts( norun)?$`);
  const closing = new RegExp(`^${margin}\`\`\`$`);
  for (const [start, line] of lines.entries()) {
    const fence = line.match(opening);
    if (fence === null) continue;
    const end = lines.findIndex((other, index) => index > start && closing.test(other));
    const code = lines.slice(start + 1, end).map((other) => other.replace(new RegExp(`^${margin}`), ''));
    samples.push({
      place: `${file}:${start + 1}`,
      code: code.join('\n'),
      isRun: fence[1] === undefined,
      promised: promisedBy(code),
    });
  }
  return samples;
}

/**
 * What the comments promise: that of a `console.log` stands behind it or in the next lines. Where one stands in a
 * callback and has none, those behind any later line are promises too.
 */
function promisedBy(code: readonly string[]): string[] {
  const promised: string[] = [];
  let isLater = false;
  for (const [index, line] of code.entries()) {
    const behind = line.match(/^\s*\S.*?; \/\/ (?:→ )?(.*)$/)?.[1];
    if (!line.includes('console.log(')) {
      if (isLater && behind !== undefined) promised.push(behind);
    } else if (behind !== undefined) {
      promised.push(behind);
    } else {
      const below = commentsFrom(code, index + 1);
      promised.push(...below);
      isLater ||= below.length === 0;
    }
    // What a callback printed may be told further down, each line by an arrow.
    if (isLater && /^\/\/ → /.test(line)) promised.push(line.slice(5));
  }
  return promised;
}

function commentsFrom(code: readonly string[], start: number): string[] {
  const end = code.findIndex((line, index) => index >= start && !line.startsWith('// '));
  return code.slice(start, end === -1 ? undefined : end).map((line) => line.replace(/^\/\/ (→ )?/, ''));
}
