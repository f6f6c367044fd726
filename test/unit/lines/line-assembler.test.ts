import fc from '../../support/properties.js';
import { describe, expect, test } from 'vitest';
import { LineAssembler, MAX_LINE_CELLS } from '../../../src/core/lines/index.js';

const encoder = new TextEncoder();

interface Result {
  readonly lines: readonly string[];
  readonly overwritten: readonly string[];
  readonly excess: number;
}

function assemble(chunks: Iterable<Uint8Array>): Result {
  const lines: string[] = [];
  const overwritten: string[] = [];
  const assembler = new LineAssembler((line) => lines.push(line), { onOverwrite: (text) => overwritten.push(text) });
  for (const chunk of chunks) {
    assembler.push(chunk);
  }
  assembler.end();
  return { lines, overwritten, excess: assembler.excess };
}

const linesOf = (text: string) => assemble([encoder.encode(text)]).lines;

test.each([
  ['plain', 'a\nb', ['a', 'b']],
  ['an empty line counts', 'a\n\nb\n', ['a', '', 'b']],
  ['as on Windows', 'a\r\nb\r\n', ['a', 'b']],
  ['a carriage return too many', 'a\r\r\n', ['a']],
  ['a shorter text leaves the end of what it overwrites', 'hello\rJ\n', ['Jello']],
  ['unless it is erased', 'hello\rJ\x1b[K\n', ['J']],
  ['the whole line is erased', 'hello\r\x1b[2KJ\n', ['J']],
  ['the line up to the cursor is erased', 'hello\b\b\x1b[1K\n', ['    o']],
  ['backspaces', 'abc\b\bX\n', ['aXc']],
  ['backspaces stop at the edge', 'ab\b\b\b\bX\n', ['Xb']],
  ['colours', '\x1b[1;31mred\x1b[0m \x1b[38;5;12mblue\x1b[m\n', ['red blue']],
  ['a mode that only terminals know', '\x1b[?25lx\x1b[?2004h\n', ['x']],
  ['an operating-system command ended by BEL', '\x1b]633;C\x07x\n', ['x']],
  ['one ended by ST', '\x1b]0;title\x1b\\x\n', ['x']],
  ['a device string', '\x1bPq#0;2\x1b\\x\n', ['x']],
  ['an application string', '\x1b_hidden\x1b\\x\n', ['x']],
  ['an unterminated command ends with its line', '\x1b]0;title\nx\n', ['', 'x']],
  ['a character set', '\x1b(Bx\n', ['x']],
  ['a sequence broken off by a line feed', 'a\x1b[3\nb\n', ['a', 'b']],
  ['a column', 'abc\x1b[2GX\n', ['aXc']],
  ['the cursor moves forward over nothing', 'a\x1b[3Cb\n', ['a   b']],
  ['the cursor moves back', 'abc\x1b[2DX\n', ['aXc']],
  ['another row', 'a\x1b[Ab\n', [' b']],
  ['bells and nulls show nothing', 'a\x07\0b\n', ['ab']],
  ['tabs stay', 'a\tb\n', ['a\tb']],
  ['wide characters take two columns', '训练 1\r训练 2\n', ['训练 2']],
  ['half of one cannot stay', '训练\rab\x1b[3Gx\n', ['abx ']],
  ['an emoji', '👍 1\r👍 2\n', ['👍 2']],
  ['bytes that are no UTF-8', 'a', ['a']],
])('%s', (_name, text, expected) => {
  expect(linesOf(text)).toEqual(expected);
});

test('bytes that are no UTF-8 become replacement characters', () => {
  expect(assemble([Uint8Array.of(0x61, 0xff, 0x62, 0x0a)]).lines).toEqual(['a\ufffdb']);
});

test('each state of a line is told before the next overwrites it', () => {
  const { lines, overwritten } = assemble([encoder.encode('\r 50%\r100%\b\b\b\b\rdone\n')]);
  expect(overwritten).toEqual([' 50%', '100%']);
  expect(lines).toEqual(['done']);
});

describe('bounds', () => {
  test('what is too long for a line is dropped and counted', () => {
    const { lines, excess } = assemble([encoder.encode(`${'x'.repeat(MAX_LINE_CELLS + 10)}\ny\n`)]);
    expect(lines.map((line) => line.length)).toEqual([MAX_LINE_CELLS, 1]);
    expect(excess).toBe(10);
  });

  test('an endless line is cut wherever the chunks are', () => {
    const chunk = encoder.encode('x'.repeat(1000));
    const { lines, excess } = assemble(Array.from({ length: 100 }, () => chunk));
    expect(lines.map((line) => line.length)).toEqual([MAX_LINE_CELLS]);
    expect(excess).toBe(100_000 - MAX_LINE_CELLS);
  });

  test('an unterminated command does not swallow an endless line', () => {
    const { lines } = assemble([encoder.encode(`\x1b]0;${'x'.repeat(70_000)}\rend\x1b[K\n`)]);
    expect(lines).toEqual(['end']);
  });
});

const pieces = fc.constantFrom(
  'a',
  'é',
  '训',
  '👍',
  ' ',
  '\t',
  '\r',
  '\b',
  '\n',
  '\r\n',
  '\x1b[K',
  '\x1b[2K',
  '\x1b[1K',
  '\x1b[31m',
  '\x1b]0;t\x07',
  '\x1b]0;t\x1b\\',
  '\x1b[A',
  '\x1b[5C',
  '\x1b[2D',
  '\x1b[3G',
  '\x1b',
  '\x1b[',
  '\x1bP',
  '\x07',
  '\x1b]8;;',
  '12.3 s',
);

test('where the chunks are cut makes no difference', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), fc.array(fc.nat(40), { maxLength: 20 }), (parts, lengths) => {
      const bytes = encoder.encode(parts.join(''));
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const length of lengths) {
        chunks.push(bytes.subarray(at, at + length));
        at += length;
      }
      chunks.push(bytes.subarray(at));
      expect(assemble(chunks)).toEqual(assemble([bytes]));
    }),
    { numRuns: 500 },
  );
});

test('no bytes make it throw, and nothing unprintable comes out', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const line of assemble([bytes]).lines) {
        // eslint-disable-next-line no-control-regex -- they are what must not come out
        expect(line).not.toMatch(/[\0-\x08\x0a-\x1f\x7f-\x9f]/);
      }
    }),
    { numRuns: 1000 },
  );
});
