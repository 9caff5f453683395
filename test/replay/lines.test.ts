import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, type Line } from '../../src/replay/lines.ts';

/** What became of a line, without the wording: its text, or which of the two problems it has. */
type Told = 'too long' | 'not UTF-8' | 'unclear' | { text: string };

function told(line: Line): Told {
  if ('text' in line) return { text: line.text };
  return /longer than \d+ bytes/.test(line.problem) ? 'too long' : /UTF-8/.test(line.problem) ? 'not UTF-8' : 'unclear';
}

function split(chunks: readonly Uint8Array[], maxLine = 1000): Told[] {
  const lines: Told[] = [];
  const splitter = createLineSplitter(maxLine, (line) => lines.push(told(line)));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return lines;
}

/** The splitter that holds everything, and is too simple to be wrong. */
function naive(bytes: Uint8Array, maxLine = 1000): Told[] {
  const lines: number[][] = [[]];
  for (const byte of bytes) {
    if (byte === 0x0a) lines.push([]);
    else lines.at(-1)?.push(byte);
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines.map((line) => {
    if (line.length > maxLine) return 'too long';
    try {
      return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(line)) };
    } catch {
      return 'not UTF-8';
    }
  });
}

const utf8 = (text: string) => Buffer.from(text);
const bytes = (...values: number[]) => Buffer.from(values);
const texts = (...lines: string[]): Told[] => lines.map((text) => ({ text }));

