import { ControlSequences } from './control-sequences.js';

/** What a line may hold; more is counted and dropped. */
export const MAX_LINE_CELLS = 65_536;
/** No terminal is wider: a sequence that moves the cursor further right is malformed, or bait. */
const MAX_JUMP_COLUMN = 1000;

const SPACE = 0x20;
/** Second cell of a character that is two columns wide. */
const CONTINUATION = 0;

/**
 * One line as a terminal shows it: text written at a cursor that `\r`, `\b` and escape sequences move, over what was there before.
 * Cells are UTF-16 units. Every operation costs at most what it was given, so that a line rewritten thousands of times stays linear.
 */
export class ScreenLine {
  #cells = new Uint16Array(256);
  #length = 0;
  #cursor = 0;
  /** Cells written since the cursor last went back to the left edge. */
  #written = 0;
  #overwriting = false;
  #excess = 0;
  readonly #controls = new ControlSequences(this);
  readonly #onOverwrite: ((text: string) => void) | undefined;

  /** @param onOverwrite Receives the text of each state of the line just before another is written over it. */
  constructor(onOverwrite?: (text: string) => void) {
    this.#onOverwrite = onOverwrite;
  }

  /** UTF-16 units that did not fit. */
  get excess(): number {
    return this.#excess;
  }

  /** Writes decoded text, cut anywhere, that holds no line feed. */
  write(text: string): void {
    this.#controls.write(text);
  }

  /** Puts one printable UTF-16 unit at the cursor. */
  put(unit: number): void {
    if (this.#overwriting) {
      this.#leaveState();
    }
    const width = isWide(unit) ? 2 : 1;
    if (this.#cursor + width > MAX_LINE_CELLS) {
      this.#excess += 1;
      return;
    }
    this.#reserve(this.#cursor + width);
    this.#splitWideCharacters(this.#cursor, this.#cursor + width);
    if (this.#cursor > this.#length) {
      this.#cells.fill(SPACE, this.#length, this.#cursor);
    }
    this.#cells[this.#cursor] = unit;
    if (width === 2) {
      this.#cells[this.#cursor + 1] = CONTINUATION;
    }
    this.#cursor += width;
    this.#length = Math.max(this.#length, this.#cursor);
    this.#written = Math.max(this.#written, this.#cursor);
  }

  /** Moves the cursor to a 0-based column. */
  moveTo(column: number): void {
    this.#cursor = Math.max(
      0,
      column <= this.#cursor ? column : Math.min(column, Math.max(this.#cursor, MAX_JUMP_COLUMN)),
    );
    if (this.#cursor === 0) {
      this.#overwriting = this.#written > 0;
    }
  }

  moveBy(columns: number): void {
    this.moveTo(this.#cursor + columns);
  }

  eraseToEnd(): void {
    this.#keepState();
    this.#length = Math.min(this.#length, this.#cursor);
  }

  eraseToStart(): void {
    this.#keepState();
    this.#cells.fill(SPACE, 0, Math.min(this.#cursor + 1, this.#length));
  }

  /** Erases the line; the cursor stays. */
  erase(): void {
    this.#keepState();
    this.#length = 0;
  }

  /** The cursor leaves for another row, whose content is not known. */
  leaveRow(): void {
    this.#overwriting = this.#written > 0;
    this.erase();
  }

  /** Returns the line's text and starts an empty one. */
  take(): string {
    const text = this.#text(this.#length);
    this.#controls.reset();
    this.#length = 0;
    this.#cursor = 0;
    this.#written = 0;
    this.#overwriting = false;
    return text;
  }

  /** An erasure from the left edge must not take a state away unseen. */
  #keepState(): void {
    if (this.#overwriting) {
      this.#leaveState();
    }
  }

  #leaveState(): void {
    this.#overwriting = false;
    const state = this.#written;
    this.#written = 0;
    this.#onOverwrite?.(this.#text(Math.min(state, this.#length)));
  }

  #text(length: number): string {
    let text = '';
    // Spreading more arguments than this at once may exceed the stack.
    for (let start = 0; start < length; start += 8192) {
      text += String.fromCharCode(...this.#cells.subarray(start, Math.min(start + 8192, length)));
    }
    return text.includes('\0') ? text.replaceAll('\0', '') : text;
  }

  #reserve(length: number): void {
    if (length > this.#cells.length) {
      const larger = new Uint16Array(Math.min(MAX_LINE_CELLS, Math.max(length, this.#cells.length * 2)));
      larger.set(this.#cells.subarray(0, this.#length));
      this.#cells = larger;
    }
  }

  /** Half a wide character cannot be shown: what is left of one beside the cells from `start` to `end` becomes a blank. */
  #splitWideCharacters(start: number, end: number): void {
    if (start > 0 && start < this.#length && isContinuation(this.#cells[start])) {
      this.#cells[start - 1] = SPACE;
    }
    if (end < this.#length && isContinuation(this.#cells[end])) {
      this.#cells[end] = SPACE;
    }
  }
}

/** A low surrogate continues the high one, as a wide character's second cell continues the first. */
function isContinuation(unit: number | undefined): boolean {
  return unit === CONTINUATION || (unit !== undefined && unit >= 0xdc00 && unit < 0xe000);
}

/** East Asian wide and full-width characters of the basic plane; beyond it a surrogate pair takes two cells by itself. */
function isWide(unit: number): boolean {
  return (
    unit >= 0x1100 &&
    (unit <= 0x115f ||
      (unit >= 0x2e80 && unit <= 0xa4cf) ||
      (unit >= 0xac00 && unit <= 0xd7a3) ||
      (unit >= 0xf900 && unit <= 0xfaff) ||
      (unit >= 0xfe30 && unit <= 0xfe6f) ||
      (unit >= 0xff00 && unit <= 0xff60) ||
      (unit >= 0xffe0 && unit <= 0xffe6))
  );
}
