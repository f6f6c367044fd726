/** Draws what the reader must see at once with the next frame, and what merely grows at intervals. A page that nobody sees has no frames. */
export class Pace {
  #frame: number | undefined;
  #timer: number | undefined;
  readonly #draw: () => void;
  readonly #interval: () => number;

  /** @param interval in milliseconds */
  constructor(draw: () => void, interval: () => number) {
    this.#draw = draw;
    this.#interval = interval;
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  /** An interval from now, unless something is drawn before. */
  later(): void {
    this.#timer ??= window.setTimeout(() => {
      this.now();
    }, this.#interval());
  }
}
