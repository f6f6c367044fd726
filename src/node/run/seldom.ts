const SHORTEST_PAUSE_MILLISECONDS = 1000;
/** However long an action takes, it takes less than 0.5 % of a core from what is measured. */
const PAUSE_PER_DURATION = 200;

/** Does something soon after it is asked for, once for all that was asked for meanwhile, and the seldomer the longer it takes. */
export class Seldom {
  readonly #action: () => Promise<void>;
  #pauseMilliseconds = SHORTEST_PAUSE_MILLISECONDS;
  #timer: NodeJS.Timeout | undefined;
  #acting: Promise<void> | undefined;

  /** @param action must not fail */
  constructor(action: () => Promise<void>) {
    this.#action = action;
  }

  ask(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#acting = this.#act();
    }, this.#pauseMilliseconds);
  }

  /** What was asked for last is not done any more. Resolves when nothing is being done. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#acting;
  }

  async #act(): Promise<void> {
    const startedAt = performance.now();
    await this.#action();
    const duration = performance.now() - startedAt;
    this.#pauseMilliseconds = Math.max(SHORTEST_PAUSE_MILLISECONDS, PAUSE_PER_DURATION * duration);
  }
}
