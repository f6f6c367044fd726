import type { WriteStream } from 'node:tty';
import truncatedWidth from 'fast-string-truncated-width';
import { forTerminal } from '../style.js';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const TICK_MILLISECONDS = 125;
const CLEAR_LINE = '\r\u001b[2K';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/** One line at the bottom of a terminal that is rewritten in place; what is logged stands above it for good. */
export class LiveRegion {
  readonly #stream: WriteStream;
  readonly #render: () => string;
  readonly #timer: NodeJS.Timeout;
  #frame = 0;

  /** @param render what the line says now; called a few times a second */
  constructor(stream: WriteStream, render: () => string) {
    this.#stream = stream;
    this.#render = render;
    stream.write(HIDE_CURSOR);
    process.on('exit', this.#restore);
    this.#timer = setInterval(() => {
      this.#draw();
    }, TICK_MILLISECONDS);
    this.#timer.unref();
  }

  log(line: string): void {
    this.#stream.write(`${CLEAR_LINE}${forTerminal(line)}\n`);
    this.#draw();
  }

  stop(): void {
    clearInterval(this.#timer);
    process.off('exit', this.#restore);
    this.#restore();
  }

  readonly #restore = (): void => {
    this.#stream.write(CLEAR_LINE + SHOW_CURSOR);
  };

  #draw(): void {
    const spinner = FRAMES[this.#frame++ % FRAMES.length] ?? '';
    this.#stream.write(CLEAR_LINE + cut(forTerminal(`${spinner} ${this.#render()}`), this.#stream.columns - 1));
  }
}

/** Cuts a text without styles so that it does not wrap, which could not be rewritten. */
function cut(text: string, columns: number): string {
  const { ellipsed, index } = truncatedWidth(text, { limit: columns, ellipsis: '…' });
  return ellipsed ? `${text.slice(0, index)}…` : text;
}
