/** Draws what the reader must see at once with the next frame, and what merely grows at intervals. A page that nobody sees has no frames. */
export class Pace {
  private frame: number | undefined;
  private timer: number | undefined;

  /** @param interval in milliseconds */
  constructor(
    private readonly draw: () => void,
    private readonly interval: () => number,
  ) {}

  now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  /** An interval from now, unless something is drawn before. */
  later(): void {
    this.timer ??= window.setTimeout(() => {
      this.now();
    }, this.interval());
  }
}
