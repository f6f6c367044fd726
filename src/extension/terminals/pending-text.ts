/** After text was cut: ends whatever colour was in force, so that the notice and what follows start clean. */
const RESET = '\u001B[0m';

/**
 * Text waiting to be shown in a terminal, bounded: when a program prints faster than a window can draw, the oldest
 * waiting text is left out by whole lines and its place is told by a notice. What was shown before stays above it, the
 * newest text follows below.
 */
export class PendingText {
  readonly #limit: number;
  readonly #notice: (characters: number) => string;
  #chunks: string[] = [];
  #length = 0;
  #leftOut = 0;

  /** `limit` is in characters; `notice` words what is shown in place of the characters left out. */
  constructor(limit: number, notice: (characters: number) => string) {
    this.#limit = limit;
    this.#notice = notice;
  }

  get isEmpty(): boolean {
    return this.#length === 0 && this.#leftOut === 0;
  }

  push(text: string): void {
    this.#chunks.push(text);
    this.#length += text.length;
    if (this.#length > this.#limit) this.#leaveOutOldest();
  }

  /** The next piece to show, of at most about `size` characters. */
  take(size: number): string {
    let piece = '';
    if (this.#leftOut > 0) {
      piece = `${RESET}${this.#notice(this.#leftOut)}`;
      this.#leftOut = 0;
    }
    let count = 0;
    let taken = 0;
    for (const chunk of this.#chunks) {
      if (taken + chunk.length > size) break;
      taken += chunk.length;
      count++;
    }
    piece += this.#chunks.splice(0, count).join('');
    const first = this.#chunks[0];
    if (count === 0 && first !== undefined) {
      taken = safeCut(first, size);
      piece += first.slice(0, taken);
      this.#chunks[0] = first.slice(taken);
    }
    this.#length -= taken;
    return piece;
  }

  /** Halves what waits, so that the cost of cutting is spread over much new text. */
  #leaveOutOldest(): void {
    const text = this.#chunks.join('');
    const cut = lineStartAfter(text, text.length - Math.floor(this.#limit / 2));
    this.#leftOut += cut;
    this.#chunks = [text.slice(cut)];
    this.#length = text.length - cut;
  }
}

/** The start of the first line after `position`, or `position` itself within a line that does not end. */
function lineStartAfter(text: string, position: number): number {
  const newline = text.indexOf('\n', position);
  return newline === -1 || newline === text.length - 1 ? safeCut(text, position) : newline + 1;
}

/** `position`, moved so that it does not split a surrogate pair. */
function safeCut(text: string, position: number): number {
  const code = text.charCodeAt(position - 1);
  return code >= 0xd800 && code < 0xdc00 ? position + 1 : position;
}
