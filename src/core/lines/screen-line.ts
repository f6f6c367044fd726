import { ControlSequences } from './control-sequences.js';

/** What a line may hold; more is counted and dropped. */
export const MAX_LINE_CELLS = 65_536;
/** No terminal is wider: a sequence that moves the cursor further right is malformed, or bait. */
const MAX_JUMP_COLUMN = 1000;

const SPACE = 0x20;
/** Second cell of a character that is two columns wide. */
const CONTINUATION = 0;
const FIRST_WIDE = 0x1100;

/** Made when it is first needed: its tables cost every start. */
let decoder: TextDecoder | undefined;

/** Cells are in the machine's order, which is this one wherever Node.js and VS Code run; a mark of byte order is text like any other. */
function decode(cells: Uint8Array): string {
  decoder ??= new TextDecoder('utf-16le', { ignoreBOM: true });
  return decoder.decode(cells);
}

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

  /** Puts printable text, from index `from` to before `to`, at the cursor. */
  put(text: string, from: number, to: number): void {
    if (this.#overwriting) {
      this.#leaveState();
    }
    this.#reserve(Math.max(this.#cursor, this.#length) + 2 * (to - from));
    if (this.#cursor > this.#length) {
      this.#cells.fill(SPACE, this.#length, this.#cursor);
    }
    this.#splitWideCharacter(this.#cursor, this.#cursor - 1);
    let cursor = this.#cursor;
    for (let index = from; index < to; index++) {
      const unit = text.charCodeAt(index);
      const width = unit >= FIRST_WIDE && isWide(unit) ? 2 : 1;
      if (cursor + width > MAX_LINE_CELLS) {
        this.#excess += to - index;
        break;
      }
      this.#cells[cursor] = unit;
      if (width === 2) {
        this.#cells[cursor + 1] = CONTINUATION;
      }
      cursor += width;
    }
    this.#splitWideCharacter(cursor, cursor);
    this.#cursor = cursor;
    this.#length = Math.max(this.#length, cursor);
    this.#written = Math.max(this.#written, cursor);
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
    const text = decode(new Uint8Array(this.#cells.buffer, 0, length * 2));
    return text.includes('\0') ? text.replaceAll('\0', '') : text;
  }

  #reserve(length: number): void {
    const needed = Math.min(length, MAX_LINE_CELLS);
    if (needed > this.#cells.length) {
      const larger = new Uint16Array(Math.min(MAX_LINE_CELLS, Math.max(needed, this.#cells.length * 2)));
      larger.set(this.#cells.subarray(0, this.#length));
      this.#cells = larger;
    }
  }

  /** Half a wide character cannot be shown: where the edge of new text before `column` cuts one, its other half at `left` becomes a blank. */
  #splitWideCharacter(column: number, left: number): void {
    if (column > 0 && column < this.#length && isContinuation(this.#cells[column])) {
      this.#cells[left] = SPACE;
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
    unit >= FIRST_WIDE &&
    (unit <= 0x115f ||
      (unit >= 0x2e80 && unit <= 0xa4cf) ||
      (unit >= 0xac00 && unit <= 0xd7a3) ||
      (unit >= 0xf900 && unit <= 0xfaff) ||
      (unit >= 0xfe30 && unit <= 0xfe6f) ||
      (unit >= 0xff00 && unit <= 0xff60) ||
      (unit >= 0xffe0 && unit <= 0xffe6))
  );
}
