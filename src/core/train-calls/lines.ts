import type { Position } from './types.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Turns offsets into lines and columns, and back. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const isPaired = unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED;
      if (unit === LINE_FEED || (unit === CARRIAGE_RETURN && !isPaired)) this.#starts.push(at + 1);
    }
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    return { line: low, column: offset - (this.#starts[low] ?? 0) };
  }

  offset({ line, column }: Position): number {
    return (this.#starts[line] ?? 0) + column;
  }
}
