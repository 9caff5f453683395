import { isUtf8 } from 'node:buffer';

/** A line of a log: its text, or why it has none. */
export type Line = { readonly text: string } | { readonly problem: string };

const newline = 0x0a;

/**
 * Cuts a stream of bytes into lines without ever holding more than one: a line above `maxLine` bytes is skipped as it
 * comes. Texts are decoded in whole blocks, since that is where the time goes.
 */
export function createLineSplitter(maxLine: number, onLine: (line: Line) => void) {
  let rest: Buffer[] = [];
  let restSize = 0;
  let skipping = false;

  function keep(bytes: Buffer): void {
    if (skipping || bytes.length === 0) return;
    restSize += bytes.length;
    if (restSize > maxLine) {
      skipping = true;
      rest = [];
      return;
    }
    // A slice would keep its whole chunk alive.
    rest.push(Buffer.from(bytes));
  }

  function flush(): void {
    if (skipping) onLine({ problem: `it is longer than ${maxLine} bytes` });
    else emit(Buffer.concat(rest));
    rest = [];
    restSize = 0;
    skipping = false;
  }

  function emit(bytes: Buffer): void {
    if (bytes.length > maxLine) onLine({ problem: `it is longer than ${maxLine} bytes` });
    else onLine(isUtf8(bytes) ? { text: bytes.toString() } : { problem: 'it is not UTF-8' });
  }

  function emitAll(block: Buffer): void {
    if (block.length <= maxLine && isUtf8(block)) {
      for (const text of block.toString().split('\n')) onLine({ text });
      return;
    }
    for (let start = 0; start <= block.length; ) {
      const end = block.indexOf(newline, start);
      emit(block.subarray(start, end === -1 ? block.length : end));
      if (end === -1) return;
      start = end + 1;
    }
  }

  return {
    push(chunk: Buffer): void {
      const first = chunk.indexOf(newline);
      if (first === -1) {
        keep(chunk);
        return;
      }
      keep(chunk.subarray(0, first));
      flush();
      const last = chunk.lastIndexOf(newline);
      if (last > first) emitAll(chunk.subarray(first + 1, last));
      keep(chunk.subarray(last + 1));
    },
    /** The end of a file ends its line. */
    end(): void {
      if (restSize > 0) flush();
    },
  };
}