describe('the line splitter', () => {
  it('cuts at every newline, and a last line needs none', () => {
    expect(split([utf8('a\nb\n')])).toEqual(texts('a', 'b'));
    expect(split([utf8('a\nb')])).toEqual(texts('a', 'b'));
    expect(split([utf8('a')])).toEqual(texts('a'));
  });

  it('finds no line where there is nothing', () => {
    expect(split([])).toEqual([]);
    expect(split([utf8('')])).toEqual([]);
    expect(split([utf8(''), utf8('')])).toEqual([]);
  });

  it('keeps empty lines, so that lines are numbered as an editor numbers them', () => {
    expect(split([utf8('\n')])).toEqual(texts(''));
    expect(split([utf8('\n\na\n\n\nb\n\n')])).toEqual(texts('', '', 'a', '', '', 'b', ''));
  });

  it('does not lose a line to a chunk that ends at its newline', () => {
    expect(split([utf8('a\n'), utf8('b\n'), utf8('\n'), utf8('c')])).toEqual(texts('a', 'b', '', 'c'));
    expect(split([utf8('a'), utf8('\nb'), utf8('\n')])).toEqual(texts('a', 'b'));
  });

  it('can be told of an end twice', () => {
    const lines: Told[] = [];
    const splitter = createLineSplitter(1000, (line) => lines.push(told(line)));
    splitter.push(utf8('a\nb'));
    splitter.end();
    splitter.end();
    expect(lines).toEqual(texts('a', 'b'));
  });

  it.each([
    ['unix', '{"a":1}\n{"b":2}\n'],
    ['windows', '{"a":1}\r\n{"b":2}\r\n'],
    ['umlauts', 'é\nüü\nñ'],
    ['emoji', '😀\n👩‍👩‍👧\n😀😀'],
    ['a byte order mark', '\ufeff{"a":1}\n\ufeff{"b":2}'],
    ['empty lines', '\n\n😀\n\n'],
  ])('cuts %s the same at every byte', (_name, log) => {
    const whole = utf8(log);
    const expected = naive(whole);
    expect(expected).not.toContain('not UTF-8');
    for (let first = 0; first <= whole.length; first += 1) {
      for (let second = first; second <= whole.length; second += 1) {
        const chunks = [whole.subarray(0, first), whole.subarray(first, second), whole.subarray(second)];
        expect(split(chunks), `cut at ${first} and ${second}`).toEqual(expected);
      }
    }
    expect(split([...whole].map((byte) => bytes(byte)))).toEqual(expected);
  });

  it('keeps what a parser has to deal with: the carriage return, which JSON ignores, and the byte order mark', () => {
    const [first, second] = split([utf8('\ufeff{"a":1}\r\n{"b":2}\r\n')]);
    expect(first).toEqual({ text: '\ufeff{"a":1}\r' });
    expect(second).toEqual({ text: '{"b":2}\r' });
  });

  it('says of a line above the limit that it is too long, and goes on with the next', () => {
    expect(split([utf8('12345\n123456\n1234\n')], 5)).toEqual([{ text: '12345' }, 'too long', { text: '1234' }]);
    expect(split([utf8('123'), utf8('456'), utf8('78\nab\n')], 5)).toEqual(['too long', { text: 'ab' }]);
    expect(split([utf8('123456')], 5)).toEqual(['too long']);
    expect(split([utf8('a\n123456')], 5)).toEqual([{ text: 'a' }, 'too long']);
  });

  it('counts bytes, not characters, and never the newline', () => {
    expect(split([utf8('éé\n')], 4)).toEqual(texts('éé'));
    expect(split([utf8('ééé\n')], 4)).toEqual(['too long']);
    expect(split([utf8('1234\n')], 4)).toEqual(texts('1234'));
  });

  it('tells one over-long line once, however many chunks it comes in', () => {
    const chunk = Buffer.alloc(1000, 'x');
    expect(split([...Array<Buffer>(50).fill(chunk), utf8('\nnext')], 100)).toEqual(['too long', { text: 'next' }]);
  });

  it('does not fail a block of short lines for being long itself', () => {
    const lines = Array.from({ length: 100 }, (_, n) => `line ${n}`);
    expect(split([utf8(`${lines.join('\n')}\n`)], 10)).toEqual(texts(...lines));
  });

  it.each([
    ['a lone continuation byte', bytes(0x80)],
    ['a truncated two-byte character', bytes(0x61, 0xc3)],
    ['a truncated four-byte character', bytes(0xf0, 0x9f, 0x98)],
    ['an over-long encoding', bytes(0xc0, 0xaf)],
    ['a surrogate', bytes(0xed, 0xa0, 0x80)],
    ['a byte that UTF-8 never has', bytes(0xff)],
    ['UTF-16', bytes(0xff, 0xfe, 0x7b, 0x00)],
  ])('says of %s that it is not UTF-8, and loses no line around it', (_name, broken) => {
    const newline = utf8('\n');
    const whole = Buffer.concat([utf8('a\né'), newline, broken, newline, utf8('😀'), newline]);
    expect(split([whole])).toEqual([{ text: 'a' }, { text: 'é' }, 'not UTF-8', { text: '😀' }]);
    expect(split([...whole].map((byte) => bytes(byte)))).toEqual(split([whole]));
    expect(split([broken])).toEqual(['not UTF-8']);
  });

  it('says so of a file that ends inside a character', () => {
    expect(split([utf8('ok\n'), utf8('😀').subarray(0, 2)])).toEqual([{ text: 'ok' }, 'not UTF-8']);
  });

  it('agrees with the naive splitter on anything', () => {
    const piece = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom('\n', '\r\n', '\n\n', 'a', '{"a":1}', 'é', '😀', '\ufeff', ' ').map(utf8),
      },
      { weight: 1, arbitrary: fc.constantFrom(bytes(0xff), bytes(0xc3), bytes(0xed, 0xa0, 0x80), bytes(0xf0, 0x9f)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 8 }) },
    );
    const log = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.concat(pieces));
    const cuts = fc.array(fc.nat(200), { maxLength: 12 });
    const limit = fc.oneof(fc.nat(12), fc.constant(1000));
    fc.assert(
      fc.property(log, cuts, limit, (whole, places, maxLine) => {
        const at = [0, ...places.map((place) => Math.min(place, whole.length)).sort((a, b) => a - b), whole.length];
        const chunks = at.slice(1).map((end, index) => whole.subarray(at[index], end));
        expect(split(chunks, maxLine)).toEqual(naive(whole, maxLine));
      }),
      { numRuns: 2000 },
    );
  });
});
