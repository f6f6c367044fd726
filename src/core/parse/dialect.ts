import type { Timing } from '../model/timing.js';

/** Reads the output of one kind of tool. It sees whole clean lines in order, but not lines that cannot concern any dialect. */
export interface Dialect {
  /** Reads a line, without what logs put before it; returns true when the line is this dialect's own, so that no other reads it. */
  line(text: string, number: number): boolean;
  /** Reads what a line showed just before it was overwritten. */
  overwritten?(text: string, number: number): void;
  /** The output has paused: what only waits for a line that might add to it may go. */
  settle?(): void;
  /** The output has ended. */
  end?(): void;
}

export type DialectFactory = (outbox: Outbox) => Dialect;

/**
 * Where dialects put timings. One may be held back until it is known whether the next lines add to it; order is kept. What
 * was printed like a number and is none, or a larger or smaller one than there are (`1.2.3 s`, `1e400 s`, `1e-400 s`), is no timing.
 */
export class Outbox {
  #held: Timing | undefined;
  readonly #send: (timing: Timing) => void;

  constructor(send: (timing: Timing) => void) {
    this.#send = (timing) => {
      if (isSound(timing)) send(timing);
    };
  }

  emit(timing: Timing): void {
    this.release();
    this.#send(timing);
  }

  /** Holds a timing until another comes, or until {@link release}. */
  hold(timing: Timing): void {
    this.release();
    this.#held = timing;
  }

  /** Replaces a held timing by what a later line made of it; false when it is no longer held. */
  replace(held: Timing, by: Timing): boolean {
    if (this.#held !== held) {
      return false;
    }
    this.#held = by;
    return true;
  }

  release(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held) {
      this.#send(held);
    }
  }
}

function isSound({ seconds, resolutionSeconds, fields = {} }: Timing): boolean {
  return resolutionSeconds > 0 && [seconds, resolutionSeconds, ...Object.values(fields)].every(Number.isFinite);
}
