import type { ProcessTree } from './process-tree.js';
import { endTree } from './tree-kill.js';

/** Longer timers than this would fire at once. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

/** Ends a process tree when it is cancelled or has taken too long, and knows which. */
export class TreeStopper {
  readonly #tree: ProcessTree;
  readonly #graceSeconds: number;
  readonly #signal: AbortSignal;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #cancel = () => {
    this.#stop('cancelled');
  };
  #hasLeaderEnded = false;
  #ending: Promise<void> | undefined;
  #cause: 'cancelled' | 'timed-out' | undefined;

  constructor(tree: ProcessTree, signal: AbortSignal, timeoutSeconds: number | undefined, graceSeconds: number) {
    this.#tree = tree;
    this.#graceSeconds = graceSeconds;
    this.#signal = signal;
    if (timeoutSeconds !== undefined) {
      const milliseconds = Math.min(timeoutSeconds * 1000, LONGEST_TIMER_MILLISECONDS);
      this.#timer = setTimeout(() => {
        this.#stop('timed-out');
      }, milliseconds);
    }
    if (signal.aborted) this.#cancel();
    else signal.addEventListener('abort', this.#cancel, { once: true });
  }

  /** Why the tree was ended before it ended by itself. */
  get cause(): 'cancelled' | 'timed-out' | undefined {
    return this.#cause;
  }

  /** To be called when the launched process has ended: no time limit holds any more; cancelling still works. */
  leaderEnded(): void {
    this.#hasLeaderEnded = true;
    clearTimeout(this.#timer);
  }

  /** Resolves when nothing of the tree is left. */
  async end(): Promise<void> {
    this.#ending ??= endTree(this.#tree, this.#graceSeconds, this.#hasLeaderEnded);
    await this.#ending;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#cancel);
  }

  #stop(cause: 'cancelled' | 'timed-out'): void {
    this.#cause ??= cause;
    void this.end();
  }
}
