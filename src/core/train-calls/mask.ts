/** What stands for every character of a string literal in a masked text. */
export const LITERAL = '"';

/** Slicing a long filler is quicker than repeating a short one; few literals are longer. */
const FILLERS: Readonly<Record<string, string>> = { ' ': ' '.repeat(256), [LITERAL]: LITERAL.repeat(256) };

/** How deep literals within literals are followed; no program written by hand comes near. */
export const MAX_NESTING = 50;

/**
 * A source text with everything that is not code made blank, of the same length, so that a place in one is the same
 * place in the other: comments become spaces, and string literals become `"` from their first quote to their last.
 * Ranges are given in order.
 */
export class Mask {
  /** Joined once: a text that grows piece by piece is a tree of pieces, which every search would first have to flatten. */
  readonly #pieces: string[] = [];
  #copied = 0;

  constructor(readonly source: string) {}

  comment(start: number, end: number): void {
    this.#fill(start, end, ' ');
  }

  literal(start: number, end: number): void {
    this.#fill(start, end, LITERAL);
  }

  finish(): string {
    return [...this.#pieces, this.source.slice(this.#copied)].join('');
  }

  #fill(start: number, end: number, filler: string): void {
    const length = end - start;
    const ready = FILLERS[filler] ?? '';
    this.#pieces.push(
      this.source.slice(this.#copied, start),
      length <= ready.length ? ready.slice(0, length) : filler.repeat(length),
    );
    this.#copied = end;
  }
}

/** Where the pattern next matches from `at` on, or the text's length. The pattern has the flag `g`. */
export function seek(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - 1 : text.length;
}

const LINE_END = /[\r\n]/g;

export function lineEndFrom(text: string, at: number): number {
  return seek(LINE_END, text, at);
}
