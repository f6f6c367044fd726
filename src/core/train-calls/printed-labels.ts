import type { Timing } from '../model/timing.js';
import { LITERAL } from './mask.js';

/** A label or literal says nothing below this number of letters. */
const FEWEST_LETTERS = 4;

const ONLY_LETTERS = /\P{L}+/gu;
const wordsOf = (text: string): string => text.replace(ONLY_LETTERS, ' ').trim().toLowerCase();

/** The strings of a program, line by line, as words without figures: what a printed label can be found in. */
export class PrintedLabels {
  readonly #lines: readonly { readonly line: number; readonly words: string }[];

  /** @param code `source`, masked */
  constructor(source: string, code: string) {
    const literals = new RegExp(`${LITERAL}+`, 'g');
    const codeLines = splitLike(code, source);
    this.#lines = source.split(/\r\n?|\n/).flatMap((text, line) => {
      const pieces = [...(codeLines[line] ?? '').matchAll(literals)].map(({ index, 0: piece }) =>
        // Conversions such as %.2f and \n are no words.
        text.slice(index, index + piece.length).replace(/%[-+.\d]*[a-z]|\\[a-z]/g, ' '),
      );
      const words = wordsOf(pieces.join(' '));
      return words.length < FEWEST_LETTERS ? [] : [{ line, words }];
    });
  }

  /** The lines with a string that the timing's label comes from. */
  linesOf(timing: Timing): number[] {
    const label = wordsOf(timing.label ?? '');
    if (label.length < FEWEST_LETTERS) return [];
    return this.#lines.flatMap(({ line, words }) => (words.includes(label) || label.includes(words) ? [line] : []));
  }
}

/** Cuts `text` at the line ends of `like`, which has the same length: a mask has no line ends within strings. */
function splitLike(text: string, like: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const end of like.matchAll(/\r\n?|\n/g)) {
    lines.push(text.slice(start, end.index));
    start = end.index + end[0].length;
  }
  lines.push(text.slice(start));
  return lines;
}
