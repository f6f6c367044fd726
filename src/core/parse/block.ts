import type { Timing } from '../model/timing.js';
import type { Outbox } from './dialect.js';

/** A timing whose following lines, without a gap, belong to it and may say more about it. */
export class Block {
  #timing: Timing | undefined;
  #lastLine = 0;
  readonly #outbox: Outbox;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  open(timing: Timing): void {
    this.#timing = timing;
    this.#lastLine = timing.line;
    this.#outbox.hold(timing);
  }

  /**
   * Offers the next line. `enrich` returns the timing with what the line adds, or undefined when the line is none of the block's, which
   * closes it. A line is the block's also when the timing had to be sent on before.
   */
  extend(number: number, enrich: (timing: Timing) => Timing | undefined): boolean {
    const timing = this.#timing;
    if (!timing) {
      return false;
    }
    const enriched = number === this.#lastLine + 1 ? enrich(timing) : undefined;
    if (!enriched) {
      this.#timing = undefined;
      this.#outbox.release();
      return false;
    }
    this.#lastLine = number;
    this.#outbox.replace(timing, enriched);
    this.#timing = enriched;
    return true;
  }
}
