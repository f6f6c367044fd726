import type { DialectFactory, Outbox } from './dialect.js';
import { EpochNumbers } from './phase.js';
import { readBar, readOpenBar, type BarState } from './progress-bars.js';

/**
 * tqdm's bars, Lightning's by tqdm or Rich, Ultralytics', alive-progress's and ProgressMeter.jl's, each once, when it is complete. A bar may
 * show its last state several times, so it waits until another line or the same bar's next round shows that it was the last.
 */
export const progressDialect: DialectFactory = (outbox) => {
  const bars = new WaitingBars(outbox);
  const epochs = new EpochNumbers();
  return {
    line(text, number) {
      const state = readBar(text, number, epochs) ?? readOpenBar(text, number, epochs);
      if (state) {
        bars.see(state);
      } else {
        bars.release();
      }
      return state !== undefined;
    },
    overwritten(text, number) {
      const state = readBar(text, number, epochs);
      if (state) {
        bars.see(state);
      }
    },
    settle() {
      bars.release();
    },
    end() {
      bars.release();
    },
  };
};

/** More bars than these are hardly ever on the screen at once. */
const MAX_WAITING = 8;

class WaitingBars {
  readonly #waiting = new Map<string, BarState>();
  readonly #outbox: Outbox;
  /** Bars that were sent already and have not begun anew since. */
  readonly #sent = new Set<string>();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  see(state: BarState): void {
    const before = this.#waiting.get(state.key);
    if (!state.complete) {
      // The same bar has begun anew.
      if (before?.complete) {
        this.#send(before);
      }
      this.#sent.delete(state.key);
    }
    if (state.epoch !== undefined) {
      this.#sendEarlierEpochs(state.epoch);
    }
    if (!this.#sent.has(state.key) && (state.complete || state.countsWhenNextBegins)) {
      this.#waiting.set(state.key, state);
      if (this.#waiting.size > MAX_WAITING) {
        this.release();
        this.#waiting.clear();
      }
    }
  }

  /** Sends what is complete. */
  release(): void {
    for (const state of this.#waiting.values()) {
      if (state.complete) {
        this.#send(state);
      }
    }
  }

  #sendEarlierEpochs(epoch: number): void {
    for (const state of this.#waiting.values()) {
      if (state.epoch !== undefined && state.epoch < epoch) {
        this.#send(state);
      }
    }
  }

  #send(state: BarState): void {
    this.#waiting.delete(state.key);
    this.#sent.add(state.key);
    if (this.#sent.size > MAX_WAITING) {
      this.#sent.delete(this.#sent.values().next().value ?? '');
    }
    this.#outbox.emit(state.timing());
  }
}
