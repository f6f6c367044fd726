/** What stands for every character of a string literal in a masked text. */
export const LITERAL = '"';

/** How deep literals within literals are followed; no program written by hand comes near. */
export const MAX_NESTING = 50;

/**
 * A source text with everything that is not code made blank, of the same length, so that a place in one is the same
 * place in the other: comments become spaces, and string literals become `"` from their first quote to their last.
 * Ranges are given in order.
 */
export class Mask {
  readonly #parts: string[] = [];
  #copied = 0;

  constructor(readonly source: string) {}

  comment(start: number, end: number): void {
    this.#fill(start, end, ' ');
  }

  literal(start: number, end: number): void {
    this.#fill(start, end, LITERAL);
  }

  finish(): string {
    this.#parts.push(this.source.slice(this.#copied));
    return this.#parts.join('');
  }

  #fill(start: number, end: number, filler: string): void {
    this.#parts.push(this.source.slice(this.#copied, start), filler.repeat(end - start));
    this.#copied = end;
  }
}

/** Where the pattern next matches from `at` on, or the text's length. The pattern has the flag `g`. */
export function seek(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - 1 : text.length;
}

export function lineEndFrom(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
