import type { Position } from './types.js';

const LINE_END = /\r\n?|\n/g;

/** Turns offsets into lines and columns, and back. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    LINE_END.lastIndex = 0;
    while (LINE_END.test(text)) this.#starts.push(LINE_END.lastIndex);
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
