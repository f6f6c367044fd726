import fc from '../../support/properties.js';
import { describe, expect, test } from 'vitest';
import { MarkerFilter } from '../../../src/core/lines/index.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function show(...chunks: readonly string[]): string {
  const filter = new MarkerFilter();
  return (
    chunks.map((chunk) => decoder.decode(filter.push(encoder.encode(chunk)))).join('') + decoder.decode(filter.end())
  );
}

describe('marker lines', () => {
  test.each([
    ['alone', ':::LANGBENCH {}\n', ''],
    ['between others', 'a\n:::LANGBENCH {}\r\nb\n', 'a\nb\n'],
    ['one after another', ':::LANGBENCH 1\n:::LANGBENCH 2\nb', 'b'],
    ['not at a line start', 'a :::LANGBENCH {}\n', 'a :::LANGBENCH {}\n'],
    ['not quite', ':::LANGBENCHMARK\n:::\n::', ':::LANGBENCHMARK\n:::\n::'],
    ['cut off by the end', 'a\n:::LANG', 'a\n:::LANG'],
  ])('%s', (_name, text, shown) => {
    expect(show(text)).toBe(shown);
    expect(show(...Array.from(text))).toBe(shown);
  });
});

test('nothing waits but what may become a marker', () => {
  const filter = new MarkerFilter();
  const push = (text: string) => decoder.decode(filter.push(encoder.encode(text)));
  expect(push('50%')).toBe('50%');
  expect(push('\r60%\n:::')).toBe('\r60%\n');
  expect(push('x')).toBe(':::x');
  expect(push('\n:::LANGBENCH {"v"')).toBe('\n');
  expect(push(':1}\nb')).toBe('b');
});

test('what is shown is what was given without its marker lines', () => {
  const line = fc.constantFrom(
    '',
    'a',
    ':::',
    ':::LANGBENCH',
    ':::LANGBENCH {}',
    ':::LANGBENCH 1',
    ' :::LANGBENCH {}',
    '训\r50%',
  );
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(30)), (lines, lengths) => {
      const text = lines.map((each) => `${each}\n`).join('');
      const expected = text.replaceAll(/^:::LANGBENCH .*\n/gm, '');
      const bytes = encoder.encode(text);
      const filter = new MarkerFilter();
      const shown: number[] = [];
      let at = 0;
      for (const length of [...lengths, bytes.length]) {
        shown.push(...filter.push(bytes.subarray(at, at + length)));
        at += length;
      }
      shown.push(...filter.end());
      expect(decoder.decode(Uint8Array.from(shown))).toBe(expected);
    }),
  );
});
