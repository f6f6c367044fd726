import { MAX_LINE_CELLS, ScreenLine } from './screen-line.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Finds where lines end, and tells which are worth decoding. One object serves one stream. */
export interface LineScanner {
  /** Index of the next line feed from `start` on, or -1 when the chunk ends first; the line then goes on in the next chunk. */
  next(chunk: Uint8Array, start: number): number;
  /** Whether the line that has just ended is to be decoded; asked once a line. */
  wanted(): boolean;
}

const everyLine: LineScanner = {
  next: (chunk, start) => chunk.indexOf(LINE_FEED, start),
  wanted: () => true,
};

export interface LineAssemblerOptions {
  /** Default: every line is decoded. */
  readonly scanner?: LineScanner;
  /** Receives a line's state just before it is overwritten, as progress bars do. */
  readonly onOverwrite?: (text: string, number: number) => void;
}

// Anything that a terminal would not show as text; tabs stay.
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f]/;

/**
 * Turns chunks of bytes, cut anywhere, into lines as a terminal shows them: UTF-8 decoded, escape sequences removed, `\r`, `\b` and
 * erasures applied. Holds at most one line of bounded length.
 */
export class LineAssembler {
  /** The beginning of an unfinished line that needed no terminal so far. */
  #held = new Uint8Array(1024);
  #heldLength = 0;
  #number = 0;
  /** Whether the unfinished line is being written on the screen line. */
  #onScreen = false;
  #excess = 0;
  readonly #screen: ScreenLine;
  readonly #lineDecoder = new TextDecoder();
  readonly #streamDecoder = new TextDecoder();
  readonly #onLine: (line: string, number: number) => void;
  readonly #scanner: LineScanner;

  /** @param onLine Receives each line's text and its 1-based number. */
  constructor(onLine: (line: string, number: number) => void, options: LineAssemblerOptions = {}) {
    const { onOverwrite } = options;
    this.#onLine = onLine;
    this.#scanner = options.scanner ?? everyLine;
    this.#screen = new ScreenLine(
      onOverwrite &&
        ((text) => {
          onOverwrite(text, this.#number + 1);
        }),
    );
  }

  /** UTF-16 units that were dropped because their lines were too long. */
  get excess(): number {
    return this.#excess + this.#screen.excess;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (;;) {
      const end = this.#scanner.next(chunk, start);
      if (end < 0) {
        this.#hold(chunk.subarray(start));
        return;
      }
      if (this.#scanner.wanted()) {
        this.#finish(chunk.subarray(start, end));
      } else {
        this.#drop();
      }
      start = end + 1;
    }
  }

  /** The stream is over: what is left is its last line. */
  end(): void {
    if (this.#heldLength > 0 || this.#onScreen) {
      this.#finish(new Uint8Array(0));
    }
  }

  #hold(part: Uint8Array): void {
    if (this.#onScreen) {
      this.#draw(part);
      return;
    }
    const length = this.#heldLength + part.length;
    if (length > MAX_LINE_CELLS || part.includes(CARRIAGE_RETURN)) {
      this.#drawHeld();
      this.#draw(part);
      return;
    }
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(length, this.#held.length * 2));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(part, this.#heldLength);
    this.#heldLength = length;
  }

  #finish(last: Uint8Array): void {
    if (this.#heldLength > 0) {
      this.#hold(last);
      last = this.#held.subarray(0, this.#heldLength);
    }
    const text = this.#onScreen || last.length > MAX_LINE_CELLS ? this.#drawn(last) : this.#plain(last);
    this.#heldLength = 0;
    this.#number += 1;
    this.#onLine(text, this.#number);
  }

  /** A line that is not wanted counts all the same. */
  #drop(): void {
    if (this.#onScreen) {
      this.#takeDrawn();
    }
    this.#heldLength = 0;
    this.#number += 1;
  }

  #plain(bytes: Uint8Array): string {
    const end = bytes[bytes.length - 1] === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    const text = this.#lineDecoder.decode(bytes.subarray(0, end));
    return CONTROL.test(text) ? this.#drawn(bytes) : text;
  }

  #drawn(rest: Uint8Array): string {
    this.#draw(rest);
    return this.#takeDrawn();
  }

  #takeDrawn(): string {
    this.#screen.write(this.#streamDecoder.decode());
    this.#onScreen = false;
    return this.#screen.take();
  }

  #drawHeld(): void {
    this.#draw(this.#held.subarray(0, this.#heldLength));
    this.#heldLength = 0;
  }

  #draw(bytes: Uint8Array): void {
    this.#onScreen = true;
    this.#screen.write(this.#streamDecoder.decode(bytes, { stream: true }));
  }
}
