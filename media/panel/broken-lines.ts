import type { Segment } from '../../src/core/report/index.js';
import { widthOf } from './text-width.js';
import type { Theme } from './theme.js';

/** How much wider bold letters are, at most. */
const BOLD = 1.12;

/** Spaces, what lies between them, and Chinese characters one by one, with the marks that end with them. */
const WORDS = / +|[^ \p{sc=Han}]+|\p{sc=Han}[\p{Po}\p{Pe}]*/gu;

/** Breaks a text into lines that fit, each in as few parts as there are weights in it. */
export function brokenLines(
  segments: readonly Segment[],
  room: number,
  theme: Theme,
  scale: number,
): readonly (readonly Segment[])[] {
  const lines: Segment[][] = [[]];
  let at = 0;
  for (const { text, weight } of segments) {
    for (const word of text.match(WORDS) ?? []) {
      const width = widthOf(word, theme, scale) * (weight === 'strong' ? BOLD : 1);
      const isSpace = word.trim() === '';
      if (at > 0 && at + width > room && !isSpace) {
        lines.push([]);
        at = 0;
      }
      // A line begins with a word.
      if (at === 0 && isSpace) continue;
      at += width;
      const line = lines.at(-1) ?? [];
      const last = line.at(-1);
      if (last?.weight === weight) line[line.length - 1] = { text: last.text + word, weight };
      else line.push({ text: word, weight });
    }
  }
  return lines;
}
