const BEL = 0x07;
const BACKSPACE = 0x08;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;
const CANCEL = 0x18;
const SUBSTITUTE = 0x1a;
const ESCAPE = 0x1b;

/** An operating-system command or device string is cut off here, so that an unterminated one does not swallow what follows for ever. */
const MAX_STRING_LENGTH = 65_536;
const MAX_PARAMETER = 100_000;

/** What control characters and sequences do to a line. */
export interface Screen {
  put(text: string, from: number, to: number): void;
  moveTo(column: number): void;
  moveBy(columns: number): void;
  eraseToEnd(): void;
  eraseToStart(): void;
  erase(): void;
  leaveRow(): void;
}

type State = 'text' | 'escape' | 'intermediate' | 'csi' | 'string' | 'string-escape';

/**
 * Tells text from control sequences (ECMA-48: CSI, OSC, DCS, APC, PM, SOS and two-character escapes), cut anywhere, and
 * applies those that move the cursor or erase. All others are dropped.
 */
export class ControlSequences {
  #state: State = 'text';
  #parameter = 0;
  #secondParameter = false;
  #stringLength = 0;
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  write(text: string): void {
    let index = 0;
    while (index < text.length) {
      if (this.#state === 'text') {
        const start = index;
        while (index < text.length && isPrintable(text.charCodeAt(index))) {
          index += 1;
        }
        if (index > start) {
          this.#screen.put(text, start, index);
        }
      }
      if (index < text.length) {
        this.#step(text.charCodeAt(index));
        index += 1;
      }
    }
  }

  /** A line's end closes whatever sequence was open. */
  reset(): void {
    this.#state = 'text';
  }

  #step(unit: number): void {
    switch (this.#state) {
      case 'text':
        this.#control(unit);
        break;
      case 'escape':
        this.#afterEscape(unit);
        break;
      case 'intermediate':
        if (unit < 0x20 || unit > 0x2f) {
          this.#endOrControl(unit);
        }
        break;
      case 'csi':
        this.#inCsi(unit);
        break;
      case 'string':
        this.#inString(unit);
        break;
      case 'string-escape':
        this.#state = 'text';
        // A backslash completes the terminator; anything else begins a sequence of its own.
        if (unit !== 0x5c) {
          this.#afterEscape(unit);
        }
        break;
    }
  }

  #control(unit: number): void {
    switch (unit) {
      case ESCAPE:
        this.#state = 'escape';
        break;
      case CARRIAGE_RETURN:
        this.#screen.moveTo(0);
        break;
      case BACKSPACE:
        this.#screen.moveBy(-1);
        break;
      default:
      // Bells, shifts, deletes and C1 controls show nothing.
    }
  }

  #afterEscape(unit: number): void {
    switch (unit) {
      case 0x5b: // [
        this.#state = 'csi';
        this.#parameter = 0;
        this.#secondParameter = false;
        break;
      case 0x5d: // ] OSC
      case 0x50: // P DCS
      case 0x58: // X SOS
      case 0x5e: // ^ PM
      case 0x5f: // _ APC
        this.#state = 'string';
        this.#stringLength = 0;
        break;
      default:
        if (unit >= 0x20 && unit <= 0x2f) {
          this.#state = 'intermediate';
        } else {
          this.#endOrControl(unit);
        }
    }
  }

  /** The last character of a short sequence; a control character instead breaks the sequence off and acts. */
  #endOrControl(unit: number): void {
    this.#state = 'text';
    if (unit < 0x20) {
      this.#control(unit);
    }
  }

  #inCsi(unit: number): void {
    if (unit >= 0x30 && unit <= 0x39) {
      if (!this.#secondParameter) {
        this.#parameter = Math.min(MAX_PARAMETER, this.#parameter * 10 + unit - 0x30);
      }
    } else if (unit >= 0x3a && unit <= 0x3f) {
      this.#secondParameter ||= unit === 0x3b;
    } else if (unit >= 0x40 && unit <= 0x7e) {
      this.#state = 'text';
      this.#applyCsi(unit);
    } else if (unit < 0x20 || unit > 0x7e) {
      this.#endOrControl(unit);
    }
  }

  #applyCsi(final: number): void {
    const count = Math.max(1, this.#parameter);
    switch (final) {
      case 0x43: // C forward
        this.#screen.moveBy(count);
        break;
      case 0x44: // D back
        this.#screen.moveBy(-count);
        break;
      case 0x47: // G column
        this.#screen.moveTo(count - 1);
        break;
      case 0x4b: // K erase in line
        if (this.#parameter === 0) {
          this.#screen.eraseToEnd();
        } else if (this.#parameter === 1) {
          this.#screen.eraseToStart();
        } else {
          this.#screen.erase();
        }
        break;
      case 0x4a: // J erase in display
        if (this.#parameter === 0) {
          this.#screen.eraseToEnd();
        } else if (this.#parameter !== 1) {
          this.#screen.erase();
        }
        break;
      case 0x41: // A up
      case 0x42: // B down
      case 0x45: // E next line
      case 0x46: // F previous line
      case 0x48: // H position
      case 0x66: // f position
        this.#screen.leaveRow();
        break;
      default:
      // Colours, modes and the like.
    }
  }

  #inString(unit: number): void {
    this.#stringLength += 1;
    if (unit === ESCAPE) {
      this.#state = 'string-escape';
    } else if (unit === BEL || unit === CANCEL || unit === SUBSTITUTE || this.#stringLength > MAX_STRING_LENGTH) {
      this.#state = 'text';
    }
  }
}

function isPrintable(unit: number): boolean {
  return unit >= 0x20 ? unit < 0x7f || unit > 0x9f : unit === TAB;
}
