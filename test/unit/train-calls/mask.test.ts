import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PATTERNS, findTrainCalls, mask } from '../../../src/core/train-calls/index.js';

const languages = ['python', 'julia'] as const;

/** Text made of what the scanners decide on. */
const code = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "'",
        '"""',
        "'''",
        '`',
        '#',
        '#=',
        '=#',
        '\\',
        '\n',
        '\r\n',
        '$(',
        '(',
        ')',
        '{',
        '}',
        '[',
        ']',
      ),
      fc.constantFrom('f', 'rb', 'raw', ':', '!', '!=', ' ', 'end', 'begin', 'do', '@time ', '@', 'def ', '=', 'where'),
      fc.constantFrom('model.fit(', 'Flux.train!(', '.train(data=1)', 'x', '😀', '.'),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

describe.each(languages)('masking %s', (language) => {
  it('keeps every character in its place and turns nothing but comments and literals', () => {
    fc.assert(
      fc.property(code, (source) => {
        const masked = mask(source, language);
        expect(masked).toHaveLength(source.length);
        for (let at = 0; at < source.length; at += 1) expect([source[at], ' ', '"']).toContain(masked[at]);
      }),
    );
  });

  it('never throws, and finds calls in order and within the text', () => {
    fc.assert(
      fc.property(code, (source) => {
        const lines = source.split(/\r\n?|\n/);
        let last = -1;
        for (const call of findTrainCalls(source, language)) {
          expect(call.ordinal).toBe((last += 1));
          for (const { line, column } of [call.start, call.nameEnd, call.end]) {
            expect(column).toBeLessThanOrEqual((lines[line] ?? '').length + 1);
            expect(line).toBeLessThan(lines.length);
          }
        }
      }),
    );
  });

  it('follows literals in literals, but not without end', () => {
    const deep = language === 'python' ? 'f"{'.repeat(20_000) : '"$('.repeat(20_000);
    expect(mask(deep, language)).toHaveLength(deep.length);
  });
});

it('has default patterns that are regular expressions', () => {
  for (const patterns of Object.values(DEFAULT_PATTERNS)) {
    for (const pattern of patterns) expect(() => new RegExp(pattern)).not.toThrow();
  }
});
