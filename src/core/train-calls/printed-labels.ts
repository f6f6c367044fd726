import type { Timing } from '../model/timing.js';
import { linesLike } from './lines.js';
import { LITERAL } from './mask.js';

/** Less than this says nothing: four letters, or two of a script that writes words with one or two. */
const TELLING = /\p{L}.{2}\p{L}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2}/u;

/** Letters in strings that are not printed as they stand: a field's format `:.1f}`, `{:.1f}`, `%.2f`, `\n`, Julia's `$name`. */
const NO_WORDS = /(?:^[:!]|\{)[^{}]*\}|%[-+.\d]*[a-z]|\\[a-z]|\$\w+/g;

const ONLY_LETTERS = /\P{L}+/gu;
const wordsOf = (text: string): string => text.replace(ONLY_LETTERS, ' ').trim().toLowerCase();

/** A longer line is cut to this as a label, in UTF-16 units. */
const LONGEST_LABEL = 500;

/** The timing with the line that it was printed in as its label, where what a person printed has no label of its own. */
export function labelled(timing: Timing, line: string): Timing {
  const isProse = timing.source === 'elapsed' || timing.source === 'custom';
  return isProse && timing.label === undefined ? { ...timing, label: line.slice(0, LONGEST_LABEL) } : timing;
}

/** The strings of a program, line by line, as words without figures: what a printed label can be found in. */
export class PrintedLabels {
  readonly #lines: readonly { readonly line: number; readonly words: string }[];

  /** @param code `source`, masked */
  constructor(source: string, code: string) {
    const literals = new RegExp(`${LITERAL}+`, 'g');
    const codeLines = linesLike(code, source);
    this.#lines = source.split(/\r\n?|\n/).flatMap((text, line) => {
      const pieces = [...(codeLines[line] ?? '').matchAll(literals)].map(({ index, 0: piece }) =>
        text.slice(index, index + piece.length).replace(NO_WORDS, ' '),
      );
      const words = wordsOf(pieces.join(' '));
      return TELLING.test(words) ? [{ line, words }] : [];
    });
  }

  /** The lines whose strings the timing's label comes from: those that have the most in common with it. */
  linesOf(timing: Timing): number[] {
    const label = wordsOf(timing.label ?? '');
    if (!TELLING.test(label)) return [];
    const shared = (words: string): number => {
      if (words.includes(label)) return label.length;
      // A line may print more than its time, but most of it.
      return label.includes(words) && words.length * 2 >= label.length ? words.length : 0;
    };
    const most = this.#lines.reduce((longest, { words }) => Math.max(longest, shared(words)), 1);
    return this.#lines.flatMap(({ line, words }) => (shared(words) === most ? [line] : []));
  }
}
