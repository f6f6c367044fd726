/** Clocks may run a little apart, and some are read coarsely. */
const TOLERATED_SECONDS = 0.1;
const TOLERATED_SHARE = 0.01;

/** When something ended and how long it took, by a program's clock. */
export interface ClockStretch {
  readonly endSeconds: number;
  /** 0 for an instant. */
  readonly seconds: number;
}

/**
 * Places a program's clock on a trial's time axis, which starts at its launch. A marker arrives after its clock was
 * read, never before: the marker that came the fastest tells best how far the clocks are apart.
 */
export class TimeAxis {
  #offsetSeconds = Infinity;
  /** The earliest that markers tell of, by the program's clock: the launch was before. */
  #earliestSeconds = Infinity;

  /** @param arrivalSeconds when the marker that tells of the stretch arrived, since launch */
  observe({ endSeconds, seconds }: ClockStretch, arrivalSeconds: number): void {
    this.#offsetSeconds = Math.min(this.#offsetSeconds, arrivalSeconds - endSeconds);
    this.#earliestSeconds = Math.min(this.#earliestSeconds, endSeconds - seconds);
  }

  /** Whether a stretch can lie between the launch and its arrival, as all those do that were observed. */
  isPossible({ endSeconds, seconds }: ClockStretch, arrivalSeconds: number): boolean {
    const latestLaunch = Math.min(this.#earliestSeconds, endSeconds - seconds);
    const earliestLaunch = Math.max(-this.#offsetSeconds, endSeconds - arrivalSeconds);
    return earliestLaunch - latestLaunch <= TOLERATED_SECONDS + TOLERATED_SHARE * arrivalSeconds;
  }

  /** Seconds since launch; to be asked after the first {@link observe}. Never before the launch. */
  place(clockSeconds: number): number {
    return Math.max(0, clockSeconds + this.#offsetSeconds);
  }
}
