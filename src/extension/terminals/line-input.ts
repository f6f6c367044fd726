const ENTER = '\r';
const DELETE = '\u007F';
const BACKSPACE = '\b';
const END_OF_INPUT = '\u0004';

/** What typing comes to: what to show of it, and what the program is to read. */
export interface Typed {
  readonly echo: string;
  readonly lines: string;
  /** Ctrl+D on an empty line. */
  readonly ended: boolean;
}

/** A terminal's line discipline for typed text: shows it, lets it be corrected, and hands it on line by line. */
export class LineInput {
  #line: string[] = [];

  push(data: string): Typed {
    let [echo, lines, ended] = ['', '', false];
    // Arrow keys and the like are sequences that a line does not take.
    // eslint-disable-next-line no-control-regex -- escape sequences begin with that character
    for (const character of data.replace(/\u001B(?:\[[\d;]*[A-Za-z~]|O[A-Z])/g, '')) {
      if (character === ENTER || character === '\n') {
        lines += `${this.#line.join('')}\n`;
        this.#line = [];
        echo += '\r\n';
      } else if (character === DELETE || character === BACKSPACE) {
        if (this.#line.pop() !== undefined) echo += '\b \b';
      } else if (character === END_OF_INPUT) {
        ended ||= this.#line.length === 0;
      } else if (character >= ' ') {
        this.#line.push(character);
        echo += character;
      }
    }
    return { echo, lines, ended };
  }
}
