import type { Position } from './types.js';

const LINE_END = /\r\n?|\n/g;

/** Turns offsets into lines and columns, and back. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    if (text.includes('\r')) {
      for (const { index, 0: end } of text.matchAll(LINE_END)) this.#starts.push(index + end.length);
    } else {
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
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

/** Cuts `text` at the line ends of `like`, which has the same length: a mask has no line ends within strings. */
export function linesLike(text: string, like: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const end of like.matchAll(LINE_END)) {
    lines.push(text.slice(start, end.index));
    start = end.index + end[0].length;
  }
  lines.push(text.slice(start));
  return lines;
}
