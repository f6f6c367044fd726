/**
 * Places a program's clock on a trial's time axis, which starts at its launch. A marker arrives after its clock was
 * read, never before: the marker that came the fastest tells best how far the clocks are apart.
 */
export class TimeAxis {
  #offsetSeconds = Infinity;

  /**
   * @param clockSeconds reading of the program's clock that a marker tells
   * @param arrivalSeconds when the marker arrived, since launch
   */
  observe(clockSeconds: number, arrivalSeconds: number): void {
    this.#offsetSeconds = Math.min(this.#offsetSeconds, arrivalSeconds - clockSeconds);
  }

  /** Seconds since launch; to be asked after the first {@link observe}. Never before the launch. */
  place(clockSeconds: number): number {
    return Math.max(0, clockSeconds + this.#offsetSeconds);
  }
}
